package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import livery.store.Store;
import org.jdbi.v3.core.statement.Query;

/** Reads the numbers of the platform, whoever rents them. Thread-safe. */
@ApplicationScoped
class StockRows {

  private static final String FROM =
      "SELECT "
          + NumberRow.COLUMNS
          + ", t.name AS tenant_name, 0 AS keywords"
          + " FROM number n LEFT JOIN tenant t ON t.id = n.tenant_id WHERE ";

  private final Store store;

  @Inject
  StockRows(Store store) {
    this.store = store;
  }

  protected StockRows() {
    this(null);
  }

  /** A number in any state. */
  Optional<NumberRow> find(long numberId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(FROM + "n.id = :id")
                    .bind("id", numberId)
                    .map((row, context) -> NumberRow.read(row))
                    .findOne());
  }

  /** What can be rented. */
  List<NumberRow> free(NumberSearch search, int limit) {
    return rows("n.state = 'STOCK' AND NOT n.shared", search, limit);
  }

  /** Numbers in any state. */
  List<NumberRow> any(NumberSearch search, long limit) {
    return rows("TRUE", search, limit);
  }

  /** The countries that have something to rent. */
  List<String> countries() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT country FROM number WHERE state = 'STOCK' AND NOT shared"
                            + " ORDER BY country")
                    .mapTo(String.class)
                    .list());
  }

  /** Whose subscribers can text to the number. */
  Reach reach(NumberRow number) {
    var carried = number.kind() == NumberEntry.Kind.LONG;
    return new Reach(
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT network, MAX(carries) AS carries, MAX(permille) AS permille"
                                + " FROM (SELECT network, 0 AS carries, permille FROM network_share"
                                + "  WHERE country = :country"
                                + "  UNION ALL SELECT l.network, 1, 0 FROM number_link n"
                                + "  JOIN smpp_link l ON l.id = n.link_id WHERE n.number_id = :id) x"
                                + " GROUP BY network ORDER BY 2 DESC, 3 DESC, 1 LIMIT 50")
                        .bind("country", number.country())
                        .bind("id", number.id())
                        .map(
                            (row, context) ->
                                new Reach.Network(
                                    row.getString("network"),
                                    carried || row.getBoolean("carries"),
                                    row.getInt("permille")))
                        .list()));
  }

  private List<NumberRow> rows(String where, NumberSearch search, long limit) {
    return store
        .jdbi()
        .withHandle(
            handle -> {
              Query query =
                  handle.createQuery(
                      FROM
                          + where
                          + (search.country().isEmpty() ? "" : " AND n.country = :country")
                          + (search.kind().isEmpty() ? "" : " AND n.kind = :kind")
                          + (search.tier().isEmpty() ? "" : " AND n.tier = :tier")
                          + " AND n.digits LIKE :like ORDER BY n.country, n.digits LIMIT :limit");
              query.bind("like", search.like()).bind("limit", limit);
              if (!search.country().isEmpty()) {
                query.bind("country", search.country());
              }
              if (!search.kind().isEmpty()) {
                query.bind("kind", search.kind());
              }
              if (!search.tier().isEmpty()) {
                query.bind("tier", search.tier());
              }
              return query.map((row, context) -> NumberRow.read(row)).list();
            });
  }
}
