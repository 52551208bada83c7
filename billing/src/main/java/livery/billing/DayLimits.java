package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How much a wallet's messages may take on one day. The buyer sets one limit, its seller another;
 * the smaller one holds. {@link Ledger} counts holds and charges when they are made, and gives back
 * what is freed or refunded on the same day. Joins the transaction of its connection.
 */
public final class DayLimits {

  /** Whose limit. */
  public enum By {
    BUYER("own_limit"),
    SELLER("seller_limit");

    private final String column;

    By(String column) {
      this.column = column;
    }
  }

  /**
   * A wallet's limits and what has been taken today.
   *
   * @param own empty where the buyer has set none
   * @param sellers empty where the seller has set none
   * @param spent 0 where there is no limit: nothing is counted then
   */
  public record Today(Optional<Money> own, Optional<Money> sellers, Money spent) {

    /** The one that holds. */
    public Optional<Money> limit() {
      return own.isEmpty() || sellers.isPresent() && sellers.get().compareTo(own.get()) < 0
          ? sellers
          : own;
    }

    /** What may still be spent today; empty without a limit. */
    public Optional<Money> left() {
      return limit().map(limit -> limit.minus(spent)).map(DayLimits::notBelowZero);
    }
  }

  private DayLimits() {}

  private static Money notBelowZero(Money money) {
    return money.isNegative() ? Money.zero(money.currency()) : money;
  }

  /**
   * Sets or lifts a limit. With the first one the day's count begins with what was charged since
   * midnight and what is held now.
   *
   * @param limit 0 forbids all that costs something; empty for none
   * @param zone whose midnight begins a day
   */
  public static void set(
      Connection connection,
      long buyer,
      long seller,
      String currency,
      By by,
      Optional<Money> limit,
      ZoneId zone,
      Instant now)
      throws SQLException {
    if (limit.filter(Money::isNegative).isPresent()) {
      throw new BillingException.Invalid("A limit is 0 or more, not " + limit.get());
    }
    var wallets = LockedWallets.lock(connection, List.of(buyer), now);
    var wallet = wallets.require(new LockedWallets.Key(buyer, seller, currency));
    var day = DayLimit.day(now, zone);
    try (var statement =
        connection.prepareStatement(
            "UPDATE wallet SET spent = IF(zone = ? AND spent_day = ?, spent, ?), spent_day = ?, "
                + by.column
                + " = ?, zone = IF(own_limit IS NULL AND seller_limit IS NULL, NULL, ?)"
                + " WHERE id = ?")) {
      statement.setString(1, zone.getId());
      statement.setInt(2, day);
      statement.setLong(3, taken(connection, wallet, day, zone));
      statement.setInt(4, day);
      if (limit.isPresent()) {
        statement.setLong(5, limit.get().micros());
      } else {
        statement.setNull(5, java.sql.Types.BIGINT);
      }
      statement.setString(6, zone.getId());
      statement.setLong(7, wallet.id());
      statement.executeUpdate();
    }
  }

  private static long taken(Connection connection, Wallet wallet, int day, ZoneId zone)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(amount), 0) FROM transfer"
                + " WHERE debit_account = ? AND kind = 'CHARGE' AND posted_at >= ?")) {
      statement.setLong(1, wallet.id());
      Sql.set(statement, 2, LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1) + wallet.held().micros();
      }
    }
  }

  /** The limits of a wallet and what they have counted today. */
  public static Today of(Connection connection, long walletId, Instant now) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT currency, own_limit, seller_limit, zone, spent_day, spent FROM wallet"
                + " WHERE id = ?")) {
      statement.setLong(1, walletId);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new BillingException.Unknown("There is no wallet " + walletId);
        }
        var currency = row.getString("currency");
        var own = Optional.ofNullable((Long) row.getObject("own_limit"));
        var sellers = Optional.ofNullable((Long) row.getObject("seller_limit"));
        var zone = row.getString("zone");
        var today =
            zone != null && DayLimit.day(now, ZoneId.of(zone)) <= row.getInt("spent_day")
                ? row.getLong("spent")
                : 0;
        return new Today(
            own.map(micros -> new Money(micros, currency)),
            sellers.map(micros -> new Money(micros, currency)),
            new Money(today, currency));
      }
    }
  }
}
