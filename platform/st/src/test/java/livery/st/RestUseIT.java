package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "/users/{id}, UserChange, name role language state",
    "/stock/{id}, StockChange, tier tariff shared",
  })
  void a_body_is_described_by_its_own_fields(String path, String name, String fields)
      throws Exception {
    var description = RestMap.description(product);
    var body =
        description
            .getAsJsonObject("paths")
            .getAsJsonObject("/api/v1" + path)
            .getAsJsonObject("patch")
            .getAsJsonObject("requestBody");

    assertThat(body.toString()).contains("\"#/components/schemas/" + name + "\"");
    assertThat(
            description
                .getAsJsonObject("components")
                .getAsJsonObject("schemas")
                .getAsJsonObject(name)
                .getAsJsonObject("properties")
                .keySet())
        .containsExactlyInAnyOrder(fields.split(" "));
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

  @Test
  void a_regular_report_is_ended_with_its_mails_code_and_without_a_sign_in() throws Exception {
    var books = product.books();
    var user = books.number("SELECT MIN(id) FROM app_user WHERE tenant_id = " + tv.tenantId());
    var body = "{\"userId\":%d,\"every\":\"MONTH\"}".formatted(user);
    assertThat(json(tv.post("/report-subscriptions", body.replace("MONTH", "HOUR"))).get("field"))
        .hasToString("\"every\"");
    assertThat(tv.post("/report-subscriptions", body.replace("" + user, "1")).statusCode())
        .isEqualTo(404);

    var made = json(tv.post("/report-subscriptions", body));
    assertThat(json(tv.post("/report-subscriptions", body))).isEqualTo(made);
    assertThat(tv.get("/report-subscriptions").body()).contains("\"userId\":" + user, "MONTH");
    var row = " FROM digest WHERE id = " + made.get("id").getAsLong();
    assertThat(books.text("SELECT address" + row)).startsWith("http://");
    var code = books.text("SELECT stop_code" + row);

    var page = product.page("127.0.0.1", "/digest/stop?code=" + code);
    assertThat(unknown("GET", page)).contains("method=\"post\"", code);
    assertThat(books.number("SELECT COUNT(*)" + row)).as("a scanner follows links").isEqualTo(1);
    assertThat(unknown("POST", page)).doesNotContain("method=\"post\"");
    assertThat(books.number("SELECT COUNT(*)" + row)).isZero();
    assertThat(unknown("GET", page)).doesNotContain("method=\"post\"");
    assertThat(unknown("POST", page)).doesNotContain("method=\"post\"");
  }

  @ParameterizedTest
  @CsvSource({"/stock, livery", "/numbers, acme", "/numbers/available, acme"})
  void a_list_of_numbers_says_when_it_is_cut(String path, String who) {
    var caller = Caller.of(product, "owner@" + who + ".example");
    var whole = items(json(caller.get(path + "?limit=200")));
    assertThat(whole).hasSizeBetween(2, 199);
    var count = whole.size();

    assertThat(next(json(caller.get(path + "?limit=" + count)))).isEmpty();
    var cut = json(caller.get(path + "?limit=" + (count - 1)));
    assertThat(items(cut)).isEqualTo(whole.subList(0, count - 1));
    var rest = json(caller.get(path + "?limit=" + (count - 1) + "&after=" + next(cut)));
    assertThat(items(rest)).isEqualTo(whole.subList(count - 1, count));
    assertThat(next(rest)).isEmpty();
    assertThat(caller.get(path + "?after=nowhere").statusCode()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "/prices?side=buy&, acme",
    "/receivables?, acme",
    "/billing-rules?, acme",
    "/billing-rules?side=buy&, coffee",
    "/price-imports?, acme",
    "/premium/income/due?, livery",
    "/premium/statements?, livery",
    "/issue/undocumented?, acme",
  })
  void a_list_of_money_is_the_same_whole_and_in_parts(String path, String who) {
    var caller = Caller.of(product, "owner@" + who + ".example");
    var whole = items(json(caller.get(path + "limit=200")));
    var half = (whole.size() + 1) / 2;

    if (half > 0) {
      var first = json(caller.get(path + "limit=" + half));
      assertThat(items(first)).isEqualTo(whole.subList(0, half));
      if (whole.size() > half) {
        var rest = json(caller.get(path + "limit=" + half + "&after=" + next(first)));
        assertThat(items(rest)).isEqualTo(whole.subList(half, whole.size()));
        assertThat(next(rest)).isEmpty();
      }
    }
    for (var wrong : List.of("after=nowhere", "limit=0", "limit=201")) {
      assertThat(caller.get(path + wrong).statusCode()).as(wrong).isEqualTo(422);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/messages/export, messages:read, acme",
    "/reports/campaigns/export, campaigns:read, acme",
    "/reports/numbers/export, numbers:read, acme",
    "/reports/stock/export, numbers:write, livery",
    "/reports/clients/export, tenants:read, acme",
    "/reports/people/export, admin, acme",
    "/reports/balances/export, money:read, acme",
    "/reports/payments/export, money:read, acme",
    "/reports/vouchers/export, money:read, acme",
    "/reports/audit/export, audit:read, acme",
    "/reports/links/export, links:write, livery",
    "/reports/plugins/export, admin, livery",
    "/reports/keys/export, admin, acme",
    "/reports/products/export, money:read, acme",
    "/reports/bundles/export, money:read, tv",
    "/reports/offers/export, money:read, acme",
    "/reports/bank-entries/export, money:read, acme",
    "/reports/bank-statements/export, money:read, acme",
    "/reports/contracts/export, money:read, acme",
    "/reports/agents/export, money:read, acme",
    "/reports/agent-fees/export, money:read, acme",
    "/reports/commissions/export, money:read, acme",
    "/reports/months/export, money:read, acme",
    "/reports/premium-statements/export, admin, livery"
  })
  void a_list_is_taken_home_as_a_file_with_the_scope_of_the_list(
      String path, String scope, String who) {
    var tenant = Caller.of(product, "owner@" + who + ".example").tenantId();

    var file = Caller.of(product, tenant, scope).get(path);

    assertThat(file.statusCode()).as(file.body()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains(".csv");
    assertThat(file.body().lines().count())
        .isGreaterThan(
            path.matches(
                    ".*(payments|vouchers|bundles|offers|bank|agents|fees|commissions|months|settlements|statements|contracts).*")
                ? 0
                : 1);
    assertThat(Caller.of(product, tenant, "plugins:read").get(path).statusCode()).isEqualTo(403);
  }

  @Test
  void a_file_of_a_list_holds_what_was_asked_for_in_the_form_that_was_asked_for() {
    var acme = Caller.of(product, "owner@acme.example");

    assertThat(acme.get("/reports/balances/export?text=no-such-client").body().lines()).hasSize(1);
    assertThat(acme.get("/reports/clients/export?format=xlsx").body()).startsWith("PK");
    assertThat(acme.get("/reports/clients/export?format=pdf").statusCode()).isEqualTo(422);
    assertThat(tv.get("/reports/stock/export").statusCode()).isBetween(400, 499);
    assertThat(tv.get("/messages/export?direction=OUT&phone=380500000000").body().lines())
        .hasSize(1);
    assertThat(tv.get("/messages/export?direction=UP").statusCode()).isEqualTo(422);
  }

  @Test
  void a_reader_is_seen_and_removed_once_with_the_scope_that_pulls() {
    var program = Caller.of(product, tv.tenantId(), "inbox:pull");
    var other = Caller.of(product, tv.tenantId(), "messages:read");
    var shpo = "/inbox/readers/shpo";
    assertThat(program.get("/inbox?reader=shpo&limit=1").statusCode()).isEqualTo(200);

    assertThat(readers(program)).contains("shpo");
    assertThat(other.get("/inbox/readers").statusCode()).isEqualTo(403);
    assertThat(other.ask("DELETE", shpo, null).statusCode()).isEqualTo(403);
    assertThat(program.ask("DELETE", shpo, null).statusCode()).isEqualTo(204);
    assertThat(readers(program)).doesNotContain("shpo");
    var again = program.ask("DELETE", shpo, null);
    assertThat(again.statusCode()).isEqualTo(404);
    assertThat(json(again).get("detail").getAsString()).contains("reader shpo");
  }

  private static List<String> readers(Caller program) {
    return items(json(program.get("/inbox/readers"))).stream()
        .map(reader -> reader.getAsJsonObject().get("name").getAsString())
        .toList();
  }

  private static List<JsonElement> items(JsonObject list) {
    return list.getAsJsonArray("items").asList();
  }

  private static String next(JsonObject list) {
    return list.has("next") && !list.get("next").isJsonNull() ? list.get("next").getAsString() : "";
  }

  private static String unknown(String method, String address) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }
}
