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
import java.util.function.Consumer;

/**
 * Moves money. Stateless and thread-safe; every call joins the transaction of its connection.
 *
 * <p>All calls are set-based: a batch of up to {@value #BATCH_MAX} events takes the same few
 * statements as one event. Locks are taken in the order rated rows, wallets, each along its primary
 * key, so batches wait for each other but not in a circle. When a call throws, the caller rolls
 * back.
 */
public final class Ledger {

  /** Most events that one call takes. */
  public static final int BATCH_MAX = 5_000;

  private static final long HELD = 0;

  private final IdSource ids;

  public Ledger(IdSource ids) {
    this.ids = ids;
  }

  /**
   * Charges events at once, each on all of its edges or not at all. Events take money in their
   * order: a later, cheaper one may still fit where an earlier one did not.
   *
   * @return the events that were refused; the others are charged
   * @throws BillingException.Conflict when an event was held or charged before
   */
  public Set<Refusal> charge(Connection connection, Collection<RatedEvent> events, Instant now)
      throws SQLException {
    return charge(connection, events, now, covered -> {});
  }

  /** As the other, and tells the events that free units cover, with what is left to pay. */
  public Set<Refusal> charge(
      Connection connection,
      Collection<RatedEvent> events,
      Instant now,
      Consumer<RatedEvent> covered)
      throws SQLException {
    return take(connection, events, new Posting(ids.next(1), now), null, false, covered);
  }

  /**
   * Reserves what the events cost until {@link #settle} or {@link #expire}. The rated row is the
   * hold. Refuses as {@link #charge} does.
   *
   * @param expiresAt when {@link #expire} may release it; whole milliseconds are kept
   */
  public Set<Refusal> hold(
      Connection connection, Collection<RatedEvent> events, Instant now, Instant expiresAt)
      throws SQLException {
    return hold(connection, events, now, expiresAt, covered -> {});
  }

  /** As the other, and tells the events that free units cover, with what is left to pay. */
  public Set<Refusal> hold(
      Connection connection,
      Collection<RatedEvent> events,
      Instant now,
      Instant expiresAt,
      Consumer<RatedEvent> covered)
      throws SQLException {
    if (!expiresAt.isAfter(now)) {
      throw new BillingException.Invalid(
          "A hold made at " + now + " cannot expire at " + expiresAt);
    }
    return take(connection, events, new Posting(HELD, now), expiresAt, false, covered);
  }

  private Set<Refusal> take(
      Connection connection,
      Collection<RatedEvent> events,
      Posting posting,
      Instant expiresAt,
      boolean belowTheLine,
      Consumer<RatedEvent> covered)
      throws SQLException {
    requireBatch(events, RatedEvent::eventId);
    if (events.isEmpty()) {
      return Set.of();
    }
    var wallets = LockedWallets.lock(connection, buyers(events), posting.at());
    var free = FreeUnits.lock(connection, wallets, posting.at());
    var refusals = new LinkedHashSet<Refusal>();
    var accepted = new ArrayList<RatedEvent>(events.size());
    for (var rated : events) {
      var event = free.cover(rated);
      var refusal = wallets.refusal(event, belowTheLine);
      if (refusal.isPresent()) {
        refusals.add(refusal.get());
      } else {
        accepted.add(event);
        if (event != rated) {
          free.take(event);
          covered.accept(event);
        }
        add(event, posting, wallets, belowTheLine);
      }
    }
    if (!accepted.isEmpty()) {
      RatedTable.insert(
          connection,
          accepted,
          posting.id(),
          expiresAt,
          belowTheLine ? line -> 0 : wallets::spentDay);
      if (posting.id() != HELD) {
        posting.write(connection, ids, Transfer.Kind.CHARGE, wallets, "");
      }
      free.write(connection);
      wallets.write(connection);
    }
    return refusals;
  }

  /**
   * Charges events whether the money is there or not: what is rented already and cannot be taken
   * back (billing.md §3.1). A wallet may end below its line, and no limit of the day counts it.
   *
   * @return the events whose buyer has no wallet
   */
  public Set<Refusal> chargeAnyway(
      Connection connection, Collection<RatedEvent> events, Instant now) throws SQLException {
    return take(connection, events, new Posting(ids.next(1), now), null, true, covered -> {});
  }

  private static void add(
      RatedEvent event, Posting posting, LockedWallets wallets, boolean belowTheLine) {
    var held = posting.id() == HELD;
    for (var line : event.lines()) {
      var micros = line.amountMicros();
      if (line.hasWallet()) {
        wallets.change(LockedWallets.Key.of(line), held ? 0 : -micros, held ? micros : 0);
        if (!belowTheLine) {
          wallets.spend(line);
        }
      }
      posting.add(event.eventId(), line, micros, line.quantity());
    }
  }

