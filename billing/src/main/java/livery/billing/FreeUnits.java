package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lots of free units that a batch can use, locked after its wallets. Units of the oldest lot go
 * first, money pays what they do not cover; {@code livery.billing.purse.Lots} is the same in pure
 * form. A batch whose wallets have no lots asks nothing and writes nothing.
 */
final class FreeUnits {

  private record Of(LockedWallets.Key wallet, String product) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Of other
          && wallet.equals(other.wallet)
          && product.equals(other.product);
    }

    @Override
    public int hashCode() {
      var hash = wallet.hashCode();
      return 31 * hash + product.hashCode();
    }
  }

  private record Use(long eventId, int level, long lotId, int units) {}

  private static final class Lot {
    private final long id;
    private long left;
    private long taken;

    Lot(long id, long left) {
      this.id = id;
      this.left = left;
    }
  }

  private final Map<Of, List<Lot>> lots = new HashMap<>();
  private final List<Use> uses = new ArrayList<>();

  /** The lots of these wallets, which the caller has locked. */
  static FreeUnits lock(Connection connection, LockedWallets wallets, Instant now)
      throws SQLException {
    var units = new FreeUnits();
    var withLots = wallets.withLots();
    for (var chunk : Sql.chunks(withLots.keySet())) {
      try (var statement =
          connection.prepareStatement(
              "SELECT id, wallet_id, product, units_left FROM lot WHERE wallet_id IN "
                  + Sql.in(chunk.size())
                  + " AND closed_at IS NULL AND units_left > 0 AND opened_at <= ?"
                  + " AND expires_at > ? ORDER BY opened_at, id FOR UPDATE")) {
        var next = Sql.bind(statement, 1, chunk);
        Sql.set(statement, next, now);
        Sql.set(statement, next + 1, now);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var of = new Of(withLots.get(rows.getLong("wallet_id")), rows.getString("product"));
            units
                .lots
                .computeIfAbsent(of, none -> new ArrayList<>())
                .add(new Lot(rows.getLong("id"), rows.getLong("units_left")));
          }
        }
      }
    }
    return units;
  }

  /** The event with as many free units on each edge as are left for it; takes none yet. */
  RatedEvent cover(RatedEvent event) {
    if (event.lines().stream().allMatch(line -> free(line) == 0)) {
      return event;
    }
    return new RatedEvent(
        event.eventId(), event.lines().stream().map(line -> line.covered(free(line))).toList());
  }

  /** A line of which so many units are charged, with as many of them free as are left for it. */
  RatedLine cover(RatedLine line, int charged) {
    return line.covered(free(line, charged));
  }

  private int free(RatedLine line) {
    return free(line, line.quantity());
  }

  private int free(RatedLine line, int most) {
    if (lots.isEmpty() || !line.hasWallet()) {
      return 0;
    }
    var left = of(line).stream().mapToLong(lot -> lot.left).sum();
    return (int) Math.min(left, most);
  }

  private List<Lot> of(RatedLine line) {
    return lots.getOrDefault(new Of(LockedWallets.Key.of(line), line.product()), List.of());
  }

  /** Takes what the event's lines say is free, from the oldest lot on. */
  void take(RatedEvent covered) {
    covered.lines().forEach(line -> take(covered.eventId(), line));
  }

  /** The same of one line. */
  void take(long eventId, RatedLine line) {
    var missing = line.free();
    for (var lot : missing == 0 ? List.<Lot>of() : of(line)) {
      var some = (int) Math.min(missing, lot.left);
      if (some > 0) {
        lot.left -= some;
        lot.taken += some;
        missing -= some;
        uses.add(new Use(eventId, line.level(), lot.id, some));
      }
    }
  }

  /** Writes what was taken: one row for each lot, and which event took it. */
  void write(Connection connection) throws SQLException {
    if (uses.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement("UPDATE lot SET units_left = units_left - ? WHERE id = ?")) {
      for (var some : lots.values()) {
        for (var lot : some) {
          if (lot.taken > 0) {
            statement.setLong(1, lot.taken);
            statement.setLong(2, lot.id);
            statement.addBatch();
          }
        }
      }
      statement.executeBatch();
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO lot_use (event_id, level, lot_id, units) VALUES (?, ?, ?, ?)")) {
      for (var use : uses) {
        statement.setLong(1, use.eventId());
        statement.setInt(2, use.level());
        statement.setLong(3, use.lotId());
        statement.setInt(4, use.units());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /**
   * Units that were taken for an edge of an event and go back.
   *
   * @param keep how many stay used; they are of the oldest lots
   */
  record Back(long eventId, int level, int keep) {}

  /**
   * Puts units back into the lots that they came from; where one has expired, they are lost with
   * it. The wallets are locked.
   */
  static void giveBack(Connection connection, Collection<Back> backs) throws SQLException {
    if (backs.isEmpty()) {
      return;
    }
    var keep = new HashMap<List<Long>, Integer>();
    backs.forEach(back -> keep.put(List.of(back.eventId(), (long) back.level()), back.keep()));
    var changed = new ArrayList<Use>();
    var back = new HashMap<Long, Long>();
    for (var use : usesOf(connection, backs.stream().map(Back::eventId).toList())) {
      var edge = List.of(use.eventId(), (long) use.level());
      var kept = keep.get(edge);
      if (kept != null) {
        var stays = Math.min(kept, use.units());
        keep.put(edge, kept - stays);
        if (stays < use.units()) {
          changed.add(new Use(use.eventId(), use.level(), use.lotId(), stays));
          back.merge(use.lotId(), (long) use.units() - stays, Long::sum);
        }
      }
    }
    writeUses(connection, changed);
    try (var statement =
        connection.prepareStatement(
            "UPDATE lot SET units_left = units_left + IF(closed_at IS NULL, ?, 0),"
                + " units_lost = units_lost + IF(closed_at IS NULL, 0, ?) WHERE id = ?")) {
      for (var entry : back.entrySet()) {
        statement.setLong(1, entry.getValue());
        statement.setLong(2, entry.getValue());
        statement.setLong(3, entry.getKey());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static List<Use> usesOf(Connection connection, List<Long> events) throws SQLException {
    var found = new ArrayList<Use>();
    for (var chunk : Sql.chunks(events)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT event_id, level, lot_id, units FROM lot_use WHERE event_id IN "
                  + Sql.in(chunk.size())
                  + " ORDER BY event_id, level, lot_id FOR UPDATE")) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.add(new Use(rows.getLong(1), rows.getInt(2), rows.getLong(3), rows.getInt(4)));
          }
        }
      }
    }
    return found;
  }

  private static void writeUses(Connection connection, List<Use> changed) throws SQLException {
    try (var shorter =
            connection.prepareStatement(
                "UPDATE lot_use SET units = ? WHERE event_id = ? AND level = ? AND lot_id = ?");
        var gone =
            connection.prepareStatement(
                "DELETE FROM lot_use WHERE event_id = ? AND level = ? AND lot_id = ?")) {
      for (var use : changed) {
        var statement = use.units() == 0 ? gone : shorter;
        var index = 1;
        if (use.units() > 0) {
          statement.setInt(index++, use.units());
        }
        statement.setLong(index++, use.eventId());
        statement.setInt(index++, use.level());
        statement.setLong(index, use.lotId());
        statement.executeUpdate();
      }
    }
  }
}
