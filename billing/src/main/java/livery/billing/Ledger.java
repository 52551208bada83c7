package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Moves money. Thread-safe; every call joins the transaction of its connection.
 *
 * <p>All calls are set-based: a batch of up to {@value #BATCH_MAX} events takes the same few
 * statements as one event. Locks are taken in the order holds, rated rows, wallets, each along its
 * primary key; what takes money locks wallets, and after them only rows that it has just written.
 * So batches wait for each other but not in a circle. When a call throws, the caller rolls back.
 */
public final class Ledger {

  /** Most events that one call takes. */
  public static final int BATCH_MAX = 5_000;

  private final IdSource ids;
  private final SeenWallets seen = new SeenWallets();

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
    if (events.isEmpty()) {
      return Set.of();
    }
    var till = open(connection, buyers(events), now);
    var refusals = till.charge(events, covered);
    till.close();
    return refusals;
  }

  /**
   * Reserves what the events cost until {@link #settle} or {@link #expire}. Refuses as {@link
   * #charge} does.
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
    if (events.isEmpty()) {
      return Set.of();
    }
    var till = open(connection, buyers(events), now);
    var refusals = till.hold(events, expiresAt, covered);
    till.close();
    return refusals;
  }

  /**
   * Begins a batch that is charged and held in several steps, with one look at the wallets and one
   * writing for all of them. Locks every wallet of these buyers.
   *
   * @param buyers all whose wallets the steps may need; a wallet of another is as if it did not
   *     exist
   */
  public Till open(Connection connection, Collection<Long> buyers, Instant now)
      throws SQLException {
    return Till.locked(connection, ids, seen, buyers, now);
  }

  /**
   * As {@link #open}, for long batches: the wallets are locked from {@link Till#close} on alone, or
   * from the first event that would be refused. Where others have taken the money meanwhile, or a
   * wallet has got a limit or free units, close throws {@link BillingException.Overtaken}, and the
   * batch begins anew with {@link #open}.
   *
   * @param stillTrue whether what the events were rated by holds, asked when the wallets are locked
   */
  public Till openLate(
      Connection connection, Collection<Long> buyers, Instant now, BooleanSupplier stillTrue)
      throws SQLException {
    return Till.late(connection, ids, seen, buyers, now, stillTrue);
  }

  /**
   * Charges events whether the money is there or not: what is rented already and cannot be taken
   * back (billing.md §3.1). A wallet may end below its line, and no limit of the day counts it.
   *
   * @return the events whose buyer has no wallet
   */
  public Set<Refusal> chargeAnyway(
      Connection connection, Collection<RatedEvent> events, Instant now) throws SQLException {
    if (events.isEmpty()) {
      return Set.of();
    }
    var till = open(connection, buyers(events), now);
    var refusals = till.chargeAnyway(events);
    till.close();
    return refusals;
  }

  /**
   * Ends holds, each once: charges on every edge the units that its {@link BillRule} asks for and
   * frees the rest. An edge that waits for what the settlement does not know stays held.
   *
   * @return the settlements that changed nothing, because nothing is held for their event (any
   *     more), or what is held waits for something else
   * @throws BillingException.Invalid when more is to be charged than is held
   */
  public List<Settlement> settle(
      Connection connection, Collection<Settlement> settlements, Instant now) throws SQLException {
    requireBatch(settlements, Settlement::eventId);
    return new Holds(connection, ids, now).settle(settlements);
  }

  /**
   * Ends holds that have run out as their edge's rule says: freed, or charged as a whole. Several
   * sweepers may run; each takes what no other holds.
   *
   * @param limit most events at once, 1 to {@value #BATCH_MAX}
   * @return the events
   */
  public List<Long> expire(Connection connection, Instant now, int limit) throws SQLException {
    return expire(connection, now, limit, (same, events) -> Map.of());
  }

  /** How many units of events may still be charged; called with the connection of the sweep. */
  @FunctionalInterface
  public interface Reached {
    Map<Long, Integer> of(Connection connection, Collection<Long> eventIds) throws SQLException;
  }

  /**
   * See above.
   *
   * @param reached units of the events that did not fail, where not all are to be charged: a part
   *     that the operator refused is not
   */
  public List<Long> expire(Connection connection, Instant now, int limit, Reached reached)
      throws SQLException {
    if (limit < 1 || limit > BATCH_MAX) {
      throw new BillingException.Invalid(
          "A sweep takes 1 to " + BATCH_MAX + " events, not " + limit);
    }
    return new Holds(connection, ids, now).expire(limit, reached);
  }

  /**
   * All receipts of an event, come after its hold had run out.
   *
   * @param delivered units that arrived
   * @param since when it was held: the month that a correction belongs to
   */
  public record Late(long eventId, int delivered, Instant since) {}

  /**
   * Books what receipts say after the time-out, on the edges that charge on delivery: charges what
   * was freed and has arrived after all, gives back what was charged and has not. In the open month
   * and at the price of then, with the month that it corrects; a closed month is not rated again.
   *
   * @param zone whose months are named
   * @return the events that changed; a repeat changes none
   */
  public Set<Long> late(Connection connection, Collection<Late> late, ZoneId zone, Instant now)
      throws SQLException {
    requireBatch(late, Late::eventId);
    return new Corrections(connection, ids, zone, now).late(late);
  }

  /**
   * A part of a charge on one edge.
   *
   * @param quantity units given back, 0 for a part of one
   * @param micros at most what was charged
   * @param since when it was charged: the month that it belongs to
   */
  public record Return(long eventId, int level, int quantity, long micros, Instant since) {}

  /**
   * Gives back parts of charges, of each edge of an event once. What was given back before, in part
   * or as a whole, or never charged, is left as it is.
   *
   * @param reference why, as the statement shows it
   * @return the events that changed
   * @throws BillingException.Invalid when more is to be given back than was charged
   */
  public Set<Long> giveBack(
      Connection connection, List<Return> parts, String reference, ZoneId zone, Instant now)
      throws SQLException {
    Funds.requireReference(reference);
    return new Corrections(connection, ids, zone, now).giveBack(parts, reference);
  }

  /**
   * Gives back what events were charged, on every edge and to the millionth, and the free units
   * that they used. The charge itself stays as it is. An event can be refunded once.
   *
   * @param reference why, as the statement shows it
   * @return the events that changed nothing: never charged, still held on an edge, released, or
   *     given back before, were it in part
   */
  public Set<Long> refund(
      Connection connection, Collection<Long> eventIds, String reference, Instant now)
      throws SQLException {
    requireBatch(eventIds, id -> id);
    Funds.requireReference(reference);
    var refused = new LinkedHashSet<>(eventIds);
    var slips = HoldTable.lock(connection, eventIds);
    var rows = RatedTable.lockPosted(connection, eventIds);
    var before = Refunds.alreadyRefunded(connection, eventIds);
    Refunds.alreadyReturned(connection, eventIds).forEach(level -> before.add(level.eventId()));
    before.addAll(HoldTable.held(slips, eventIds).keySet());
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
      posting.add(row.eventId(), line, line.amountMicros(), row.posted() - line.free());
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
   * @throws BillingException.Unknown when that posting is no top-up of this wallet, or an agent
   *     collected it
   * @throws BillingException.Invalid when more would go back than {@link TopUp#left} of it
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
      buyers.addAll(event.buyers());
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

  static <T> void requireBatch(Collection<T> items, java.util.function.ToLongFunction<T> id) {
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
