package livery.billing.cases;

import static livery.billing.cases.Given.plain;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.billing.Allocation;
import livery.billing.Money;
import livery.billing.rent.Proration;
import livery.billing.tax.CreditSplit;
import livery.billing.tax.Creditable;
import livery.billing.tax.DocumentTotals;
import livery.billing.tax.PremiumShare;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;

/** Roundings, shares, parts of a period, taxes, documents, credit notes, premium messages. */
final class DocumentActs {

  static final Map<String, Function<Given, String>> ACTS =
      Map.ofEntries(
          Map.entry("round", DocumentActs::round),
          Map.entry("roundLines", DocumentActs::roundLines),
          Map.entry("amount", given -> plain(given.money("of"))),
          Map.entry("share", DocumentActs::share),
          Map.entry("part", DocumentActs::part),
          Map.entry("parts", DocumentActs::parts),
          Map.entry("seconds", DocumentActs::seconds),
          Map.entry("tax", given -> taxed(rule(given).tax(given.money("of")))),
          Map.entry("document", DocumentActs::document),
          Map.entry("totals", DocumentActs::totals),
          Map.entry("credit", DocumentActs::credit),
          Map.entry("creditSplit", DocumentActs::creditSplit),
          Map.entry("premium", DocumentActs::premium));

  private DocumentActs() {}

  private static String taxed(Taxed taxed) {
    return Given.plain(taxed.net(), taxed.tax(), taxed.gross());
  }

  private static String round(Given given) {
    return Given.plain(given.rounding().round(given.number("of"), given.currency()));
  }

  private static String roundLines(Given given) {
    return Given.plain(given.rounding().cumulative(given.numbers("of"), given.currency()));
  }

  private static String share(Given given) {
    var by = given.one(Allocation.class, "by", Allocation.LARGEST_REMAINDER);
    return Given.plain(
        given.has("decimals")
            ? by.share(given.money("of"), given.numbers("among"), given.rounding())
            : by.share(given.money("of"), given.numbers("among")));
  }

  private static String part(Given given) {
    return Given.plain(
        given
            .one(Proration.class, "kind", Proration.DAILY_ACTUAL)
            .part(
                given.money("of"),
                given.day("start"),
                given.day("end"),
                given.day("from"),
                given.day("to")));
  }

  private static String parts(Given given) {
    return Given.plain(
        given
            .one(Proration.class, "kind", Proration.DAILY_ACTUAL)
            .split(
                given.money("of"),
                given.day("start"),
                given.day("end"),
                given.list("cuts").stream().map(LocalDate::parse).toList()));
  }

  private static String seconds(Given given) {
    return Given.plain(
        Proration.bySecond(
            given.money("of"),
            given.moment("start"),
            given.moment("end"),
            given.moment("from"),
            given.moment("to")));
  }

  private static TaxRule rule(Given given) {
    var regime = given.one(TaxRule.Regime.class, "regime", TaxRule.Regime.VAT);
    return new TaxRule(
        regime,
        given.number("percent", "0"),
        given.has("inside"),
        given.one(TaxRule.InclusiveRounding.class, "rounds", TaxRule.InclusiveRounding.NET),
        given.one(TaxRule.RoundAt.class, "at", TaxRule.RoundAt.DOCUMENT));
  }

  private static String document(Given given) {
    var document = rule(given).document(given.amounts("of"));
    return document.lines().stream().map(DocumentActs::taxed).collect(Collectors.joining(" / "))
        + " = "
        + taxed(document.total());
  }

  private static String totals(Given given) {
    var totals =
        DocumentTotals.of(
            given.amounts("of"),
            given.money("discount", "0"),
            rule(given),
            given.money("notes", "0"),
            given.money("prepaid", "0"));
    return Given.plain(
        totals.subtotal(),
        totals.discount(),
        totals.document().total().net(),
        totals.document().total().tax(),
        totals.creditNotes(),
        totals.prepaid(),
        totals.due());
  }

  /** Notes "10,0" and "5,5" one after another; the answer is the last one and what is left. */
  private static String credit(Given given) {
    var left = Creditable.of(rule(given).document(given.amounts("of")));
    Creditable.Note note = null;
    for (var i = 1; given.has("note" + i); i++) {
      var amounts = given.amounts("note" + i);
      note = given.has("gross") ? left.creditGross(amounts) : left.credit(amounts);
      left = note.after();
    }
    return (note == null ? "" : taxed(note.total()) + " left ") + taxed(left.total());
  }

  private static String creditSplit(Given given) {
    var split =
        given.has("refund")
            ? CreditSplit.of(
                given.money("of"),
                given.money("due"),
                given.money("refund"),
                given.money("balance", "0"),
                given.money("elsewhere", "0"))
            : CreditSplit.toBalance(given.money("of"), given.money("due"));
    return Given.plain(split.prePayment(), split.refund(), split.balance(), split.outOfBand());
  }

  private static String premium(Given given) {
    var shares =
        given.list("shares").stream()
            .map(text -> text.split(":"))
            .map(part -> PremiumShare.Share.of(part[0], part[1]))
            .toArray(PremiumShare.Share[]::new);
    var rule = PremiumShare.of(given.text("vat"), given.text("levy", "0"), shares);
    if (given.has("both")) {
      rule =
          new PremiumShare(
              rule.vatPercent(),
              rule.levyPercent(),
              PremiumShare.LevyBase.NET_AND_VAT,
              rule.shares());
    }
    var split = rule.split(given.money("of"));
    return Given.plain(split.vat(), split.levy(), split.net())
        + " = "
        + Given.plain(List.copyOf(split.parts().values()).toArray(Money[]::new));
  }
}
