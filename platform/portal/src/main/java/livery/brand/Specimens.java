package livery.brand;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.billing.tax.TaxRule;
import livery.frame.Texts;
import livery.paper.Head;
import livery.paper.Kind;
import livery.paper.Letterhead;
import livery.paper.Line;
import livery.paper.Party;
import livery.paper.Reference;
import livery.paper.Sheet;
import livery.paper.Table;
import livery.paper.TaxLine;
import livery.paper.Total;
import livery.paper.Unit;

/**
 * Documents that nobody owes anything by: how a brand's papers will look. Figures and clients are
 * made up, the same each time; the number and a note say that it is a sample.
 */
final class Specimens {

  private static final LocalDate DAY = LocalDate.of(2026, 10, 31);
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  private static final BigDecimal VAT = new BigDecimal("20");
  private static final int CLIENTS = 12;

  private final Letterhead letterhead;
  private final Party issuer;
  private final Party client;
  private final String language;
  private final String currency;
  private final Texts texts;

  /**
   * Samples of one issuer.
   *
   * @param language "en", "uk" or "ru"
   */
  Specimens(Letterhead letterhead, Party issuer, String language, String currency) {
    this.letterhead = letterhead;
    this.issuer = issuer;
    this.language = language;
    this.currency = currency;
    texts = Texts.in(new Locale(language));
    client =
        Party.of(word("client"), issuer.country())
            .withNumbers("43218765", "432187626590")
            .withAddress(word("client-street"), word("client-city"), "04070")
            .withContact("office@client.example", "+380 44 555 01 23")
            .withSignatory(word("director"), word("client-director"));
  }

  /** The sample of a kind; a dunning letter in a tone. */
  Sheet of(Kind kind, Sheet.Tone tone) {
    var heading =
        Sheet.Heading.of(kind, language, word("number"), DAY, currency)
            .withPeriod(FIRST, DAY)
            .withDue(DAY.plusDays(14))
            .withTone(tone);
    var sheet =
        switch (kind) {
          case PROFORMA -> sold(heading.withPeriod(null, null), false);
          case INVOICE -> sold(heading, true);
          case ACT -> sold(heading.withDue(null), false);
          case CREDIT_NOTE -> credit(heading.withDue(null));
          case AGENT_REPORT -> report(heading.withDue(DAY.plusDays(30)));
          case COMMISSION_INVOICE -> commission(heading);
          case NETTING -> netting(heading.withDue(null));
          case RECONCILIATION -> reconciliation(heading);
          case OPERATOR_SETTLEMENT -> settlement(heading.withDue(null));
          case DUNNING -> reminder(heading.withPeriod(null, null));
        };
    return sheet.withNotes(List.of(word("note")));
  }

  private String word(String key) {
    return texts.get("brand.specimen-" + key);
  }

  private Money money(String amount) {
    return Money.of(amount, currency);
  }

  private Line line(String name, String detail, Unit unit, String quantity, String price) {
    var net =
        Money.rounded(new BigDecimal(quantity).multiply(new BigDecimal(price)), currency)
            .roundedToMinorUnit();
    var tax = TaxRule.exclusive("20").tax(net).tax();
    return new Line(
        word(name),
        detail.isEmpty() ? "" : word(detail),
        unit,
        new BigDecimal(quantity),
        new BigDecimal(price),
        net,
        TaxRule.Regime.VAT,
        VAT,
        tax);
  }

  private List<Line> lines() {
    return List.of(
        line("sms", "sms-detail", Unit.PART, "18420", "0.7125"),
        line("viber", "", Unit.MESSAGE, "3107", "0.58"),
        line("number-line", "number-detail", Unit.MONTH, "1", "1300"),
        line("keyword", "", Unit.MONTH, "2", "150"));
  }

