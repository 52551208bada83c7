package livery.price;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.statement.Query;

/** Reads rows of prices that a tenant may see. Thread-safe. */
final class PriceRows {

  private static final int FILE_PART = 10_000;

  private static final String COLUMNS =
      "SELECT p.id, p.seller_id, p.buyer_id, p.product, p.country, p.network, p.prefix, p.currency,"
          + " p.unit_price, p.valid_from, p.valid_to, COALESCE(b.name, '') AS buyer"
          + " FROM price p LEFT JOIN tenant b ON b.id = p.buyer_id ";

  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;

  PriceRows(TenantSql sql, TenantTree tree, Clock clock) {
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
  }

  /** All prices at which the tenant sells now or later, oldest first, for files. */
  List<PriceRow> selling(Scope scope) {
    return all(
        scope,
        "WHERE p.seller_id = :tenant AND p.id > :after AND p.valid_to > :now",
        query -> query);
  }

  private List<PriceRow> all(Scope scope, String where, Function<Query, Query> with) {
    var rows = new ArrayList<PriceRow>();
    while (true) {
      var after = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).price().id();
      var part =
          read(
              scope,
              where + " ORDER BY p.id LIMIT " + FILE_PART,
              query -> with.apply(query.bind("after", after).bind("now", Utc.of(clock.instant()))));
      rows.addAll(part);
      if (part.size() < FILE_PART) {
        return rows;
      }
    }
  }

  /**
   * What the tenant pays itself, to compare its prices with.
   *
   * @param product empty for all
   */
  Costs costs(Scope scope, PriceBook book, String product) {
    var seller = tree.sellerOf(scope.tenantId());
    var paid =
        all(
            scope,
            "WHERE p.seller_id = :seller AND p.buyer_id IN (0, :tenant) AND p.id > :after"
                + " AND p.valid_to > :now"
                + (product.isEmpty() ? "" : " AND CONVERT(p.product USING utf8mb4) = :product"),
            query -> {
              query.bind("seller", seller);
              return product.isEmpty() ? query : query.bind("product", product);
            });
    return new Costs(book, paid.stream().map(PriceRow::price).toList(), tree, scope.tenantId());
  }

  /** Prices of the tenant's own list by their ids, also those that have ended. */
  List<Price> byIds(Scope scope, Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : read(
                scope,
                "WHERE p.seller_id = :tenant AND p.id IN (<ids>)",
                query -> query.bindList("ids", List.copyOf(ids)))
            .stream()
            .map(PriceRow::price)
            .toList();
  }

  /** The statement goes on after FROM with {@code where}. */
  List<PriceRow> read(Scope scope, String where, Function<Query, Query> with) {
    return sql.query(
        scope,
        COLUMNS + where,
        query ->
            with.apply(query)
                .map(
                    (row, context) ->
                        new PriceRow(
                            new Price(
                                row.getLong("id"),
                                row.getLong("seller_id"),
                                row.getLong("buyer_id"),
                                row.getString("product"),
                                row.getString("country"),
                                row.getString("network"),
                                row.getString("prefix"),
                                row.getString("currency"),
                                row.getBigDecimal("unit_price"),
                                Utc.read(row, "valid_from").orElseThrow(),
                                Utc.read(row, "valid_to").orElseThrow()),
                            row.getString("buyer"),
                            null))
                .list());
  }
}
