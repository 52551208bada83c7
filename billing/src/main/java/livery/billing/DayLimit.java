package livery.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * What messages may take from one wallet on one day, as a batch sees and changes it. The smaller
 * limit of buyer and seller holds; the zone's midnight begins a day. {@code
 * livery.billing.purse.SpendLimit} is the same in pure form.
 *
 * <p>A wallet without a limit counts nothing and costs no statement.
 */
final class DayLimit {

  private static final DayLimit NONE = new DayLimit(Long.MAX_VALUE, 0, 0);

  private final long micros;
  private final int today;
  private final long spentBefore;
  private final Map<Integer, Long> released = new TreeMap<>();
  private long spent;

  private DayLimit(long micros, int today, long spentBefore) {
    this.micros = micros;
    this.today = today;
    this.spentBefore = spentBefore;
  }

  static DayLimit read(ResultSet wallet, Instant now) throws SQLException {
    var zone = wallet.getString("zone");
    if (zone == null) {
      return NONE;
    }
    var micros = Math.min(limit(wallet, "own_limit"), limit(wallet, "seller_limit"));
    var lastDay = wallet.getInt("spent_day");
    var day = Math.max(lastDay, day(now, ZoneId.of(zone)));
    return new DayLimit(micros, day, day == lastDay ? wallet.getLong("spent") : 0);
  }

  private static long limit(ResultSet wallet, String column) throws SQLException {
    var micros = wallet.getLong(column);
    return wallet.wasNull() ? Long.MAX_VALUE : micros;
  }

  /** Days since 1970. */
  static int day(Instant at, ZoneId zone) {
    return (int) at.atZone(zone).toLocalDate().toEpochDay();
  }

  boolean isNone() {
    return this == NONE;
  }

  int today() {
    return today;
  }

  /** What may still be spent today; below zero when the limit was lowered meanwhile. */
  long left() {
    return isNone() ? Long.MAX_VALUE : micros - spentBefore - spent;
  }

  /** Exactly the limit still fits; what costs nothing always does. */
  boolean allows(long needed) {
    return needed <= 0 || left() >= needed;
  }

  void spend(long more) {
    if (!isNone()) {
      spent = Money.sum(spent, more);
    }
  }

  void release(int day, long less) {
    if (!isNone() && day != 0 && less != 0) {
      released.merge(day, less, Money::sum);
    }
  }

  /** Writes what the batch did; the wallet's row is locked by it. */
  void write(Connection connection, LockedWallets.Key wallet) throws SQLException {
    if (spent != 0) {
      update(
          connection,
          "UPDATE wallet SET spent = IF(spent_day = ?, spent, 0) + ?, spent_day = ?",
          wallet,
          today,
          spent,
          today);
    }
    for (var entry : released.entrySet()) {
      update(
          connection,
          "UPDATE wallet SET spent = IF(spent_day = ?, GREATEST(spent - ?, 0), spent)",
          wallet,
          entry.getKey(),
          entry.getValue());
    }
  }

  private static void update(
      Connection connection, String change, LockedWallets.Key wallet, long... values)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            change + " WHERE buyer_id = ? AND seller_id = ? AND currency = ?")) {
      var index = 1;
      for (var value : values) {
        statement.setLong(index++, value);
      }
      statement.setLong(index++, wallet.buyerId());
      statement.setLong(index++, wallet.sellerId());
      statement.setString(index, wallet.currency());
      statement.executeUpdate();
    }
  }
}
