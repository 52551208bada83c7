package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends holds, line by line, each once. Events whose held lines all end in the same way, which is
 * nearly all of them, are written by event; the others by line.
 */
final class Holds {

  private static final String POSTED = "POSTED";
  private static final String MIXED = "";

  private final Connection connection;
  private final IdSource ids;
  private final Instant now;

  /** A line that ends, with the units charged and the state it ends in. */
  private record End(RatedTable.Row row, int quantity, String state) {

    boolean isWhole() {
      return state.equals(POSTED) && quantity == row.line().quantity();
    }

    /** The way in which it ends, where that is written by event; else {@link #MIXED}. */
    String way() {
      return isWhole() || quantity == 0 ? state : MIXED;
    }

    /** Whether units that a lot covers go back into it. */
    boolean freesUnits() {
      return row.line().free() > quantity;
    }

    long micros() {
      var line = row.line();
      return isWhole() ? line.amountMicros() : line.microsOf(quantity);
    }
  }

  Holds(Connection connection, IdSource ids, Instant now) {
    this.connection = connection;
    this.ids = ids;
    this.now = now;
  }

  /** See {@link Ledger#settle}. */
  List<Settlement> settle(Collection<Settlement> settlements) throws SQLException {
    var byEvent = new HashMap<Long, Settlement>();
    settlements.forEach(settlement -> byEvent.put(settlement.eventId(), settlement));
    var ends = new ArrayList<End>();
    var waiting = new HashSet<Long>();
    var settled = new HashSet<Long>();
    for (var row : RatedTable.lock(connection, byEvent.keySet(), "HELD")) {
      var quantity = byEvent.get(row.eventId()).of(row.line().rule().on());
      if (quantity == Settlement.OPEN) {
        waiting.add(row.eventId());
      } else {
        ends.add(end(row, quantity));
        settled.add(row.eventId());
      }
    }
    write(ends, waiting);
    return settlements.stream()
        .filter(settlement -> !settled.contains(settlement.eventId()))
        .toList();
  }

  private static End end(RatedTable.Row row, int quantity) {
    var line = row.line();
    if (quantity > line.quantity()) {
      throw new BillingException.Invalid(
          "Event %d holds %d units on level %d, so %d cannot be charged"
              .formatted(row.eventId(), line.quantity(), line.level(), quantity));
    }
    return new End(row, quantity, quantity == 0 ? "RELEASED" : POSTED);
  }

  /** See {@link Ledger#expire}. */
  List<Long> expire(int limit, Ledger.Reached reached) throws SQLException {
    var rows = RatedTable.lockExpired(connection, now, limit);
    var posts = new LinkedHashSet<Long>();
    rows.stream().filter(Holds::posts).forEach(row -> posts.add(row.eventId()));
    var units = posts.isEmpty() ? Map.<Long, Integer>of() : reached.of(connection, posts);
    var ends = new ArrayList<End>();
    var expired = new LinkedHashSet<Long>();
    for (var row : rows) {
      var all = row.line().quantity();
      var quantity = posts(row) ? Math.min(all, units.getOrDefault(row.eventId(), all)) : 0;
      ends.add(new End(row, quantity, quantity == 0 ? "EXPIRED" : POSTED));
      expired.add(row.eventId());
    }
    write(ends, Set.of());
    return List.copyOf(expired);
  }

  private static boolean posts(RatedTable.Row row) {
    return row.line().rule().onTimeout() == BillRule.OnTimeout.POST;
  }

  private void write(List<End> ends, Set<Long> waiting) throws SQLException {
    if (ends.isEmpty()) {
      return;
    }
    var posting = new Posting(ids.next(1), now);
    var wallets =
        ends.stream().anyMatch(End::freesUnits)
            ? LockedWallets.lock(connection, buyers(ends), now)
            : LockedWallets.unlocked(connection, buyers(ends), now);
    var backs = new ArrayList<FreeUnits.Back>();
    var ways = new HashMap<Long, String>();
    waiting.forEach(eventId -> ways.put(eventId, MIXED));
    for (var end : ends) {
      var line = end.row.line();
      var micros = end.micros();
      if (line.hasWallet()) {
        var wallet = LockedWallets.Key.of(line);
        wallets.change(wallet, -micros, -line.amountMicros());
        wallets.unspend(wallet, end.row.spentDay(), line.amountMicros() - micros);
      }
      if (end.freesUnits()) {
        backs.add(new FreeUnits.Back(end.row.eventId(), line.level(), end.quantity));
      }
      posting.add(end.row.eventId(), line, micros, Math.max(0, end.quantity - line.free()));
      ways.merge(end.row.eventId(), end.way(), (one, other) -> one.equals(other) ? one : MIXED);
    }
    write(ends, ways, posting.id());
    posting.write(connection, ids, Transfer.Kind.CHARGE, wallets, "");
    FreeUnits.giveBack(connection, backs);
    wallets.write(connection);
  }

  private void write(List<End> ends, Map<Long, String> ways, long postingId) throws SQLException {
    var byWay = new HashMap<String, Set<Long>>();
    var single = new ArrayList<RatedTable.Change>();
    for (var end : ends) {
      var way = ways.get(end.row.eventId());
      if (way.equals(MIXED)) {
        single.add(new RatedTable.Change(end.row, end.state, end.quantity, end.micros()));
      } else {
        byWay.computeIfAbsent(way, none -> new LinkedHashSet<>()).add(end.row.eventId());
      }
    }
    for (var way : byWay.entrySet()) {
      if (way.getKey().equals(POSTED)) {
        RatedTable.post(connection, way.getValue(), postingId);
      } else {
        RatedTable.release(connection, way.getValue(), postingId, way.getKey());
      }
    }
    RatedTable.change(connection, single, postingId);
  }

  private static Set<Long> buyers(List<End> ends) {
    var buyers = new HashSet<Long>();
    for (var end : ends) {
      if (end.row.line().hasWallet()) {
        buyers.add(end.row.line().buyerId());
      }
    }
    return buyers;
  }
}