  /**
   * Ends holds, each once: charges the settlement's quantity on every edge and frees the rest.
   *
   * @return the settlements that changed nothing, because nothing is held for their event (any
   *     more)
   * @throws BillingException.Invalid when more is to be charged than is held
   */
  public List<Settlement> settle(
      Connection connection, Collection<Settlement> settlements, Instant now) throws SQLException {
    requireBatch(settlements, Settlement::eventId);
    var quantities = new HashMap<Long, Integer>();
    settlements.forEach(settlement -> quantities.put(settlement.eventId(), settlement.quantity()));
    var rows = RatedTable.lock(connection, quantities.keySet(), "HELD");
    resolve(connection, rows, quantities, now, false);
    var settled = new HashSet<Long>();
    rows.forEach(row -> settled.add(row.eventId()));
    return settlements.stream()
        .filter(settlement -> !settled.contains(settlement.eventId()))
        .toList();
  }

  /**
   * Releases holds that have run out. Several sweepers may run; each takes what no other holds.
   *
   * @param limit most events at once, 1 to {@value #BATCH_MAX}
   * @return the released events
   */
  public List<Long> expire(Connection connection, Instant now, int limit) throws SQLException {
    if (limit < 1 || limit > BATCH_MAX) {
      throw new BillingException.Invalid(
          "A sweep takes 1 to " + BATCH_MAX + " events, not " + limit);
    }
    var expired = RatedTable.lockExpired(connection, now, limit);
    var quantities = new HashMap<Long, Integer>();
    expired.forEach(eventId -> quantities.put(eventId, 0));
    resolve(connection, RatedTable.lock(connection, expired, "HELD"), quantities, now, true);
    return expired;
  }

