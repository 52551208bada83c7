package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import livery.simulator.Message;
import livery.simulator.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever programs send over REST: it does what it says, or a problem says why not. */
class RestInputIT {

  private static final String JSON = "application/json";
  private static final Pattern INSIDE =
      Pattern.compile("\\b(java|jakarta|livery|org\\.\\w+)\\.[a-z]+\\.|Exception|\\tat ");
  private static final int A_MEBIBYTE = 1 << 20;

  private static Product product;
  private static Books books;
  private static Caller tv;
  private static Caller acme;

  /** A client of Acme's that is there to be maltreated. */
  private static Caller guineaPig;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    books = product.books();
    tv = Caller.of(product, "owner@tv.example");
    acme = Caller.of(product, "owner@acme.example");
    var made = acme.post("/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Guinea pig\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    guineaPig = Caller.of(product, id(made), "admin");
  }

  private static long id(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject().get("id").getAsLong();
  }

  /** Settings are the type's own: no description names them, so StrangeRestIT cannot find them. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"question\":%s}", "{%s:1}"})
  void no_naughty_string_breaks_a_setting(String settings) throws IOException {
    var body = "{\"name\":\"x\",\"type\":\"voting\",\"settings\":%s}".formatted(settings);
    for (var string : Stream.concat(Naughty.WORST.stream(), Naughty.list().stream()).toList()) {
      var asked = body.replace("%s", Naughty.json(string));
      expectOrder(guineaPig.post("/campaigns", asked), asked);
    }
  }

  /** Done, or a problem that tells nothing about the inside. */
  private static void expectOrder(HttpResponse<String> answer, String what) {
    assertThat(answer.statusCode()).as(what + " → " + answer.body()).isBetween(200, 499);
    if (answer.statusCode() >= 400) {
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .as(what + " → " + answer.statusCode())
          .startsWith("application/problem+json");
      assertThat(INSIDE.matcher(answer.body()).find()).as(what + " → " + answer.body()).isFalse();
    }
  }

