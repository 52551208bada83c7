package livery.issue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livery.billing.Allocation;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Contract;
import livery.billing.period.AgentFeeTerms;
import livery.billing.period.CarriedSales;
import livery.billing.period.CommissionAccrual;
import livery.billing.tax.Taxed;
import livery.books.LedgerMoney;
import livery.books.Month;
import livery.books.Sold;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Draft;
import livery.evidence.Piece;
import livery.frame.Texts;
import livery.paper.Head;
import livery.paper.Kind;
import livery.paper.Reference;
import livery.paper.Sheet;
import livery.paper.Table;
import livery.paper.Total;

/** Draws up one agent's report: registry, payments, commission, foot. */
final class ReportPaper {

  private final Contract contract;
  private final Month month;
  private final int version;
  private final Optional<Document> before;
  private final Map<Sold.Edge, List<LedgerMoney.Payment>> payments;
  private final CarriedOver carried;
  private final AgentSettlement settlement;
  private final List<Piece> evidence;
  private final Map<Long, Money> ownFees;
  private final Desk.Sitting desk;
  private final List<DocumentLine> lines;

  ReportPaper(
      Contract contract,
      Month month,
      int version,
      Optional<Document> before,
      List<Sold> sold,
      Map<Sold.Edge, List<LedgerMoney.Payment>> payments,
      List<Reports.Adjustment> adjustments,
      CarriedOver carried,
      AgentSettlement settlement,
      List<Piece> evidence,
      Map<Long, Money> ownFees,
      Desk.Sitting desk) {
    this.contract = contract;
    this.month = month;
    this.version = version;
    this.before = before;
    this.payments = payments;
    this.carried = carried;
    this.settlement = settlement;
    this.evidence = evidence;
    this.ownFees = ownFees;
    this.desk = desk;
    this.lines = lines(sold, adjustments);
  }

  static String key(Contract contract, int period, int version) {
    return "AGENT_REPORT/%d-%d/%s/%d/v%d"
        .formatted(contract.sellerId(), contract.buyerId(), contract.currency(), period, version);
  }

  static Money sum(List<Reports.Adjustment> adjustments, String currency) {
    return adjustments.stream()
        .map(one -> Money.of(one.amount(), currency))
        .reduce(Money.zero(currency), Money::plus);
  }

  /** By client and product; the sum is rounded once, the lines are shares of it. */
  private List<DocumentLine> lines(List<Sold> sold, List<Reports.Adjustment> adjustments) {
    var currency = contract.currency();
    var ledger = new Money(sold.stream().mapToLong(Sold::micros).sum(), currency);
    var rounded = Rounding.toCoins(currency).round(ledger);
    var shares = shares(rounded, sold);
    var all = new ArrayList<DocumentLine>();
    for (var i = 0; i < sold.size(); i++) {
      var one = sold.get(i);
      all.add(
          new DocumentLine(
              one.buyerId(),
              one.product(),
              one.country(),
              one.unitPrice(),
              one.quantity(),
              one.amount(),
              untaxed(shares.get(i)),
              0,
              one.buyerId() == 0 ? one.text() : ""));
    }
    for (var one : adjustments) {
      var amount = Money.of(one.amount(), currency);
      var none = Money.zero(currency);
      all.add(new DocumentLine(0, "", "", null, 1, none, untaxed(amount), 0, one.text()));
    }
    return all;
  }

  /** What is given back is shared apart from what was sold, as weights are never below zero. */
  private static List<Money> shares(Money rounded, List<Sold> sold) {
    var above = sold.stream().map(one -> one.amount().toBigDecimal().max(BigDecimal.ZERO)).toList();
    var below =
        sold.stream()
            .map(one -> one.amount().toBigDecimal().negate().max(BigDecimal.ZERO))
            .toList();
    var currency = rounded.currency();
    var plus = above.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    var most = Rounding.toCoins(currency).round(plus, currency);
    var gains = share(most, above);
    var losses = share(most.minus(rounded), below);
    var shares = new ArrayList<Money>();
    for (var i = 0; i < sold.size(); i++) {
      shares.add(gains.get(i).minus(losses.get(i)));
    }
    return shares;
  }