  private void resolve(
      Connection connection,
      List<RatedTable.Row> rows,
      Map<Long, Integer> quantities,
      Instant now,
      boolean expired)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    var posting = new Posting(ids.next(1), now);
    var wallets =
        rows.stream().anyMatch(row -> row.line().free() > quantities.get(row.eventId()))
            ? LockedWallets.lock(connection, buyersOf(rows), now)
            : LockedWallets.unlocked(connection, buyersOf(rows), now);
    var whole = new LinkedHashSet<Long>();
    var released = new LinkedHashSet<Long>();
    var parts = new ArrayList<RatedTable.Row>();
    var backs = new ArrayList<FreeUnits.Back>();
    for (var row : rows) {
      var line = row.line();
      var quantity = quantities.get(row.eventId());
      if (quantity > line.quantity()) {
        throw new BillingException.Invalid(
            "Event %d holds %d units on level %d, so %d cannot be charged"
                .formatted(row.eventId(), line.quantity(), line.level(), quantity));
      }
      var micros = line.amountMicros();
      if (quantity == 0) {
        released.add(row.eventId());
        micros = 0;
      } else if (quantity == line.quantity()) {
        whole.add(row.eventId());
      } else {
        parts.add(new RatedTable.Row(row.eventId(), line, quantity, row.spentDay()));
        micros = line.microsOf(quantity);
      }
      if (line.free() > quantity) {
        backs.add(new FreeUnits.Back(row.eventId(), line.level(), quantity));
      }
      if (line.hasWallet()) {
        var wallet = LockedWallets.Key.of(line);
        wallets.change(wallet, -micros, -line.amountMicros());
        wallets.unspend(wallet, row.spentDay(), line.amountMicros() - micros);
      }
      posting.add(row.eventId(), line, micros, quantity);
    }
    RatedTable.post(connection, whole, posting.id());
    RatedTable.release(connection, released, posting.id(), expired);
    RatedTable.postParts(connection, parts, posting.id());
    posting.write(connection, ids, Transfer.Kind.CHARGE, wallets, "");
    FreeUnits.giveBack(connection, backs);
    wallets.write(connection);
  }

  /**
   * Gives back what events were charged, on every edge and to the millionth, and the free units
   * that they used. The charge itself stays as it is. An event can be refunded once.
   *
   * @param reference why, as the statement shows it
   * @return the events that changed nothing: never charged, only held, released, or refunded before
   */
  public Set<Long> refund(
      Connection connection, Collection<Long> eventIds, String reference, Instant now)
      throws SQLException {
    requireBatch(eventIds, id -> id);
    Funds.requireReference(reference);
    var refused = new LinkedHashSet<>(eventIds);
    var rows = RatedTable.lock(connection, eventIds, "POSTED");
    var before = Refunds.alreadyRefunded(connection, eventIds);
    rows.removeIf(row -> before.contains(row.eventId()));
    if (rows.isEmpty()) {
      return refused;
    }
    var posting = new Posting(ids.next(1), now);
    var wallets =
        rows.stream().anyMatch(row -> row.line().free() > 0)
            ? LockedWallets.lock(connection, buyersOf(rows), now)
            : LockedWallets.unlocked(connection, buyersOf(rows), now);
    var refunded = new LinkedHashSet<Long>();
    var backs = new ArrayList<FreeUnits.Back>();
    for (var row : rows) {
      var line = row.line();
      refunded.add(row.eventId());
      if (line.hasWallet()) {
        wallets.change(LockedWallets.Key.of(line), line.amountMicros(), 0);
        wallets.unspend(LockedWallets.Key.of(line), row.spentDay(), line.amountMicros());
      }
      if (line.free() > 0) {
        backs.add(new FreeUnits.Back(row.eventId(), line.level(), 0));
      }
      posting.add(row.eventId(), line, line.amountMicros(), row.posted());
    }
    Refunds.insert(connection, refunded, posting.id());
    posting.write(connection, ids, Transfer.Kind.REFUND, wallets, reference);
    FreeUnits.giveBack(connection, backs);
    wallets.write(connection);
    refused.removeAll(refunded);
    return refused;
  }

  /**
   * Credits a wallet with money that the buyer brought.
   *
   * @param key names this payment among all of the buyer's; a repeat with the same content changes
   *     nothing and returns the same
   * @param reference as the statement shows it: the payment's number
   * @return the posting's id
   * @throws BillingException.Conflict when the key was used with other content
   * @throws BillingException.Unknown when the buyer has no wallet there in that currency
   */
  public long topUp(
      Connection connection,
      long buyer,
      long seller,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return new Funds(connection, ids, key, reference, now).topUp(buyer, seller, amount);
  }

  /**
   * Takes a top-up back, as a whole or in part: a refund, a chargeback, a bank's reversal. The
   * wallet may end below its line. Repeats as in {@link #topUp}.
   *
   * @param original the posting of the top-up
   * @return the posting's id
   * @throws BillingException.Unknown when that posting is no top-up of this wallet
   * @throws BillingException.Invalid when more would go back than came
   */
  public long takeBack(
      Connection connection,
      long buyer,
      long seller,
      long original,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return new Funds(connection, ids, key, reference, now)
        .takeBack(buyer, seller, original, amount);
  }

  /**
   * Moves money that the seller really has, from its own wallet into its buyer's. What the seller
   * could only borrow cannot be moved on. Repeats as in {@link #topUp}.
   *
   * @param sellersSeller whose wallet of the seller pays
   * @return the posting's id
   * @throws BillingException.NoMoney when balance − held of the seller is smaller
   */
  public long allocate(
      Connection connection,
      long buyer,
      long seller,
      long sellersSeller,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return new Funds(connection, ids, key, reference, now)
        .allocate(buyer, seller, sellersSeller, amount);
  }

  /**
   * Gives money back to the buyer that the seller had earned: a credit note that a person wrote.
   * Repeats as in {@link #topUp}.
   *
   * @return the posting's id
   */
  public long credit(
      Connection connection,
      long buyer,
      long seller,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return new Funds(connection, ids, key, reference, now).credit(buyer, seller, amount);
  }

  /**
   * Sets how far below zero the buyer's purchases may take the wallet. Moves no money; a lower
   * limit may leave the wallet below its line. Repeats as in {@link #topUp}.
   *
   * @param limit 0 or more
   */
  public void setCreditLimit(
      Connection connection, long buyer, long seller, Money limit, String key, Instant now)
      throws SQLException {
    new Funds(connection, ids, key, "", now).setCreditLimit(buyer, seller, limit);
  }

  private static Collection<Long> buyers(Collection<RatedEvent> events) {
    var buyers = new HashSet<Long>();
    for (var event : events) {
      for (var line : event.lines()) {
        if (line.hasWallet()) {
          buyers.add(line.buyerId());
        }
      }
    }
    return buyers;
  }

  private static Collection<Long> buyersOf(List<RatedTable.Row> rows) {
    var buyers = new HashSet<Long>();
    for (var row : rows) {
      if (row.line().hasWallet()) {
        buyers.add(row.line().buyerId());
      }
    }
    return buyers;
  }

  private static <T> void requireBatch(
      Collection<T> items, java.util.function.ToLongFunction<T> id) {
    if (items.size() > BATCH_MAX) {
      throw new BillingException.Invalid(
          "A batch has at most " + BATCH_MAX + " events, not " + items.size());
    }
    var seen = new HashSet<Long>();
    for (var item : items) {
      if (!seen.add(id.applyAsLong(item))) {
        throw new BillingException.Invalid(
            "Event " + id.applyAsLong(item) + " comes twice in one batch");
      }
    }
  }
}
