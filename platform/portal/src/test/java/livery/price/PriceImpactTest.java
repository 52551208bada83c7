package livery.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.sales.Sales.Volume;
import org.junit.jupiter.api.Test;

class PriceImpactTest {

  private static final long SELLER = 10;
  private static final long CLIENT = 20;
  private static final long OTHER = 21;

  private static Price price(long id, long buyer, String country, String network, String amount) {
    return new Price(
        id,
        SELLER,
        buyer,
        "sms.mt",
        country,
        network,
        "EUR",
        new BigDecimal(amount),
        Instant.EPOCH,
        Price.OPEN);
  }

  /** 1,000 parts that cost 10 and were sold at the price's amount. */
  private static Volume volume(long buyer, Price price) {
    var sold = price.unitPrice().multiply(BigDecimal.valueOf(1_000));
    return new Volume(
        buyer,
        price.id(),
        "sms.mt",
        1_000,
        Money.of(sold.setScale(6), "EUR"),
        Money.of("10", "EUR"),
        Money.of("10", "EUR"),
        Money.zero("EUR"));
  }

  /** The same of which the seller may still be charged something. */
  private static Volume waiting(long buyer, Price price, Money still) {
    var all = volume(buyer, price);
    return new Volume(
        buyer,
        price.id(),
        all.product(),
        all.quantity(),
        all.sold(),
        all.cost(),
        all.converted(),
        still);
  }

  private static List<String> effects(List<Price> old, List<Volume> volumes, Price... proposed) {
    return new PriceImpact(old, List.of(proposed))
        .of(volumes).stream()
            .map(
                one ->
                    "%d: %s to %s, earned %s to %s%s%s%s"
                        .formatted(
                            one.buyerId(),
                            one.before(),
                            one.after(),
                            one.marginBefore().orElseThrow(),
                            one.marginAfter().orElseThrow(),
                            one.atMost() ? ", at most" : "",
                            one.falls() ? ", less" : "",
                            one.loses() ? ", at a loss" : ""))
            .toList();
  }

  @Test
  void the_same_place_takes_all_of_its_volume_over() {
    var old = price(1, 0, "", "", "0.02");

    assertThat(effects(List.of(old), List.of(volume(CLIENT, old)), price(0, 0, "", "", "0.015")))
        .containsExactly("20: 20 EUR to 15 EUR, earned 10 EUR to 5 EUR, less");
    assertThat(effects(List.of(old), List.of(volume(CLIENT, old)), price(0, 0, "", "", "0.005")))
        .containsExactly("20: 20 EUR to 5 EUR, earned 10 EUR to -5 EUR, less, at a loss");
  }

  @Test
  void a_narrower_place_takes_at_most_all_of_it() {
    var old = price(1, 0, "", "", "0.02");

    assertThat(effects(List.of(old), List.of(volume(CLIENT, old)), price(0, 0, "UA", "", "0.03")))
        .containsExactly("20: 20 EUR to 30 EUR, earned 10 EUR to 20 EUR, at most");
  }

  @Test
  void a_prefix_takes_at_most_all_of_a_country_that_has_such_numbers() {
    var old = price(1, 0, "UA", "", "0.02");
    var volumes = List.of(volume(CLIENT, old));

    for (var country : List.of("", "UA")) {
      var kyivstar = price(0, 0, country, "", "0.03").forPrefix("38067");
      assertThat(effects(List.of(old), volumes, kyivstar))
          .containsExactly("20: 20 EUR to 30 EUR, earned 10 EUR to 20 EUR, at most");
    }
    var poland = price(0, 0, "", "", "0.03").forPrefix("48");
    assertThat(effects(List.of(old), volumes, poland)).isEmpty();
  }

  @Test
  void a_prefix_is_taken_over_by_a_longer_one_and_by_itself_alone() {
    var old = price(1, 0, "", "", "0.02").forPrefix("38067");
    var volumes = List.of(volume(CLIENT, old));
    var dearer = price(0, 0, "", "", "0.03");

    assertThat(effects(List.of(old), volumes, dearer.forPrefix("38067")))
        .containsExactly("20: 20 EUR to 30 EUR, earned 10 EUR to 20 EUR");
    assertThat(effects(List.of(old), volumes, dearer.forPrefix("380671")))
        .containsExactly("20: 20 EUR to 30 EUR, earned 10 EUR to 20 EUR, at most");
    for (var other : List.of("", "380", "38050")) {
      assertThat(effects(List.of(old), volumes, dearer.forPrefix(other))).as(other).isEmpty();
    }
  }

  @Test
  void a_wider_place_takes_nothing_from_a_narrower_one() {
    var old = price(1, 0, "UA", "", "0.02");

    assertThat(effects(List.of(old), List.of(volume(CLIENT, old)), price(0, 0, "", "", "0.03")))
        .isEmpty();
    assertThat(effects(List.of(old), List.of(volume(CLIENT, old)), price(0, 0, "PL", "", "0.03")))
        .isEmpty();
  }

  @Test
  void a_clients_own_price_touches_that_client_alone_and_wins_whatever_its_place() {
    var old = price(1, 0, "UA", "kyivstar", "0.02");
    var volumes = List.of(volume(CLIENT, old), volume(OTHER, old));

    assertThat(effects(List.of(old), volumes, price(0, CLIENT, "", "", "0.01")))
        .containsExactly("20: 20 EUR to 10 EUR, earned 10 EUR to 0 EUR, less");
  }

  @Test
  void a_price_for_everybody_leaves_those_with_their_own_alone() {
    var own = price(1, CLIENT, "", "", "0.02");
    var everybodys = price(2, 0, "", "", "0.03");

    assertThat(
            effects(
                List.of(own, everybodys),
                List.of(volume(CLIENT, own), volume(OTHER, everybodys)),
                price(0, 0, "", "", "0.001")))
        .containsExactly("21: 30 EUR to 1 EUR, earned 20 EUR to -9 EUR, less, at a loss");
  }

  @Test
  void of_several_the_nearest_is_taken_and_the_greatest_loss_stands_first() {
    var old = price(1, 0, "", "", "0.02");

    assertThat(
            effects(
                List.of(old),
                List.of(volume(CLIENT, old), volume(OTHER, old)),
                price(0, OTHER, "", "", "0.012"),
                price(0, 0, "", "", "0.018"),
                price(0, 0, "UA", "", "0.001")))
        .containsExactly(
            "21: 20 EUR to 12 EUR, earned 10 EUR to 2 EUR, less",
            "20: 20 EUR to 18 EUR, earned 10 EUR to 8 EUR, less");
  }

  @Test
  void what_the_level_above_still_holds_makes_a_loss_of_a_thin_margin() {
    var old = price(1, 0, "", "", "0.02");
    var thin = price(0, 0, "", "", "0.012");

    for (var still : List.of("2", "2.000001")) {
      var volumes = List.of(waiting(CLIENT, old, Money.of(still, "EUR")));
      var loss = still.length() > 1 ? ", at a loss" : "";
      assertThat(effects(List.of(old), volumes, thin))
          .containsExactly("20: 20 EUR to 12 EUR, earned 10 EUR to 2 EUR, less" + loss);
    }
    var unknown = List.of(waiting(CLIENT, old, null), volume(CLIENT, old));
    assertThat(effects(List.of(old), unknown, thin))
        .as("no rate joins the currencies of the one")
        .containsExactly(
            "20: 20 EUR to 12 EUR, earned 10 EUR to 2 EUR, less",
            "20: 20 EUR to 12 EUR, earned 10 EUR to 2 EUR, less");
  }
}
