package livery.contract;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import livery.contract.Agreement.Parties;
import livery.order.Place;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rows of contracts. Thread-safe. */
final class ContractTable {

  private static final String ROWS =
      "SELECT c.id, c.seller_id, c.buyer_id, c.currency, c.number, c.draft, c.draft_mark,"
          + " c.created_at, s.name AS seller, b.name AS buyer, v.version, v.terms, v.sent_at,"
          + " v.sent_by FROM contract c JOIN tenant s ON s.id = c.seller_id JOIN tenant b"
          + " ON b.id = c.buyer_id LEFT JOIN contract_version v ON v.contract_id = c.id ";
  private static final String ORDER = " ORDER BY c.id, v.version";

  private final TenantSql sql;

  ContractTable(TenantSql sql) {
    this.sql = sql;
  }

  /** Those that the tenant has with its buyers. */
  List<Agreement> sold(Scope scope, Place<Agreement> place, int limit) {
    return sql.query(
        scope,
        ROWS
            + "WHERE c.id IN (SELECT id FROM (SELECT c.id FROM contract c JOIN tenant b"
            + " ON b.id = c.buyer_id WHERE c.seller_id = :tenant"
            + place.where()
            + place.by()
            + " LIMIT :limit) page)"
            + place.by()
            + ", v.version",
        query -> agreements(place.bind(query).bind("limit", limit)));
  }

  /** Those by which the tenant buys, without drafts. */
  List<Agreement> bought(Scope scope) {
    return sql
        .query(
            scope,
            ROWS + "WHERE c.buyer_id = :tenant AND v.version IS NOT NULL" + ORDER,
            ContractTable::agreements)
        .stream()
        .map(Agreement::forBuyer)
        .toList();
  }

  /** One of either side; the buyer's without its draft, and only once it was sent. */
  List<Agreement> find(Scope scope, long id) {
    return sql
        .query(
            scope,
            ROWS
                + "WHERE c.id = :id AND (c.seller_id = :tenant OR c.buyer_id = :tenant"
                + " AND v.version IS NOT NULL)"
                + ORDER,
            query -> agreements(query.bind("id", id)))
        .stream()
        .map(one -> one.parties().sellerId() == scope.tenantId() ? one : one.forBuyer())
        .toList();
  }

  /** All that were sent, of everybody. */
  static List<Agreement> all(Handle handle) {
    return agreements(handle.createQuery(ROWS + "WHERE v.version IS NOT NULL" + ORDER));
  }

  private static List<Agreement> agreements(Query query) {
    Map<Long, Agreement> heads = new LinkedHashMap<>();
    Map<Long, List<Agreement.Version>> versions = new LinkedHashMap<>();
    query
        .map(
            (row, context) -> {
              var id = row.getLong("id");
              if (!heads.containsKey(id)) {
                heads.put(id, head(row));
                versions.put(id, new ArrayList<>());
              }
              if (row.getString("terms") != null) {
                versions.get(id).add(version(row));
              }
              return id;
            })
        .list();
    Function<Agreement, Agreement> whole =
        head ->
            new Agreement(
                head.id(),
                head.parties(),
                head.number(),
                head.seller(),
                head.buyer(),
                versions.get(head.id()),
                head.draft(),
                head.draftMark(),
                head.createdAt());
    return heads.values().stream().map(whole).toList();
  }

  private static Agreement head(ResultSet row) throws SQLException {
    var draft = row.getString("draft");
    return new Agreement(
        row.getLong("id"),
        new Parties(row.getLong("seller_id"), row.getLong("buyer_id"), row.getString("currency")),
        row.getString("number"),
        row.getString("seller"),
        row.getString("buyer"),
        List.of(),
        draft == null ? null : Terms.stored(draft),
        row.getInt("draft_mark"),
        Utc.read(row, "created_at").orElseThrow());
  }

  private static Agreement.Version version(ResultSet row) throws SQLException {
    return new Agreement.Version(
        row.getInt("version"),
        Terms.stored(row.getString("terms")),
        Utc.read(row, "sent_at").orElseThrow(),
        row.getString("sent_by"));
  }
}
