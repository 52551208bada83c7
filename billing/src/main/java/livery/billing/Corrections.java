package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What becomes known after a hold has ended. It is booked now, in the month that is open, at the
 * price of then, and names the month that it belongs to: what is closed is never rated again. One
 * posting for each such month.
 */
final class Corrections {

  private static final String LATE = "late receipt";

  private final Connection connection;
  private final IdSource ids;
  private final ZoneId zone;
  private final Instant now;
  private final Map<Integer, Posting> postings = new TreeMap<>();

  Corrections(Connection connection, IdSource ids, ZoneId zone, Instant now) {
    this.connection = connection;
    this.ids = ids;
    this.zone = zone;
    this.now = now;
  }

  /** See {@link Ledger#late}. */
  Set<Long> late(Collection<Ledger.Late> late) throws SQLException {
    var byEvent = new HashMap<Long, Ledger.Late>();
    late.forEach(one -> byEvent.put(one.eventId(), one));
    var charges = new ArrayList<RatedTable.Row>();
    var parts = new ArrayList<Ledger.Return>();
    var rows = RatedTable.lockEnded(connection, byEvent.keySet());
    var refunded = Refunds.alreadyRefunded(connection, byEvent.keySet());
    rows.removeIf(row -> refunded.contains(row.eventId()));
    for (var row : rows) {
      var line = row.line();
      var told = byEvent.get(row.eventId());
      if (line.rule().on() != BillRule.On.DELIVERED) {
        continue;
      }
      if (told.delivered() > line.quantity()) {
        throw new BillingException.Invalid(
            "Event %d has %d units, so %d cannot have arrived"
                .formatted(row.eventId(), line.quantity(), told.delivered()));
      }
      var micros = line.microsOf(told.delivered());
      if (row.state().equals("EXPIRED") && told.delivered() > 0) {
        charges.add(row);
      } else if (row.state().equals("POSTED") && told.delivered() < row.posted()) {
        parts.add(
            new Ledger.Return(
                row.eventId(),
                line.level(),
                row.posted() - told.delivered(),
                line.amountMicros() - micros,
                told.since()));
      }
    }
    var changed = new LinkedHashSet<Long>();
    charge(charges, byEvent, changed);
    postings.clear();
    changed.addAll(giveBack(parts, LATE));
    return changed;
  }

  /** Charges what ran out and arrived: from free units first, as at the counter. */
  private void charge(
      List<RatedTable.Row> charges, Map<Long, Ledger.Late> byEvent, Set<Long> changed)
      throws SQLException {
    var wallets = wallets(charges);
    var hasLots = !wallets.withLots().isEmpty();
    if (hasLots) {
      wallets = LockedWallets.lock(connection, buyers(charges), now);
    }
    var units = FreeUnits.lock(connection, wallets, now);
    var byPosting = new HashMap<Long, List<RatedTable.Change>>();
    for (var row : charges) {
      var told = byEvent.get(row.eventId());
      var line = units.cover(row.line(), told.delivered());
      var micros = line.microsOf(told.delivered());
      units.take(row.eventId(), line);
      if (line.hasWallet()) {
        wallets.change(LockedWallets.Key.of(line), -micros, 0);
      }
      var posting = posting(told.since());
      posting.add(row.eventId(), line, micros, Math.max(0, told.delivered() - line.free()));
      byPosting
          .computeIfAbsent(posting.id(), none -> new ArrayList<>())
          .add(new RatedTable.Change(row.eventId(), line, "POSTED", told.delivered(), micros));
      changed.add(row.eventId());
    }
    units.write(connection);
    for (var entry : byPosting.entrySet()) {
      RatedTable.change(connection, entry.getValue(), entry.getKey());
    }
    write(Transfer.Kind.CHARGE, wallets, LATE);
  }

