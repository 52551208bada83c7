package livery.money;

import java.sql.ResultSet;
import java.sql.SQLException;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.order.ColumnType;
import livery.order.Orders;

/**
 * A wallet as people see it.
 *
 * @param buyer whose wallet it is, by name
 * @param thresholdMicros below this the owner wants to hear of it; 0 for never
 */
public record Purse(Wallet wallet, String buyer, long thresholdMicros) {

  /** The orders of lists of wallets, of which one tenant's buyers have few. */
  public static final Orders<Purse> ORDERS =
      Orders.<Purse>oldestFirst("w.id", purse -> purse.wallet().id())
          .and("client", "money.client", ColumnType.TEXT, "b.name", Purse::buyer)
          .and(
              "available",
              "money.available",
              ColumnType.NUMBER,
              "(w.balance - w.held + w.credit_limit)",
              purse -> purse.wallet().available().micros())
          .and(
              "balance",
              "money.balance",
              ColumnType.NUMBER,
              "w.balance",
              purse -> purse.wallet().balance().micros())
          .and(
              "held",
              "money.held",
              ColumnType.NUMBER,
              "w.held",
              purse -> purse.wallet().held().micros())
          .and(
              "credit-line",
              "money.credit-line",
              ColumnType.NUMBER,
              "w.credit_limit",
              purse -> purse.wallet().creditLimit().micros());

  static final String COLUMNS =
      "SELECT w.id, w.buyer_id, w.seller_id, w.currency, w.balance, w.held, w.credit_limit,"
          + " b.name AS buyer, COALESCE(a.threshold, 0) AS threshold"
          + " FROM wallet w JOIN tenant b ON b.id = w.buyer_id"
          + " LEFT JOIN wallet_alert a ON a.wallet_id = w.id ";

  /** How a wallet stands. */
  public enum State {
    GOOD,
    /** Less than its owner's threshold is available. */
    LOW,
    /** Nothing is available: what costs something is refused. */
    EMPTY
  }

  public State state() {
    var available = wallet.available().micros();
    if (available <= 0) {
      return State.EMPTY;
    }
    return available < thresholdMicros ? State.LOW : State.GOOD;
  }

  /** What it really has: balance − held; only this can be allocated. */
  public Money own() {
    return wallet.balance().minus(wallet.held());
  }

  public String currency() {
    return wallet.currency();
  }

  static Purse read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new Purse(
        new Wallet(
            row.getLong("id"),
            row.getLong("buyer_id"),
            row.getLong("seller_id"),
            new Money(row.getLong("balance"), currency),
            new Money(row.getLong("held"), currency),
            new Money(row.getLong("credit_limit"), currency)),
        row.getString("buyer"),
        row.getLong("threshold"));
  }
}
