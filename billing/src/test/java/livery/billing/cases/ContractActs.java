package livery.billing.cases;

import static livery.billing.cases.Given.plain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.contract.AgentFee;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.CurrencyRate;
import livery.billing.contract.Discount;
import livery.billing.contract.Leg;
import livery.billing.contract.MinimumSpend;
import livery.billing.contract.PassThrough;
import livery.billing.price.RateBook;
import livery.billing.rent.Proration;

/** Commissions, discounts, what is passed on, versions of a contract, minimums and rates. */
final class ContractActs {

  private static final LocalDate START = LocalDate.of(2026, 1, 1);

  static final Map<String, Function<Given, String>> ACTS =
      Map.ofEntries(
          Map.entry("commission", ContractActs::commission),
          Map.entry("settlement", ContractActs::settlement),
          Map.entry("legs", ContractActs::legs),
          Map.entry("fee", ContractActs::fee),
          Map.entry("pass", ContractActs::pass),
          Map.entry("discount", ContractActs::discount),
          Map.entry("saved", given -> plain(saved(given))),
          Map.entry("countsFrom", ContractActs::countsFrom),
          Map.entry("provisional", ContractActs::provisional),
          Map.entry("versions", ContractActs::versions),
          Map.entry("minimum", ContractActs::minimum),
          Map.entry("convert", ContractActs::convert),
          Map.entry("rateOn", ContractActs::rateOn),
          Map.entry("rateAt", ContractActs::rateAt));

  private ContractActs() {}

  private static Commission plan(Given given) {
    return Commission.of(
            given.one(Commission.Basis.class, "basis", Commission.Basis.PCT_OF_SALES),
            given.tiers("tiers"))
        .accruingOn(given.one(Commission.AccrueOn.class, "on", Commission.AccrueOn.CHARGE))
        .withDelCredere(given.has("delCredere"));
  }

  private static Commission.Sales sales(Given given) {
    return new Commission.Sales(
        given.money("sold", "0"),
        given.money("base", "0"),
        given.number("units", "0"),
        given.money("received", "0"),
        given.money("collected", "0"));
  }

  private static String commission(Given given) {
    var earned = plan(given).earn(sales(given));
    return plain(earned.accrued(), earned.due());
  }

  private static String settlement(Given given) {
    var mode = given.one(Contract.Mode.class, "mode", Contract.Mode.AGENT_OWN_NAME);
    var contract =
        Contract.agent(7, 1, 2, mode, given.currency(), START, agentPlan(given))
            .withSettlement(
                given.one(Contract.Settlement.class, "by", Contract.Settlement.WITHHOLD));
    var settled = AgentSettlement.of(contract, sales(given));
    return plain(settled.withheld(), settled.paidOut(), settled.toBalance(), settled.toPrincipal());
  }

  private static Commission agentPlan(Given given) {
    return Commission.percentOfSales(given.text("percent"))
        .accruingOn(given.one(Commission.AccrueOn.class, "on", Commission.AccrueOn.CHARGE))
        .withDelCredere(given.has("delCredere"));
  }

  private static String legs(Given given) {
    return Leg.of(
            given.one(Contract.Mode.class, "mode", Contract.Mode.RESALE),
            given.money("retail"),
            given.money("wholesale", "0"),
            given.money("commission", "0"),
            given.has("agentHolds"))
        .stream()
        .map(leg -> leg.debit() + ">" + leg.credit() + ":" + plain(leg.amount()))
        .collect(Collectors.joining(" "));
  }

  private static String fee(Given given) {
    return plain(
        new AgentFee(given.number("percent"), given.money("fixed", "0")).of(given.money("of")));
  }

  /** Clients "1:1500:0,2:500:0": id, quantity, money. */
  private static String pass(Given given) {
    PassThrough rule;
    if (given.has("list")) {
      Map<Long, BigDecimal> shares = new TreeMap<>();
      for (var share : given.list("list")) {
        var part = share.split(":");
        shares.put(Long.parseLong(part[0]), new BigDecimal(part[1]));
      }
      rule = PassThrough.perClient(shares);
    } else {
      rule =
          PassThrough.of(
              given.text("share"),
              given.one(PassThrough.Among.class, "among", PassThrough.Among.PRO_RATA_QTY));
    }
    var clients = new ArrayList<PassThrough.ClientUse>();
    for (var client : given.list("clients")) {
      var part = client.split(":");
      clients.add(
          new PassThrough.ClientUse(
              Long.parseLong(part[0]),
              new BigDecimal(part[1]),
              Money.of(part[2], given.currency())));
    }
    return plain(List.copyOf(rule.pass(given.money("earned"), clients).values()));
  }

