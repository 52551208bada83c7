package livery.billing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.contract.AgentFee;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.Contract.DocumentTerms;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.CurrencyRate;
import livery.billing.contract.Discount;
import livery.billing.contract.Leg;
import livery.billing.contract.MinimumSpend;
import livery.billing.contract.Paper;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.contract.PassThrough.ClientUse;
import livery.billing.price.RateBook;
import livery.billing.purse.Lot;
import livery.billing.purse.Lots;
import livery.billing.purse.LowBalance;
import livery.billing.purse.SpendLimit;
import livery.billing.rent.Proration;
import livery.billing.tax.Creditable;
import livery.billing.tax.DocumentTotals;
import livery.billing.tax.PremiumShare;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.billing.tier.Delta;
import livery.billing.tier.Delta.Late;
import livery.billing.tier.PercentagePrice;
import livery.billing.tier.PooledVolume;
import livery.billing.tier.PooledVolume.Moved;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierRow;
import livery.billing.tier.TierTable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pure rules are not given, or cannot be, is refused with a text that names it. */
class MissingInputTest {

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final Money MONEY = Money.of("31", "UAH");
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final LocalDate APRIL = LocalDate.of(2026, 4, 1);
  private static final Instant NOW = Instant.EPOCH;
  private static final Rounding COINS = Rounding.toCoins("UAH");
  private static final TierTable TABLE = TierTable.single("1");
  private static final CurrencyRate RATE =
      new CurrencyRate("EUR", "UAH", new BigDecimal("48.5"), MARCH, "NBU");
  private static final Taxed LINE = Taxed.of(MONEY, Money.zero("UAH"));
  private static final Creditable DOCUMENT = new Creditable(List.of(LINE), List.of(LINE));

  private static Arguments row(String text, ThrowingCallable call) {
    return arguments(text, call);
  }

