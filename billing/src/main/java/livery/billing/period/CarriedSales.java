package livery.billing.period;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import livery.billing.Money;
import livery.billing.contract.Commission;

/**
 * What of an agent's sales is below zero, as more was given back or taken back than was sold or
 * paid: the next stretch, or the next month, begins with it, until it is used up.
 *
 * @param sold 0 or less
 * @param base what the principal asks for what was given back, where a share of the markup is
 *     earned or {@code sold} is below zero; above {@code sold} where a markup was given back
 * @param units 0 or less
 * @param received 0 or less
 */
public record CarriedSales(Money sold, Money base, long units, Money received) {

  private static final String COLUMNS = "%1$s_sold, %1$s_base, %1$s_units, %1$s_received";

  /** Columns of {@code commission}: what a month began with. */
  static final String BEFORE = COLUMNS.formatted("before");

  /** Columns of {@code commission}: what is left for the next month. */
  static final String AFTER = COLUMNS.formatted("after");

  /**
   * What a stretch came to.
   *
   * @param sales what earns, the carried taken off
   * @param after what is carried on
   */
  record Step(Commission.Sales sales, CarriedSales after) {}

  static CarriedSales nothing(String currency) {
    var zero = Money.zero(currency);
    return new CarriedSales(zero, zero, 0, zero);
  }

  /** Whether nothing is carried. */
  public boolean isNothing() {
    return equals(nothing(sold.currency()));
  }

  /** What the last month before this one, in which the agent was one, has left. */
  static CarriedSales into(Connection connection, BillingMonth month, long agent, String currency)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT "
                + AFTER
                + " FROM commission WHERE seller_id = ? AND agent_id = ? AND currency = ?"
                + " AND period < ? ORDER BY period DESC, upto_day DESC LIMIT 1")) {
      statement.setLong(1, month.sellerId());
      statement.setLong(2, agent);
      statement.setString(3, currency);
      statement.setInt(4, month.number());
      try (var row = statement.executeQuery()) {
        return row.next() ? read(row, "after", currency) : nothing(currency);
      }
    }
  }

  /**
   * Reads a row of {@code commission}.
   *
   * @param when {@code before} or {@code after}
   */
  public static CarriedSales read(ResultSet row, String when, String currency) throws SQLException {
    return new CarriedSales(
        new Money(row.getLong(when + "_sold"), currency),
        new Money(row.getLong(when + "_base"), currency),
        row.getLong(when + "_units"),
        new Money(row.getLong(when + "_received"), currency));
  }

  int bind(PreparedStatement statement, int from) throws SQLException {
    statement.setLong(from, sold.micros());
    statement.setLong(from + 1, base.micros());
    statement.setLong(from + 2, units);
    statement.setLong(from + 3, received.micros());
    return from + 4;
  }

  /**
   * Adds what a stretch brought. Of a markup below zero what was given back is carried, not what
   * was sold below the base price.
   *
   * @param markup whether a share of the markup is earned; else what {@code base} is carried goes
   *     with {@code sold}
   */
  Step with(AgentSales.Net net, boolean markup) {
    var money = Math.addExact(sold.micros(), net.sold());
    var asked = Math.addExact(base.micros(), net.base());
    var paid = Math.addExact(received.micros(), net.received());
    var counted = Math.addExact(units, net.units());
    var soldAfter = Math.min(0, money);
    var baseAfter = markup ? baseAfter(net, money, asked) : money < 0 ? asked : 0;
    var sales =
        new Commission.Sales(
            money(money - soldAfter),
            money(markup ? asked - baseAfter : 0),
            BigDecimal.valueOf(Math.max(0, counted)),
            money(Math.max(0, paid)),
            money(net.collected()));
    var after =
        new CarriedSales(
            money(soldAfter), money(baseAfter), Math.min(0, counted), money(Math.min(0, paid)));
    return new Step(sales, after);
  }

  private long baseAfter(AgentSales.Net net, long money, long asked) {
    if (money >= asked) {
      return Math.min(0, asked);
    }
    var givenBack = net.markupBack() - sold.micros() + base.micros();
    return Math.min(0, money) + Math.min(asked - money, Math.max(0, givenBack));
  }

  private Money money(long micros) {
    return new Money(micros, sold.currency());
  }
}