  /** See {@link Ledger#giveBack}. */
  Set<Long> giveBack(List<Ledger.Return> parts, String reference) throws SQLException {
    if (parts.isEmpty()) {
      return Set.of();
    }
    var wanted = new HashMap<Refunds.Level, Ledger.Return>();
    parts.forEach(one -> wanted.put(new Refunds.Level(one.eventId(), one.level()), one));
    var rows = returnable(wanted);
    var backs = backs(rows, wanted);
    var wallets =
        backs.isEmpty() ? wallets(rows) : LockedWallets.lock(connection, buyers(rows), now);
    var changed = new LinkedHashSet<Long>();
    var byPosting = new HashMap<Long, List<Ledger.Return>>();
    for (var row : rows) {
      var line = row.line();
      var one = wanted.get(new Refunds.Level(row.eventId(), line.level()));
      if (one.micros() > line.amountMicros() || one.quantity() > row.posted()) {
        throw new BillingException.Invalid(
            "Event %d was charged %s on level %d, so %d millionths cannot be given back"
                .formatted(row.eventId(), line.amount(), line.level(), one.micros()));
      }
      if (one.micros() == 0 && (one.quantity() == 0 || !line.hasWallet())) {
        continue;
      }
      if (line.hasWallet()) {
        wallets.change(LockedWallets.Key.of(line), one.micros(), 0);
      }
      var posting = posting(one.since());
      var paid = row.posted() - line.free();
      posting.add(row.eventId(), line, one.micros(), Math.min(one.quantity(), paid));
      byPosting.computeIfAbsent(posting.id(), none -> new ArrayList<>()).add(one);
      changed.add(row.eventId());
    }
    for (var entry : byPosting.entrySet()) {
      Refunds.insertReturns(connection, entry.getValue(), entry.getKey());
    }
    FreeUnits.giveBack(connection, backs);
    write(Transfer.Kind.RETURN, wallets, reference);
    return changed;
  }

  /** What is free is used first: units come back when more is given back than was paid for. */
  private static List<FreeUnits.Back> backs(
      List<RatedTable.Row> rows, Map<Refunds.Level, Ledger.Return> wanted) {
    var backs = new ArrayList<FreeUnits.Back>();
    for (var row : rows) {
      var level = row.line().level();
      var keep = row.posted() - wanted.get(new Refunds.Level(row.eventId(), level)).quantity();
      if (row.line().free() > keep) {
        backs.add(new FreeUnits.Back(row.eventId(), level, keep));
      }
    }
    return backs;
  }

  /** The charged rows that are meant and of which nothing was given back. */
  private List<RatedTable.Row> returnable(Map<Refunds.Level, Ledger.Return> wanted)
      throws SQLException {
    var events = wanted.keySet().stream().map(Refunds.Level::eventId).distinct().toList();
    var rows = RatedTable.lockPosted(connection, events);
    var refunded = Refunds.alreadyRefunded(connection, events);
    var returned = Refunds.alreadyReturned(connection, events);
    rows.removeIf(
        row -> {
          var level = new Refunds.Level(row.eventId(), row.line().level());
          return !wanted.containsKey(level)
              || returned.contains(level)
              || refunded.contains(row.eventId());
        });
    return rows;
  }

  private LockedWallets wallets(List<RatedTable.Row> rows) throws SQLException {
    return LockedWallets.unlocked(connection, buyers(rows), now);
  }

  private static Set<Long> buyers(List<RatedTable.Row> rows) {
    var buyers = new HashSet<Long>();
    rows.stream()
        .filter(row -> row.line().hasWallet())
        .forEach(row -> buyers.add(row.line().buyerId()));
    return buyers;
  }

  private Posting posting(Instant since) {
    var then = month(since);
    return postings.computeIfAbsent(
        then == month(now) ? 0 : then, corrects -> new Posting(ids.next(1), now, corrects));
  }

  private int month(Instant at) {
    var day = LocalDate.ofInstant(at, zone);
    return day.getYear() * 100 + day.getMonthValue();
  }

  private void write(Transfer.Kind kind, LockedWallets wallets, String reference)
      throws SQLException {
    for (var posting : postings.values()) {
      posting.write(connection, ids, kind, wallets, reference);
    }
    wallets.write(connection);
  }
}
