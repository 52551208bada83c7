package livery.history;

import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.message.MessageTable;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The statements of a search. Each tenant's rows are walked along one index from the newest down,
 * or from the oldest up; what the index does not answer is compared row by row, within a window of
 * so many rows.
 */
final class MessageSql {

  private final MessageSearch search;
  private final Collection<Long> tenants;
  private final String keys;
  private final String table;
  private final String tenant;
  private final String id;
  private final String equal;
  private final String compared;
  private final boolean oldest;
  private final String order;
  private final boolean few;

  /**
   * The statements of a search.
   *
   * @param few the only messages that the search can find, in any order; empty when there may be
   *     too many to name
   */
  MessageSql(
      MessageSearch search, Collection<Long> tenants, boolean oldest, Optional<List<Long>> few) {
    this.oldest = oldest;
    this.few = few.isPresent();
    this.order = oldest ? "ASC" : "DESC";
    this.search = search;
    this.tenants = tenants;
    var byPhone = !search.phone().isEmpty() && !search.isPrefix();
    var byCampaign = !this.few && !byPhone && search.campaignId() != 0;
    var byState =
        !this.few
            && !byPhone
            && !byCampaign
            && !search.state().isEmpty()
            && MessageTable.isRare(search.state());
    var index =
        this.few
            ? "PRIMARY"
            : byPhone ? "message_phone" : byCampaign ? "message_campaign" : "message_tenant";
    this.keys =
        byState ? "message_rare s FORCE INDEX (PRIMARY)" : "message m FORCE INDEX (" + index + ")";
    this.table =
        byState
            ? keys + " STRAIGHT_JOIN message m FORCE INDEX (PRIMARY) ON m.id = s.message_id"
            : keys;
    this.tenant = byState ? "s.tenant_id" : "m.tenant_id";
    this.id = byState ? "s.message_id" : "m.id";
    this.equal =
        this.few
            ? " AND m.id IN (0%s)"
                .formatted(few.get().stream().map(one -> "," + one).collect(Collectors.joining()))
            : byPhone
                ? " AND m.phone = :phone"
                : byCampaign
                    ? " AND m.campaign_id = :campaign"
                    : byState ? " AND s.state = :state" : "";
    this.compared = compared(search, byCampaign, byState);
  }

  private static String compared(MessageSearch search, boolean byCampaign, boolean byState) {
    var conditions = new StringBuilder();
    add(conditions, !search.direction().isEmpty(), "m.direction = :direction");
    add(conditions, !byState && !search.state().isEmpty(), "m.state = :state");
    add(conditions, !byCampaign && search.campaignId() != 0, "m.campaign_id = :campaign");
    add(conditions, search.numberId() != 0, "m.number_id = :number");
    add(conditions, search.isPrefix(), "m.phone LIKE :phone");
    add(conditions, search.from() != null, "m.received_at >= :from");
    add(conditions, search.to() != null, "m.received_at < :to");
    add(
        conditions,
        !search.text().isEmpty(),
        "m.text COLLATE utf8mb4_unicode_520_ci LIKE :text COLLATE utf8mb4_unicode_520_ci");
    return conditions.toString();
  }

  private static void add(StringBuilder conditions, boolean wanted, String condition) {
    if (wanted) {
      conditions.append(" AND ").append(condition);
    }
  }

  /**
   * Whether the index alone answers the search, or so few messages are compared that none counts.
   */
  boolean isExact() {
    return few || compared.isEmpty();
  }

  /** Messages whose phones begin as the search says, by the index of phones, in any order. */
  static String beginning(Collection<Long> tenants, int limit) {
    return tenants.stream()
            .map(
                tenant ->
                    "(SELECT tenant_id, id FROM message FORCE INDEX (message_phone)"
                        + " WHERE tenant_id = %d AND phone LIKE :phone LIMIT %d)"
                            .formatted(tenant, limit))
            .collect(
                Collectors.joining(
                    " UNION ALL ", "SELECT id FROM (", ") b WHERE tenant_id IN (<subtree>)"))
        + " LIMIT "
        + limit;
  }