  private Sheet taxed(Sheet.Heading heading, List<Line> lines, List<Total> more) {
    var none = Money.zero(currency);
    var net = lines.stream().map(Line::net).reduce(none, Money::plus);
    var tax = lines.stream().map(Line::tax).reduce(none, Money::plus);
    var totals = new ArrayList<Total>();
    totals.add(new Total(Total.What.NET, net));
    totals.add(new Total(Total.What.GROSS, net.plus(tax)));
    totals.addAll(more);
    return Sheet.of(letterhead, heading, issuer, client)
        .withReferences(List.of(contract()))
        .withLines(lines, List.of(new TaxLine(TaxRule.Regime.VAT, VAT, net, tax)))
        .withTotals(totals);
  }

  private Reference contract() {
    return Reference.to(Reference.What.CONTRACT, "15/26", LocalDate.of(2026, 3, 2));
  }

  private Sheet sold(Sheet.Heading heading, boolean paid) {
    var lines = lines();
    var gross = lines.stream().map(Line::gross).reduce(Money.zero(currency), Money::plus);
    var prepaid = money("5000");
    return taxed(
        heading,
        lines,
        paid
            ? List.of(
                new Total(Total.What.PREPAID, prepaid.negated()),
                new Total(Total.What.DUE, gross.minus(prepaid)))
            : List.of());
  }

  private Sheet credit(Sheet.Heading heading) {
    var lines = List.of(line("rebate", "rebate-detail", Unit.SERVICE, "1", "842.16"));
    return taxed(heading, lines, List.of())
        .withReferences(
            List.of(contract(), Reference.to(Reference.What.INVOICE, "0917", DAY.minusMonths(1))));
  }

  private Sheet commission(Sheet.Heading heading) {
    var lines = List.of(line("commission", "commission-detail", Unit.SERVICE, "1", "12875.40"));
    return taxed(heading, lines, List.of())
        .withReferences(
            List.of(contract(), Reference.to(Reference.What.AGENT_REPORT, "AG-10", DAY)));
  }

  private Sheet report(Sheet.Heading heading) {
    var rows = new ArrayList<Table.Row>();
    var sold = Money.zero(currency);
    var received = sold;
    var commission = sold;
    for (var i = 1; i <= CLIENTS; i++) {
      var messages = 1_000 + i * 731;
      var sale = money("0.85").times(messages);
      var paid = i % 4 == 0 ? sale.minus(money("350")) : sale;
      var earned =
          Money.rounded(sale.toBigDecimal().multiply(new BigDecimal("0.1")), currency)
              .roundedToMinorUnit();
      rows.add(
          Table.Row.of(
              null,
              texts.of("brand.specimen-some-client", i),
              word("sms"),
              messages,
              sale,
              paid,
              BigDecimal.TEN,
              earned));
      sold = sold.plus(sale);
      received = received.plus(paid);
      commission = commission.plus(earned);
    }
    var heads =
        List.of(
            Head.ROW,
            Head.CLIENT,
            Head.SERVICE,
            Head.MESSAGES,
            Head.SOLD,
            Head.RECEIVED,
            Head.RATE,
            Head.COMMISSION);
    return Sheet.of(letterhead, heading, issuer, client)
        .withReferences(List.of(contract()))
        .withTables(List.of(Table.of(word("registry"), heads, rows)))
        .withTotals(
            List.of(
                new Total(Total.What.SOLD, sold),
                new Total(Total.What.RECEIVED, received),
                new Total(Total.What.RECEIVABLE, sold.minus(received)),
                new Total(Total.What.COMMISSION_DUE, commission),
                new Total(Total.What.WITHHELD, commission),
                new Total(Total.What.TO_PRINCIPAL, received.minus(commission))));
  }

