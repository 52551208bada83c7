package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a buyer has at its seller, as it stands.
 *
 * @param id its number as an account in transfers
 * @param balance below zero when the buyer owes
 * @param held reserved for events under way
 * @param creditLimit how far below zero purchases may go; 0 is prepaid
 */
public record Wallet(
    long id, long buyerId, long sellerId, Money balance, Money held, Money creditLimit) {

  /** Longest page of wallets. */
  public static final int PAGE_MAX = 500;

  static final String COLUMNS =
      "SELECT id, buyer_id, seller_id, currency, balance, held, credit_limit FROM wallet ";

  /** What can still be spent: balance − held + credit limit; below zero after a forced charge. */
  public Money available() {
    return balance.minus(held).plus(creditLimit);
  }

  /**
   * A wallet of nobody, in no database, to reckon with. {@link Ledger} does the same with rows.
   *
   * @param creditLimit 0 or more
   */
  public static Wallet of(Money balance, Money creditLimit) {
    Exact.present(balance, "The balance");
    if (Exact.present(creditLimit, "A credit limit").isNegative()) {
      throw new BillingException.Invalid("A credit limit is 0 or more, not " + creditLimit);
    }
    return new Wallet(0, 0, 0, balance, Money.zero(balance.currency()), creditLimit);
  }

  /**
   * This with an amount held.
   *
   * @param amount 0 or more, at most what is available
   * @throws BillingException.NoMoney when more is asked for; nothing is held then
   */
  public Wallet hold(Money amount) {
    requireMoney(amount, "What is held");
    return after(0, amount.micros());
  }

  /**
   * This with the end of one hold: a part of it is charged, the rest is free again. A hold that is
   * void or has expired is posted for 0.
   *
   * @param hold what was held, at most all that is
   * @param charged 0 to the hold
   */
  public Wallet post(Money hold, Money charged) {
    requireNotNegative(hold, "A hold");
    requireNotNegative(charged, "What is charged of a hold");
    if (hold.compareTo(held) > 0 || charged.compareTo(hold) > 0) {
      throw new BillingException.Invalid(
          "Of %s held a hold of %s is not charged %s".formatted(held, hold, charged));
    }
    return after(-charged.micros(), -hold.micros());
  }

  /**
   * This charged at once.
   *
   * @param amount 0 or more, at most what is available
   * @throws BillingException.NoMoney when more is asked for; nothing is charged then
   */
  public Wallet charge(Money amount) {
    requireMoney(amount, "What is charged");
    return after(-amount.micros(), 0);
  }

  /** This with more money, above 0. */
  public Wallet topUp(Money amount) {
    requireNotNegative(amount, "A top-up");
    if (amount.compareTo(Money.zero(currency())) == 0) {
      throw new BillingException.Invalid("A top-up is above 0");
    }
    return after(amount.micros(), 0);
  }

  private void requireMoney(Money amount, String what) {
    requireNotNegative(amount, what);
    if (amount.compareTo(available()) > 0 && !amount.isZero()) {
      throw new BillingException.NoMoney(
          "%s is at most the %s available, not %s".formatted(what, available(), amount));
    }
  }

  private static void requireNotNegative(Money amount, String what) {
    if (Exact.present(amount, what).isNegative()) {
      throw new BillingException.Invalid(what + " is 0 or more, not " + amount);
    }
  }

  /** The same after these amounts were added, in millionths. */
  Wallet after(long balanceMicros, long heldMicros) {
    return new Wallet(
        id,
        buyerId,
        sellerId,
        new Money(Money.sum(balance.micros(), balanceMicros), currency()),
        new Money(Money.sum(held.micros(), heldMicros), currency()),
        creditLimit);
  }

  /** ISO 4217 code of all its amounts. */
  public String currency() {
    return balance.currency();
  }

  /**
   * Opens an empty wallet where there is none yet.
   *
   * @param ids gives its number
   */
  public static Wallet open(
      Connection connection, IdSource ids, long buyer, long seller, String currency, Instant now)
      throws SQLException {
    new Edge(0, seller, buyer, currency);
    if (seller == Edge.OPERATORS) {
      throw new BillingException.Invalid("Buyer " + buyer + " has no wallet with the operators");
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO wallet (buyer_id, seller_id, currency, id, opened_at)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      statement.setLong(1, buyer);
      statement.setLong(2, seller);
      statement.setString(3, currency);
      statement.setLong(4, ids.next(1));
      Sql.set(statement, 5, now);
      statement.executeUpdate();
    }
    return find(connection, buyer, seller, currency)
        .orElseThrow(() -> new BillingException.Unknown(nowhere(buyer, seller, currency)));
  }

  /** One wallet. */
  public static Optional<Wallet> find(
      Connection connection, long buyer, long seller, String currency) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            COLUMNS + "WHERE buyer_id = ? AND seller_id = ? AND currency = ?")) {
      statement.setLong(1, buyer);
      statement.setLong(2, seller);
      statement.setString(3, currency);
      return read(statement).stream().findFirst();
    }
  }

  /** All wallets that a tenant pays from; one for each seller and currency, so a handful. */
  public static List<Wallet> ofBuyer(Connection connection, long buyer) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            COLUMNS + "WHERE buyer_id = ? ORDER BY seller_id, currency LIMIT " + PAGE_MAX)) {
      statement.setLong(1, buyer);
      return read(statement);
    }
  }

  /**
   * The wallets of a seller's buyers, in the order of buyers.
   *
   * @param afterBuyer the last buyer of the page before, 0 for the first page
   * @param limit 1 to {@value #PAGE_MAX}
   */
  public static List<Wallet> ofSeller(
      Connection connection, long seller, long afterBuyer, int limit) throws SQLException {
    requireLimit(limit);
    try (var statement =
        connection.prepareStatement(
            COLUMNS + "WHERE seller_id = ? AND buyer_id > ? ORDER BY buyer_id, currency LIMIT ?")) {
      statement.setLong(1, seller);
      statement.setLong(2, afterBuyer);
      statement.setInt(3, limit);
      return read(statement);
    }
  }

  static void requireLimit(int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new BillingException.Invalid("A page has 1 to " + PAGE_MAX + " rows, not " + limit);
    }
  }

  static String nowhere(long buyer, long seller, String currency) {
    return "Buyer " + buyer + " has no wallet in " + currency + " at seller " + seller;
  }

  static Wallet read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new Wallet(
        row.getLong("id"),
        row.getLong("buyer_id"),
        row.getLong("seller_id"),
        new Money(row.getLong("balance"), currency),
        new Money(row.getLong("held"), currency),
        new Money(row.getLong("credit_limit"), currency));
  }

  private static List<Wallet> read(PreparedStatement statement) throws SQLException {
    var wallets = new ArrayList<Wallet>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        wallets.add(read(rows));
      }
    }
    return wallets;
  }
}
