package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody reaches rows of another tenant over REST. The resources are those that the product itself
 * declares: one that is new either fits {@link RestMap} or fails here.
 */
class RestIT {

  /** Lists without rows of tenants. */
  private static final Set<String> NOBODYS =
      Set.of(
          "ready",
          "currency-rates",
          "me",
          "wallet",
          "stats",
          "plugins",
          "checks",
          "search",
          "products",
          "sales",
          "spending",
          "bundles");

  private static final String PRICES =
      "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n"
          + ",sms.mt,PL,,XXX,1,,\n";

  private static final Set<Integer> REFUSED = Set.of(403, 404);

  private static Product product;
  private static Books books;

  /** Paths to their methods. */
  private static final Map<String, Set<String>> PATHS = new TreeMap<>();

  @BeforeAll
  static void start() throws Exception {
    product = Product.shared();
    new Stage(product);
    books = product.books();
    for (var who : List.of("tv", "coffee", "acme", "nova", "pizza", "livery")) {
      Caller.of(product, "owner@" + who + ".example");
    }
    for (var seller : List.of("acme", "nova")) {
      moneyComesIn(Caller.of(product, "owner@" + seller + ".example"));
    }
    for (var client : List.of("tv", "pizza")) {
      created(Caller.of(product, "owner@" + client + ".example"), "/payments", "{\"amount\":10}");
    }
    for (var who : List.of("acme", "nova")) {
      Caller.of(product, "owner@" + who + ".example")
          .send("POST", "/price-imports", BodyPublishers.ofString(PRICES), "text/csv");
    }
    longWorkWasDone();
    reportsAreSent();
    messagesArePulled();
    PATHS.putAll(RestMap.paths(product));
    assertThat(PATHS).hasSizeGreaterThan(40);
  }

  /** Of every tenant, whatever other tests had done before. */
  private static void longWorkWasDone() {
    books.change(
        "INSERT IGNORE INTO task (id, tenant_id, kind, name, home_id, user_id, started_by, role,"
            + " state, tries, done, total, started_at, taken_at, moved_at, ended_at, counts,"
            + " refused, bad) SELECT 4000000000000000000 + id, id, 'NUMBERS', 'numbers.csv', id, 1,"
            + " 'owner', 'OWNER', 'DONE', 1, 0, 0, '2026-01-01', '2026-01-01', '2026-01-01',"
            + " '2026-01-01', '0,0', 0, '' FROM tenant");
  }

  /** To somebody of every tenant, one day. */
  private static void reportsAreSent() {
    books.change(
        "INSERT IGNORE INTO digest (id, tenant_id, user_id, every, since, due_at, address, stop_code,"
            + " made_by, made_at) SELECT 4000000000000000000 + tenant_id, tenant_id, MIN(id), 'DAY',"
            + " '9999-01-01', '9999-01-02', 'http://localhost', MD5(tenant_id), 'owner',"
            + " '2026-01-01' FROM app_user GROUP BY tenant_id");
  }

  /** By a program of every tenant. */
  private static void messagesArePulled() {
    books.change(
        "INSERT IGNORE INTO pull_reader (tenant_id, reader, floor_id, created_at, pulled_at)"
            + " SELECT id, CONCAT('border-', id), 0, '2026-01-01', '2026-01-01' FROM tenant");
  }

