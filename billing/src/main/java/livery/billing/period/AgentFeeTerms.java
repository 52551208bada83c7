package livery.billing.period;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.AgentLedger;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.Sql;
import livery.billing.VolumePosting;
import livery.billing.contract.AgentFee;
import livery.billing.contract.Contract.Mode;
import livery.billing.contract.ContractHistory;

/**
 * The fee that an agent charges one client on top in a month, at the close of the agent's own
 * books: from the client's wallet at the agent to the agent's income. The principal's books do not
 * know of it.
 *
 * @param history of the agent's contract; only what the client bought while that let it sell in its
 *     own name counts
 * @param principals of whom the client bought: the contract's seller and, where that was an agent,
 *     the one it sold for
 */
public record AgentFeeTerms(
    long clientId, ContractHistory history, List<Long> principals, AgentFee fee) {

  /** The group of its line and the product of its transfer. */
  public static final String GROUP = AgentLedger.FEE;

  private static final String PAID = "'CHARGE', 'BUNDLE', 'TIER_DELTA'";
  private static final String BACK = "'REFUND', 'RETURN', 'CREDIT', 'TIER_DELTA'";

  /**
   * How a fee was worked out.
   *
   * @param bought in the month; below zero where more was given back, which counts as nothing
   */
  public record Reckoned(Money bought, AgentFee fee) {

    /**
     * Reads columns of {@code fee_line}; {@code null} where there is no row, as of months that were
     * closed before it was kept.
     */
    public static Reckoned read(ResultSet row, String currency) throws SQLException {
      var percent = row.getBigDecimal("percent");
      return percent == null
          ? null
          : new Reckoned(
              new Money(row.getLong("bought"), currency),
              new AgentFee(percent, new Money(row.getLong("fixed"), currency)));
    }
  }

  public AgentFeeTerms {
    principals = List.copyOf(principals);
    var agent = history.versions().get(0).buyerId();
    if (principals.isEmpty() || clientId == agent) {
      throw new BillingException.Invalid("Agent " + agent + " charges a client of a principal");
    }
  }

  /** ISO 4217 code of the client's wallet. */
  public String currency() {
    return fee.fixed().currency();
  }

  /**
   * What the client bought, bundles and what volume made dearer included, less what was given back.
   * Each counts on the day of its posting, so that a month that is over never changes; below zero
   * where more was given back.
   */
  public Money bought(Connection connection, BillingMonth month) throws SQLException {
    var sum = 0L;
    for (var term : history.within(month.firstDay(), month.endDay())) {
      if (term.contract().mode() == Mode.AGENT_OWN_NAME) {
        var from = month.start(term.from());
        var to = month.start(term.to());
        sum = Math.addExact(sum, moved(connection, "debit_account", PAID, from, to));
        sum = Math.subtractExact(sum, moved(connection, "credit_account", BACK, from, to));
      }
    }
    return new Money(sum, currency());
  }

  private long moved(Connection connection, String side, String kinds, Instant from, Instant to)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(t.amount), 0) FROM wallet w JOIN transfer t ON t."
                + side
                + " = w.id AND t.posted_at >= ? AND t.posted_at < ? AND t.kind IN ("
                + kinds
                + ") WHERE w.buyer_id = ? AND w.currency = ? AND w.seller_id IN "
                + Sql.in(principals.size()))) {
      Sql.set(statement, 1, from);
      Sql.set(statement, 2, to);
      statement.setLong(3, clientId);
      statement.setString(4, currency());
      Sql.bind(statement, 5, principals);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** What a month's close charged an agent's clients, by client; without those that pay nothing. */
  public static SortedMap<Long, Money> charged(
      Connection connection, long agent, int period, String currency) throws SQLException {
    var charged = new TreeMap<Long, Money>();
    try (var statement =
        connection.prepareStatement(
            "SELECT buyer_id, delta FROM period_line WHERE seller_id = ? AND period = ? AND"
                + " currency = ? AND product_group = ? AND delta <> 0")) {
      statement.setLong(1, agent);
      statement.setInt(2, period);
      statement.setString(3, currency);
      statement.setString(4, GROUP);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          charged.put(rows.getLong(1), new Money(rows.getLong(2), currency));
        }
      }
    }
    return charged;
  }

  /** A line without products and quantity: what was posted of it before the close is nothing. */
  PeriodLine post(Connection connection, IdSource ids, BillingMonth month, Instant now)
      throws SQLException {
    var bought = bought(connection, month);
    var charged = fee.of(bought);
    var parts =
        charged.isZero()
            ? List.<VolumePosting.Part>of()
            : List.of(new VolumePosting.Part(month.sellerId(), clientId, GROUP, charged));
    var postingId = VolumePosting.post(connection, ids, parts, month.month().toString(), now);
    var terms = history.within(month.firstDay(), month.endDay());
    var last = terms.get(terms.size() - 1).contract();
    var nothing = Money.zero(currency());
    var line =
        new PeriodLine(
            month.sellerId(),
            month.number(),
            clientId,
            GROUP,
            last.id(),
            last.version(),
            0,
            nothing,
            nothing,
            fee.exact(bought),
            charged,
            postingId);
    MinimumTerms.insert(
        connection, line, month, Rounding.toCoins(currency()).step(currency()).micros());
    insert(connection, month, bought);
    return line;
  }

  private void insert(Connection connection, BillingMonth month, Money bought) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO fee_line (seller_id, period, buyer_id, currency, bought, percent, fixed)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, month.sellerId());
      statement.setInt(2, month.number());
      statement.setLong(3, clientId);
      statement.setString(4, currency());
      statement.setLong(5, bought.micros());
      statement.setBigDecimal(6, fee.percent());
      statement.setLong(7, fee.fixed().micros());
      statement.executeUpdate();
    }
  }
}
