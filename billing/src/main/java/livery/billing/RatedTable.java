package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** The statements of the hot path on table {@code rated}. */
final class RatedTable {

  private static final String LINE_COLUMNS =
      "event_id, level, seller_id, buyer_id, product, quantity, posted, price_id, unit_price,"
          + " amount, currency, free, spent_day, bill_on, on_timeout, tier, apart, rate,"
          + " rate_on, state";

  /**
   * A row as it stands, with the event it belongs to.
   *
   * @param spentDay the day whose limit it counts in, 0 for none
   */
  record Row(long eventId, RatedLine line, int posted, int spentDay, String state) {

    boolean isHeld() {
      return state.equals("HELD");
    }
  }

  /** What becomes of a row. */
  record Change(Row row, String state, int posted, long micros) {}

  private RatedTable() {}

  /**
   * An event to be written.
   *
   * @param postingId 0: it is held until {@code expiresAt}; else charged by that posting
   * @param spentDays the day whose limit each of its lines counts in, 0 for none
   */
  record Entry(RatedEvent event, long postingId, Instant expiresAt, int[] spentDays) {}

  private static final String INSERT =
      "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
          + " quantity, posted, amount, unit_price, currency, product, expires_at";
  private static final String PLAIN = INSERT + ") VALUES (?" + ", ?".repeat(13) + ")";
  private static final String SPECIAL =
      INSERT
          + ", free, spent_day, bill_on, on_timeout, tier, apart, rate, rate_on) VALUES (?"
          + ", ?".repeat(21)
          + ")";

