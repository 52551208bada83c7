package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends holds, line by line, each once: the line leaves its slip and is written to {@code rated} as
 * it ended.
 */
final class Holds {

  private static final String POSTED = "POSTED";

  private final Connection connection;
  private final IdSource ids;
  private final Instant now;

  private List<Slip> slips = List.of();
  private final List<End> ends = new ArrayList<>();
  private final Set<Long> gone = new LinkedHashSet<>();
  private final Map<Long, List<Slip.Line>> left = new HashMap<>();

  /** A line that ends, with the units charged and the state it ends in. */
  private record End(long eventId, Slip.Line held, int quantity, String state) {

    RatedLine line() {
      return held.line();
    }

    /** Whether units that a lot covers go back into it. */
    boolean freesUnits() {
      return line().free() > quantity;
    }

    long micros() {
      var all = state.equals(POSTED) && quantity == line().quantity();
      return all ? line().amountMicros() : line().microsOf(quantity);
    }
  }

  Holds(Connection connection, IdSource ids, Instant now) {
    this.connection = connection;
    this.ids = ids;
    this.now = now;
  }

  /** See {@link Ledger#settle}. */
  List<Settlement> settle(Collection<Settlement> settlements) throws SQLException {
    var byEvent = new LinkedHashMap<Long, Settlement>();
    settlements.forEach(settlement -> byEvent.put(settlement.eventId(), settlement));
    slips = HoldTable.lock(connection, byEvent.keySet());
    var nothing = new ArrayList<Settlement>();
    var held = HoldTable.held(slips, byEvent.keySet());
    for (var settlement : byEvent.values()) {
      var lines = held.getOrDefault(settlement.eventId(), List.of());
      if (!settle(settlement, lines)) {
        nothing.add(settlement);
      }
    }
    write();
    return nothing;
  }

  /** Whether it ends anything. */
  private boolean settle(Settlement settlement, List<Slip.Line> lines) {
    var waiting = new ArrayList<Slip.Line>();
    for (var held : lines) {
      var line = held.line();
      var quantity = settlement.of(line.rule().on());
      if (quantity == Settlement.OPEN) {
        waiting.add(held);
        continue;
      }
      if (quantity > line.quantity()) {
        throw new BillingException.Invalid(
            "Event %d holds %d units on level %d, so %d cannot be charged"
                .formatted(settlement.eventId(), line.quantity(), line.level(), quantity));
      }
      var state = quantity == 0 ? "RELEASED" : POSTED;
      ends.add(new End(settlement.eventId(), held, quantity, state));
    }
    if (waiting.isEmpty()) {
      gone.add(settlement.eventId());
    } else {
      left.put(settlement.eventId(), waiting);
    }
    return waiting.size() < lines.size();
  }

  /** See {@link Ledger#expire}. */
  List<Long> expire(int limit, Ledger.Reached reached) throws SQLException {
    slips = HoldTable.lockExpired(connection, now, limit);
    var ripe = new LinkedHashMap<Long, List<Slip.Line>>();
    var posts = new LinkedHashSet<Long>();
    for (var slip : slips) {
      for (var event : slip.events().entrySet()) {
        if (ripe.size() < limit) {
          ripe.put(event.getKey(), event.getValue());
          if (event.getValue().stream().anyMatch(Holds::posts)) {
            posts.add(event.getKey());
          }
        }
      }
    }
    var units = posts.isEmpty() ? Map.<Long, Integer>of() : reached.of(connection, posts);
    ripe.forEach(
        (id, lines) -> {
          for (var held : lines) {
            var all = held.line().quantity();
            var quantity = posts(held) ? Math.min(all, units.getOrDefault(id, all)) : 0;
            ends.add(new End(id, held, quantity, quantity == 0 ? "EXPIRED" : POSTED));
          }
          gone.add(id);
        });
    write();
    return List.copyOf(gone);
  }

  private static boolean posts(Slip.Line held) {
    return held.line().rule().onTimeout() == BillRule.OnTimeout.POST;
  }

  private void write() throws SQLException {
    if (ends.isEmpty()) {
      return;
    }
    var posting = new Posting(ids.next(1), now);
    var wallets =
        ends.stream().anyMatch(End::freesUnits)
            ? LockedWallets.lock(connection, buyers(), now)
            : LockedWallets.unlocked(connection, buyers(), now);
    var backs = new ArrayList<FreeUnits.Back>();
    var rows = new ArrayList<RatedTable.Ended>();
    for (var end : ends) {
      var line = end.line();
      var micros = end.micros();
      var spentDay = end.held.spentDay();
      if (line.hasWallet()) {
        var wallet = LockedWallets.Key.of(line);
        wallets.change(wallet, -micros, -line.amountMicros());
        wallets.unspend(wallet, spentDay, line.amountMicros() - micros);
      }
      if (end.freesUnits()) {
        backs.add(new FreeUnits.Back(end.eventId, line.level(), end.quantity));
      }
      posting.add(end.eventId, line, micros, Math.max(0, end.quantity - line.free()));
      rows.add(
          new RatedTable.Ended(
              end.eventId, line, end.state, end.quantity, micros, posting.id(), spentDay));
    }
    RatedTable.insert(connection, rows);
    HoldTable.write(connection, changed());
    posting.write(connection, ids, Transfer.Kind.CHARGE, wallets, "");
    FreeUnits.giveBack(connection, backs);
    wallets.write(connection);
  }

  /** The slips that something has left, without it. */
  private List<Slip> changed() {
    var changed = new ArrayList<Slip>();
    for (var slip : slips) {
      var after = slip.with(gone, left);
      if (!after.equals(slip)) {
        changed.add(after);
      }
    }
    return changed;
  }

  private Set<Long> buyers() {
    var buyers = new HashSet<Long>();
    for (var end : ends) {
      if (end.line().hasWallet()) {
        buyers.add(end.line().buyerId());
      }
    }
    return buyers;
  }
}