  /** Vouchers, a bundle that is over, and an entry of a bank statement that found nobody. */
  private static void moneyComesIn(Caller seller) {
    var lastDay = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30);
    created(
        seller,
        "/vouchers",
        "{\"name\":\"Test\",\"count\":1,\"amount\":1,\"lastDay\":\"" + lastDay + "\"}");
    var bundle =
        created(
            seller,
            "/bundles/offered",
            "{\"name\":\"Over\",\"product\":\"sms.mt\",\"units\":1,\"price\":1,\"days\":1}");
    var id = JsonParser.parseString(bundle).getAsJsonObject().get("id").getAsString();
    assertThat(seller.ask("DELETE", "/bundles/offered/" + id, null).statusCode()).isEqualTo(200);
    var statement =
        """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
        <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">5</Amt>
        <CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-02-27</Dt></BookgDt></Ntry>
        </Stmt></BkToCstmrStmt></Document>\
        """;
    var answer =
        seller.send(
            "POST",
            "/bank-statements",
            java.net.http.HttpRequest.BodyPublishers.ofString(statement),
            "application/xml");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String created(Caller caller, String path, String body) {
    var answer = caller.post(path, body);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isIn(200, 201);
    return answer.body();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner@tv.example",
        "owner@coffee.example",
        "owner@acme.example",
        "owner@nova.example"
      })
  void no_address_with_an_id_answers_for_the_row_of_another_tenant(String email) {
    var caller = Caller.of(product, email);
    var strangers = strangers(caller);
    var before = state();
    var asked = 0;
    var wrong = new ArrayList<String>();
    for (var path : PATHS.entrySet()) {
      if (!path.getKey().contains("{")) {
        continue;
      }
      for (var method : path.getValue()) {
        if (method.equals("GET") && path.getKey().startsWith("/plugins/")) {
          continue; // what is installed is no tenant's
        }
        for (var address : RestMap.addresses(path.getKey(), caller)) {
          var answer =
              caller.ask(
                  method,
                  address,
                  RestMap.body(method, path.getKey()),
                  "Idempotency-Key",
                  "borders-" + System.nanoTime());
          var what = email + " " + method + " " + address + ": " + answer.body();
          if (!REFUSED.contains(answer.statusCode()) && !isTaken(path.getKey(), answer)) {
            wrong.add(answer.statusCode() + " to " + what);
          }
          assertThat(strangers).as(what).noneMatch(answer.body()::contains);
          asked++;
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(60);
    assertThat(state()).isEqualTo(before);
  }

  /** That a number is taken may be known, as it is missing in the stock; by whom may not. */
  private static boolean isTaken(String path, HttpResponse<String> answer) {
    return path.equals("/numbers/{id}/rent") && answer.statusCode() == 409;
  }

  /** Names of tenants that the caller has nothing to do with: neither below nor above it. */
  private static List<String> strangers(Caller caller) {
    return books.column(
        "SELECT name FROM tenant t WHERE id NOT IN "
            + caller.family()
            + " AND (SELECT path FROM tenant WHERE id = "
            + caller.tenantId()
            + ") NOT LIKE CONCAT(t.path, '%')");
  }

  /** All that the requests could change. */
  private static List<String> state() {
    var state = new ArrayList<String>();
    for (var table :
        List.of(
            "tenant",
            "app_user",
            "campaign",
            "keyword",
            "number",
            "number_link",
            "price",
            "smpp_link",
            "plugin",
            "brand",
            "pull_reader",
            "wallet_alert")) {
      state.add(table + " " + books.checksum(table));
    }
    state.add("limits " + books.number("SELECT SUM(credit_limit) FROM wallet"));
    state.add("revoked " + books.number("SELECT COUNT(revoked_at) FROM api_key"));
    state.add(
        "paid in "
            + books.number("SELECT COUNT(*) FROM transfer WHERE kind IN ('TOP_UP', 'ALLOCATION')"));
    return state;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner@tv.example",
        "owner@coffee.example",
        "owner@acme.example",
        "owner@nova.example"
      })
  void no_list_holds_a_row_of_another_tenant(String email) {
    var caller = Caller.of(product, email);
    var strangers = strangers(caller);
    var family = new HashSet<>(books.column("SELECT * FROM " + caller.family() + " AS family"));
    var answered = 0;
    for (var path : PATHS.entrySet()) {
      if (path.getKey().contains("{") || !path.getValue().contains("GET")) {
        continue;
      }
      var answer = caller.get(path.getKey() + "?limit=200");
      var what = email + " " + path.getKey();
      assertThat(answer.statusCode()).as(what + answer.body()).isIn(200, 403, 404, 422);
      assertThat(strangers).as(what).noneMatch(answer.body()::contains);
      var first = path.getKey().split("/")[1];
      if (answer.statusCode() == 200 && answer.body().startsWith("{")) {
        var json = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(owners(json)).as(what).isSubsetOf(family);
        if (json.has("items") && !NOBODYS.contains(first)) {
          assertThat(RestMap.ROWS).as("the map of rows knows " + what).containsKey(first);
          assertThat(foreign(RestMap.ROWS.get(first), json, caller)).as(what).isEmpty();
        }
        answered++;
      }
    }
    assertThat(answered).isGreaterThan(8);
  }

  private static List<String> foreign(RestMap.Rows rows, JsonObject list, Caller caller) {
    var ids = new ArrayList<String>();
    for (var item : list.getAsJsonArray("items")) {
      if (item.isJsonObject() && item.getAsJsonObject().has("id")) {
        var id = item.getAsJsonObject().get("id").getAsString();
        if (id.matches("\\d+")) {
          ids.add(id);
        }
      }
    }
    return ids.isEmpty()
        ? List.of()
        : books.column(
            "SELECT id" + rows.foreign(caller) + " AND id IN (" + String.join(",", ids) + ")");
  }

  /** Every tenant that the answer names as the owner of something. */
  private static Set<String> owners(JsonElement json) {
    var found = new HashSet<String>();
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(one -> found.addAll(owners(one)));
    } else if (json.isJsonObject()) {
      for (var field : json.getAsJsonObject().entrySet()) {
        var value = field.getValue();
        if (Set.of("tenantId", "buyerId").contains(field.getKey())
            && value.isJsonPrimitive()
            && value.getAsLong() != 0) {
          found.add(value.getAsString());
        }
        found.addAll(owners(value));
      }
    }
    return found;
  }

  @Test
  void what_a_request_names_beside_its_address_is_checked_as_well() {
    var tv = Caller.of(product, "owner@tv.example");
    var acme = Caller.of(product, "owner@acme.example");
    var before = state();
    for (var campaign : RestMap.ROWS.get("campaigns").some(tv)) {
      assertThat(tv.get("/messages?campaignId=" + campaign).body()).contains("\"items\":[]");
      assertThat(tv.get("/plugins/voting/tally?campaign=" + campaign).statusCode())
          .isBetween(400, 499);
      assertThat(tv.get("/plugins/voting/ballots?campaign=" + campaign).statusCode())
          .isBetween(400, 499);
      var text =
          "{\"from\":\"3838\",\"to\":\"380509990100\",\"text\":\"foreign\",\"campaignId\":%s}";
      assertThat(tv.post("/messages", text.formatted(campaign)).statusCode()).isBetween(400, 499);
    }
    for (var number : RestMap.ROWS.get("numbers").some(tv)) {
      var plan = "{\"name\":\"foreign\",\"type\":\"voting\",\"numberId\":" + number + "}";
      assertThat(tv.post("/campaigns", plan).statusCode()).isBetween(400, 499);
      var digits = books.text("SELECT digits FROM number WHERE id = " + number);
      var text = "{\"from\":\"" + digits + "\",\"to\":\"380509990100\",\"text\":\"foreign\"}";
      assertThat(tv.post("/messages", text).statusCode()).isBetween(400, 499);
    }
    for (var wallet : RestMap.ROWS.get("wallets").some(acme)) {
      assertThat(acme.get("/statement?wallet=" + wallet).statusCode()).isIn(403, 404);
      assertThat(acme.get("/statement/totals?wallet=" + wallet).statusCode()).isIn(403, 404);
      assertThat(acme.get("/statement/export?wallet=" + wallet).statusCode()).isIn(403, 404);
    }
    for (var tenant : RestMap.ROWS.get("tenants").some(acme)) {
      var price = "{\"buyerId\":" + tenant + ",\"product\":\"MT\",\"unitPrice\":1}";
      assertThat(acme.post("/prices", price).statusCode()).isBetween(400, 499);
      assertThat(acme.ask("GET", "/messages", null, "Tenant-Id", tenant).statusCode())
          .isIn(403, 404);
    }
    assertThat(books.number("SELECT COUNT(*) FROM message WHERE text = 'foreign'")).isZero();
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void a_reseller_acts_for_a_client_below_it_and_a_client_for_nobody() {
    var tv = Caller.of(product, "owner@tv.example");
    var acme = Caller.of(product, "owner@acme.example");
    var asTv = acme.ask("GET", "/me", null, "Tenant-Id", "" + tv.tenantId());

    assertThat(asTv.statusCode()).isEqualTo(200);
    assertThat(JsonParser.parseString(asTv.body()).getAsJsonObject().getAsJsonObject("tenant"))
        .extracting(tenant -> tenant.get("id").getAsLong())
        .isEqualTo(tv.tenantId());
    for (var other : List.of("" + acme.tenantId(), "1", "0", "-1", "x", "99999999999999999999")) {
      assertThat(tv.ask("GET", "/me", null, "Tenant-Id", other).statusCode())
          .as(other)
          .isIn(403, 404);
    }
  }

  @Test
  void without_a_key_that_counts_nothing_answers() {
    var tv = Caller.of(product, "owner@tv.example");
    var past = "'2020-01-01'";
    var good = Caller.key(product, tv.tenantId(), "messages:read", "NULL", "NULL");
    var expired = Caller.key(product, tv.tenantId(), "admin", past, "NULL");
    var revoked = Caller.key(product, tv.tenantId(), "admin", "NULL", past);
    var wrong = good.substring(0, good.length() - 1) + "x";

    for (var path : PATHS.entrySet()) {
      if (path.getValue().contains("GET") && !path.getKey().equals("/ready")) {
        var address =
            path.getKey()
                .replaceAll("\\{[^}]*}", path.getKey().startsWith("/plugins/") ? "voting" : "1");
        assertThat(tv.with(null, address).statusCode()).as(address).isEqualTo(401);
      }
    }
    for (var key : List.of(expired, revoked, wrong, "x", "")) {
      assertThat(tv.with(key, "/messages").statusCode()).as(key).isEqualTo(401);
    }
    assertThat(tv.with(good, "/messages").statusCode()).isEqualTo(200);
    for (var path : List.of("/campaigns", "/users", "/keys", "/wallet", "/tenants", "/audit")) {
      assertThat(tv.with(good, path).statusCode()).as(path).isEqualTo(403);
    }
  }
}
