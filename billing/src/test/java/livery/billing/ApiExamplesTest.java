package livery.billing;

import static java.time.LocalDate.parse;
import static livery.billing.Money.of;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import livery.billing.contract.AgentFee;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.CurrencyRate;
import livery.billing.contract.Discount;
import livery.billing.contract.MinimumSpend;
import livery.billing.contract.PassThrough;
import livery.billing.period.BillingMonth;
import livery.billing.period.BooksCheck;
import livery.billing.period.PeriodClose;
import livery.billing.period.VolumeTerms;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rating;
import livery.billing.purse.Lot;
import livery.billing.purse.Lots;
import livery.billing.rent.Proration;
import livery.billing.tax.CreditSplit;
import livery.billing.tax.Creditable;
import livery.billing.tax.DocumentTotals;
import livery.billing.tax.PremiumShare;
import livery.billing.tax.TaxRule;
import livery.billing.tier.Delta;
import livery.billing.tier.PackagePrice;
import livery.billing.tier.PercentagePrice;
import livery.billing.tier.PooledVolume;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

/** The examples of docs/billing-api.md, line by line: change both together. */
class ApiExamplesTest {

  private static final LocalDate MARCH = parse("2026-03-01");
  private static final LocalDate APRIL = parse("2026-04-01");
  private static final Rounding COINS = Rounding.toCoins("UAH");

  private static BigDecimal n(String number) {
    return new BigDecimal(number);
  }

  @Test
  void tiers() {
    var rows = new Tier[] {Tier.upTo("5", "7"), Tier.upTo("10", "6.5"), Tier.rest("6")};

    assertThat(TierTable.graduated(rows).total(n("6"))).isEqualByComparingTo("41.5");
    assertThat(TierTable.allUnits(rows).total(n("6"))).isEqualByComparingTo("39");
    assertThat(TierTable.allUnits(rows).withNeverWorse(true).total(n("5")))
        .isEqualByComparingTo("32.5");
    assertThat(TierTable.graduated(rows).charge(n("4"), n("2")).total())
        .isEqualByComparingTo("13.5");
    assertThat(new PackagePrice(n("10"), n("100"), n("0")).total(n("121")))
        .isEqualByComparingTo("1300");
    assertThat(PercentagePrice.of("2.9").total(List.of(n("4")))).isEqualByComparingTo("0.116");
    assertThat(Delta.toPost(n("39"), of("41.5", "UAH"), COINS)).hasToString("-2.5 UAH");
  }

  @Test
  void volume() {
    var since = Instant.EPOCH;
    var links =
        List.of(
            new PooledVolume.Link(20, 10, since, PooledVolume.NO_END, true),
            new PooledVolume.Link(30, 20, since, PooledVolume.NO_END, true));
    var usage =
        List.of(
            new PooledVolume.Usage(1, 30, Instant.parse("2026-03-05T10:00:00Z"), n("2")),
            new PooledVolume.Usage(1, 30, Instant.parse("2026-03-05T10:00:00Z"), n("2")),
            new PooledVolume.Usage(2, 20, Instant.parse("2026-03-06T10:00:00Z"), n("3")));

    var volume =
        PooledVolume.over(links, PooledVolume.Moved.values()[0])
            .count(
                20,
                PooledVolume.Scope.SUBTREE,
                usage,
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("2026-04-01T00:00:00Z"));

    assertThat(volume.total()).isEqualByComparingTo("5");
  }

  @Test
  void contracts() {
    var agent =
        Contract.agent(
                1,
                10,
                20,
                Contract.Mode.AGENT_OWN_NAME,
                "UAH",
                MARCH,
                Commission.percentOfSales("10"))
            .withSettlement(Contract.Settlement.WITHHOLD);
    var sales =
        new Commission.Sales(
            of("1000", "UAH"), of("0", "UAH"), n("0"), of("600", "UAH"), of("600", "UAH"));

    var settled = AgentSettlement.of(agent, sales);

    assertThat(settled.withheld()).hasToString("100 UAH");
    assertThat(settled.toPrincipal()).hasToString("500 UAH");
    var table = TierTable.allUnits(Tier.upTo("1000", "0.70"), Tier.rest("0.60"));
    var earned = Discount.byVolume(table).earned(of("1400", "UAH"), n("0"), n("2000"), COINS);
    assertThat(earned).hasToString("200 UAH");
    assertThat(Discount.saved(of("1400", "UAH"), of("1200", "UAH"))).isEqualTo(earned);
    var passed =
        PassThrough.of("50", PassThrough.Among.PRO_RATA_QTY)
            .pass(
                earned,
                List.of(
                    new PassThrough.ClientUse(30, n("1500"), of("1275", "UAH")),
                    new PassThrough.ClientUse(31, n("500"), of("425", "UAH"))));
    assertThat(passed.values()).extracting(Money::toString).containsExactly("75 UAH", "25 UAH");
    assertThat(new MinimumSpend(of("500", "UAH"), Proration.DAILY_ACTUAL).trueUp(of("420", "UAH")))
        .hasToString("80 UAH");
    assertThat(new AgentFee(n("10"), of("100", "UAH")).of(of("9000", "UAH")))
        .hasToString("1000 UAH");
    assertThat(
            new CurrencyRate("EUR", "UAH", n("48.5"), MARCH, "NBU").convert(of("10", "EUR"), COINS))
        .hasToString("485 UAH");
  }