  private Sheet netting(Sheet.Heading heading) {
    var heads = List.of(Head.ROW, Head.DATE, Head.DOCUMENT, Head.NOTE, Head.DEBIT, Head.CREDIT);
    var rows =
        List.of(
            Table.Row.of(
                null, DAY, word("report") + " AG-10", word("collected"), null, money("91402.20")),
            Table.Row.of(
                null, DAY, word("act") + " 10", word("commission"), money("12875.40"), null));
    return Sheet.of(letterhead, heading, issuer, client)
        .withReferences(List.of(contract()))
        .withTables(List.of(Table.of("", heads, rows)))
        .withTotals(
            List.of(
                new Total(Total.What.CLAIMS_OF_ISSUER, money("12875.40")),
                new Total(Total.What.CLAIMS_OF_RECIPIENT, money("91402.20")),
                new Total(Total.What.REMAINS, money("78526.80")),
                new Total(Total.What.SET_OFF, money("12875.40"))));
  }

  private Sheet reconciliation(Sheet.Heading heading) {
    var entries =
        List.of(
            new Table.Entry(FIRST.plusDays(4), word("payment") + " 511", null, money("9000")),
            new Table.Entry(FIRST.plusDays(17), word("payment") + " 530", null, money("6500")),
            new Table.Entry(DAY, word("act") + " 10", money("16612.46"), null));
    return Sheet.of(letterhead, heading.withDue(null), issuer, client)
        .withReferences(List.of(contract()))
        .withTables(
            List.of(
                Table.reconciliation(
                    issuer.name(), client.name(), word("opening"), money("2150.40"), entries)))
        .withTotals(
            List.of(
                new Total(Total.What.OPENING, money("2150.40")),
                new Total(Total.What.CLOSING, money("3262.86"))));
  }

  private Sheet settlement(Sheet.Heading heading) {
    var heads =
        List.of(
            Head.NUMBER,
            Head.TARIFF,
            Head.COUNTED,
            Head.CONFIRMED,
            Head.GROSS,
            Head.TAX,
            Head.SHARE,
            Head.PAYABLE);
    var rows =
        List.of(
            premium("3838", "5", 41_250, 41_238, "206190", "34365.00", "85912.50"),
            premium("7171", "12", 8_020, 8_020, "96240", "16040.00", "40100.00"));
    return Sheet.of(letterhead, heading, issuer, client)
        .withReferences(
            List.of(contract(), Reference.to(Reference.What.OPERATOR_STATEMENT, "S-2610", DAY)))
        .withTables(List.of(Table.of("", heads, rows)))
        .withTotals(
            List.of(
                new Total(Total.What.SUBSCRIBERS_PAID, money("302430")),
                new Total(Total.What.SUBSCRIBER_TAX, money("50405")),
                new Total(Total.What.OPERATOR_SHARE, money("126012.50")),
                new Total(Total.What.PAYABLE, money("126012.50"))));
  }

  private Table.Row premium(
      String number,
      String tariff,
      int counted,
      int confirmed,
      String gross,
      String tax,
      String pay) {
    return Table.Row.of(
        number,
        new BigDecimal(tariff),
        counted,
        confirmed,
        money(gross),
        money(tax),
        new BigDecimal("50"),
        money(pay));
  }

  private Sheet reminder(Sheet.Heading heading) {
    var heads =
        List.of(Head.DOCUMENT, Head.DATE, Head.DUE, Head.DAYS, Head.AMOUNT, Head.PAID, Head.OPEN);
    var rows =
        List.of(
            overdue("0812", LocalDate.of(2026, 8, 31), 47, "8120.00", "3000.00", "5120.00"),
            overdue("0917", LocalDate.of(2026, 9, 30), 17, "6450.72", "0.00", "6450.72"));
    return Sheet.of(letterhead, heading, issuer, client)
        .withReferences(List.of(contract()))
        .withTables(List.of(Table.of("", heads, rows)))
        .withTotals(
            List.of(
                new Total(Total.What.INTEREST, money("96.30")),
                new Total(Total.What.OVERDUE, money("11667.02"))));
  }

  private Table.Row overdue(
      String number, LocalDate date, int days, String amount, String paid, String open) {
    return Table.Row.of(
        word("invoice") + " " + number,
        date,
        date.plusDays(14),
        days,
        money(amount),
        money(paid),
        money(open));
  }
}
