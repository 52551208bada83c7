package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The statements on table {@code rated}: lines that have ended. They are written once; only what
 * ran out and was charged after all is changed.
 */
final class RatedTable {

  private static final String LINE_COLUMNS =
      "event_id, level, seller_id, buyer_id, product, quantity, posted, price_id, unit_price,"
          + " amount, currency, free, spent_day, bill_on, on_timeout, tier, apart, rate,"
          + " rate_on, state";

  /**
   * A line as it stands, with the event it belongs to.
   *
   * @param posted units charged
   * @param spentDay the day whose limit it counts in, 0 for none
   * @param state POSTED, RELEASED or EXPIRED
   */
  record Row(long eventId, RatedLine line, int posted, int spentDay, String state) {}

  /** What becomes of a row. */
  record Change(long eventId, RatedLine line, String state, int posted, long micros) {}

  private RatedTable() {}

  /**
   * A line that has ended, as it is written, once.
   *
   * @param line as it was rated
   * @param state POSTED, RELEASED or EXPIRED
   * @param posted units charged
   * @param micros charged
   * @param postingId what ended it
   * @param spentDay the day whose limit it counts in, 0 for none
   */
  record Ended(
      long eventId,
      RatedLine line,
      String state,
      int posted,
      long micros,
      long postingId,
      int spentDay) {

    /** Free units that stay used: what is free is used first. */
    int free() {
      return Math.min(line.free(), posted);
    }
  }

  private static final String INSERT =
      "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
          + " quantity, posted, amount, unit_price, currency, product";
  private static final String PLAIN = INSERT + ") VALUES (?" + ", ?".repeat(12) + ")";
  private static final String SPECIAL =
      INSERT
          + ", free, spent_day, bill_on, on_timeout, tier, apart, rate, rate_on) VALUES (?"
          + ", ?".repeat(20)
          + ")";

  /** So many lines at most travel in one packet with all columns rather than in two. */
  private static final int FEW = 64;