  /** The rows with {@code :floor <= id < :before}, in their order. */
  String rows(int limit) {
    var columns =
        "SELECT " + MessageLine.COLUMNS + " FROM %s LEFT JOIN campaign c ON c.id = m.campaign_id";
    return tenants.size() == 1 || few
        ? columns.formatted(table)
            + where(few ? "<subtree>" : ":tenant", compared)
            + " ORDER BY %s %s LIMIT %d".formatted(id, order, limit)
        : columns.formatted("(" + each(limit) + ") k JOIN message m ON m.id = k.id")
            + " WHERE m.tenant_id IN (<subtree>) ORDER BY m.id %s LIMIT %d".formatted(order, limit);
  }

  private String each(int limit) {
    return tenants.stream()
        .map(
            tenant ->
                "(SELECT %s AS id FROM %s".formatted(id, table)
                    + where(tenant.toString(), compared)
                    + " ORDER BY %s %s LIMIT %d)".formatted(id, order, limit))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /**
   * Down to which id a window of so many rows reaches, 0 when it holds all; or up to which, the
   * greatest number when it holds all.
   */
  String window(int rows) {
    var most = Math.max(1, rows / tenants.size());
    var each =
        tenants.stream()
            .map(
                tenant ->
                    "SELECT %d AS tenant_id, (SELECT %s FROM %s".formatted(tenant, id, keys)
                        + where(tenant.toString(), "")
                        + " ORDER BY %s %s LIMIT %d, 1) AS far".formatted(id, order, most))
            .collect(Collectors.joining(" UNION ALL "));
    return "SELECT "
        + (oldest ? "COALESCE(MIN(far), " + Long.MAX_VALUE + ")" : "COALESCE(MAX(far) + 1, 0)")
        + " FROM ("
        + each
        + ") w WHERE tenant_id IN (<subtree>)";
  }

  /** How many rows have {@code id > :after}, counted up to a limit. */
  String newer(int limit) {
    var owners = few ? List.of("<subtree>") : tenants.stream().map(String::valueOf).toList();
    var each =
        owners.stream()
            .map(
                owner ->
                    "(SELECT %s AS tenant_id FROM %s".formatted(this.tenant, table)
                        + " WHERE %s IN (%s)".formatted(this.tenant, owner)
                        + equal
                        + " AND %s > :after".formatted(id)
                        + compared
                        + " LIMIT "
                        + limit
                        + ")")
            .collect(Collectors.joining(" UNION ALL "));
    return "SELECT COUNT(*) FROM (" + each + ") n WHERE tenant_id IN (<subtree>)";
  }

  private String where(String owner, String conditions) {
    return " WHERE %s IN (%s)".formatted(tenant, owner)
        + equal
        + " AND %s < :before AND %s >= :floor".formatted(id, id)
        + conditions;
  }

  /** Binds what the search gives. */
  <S extends SqlStatement<S>> S bind(S statement, boolean all) {
    bindIf(statement, !search.phone().isEmpty(), "phone", search.phoneLike(), all);
    bindIf(statement, search.campaignId() != 0, "campaign", search.campaignId(), all);
    bindIf(statement, !search.state().isEmpty(), "state", search.state(), all);
    if (all) {
      bindIf(statement, !search.direction().isEmpty(), "direction", search.direction(), true);
      bindIf(statement, search.numberId() != 0, "number", search.numberId(), true);
      bindIf(statement, search.from() != null, "from", timestamp(search.from()), true);
      bindIf(statement, search.to() != null, "to", timestamp(search.to()), true);
      bindIf(statement, !search.text().isEmpty(), "text", search.textLike(), true);
    }
    return statement;
  }

  private void bindIf(
      SqlStatement<?> statement, boolean given, String name, Object value, boolean all) {
    if (given && (all || equal.contains(":" + name))) {
      statement.bind(name, value);
    }
  }

  private static Timestamp timestamp(java.time.Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