  @Test
  void commissions_and_the_close_by_hand() {
    var scale = TierTable.graduated(Tier.percentUpTo("50000", "7.5"), Tier.percentOfRest("10"));
    var plan = Commission.of(Commission.Basis.PCT_OF_SALES, scale);
    var sales = Commission.Sales.of(of("60000", "UAH"), of("50000", "UAH"));

    assertThat(plan.earn(sales).due()).hasToString("4750 UAH");
    var whenPaid = plan.accruingOn(Commission.AccrueOn.CLIENT_PAYMENT);
    assertThat(whenPaid.earn(sales).due()).hasToString("3750 UAH");
    var table = TierTable.allUnits(Tier.upTo("1000", "0.70"), Tier.rest("0.60"));
    var first =
        Contract.resale(1, 10, 20, "UAH", MARCH.minusYears(1))
            .withDiscount(Discount.byVolume(table));
    var half = first.next(MARCH.plusDays(15)).withDiscount(Discount.byVolume(halved()));
    var history = ContractHistory.of(first).amend(half, MARCH);
    var byDay = new TreeMap<>(Map.of(MARCH, n("800"), MARCH.plusDays(20), n("400")));
    var exact =
        history.charge(MARCH, APRIL, byDay, n("0")).stream()
            .map(stretch -> stretch.charge().total())
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(Delta.toPost(exact, of("700", "UAH"), COINS)).hasToString("-100 UAH");
  }

  private static TierTable halved() {
    return TierTable.allUnits(Tier.upTo("1000", "0.35"), Tier.rest("0.30"));
  }

  @Test
  void rent_and_shares() {
    assertThat(
            Proration.DAILY_ACTUAL.part(of("31", "UAH"), MARCH, APRIL, MARCH, MARCH.plusDays(10)))
        .hasToString("10 UAH");
    assertThat(Proration.NONE.split(of("31", "UAH"), MARCH, APRIL, List.of(MARCH.plusDays(10))))
        .extracting(Money::toString)
        .containsExactly("31 UAH", "0 UAH");
    assertThat(
            Allocation.LARGEST_REMAINDER.share(of("100", "UAH"), List.of(n("1"), n("1"), n("1"))))
        .extracting(Money::toString)
        .containsExactly("33.34 UAH", "33.33 UAH", "33.33 UAH");
    assertThat(COINS.round(n("0.005"), "UAH")).hasToString("0.01 UAH");
    assertThat(Rounding.toCoins("UAH", RoundingMode.HALF_EVEN).round(n("0.005"), "UAH"))
        .hasToString("0 UAH");
  }

  @Test
  void taxes() {
    var rule = TaxRule.exclusive("20");
    var document = rule.document(List.of(of("100", "UAH"), of("50", "UAH")));

    assertThat(rule.tax(of("100", "UAH")).gross()).hasToString("120 UAH");
    assertThat(TaxRule.inclusive("20").tax(of("120", "UAH")).net()).hasToString("100 UAH");
    assertThat(document.total().tax()).hasToString("30 UAH");
    assertThat(CreditSplit.toBalance(of("30", "UAH"), of("10", "UAH")).balance())
        .hasToString("20 UAH");
    assertThat(
            Creditable.of(document)
                .credit(List.of(of("40", "UAH"), of("0", "UAH")))
                .total()
                .gross())
        .hasToString("48 UAH");
    assertThat(
            DocumentTotals.of(
                    List.of(of("100", "UAH")),
                    of("10", "UAH"),
                    rule,
                    of("8", "UAH"),
                    of("50", "UAH"))
                .due())
        .hasToString("50 UAH");
    var split =
        PremiumShare.of(
                "20",
                "0",
                PremiumShare.Share.of("client", "50"),
                PremiumShare.Share.of("operator", "50"))
            .split(of("120", "UAH"));
    assertThat(split.net()).hasToString("100 UAH");
    assertThat(split.parts().get("client")).hasToString("50 UAH");
  }

