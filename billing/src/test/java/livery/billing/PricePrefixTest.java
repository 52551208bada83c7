package livery.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.billing.price.NoPrice;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.Rating;
import livery.billing.price.Subscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricePrefixTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final PriceBook BOOK =
      PriceBook.of(
          List.of(
              price(1, 0, "", "", ""),
              price(2, 0, "UA", "", ""),
              price(3, 0, "", "", "380"),
              price(4, 0, "UA", "", "38067"),
              price(5, 0, "", "", "3806712"),
              price(6, 0, "", "Kyivstar", ""),
              price(7, 0, "UA", "Kyivstar", "38050"),
              price(8, 20, "", "", ""),
              price(9, 20, "UA", "", "38067")));

  private static Price price(long id, long buyer, String country, String network, String prefix) {
    return new Price(
        id, 10, buyer, "MT", country, network, prefix, "UAH", BigDecimal.ONE, NOW, Price.OPEN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "30 | UA | '' | ''           | 2",
        "30 | '' | '' | 48500000000  | 1",
        "30 | UA | '' | 380931234567 | 3",
        "30 | UA | '' | 380671034567 | 4",
        "30 | '' | '' | 380671034567 | 3",
        "30 | UA | '' | 380671234567 | 5",
        "30 | UA | Kyivstar | 380671234567 | 6",
        "30 | UA | Kyivstar | 380501234567 | 7",
        "30 | '' | Kyivstar | 380501234567 | 6",
        "30 | UA | Other | 380671034567 | 4",
        "20 | UA | Kyivstar | 380671234567 | 9",
        "20 | UA | Kyivstar | 380501234567 | 8",
      })
  void own_then_network_then_prefix_then_country(
      long buyer, String country, String network, String phone, long id) {
    var subscriber = new Subscriber(country, network, phone);
    assertThat(BOOK.find(10, buyer, "MT", subscriber, "UAH", NOW).orElseThrow().id()).isEqualTo(id);
  }

  @Test
  void a_buyer_may_have_a_price_by_its_own_prefixes_and_by_those_for_everybody() {
    assertThat(BOOK.prefixes(10, 30, "MT"))
        .containsExactlyInAnyOrder("380", "38067", "3806712", "38050");
    assertThat(BOOK.prefixes(10, 20, "MO")).isEmpty();
    assertThat(BOOK.prefixes(11, 20, "MT")).isEmpty();
    var own = PriceBook.of(List.of(price(1, 20, "", "", "48"), price(2, 21, "", "", "49")));
    assertThat(own.prefixes(10, 20, "MT")).containsExactly("48");
  }

  @Test
  void what_has_no_price_is_told_with_the_prefix_and_without_the_number() {
    var edges = List.of(new Edge(0, 10, 20, "EUR"), new Edge(1, Edge.OPERATORS, 10, "EUR"));
    var somebody = new Subscriber("UA", "Kyivstar", "380671234567");

    assertThatThrownBy(() -> Rating.rate(BOOK, 7, edges, "MT", 1, somebody, NOW))
        .isInstanceOf(NoPrice.class)
        .hasMessageContaining("country 'UA', network 'Kyivstar', prefix '3806712' at");
  }

  @Test
  void a_prefix_has_15_digits_at_most() {
    assertThat(price(0, 0, "", "", "123456789012345").prefix()).hasSize(15);
    for (var wrong : List.of("1234567890123456", "+380", "38o", "٣٨٠")) {
      assertThatThrownBy(() -> price(0, 0, "", "", wrong))
          .isInstanceOf(BillingException.Invalid.class)
          .hasMessageContaining(wrong);
    }
  }
}