  /**
   * Writes lines.
   *
   * @throws BillingException.Conflict when one of them was written before
   */
  static void insert(Connection connection, Collection<Ended> all) throws SQLException {
    var plain = new ArrayList<Ended>();
    var special = new ArrayList<Ended>();
    all.forEach(ended -> (isPlain(ended) ? plain : special).add(ended));
    if (!special.isEmpty() && all.size() <= FEW) {
      special.addAll(plain);
      plain.clear();
    }
    // With a value in every column first, the driver sends one packet.
    special.sort(Comparator.comparing(ended -> ended.line.rate() == null));
    try {
      insert(connection, PLAIN, plain, RatedTable::bind);
      insert(connection, SPECIAL, special, RatedTable::bindSpecial);
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw new BillingException.Conflict(
            "An event of this batch was rated before: " + failure.getMessage());
      }
      throw failure;
    }
  }

  private interface Binder {
    void bind(PreparedStatement statement, Ended ended) throws SQLException;
  }

  private static void insert(
      Connection connection, String sql, Collection<Ended> lines, Binder binder)
      throws SQLException {
    if (lines.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      for (var ended : lines) {
        binder.bind(statement, ended);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Whether the table's defaults say the rest, as they do of nearly every line. */
  private static boolean isPlain(Ended ended) {
    var line = ended.line;
    return ended.spentDay == 0
        && line.free() == 0
        && line.tier() == 0
        && !line.apart()
        && line.rate() == null
        && line.rule().equals(BillRule.STANDARD);
  }

  private static void bind(PreparedStatement statement, Ended ended) throws SQLException {
    var line = ended.line;
    statement.setLong(1, ended.eventId);
    statement.setInt(2, line.level());
    statement.setString(3, ended.state);
    statement.setLong(4, ended.postingId);
    statement.setLong(5, line.sellerId());
    statement.setLong(6, line.buyerId());
    statement.setLong(7, line.priceId());
    statement.setInt(8, line.quantity());
    statement.setInt(9, ended.posted);
    statement.setLong(10, ended.micros);
    statement.setBigDecimal(11, line.unitPrice());
    statement.setString(12, line.currency());
    statement.setString(13, line.product());
  }

  private static void bindSpecial(PreparedStatement statement, Ended ended) throws SQLException {
    bind(statement, ended);
    var line = ended.line;
    statement.setInt(14, ended.free());
    statement.setInt(15, ended.spentDay);
    statement.setString(16, line.rule().on().name());
    statement.setString(17, line.rule().onTimeout().name());
    statement.setInt(18, line.tier());
    statement.setBoolean(19, line.apart());
    statement.setBigDecimal(20, line.rate());
    statement.setObject(21, line.rateOn());
  }

  /** Locks the events' rows that are charged, along the primary key. */
  static List<Row> lockPosted(Connection connection, Collection<Long> eventIds)
      throws SQLException {
    return lock(connection, eventIds, " AND state = 'POSTED'");
  }

  /** Locks the events' rows that are charged or ran out, along the primary key. */
  static List<Row> lockEnded(Connection connection, Collection<Long> eventIds) throws SQLException {
    return lock(connection, eventIds, " AND state IN ('POSTED', 'EXPIRED')");
  }

  private static List<Row> lock(Connection connection, Collection<Long> eventIds, String which)
      throws SQLException {
    var rows = new ArrayList<Row>();
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT "
                  + LINE_COLUMNS
                  + " FROM rated FORCE INDEX (PRIMARY) WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + which
                  + " ORDER BY event_id, level FOR UPDATE")) {
        Sql.bind(statement, 1, chunk);
        try (var found = statement.executeQuery()) {
          while (found.next()) {
            rows.add(read(found));
          }
        }
      }
    }
    return rows;
  }

  /**
   * Whether any event has a row from the first to the last of these: one look where they are new
   * and stand together, as they mostly do.
   */
  static boolean hasBetween(Connection connection, Collection<Long> eventIds) throws SQLException {
    if (eventIds.isEmpty()) {
      return false;
    }
    try (var statement =
        connection.prepareStatement(
            "SELECT event_id FROM rated FORCE INDEX (PRIMARY) WHERE event_id BETWEEN ? AND ?"
                + " LIMIT 1")) {
      statement.setLong(1, Collections.min(eventIds));
      statement.setLong(2, Collections.max(eventIds));
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Those of these events that have a row. */
  static Set<Long> present(Connection connection, Collection<Long> eventIds, String which)
      throws SQLException {
    var found = new HashSet<Long>();
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT event_id FROM rated FORCE INDEX (PRIMARY) WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + which)) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(rows.getLong(1));
          }
        }
      }
    }
    return found;
  }

  static Row read(ResultSet row) throws SQLException {
    var line =
        new RatedLine(
            row.getInt("level"),
            row.getLong("seller_id"),
            row.getLong("buyer_id"),
            row.getString("product"),
            row.getInt("quantity"),
            row.getLong("price_id"),
            row.getBigDecimal("unit_price"),
            row.getLong("amount"),
            row.getString("currency"),
            row.getInt("free"),
            BillRule.of(row.getString("bill_on"), row.getString("on_timeout")),
            row.getInt("tier"),
            row.getBoolean("apart"),
            row.getBigDecimal("rate"),
            row.getObject("rate_on", LocalDate.class));
    return new Row(
        row.getLong("event_id"),
        line,
        row.getInt("posted"),
        row.getInt("spent_day"),
        row.getString("state"));
  }

  /** What ran out and was charged after all: changes rows that are locked, in one round trip. */
  static void change(Connection connection, List<Change> changes, long postingId)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "UPDATE rated SET state = ?, posted = ?, amount = ?, posting_id = ?,"
                + " free = ? WHERE event_id = ? AND level = ?")) {
      for (var change : changes) {
        statement.setString(1, change.state());
        statement.setInt(2, change.posted());
        statement.setLong(3, change.micros());
        statement.setLong(4, postingId);
        statement.setInt(5, change.line().free());
        statement.setLong(6, change.eventId());
        statement.setInt(7, change.line().level());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
