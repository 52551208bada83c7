package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What REST tells of papers and payments beside their amounts, and to whom. */
class RestPapersIT {

  private static Product product;
  private static Books books;
  private static Caller acme;
  private static Caller nova;
  private static Caller coffee;

  @BeforeAll
  static void start() {
    product = Product.shared();
    books = product.books();
    acme = Caller.of(product, "owner@acme.example");
    nova = Caller.of(product, "owner@nova.example");
    coffee = Caller.of(product, "owner@coffee.example");
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private static JsonArray items(HttpResponse<String> answer) {
    return json(answer).getAsJsonArray("items");
  }

  private static void note(long seller, long buyer, int of, long micros) {
    books.change(
        "INSERT INTO undocumented (seller_id, buyer_id, currency, of_period, period, amount,"
            + " noticed_at) VALUES (%d, %d, 'UAH', %d, 202512, %d, UTC_TIMESTAMP())"
                .formatted(seller, buyer, of, micros));
  }

  @Test
  void what_no_credit_note_says_is_told_to_its_seller_with_what_is_below_a_coin_last() {
    note(acme.tenantId(), coffee.tenantId(), 202511, 4_999);
    note(acme.tenantId(), coffee.tenantId(), 202510, 1_230_000);
    note(acme.tenantId(), coffee.tenantId(), 202509, 5_000);
    note(nova.tenantId(), coffee.tenantId(), 202510, 7_770_000);
    try {
      var told = items(acme.get("/issue/undocumented"));

      var shown =
          told.asList().stream()
              .map(row -> row.getAsJsonObject())
              .filter(row -> row.get("period").getAsInt() == 202512)
              .map(
                  row ->
                      "%d %s %s %s"
                          .formatted(
                              row.get("ofPeriod").getAsInt(),
                              row.get("amount").getAsBigDecimal().toPlainString(),
                              row.get("currency").getAsString(),
                              row.get("belowCoin").getAsBoolean()))
              .toList();
      assertThat(shown)
          .containsExactly(
              "202510 1.23 UAH false", "202509 0.005 UAH false", "202511 0.004999 UAH true");
      assertThat(told.get(0).getAsJsonObject().get("buyerId").getAsLong())
          .isEqualTo(coffee.tenantId());
      assertThat(told.toString()).doesNotContain("7.77");
      assertThat(coffee.get("/issue/undocumented").body()).doesNotContain("1.23", "7.77");
      var reader = Caller.of(product, acme.tenantId(), "messages:read");
      assertThat(reader.get("/issue/undocumented").statusCode()).isEqualTo(403);
    } finally {
      books.change("DELETE FROM undocumented WHERE period = 202512");
    }
  }

  @Test
  void a_credit_note_tells_its_reason() {
    var invoice =
        books.number(
            "SELECT id FROM document WHERE kind = 'INVOICE' AND number IS NOT NULL AND issuer_id = "
                + acme.tenantId()
                + " ORDER BY net DESC LIMIT 1");
    var wish =
        "{\"invoiceId\":%d,\"lines\":[{\"line\":1,\"net\":0.01}],\"reason\":\"Sent «twice»\"}";
    var note =
        json(
            acme.ask(
                "POST",
                "/issue/credit-notes",
                wish.formatted(invoice),
                "Idempotency-Key",
                "with-a-reason"));

    var path = "/documents/" + note.get("id").getAsLong();
    assertThat(json(acme.get(path)).get("reason").getAsString()).isEqualTo("Sent «twice»");
    assertThat(json(acme.get("/documents/" + invoice)).has("reason")).isFalse();
    assertThat(nova.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void a_payment_for_a_document_tells_its_reference_to_both_sides() {
    var asked =
        json(
            acme.ask(
                "POST",
                "/issue/proformas",
                "{\"buyerId\":%d,\"amount\":10}".formatted(coffee.tenantId()),
                "Idempotency-Key",
                "to-be-paid"));
    var path = "/documents/" + asked.get("id").getAsLong() + "/payments";
    var paid = "{\"amount\":4,\"reference\":\"Bank 17\"}";
    for (var i = 0; i < 2; i++) {
      json(acme.ask("POST", path, paid, "Idempotency-Key", "bank-17"));
    }

    var told = items(acme.get(path));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).getAsJsonObject().get("reference").getAsString()).isEqualTo("Bank 17");
    assertThat(told.get(0).getAsJsonObject().get("amount").getAsBigDecimal())
        .isEqualByComparingTo("4");
    assertThat(items(coffee.get(path))).isEqualTo(told);
    assertThat(nova.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void what_an_agent_hands_over_tells_its_reference_to_both_sides() {
    var west = Caller.of(product, "owner@west.example");
    var path = "/agents/" + west.tenantId();
    var wish = "{\"amount\":0.01,\"reference\":\"Transfer 9\"}";
    json(nova.ask("POST", path + "/remittances", wish, "Idempotency-Key", "transfer-9"));

    var told = items(nova.get(path + "/payments"));
    assertThat(told.get(0).getAsJsonObject().get("reference").getAsString())
        .isEqualTo("Transfer 9");
    assertThat(told.get(0).getAsJsonObject().get("way").getAsString()).isEqualTo("REMITTANCE");
    assertThat(items(west.get(path + "/payments"))).isEqualTo(told);
    for (var other : new Caller[] {acme, coffee}) {
      assertThat(other.get(path + "/payments").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_top_up_tells_what_was_taken_back_and_why() {
    var wallet = "/wallets/" + coffee.tenantId() + "/top-ups";
    var paid = json(acme.ask("POST", wallet, "{\"amount\":3}", "Idempotency-Key", "three"));
    var path = wallet + "/" + paid.get("postingId").getAsLong();
    var wish = "{\"amount\":2,\"reason\":\"Wrong client\"}";
    json(acme.ask("POST", path + "/take-backs", wish, "Idempotency-Key", "two-of-three"));

    var back = json(acme.get(path)).getAsJsonArray("takenBack");
    assertThat(back).hasSize(1);
    assertThat(back.get(0).getAsJsonObject().get("reason").getAsString()).isEqualTo("Wrong client");
    assertThat(nova.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void an_agents_own_fee_is_stated_in_the_story() {
    var west = Caller.of(product, "owner@west.example");

    var stated = items(west.get("/agent-fees")).get(0).getAsJsonObject();

    assertThat(stated.get("percent").getAsBigDecimal()).isEqualByComparingTo("2.5");
    assertThat(stated.get("fixed").getAsBigDecimal()).isEqualByComparingTo("1");
    assertThat(items(acme.get("/agent-fees"))).isEmpty();
  }
}
