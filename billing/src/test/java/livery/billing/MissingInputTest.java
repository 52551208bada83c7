package livery.billing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.contract.CurrencyRate;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.contract.PassThrough.ClientUse;
import livery.billing.rent.Proration;
import livery.billing.tax.Creditable;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.billing.tier.Delta;
import livery.billing.tier.Delta.Late;
import livery.billing.tier.PercentagePrice;
import livery.billing.tier.Tier;
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
            documents())
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
            "The day of a rate is missing",
            () -> CurrencyRate.on(List.of(RATE), "EUR", "UAH", null)),
        row("The list of rates is missing", () -> CurrencyRate.on(null, "EUR", "UAH", MARCH)),
        row("An amount to convert is missing", () -> RATE.convert(null)),
        row("An amount to convert is missing", () -> RATE.convert(null, COINS)),
        row("The rounding is missing", () -> RATE.convert(Money.of("1", "EUR"), null)));
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
