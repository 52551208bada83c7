package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** What stands between an agent and its principal, summed from transfers and wallets. Stateless. */
public final class AgentAccounts {

  private static final long ALL = Long.MAX_VALUE;

  /**
   * What the end of a month settled with an agent.
   *
   * @param payable what it had earned up to the month's end and not got
   * @param held what it had collected and not handed over
   * @param amount of it settled
   */
  public record Settled(Money payable, Money held, Money amount, Instant at) {}

  private AgentAccounts() {}

  /** The key of a month's settlement: 202611 is settled once. */
  static String key(int period) {
    return EngineKey.of("commission-" + period);
  }

  /**
   * What an agent has collected for a principal and not handed over; below zero where it handed
   * over more, for clients that it answers for.
   */
  public static Money holds(Connection connection, long agent, long principal, String currency)
      throws SQLException {
    return balance(connection, Account.CLEARING.of(agent), principal, currency, ALL).negated();
  }

  /**
   * What a client owes an agent for its own fee: how far its wallet there is below zero, but no
   * more than was charged of fees. Older debts are older than the agency.
   */
  public static Money feeOwed(Connection connection, long agent, long client, String currency)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT LEAST(-w.balance, COALESCE((SELECT SUM(t.amount) FROM transfer t WHERE"
                + " t.debit_account = w.id AND t.kind = 'TIER_DELTA' AND t.product = '"
                + AgentLedger.FEE
                + "'), 0)) FROM wallet w WHERE w.buyer_id = ? AND w.seller_id = ? AND w.currency = ?"
                + " AND w.balance < 0")) {
      statement.setLong(1, client);
      statement.setLong(2, agent);
      statement.setString(3, currency);
      try (var row = statement.executeQuery()) {
        return new Money(row.next() ? row.getLong(1) : 0, currency);
      }
    }
  }

  /** What an agent has earned and not got yet; below zero where it was paid too much. */
  public static Money payable(Connection connection, long agent, long principal, String currency)
      throws SQLException {
    return balance(connection, Account.COMMISSION_PAYABLE.of(agent), principal, currency, ALL);
  }

  /** The same without what the months after this one have earned. */
  public static Money payable(
      Connection connection, long agent, long principal, String currency, int period)
      throws SQLException {
    return payable(connection, agent, principal, currency, period, ALL);
  }

  private static Money payable(
      Connection connection, long agent, long principal, String currency, int period, long before)
      throws SQLException {
    var all =
        balance(connection, Account.COMMISSION_PAYABLE.of(agent), principal, currency, before);
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(delta), 0) FROM commission WHERE seller_id = ? AND period > ?"
                + " AND agent_id = ? AND currency = ? AND posting_id < ?")) {
      statement.setLong(1, principal);
      statement.setInt(2, period);
      statement.setLong(3, agent);
      statement.setString(4, currency);
      statement.setLong(5, before);
      try (var row = statement.executeQuery()) {
        row.next();
        return all.minus(new Money(row.getLong(1), currency));
      }
    }
  }

  /** What the end of a month settled; empty where it settled nothing, or was not yet. */
  public static Optional<Settled> settled(
      Connection connection, long agent, long principal, String currency, int period)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT t.id, t.amount, t.posted_at FROM posting_key k JOIN transfer t ON t.posting_id ="
                + " k.posting_id AND t.kind = 'SETTLEMENT' WHERE k.tenant_id = ? AND k.idem_key = ?"
                + " AND t.seller_id = ? AND t.currency = ?")) {
      statement.setLong(1, agent);
      statement.setString(2, key(period));
      statement.setLong(3, principal);
      statement.setString(4, currency);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var id = row.getLong("id");
        var held = balance(connection, Account.CLEARING.of(agent), principal, currency, id);
        return Optional.of(
            new Settled(
                payable(connection, agent, principal, currency, period, id),
                held.negated(),
                new Money(row.getLong("amount"), currency),
                Sql.instant(row, "posted_at")));
      }
    }
  }

  /** What these buyers owe a seller: how far their wallets are below zero. */
  public static Money owing(
      Connection connection, Collection<Long> buyers, long seller, String currency)
      throws SQLException {
    var owing = Money.zero(currency);
    for (var chunk : Sql.chunks(buyers)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT COALESCE(SUM(-balance), 0) FROM wallet WHERE seller_id = ? AND currency = ?"
                  + " AND balance < 0 AND buyer_id IN "
                  + Sql.in(chunk.size()))) {
        statement.setLong(1, seller);
        statement.setString(2, currency);
        Sql.bind(statement, 3, chunk);
        try (var row = statement.executeQuery()) {
          row.next();
          owing = owing.plus(new Money(row.getLong(1), currency));
        }
      }
    }
    return owing;
  }

  /** The most that an agent may hand over: what it holds, and what those owe it answers for. */
  public static Money mostToHandOver(
      Connection connection,
      long agent,
      long principal,
      Collection<Long> answersFor,
      String currency)
      throws SQLException {
    return holds(connection, agent, principal, currency)
        .plus(owing(connection, answersFor, principal, currency));
  }

  /** Of transfers with a smaller id than this. */
  private static Money balance(
      Connection connection, long account, long seller, String currency, long before)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(IF(credit_account = ?, amount, -amount)), 0) FROM ("
                + "SELECT credit_account, amount FROM transfer WHERE credit_account = ? AND"
                + " seller_id = ? AND currency = ? AND id < ? UNION ALL SELECT credit_account,"
                + " amount FROM transfer WHERE debit_account = ? AND seller_id = ? AND currency = ?"
                + " AND id < ?) side")) {
      statement.setLong(1, account);
      for (var next = 2; next < 10; next += 4) {
        statement.setLong(next, account);
        statement.setLong(next + 1, seller);
        statement.setString(next + 2, currency);
        statement.setLong(next + 3, before);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return new Money(row.getLong(1), currency);
      }
    }
  }
}
