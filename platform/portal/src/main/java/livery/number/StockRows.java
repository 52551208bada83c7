package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import org.jdbi.v3.core.statement.Query;

/** The rows of all numbers of the platform, whoever rents them. Thread-safe. */
@ApplicationScoped
public class StockRows {

  private static final String FROM =
      "SELECT "
          + NumberRow.COLUMNS
          + ", t.name AS tenant_name, 0 AS keywords"
          + " FROM number n LEFT JOIN tenant t ON t.id = n.tenant_id WHERE ";

  private final Store store;
  private final Clock clock;

  @Inject
  StockRows(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  protected StockRows() {
    this(null, null);
  }

  /** A number in any state. */
  public Optional<NumberRow> find(long numberId) {
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
  List<NumberRow> free(NumberSearch search, NumberRow.Place after, int limit) {
    return rows("n.state = 'STOCK' AND NOT n.shared", search, after, limit);
  }

  /** Numbers in any state, in the order of country and digits. */
  public List<NumberRow> any(NumberSearch search, NumberRow.Place after, long limit) {
    return rows("TRUE", search, after, limit);
  }

  /** Changes what a number is sold as. */
  public void change(long numberId, NewNumber wish, boolean shared) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE number SET tier = ?, tariff = ?, shared = ? WHERE id = ?",
                    wish.tier(),
                    wish.tariff(),
                    shared,
                    numberId));
  }

  /** Notes that the number's tariff holds from a day on, without a price; what was planned ends. */
  public void tariffFrom(long numberId, LocalDate day, String setBy) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "DELETE FROM number_tariff WHERE number_id = ? AND from_day >= ?", numberId, day);
              handle.execute(
                  "INSERT INTO number_tariff (number_id, from_day, tariff, price, currency, set_by,"
                      + " set_at) SELECT id, ?, tariff, 0, mo_currency, ?, ? FROM number WHERE id ="
                      + " ?",
                  day,
                  setBy,
                  Utc.of(clock.instant()),
                  numberId);
            });
  }

  /** Today in the platform's time zone, in which days of tariffs are counted. */
  public LocalDate today(TenantTree tree) {
    var zone = tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
    return LocalDate.ofInstant(clock.instant(), zone);
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

  private List<NumberRow> rows(
      String where, NumberSearch search, NumberRow.Place after, long limit) {
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
                          + " AND n.digits LIKE :like AND n.country >= :from"
                          + " AND (n.country > :from OR n.digits > :behind)"
                          + " ORDER BY n.country, n.digits LIMIT :limit");
              query
                  .bind("like", search.like())
                  .bind("from", after.country())
                  .bind("behind", after.digits())
                  .bind("limit", limit);
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
