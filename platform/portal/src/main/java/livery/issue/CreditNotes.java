package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tax.Creditable;
import livery.books.LedgerLines;
import livery.books.LedgerMoney;
import livery.books.Month;
import livery.books.Sold;
import livery.document.By;
import livery.document.Credits;
import livery.document.Documents;
import livery.document.Issuer;
import livery.fault.Check;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * Credit notes on invoices: for refunds and rebates that the ledger knows, and by hand.
 * Thread-safe.
 */
@ApplicationScoped
public class CreditNotes {

  private static final int REASON_LENGTH = 300;
  private static final int KEY_LENGTH = 40;

  private final Documents documents;
  private final Credits credits;
  private final Room room;
  private final Issuer issuer;
  private final Desk desk;
  private final Runs runs;
  private final Clock clock;

  /**
   * What a person credits of a line.
   *
   * @param line from 1
   * @param net before tax, in coins
   */
  public record Wish(int line, BigDecimal net) {}

  private record Target(Sold.Edge edge, int period) {}

  @Inject
  public CreditNotes(
      Documents documents,
      Credits credits,
      Room room,
      Issuer issuer,
      Desk desk,
      Runs runs,
      Clock clock) {
    this.documents = documents;
    this.credits = credits;
    this.room = room;
    this.issuer = issuer;
    this.desk = desk;
    this.runs = runs;
    this.clock = clock;
  }

  protected CreditNotes() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * The credit notes of a month's run: one for each invoice of which something was given back.
   *
   * @return how many were not there before
   */
  int ofMonth(
      Month month,
      List<LedgerLines.Late> late,
      List<LedgerMoney.Settlement> settlements,
      Desk.Sitting sitting,
      By by) {
    var targets = new LinkedHashMap<Target, List<LedgerLines.Late>>();
    late.forEach(
        one ->
            targets
                .computeIfAbsent(
                    new Target(one.sold().edge(), one.period()), key -> new ArrayList<>())
                .add(one));
    var rebates = new LinkedHashMap<Target, List<LedgerMoney.Settlement>>();
    for (var one : settlements) {
      var target = new Target(one.edge(), one.period());
      targets.computeIfAbsent(target, key -> new ArrayList<>());
      rebates.computeIfAbsent(target, key -> new ArrayList<>()).add(one);
    }
    var fresh = 0;
    for (var target : targets.entrySet()) {
      var back = rebates.getOrDefault(target.getKey(), List.of());
      fresh +=
          issuer.again(
              connection ->
                  ofInvoice(
                          connection, month, target.getKey(), target.getValue(), back, sitting, by)
                      ? 1
                      : 0);
    }
    return fresh;
  }

  private boolean ofInvoice(
      Connection connection,
      Month month,
      Target target,
      List<LedgerLines.Late> late,
      List<LedgerMoney.Settlement> rebates,
      Desk.Sitting sitting,
      By by)
      throws SQLException {
    var invoiceKey = Invoices.key(Kind.INVOICE, target.edge(), target.period());
    var invoices = credits.lockAll(connection, invoiceKey);
    for (var invoice : invoices) {
      if (issuer.find(connection, noteKey(invoice, month)).isPresent()) {
        return false;
      }
    }
    var back = new Back(invoices);
    late.forEach(one -> back.refund(one.sold()));
    rebates.forEach(one -> back.rebate(one));
    var parts = invoices.isEmpty() ? List.<Back.Part>of() : back.parts();
    noteRest(connection, month, target, late, rebates, parts);
    var issued = false;
    for (var part : parts) {
      if (part.isNothing()) {
        continue;
      }
      issued |=
          issue(
              connection,
              part.invoice(),
              back.note(part),
              part.ledger(),
              noteKey(part.invoice(), month),
              "",
              month.issuedOn(),
              sitting,
              by);
    }
    return issued;
  }

  /** What finds no line, or is less than half a coin, must be told to people: no paper says it. */
  private void noteRest(
      Connection connection,
      Month month,
      Target target,
      List<LedgerLines.Late> late,
      List<LedgerMoney.Settlement> rebates,
      List<Back.Part> parts)
      throws SQLException {
    var wanted =
        late.stream().mapToLong(one -> one.sold().micros()).sum()
            + rebates.stream().mapToLong(one -> Math.max(0, one.micros())).sum();
    var said =
        parts.stream()
            .filter(part -> !part.isNothing())
            .flatMap(part -> part.ledger().stream())
            .mapToLong(Money::micros)
            .sum();
    var rest = wanted - said;
    if (rest > 0) {
      Undocumented.note(
          connection, target.edge(), target.period(), month.number(), rest, clock.instant());
    }
  }

