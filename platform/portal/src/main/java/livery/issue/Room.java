package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.EngineKey;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.books.Documented;
import livery.books.LedgerLines;
import livery.books.LedgerMoney;
import livery.books.Month;
import livery.books.Sold;
import livery.document.Credits;
import livery.document.Document;
import livery.document.Issuer;
import livery.paper.Kind;
import livery.store.Ids;
import livery.store.Store;

/**
 * What of an invoice a person may still credit: what no note has credited, less what the ledger has
 * given back since, which the next run's notes will say. Together they are never more than was
 * charged (billing.md §3.4, I10). What a person credits goes back to the wallet. Thread-safe.
 */
@ApplicationScoped
public class Room {

  private final Store store;
  private final Credits credits;
  private final Runs runs;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public Room(Store store, Credits credits, Runs runs, Ids ids, Clock clock) {
    this.store = store;
    this.credits = credits;
    this.runs = runs;
    this.ids = ids;
    this.clock = clock;
  }

  protected Room() {
    this(null, null, null, null, null);
  }

  /** Locks all invoices of the month of one, and takes off what was given back of it. */
  Credits.Locked of(Connection connection, Document invoice) throws SQLException {
    var edge = new Sold.Edge(invoice.sellerId(), invoice.buyerId(), invoice.currency());
    var all = credits.lockAll(connection, Invoices.key(Kind.INVOICE, edge, invoice.period()));
    if (all.stream().noneMatch(one -> one.invoice().id() == invoice.id())) {
      return credits.lock(connection, invoice.id(), "").orElseThrow();
    }
    var back = new Back(all);
    gather(connection, edge, invoice.period(), back);
    var part =
        back.parts().stream()
            .filter(one -> one.invoice().invoice().id() == invoice.id())
            .findFirst()
            .orElseThrow();
    return less(back, part);
  }

  private static Credits.Locked less(Back back, Back.Part part) {
    var locked = part.invoice();
    var ledger = new ArrayList<>(locked.leftLedger());
    for (var i = 0; i < ledger.size(); i++) {
      ledger.set(i, ledger.get(i).minus(part.ledger().get(i)));
    }
    return locked.with(part.isNothing() ? locked.left() : back.note(part).after(), ledger);
  }

  private void gather(Connection connection, Sold.Edge edge, int period, Back back)
      throws SQLException {
    var seller = edge.sellerId();
    var month = Month.of(period, runs.zone(), null);
    var now = clock.instant().plusSeconds(1);
    var own = runs.of(seller, period);
    var said = runs.lastDone(seller).map(Run::cutoff);
    var lines = new LedgerLines(store, List.of(seller), month.zone()).of(edge.buyerId());
    if (own.filter(Run::finished).isEmpty()) {
      over(connection, lines, edge, month, own.map(Run::cutoff).orElse(now), back);
    }
    if (own.isPresent()) {
      var since = said.filter(own.get().cutoff()::isBefore).orElse(own.get().cutoff());
      for (var late : lines.late(since, now, month.to())) {
        if (late.period() == period && late.sold().edge().equals(edge)) {
          back.refund(late.sold());
        }
      }
    }
    for (var one :
        new LedgerMoney(store, List.of(seller)).settlements(said.orElse(month.from()), now)) {
      if (one.period() == period && one.edge().equals(edge) && one.micros() > 0) {
        back.rebate(one);
      }
    }
  }

  /** What invoices within the month said and the month's own cannot take back. */
  private static void over(
      Connection connection,
      LedgerLines lines,
      Sold.Edge edge,
      Month month,
      Instant cutoff,
      Back back)
      throws SQLException {
    var documented = Documented.read(connection, edge.sellerId(), month);
    if (documented.says(edge)) {
      Optional.ofNullable(documented.rests(lines.sold(month.from(), month.to(), cutoff)).get(edge))
          .ifPresent(rest -> rest.over().forEach(back::refund));
    }
  }

  /** Gives back what a note by hand says, once for each, in the transaction that issues it. */
  void give(Connection connection, Document invoice, Money amount, Issuer.Issued note)
      throws SQLException {
    if (amount.isZero()) {
      return;
    }
    new Ledger(ids::next)
        .credit(
            connection,
            invoice.buyerId(),
            invoice.sellerId(),
            amount,
            EngineKey.of("credit-note-" + note.id()),
            note.number(),
            clock.instant());
  }
}