  private static HttpResponse<String> send(String path, String type, byte[] body) {
    return guineaPig.send("POST", path, BodyPublishers.ofByteArray(body), type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/messages", "/campaigns", "/tenants", "/users", "/keys", "/prices"})
  void a_body_that_is_no_body_is_refused(String path) {
    var bodies =
        List.of(
            new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'},
            utf8(""),
            utf8("{"),
            utf8("null"),
            utf8("[]"),
            utf8("\"x\""),
            utf8("{\"name\":{}}"),
            utf8("{\"name\":[1]}"),
            utf8("{\"nonsense\":1}"),
            utf8("{\"name\":1,\"name\":2}"),
            utf8("{\"name\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}"),
            utf8("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)),
            utf8("[".repeat(10_000)));
    for (var body : bodies) {
      var what =
          path + " " + new String(body, 0, Math.min(40, body.length), StandardCharsets.UTF_8);
      var answer = send(path, JSON, body);
      expectOrder(answer, what);
      assertThat(answer.statusCode()).as(what).isBetween(400, 499);
    }
    assertThat(send(path, JSON, utf8("{\"name\":\"" + "x".repeat(A_MEBIBYTE) + "\"}")).statusCode())
        .isEqualTo(413);
    assertThat(send(path, "text/plain", utf8("{}")).statusCode()).isEqualTo(415);
    assertThat(send(path, "no type", utf8("{}")).statusCode()).isBetween(400, 415);
    var unknown = guineaPig.send("BREW", path, BodyPublishers.noBody(), null);
    assertThat(unknown.statusCode()).isIn(405, 501);
    expectOrder(guineaPig.send("DELETE", path, BodyPublishers.noBody(), null), "DELETE " + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1", "1e999999999", "1e-999999999", "NaN", "\"1\"", "true"})
  void a_number_that_is_none_of_ours_is_refused(String number) {
    var pig = guineaPig.tenantId();
    var price = "{\"buyerId\":" + pig + ",\"product\":\"MT\",\"unitPrice\":" + number + "}";
    var answers =
        List.of(
            acme.post("/prices", price),
            acme.post("/prices", price.replace("" + pig, number)),
            acme.post("/wallets/" + pig + "/top-ups", "{\"amount\":" + number + "}"),
            acme.ask("PUT", "/wallets/" + pig + "/credit-line", "{\"limit\":" + number + "}"),
            guineaPig.ask("PUT", "/wallet/alert", "{\"threshold\":" + number + "}"),
            guineaPig.post(
                "/campaigns", "{\"name\":\"x\",\"type\":\"voting\",\"numberId\":" + number + "}"),
            guineaPig.post(
                "/campaigns",
                "{\"name\":\"x\",\"type\":\"voting\",\"settings\":{\"votes\":" + number + "}}"),
            guineaPig.post(
                "/keys", "{\"name\":\"x\",\"scopes\":[\"admin\"],\"days\":" + number + "}"),
            tv.post(
                "/messages",
                "{\"from\":\"3838\",\"to\":\"380509990101\",\"text\":\"x\",\"campaignId\":"
                    + number
                    + "}"));
    for (var answer : answers) {
      expectOrder(answer, answer.uri() + " " + number);
    }
  }

  @Test
  void a_price_tells_all_that_is_wrong_by_the_names_of_its_request() {
    var pig = guineaPig.tenantId();
    var price =
        "{\"buyerId\":" + pig + ",\"product\":\"sms.mt\",\"country\":\"SE\",\"unitPrice\":9}";
    var path = "/prices/" + id(acme.post("/prices", price));
    var strange = price.replace("" + pig, "" + Long.MAX_VALUE).replace("9}", "-1}");
    var change = "{\"unitPrice\":-1,\"from\":\"2020-01-01T00:00:00Z\"}";

    assertWrong(acme.post("/prices", strange), "buyerId", "unitPrice");
    assertWrong(acme.post("/prices/outlook", strange), "buyerId", "unitPrice");
    assertWrong(acme.ask("PATCH", path, change), "unitPrice", "from");
    assertWrong(acme.post(path + "/outlook", change), "unitPrice", "from");
    assertWrong(
        acme.ask("PATCH", path, "{\"from\":\"soon\",\"validTo\":\"later\",\"unitPrice\":1}"),
        "unitPrice",
        "from",
        "validTo");
  }

  @Test
  void a_campaign_tells_all_that_is_wrong_when_it_is_changed_too() {
    var path =
        "/campaigns/"
            + id(
                guineaPig.post(
                    "/campaigns",
                    "{\"name\":\"x\",\"type\":\"voting\",\"settings\":{\"options\":["
                        + "{\"code\":\"1\",\"label\":\"a\"},{\"code\":\"2\",\"label\":\"b\"}]}}"));

    assertWrong(
        guineaPig.ask(
            "PATCH",
            path,
            "{\"name\":\"\",\"type\":\"autoreply\",\"startsAt\":\"soon\",\"keywords\":["
                + "{\"word\":\"a b\"},{\"word\":\"fine\"},{\"word\":\"c d\"}]}"),
        "type",
        "startsAt",
        "name",
        "keywords[0].word",
        "keywords[2].word");
  }

  private static void assertWrong(HttpResponse<String> answer, String... fields) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    var errors = JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("errors");
    assertThat(errors)
        .extracting(one -> one.getAsJsonObject().get("field").getAsString())
        .as(answer.body())
        .containsExactly(fields);
  }

  @Test
  void a_key_may_have_every_scope_that_there_is() {
    var scopes =
        "audit:read campaigns:read campaigns:write links:read links:write"
            + " messages:read messages:write money:read money:write numbers:read numbers:write"
            + " plugins:read plugins:write reports:read tenants:read tenants:write";
    var list = "\"" + scopes.replace(" ", "\",\"") + "\"";

    var made = tv.post("/keys", "{\"name\":\"all\",\"scopes\":[" + list + "]}");

    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @Test
  void the_same_request_twice_sends_one_text() {
    var key = "twice-" + System.nanoTime();
    var body = "{\"from\":\"3838\",\"to\":\"380509990102\",\"text\":\"once only\"}";

    var first = tv.ask("POST", "/messages", body, "Idempotency-Key", key);
    var second = tv.ask("POST", "/messages", body, "Idempotency-Key", key);
    var other = tv.ask("POST", "/messages", body.replace("once", "twice"), "Idempotency-Key", key);

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(books.number("SELECT COUNT(*) FROM message WHERE phone = '380509990102'")).isOne();
  }

  @Test
  void an_idempotency_key_is_the_tenants_own_and_counts_for_put() {
    var key = "shared-" + System.nanoTime();
    var coffee = Caller.of(product, "owner@coffee.example");

    var first = guineaPig.ask("PUT", "/wallet/alert", "{\"threshold\":1}", "Idempotency-Key", key);
    var other = guineaPig.ask("PUT", "/wallet/alert", "{\"threshold\":2}", "Idempotency-Key", key);
    var strange = coffee.ask("PUT", "/wallet/alert", "{\"threshold\":3}", "Idempotency-Key", key);

    assertThat(other.statusCode()).as(first.body() + other.body()).isEqualTo(422);
    assertThat(strange.statusCode()).as(strange.body()).isLessThan(300);
  }

  @Test
  void a_text_reaches_the_handset_and_its_life_names_the_own_price_only() throws Exception {
    var phone = "380509990103";
    var sent =
        tv.post(
            "/messages", "{\"from\":\"3838\",\"to\":\"" + phone + "\",\"text\":\"Привіт, end\"}");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    var id =
        JsonParser.parseString(sent.body())
            .getAsJsonObject()
            .getAsJsonArray("items")
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsLong();

    var shown =
        product
            .livery()
            .operators()
            .journal()
            .await(
                one -> one.direction() == Message.Direction.RECEIVED && one.phone().equals(phone),
                Duration.ofSeconds(20));

    assertThat(shown).isPresent();
    assertThat(shown.get().text()).isEqualTo("Привіт, end");
    Await.until(
        "the text is delivered",
        () -> "DELIVERED".equals(books.text("SELECT state FROM message WHERE id = " + id)));
    var life = JsonParser.parseString(tv.get("/messages/" + id).body()).getAsJsonObject();
    assertThat(life.getAsJsonObject("message").get("state").getAsString()).isEqualTo("DELIVERED");
    assertThat(life.getAsJsonArray("submissions")).hasSize(1);
    var prices = life.getAsJsonArray("prices");
    assertThat(prices).hasSize(1);
    assertThat(prices.get(0).getAsJsonObject().get("buyerId").getAsLong()).isEqualTo(tv.tenantId());
    assertThat(books.number("SELECT COUNT(*) FROM rated WHERE event_id = " + id)).isEqualTo(3);
    var resellers =
        JsonParser.parseString(acme.get("/messages/" + id).body())
            .getAsJsonObject()
            .getAsJsonArray("prices");
    assertThat(resellers)
        .allMatch(
            price ->
                price.getAsJsonObject().get("buyerId").getAsLong() == acme.tenantId()
                    || price.getAsJsonObject().get("sellerId").getAsLong() == acme.tenantId());
    assertThat(books.broken()).isEmpty();
  }

  @Test
  void the_life_of_an_answer_says_what_was_made_of_its_question() throws Exception {
    var vote = product.livery().operators().text(Text.of("380509990104", Stage.NUMBER, "vote 1"));
    product.livery().operators().awaitReply(vote, Duration.ofSeconds(20));
    var id =
        books.text("SELECT id FROM message WHERE direction = 'OUT' AND phone = '380509990104'");

    var life = JsonParser.parseString(tv.get("/messages/" + id).body()).getAsJsonObject();

    assertThat(life.get("note").getAsString()).matches("Counted for .+\\.");
    assertThat(life.getAsJsonObject("answers").get("text").getAsString()).isEqualTo("vote 1");
  }
}
