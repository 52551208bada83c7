package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./livery check} beside a running product: what it says and how it ends. */
class CheckIT {

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
  }

  /** How a process of the launcher ended. */
  private record End(int status, String said) {}

  private static End check(String... options) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("check"));
    words.addAll(List.of(options));
    var launched = Launched.with(words.toArray(String[]::new));
    return new End(launched.end(Duration.ofSeconds(60)), launched.said());
  }

  private static End checkProduct() throws IOException, InterruptedException {
    var settings = product.livery().settings();
    return check("--data=" + settings.data(), "--db-port=" + settings.databasePort());
  }

  @Test
  void it_ends_with_0_when_the_books_add_up_and_with_1_and_a_name_when_a_row_was_spoilt()
      throws Exception {
    var honest = checkProduct();

    assertThat(honest.said()).contains("I1   right", "I16  right", "The books add up");
    assertThat(honest.status()).as(honest.said()).isZero();

    // a wallet that no traffic moves, so that mending it finds it as it was
    var wallet =
        product.books().number("SELECT id FROM wallet WHERE held = 0 ORDER BY balance, id LIMIT 1");
    product.books().change("UPDATE wallet SET balance = balance + 1 WHERE id = " + wallet);
    var spoilt = checkProduct();
    product.books().change("UPDATE wallet SET balance = balance - 1 WHERE id = " + wallet);

    assertThat(spoilt.status()).as(spoilt.said()).isEqualTo(1);
    assertThat(spoilt.said())
        .contains("I1   1 violations", "wallet " + wallet + ": balance ", "I2   right")
        .contains("The books do not add up: 1 violations");
    assertThat(checkProduct().status()).isZero();
  }

  @Test
  void it_says_in_one_sentence_why_it_cannot() throws Exception {
    var nowhere = check("--data=/nowhere");
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(nowhere.said()).startsWith("There is no database in /nowhere").hasLineCount(1);

    var unknown = check("--dta=x");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.said()).startsWith("Unknown option --dta=x").hasLineCount(1);
  }
}
