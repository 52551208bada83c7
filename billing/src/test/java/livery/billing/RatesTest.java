package livery.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import livery.billing.contract.CurrencyRate;
import livery.billing.price.NoPrice;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.RateBook;
import livery.billing.price.Rating;
import livery.billing.rent.Proration;
import livery.billing.rent.Rent;
import org.junit.jupiter.api.Test;

/** A client in hryvnias of a reseller in euros of a platform in dollars. */
class RatesTest {

  private static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final Instant NOW = MARCH.atTime(12, 0).atZone(KYIV).toInstant();
  private static final List<Edge> EDGES =
      List.of(
          new Edge(0, 20, 30, "UAH"),
          new Edge(1, 10, 20, "EUR"),
          new Edge(2, Edge.OPERATORS, 10, "USD"));
  private static final Price RETAIL = price(20, "EUR", "0.0333");
  private static final Price WHOLESALE = price(10, "EUR", "0.02");

  private static Price price(long seller, String currency, String unit) {
    return new Price(
        seller * 100 + currency.charAt(0),
        seller,
        0,
        "sms.mt",
        "",
        "",
        currency,
        new BigDecimal(unit),
        Instant.EPOCH,
        Price.OPEN);
  }

  private static CurrencyRate rate(String from, String to, String rate, LocalDate day) {
    return new CurrencyRate(from, to, new BigDecimal(rate), day, "NBU");
  }

  private static RatedEvent rated(RateBook rates, Instant at, Price... prices) {
    var book = PriceBook.of(List.of(prices)).with(rates);
    return Rating.rate(book, 7, EDGES, "sms.mt", 3, "", "", at);
  }

  private static RateBook book(CurrencyRate... rates) {
    return RateBook.of(List.of(rates), KYIV);
  }

  @Test
  void a_price_in_the_sellers_currency_is_converted_at_the_rate_of_the_day() {
    var event = rated(book(rate("EUR", "UAH", "48.1234", MARCH)), NOW, RETAIL, WHOLESALE);

    var line = event.lines().get(0);
    assertThat(line.unitPrice()).isEqualByComparingTo("1.60250922"); // 0.0333 × 48.1234
    assertThat(line.amountMicros()).isEqualTo(4_807_528); // three of them, rounded once
    assertThat(line.rate()).isEqualByComparingTo("48.1234");
    assertThat(line.rateOn()).isEqualTo(MARCH);
    assertThat(line.priceId()).isEqualTo(RETAIL.id());
    assertThat(event.lines().get(1).unitPrice()).isEqualByComparingTo("0.02");
    assertThat(event.lines().get(1).rate()).isNull(); // nobody stated one, and none was needed
  }

  @Test
  void a_price_in_the_buyers_currency_is_taken_as_it_is_and_the_rate_noted_where_there_is_one() {
    var own = price(20, "UAH", "1.50");

    var with = rated(book(rate("EUR", "UAH", "48", MARCH)), NOW, RETAIL, own, WHOLESALE);
    var without = rated(RateBook.NONE, NOW, RETAIL, own, WHOLESALE);

    assertThat(with.lines().get(0).unitPrice()).isEqualByComparingTo("1.50");
    assertThat(with.lines().get(0).rate()).isEqualByComparingTo("48");
    assertThat(without.lines().get(0).unitPrice()).isEqualByComparingTo("1.50");
    assertThat(without.lines().get(0).rate()).isNull();
  }

  @Test
  void a_missing_rate_refuses_and_says_which() {
    for (var rates :
        List.of(
            RateBook.NONE,
            book(rate("UAH", "EUR", "0.02", MARCH)), // nobody stated its inverse
            book(rate("EUR", "UAH", "48", MARCH.plusDays(1))))) {
      assertThatThrownBy(() -> rated(rates, NOW, RETAIL, WHOLESALE))
          .isInstanceOfSatisfying(
              NoPrice.class,
              none -> {
                assertThat(none.refusal().reason()).isEqualTo(Refusal.Reason.NO_RATE);
                assertThat(none.reason()).isEqualTo("no-rate");
                assertThat(none.refusal().buyerId()).isEqualTo(30);
              })
          .hasMessageContaining("price in EUR")
          .hasMessageContaining("no rate to UAH");
    }
    assertThatThrownBy(() -> rated(book(rate("EUR", "UAH", "48", MARCH)), NOW, WHOLESALE))
        .isInstanceOfSatisfying(
            NoPrice.class, none -> assertThat(none.reason()).isEqualTo("no-price"));
  }

  @Test
  void of_one_day_the_last_that_was_entered_holds_from_midnight_in_the_platforms_zone() {
    var rates =
        book(
            rate("EUR", "UAH", "48", MARCH),
            rate("EUR", "UAH", "49", MARCH.plusDays(1)),
            rate("EUR", "UAH", "47", MARCH));
    var midnight = MARCH.plusDays(1).atStartOfDay(KYIV).toInstant();

    assertThat(rates.find("EUR", "UAH", midnight.minusMillis(1)).orElseThrow().rate())
        .isEqualByComparingTo("47");
    assertThat(rates.find("EUR", "UAH", midnight).orElseThrow().rate()).isEqualByComparingTo("49");
    assertThat(rates.find("EUR", "UAH", NOW.minusSeconds(86_400))).isEmpty();
  }

  @Test
  void a_rent_is_converted_for_its_month_and_prorated_afterwards() {
    var april = LocalDate.of(2026, 4, 1);
    var rent =
        new Rent(7, 8, "sms.mt", EDGES, "", "", april, april.plusDays(10), Proration.DAILY_ACTUAL);
    var book =
        PriceBook.of(List.of(price(20, "EUR", "30"), WHOLESALE))
            .with(book(rate("EUR", "UAH", "50", MARCH)));

    var line = rent.rate(book, NOW).lines().get(0);

    assertThat(line.amount()).isEqualTo(Money.of("500", "UAH")); // 10 of 30 days of 1500
    assertThat(line.rate()).isEqualByComparingTo("50");
  }
}
