package livery.billing.period;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.Sql;

/**
 * Closes months. Thread-safe; two closes of one month wait for each other line by line.
 *
 * <p>{@link #close} does it all, one transaction for each line. The steps are public for engines
 * that keep transactions themselves: {@link #begin}, {@link #settle} for each terms, {@link
 * #finish}. Each may be repeated at any time and changes nothing the second time.
 */
public final class PeriodClose {

  /** Longest time from the moment that a posting names to its commit. */
  public static final Duration IN_FLIGHT = Duration.ofMinutes(1);

  private static final int ATTEMPTS = 5;
  private static final int DEADLOCK = 1213;
  private static final int LOCK_WAIT = 1205;

  private final IdSource ids;
  private final Duration grace;

  /** Told after each line. */
  @FunctionalInterface
  public interface Progress {

    /** So many lines of all are settled. */
    void settled(int done, int all);
  }

  /**
   * A closer.
   *
   * @param grace how long after the end of a month late refunds may still come, {@link #IN_FLIGHT}
   *     or more
   */
  public PeriodClose(IdSource ids, Duration grace) {
    if (grace.compareTo(IN_FLIGHT) < 0) {
      throw new BillingException.Invalid("A grace of " + IN_FLIGHT + " or more, not " + grace);
    }
    this.ids = ids;
    this.grace = grace;
  }

  /**
   * Closes a month, or goes on closing it.
   *
   * @param terms one for each buyer and product group that has a discount
   * @param clock asked once for each transaction
   * @throws BillingException.Invalid when it is too early, or terms cannot be closed; nothing of
   *     the line in question is posted
   */
  public Period close(
      DataSource database,
      BillingMonth month,
      List<VolumeTerms> terms,
      Clock clock,
      Progress progress)
      throws SQLException {
    return close(database, month, terms, List.of(), clock, progress);
  }

  /** The same with minimums that buyers agreed to spend, at most one for each. */
  public Period close(
      DataSource database,
      BillingMonth month,
      List<VolumeTerms> terms,
      List<MinimumTerms> minimums,
      Clock clock,
      Progress progress)
      throws SQLException {
    requireOnce(terms);
    var all = terms.size() + minimums.size();
    inTransaction(database, connection -> begin(connection, month, clock.instant()));
    var done = 0;
    for (var one : terms) {
      inTransaction(database, connection -> settle(connection, month, one, clock.instant()));
      progress.settled(++done, all);
    }
    for (var one : minimums) {
      inTransaction(database, connection -> settle(connection, month, one, clock.instant()));
      progress.settled(++done, all);
    }
    return inTransaction(
        database, connection -> finish(connection, month, terms, minimums, clock.instant()));
  }

  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private static <T> T inTransaction(DataSource database, Work<T> work) throws SQLException {
    for (var attempt = 1; ; attempt++) {
      try (var connection = database.getConnection()) {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try {
          var result = work.in(connection);
          connection.commit();
          return result;
        } catch (SQLException | RuntimeException failure) {
          connection.rollback();
          throw failure;
        } finally {
          connection.setAutoCommit(true);
        }
      } catch (SQLException failure) {
        var code = failure.getErrorCode();
        if (attempt == ATTEMPTS || code != DEADLOCK && code != LOCK_WAIT) {
          throw failure;
        }
      }
    }
  }

  private static void requireOnce(List<VolumeTerms> terms) {
    var seen = new TreeSet<String>();
    for (var one : terms) {
      if (!seen.add(one.buyerId() + " " + one.currency() + " " + one.group())) {
        throw new BillingException.Invalid(
            "Buyer %d comes twice with group %s".formatted(one.buyerId(), one.group()));
      }
    }
  }