  private static List<Money> share(Money whole, List<BigDecimal> weights) {
    return weights.stream().allMatch(one -> one.signum() == 0)
        ? weights.stream().map(one -> Money.zero(whole.currency())).toList()
        : Allocation.LARGEST_REMAINDER.share(whole, weights);
  }

  private static Taxed untaxed(Money amount) {
    return Taxed.of(amount, Money.zero(amount.currency()));
  }

  Draft draft() {
    var currency = contract.currency();
    var total =
        lines.stream().map(line -> line.amount().net()).reduce(Money.zero(currency), Money::plus);
    var ledger = lines.stream().map(DocumentLine::ledger).reduce(Money.zero(currency), Money::plus);
    return new Draft(
        Kind.AGENT_REPORT,
        contract.buyerId(),
        contract.sellerId(),
        contract.sellerId(),
        contract.buyerId(),
        key(contract, month.number(), version),
        version,
        before.map(Document::id).orElse(0L),
        0,
        month.number(),
        month.firstDay(),
        month.lastDay(),
        month.issuedOn(),
        null,
        contract.documents().objectionDays(),
        desk.language(contract.buyerId()),
        untaxed(total),
        Money.zero(currency),
        ledger,
        null,
        lines,
        contract.documents().numberingSeries(),
        number -> sheet(number, total));
  }

  private Sheet sheet(String number, Money sold) {
    var language = desk.language(contract.buyerId());
    var objectBy = month.issuedOn().plusDays(contract.documents().objectionDays());
    var heading =
        Sheet.Heading.of(Kind.AGENT_REPORT, language, number, month.issuedOn(), contract.currency())
            .withPeriod(month.firstDay(), month.lastDay())
            .withDue(objectBy)
            .withVersion(version);
    var texts = Texts.in(new Locale(language));
    return Sheet.of(
            desk.letterhead(contract.buyerId()),
            heading,
            desk.party(contract.buyerId()),
            desk.party(contract.sellerId()))
        .withReferences(references())
        .withTables(tables(texts, language))
        .withTotals(totals(sold));
  }

  private List<Reference> references() {
    return before
        .map(old -> Reference.to(Reference.What.REPLACES, old.number(), old.issuedOn()))
        .map(List::of)
        .orElse(List.of());
  }

  private List<Table> tables(Texts texts, String language) {
    var tables = new ArrayList<>(List.of(registry(texts, language), received(texts)));
    carried.table(texts).ifPresent(tables::add);
    if (!ownFees.isEmpty()) {
      tables.add(ownFees(texts, language));
    }
    if (!evidence.isEmpty()) {
      tables.add(attached(texts));
    }
    return tables;
  }

  private Table registry(Texts texts, String language) {
    var rows = new ArrayList<Table.Row>();
    for (var line : lines) {
      rows.add(
          Table.Row.of(
              null,
              line.clientId() == 0 ? line.text() : desk.of(line.clientId()).legalName(),
              line.product().isEmpty() ? "" : desk.product(line.product(), language),
              BigDecimal.valueOf(line.quantity()),
              line.unitPrice(),
              line.amount().net()));
    }
    return Table.of(
        texts.of("issue.report.registry"),
        List.of(Head.ROW, Head.CLIENT, Head.SERVICE, Head.QUANTITY, Head.PRICE, Head.SOLD),
        rows);
  }

  private Table received(Texts texts) {
    var rows = new ArrayList<Table.Row>();
    payments.forEach(
        (edge, list) ->
            list.forEach(
                one ->
                    rows.add(
                        Table.Row.of(
                            LocalDate.ofInstant(one.at(), month.zone()),
                            desk.of(edge.buyerId()).legalName(),
                            one.reference(),
                            new Money(one.micros(), edge.currency())))));
    return Table.of(
        texts.of("issue.report.payments"),
        List.of(Head.DATE, Head.CLIENT, Head.DOCUMENT, Head.RECEIVED),
        rows);
  }

  /** What clients paid, or owe, the agent itself on top: told, and not a part of any sum. */
  private Table ownFees(Texts texts, String language) {
    var rows = new ArrayList<Table.Row>();
    ownFees.forEach(
        (client, fee) ->
            rows.add(
                Table.Row.of(
                    null,
                    desk.of(client).legalName(),
                    desk.product(AgentFeeTerms.GROUP, language),
                    fee)));
    return Table.of(
        texts.of("issue.report.own-fee"),
        List.of(Head.ROW, Head.CLIENT, Head.SERVICE, Head.AMOUNT),
        rows);
  }

