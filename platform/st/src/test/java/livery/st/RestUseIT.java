package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What programs ask before they act: what a text costs, and where something is. */
class RestUseIT {

  private static final String LONG_TEXT =
      "Дякуємо, що голосуєте разом із нами щовечора. ".repeat(3);

  private static Product product;
  private static Caller tv;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    tv = Caller.of(product, "owner@tv.example");
  }

  @Test
  void a_quote_is_what_sending_then_takes_and_sends_nothing() {
    var body =
        "{\"from\":\"3838\",\"to\":\"380509993001\",\"text\":\"%s\"}".formatted(LONG_TEXT.strip());

    var quote = json(tv.post("/messages/quote", body));

    assertThat(quote.get("parts").getAsInt()).isEqualTo(3);
    assertThat(quote.get("alphabet").getAsString()).isEqualTo("UCS2");
    assertThat(quote.get("currency").getAsString()).isEqualTo("UAH");
    assertThat(sent()).isZero();
    assertThat(tv.post("/messages", body).statusCode()).isBetween(200, 202);
    assertThat(sent()).isEqualTo(1);
    assertThat(quote.get("price").getAsBigDecimal())
        .isEqualByComparingTo(
            new BigDecimal(
                product
                    .books()
                    .text(
                        "SELECT price_micros / 1000000 FROM message WHERE phone = '380509993001'"
                            + " AND direction = 'OUT'")));
  }

  private static long sent() {
    return product.books().number("SELECT COUNT(*) FROM message WHERE phone = '380509993001'");
  }

  @Test
  void what_cannot_be_sent_has_no_quote() {
    var answer = tv.post("/messages/quote", "{\"from\":\"3838\",\"to\":\"12\",\"text\":\"x\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("field").getAsString()).isEqualTo("to");
  }

  @Test
  void a_search_leads_to_campaign_keyword_and_number_and_to_nothing_of_others() {
    assertThat(kinds(tv, "голос")).contains("CAMPAIGN", "KEYWORD");
    assertThat(kinds(tv, "3838")).contains("NUMBER");
    assertThat(kinds(tv, "Pizza")).doesNotContain("\"");
    assertThat(kinds(Caller.of(product, "owner@acme.example"), "Зерно")).contains("CLIENT");
    assertThat(tv.get("/search?text=x").statusCode()).isIn(200, 422);
  }

  private static String kinds(Caller caller, String text) {
    var answer =
        caller.get(
            "/search?text="
                + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var kinds = new JsonArray();
    json(answer)
        .getAsJsonArray("items")
        .forEach(hit -> kinds.add(hit.getAsJsonObject().get("kind")));
    return kinds.toString();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }
}
