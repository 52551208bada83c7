package livery.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditorReferenceTest {

  @Test
  void the_example_of_the_standard_is_read() {
    // ISO 11649: RF18 5390 0754 7034
    assertThat(CreditorReference.wallets("RF18 5390 0754 7034")).containsExactly(539007547034L);
    assertThat(CreditorReference.of(539007547034L)).isEqualTo("RF18 5390 0754 7034");
  }

  @ParameterizedTest
  @CsvSource({
    "'RF18539007547034', 1",
    "'rf18 5390 0754 7034', 1",
    "'top up RF18 5390 0754 7034 thanks', 1",
    "'RF18 5390 0754 7034 2026', 1",
    "'RF19 5390 0754 7034', 0",
    "'RF18 5390 0754 7043', 0",
    "'invoice 539007547034', 0",
    "'', 0"
  })
  void people_write_it_in_many_ways_and_a_wrong_digit_shows(String text, int found) {
    assertThat(CreditorReference.wallets(text)).hasSize(found);
  }

  @Test
  void every_number_can_be_read_back() {
    var random = new Random(1);
    for (var i = 0; i < 5_000; i++) {
      var wallet = 1 + random.nextLong(999_999_999_999_999L);
      assertThat(CreditorReference.wallets("x " + CreditorReference.of(wallet) + ", y"))
          .containsExactly(wallet);
    }
  }
}
