package livery.paper;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.TaxRule;

/** Documents to try things on. */
final class Sheets {

  static final LocalDate DAY = LocalDate.of(2026, 10, 31);
  static final String MARK =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
          + "<path fill='#0a2f73' d='M5 21h6v6H5zM11 13h5v8h-5z'/></svg>";
  private static final BigDecimal VAT = new BigDecimal("20");

  private Sheets() {}

  static Letterhead letterhead(boolean round) {
    return new Letterhead(
        "Acme",
        MARK.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "image/svg+xml",
        "#0b3d91",
        "#c83a22",
        "Acme Telecom LLC · Kyiv",
        "help@acme.example",
        round);
  }

  static Party issuer() {
    return Party.of("ТОВ «Акме Телеком»", "UA")
        .withNumbers("12345678", "123456726590")
        .withAddress("вул. Хрещатик, 1", "Київ", "01001")
        .withContact("billing@acme.example", "+380 44 200 00 00")
        .withBank("АТ «Банк»", "380805", "UA213223130000026007233566001")
        .withSignatory("Директор", "І. О. Петренко");
  }

  static Party buyer() {
    return Party.of("Green Bakery LLC", "UA").withNumbers("43218765", "");
  }

  static Sheet.Heading heading(Kind kind, String language) {
    return Sheet.Heading.of(kind, language, "AC-17", DAY, "UAH")
        .withPeriod(DAY.withDayOfMonth(1), DAY)
        .withDue(DAY.plusDays(14));
  }

  static Sheet bare(Kind kind, String language) {
    return Sheet.of(letterhead(false), heading(kind, language), issuer(), buyer());
  }

  static Line line(String name, String net) {
    var money = Money.of(net, "UAH");
    return line(name, money, TaxRule.Regime.VAT, VAT, TaxRule.exclusive("20").tax(money).tax());
  }

  static Line line(String name, Money net, TaxRule.Regime regime, BigDecimal percent, Money tax) {
    return new Line(
        name,
        "",
        Unit.PART,
        BigDecimal.ONE,
        net.toBigDecimal().stripTrailingZeros(),
        net,
        regime,
        percent,
        tax);
  }

  /** An invoice or one of its like of lines with 20 % on each. */
  static Sheet sold(Kind kind, String language, List<Line> lines) {
    var none = Money.zero("UAH");
    var net = lines.stream().map(Line::net).reduce(none, Money::plus);
    var tax = lines.stream().map(Line::tax).reduce(none, Money::plus);
    return bare(kind, language)
        .withLines(lines, List.of(new TaxLine(TaxRule.Regime.VAT, VAT, net, tax)))
        .withTotals(
            List.of(
                new Total(Total.What.NET, net),
                new Total(Total.What.GROSS, net.plus(tax)),
                new Total(Total.What.DUE, net.plus(tax))));
  }

  /** An agent's report with so many clients, each with 1.25 of sales and 0.13 of commission. */
  static Sheet report(String language, int clients) {
    var rows = new ArrayList<Table.Row>(clients);
    for (var i = 1; i <= clients; i++) {
      rows.add(
          Table.Row.of(
              null,
              "Client " + i,
              "SMS",
              10,
              Money.of("1.25", "UAH"),
              Money.of("1.25", "UAH"),
              BigDecimal.TEN,
              Money.of("0.13", "UAH")));
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
    return bare(Kind.AGENT_REPORT, language)
        .withTables(List.of(Table.of("Registry", heads, rows)))
        .withTotals(
            List.of(
                new Total(Total.What.SOLD, Money.of("1.25", "UAH").times(clients)),
                new Total(Total.What.COMMISSION_DUE, Money.of("0.13", "UAH").times(clients))));
  }
}
