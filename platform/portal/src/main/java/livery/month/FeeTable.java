package livery.month;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import livery.billing.Money;
import livery.billing.contract.AgentFee;
import livery.billing.period.AgentFeeTerms;
import livery.order.KeyOrder;
import livery.store.Store;
import livery.store.Utc;

/** The statements on {@code agent_fee} and on what was charged by it. Thread-safe. */
final class FeeTable {

  private static final int STATED_MAX = 100_000;

  private final Store store;

  /** A row. Without a fee it is that of every client again. */
  record Stated(long clientId, String currency, YearMonth from, Optional<AgentFee> fee) {

    static Stated read(ResultSet row) throws SQLException {
      var currency = row.getString("currency");
      var from = row.getInt("from_period");
      BigDecimal percent = row.getBigDecimal("percent");
      return new Stated(
          row.getLong("client_id"),
          currency,
          YearMonth.of(from / 100, from % 100),
          percent == null
              ? Optional.empty()
              : Optional.of(new AgentFee(percent, new Money(row.getLong("fixed"), currency))));
    }

    /** As the journal has it. */
    String words() {
      return fee.map(one -> one.percent().toPlainString() + " % + " + one.fixed())
              .orElse("as every client, " + currency)
          + ", "
          + from;
    }
  }

  FeeTable(Store store) {
    this.store = store;
  }

  List<Stated> ofAgent(long agent) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM agent_fee WHERE agent_id = :agent"
                            + " ORDER BY client_id, currency, from_period LIMIT "
                            + STATED_MAX)
                    .bind("agent", agent)
                    .map((row, context) -> Stated.read(row))
                    .list());
  }

  List<Long> agents() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT DISTINCT agent_id FROM agent_fee ORDER BY agent_id")
                    .mapTo(Long.class)
                    .list());
  }

  void put(long agent, Stated stated) {
    execute(
        "INSERT INTO agent_fee (agent_id, client_id, currency, from_period, percent, fixed)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE percent = VALUES(percent),"
            + " fixed = VALUES(fixed)",
        agent,
        stated.clientId(),
        stated.currency(),
        Months.number(stated.from()),
        stated.fee().map(AgentFee::percent).orElse(null),
        stated.fee().map(fee -> fee.fixed().micros()).orElse(null));
  }

  void remove(long agent, long client, String currency, YearMonth from) {
    execute(
        "DELETE FROM agent_fee WHERE agent_id = ? AND client_id = ? AND currency = ?"
            + " AND from_period = ?",
        agent,
        client,
        currency,
        Months.number(from));
  }

  private void execute(String sql, Object... values) {
    store.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  /** Those below an agent that could buy before a moment. */
  List<Long> buyers(long agent, Instant before) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT t.id FROM tenant t JOIN wallet w ON w.buyer_id = t.id"
                            + " AND w.opened_at < :before WHERE t.parent_id = :agent ORDER BY t.id")
                    .bind("agent", agent)
                    .bind("before", Utc.of(before))
                    .mapTo(Long.class)
                    .list());
  }

  /** What a tenant charged, and was charged by the one above it, the newest month first. */
  List<Fees.Charged> charged(
      long tenant, long above, KeyOrder<Fees.Charged>.Place place, int limit) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                place
                    .bind(
                        handle.createQuery(
                            "SELECT l.period, l.seller_id, COALESCE(s.name, '') AS agent, l.buyer_id,"
                                + " COALESCE(b.name, '') AS client, l.delta, l.currency, f.bought, f.percent,"
                                + " f.fixed FROM"
                                + " period_line l LEFT JOIN tenant s ON s.id = l.seller_id LEFT JOIN tenant b"
                                + " ON b.id = l.buyer_id LEFT JOIN fee_line f ON f.seller_id = l.seller_id AND"
                                + " f.period = l.period AND f.buyer_id = l.buyer_id AND f.currency ="
                                + " l.currency WHERE (l.seller_id = :tenant OR l.seller_id ="
                                + " :above AND l.buyer_id = :tenant) AND l.product_group = :fee"
                                + place.sql()
                                + " LIMIT "
                                + limit))
                    .bind("tenant", tenant)
                    .bind("above", above)
                    .bind("fee", AgentFeeTerms.GROUP)
                    .map(
                        (row, context) ->
                            new Fees.Charged(
                                row.getInt("period"),
                                row.getLong("seller_id"),
                                row.getString("agent"),
                                row.getLong("buyer_id"),
                                row.getString("client"),
                                new Money(row.getLong("delta"), row.getString("currency")),
                                AgentFeeTerms.Reckoned.read(row, row.getString("currency"))))
                    .list());
  }
}
