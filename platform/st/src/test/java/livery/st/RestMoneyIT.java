package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money at the border of REST: what cannot be right is refused by name, and nothing moves. */
class RestMoneyIT {

  private static final String SECRET = "a secret of thirty-two characters";

  private static Product product;
  private static Books books;
  private static Caller acme;
  private static long client;

  @BeforeAll
  static void start() {
    product = Product.shared();
    books = product.books();
    acme = Caller.of(product, "owner@acme.example");
    var made = acme.post("/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Careful\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    client = json(made).get("id").getAsLong();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | /wallets/CLIENT/top-ups | {"amount":0,"reference":"x"} | amount
          POST | /wallets/CLIENT/top-ups | {"amount":-1,"reference":"x"} | amount
          POST | /wallets/CLIENT/top-ups | {"amount":0.1234567,"reference":"x"} | amount
          POST | /wallets/CLIENT/top-ups | {"amount":1e30,"reference":"x"} | amount
          POST | /wallets/CLIENT/top-ups | {"amount":1e-999999999,"reference":"x"} | amount
          POST | /wallets/CLIENT/top-ups | {"reference":"x"} | amount
          POST | /wallets/CLIENT/top-ups | {"amount":1,"currency":"XYZ"} | currency
          POST | /wallets/CLIENT/top-ups | {"amount":1,"lastDay":"2020-01-01"} | lastDay
          POST | /wallets/CLIENT/allocations | {"amount":-0.000001} | amount
          POST | /wallets/CLIENT/work | {"unitPrice":1} | text
          POST | /wallets/CLIENT/work | {"text":"x"} | unitPrice
          POST | /wallets/CLIENT/work | {"text":"x","unitPrice":0} | unitPrice
          POST | /wallets/CLIENT/work | {"text":"x","unitPrice":0.0000001} | unitPrice
          POST | /wallets/CLIENT/work | {"text":"x","unitPrice":1,"quantity":1.5} | quantity
          POST | /wallets/CLIENT/work | {"text":"x","unitPrice":1,"quantity":1e999999999} | quantity
          POST | /wallets/CLIENT/work | {"text":"x","unitPrice":1,"currency":"XYZ"} | currency
          PUT | /wallets/CLIENT/credit-line | {"limit":-1} | limit
          PUT | /wallets/CLIENT/credit-line | {"limit":0.00000001} | limit
          POST | /prices | {"buyerId":CLIENT,"product":"sms.mt","unitPrice":-1} | unitPrice
          POST | /prices | {"buyerId":CLIENT,"product":"sms.mt","unitPrice":0.12345678901} | unitPrice
          POST | /prices | {"buyerId":CLIENT,"product":"sms.mt","unitPrice":12345678901} | unitPrice
          POST | /prices | {"buyerId":CLIENT,"product":"sms.mt"} | unitPrice
          POST | /prices | {"buyerId":CLIENT,"product":"sms.tm","unitPrice":1} | product
          POST | /prices | {"product":"sms.mt","country":"PL","currency":"XYZ","unitPrice":1} | currency
          POST | /prices | {"product":"sms.mt","country":"QQ","unitPrice":1} | country
          POST | /prices | {"buyerId":CLIENT,"product":"sms.mt","unitPrice":1,"validTo":"2020-01-01T00:00:00Z"} | validTo
          """)
  void what_cannot_be_right_is_refused_by_name_and_moves_nothing(
      String method, String path, String body, String field) {
    var before = state();

    var answer =
        acme.ask(
            method,
            path.replace("CLIENT", "" + client),
            body.replace("CLIENT", "" + client),
            "Idempotency-Key",
            "careful-" + System.nanoTime());

    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 409, 422);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"" + field + "\"");
    assertThat(state()).isEqualTo(before);
  }

  private static String state() {
    return books.number(
            "SELECT COALESCE(SUM(balance + credit_limit), 0) FROM wallet WHERE buyer_id = "
                + client)
        + " "
        + books.number("SELECT COUNT(*) FROM transfer WHERE buyer_id = " + client)
        + " "
        + books.number("SELECT COUNT(*) FROM price WHERE currency = 'XYZ' OR buyer_id = " + client);
  }

  @Test
  void work_is_charged_once_for_each_key_and_given_back_once() {
    var id =
        json(acme.post("/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Turnkey\"}"))
            .get("id")
            .getAsLong();
    var path = "/wallets/" + id + "/work";
    var wish = "{\"text\":\"Set-up & training\",\"quantity\":2,\"unitPrice\":12.5}";

    assertThat(acme.post(path, wish).statusCode()).as("without a key").isIn(400, 422);
    assertThat(acme.ask("POST", path, wish, "Idempotency-Key", "poor").statusCode()).isEqualTo(402);
    var paid =
        json(
            acme.ask(
                "POST",
                "/wallets/" + id + "/top-ups",
                "{\"amount\":25}",
                "Idempotency-Key",
                "money"));
    var first = json(acme.ask("POST", path, wish, "Idempotency-Key", "work"));
    var again = json(acme.ask("POST", path, wish, "Idempotency-Key", "work"));
    assertThat(again.getAsJsonObject("work")).isEqualTo(first.getAsJsonObject("work"));
    assertThat(first.getAsJsonObject("wallet").get("available").getAsBigDecimal()).isZero();
    var line = first.getAsJsonObject("work").get("id").getAsLong();
    var wallet = first.getAsJsonObject("wallet").get("id").getAsLong();
    assertThat(acme.get("/statement?wallet=" + wallet + "&product=work").body())
        .contains("Set-up & training");
    assertThat(acme.get("/statement/" + line + "?wallet=" + wallet).body()).contains("12.5");

    var back = path + "/" + line + "/refund";
    assertThat(json(acme.post(back, "{}")).get("takenBack").getAsBoolean()).isTrue();
    assertThat(acme.post(back, "{}").statusCode()).isEqualTo(409);
    assertThat(json(acme.get("/wallets/" + id)).get("available").getAsBigDecimal())
        .isEqualByComparingTo("25");
    assertThat(acme.get(path).body()).contains("\"takenBack\":true");

    var topUp = "/wallets/" + id + "/top-ups/" + paid.get("postingId").getAsLong();
    var wrong = "{\"amount\":%s,\"reason\":\"Typed wrongly\"}";
    var backs = topUp + "/take-backs";
    assertThat(acme.post(backs, wrong.formatted(5)).statusCode()).isIn(400, 422);
    var gone = json(acme.ask("POST", backs, wrong.formatted(5), "Idempotency-Key", "gone"));
    assertThat(json(acme.ask("POST", backs, wrong.formatted(5), "Idempotency-Key", "gone")))
        .isEqualTo(gone);
    refused(acme.ask("POST", backs, wrong.formatted(20.01), "Idempotency-Key", "more"), "amount");
    assertThat(json(acme.get(topUp)).get("left").getAsBigDecimal()).isEqualByComparingTo("20");
  }

  @Test
  void a_client_moves_to_a_seller_below_once_for_each_key() {
    var id =
        json(acme.post(
                "/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Wanderer\",\"currency\":\"GEL\"}"))
            .get("id")
            .getAsLong();
    var seller =
        json(acme.post("/tenants", "{\"kind\":\"RESELLER\",\"name\":\"Branch\"}"))
            .get("id")
            .getAsLong();
    var path = "/tenants/" + id + "/move";
    var wish = "{\"parentId\":" + seller + ",\"balance\":\"TAKE_ALONG\"}";

    refused(acme.post(path, "{\"balance\":\"STAY\"}"), "parentId");
    refused(acme.post(path, wish.replace("TAKE_ALONG", "BURN")), "balance");
    refused(acme.post(path, wish.replace("" + seller, "" + id)), "parentId");
    assertThat(acme.post(path, wish.replace("" + seller, "1")).statusCode())
        .as("who is above is nobody's business")
        .isEqualTo(404);
    var plan = acme.get(path + "?parentId=" + seller);
    assertThat(plan.statusCode()).as(plan.body()).isEqualTo(200);
    assertThat(json(plan).get("toId").getAsLong()).isEqualTo(seller);

    var first = acme.ask("POST", path, wish, "Idempotency-Key", "move-once");
    var again = acme.ask("POST", path, wish, "Idempotency-Key", "move-once");

    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(json(acme.get("/tenants/" + id)).get("parentId").getAsLong()).isEqualTo(seller);
    assertThat(books.number("SELECT COUNT(*) FROM tenant_move WHERE tenant_id = " + id))
        .isEqualTo(1);
    refused(acme.post(path, wish), "parentId");
  }

  @Test
  void an_invoice_is_credited_once_never_above_its_line_and_never_changed() {
    var id =
        books.number(
            "SELECT id FROM document WHERE kind = 'INVOICE' AND number IS NOT NULL AND issuer_id = "
                + acme.tenantId()
                + " ORDER BY net DESC LIMIT 1");
    assertThat(id).as("the story has an invoice of Acme's").isPositive();
    var before = papers();
    var whole = "{\"invoiceId\":%d,\"lines\":[{\"line\":1,\"net\":%s}],\"reason\":\"Wrong\"}";

    for (var net : new String[] {"0", "-1", "0.001", "999999999", "1e30", "null"}) {
      refused(credit(whole.formatted(id, net), "refused" + net), "net");
    }
    refused(credit(whole.formatted(id, "0.01").replace(":1,", ":99,"), "no-line"), "line");
    refused(credit("{\"invoiceId\":" + id + ",\"lines\":[],\"reason\":\"x\"}", "none"), "lines");
    assertThat(papers()).isEqualTo(before);

    var once = credit(whole.formatted(id, "0.01"), "once");
    assertThat(once.statusCode()).as(once.body()).isBetween(200, 201);
    var after = papers();
    var again = credit(whole.formatted(id, "0.01"), "once");
    assertThat(json(again).get("id")).isEqualTo(json(once).get("id"));
    refused(
        credit(
            whole.formatted(
                id,
                books.text(
                    "SELECT net / 1000000 FROM document_line WHERE line_no = 1 AND document_id = "
                        + id)),
            "all-and-a-cent-before"),
        "net");
    for (var method : new String[] {"PUT", "PATCH", "DELETE"}) {
      assertThat(acme.ask(method, "/documents/" + id, "{\"net\":1}").statusCode())
          .as(method)
          .isIn(400, 405);
    }
    assertThat(papers()).isEqualTo(after);
  }

  private static HttpResponse<String> credit(String body, String key) {
    return acme.ask("POST", "/issue/credit-notes", body, "Idempotency-Key", key);
  }

  private static void refused(HttpResponse<String> answer, String field) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(400, 409, 422);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("\"" + field + "\"");
  }

  private static String papers() {
    return books.number("SELECT COUNT(*) FROM document")
        + " "
        + books.number(
            "SELECT COUNT(*) FROM transfer WHERE seller_id = "
                + acme.tenantId()
                + " AND kind <> 'CHARGE'")
        + " "
        + books.checksum("document_line");
  }

  @Test
  void what_is_closed_stays_closed() {
    var owner = Caller.of(product, "owner@livery.example");
    var before = books.checksum("billing_period");

    for (var month : new String[] {"2019-13", "soon", "9999-01", "2019-1", "-1"}) {
      assertThat(owner.post("/months/" + month + "/close", "{}").statusCode())
          .as(month)
          .isBetween(400, 499);
    }
    for (var month : new String[] {"9999-01", "soon", ""}) {
      refused(acme.post("/issue/months", "{\"month\":\"" + month + "\"}"), "month");
    }

    assertThat(books.checksum("billing_period")).isEqualTo(before);
  }

  @Test
  void a_price_below_cost_is_shown_and_wants_to_be_meant() {
    var below = "{\"buyerId\":" + client + ",\"product\":\"sms.mt\",\"unitPrice\":0.0000001%s}";

    var shown = acme.post("/prices/outlook", below.formatted(""));
    assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
    assertThat(json(shown).get("ownCost").getAsBigDecimal()).isPositive();

    assertThat(acme.post("/prices", below.formatted("")).statusCode()).isEqualTo(409);
    var finance = Caller.of(product, acme.tenantId(), "money:write");
    assertThat(finance.post("/prices", below.formatted(",\"belowCost\":true")).statusCode())
        .isEqualTo(403);
    assertThat(acme.post("/prices", below.formatted(",\"belowCost\":true")).statusCode())
        .isEqualTo(201);
    assertThat(books.number("SELECT COUNT(*) FROM audit WHERE action = 'price.below-cost'"))
        .isPositive();
  }

  @Test
  void a_file_of_prices_is_a_job_that_is_found_again() throws InterruptedException {
    var head = "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n";
    var rows = "Careful,sms.mt,FR,,,0.9,,\nCareful,sms.mt,FR,,,zwei,,\n";
    var started =
        acme.send(
            "POST", "/price-imports?name=fr.csv", BodyPublishers.ofString(head + rows), "text/csv");
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    var path = "/price-imports/" + json(started).get("id").getAsLong();

    var checked = until(path, "CHECKED");
    assertThat(checked.get("good").getAsInt()).isEqualTo(1);
    assertThat(checked.get("refusedCount").getAsInt()).isEqualTo(1);
    var stopped = acme.post(path + "/apply", "{}");
    assertThat(stopped.statusCode()).isEqualTo(422);
    assertThat(stopped.body()).contains("Rows refused: 1, the first is row 3");
    assertThat(acme.post(path + "/apply?goodOnly=true", "{}").statusCode()).isEqualTo(202);

    until(path, "DONE");
    assertThat(books.number("SELECT COUNT(*) FROM price WHERE country = 'FR'")).isEqualTo(1);
  }

  private static JsonObject until(String path, String state) throws InterruptedException {
    var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      var job = json(acme.ask("GET", path, null));
      if (job.get("state").getAsString().equals(state)) {
        return job;
      }
      assertThat(System.nanoTime()).as(job.toString()).isLessThan(end);
      Thread.sleep(50);
    }
  }

  @ParameterizedTest(name = "{0} {1} as {2}")
  @CsvSource({
    "POST, /stock/import, text/plain",
    "POST, /prices/file?apply=true, text/csv",
    "POST, /price-imports, text/csv",
    "POST, /currency-rates/import, text/csv",
    "POST, /contracts/tiers, text/csv",
    "POST, /premium/statements?country=UA&period=2026-03, text/csv",
    "POST, /bank-statements, application/xml",
    "POST, /plugins, application/java-archive",
  })
  void a_file_without_anything_in_it_is_refused(String method, String path, String type) {
    var owner = Caller.of(product, "owner@livery.example");
    for (var body : new String[] {"", " \r\n\t \n", "\uFEFF\n"}) {
      var answer = owner.send(method, path, BodyPublishers.ofString(body), type);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("/problems/unreadable").contains("The body is empty");
    }
    var heading = "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n";
    for (var prices : new String[] {"/prices/file?apply=true", "/price-imports"}) {
      var answer = owner.send("POST", prices, BodyPublishers.ofString(heading), "text/csv");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(answer.body()).contains("no price below the heading");
    }
    var notes =
        owner.send("POST", "/stock/import", BodyPublishers.ofString("# no\n"), "text/plain");
    assertThat(notes.statusCode()).as(notes.body()).isEqualTo(422);
    assertThat(notes.body()).contains("There is no number in it");
  }

  @Test
  void a_refund_that_is_told_twice_gives_back_once_and_no_more_than_was_paid() throws Exception {
    var owner = Caller.of(product, "owner@livery.example");
    var seller =
        json(owner.post("/tenants", "{\"kind\":\"RESELLER\",\"name\":\"Payee\"}")).get("id");
    var payee = Caller.of(product, seller.getAsLong(), "admin");
    var buyer = json(payee.post("/tenants", "{\"kind\":\"CLIENT\",\"name\":\"Payer\"}")).get("id");
    var payer = Caller.of(product, buyer.getAsLong(), "admin");
    var account =
        "{\"provider\":\"gateway\",\"address\":\"http://127.0.0.1:9/pay\",\"merchant\":\"m\","
            + "\"secret\":\"SECRET\",\"active\":true}".replace("SECRET", SECRET);
    var set = payee.ask("PUT", "/payments/account", account);
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
    var payment = json(payer.post("/payments", "{\"amount\":10}"));

    assertThat(tell(payee, payment, "1", "paid", "10").statusCode()).isEqualTo(200);
    var refund = tell(payee, payment, "2", "refunded", "4");
    assertThat(refund.statusCode()).as(refund.body()).isEqualTo(200);
    var after = moved(payee);
    assertThat(tell(payee, payment, "2", "refunded", "4").body()).isEqualTo(refund.body());
    assertThat(moved(payee)).as("the same news again").isEqualTo(after);
    for (var amount : new String[] {"-1", "0", "0.0000001", "much"}) {
      var wrong = tell(payee, payment, "wrong" + amount, "refunded", amount);
      assertThat(wrong.statusCode()).as(amount + ": " + wrong.body()).isBetween(400, 499);
      assertThat(moved(payee)).as(amount).isEqualTo(after);
    }
    assertThat(tell(payee, payment, "3", "refunded", "6.5").statusCode()).isEqualTo(200);
    var all = moved(payee);
    for (var id : new String[] {"3", "4"}) {
      tell(payee, payment, id, "refunded", "6.5");
      assertThat(moved(payee)).as("all of it went back before").isEqualTo(all);
    }
    var told = json(payer.get("/payments/" + payment.get("id").getAsString()));
    assertThat(told.get("state")).hasToString("\"REFUNDED\"");
    assertThat(told.get("problem")).hasToString("\"refund\"");
    var address = "/payments/" + told.get("id").getAsString() + "/check";
    var look = "{\"changedAt\":%s,\"note\":\"Settled by the bank\"}";
    assertThat(payee.get("/payments?as=flagged").body()).contains(told.get("id").getAsString());
    assertThat(payer.post(address, look.formatted(told.get("changedAt"))).statusCode())
        .isEqualTo(404);
    assertThat(payee.post(address, look.formatted("\"2026-01-01T00:00:00Z\"")).statusCode())
        .isEqualTo(409);
    var looked = json(payee.post(address, look.formatted(told.get("changedAt"))));
    assertThat(looked.get("checkedNote")).hasToString("\"Settled by the bank\"");
    assertThat(payee.get("/payments?as=flagged").body())
        .doesNotContain(told.get("id").getAsString());
    var other = tell(payee, payment, "2", "refunded", "5");
    assertThat(other.statusCode()).as(other.body()).isEqualTo(409);
    assertThat(moved(payee)).as("a known number with another amount").isEqualTo(all);
    assertThat(told.get("refunded").getAsBigDecimal()).isEqualByComparingTo("10");
  }

  private static String moved(Caller seller) {
    return books.checksum("wallet")
        + books.number("SELECT COUNT(*) FROM transfer WHERE seller_id = " + seller.tenantId());
  }

  private static HttpResponse<String> tell(
      Caller seller, JsonObject payment, String id, String type, String amount) throws Exception {
    var body =
        "{\"id\":\"%s\",\"payment\":\"%s\",\"type\":\"%s\",\"amount\":\"%s\",\"currency\":\"%s\","
                .formatted(
                    id,
                    payment.get("id").getAsString(),
                    type,
                    amount,
                    payment.get("currency").getAsString())
            + "\"at\":\"2026-03-01T09:00:00Z\",\"reference\":\"bank-7\"}";
    var time = java.time.Instant.now().getEpochSecond();
    var mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(
        new javax.crypto.spec.SecretKeySpec(
            SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
    var signed = (time + "." + body).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    var hex = java.util.HexFormat.of().formatHex(mac.doFinal(signed));
    return seller.ask(
        "POST",
        "/payment-callbacks/" + seller.tenantId(),
        body,
        "Payment-Signature",
        "t=%d,v1=%s".formatted(time, hex));
  }

  @Test
  void a_contract_cannot_begin_in_a_closed_month() {
    var owner = Caller.of(product, "owner@livery.example");
    var made = owner.post("/tenants", "{\"kind\":\"RESELLER\",\"name\":\"Late\"}");
    var seller = Caller.of(product, json(made).get("id").getAsLong(), "admin");
    var below = seller.post("/tenants", "{\"kind\":\"RESELLER\",\"name\":\"Later\"}");
    books.change(
        "INSERT INTO billing_period (seller_id, period, from_at, to_at, state, cutoff_at) VALUES (%d,"
                .formatted(seller.tenantId())
            + " 202001, '2019-12-31 22:00', '2020-01-31 22:00', 'CLOSING', '2020-02-03')");
    var draft =
        seller.post(
            "/contracts",
            "{\"buyerId\":%s,\"number\":\"L-1\",\"terms\":{\"mode\":\"RESALE\",\"from\":\"2020-01-15\"}}"
                .formatted(json(below).get("id")));
    assertThat(draft.statusCode()).as(draft.body()).isEqualTo(201);
    var before = state() + books.checksum("billing_period") + books.checksum("contract_version");

    var sent =
        seller.post(
            "/contracts/" + json(draft).get("id").getAsLong() + "/versions",
            "{\"mark\":" + json(draft).get("draftMark") + "}");

    refused(sent, "from");
    assertThat(sent.body()).contains("is closed, so nothing can begin on 2020-01-15");
    assertThat(state() + books.checksum("billing_period") + books.checksum("contract_version"))
        .isEqualTo(before);
    books.change("DELETE FROM billing_period WHERE seller_id = " + seller.tenantId());
  }

  @Test
  void the_zone_that_months_were_cut_by_stays_and_so_does_a_currency() {
    var owner = Caller.of(product, "owner@livery.example");
    var platform = "/tenants/" + owner.tenantId();
    books.change(
        "INSERT INTO document_run (seller_id, period, cutoff_at, state, started_at, started_by)"
            + " VALUES (987, 202001, NOW(), 'DONE', NOW(), '')");
    var before = owner.get(platform).body();

    try {
      refused(owner.ask("PATCH", platform, "{\"timeZone\":\"Pacific/Apia\"}"), "timeZone");
      var currency = owner.ask("PATCH", platform, "{\"currency\":\"USD\"}");

      assertThat(currency.statusCode()).as(currency.body()).isIn(400, 422);
      assertThat(currency.body()).contains("currency");
      assertThat(owner.get(platform).body()).isEqualTo(before);
    } finally {
      books.change("DELETE FROM document_run WHERE seller_id = 987");
    }
  }

  @Test
  void sales_and_spending_answer_with_sums_of_ones_own_edges() {
    for (var by : new String[] {"client", "product", "client_product", "day", "rate"}) {
      var sales = acme.ask("GET", "/sales?by=" + by, null);
      assertThat(sales.statusCode()).as(sales.body()).isEqualTo(200);
    }
    for (var by : new String[] {"product", "day", "campaign"}) {
      var spending = Caller.of(product, "owner@tv.example").ask("GET", "/spending?by=" + by, null);
      assertThat(spending.statusCode()).as(spending.body()).isEqualTo(200);
    }
    assertThat(acme.ask("GET", "/sales?by=moon", null).statusCode()).isEqualTo(422);
    assertThat(acme.ask("GET", "/sales/export", null).body())
        .contains("\"margin\",\"cost_converted\",\"rate_lowest\"", "\"kind\"");
  }
}
