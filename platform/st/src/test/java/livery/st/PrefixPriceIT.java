package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices for numbers that begin so: made over REST, charged on every edge of what is sent. */
class PrefixPriceIT {

  private static final String DEAR = "380991";
  private static final String CHEAP = "380992";

  private static final String NETWORKS =
      "SELECT DISTINCT l.network FROM smpp_link l JOIN number_link o ON o.link_id = l.id JOIN number"
          + " n ON n.id = o.number_id WHERE n.digits = '"
          + Guinea.NUMBER
          + "'";

  private static Product product;
  private static Caller platform;
  private static Caller reseller;
  private static Caller client;
  private static final List<Runnable> ENDS = new ArrayList<>();

  @BeforeAll
  static void start() {
    product = Product.shared();
    platform = Caller.of(product, "owner@livery.example");
    var guinea = Guinea.of(product);
    reseller = guinea.reseller();
    client = guinea.client();
    for (var network : product.books().column(NETWORKS)) {
      cost(network, DEAR, "0.02");
      cost(network, CHEAP, "0.015");
    }
    price(platform, reseller, DEAR, "0.03");
    price(platform, reseller, CHEAP, "0.025");
    price(reseller, client, DEAR, "0.05");
    price(reseller, client, CHEAP, "0.04");
  }

  @AfterAll
  static void end() {
    ENDS.forEach(Runnable::run);
  }

  /** The operators' prices name networks, which go before prefixes: so these name both. */
  private static void cost(String network, String prefix, String amount) {
    add(
        platform,
        "{\"product\":\"sms.mt\",\"network\":\"%s\",\"prefix\":\"%s\",\"unitPrice\":%s,\"operatorCost\":true}"
            .formatted(network, prefix, amount));
  }

  private static void price(Caller seller, Caller buyer, String prefix, String amount) {
    var made =
        add(
            seller,
            "{\"buyerId\":%d,\"product\":\"sms.mt\",\"country\":\"UA\",\"prefix\":\"%s\",\"unitPrice\":%s,\"belowCost\":true}"
                .formatted(buyer.tenantId(), prefix, amount));
    assertThat(made.get("prefix").getAsString()).isEqualTo(prefix);
  }

  private static JsonObject add(Caller seller, String price) {
    var answer = seller.post("/prices", price);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var made = json(answer);
    ENDS.add(() -> seller.ask("DELETE", "/prices/" + made.get("id").getAsLong(), null));
    return made;
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  @Test
  void two_texts_over_one_link_cost_by_their_prefix_on_every_edge() {
    var dear = sent(DEAR + "000001");
    var cheap = sent(CHEAP + "000002"); // as even as the other, and by that the same link

    var link = "SELECT link_id FROM message WHERE id = ";
    assertThat(product.books().number(link + dear)).isEqualTo(product.books().number(link + cheap));
    assertThat(prices(dear)).isEqualTo("0.05 380991, 0.03 380991, 0.02 380991");
    assertThat(prices(cheap)).isEqualTo("0.04 380992, 0.025 380992, 0.015 380992");
    for (var id : List.of(dear, cheap)) {
      var rated = " FROM rated r JOIN price p ON p.id = r.price_id WHERE r.event_id = " + id;
      Await.until("it is charged", () -> product.books().number("SELECT COUNT(*)" + rated) == 3);
      assertThat(
              product
                  .books()
                  .column(
                      "SELECT CONCAT(p.prefix, ' ', p.unit_price = r.unit_price)"
                          + rated
                          + " ORDER BY r.level"))
          .containsOnly((id.equals(dear) ? DEAR : CHEAP) + " 1")
          .hasSize(3);
    }
  }

  private static Long sent(String phone) {
    var text =
        "{\"from\":\"%s\",\"to\":\"+%s\",\"text\":\"hello\"}".formatted(Guinea.NUMBER, phone);
    var answer = client.post("/messages", text);
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    return product.books().number("SELECT id FROM message WHERE phone = '" + phone + "'");
  }

  private static String prices(long message) {
    var life = json(platform.get("/messages/" + message));
    return String.join(
        ", ",
        each(life.getAsJsonArray("prices"), price -> true).stream()
            .map(price -> text(price, "unitPrice") + " " + text(price, "prefix"))
            .toList());
  }

  private static String text(JsonObject object, String name) {
    return object.get(name).getAsString();
  }

  private static List<JsonObject> each(JsonArray array, Predicate<JsonObject> wanted) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(wanted)
        .toList();
  }

  @Test
  void a_list_and_a_file_have_the_prefix_and_the_file_changes_nothing_again() {
    var listed = json(reseller.get("/prices?limit=200&buyer=" + client.tenantId()));
    assertThat(each(listed.getAsJsonArray("items"), row -> text(row, "prefix").equals(DEAR)))
        .hasSize(1);
    var bought = json(reseller.get("/prices?side=buy"));
    assertThat(each(bought.getAsJsonArray("items"), row -> text(row, "prefix").equals(CHEAP)))
        .hasSize(1);

    var file = reseller.get("/prices/file").body().lines().toList();
    var rows = file.stream().filter(row -> row.contains(DEAR) || row.contains(CHEAP)).toList();
    assertThat(rows).hasSize(2);
    var again = file.get(0) + "\n" + String.join("\n", rows) + "\n";
    var checked =
        json(reseller.send("POST", "/prices/file", BodyPublishers.ofString(again), "text/csv"));
    assertThat(checked.get("unchanged").getAsInt()).as(checked.toString()).isEqualTo(2);
    assertThat(checked.get("good").getAsInt()).isZero();
    assertThat(checked.get("refusedCount").getAsInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"sms.mt, UA, +380", "sms.mt, UA, 48", "number.rent, UA, 380", "sms.mt, '', 0"})
  void what_cannot_be_a_prefix_is_refused_by_name(String what, String country, String prefix) {
    for (var path : List.of("/prices", "/prices/outlook")) {
      var answer =
          reseller.post(
              path,
              "{\"product\":\"%s\",\"country\":\"%s\",\"prefix\":\"%s\",\"unitPrice\":1}"
                  .formatted(what, country, prefix));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(text(json(answer), "field")).isEqualTo("prefix");
    }
  }

  @Test
  void the_same_prefix_at_the_same_time_is_refused_and_below_cost_wants_to_be_meant() {
    var price =
        "{\"buyerId\":%d,\"product\":\"sms.mt\",\"country\":\"UA\",\"prefix\":\"%s\",\"unitPrice\":%s}";

    var twice = reseller.post("/prices", price.formatted(client.tenantId(), DEAR, "0.05"));
    var below = reseller.post("/prices", price.formatted(client.tenantId(), DEAR + "1", "0.029"));

    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(text(json(twice), "field")).isEqualTo("validFrom");
    assertThat(below.statusCode()).isEqualTo(409);
    assertThat(below.body()).contains("0.029").contains("0.03");
  }
}