  /** Writes every line of the events. */
  static void insert(Connection connection, Collection<Entry> entries) throws SQLException {
    try (var plain = connection.prepareStatement(PLAIN);
        var special = connection.prepareStatement(SPECIAL)) {
      var plains = 0;
      var specials = 0;
      for (var entry : entries) {
        for (var line : entry.event.lines()) {
          if (isPlain(line, entry.spentDays[line.level()])) {
            bind(plain, entry, line);
            plain.addBatch();
            plains++;
          } else {
            bindSpecial(special, entry, line);
            special.addBatch();
            specials++;
          }
        }
      }
      if (plains > 0) {
        plain.executeBatch();
      }
      if (specials > 0) {
        special.executeBatch();
      }
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw new BillingException.Conflict(
            "An event of this batch was rated before: " + failure.getMessage());
      }
      throw failure;
    }
  }

  /** Whether the table's defaults say the rest, as they do of nearly every line. */
  private static boolean isPlain(RatedLine line, int spentDay) {
    return spentDay == 0
        && line.free() == 0
        && line.tier() == 0
        && !line.apart()
        && line.rate() == null
        && line.rule().equals(BillRule.STANDARD);
  }

  private static void bind(PreparedStatement statement, Entry entry, RatedLine line)
      throws SQLException {
    var held = entry.postingId == 0;
    statement.setLong(1, entry.event.eventId());
    statement.setInt(2, line.level());
    statement.setString(3, held ? "HELD" : "POSTED");
    statement.setLong(4, entry.postingId);
    statement.setLong(5, line.sellerId());
    statement.setLong(6, line.buyerId());
    statement.setLong(7, line.priceId());
    statement.setInt(8, line.quantity());
    statement.setInt(9, held ? 0 : line.quantity());
    statement.setLong(10, line.amountMicros());
    statement.setBigDecimal(11, line.unitPrice());
    statement.setString(12, line.currency());
    statement.setString(13, line.product());
    if (held && (line.level() == 0 || line.rule().on() == BillRule.On.DELIVERED)) {
      Sql.set(statement, 14, entry.expiresAt);
    } else {
      statement.setNull(14, java.sql.Types.TIMESTAMP);
    }
  }

  private static void bindSpecial(PreparedStatement statement, Entry entry, RatedLine line)
      throws SQLException {
    bind(statement, entry, line);
    statement.setInt(15, line.free());
    statement.setInt(16, entry.spentDays[line.level()]);
    statement.setString(17, line.rule().on().name());
    statement.setString(18, line.rule().onTimeout().name());
    statement.setInt(19, line.tier());
    statement.setBoolean(20, line.apart());
    statement.setBigDecimal(21, line.rate());
    statement.setObject(22, line.rateOn());
  }

  /** Locks the events' rows that are in this state, along the primary key. */
  static List<Row> lock(Connection connection, Collection<Long> eventIds, String state)
      throws SQLException {
    return lock(connection, eventIds, " AND state = '" + state + "'", "");
  }

  /** Locks the events' rows that are held or charged, along the primary key. */
  static List<Row> lockTaken(Connection connection, Collection<Long> eventIds) throws SQLException {
    return lock(connection, eventIds, " AND state IN ('HELD', 'POSTED')", "");
  }

  /** Locks the events' rows that are charged or ran out, along the primary key. */
  static List<Row> lockEnded(Connection connection, Collection<Long> eventIds) throws SQLException {
    return lock(connection, eventIds, " AND state IN ('POSTED', 'EXPIRED')", "");
  }

  private static List<Row> lock(
      Connection connection, Collection<Long> eventIds, String which, String waiting)
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
                  + " ORDER BY event_id, level FOR UPDATE"
                  + waiting)) {
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
            rule(row.getString("bill_on"), row.getString("on_timeout")),
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

  private static BillRule rule(String on, String onTimeout) {
    var rule = new BillRule(BillRule.On.valueOf(on), BillRule.OnTimeout.valueOf(onTimeout));
    return rule.equals(BillRule.STANDARD) ? BillRule.STANDARD : rule;
  }

  /** Ends what is held of these events with its whole quantity. Their rows are locked. */
  static void post(Connection connection, Collection<Long> eventIds, long postingId)
      throws SQLException {
    resolve(connection, eventIds, postingId, "state = 'POSTED', posted = quantity");
  }

  /**
   * Ends what is held of these events without a charge. Their rows are locked.
   *
   * @param state RELEASED or EXPIRED
   */
  static void release(
      Connection connection, Collection<Long> eventIds, long postingId, String state)
      throws SQLException {
    resolve(connection, eventIds, postingId, "state = '" + state + "', amount = 0, free = 0");
  }

  private static void resolve(
      Connection connection, Collection<Long> eventIds, long postingId, String change)
      throws SQLException {
    for (var chunk : Sql.chunks(eventIds)) {
      try (var statement =
          connection.prepareStatement(
              "UPDATE rated FORCE INDEX (PRIMARY) SET "
                  + change
                  + ", posting_id = ?, expires_at = NULL WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " AND posting_id = 0")) {
        statement.setLong(1, postingId);
        Sql.bind(statement, 2, chunk);
        statement.executeUpdate();
      }
    }
  }

  /** Changes rows by themselves, in one round trip. They are locked. */
  static void change(Connection connection, List<Change> changes, long postingId)
      throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "UPDATE rated SET state = ?, posted = ?, amount = ?, posting_id = ?,"
                + " expires_at = NULL, free = LEAST(free, posted)"
                + " WHERE event_id = ? AND level = ?")) {
      for (var change : changes) {
        statement.setString(1, change.state());
        statement.setInt(2, change.posted());
        statement.setLong(3, change.micros());
        statement.setLong(4, postingId);
        statement.setLong(5, change.row().eventId());
        statement.setInt(6, change.row().line().level());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * What is held of events whose holds have run out, of no event a part: where somebody is
   * resolving a row, the event is left out. Locks the rows.
   */
  static List<Row> lockExpired(Connection connection, Instant now, int limit) throws SQLException {
    var ripe = new LinkedHashMap<Long, Integer>();
    try (var statement =
        connection.prepareStatement(
            "SELECT event_id FROM rated WHERE expires_at <= ? ORDER BY expires_at LIMIT ?")) {
      Sql.set(statement, 1, now);
      statement.setInt(2, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ripe.put(rows.getLong(1), 0);
        }
      }
    }
    // Found without a lock and locked by primary key: a lock taken through the index would be held
    // while its row is skipped, and a settlement of that row would wait for it.
    var locked = lock(connection, ripe.keySet(), " AND state = 'HELD'", " SKIP LOCKED");
    locked.forEach(row -> ripe.merge(row.eventId(), 1, Integer::sum));
    for (var chunk : Sql.chunks(ripe.keySet())) {
      try (var statement =
          connection.prepareStatement(
              "SELECT event_id, COUNT(*) FROM rated FORCE INDEX (PRIMARY) WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " AND state = 'HELD' GROUP BY event_id")) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            ripe.merge(rows.getLong(1), -rows.getInt(2), Integer::sum);
          }
        }
      }
    }
    locked.removeIf(row -> ripe.get(row.eventId()) != 0);
    return locked;
  }
}