  /** What it comes to is told, not charged: expenses are settled as the contract says. */
  private Table attached(Texts texts) {
    var rows = new ArrayList<Table.Row>();
    for (var one : evidence) {
      var amount = one.amount().isZero() ? null : one.amount();
      rows.add(Table.Row.of(null, one.description(), one.name(), amount));
    }
    return Table.of(
        texts.of("issue.report.evidence"),
        List.of(Head.ROW, Head.NAME, Head.DOCUMENT, Head.AMOUNT),
        rows);
  }

  private List<Total> totals(Money sold) {
    var foot = new ArrayList<Total>();
    foot.add(new Total(Total.What.SOLD, sold));
    foot.add(new Total(Total.What.RECEIVED, coins(settlement.received())));
    foot.add(new Total(Total.What.RECEIVABLE, coins(settlement.receivable())));
    foot.add(new Total(Total.What.COMMISSION_ACCRUED, settlement.accrued()));
    foot.add(new Total(Total.What.COMMISSION_DUE, settlement.due()));
    if (!settlement.left().isZero()) {
      foot.add(new Total(Total.What.LEFT_BEFORE, settlement.left()));
    }
    foot.add(new Total(Total.What.WITHHELD, settlement.withheld()));
    foot.add(new Total(Total.What.PAID_OUT, settlement.paidOut()));
    foot.add(new Total(Total.What.TO_BALANCE, settlement.toBalance()));
    if (!settlement.answeredBefore().isZero()) {
      foot.add(new Total(Total.What.ANSWERED_BEFORE, coins(settlement.answeredBefore()).negated()));
    }
    foot.add(new Total(Total.What.TO_PRINCIPAL, coins(settlement.toPrincipal())));
    return foot;
  }

  private static Money coins(Money amount) {
    return Rounding.toCoins(amount.currency()).round(amount);
  }

  /**
   * How an agent's report tells what was below zero: what the month began with, and what is left
   * for the next.
   */
  static final class CarriedOver {

    private final CarriedSales before;
    private final CarriedSales after;

    CarriedOver(CommissionAccrual.Whole month) {
      before = month.before();
      after = month.after();
    }

    /**
     * Lines that make of what was sold within the month what earns: the sum is never below zero.
     */
    List<Sold> lines(Contract contract, Texts texts) {
      var lines = new ArrayList<Sold>();
      line(lines, contract, before.sold(), texts.of("issue.report.in.sold"));
      line(lines, contract, after.sold().negated(), texts.of("issue.report.out.sold"));
      return lines;
    }

    private static void line(List<Sold> lines, Contract contract, Money amount, String text) {
      if (!amount.isZero()) {
        var seller = contract.sellerId();
        var currency = contract.currency();
        lines.add(new Sold(seller, 0, currency, "", "", null, 1, amount.micros(), text, 0));
      }
    }

    /** All that is carried; empty where that is nothing. */
    Optional<Table> table(Texts texts) {
      if (before.isNothing() && after.isNothing()) {
        return Optional.empty();
      }
      var rows = new ArrayList<Table.Row>();
      row(rows, before.sold(), before.units(), texts.of("issue.report.in.sold"));
      row(rows, before.base(), 0, texts.of("issue.report.in.base"));
      row(rows, before.received(), 0, texts.of("issue.report.in.received"));
      row(rows, after.sold(), after.units(), texts.of("issue.report.out.sold"));
      row(rows, after.base(), 0, texts.of("issue.report.out.base"));
      row(rows, after.received(), 0, texts.of("issue.report.out.received"));
      var heads = List.of(Head.NAME, Head.QUANTITY, Head.AMOUNT);
      return Optional.of(
          new Table(texts.of("issue.report.carried"), List.of(), heads, rows, false));
    }

    private static void row(List<Table.Row> rows, Money amount, long units, String name) {
      if (!amount.isZero() || units != 0) {
        var coins = Rounding.toCoins(amount.currency()).round(amount);
        rows.add(Table.Row.of(name, units == 0 ? null : (Long) units, coins));
      }
    }
  }
}