  static Stream<Arguments> calls() {
    return Stream.of(
            Stream.of(
                row("The rounding mode is missing", () -> new Rounding(2, null)),
                row("The rounding mode is missing", () -> Rounding.toCoins("UAH", null)),
                row("An amount to round is missing", () -> COINS.round((BigDecimal) null)),
                row("An amount to round is missing", () -> COINS.round((Money) null)),
                row("The lines is missing", () -> COINS.cumulative(null, "UAH")),
                row("Row 2 is missing", () -> COINS.cumulative(Arrays.asList(ONE, null), "UAH"))),
            tiers(),
            parts(),
            contracts(),
            versions(),
            documents(),
            purses(),
            volumes(),
            deals(),
            lots())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> tiers() {
    return Stream.of(
        row(
            "The highest charge is missing",
            () -> new PercentagePrice(ONE, ONE, 0, ONE, ONE, null)),
        row("The list of amounts is missing", () -> PercentagePrice.of("1").total(null)),
        row("A percentage is 0 to 100, not 100.01", () -> Tier.percentUpTo("9", "100.01")),
        row("A percentage is 0 to 100, not 101", () -> Tier.percentOfRest("101")),
        row("A part of the quantity is missing", () -> TABLE.charge(ONE).share(null, 2)),
        row(
            "Of a quantity of 0 a part of 0 cannot be taken",
            () -> TABLE.charge(BigDecimal.ZERO).share(BigDecimal.ZERO, 2)),
        row(
            "Of a quantity of 1 a part of 10 cannot be taken",
            () -> TABLE.charge(ONE).share(BigDecimal.TEN, 2)),
        row(
            "An amount to round is out of range: 1E+1001",
            () -> COINS.round(new BigDecimal("1E+1001"))),
        row("What was posted is missing", () -> Delta.toPost(ONE, null, COINS)),
        row("The rounding is missing", () -> Delta.toPost(ONE, MONEY, null)),
        row("An amount to round is missing", () -> Delta.toPost(null, MONEY, COINS)),
        row(
            "The quantity at the close is missing",
            () -> Delta.afterClose(Late.CLOSED_NEVER_UP, TABLE, null, ONE, ONE)),
        row(
            "The table of tiers is missing",
            () -> Delta.afterClose(Late.CLOSED_NEVER_UP, null, ONE, ONE, ONE)),
        row(
            "What a change after the close does is missing",
            () -> Delta.afterClose(null, TABLE, ONE, ONE, ONE)));
  }

  private static Stream<Arguments> parts() {
    var daily = Proration.DAILY_ACTUAL;
    return Stream.of(
        row(
            "The price of the period is missing",
            () -> daily.part(null, MARCH, APRIL, MARCH, APRIL)),
        row(
            "The start of the period is missing",
            () -> daily.part(MONEY, null, APRIL, MARCH, APRIL)),
        row("The end of the period is missing", () -> daily.part(MONEY, MARCH, null, MARCH, APRIL)),
        row("The start of a part is missing", () -> daily.part(MONEY, MARCH, APRIL, null, APRIL)),
        row("The end of a part is missing", () -> daily.part(MONEY, MARCH, APRIL, MARCH, null)),
        row("The first day of a part is missing", () -> daily.ofMonth(MONEY, null, APRIL)),
        row("The end of a part is missing", () -> daily.ofMonth(MONEY, MARCH, null)),
        row(
            "The start of a part is missing",
            () -> Proration.bySecond(MONEY, NOW, NOW.plusSeconds(9), null, NOW)));
  }

  private static Stream<Arguments> contracts() {
    var half = PassThrough.of("50", Among.PRO_RATA_QTY);
    return Stream.of(
        row("Client 7: what was charged is missing", () -> new ClientUse(7, ONE, null)),
        row("Client 7: the quantity is missing", () -> new ClientUse(7, null, MONEY)),
        row("How a share is passed on is missing", () -> PassThrough.of("50", null)),
        row("The list of clients is missing", () -> PassThrough.perClient(null)),
        row("What was earned is missing", () -> half.pass(null, List.of())),
        row("The list of clients is missing", () -> half.pass(MONEY, null)),
        row("The day of a rate is missing", () -> new CurrencyRate("EUR", "UAH", ONE, null, "")),
        row(
            "The source of a rate is missing",
            () -> new CurrencyRate("EUR", "UAH", ONE, MARCH, null)),
        row("The list of rates is missing", () -> RateBook.of(null, ZoneOffset.UTC)),
        row("The zone of a book of rates is missing", () -> RateBook.of(List.of(RATE), null)),
        row("The moment of a rate is missing", () -> RateBook.NONE.find("EUR", "UAH", null)),
        row(
            "The day of a rate is missing",
            () -> CurrencyRate.on(List.of(RATE), "EUR", "UAH", null)),
        row("The list of rates is missing", () -> CurrencyRate.on(null, "EUR", "UAH", MARCH)),
        row("An amount to convert is missing", () -> RATE.convert(null)),
        row("An amount to convert is missing", () -> RATE.convert(null, COINS)),
        row("The rounding is missing", () -> RATE.convert(Money.of("1", "EUR"), null)));
  }

  private static Contract contract(
      Contract.Mode mode, LocalDate from, LocalDate to, Commission commission) {
    var first = Contract.resale(7, 1, 2, "UAH", MARCH);
    return new Contract(
        7,
        1,
        1,
        2,
        mode,
        "UAH",
        from,
        to,
        commission,
        first.settlement(),
        first.discount(),
        first.tax(),
        first.documents());
  }

  private static Stream<Arguments> versions() {
    var resale = Contract.Mode.RESALE;
    var first = Contract.resale(7, 1, 2, "UAH", MARCH);
    var none = Commission.NONE;
    var usual = Discount.byVolume(TABLE);
    return Stream.of(
        row("The mode of a contract is missing", () -> contract(null, MARCH, APRIL, none)),
        row("The first day of a contract is missing", () -> contract(resale, null, APRIL, none)),
        row("The end of a contract is missing", () -> contract(resale, MARCH, null, none)),
        row("The commission of a contract is missing", () -> contract(resale, MARCH, APRIL, null)),
        row("The settlement of a contract is missing", () -> first.withSettlement(null)),
        row("The discount of a contract is missing", () -> first.withDiscount(null)),
        row("The tax of a contract is missing", () -> first.withTax(null)),
        row("The mode of a contract is missing", () -> agent(null)),
        row("The series of documents is missing", () -> new DocumentTerms(null, false, 30)),
        row("Row 1 is missing", () -> new ContractHistory(Arrays.asList((Contract) null))),
        row("The basis of a commission is missing", () -> new Commission(null, null, null, false)),
        row(
            "The tiers of a commission is missing",
            () -> new Commission(Commission.Basis.PER_UNIT, null, null, false)),
        row(
            "When a commission falls due is missing",
            () -> new Commission(Commission.Basis.PER_UNIT, TABLE, null, false)),
        row("What was sold is missing", () -> new Commission.Sales(null, MONEY, ONE, MONEY, MONEY)),
        row("The basis of a discount is missing", () -> usual.onBasis(null, 1)),
        row("What a discount counts is missing", () -> usual.counting(null, null)),
        row("The tiers of a discount is missing", () -> Discount.byVolume(null)),
        row("How a discount is given is missing", () -> usual.grantedAs(null)),
        row("How a discount is passed on is missing", () -> usual.passingOn(null)),
        row("The amount of a minimum is missing", () -> new MinimumSpend(null, Proration.NONE)),
        row("The proration of a minimum is missing", () -> new MinimumSpend(MONEY, null)),
        row(
            "What was spent is missing",
            () -> new MinimumSpend(MONEY, Proration.NONE).trueUp(null)));
  }

  private static Contract agent(Contract.Mode mode) {
    return Contract.agent(7, 1, 2, mode, "UAH", MARCH, Commission.NONE);
  }

  private static Stream<Arguments> purses() {
    var share = PremiumShare.of("20", "7.5", PremiumShare.Share.of("agent", "100"));
    return Stream.of(
        row("A price is missing", () -> TaxRule.exclusive("20").tax(null)),
        row("The list of prices is missing", () -> TaxRule.exclusive("20").document(null)),
        row(
            "Row 1 is missing",
            () -> TaxRule.exclusive("20").document(Arrays.asList((Money) null))),
        row("The document's total is missing", () -> new TaxRule.Document(List.of(LINE), null)),
        row("A net amount is missing", () -> Taxed.of(null, MONEY)),
        row("A tax amount is missing", () -> Taxed.of(MONEY, null)),
        row("A gross amount is missing", () -> new Taxed(MONEY, MONEY, null)),
        row("What is added is missing", () -> LINE.plus(null)),
        row("What is taken off is missing", () -> LINE.minus(null)),
        row("Premium income is missing", () -> share.split(null)),
        row("The share is missing", () -> share.among(null, List.of(ONE))),
        row("The list of weights is missing", () -> share.among(MONEY, null)),
        row("The list of shares is missing", () -> new PremiumShare(ONE, ONE, null, null)),
        row("The party of a share is missing", () -> new PremiumShare.Share(null, ONE)),
        row(
            "What a levy is a percentage of is missing",
            () -> new PremiumShare(ONE, ONE, null, share.shares())),
        row("Row 1 is missing", () -> PremiumShare.of("20", "0", (PremiumShare.Share) null)),
        row("A limit is missing", () -> new SpendLimit(null, ZoneOffset.UTC)),
        row("The zone of a limit is missing", () -> new SpendLimit(MONEY, null)),
        row("The product of a lot is missing", () -> new Lot(1, null, 0, MONEY, NOW, Lot.NEVER)),
        row("The money of a lot is missing", () -> Lot.money(1, null, NOW, Lot.NEVER)),
        row("The start of a lot is missing", () -> Lot.money(1, MONEY, null, Lot.NEVER)),
        row("The end of a lot is missing", () -> Lot.money(1, MONEY, NOW, null)));
  }

  private static Stream<Arguments> volumes() {
    var volume = PooledVolume.over(List.of(), Moved.FROM_MOVE);
    var later = NOW.plusSeconds(9);
    var booked = List.of(new Delta.Line(ONE, ONE));
    var noLink = Arrays.asList((PooledVolume.Link) null);
    var nothing = Arrays.asList((PooledVolume.Usage) null);
    return Stream.of(
        row("A link of the list", () -> PooledVolume.over(noLink, Moved.FROM_MOVE)),
        row("A usage of the list", () -> volume.count(1, Scope.OWN, nothing, NOW, later)),
        row("A list of tiers is missing", () -> TierTable.graduated((Tier[]) null)),
        row("A list of tiers is missing", () -> TierTable.allUnits((Tier[]) null)),
        row("Row 1: the start is missing", () -> printed(null, ONE)),
        row("Row 1: the end is missing", () -> printed(BigDecimal.ZERO, null)),
        row("The unit price of a line is missing", () -> new Delta.Line(null, ONE)),
        row("The quantity of a line is missing", () -> new Delta.Line(ONE, null)),
        row("The list of booked lines is missing", () -> Delta.lines(null, TABLE.charge(ONE))),
        row("What is right now is missing", () -> Delta.lines(booked, null)),
        row("The list of links is missing", () -> PooledVolume.over(null, Moved.FROM_MOVE)),
        row("For whom a moved client counts", () -> PooledVolume.over(List.of(), null)),
        row("Tenant 2: the start", () -> new PooledVolume.Link(2, 1, null, NOW, true)),
        row("Tenant 2: the end", () -> new PooledVolume.Link(2, 1, NOW, null, true)),
        row("Event 7: the moment is missing", () -> new PooledVolume.Usage(7, 1, null, ONE)),
        row("Whose usage counts", () -> volume.count(1, null, List.of(), NOW, later)),
        row("The list of usage", () -> volume.count(1, Scope.OWN, null, NOW, later)),
        row("The start of the period", () -> volume.count(1, Scope.OWN, List.of(), null, later)),
        row("The end of the period", () -> volume.count(1, Scope.OWN, List.of(), NOW, null)),
        row("begins before it ends", () -> volume.count(1, Scope.OWN, List.of(), NOW, NOW)),
        row(
            "The size of a step is missing",
            () -> Allocation.LARGEST_REMAINDER.share(MONEY, List.of(ONE), null)),
        row("The other amount is missing", () -> MONEY.plus(null)),
        row("The other amount is missing", () -> MONEY.minus(null)),
        row("The other amount is missing", () -> MONEY.compareTo(null)));
  }

  private static TierTable printed(BigDecimal from, BigDecimal to) {
    var row = new TierRow(from, to, ONE, BigDecimal.ZERO, BigDecimal.ZERO);
    return TierTable.ofRows(
        TierTable.Mode.GRADUATED, TierTable.Boundary.UPPER_INCLUSIVE, List.of(row));
  }

  private static Stream<Arguments> deals() {
    var first = Contract.resale(7, 1, 2, "UAH", MARCH);
    var history = ContractHistory.of(first);
    var usual = Discount.byVolume(TABLE);
    var sales = Commission.Sales.of(MONEY, MONEY);
    var half = PassThrough.of("50", Among.PRO_RATA_QTY);
    return Stream.of(
        row("The contract of a settlement is missing", () -> AgentSettlement.of(null, sales)),
        row("The sales of a period is missing", () -> AgentSettlement.of(first, null)),
        row("The sales of a period is missing", () -> Commission.NONE.earn(null)),
        row("What was sold is missing", () -> Commission.Sales.of(null, MONEY)),
        row("What was bought is missing", () -> new AgentFee(ONE, MONEY).of(null)),
        row("The mode of a contract is missing", () -> Leg.of(null, MONEY, MONEY, MONEY, true)),
        row(
            "The amount of a leg is missing",
            () -> Leg.of(Contract.Mode.RESALE, null, MONEY, MONEY, true)),
        row("The contract is missing", () -> Paper.of(null)),
        row("What decides about the tier is missing", () -> usual.charge(null, ONE)),
        row("What was posted is missing", () -> usual.earned(null, ONE, ONE, COINS)),
        row("The rounding is missing", () -> usual.earned(MONEY, ONE, ONE, null)),
        row("The first day of the period", () -> usual.countsFrom(null, MARCH)),
        row("The first day of a contract", () -> usual.countsFrom(MARCH, null)),
        row("The quantity before is missing", () -> usual.provisional(null, ONE, ONE)),
        row("The contract is missing", () -> ContractHistory.of(null)),
        row("The new version is missing", () -> history.amend(null, MARCH)),
        row("The first day that is open", () -> history.amend(first.next(APRIL), null)),
        row("The day is missing", () -> history.at(null)),
        row("The day is missing", () -> history.status(null)),
        row(
            "A client of the list is missing",
            () -> half.pass(MONEY, Arrays.asList((ClientUse) null))));
  }

  private static Stream<Arguments> lots() {
    var none = Lots.none("UAH");
    var one = none.with(Lot.money(1, MONEY, NOW, Lot.NEVER));
    var nothing = Money.zero("UAH");
    var rule = TaxRule.exclusive("20");
    return Stream.of(
        row("The order of lots is missing", () -> new Lots(null, "UAH", List.of())),
        row("The list of lots is missing", () -> new Lots(Lots.Order.OLDEST_FIRST, "UAH", null)),
        row("Row 1 is missing", () -> none.with(null)),
        row("The product that is bought is missing", () -> none.take(null, 1, ONE, NOW)),
        row("The moment of a purchase is missing", () -> none.take("MT", 1, ONE, null)),
        row("The moment of a purchase is missing", () -> none.take(MONEY, null)),
        row("What is spent is missing", () -> none.take(null, NOW)),
        row("The moment is missing", () -> one.money(null)),
        row("The moment is missing", () -> one.units("MT", null)),
        row("The moment is missing", () -> one.expire(null)),
        row("What is put back is missing", () -> one.putBack(null)),
        row("not -1 units", () -> new Lots.Use(1, -1, nothing)),
        row("not 0 units and -31 UAH", () -> new Lots.Use(1, 0, MONEY.negated())),
        row("The threshold of an alert is missing", () -> LowBalance.below(null)),
        row("What is available is missing", () -> LowBalance.below(MONEY).at(null)),
        row(
            "The list of lines is missing",
            () -> DocumentTotals.of(null, nothing, rule, nothing, nothing)),
        row(
            "The discount is missing",
            () -> DocumentTotals.of(List.of(MONEY), null, rule, nothing, nothing)),
        row(
            "The tax of a document is missing",
            () -> DocumentTotals.of(List.of(MONEY), nothing, null, nothing, nothing)),
        row(
            "Row 2: a line is 0 or more, not -31 UAH",
            () ->
                DocumentTotals.of(
                    List.of(MONEY, MONEY.negated()), nothing, rule, nothing, nothing)),
        row(
            "What is prepaid is 0 or more, not -31 UAH",
            () -> DocumentTotals.of(List.of(MONEY), nothing, rule, nothing, MONEY.negated())));
  }

  private static Stream<Arguments> documents() {
    var one = List.of(LINE);
    return Stream.of(
        row(
            "A document has a line or more and as many that are left, not 0 and 0",
            () -> new Creditable(List.of(), List.of())),
        row("as many that are left, not 1 and 0", () -> new Creditable(one, List.of())),
        row("The document's lines is missing", () -> new Creditable(null, one)),
        row("Row 1 is missing", () -> new Creditable(one, Arrays.asList((Taxed) null))),
        row("The document is missing", () -> Creditable.of((TaxRule.Document) null)),
        row("The credit note's lines is missing", () -> DOCUMENT.credit(null)),
        row("Row 1 is missing", () -> DOCUMENT.credit(Arrays.asList((Money) null))),
        row("The document has 1 lines, the credit note 0", () -> DOCUMENT.credit(List.of())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("calls")
  void what_is_missing_is_refused_by_name(String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining(text);
  }
}
