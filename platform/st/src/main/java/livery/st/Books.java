package livery.st;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.billing.HeldLines;

/** What the tables say, read by the owner of the tables, as a judge of the running product. */
public final class Books {

  /**
   * What must hold at any time, whoever was killed: each query counts what breaks its rule.
   * performance.md §3.3 and billing.md §3.4 name the rules.
   */
  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put(
        "a decided incoming message has its inbox row",
        "SELECT COUNT(*) FROM message m LEFT JOIN inbox i ON i.id = m.id"
            + " WHERE m.direction = 'IN' AND m.received_at >= @since AND i.id IS NULL");
    RULES.put(
        "a message in a rare state, and no other, is named by it",
        "SELECT (SELECT COUNT(*) FROM message_rare r LEFT JOIN message m ON m.id = r.message_id"
            + " AND m.tenant_id = r.tenant_id AND m.state = r.state WHERE m.id IS NULL)"
            + " + (SELECT COUNT(*) FROM message m LEFT JOIN message_rare r ON r.tenant_id ="
            + " m.tenant_id AND r.state = m.state AND r.message_id = m.id WHERE r.message_id IS NULL"
            + " AND m.state NOT IN ('DONE', 'QUEUED', 'SENT', 'DELIVERED'))");
    RULES.put(
        "what is charged for a message has exactly one row for each level from the client up",
        "SELECT COUNT(*) FROM (SELECT event_id FROM rated GROUP BY event_id"
            + " HAVING (COUNT(*) <> MAX(level) + 1 OR MIN(level) <> 0)"
            + " AND event_id NOT IN (SELECT event_id FROM "
            + HeldLines.SQL
            + " h)) AS wrong");
    RULES.put(
        "what is held of a message is not charged as well",
        "SELECT COUNT(*) FROM "
            + HeldLines.SQL
            + " h JOIN rated r ON r.event_id = h.event_id"
            + " AND r.level = h.level");
    RULES.put(
        "the balance of a wallet is what its transfers add up to",
        "SELECT COUNT(*) FROM wallet w WHERE w.balance <>"
            + " (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE credit_account = w.id)"
            + " - (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE debit_account = w.id)");
    RULES.put(
        "what a wallet holds is what its holds add up to",
        "SELECT COUNT(*) FROM wallet w WHERE w.held <> (SELECT COALESCE(SUM(r.amount), 0) FROM "
            + HeldLines.SQL
            + " r WHERE r.buyer_id = w.buyer_id AND r.seller_id = w.seller_id"
            + " AND r.currency = w.currency)");
    RULES.put(
        "an incoming message is answered at most once by a reply",
        "SELECT COUNT(*) FROM (SELECT reply_to FROM message WHERE direction = 'OUT'"
            + " AND reply_to IS NOT NULL GROUP BY reply_to HAVING COUNT(*) > 1) AS wrong");
    RULES.put(
        "the tally of a vote is the count of its ballots",
        "SELECT COUNT(*) FROM (SELECT campaign_id, option_code, SUM(votes) AS votes FROM"
            + " (SELECT campaign_id, option_code, votes FROM voting_sum WHERE kind = 'OPTION' UNION ALL"
            + " SELECT campaign_id, option_code, -1 FROM voting_ballot) AS both_sides"
            + " GROUP BY campaign_id, option_code HAVING SUM(votes) <> 0) AS wrong");
  }

  private final String url;

  Books(String url) {
    this.url = url;
  }

  /** The rules that are broken, with how often; empty when all is well. */
  public List<String> broken() {
    var broken = new ArrayList<String>();
    try (var connection = connect()) {
      try (var statement = connection.createStatement()) {
        statement.execute("SET @since = '2000-01-01'");
      }
      for (var rule : RULES.entrySet()) {
        var count = number(connection, rule.getValue());
        if (count > 0) {
          broken.add(rule.getKey() + ": broken " + count + " times");
        }
      }
    } catch (SQLException failure) {
      throw new IllegalStateException("The books could not be read", failure);
    }
    return broken;
  }

  /** One number. */
  public long number(String sql) {
    try (var connection = connect()) {
      return number(connection, sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** Changes rows of the stage, never of the books themselves. */
  void change(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** One text, or {@code null}. */
  public String text(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** What all rows of a table come to: another number when one has changed. */
  public String checksum(String table) {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("CHECKSUM TABLE " + table)) {
      return rows.next() ? rows.getString(2) : null;
    } catch (SQLException failure) {
      throw new IllegalStateException(table, failure);
    }
  }

  /** The first column of all rows. */
  public List<String> column(String sql) {
    var found = new ArrayList<String>();
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url);
  }
}