  /** All notes of one run on the invoices of one month are issued together. */
  private static String noteKey(Credits.Locked invoice, Month month) {
    return invoice.invoice().issueKey().replaceFirst("^" + Kind.INVOICE, Kind.CREDIT_NOTE.name())
        + "/"
        + month.number();
  }

  /**
   * A credit note by hand. What the buyer's wallet paid of it is given back to the wallet.
   *
   * @param wishes of which lines how much
   * @param reason as the note says it
   * @param key names this note among all of the invoice's: a repeat changes nothing
   * @return the note
   * @throws Fault when a line is credited more than is left of it: what the ledger has given back
   *     is not, though no note says it yet
   */
  public Issuer.Issued byHand(
      Scope scope, long invoiceId, List<Wish> wishes, String reason, String key) {
    Rights.mayFinance(scope);
    var why = Check.text("reason", reason, REASON_LENGTH);
    var name = Check.text("key", key, KEY_LENGTH);
    var invoice = documents.get(scope, invoiceId);
    if (invoice.kind() != Kind.INVOICE
        || invoice.issuerId() != scope.tenantId()
        || invoice.sellerId() != scope.tenantId()) {
      throw Fault.conflict("", "issue.fault.not-an-invoice");
    }
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw Fault.invalid("key", "issue.fault.key");
    }
    var issueKey = "CREDIT_NOTE/" + invoiceId + "/" + name;
    var today = LocalDate.ofInstant(clock.instant(), runs.zone());
    var sitting = desk.sit(List.of(invoice.issuerId(), invoice.recipientId()));
    return issuer.again(
        connection -> {
          var before = issuer.find(connection, issueKey);
          if (before.isPresent()) {
            return before.get();
          }
          var locked = room.of(connection, invoice);
          var nets = wished(locked, wishes);
          var note = Back.note(locked, nets, false);
          var ledger = ledger(locked, note);
          issue(connection, locked, note, ledger, issueKey, why, today, sitting, By.of(scope));
          var issued = issuer.find(connection, issueKey).orElseThrow();
          room.give(connection, invoice, sum(ledger, invoice.currency()), issued);
          return new Issuer.Issued(issued.id(), issued.number(), false);
        });
  }

  private static List<Money> wished(Credits.Locked locked, List<Wish> wishes) {
    var currency = locked.invoice().currency();
    var nets = new ArrayList<Money>();
    locked.lines().forEach(line -> nets.add(Money.zero(currency)));
    for (var wish : wishes) {
      if (wish.line() < 1 || wish.line() > nets.size()) {
        throw Fault.invalid("line", "fault.range", "line", wish.line(), 1, nets.size());
      }
      var coins = Rounding.toCoins(currency);
      if (wish.net() == null
          || wish.net().precision() > 20
          || Math.abs((long) wish.net().scale()) > 20
          || wish.net().signum() <= 0
          || wish.net().stripTrailingZeros().scale() > coins.decimals()) {
        throw Fault.invalid("net", "issue.fault.net", wish.line());
      }
      var net = nets.get(wish.line() - 1).plus(Money.of(wish.net(), currency));
      var left = locked.left().left().get(wish.line() - 1).net();
      if (net.compareTo(left) > 0) {
        throw Fault.invalid("net", "issue.fault.credit-more", wish.line(), net, left);
      }
      nets.set(wish.line() - 1, net);
    }
    if (nets.stream().allMatch(Money::isZero)) {
      throw Fault.invalid("lines", "issue.fault.credit-nothing");
    }
    return nets;
  }

  /** What of the ledger a note is; the rest of a line is the rest of its ledger amount. */
  private static List<Money> ledger(Credits.Locked locked, Creditable.Note note) {
    var taxInside = Back.isTaxInside(List.of(locked));
    var ledger = new ArrayList<Money>();
    for (var i = 0; i < note.lines().size(); i++) {
      var line = note.lines().get(i);
      var left = locked.leftLedger().get(i);
      var part = taxInside ? line.gross() : line.net();
      var isRest = line.equals(locked.left().left().get(i));
      ledger.add(isRest || part.compareTo(left) > 0 ? left : part);
    }
    return ledger;
  }

  private static Money sum(List<Money> amounts, String currency) {
    return amounts.stream().reduce(Money.zero(currency), Money::plus);
  }

  private boolean issue(
      Connection connection,
      Credits.Locked locked,
      Creditable.Note note,
      List<Money> ledger,
      String key,
      String reason,
      LocalDate issuedOn,
      Desk.Sitting sitting,
      By by)
      throws SQLException {
    if (issuer.find(connection, key).isPresent()) {
      return false;
    }
    issuer.issue(
        List.of(new NotePaper(locked, note, ledger, reason, issuedOn, sitting).draft(key)), by);
    credits.credited(connection, locked, note.total().gross());
    return true;
  }
}
