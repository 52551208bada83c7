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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A batch of events that takes money from wallets: they are locked and read once, charged and held
 * in memory step by step, and all of it is written by {@link #close}. A {@link #late} one takes
 * them as they were seen last, or reads them without a lock, and locks them when it writes, or when
 * it has to refuse. Joins the transaction of its connection; not thread-safe.
 *
 * <p>Events take money in their order: a later, cheaper one may still fit where an earlier one did
 * not. A step after which {@link #close} is not called has done nothing.
 */
public final class Till {

  private static final long HELD = 0;

  private final Connection connection;
  private final IdSource ids;
  private final Instant now;
  private final BooleanSupplier stillTrue;
  private final SeenWallets seenWallets;
  private LockedWallets wallets;
  private final FreeUnits free;
  private final Posting charges;
  private final List<RatedTable.Ended> taken = new ArrayList<>();
  private final Map<Instant, Map<Long, List<Slip.Line>>> held = new TreeMap<>();
  private final Set<Long> seen = new HashSet<>();
  private boolean isNew;

  private Till(
      Connection connection,
      IdSource ids,
      LockedWallets wallets,
      Instant now,
      BooleanSupplier stillTrue,
      SeenWallets seenWallets)
      throws SQLException {
    this.connection = connection;
    this.ids = ids;
    this.now = now;
    this.wallets = wallets;
    this.stillTrue = stillTrue;
    this.seenWallets = seenWallets;
    this.free = FreeUnits.lock(connection, wallets, now);
    this.charges = new Posting(ids.next(1), now);
  }

  /** See {@link Ledger#open}. */
  static Till locked(
      Connection connection, IdSource ids, SeenWallets seen, Collection<Long> buyers, Instant now)
      throws SQLException {
    var wallets = LockedWallets.lock(connection, Set.copyOf(buyers), now);
    return new Till(connection, ids, wallets, now, () -> true, seen);
  }

  /** See {@link Ledger#openLate}. */
  static Till late(
      Connection connection,
      IdSource ids,
      SeenWallets seen,
      Collection<Long> buyers,
      Instant now,
      BooleanSupplier stillTrue)
      throws SQLException {
    var some = Set.copyOf(buyers);
    var before = seen.of(some);
    if (before.isPresent()) {
      return new Till(connection, ids, before.get(), now, stillTrue, seen);
    }
    var read = LockedWallets.unlocked(connection, some, now);
    if (read.isPlain()) {
      return new Till(connection, ids, read, now, stillTrue, seen);
    }
    var locked = LockedWallets.lock(connection, some, now);
    var till = new Till(connection, ids, locked, now, stillTrue, seen);
    till.requireStillTrue();
    return till;
  }

  /**
   * Leaves out the look for what was held or charged before: of callers whose events are new, or
   * have rows of their own that refuse an event which comes again.
   */
  public Till ofNewEvents() {
    isNew = true;
    return this;
  }

  /** The posting that charges, when it is closed. */
  long postingId() {
    return charges.id();
  }

  /** Locks the wallets, if that is still to be done. */
  private void lock() throws SQLException {
    if (wallets.isLocked()) {
      return;
    }
    try {
      wallets = wallets.locked(connection, now);
    } catch (BillingException.Overtaken overtaken) {
      seenWallets.forget(wallets.buyers());
      throw overtaken;
    }
    requireStillTrue();
  }

  private void requireStillTrue() {
    if (!stillTrue.getAsBoolean()) {
      throw new BillingException.Overtaken("Who sells to whom has changed meanwhile");
    }
  }

  /**
   * See {@link Ledger#charge}.
   *
   * @param covered is told the events that free units cover, with what is left to pay
   * @return the events that were refused; the others are charged when the till is closed
   */
  public Set<Refusal> charge(Collection<RatedEvent> events, Consumer<RatedEvent> covered)
      throws SQLException {
    return take(events, charges.id(), null, false, covered);
  }

  /** See {@link Ledger#chargeAnyway}. */
  Set<Refusal> chargeAnyway(Collection<RatedEvent> events) throws SQLException {
    return take(events, charges.id(), null, true, event -> {});
  }

  /**
   * See {@link Ledger#hold}.
   *
   * @param expiresAt when {@link Ledger#expire} may release it; whole milliseconds are kept
   * @param covered is told the events that free units cover, with what is left to pay
   */
  public Set<Refusal> hold(
      Collection<RatedEvent> events, Instant expiresAt, Consumer<RatedEvent> covered)
      throws SQLException {
    if (!expiresAt.isAfter(now)) {
      throw new BillingException.Invalid(
          "A hold made at " + now + " cannot expire at " + expiresAt);
    }
    return take(events, HELD, expiresAt, false, covered);
  }

  private Set<Refusal> take(
      Collection<RatedEvent> events,
      long posting,
      Instant expiresAt,
      boolean belowTheLine,
      Consumer<RatedEvent> covered)
      throws SQLException {
    Ledger.requireBatch(events, RatedEvent::eventId);
    var refusals = new LinkedHashSet<Refusal>();
    for (var rated : events) {
      var event = free.cover(rated);
      var refusal = refusal(event, belowTheLine);
      if (refusal.isPresent()) {
        refusals.add(refusal.get());
        continue;
      }
      if (event != rated) {
        free.take(event);
        covered.accept(event);
      }
      add(event, posting, expiresAt, belowTheLine);
    }
    return refusals;
  }

  /** Nobody is refused but by a locked wallet. */
  private Optional<Refusal> refusal(RatedEvent event, boolean belowTheLine) throws SQLException {
    var refusal = wallets.refusal(event, belowTheLine);
    if (refusal.isPresent() && !wallets.isLocked()) {
      lock();
      return wallets.refusal(event, belowTheLine);
    }
    return refusal;
  }

  private void add(RatedEvent event, long posting, Instant expiresAt, boolean belowTheLine) {
    if (!seen.add(event.eventId())) {
      throw new BillingException.Conflict("Event " + event.eventId() + " comes twice in one batch");
    }
    var isHeld = posting == HELD;
    var lines = new ArrayList<Slip.Line>();
    for (var line : event.lines()) {
      var micros = line.amountMicros();
      var spentDay = 0;
      if (line.hasWallet()) {
        wallets.change(LockedWallets.Key.of(line), isHeld ? 0 : -micros, isHeld ? micros : 0);
        if (!belowTheLine) {
          wallets.spend(line);
          spentDay = wallets.spentDay(line);
        }
      }
      if (isHeld) {
        lines.add(new Slip.Line(line, spentDay));
      } else {
        var units = line.quantity();
        charges.add(event.eventId(), line, micros, units - line.free());
        taken.add(
            new RatedTable.Ended(
                event.eventId(), line, "POSTED", units, micros, posting, spentDay));
      }
    }
    if (isHeld) {
      held.computeIfAbsent(expiresAt, none -> new HashMap<>()).put(event.eventId(), lines);
    }
  }

  /**
   * Writes what was taken.
   *
   * @throws BillingException.Conflict when an event was held or charged before
   * @throws BillingException.Overtaken when the wallets were not locked and others were quicker
   */
  public void close() throws SQLException {
    close("");
  }

  /** The same; the transfers say what they are for. */
  void close(String reference) throws SQLException {
    if (taken.isEmpty() && held.isEmpty()) {
      return;
    }
    if (!isNew) {
      requireNew();
    }
    if (!taken.isEmpty()) {
      RatedTable.insert(connection, taken);
      charges.write(connection, ids, Transfer.Kind.CHARGE, wallets, reference);
    }
    for (var some : held.entrySet()) {
      HoldTable.insert(connection, Slip.of(some.getValue(), some.getKey()));
    }
    free.write(connection);
    lock();
    wallets.write(connection);
    seenWallets.keep(wallets);
    taken.clear();
    held.clear();
    seen.clear();
  }

  /** A charge of what was charged before its own key refuses; a hold has no key for each event. */
  private void requireNew() throws SQLException {
    var holding = new HashSet<Long>();
    held.values().forEach(some -> holding.addAll(some.keySet()));
    var all = new HashSet<>(holding);
    taken.forEach(line -> all.add(line.eventId()));
    var before = HoldTable.held(HoldTable.around(connection, all), all).keySet();
    if (before.isEmpty() && RatedTable.hasBetween(connection, holding)) {
      before = RatedTable.present(connection, holding, " LIMIT 1");
    }
    if (!before.isEmpty()) {
      throw new BillingException.Conflict(
          "Event " + before.iterator().next() + " was held or charged before");
    }
  }
}