  @Test
  void purses() {
    var day = Instant.parse("2026-03-05T10:00:00Z");
    var lots =
        Lots.none("UAH")
            .with(Lot.units(1, "sms.mt", 3, "UAH", day, Lot.NEVER))
            .with(Lot.money(2, of("10", "UAH"), day, Lot.NEVER));

    var taken = lots.take("sms.mt", 5, n("0.5"), day);

    assertThat(taken.after().units("sms.mt", day)).isZero();
    assertThat(taken.after().money(day)).hasToString("9 UAH");
    var wallet = Wallet.of(of("10", "UAH"), of("5", "UAH")).hold(of("4", "UAH"));
    var posted = wallet.post(of("4", "UAH"), of("3", "UAH"));
    assertThat(wallet.available()).hasToString("11 UAH");
    assertThat(posted.balance()).hasToString("7 UAH");
    assertThat(posted.available()).hasToString("12 UAH");
  }

  private static final long PLATFORM = 10;
  private static final long RESELLER = 20;
  private static final long CLIENT = 30;

  private static Money balance(Connection connection, long buyer, long seller) throws SQLException {
    return Wallet.find(connection, buyer, seller, "UAH").orElseThrow().balance();
  }

  @Test
  void a_wallet_and_a_month() throws SQLException {
    var database = TestDatabase.migrated("db/billing").dataSource();
    var month = new BillingMonth(PLATFORM, YearMonth.of(2026, 3), ZoneId.of("Europe/Kyiv"));
    var clock = Clock.fixed(month.to().plus(Duration.ofHours(73)), ZoneOffset.UTC);
    var march = month.from();
    var last = new AtomicLong(1_000_000);
    IdSource ids = count -> last.getAndAdd(count) + 1;
    var ledger = new Ledger(ids);
    var edges =
        List.of(
            new Edge(0, RESELLER, CLIENT, "UAH"),
            new Edge(1, PLATFORM, RESELLER, "UAH"),
            new Edge(2, Edge.OPERATORS, PLATFORM, "UAH"));
    try (var connection = database.getConnection()) {
      for (var price :
          List.of(
              Price.starting(RESELLER, 0, "MT", "", "", "UAH", n("0.85"), march),
              Price.starting(PLATFORM, 0, "MT", "", "", "UAH", n("0.70"), march))) {
        new PriceList(ids).add(connection, price);
      }
      Wallet.open(connection, ids, CLIENT, RESELLER, "UAH", march);
      Wallet.open(connection, ids, RESELLER, PLATFORM, "UAH", march);
      for (var time = 0; time < 2; time++) {
        ledger.topUp(connection, CLIENT, RESELLER, of("10", "UAH"), "payment-1", "", march);
        ledger.topUp(connection, RESELLER, PLATFORM, of("10", "UAH"), "payment-2", "", march);
      }

      var event = Rating.rate(PriceBook.load(connection), 1, edges, "MT", 4, "UA", "", march);
      assertThat(ledger.hold(connection, List.of(event), march, march.plusSeconds(60))).isEmpty();
      ledger.settle(connection, List.of(new Settlement(1, 3)), march);
      assertThat(balance(connection, CLIENT, RESELLER)).hasToString("7.45 UAH");
      assertThat(balance(connection, RESELLER, PLATFORM)).hasToString("7.9 UAH");

      var tiers = TierTable.allUnits(Tier.upTo("2", "0.70"), Tier.rest("0.50"));
      var contract =
          Contract.resale(7, PLATFORM, RESELLER, "UAH", parse("2026-01-01"))
              .withDiscount(
                  Discount.byVolume(tiers)
                      .passingOn(PassThrough.of("50", PassThrough.Among.PRO_RATA_QTY)));
      var terms = VolumeTerms.of(RESELLER, "MT", Set.of("MT"), ContractHistory.of(contract));
      for (var time = 0; time < 2; time++) {
        new PeriodClose(ids, Duration.ofHours(72))
            .close(database, month, List.of(terms), clock, (done, all) -> {});
      }
      assertThat(balance(connection, CLIENT, RESELLER)).hasToString("7.75 UAH");
      assertThat(balance(connection, RESELLER, PLATFORM)).hasToString("8.5 UAH");
      assertThat(BooksCheck.check(connection)).isEmpty();
    }
  }
}
