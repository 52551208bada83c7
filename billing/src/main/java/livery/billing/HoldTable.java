package livery.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The statements on table {@code hold}: slips with what is held. */
final class HoldTable {

  /** Most ranges of ids that one statement looks through. */
  private static final int RANGES_MAX = 100;

  /** Slips that a sweep locks at once, until it has enough. */
  private static final int SWEPT_AT_ONCE = 10;

  /** The driver is not to keep a statement for each number of ranges. */
  private static final String ONCE = "/*client prepare*/";

  private static final String READ =
      "SELECT id, last_event, expires_at, chains, events FROM hold FORCE INDEX (PRIMARY) WHERE id IN ";

  private HoldTable() {}

  /** Writes new slips. */
  static void insert(Connection connection, List<Slip> slips) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO hold (id, last_event, expires_at, chains, events) VALUES (?, ?, ?, ?, ?)")) {
      for (var slip : slips) {
        var texts = slip.texts();
        statement.setLong(1, slip.id());
        statement.setLong(2, slip.lastEvent());
        Sql.set(statement, 3, slip.expiresAt());
        statement.setString(4, texts.chains());
        statement.setString(5, texts.events());
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw new BillingException.Conflict(
            "An event of this batch is held already: " + failure.getMessage());
      }
      throw failure;
    }
  }

  /** Writes what is left on slips, which are locked; those with nothing left go. */
  static void write(Connection connection, List<Slip> slips) throws SQLException {
    var empty = slips.stream().filter(slip -> slip.events().isEmpty()).map(Slip::id).toList();
    for (var chunk : Sql.chunks(empty)) {
      try (var statement =
          connection.prepareStatement("DELETE FROM hold WHERE id IN " + Sql.in(chunk.size()))) {
        Sql.bind(statement, 1, chunk);
        statement.executeUpdate();
      }
    }
    if (empty.size() == slips.size()) {
      return;
    }
    try (var statement =
        connection.prepareStatement("UPDATE hold SET chains = ?, events = ? WHERE id = ?")) {
      for (var slip : slips) {
        if (!slip.events().isEmpty()) {
          var texts = slip.texts();
          statement.setString(1, texts.chains());
          statement.setString(2, texts.events());
          statement.setLong(3, slip.id());
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  /** The slips that one of these events may be on, as they are now; none of them is locked. */
  static List<Slip> around(Connection connection, Collection<Long> eventIds) throws SQLException {
    return read(connection, idsAround(connection, eventIds), "");
  }

  /** Locks the slips that one of these events may be on, along the primary key. */
  static List<Slip> lock(Connection connection, Collection<Long> eventIds) throws SQLException {
    // Found without a lock and locked by primary key: a range that is locked would make others wait
    // for slips that are none of their business.
    return read(connection, idsAround(connection, eventIds), " FOR UPDATE");
  }

  /**
   * Locks slips that have run out, but for those that somebody is at.
   *
   * @param limit events that are enough
   */
  static List<Slip> lockExpired(Connection connection, Instant now, int limit) throws SQLException {
    var ripe = new ArrayList<Long>();
    try (var statement =
        connection.prepareStatement(
            "SELECT id FROM hold WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?")) {
      Sql.set(statement, 1, now);
      statement.setInt(2, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ripe.add(rows.getLong(1));
        }
      }
    }
    var slips = new ArrayList<Slip>();
    var events = 0;
    for (var from = 0; from < ripe.size() && events < limit; from += SWEPT_AT_ONCE) {
      var some = ripe.subList(from, Math.min(ripe.size(), from + SWEPT_AT_ONCE));
      var locked = read(connection, some, " FOR UPDATE SKIP LOCKED");
      events += locked.stream().mapToInt(slip -> slip.events().size()).sum();
      slips.addAll(locked);
    }
    return slips;
  }

  private static List<Slip> read(Connection connection, Collection<Long> ids, String locking)
      throws SQLException {
    var slips = new ArrayList<Slip>();
    for (var chunk : Sql.chunks(ids)) {
      try (var statement =
          connection.prepareStatement(READ + Sql.in(chunk.size()) + " ORDER BY id" + locking)) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            slips.add(read(rows));
          }
        }
      }
    }
    return slips;
  }

  private static Slip read(ResultSet row) throws SQLException {
    return Slip.read(
        row.getLong("id"),
        row.getLong("last_event"),
        Sql.instant(row, "expires_at"),
        row.getString("chains"),
        row.getString("events"));
  }

  /** A stretch of ids that events are in, without a gap wider than a slip. */
  private record Range(long first, long last) {

    static List<Range> of(SortedSet<Long> ids) {
      var ranges = new ArrayList<Range>();
      for (var id : ids) {
        var before = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (before != null && id - before.last <= Slip.SPAN) {
          ranges.set(ranges.size() - 1, new Range(before.first, id));
        } else {
          ranges.add(new Range(id, id));
        }
      }
      return ranges;
    }
  }

  private static Set<Long> idsAround(Connection connection, Collection<Long> eventIds)
      throws SQLException {
    var found = new HashSet<Long>();
    var sorted = new TreeSet<>(eventIds);
    var ranges = Range.of(sorted);
    for (var from = 0; from < ranges.size(); from += RANGES_MAX) {
      var some = ranges.subList(from, Math.min(ranges.size(), from + RANGES_MAX));
      try (var statement =
          connection.prepareStatement(
              ONCE
                  + "SELECT id, last_event FROM hold FORCE INDEX (PRIMARY) WHERE "
                  + String.join(
                      " OR ",
                      java.util.Collections.nCopies(
                          some.size(), "id BETWEEN ? AND ? AND last_event >= ?")))) {
        var index = 1;
        for (var range : some) {
          statement.setLong(index++, range.first - Slip.SPAN);
          statement.setLong(index++, range.last);
          statement.setLong(index++, range.first);
        }
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var next = sorted.ceiling(rows.getLong(1));
            if (next != null && next <= rows.getLong(2)) {
              found.add(rows.getLong(1));
            }
          }
        }
      }
    }
    return found;
  }

  /** What is held of these events, by event. */
  static Map<Long, List<Slip.Line>> held(List<Slip> slips, Collection<Long> eventIds) {
    var held = new HashMap<Long, List<Slip.Line>>();
    var wanted = Set.copyOf(eventIds);
    for (var slip : slips) {
      slip.events()
          .forEach(
              (id, lines) -> {
                if (wanted.contains(id)) {
                  held.put(id, lines);
                }
              });
    }
    return held;
  }

  /** Whether something may be held of events from one id to another, the second not included. */
  static boolean isAny(Connection connection, long from, long to) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT 1 FROM hold FORCE INDEX (PRIMARY) WHERE id >= ? AND id < ?"
                + " AND last_event >= ?)")) {
      statement.setLong(1, from - Slip.SPAN);
      statement.setLong(2, to);
      statement.setLong(3, from);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