  /** OPEN → CLOSING: fixes the cut-off. A month that is CLOSING or CLOSED stays as it is. */
  public Period begin(Connection connection, BillingMonth month, Instant now) throws SQLException {
    if (now.isBefore(month.to().plus(grace))) {
      throw new BillingException.Invalid(
          "%s can be closed from %s on, not at %s".formatted(month, month.to().plus(grace), now));
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO billing_period (seller_id, period, from_at, to_at, state, cutoff_at)"
                + " VALUES (?, ?, ?, ?, 'CLOSING', ?)"
                + " ON DUPLICATE KEY UPDATE cutoff_at = COALESCE(cutoff_at, VALUES(cutoff_at)),"
                + " state = IF(state = 'OPEN', 'CLOSING', state)")) {
      statement.setLong(1, month.sellerId());
      statement.setInt(2, month.number());
      Sql.set(statement, 3, month.from());
      Sql.set(statement, 4, month.to());
      Sql.set(statement, 5, now.minus(IN_FLIGHT));
      statement.executeUpdate();
    }
    return require(connection, month);
  }

  private static Period require(Connection connection, BillingMonth month) throws SQLException {
    var period =
        Period.lock(connection, month.sellerId(), month.number())
            .orElseThrow(
                () -> new BillingException.Unknown("The close of " + month + " is not begun"));
    if (!period.from().equals(month.from()) || !period.to().equals(month.to())) {
      throw new BillingException.Conflict(
          "%s lasts from %s to %s, not from %s to %s"
              .formatted(month, period.from(), period.to(), month.from(), month.to()));
    }
    return period;
  }

  /**
   * Settles one buyer and product group, with what it passes on.
   *
   * @return the line; empty when it was settled before
   */
  public Optional<PeriodLine> settle(
      Connection connection, BillingMonth month, VolumeTerms terms, Instant now)
      throws SQLException {
    terms.requireClosable(month);
    var period = require(connection, month);
    if (period.state() == Period.State.CLOSED || isSettled(connection, month, terms)) {
      return Optional.empty();
    }
    return Optional.of(
        new LineSettlement(connection, ids, month, terms, period.cutoffAt(), now).post());
  }

  /**
   * Bills what is missing to a buyer's minimum, after all its groups are settled: what they gave
   * back is taken off what it spent.
   *
   * @return the line; empty when it was settled before
   */
  public Optional<PeriodLine> settle(
      Connection connection, BillingMonth month, MinimumTerms terms, Instant now)
      throws SQLException {
    var period = require(connection, month);
    if (period.state() == Period.State.CLOSED || isSettled(connection, month, terms)) {
      return Optional.empty();
    }
    return Optional.of(terms.post(connection, ids, month, period.cutoffAt(), now));
  }

  /**
   * Charges an agent's own fee to a client. The client has a wallet at the agent.
   *
   * @param month of the agent's books
   * @return the line; empty when it was charged before
   */
  public Optional<PeriodLine> settle(
      Connection connection, BillingMonth month, AgentFeeTerms terms, Instant now)
      throws SQLException {
    var period = require(connection, month);
    if (period.state() == Period.State.CLOSED || isSettled(connection, month, terms)) {
      return Optional.empty();
    }
    return Optional.of(terms.post(connection, ids, month, now));
  }

  private static boolean isSettled(Connection connection, BillingMonth month, AgentFeeTerms terms)
      throws SQLException {
    return isSettled(connection, month, terms.clientId(), terms.currency(), AgentFeeTerms.GROUP);
  }

  private static boolean isSettled(Connection connection, BillingMonth month, VolumeTerms terms)
      throws SQLException {
    return isSettled(connection, month, terms.buyerId(), terms.currency(), terms.group());
  }

  private static boolean isSettled(Connection connection, BillingMonth month, MinimumTerms terms)
      throws SQLException {
    return isSettled(connection, month, terms.buyerId(), terms.currency(), MinimumTerms.GROUP);
  }

  private static boolean isSettled(
      Connection connection, BillingMonth month, long buyerId, String currency, String group)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM period_line WHERE seller_id = ? AND period = ? AND buyer_id = ?"
                + " AND currency = ? AND product_group = ?")) {
      statement.setLong(1, month.sellerId());
      statement.setInt(2, month.number());
      statement.setLong(3, buyerId);
      statement.setString(4, currency);
      statement.setString(5, group);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /**
   * CLOSING → CLOSED: keeps the sums and the hash.
   *
   * @throws BillingException.Invalid when terms are not settled
   */
  public Period finish(
      Connection connection, BillingMonth month, List<VolumeTerms> terms, Instant now)
      throws SQLException {
    return finish(connection, month, terms, List.of(), now);
  }

  /** The same with minimums that are to be settled, too. */
  public Period finish(
      Connection connection,
      BillingMonth month,
      List<VolumeTerms> terms,
      List<MinimumTerms> minimums,
      Instant now)
      throws SQLException {
    return finish(connection, month, terms, minimums, List.of(), now);
  }

  /** The same with the fees of an agent that are to be charged, too. */
  public Period finish(
      Connection connection,
      BillingMonth month,
      List<VolumeTerms> terms,
      List<MinimumTerms> minimums,
      List<AgentFeeTerms> fees,
      Instant now)
      throws SQLException {
    var period = require(connection, month);
    if (period.state() == Period.State.CLOSED) {
      return period;
    }
    for (var one : fees) {
      if (!isSettled(connection, month, one)) {
        throw new BillingException.Invalid(
            "%s: the fee of client %d is not charged".formatted(month, one.clientId()));
      }
    }
    for (var one : minimums) {
      if (!isSettled(connection, month, one)) {
        throw new BillingException.Invalid(
            "%s: the minimum of buyer %d is not settled".formatted(month, one.buyerId()));
      }
    }
    for (var one : terms) {
      if (!isSettled(connection, month, one)) {
        throw new BillingException.Invalid(
            "%s: group %s of buyer %d is not settled".formatted(month, one.group(), one.buyerId()));
      }
    }
    keepTotals(connection, month);
    var hash = PeriodHash.of(connection, month.sellerId(), month.number());
    try (var statement =
        connection.prepareStatement(
            "UPDATE billing_period SET state = 'CLOSED', closed_at = ?, hash = ?"
                + " WHERE seller_id = ? AND period = ?")) {
      Sql.set(statement, 1, now);
      statement.setBytes(2, HexFormat.of().parseHex(hash));
      statement.setLong(3, month.sellerId());
      statement.setInt(4, month.number());
      statement.executeUpdate();
    }
    return require(connection, month);
  }

  private static void keepTotals(Connection connection, BillingMonth month) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE billing_period SET totals = ? WHERE seller_id = ? AND period = ?")) {
      statement.setInt(1, PeriodTotals.VERSION);
      statement.setLong(2, month.sellerId());
      statement.setInt(3, month.number());
      statement.executeUpdate();
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO period_total (seller_id, period, buyer_id, currency, product, kind,"
                + " transfers, quantity, amount) "
                + PeriodTotals.of(month.sellerId(), month.number()))) {
      statement.executeUpdate();
    }
  }

  /** The hash of a month computed again; equal to {@link Period#hash} while nothing has changed. */
  public static String hash(Connection connection, long sellerId, int period) throws SQLException {
    return PeriodHash.of(connection, sellerId, period);
  }

  /** Whether a moment lies in a closed month of the seller, so that nothing may be booked there. */
  public static boolean isClosed(Connection connection, long sellerId, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM billing_period WHERE seller_id = ? AND state = 'CLOSED'"
                + " AND from_at <= ? AND to_at > ?")) {
      statement.setLong(1, sellerId);
      Sql.set(statement, 2, at);
      Sql.set(statement, 3, at);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
