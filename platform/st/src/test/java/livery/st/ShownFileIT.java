package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of a list holds exactly what the list shows for what is looked for. */
class ShownFileIT {

  private static final String PLATFORM = "owner@livery.example";
  private static final String KEY = "{\"name\":\"Shown key\",\"scopes\":[\"messages:read\"]}";
  private static final String VOUCHERS =
      "{\"name\":\"Shown 10%%\",\"count\":1,\"amount\":1,\"currency\":\"EUR\","
          + "\"lastDay\":\"%s\"}";

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    product.books().change("UPDATE app_user SET must_change = FALSE");
    var guinea = Guinea.of(product);
    done(guinea.client().post("/keys", KEY));
    var lastDay = LocalDate.now(ZoneOffset.UTC).plusDays(30);
    done(guinea.reseller().post("/vouchers", VOUCHERS.formatted(lastDay)));
  }

  private static void done(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static PlainPage shown(PlainPage.Visitor visitor, String path, String text) {
    return visitor.open(path + "?text=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }

  private static long rows(PlainPage page) {
    return page.document().select("[id=list:table_data] > tr[data-ri]").size();
  }

  private static String file(PlainPage.Visitor visitor, PlainPage page) {
    var link = page.document().selectFirst("a.file-link");
    return link == null ? "nothing to take" : visitor.open(link.attr("href")).body();
  }

  @ParameterizedTest(name = "{1} {2}")
  @CsvSource({
    PLATFORM + ", /number/list.xhtml, 77 9, 7799",
    Guinea.RESELLER + ", /tenant/clients.xhtml, EA PI, Guinea pig",
    PLATFORM + ", /price/products.xhtml, text, sms.mt",
    Guinea.CLIENT + ", /tenant/people.xhtml, PIG@, pig@guinea.example",
    Guinea.CLIENT + ", /tenant/keys.xhtml, WN K, Shown key",
    Guinea.RESELLER + ", /payment/vouchers.xhtml, 10%, Shown 10%"
  })
  void a_file_holds_what_is_shown(String who, String path, String text, String found) {
    var visitor = PlainPage.Visitor.of(product, who);
    var whole = visitor.open(path);

    var some = shown(visitor, path, text);
    var none = shown(visitor, path, "nothing & of the kind");

    assertThat(rows(some)).isPositive();
    assertThat(file(visitor, some)).contains(found);
    assertThat(file(visitor, some).lines().count()).isEqualTo(1 + rows(some));
    assertThat(rows(none)).isZero();
    assertThat(file(visitor, none).lines()).hasSize(1);
    assertThat(none.document().select("input[name=text]").val()).isEqualTo("nothing & of the kind");
    assertThat(file(visitor, whole).lines().count())
        .as("all that is there")
        .isGreaterThanOrEqualTo(file(visitor, some).lines().count());
  }
}
