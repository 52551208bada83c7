package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * While somebody looks at a list, others add to it and take from it: a button of a row still means
 * the row that stood beside it.
 */
class LateRowIT {

  private static Product product;
  private static Guinea guinea;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    guinea = Guinea.of(product);
  }

  /** The button of the row that shows this text. */
  private static Element button(PlainPage page, String text) {
    var found = page.document().select("tr:contains(" + text + ") button[type=submit]");
    assertThat(found).as(text).hasSize(1);
    return found.get(0);
  }

  private static void press(PlainPage page, Element button) {
    page.press((FormElement) button.closest("form"), button, Map.of());
    assertThat(page.status()).isEqualTo(200);
  }

  private static List<String> keys(String condition) {
    return product
        .books()
        .column(
            "SELECT name FROM api_key WHERE name LIKE 'late-%' AND " + condition + " ORDER BY 1");
  }

  private static void makeKey(String name) {
    var made =
        guinea.client().post("/keys", "{\"name\":\"" + name + "\",\"scopes\":[\"messages:read\"]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @Test
  void a_key_that_stands_elsewhere_by_now_is_the_one_that_is_revoked() {
    makeKey("late-m");
    makeKey("late-n");
    var page = PlainPage.Visitor.of(product, Guinea.CLIENT).open("/tenant/keys.xhtml");
    var revoke = button(page, "late-m");
    makeKey("late-a");
    makeKey("late-z");

    press(page, revoke);

    assertThat(keys("revoked_at IS NOT NULL")).containsExactly("late-m");
    assertThat(page.document().text()).contains("late-a", "late-z");
    press(page, button(page, "late-a"));
    assertThat(keys("revoked_at IS NOT NULL")).containsExactly("late-a", "late-m");
  }

  private static void makeVouchers(String name) {
    var made =
        guinea
            .reseller()
            .ask(
                "POST",
                "/vouchers",
                "{\"name\":\"%s\",\"count\":1,\"amount\":1,\"currency\":\"EUR\",\"lastDay\":\"%s\"}"
                    .formatted(name, LocalDate.now(ZoneOffset.UTC).plusMonths(5)),
                "Idempotency-Key",
                "late-" + System.nanoTime());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @Test
  void vouchers_below_newer_ones_are_the_ones_that_are_stopped() {
    makeVouchers("Late one");
    var page = PlainPage.Visitor.of(product, Guinea.RESELLER).open("/payment/vouchers.xhtml");
    var stop = button(page, "Late one");
    makeVouchers("Later one");

    press(page, stop);

    assertThat(
            product
                .books()
                .column(
                    "SELECT name FROM voucher_batch WHERE name LIKE 'Late% one'"
                        + " AND stopped_at IS NOT NULL"))
        .containsExactly("Late one");
  }
}
