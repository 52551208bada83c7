package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** What stands between an agent and its principal, summed from transfers and wallets. Stateless. */
public final class AgentAccounts {

  private AgentAccounts() {}

  /**
   * What an agent has collected for a principal and not handed over; below zero where it handed
   * over more, for clients that it answers for.
   */
  public static Money holds(Connection connection, long agent, long principal, String currency)
      throws SQLException {
    return balance(connection, Account.CLEARING.of(agent), principal, currency).negated();
  }

  /** What an agent has earned and not got yet; below zero where it was paid too much. */
  public static Money payable(Connection connection, long agent, long principal, String currency)
      throws SQLException {
    return balance(connection, Account.COMMISSION_PAYABLE.of(agent), principal, currency);
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

  private static Money balance(Connection connection, long account, long seller, String currency)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(IF(credit_account = ?, amount, -amount)), 0) FROM ("
                + "SELECT credit_account, amount FROM transfer WHERE credit_account = ? AND"
                + " seller_id = ? AND currency = ? UNION ALL SELECT credit_account, amount FROM"
                + " transfer WHERE debit_account = ? AND seller_id = ? AND currency = ?) side")) {
      statement.setLong(1, account);
      for (var next = 2; next < 8; next += 3) {
        statement.setLong(next, account);
        statement.setLong(next + 1, seller);
        statement.setString(next + 2, currency);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return new Money(row.getLong(1), currency);
      }
    }
  }
}