  private static Discount rule(Given given, String tiers) {
    return Discount.byVolume(given.tiers(tiers))
        .onBasis(
            given.one(Discount.Basis.class, "basis", Discount.Basis.PERIOD_VOLUME),
            given.count("months", 1))
        .counting(
            given.one(Discount.Counts.class, "counts", Discount.Counts.SEGMENTS),
            livery.billing.tier.PooledVolume.Scope.SUBTREE)
        .grantedAs(given.one(Discount.Grant.class, "grant", Discount.Grant.REBATE_CREDIT_NOTE));
  }

  private static String discount(Given given) {
    return plain(
        rule(given, "tiers")
            .earned(
                given.money("posted"),
                given.number("decisive", "0"),
                given.number("of"),
                given.rounding()));
  }

  private static Money saved(Given given) {
    return Discount.saved(given.money("list"), given.money("cost"));
  }

  private static String countsFrom(Given given) {
    return rule(given, "tiers").countsFrom(given.day("period"), given.day("contract")).toString();
  }

  private static String provisional(Given given) {
    return rule(given, "tiers")
        .provisional(given.number("counted"), given.number("of"), given.number("listed"))
        .stream()
        .map(line -> plain(line.quantity()) + "@" + plain(line.unitPrice()))
        .collect(Collectors.joining(" "));
  }

  /** Two versions, the second from "change" on; days "2026-03-05:100". */
  private static String versions(Given given) {
    var first =
        Contract.resale(7, 1, 2, given.currency(), START).withDiscount(rule(given, "tiers"));
    var history = ContractHistory.of(first);
    if (given.has("change")) {
      var next = first.next(given.day("change")).withDiscount(rule(given, "then"));
      history = history.amend(next, START);
    }
    var days = new TreeMap<LocalDate, BigDecimal>();
    for (var day : given.list("days")) {
      var part = day.split(":");
      days.put(LocalDate.parse(part[0]), new BigDecimal(part[1]));
    }
    var charges =
        history.charge(given.day("from"), given.day("to"), days, given.number("decisive", "0"));
    return charges.stream()
        .map(charge -> plain(charge.charge().total().setScale(20, RoundingMode.HALF_UP)))
        .collect(Collectors.joining(" "));
  }

  private static String minimum(Given given) {
    var kind = given.one(Proration.class, "kind", Proration.DAILY_ACTUAL);
    var minimum = new MinimumSpend(given.money("least"), kind);
    return plain(
        given.has("from")
            ? minimum.trueUp(
                given.money("spent"),
                given.day("start"),
                given.day("end"),
                given.day("from"),
                given.day("to"))
            : minimum.trueUp(given.money("spent")));
  }

  private static String convert(Given given) {
    var rate =
        new CurrencyRate(
            given.text("from"),
            given.text("into"),
            given.number("rate"),
            START,
            given.text("source", "NBU"));
    var amount = Money.of(given.text("of"), given.text("in", given.text("from")));
    var mode = given.one(RoundingMode.class, "rounding", RoundingMode.HALF_UP);
    return plain(rate.convert(amount, livery.billing.Rounding.toCoins(given.text("into"), mode)));
  }

  private static String rateAt(Given given) {
    return RateBook.of(rates(given), ZoneId.of(given.text("zone", "Europe/Kyiv")))
        .find("EUR", given.text("into", "UAH"), given.moment("at"))
        .map(rate -> plain(rate.rate()) + " of " + rate.date())
        .orElse("none");
  }

  private static String rateOn(Given given) {
    return CurrencyRate.on(rates(given), "EUR", given.text("into", "UAH"), given.day("day"))
        .map(rate -> plain(rate.rate()))
        .orElse("none");
  }

  /** Rates "2026-03-01:48.5" in the order in which they were stated. */
  private static List<CurrencyRate> rates(Given given) {
    return given.list("rates").stream()
        .map(text -> text.split(":"))
        .map(
            part ->
                new CurrencyRate(
                    "EUR", "UAH", new BigDecimal(part[1]), LocalDate.parse(part[0]), "NBU"))
        .toList();
  }
}
