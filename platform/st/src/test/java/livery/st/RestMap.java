package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What stands behind the addresses of REST: whose rows they name, and bodies that fit them. */
final class RestMap {

  static final Rows DOCUMENTS = new Rows("document", "issuer_id", "recipient_id", "seller_id");

  /** Rows of tenants by the first part of the path; no owner: rows of the platform alone. */
  static final Map<String, Rows> ROWS =
      Map.ofEntries(
          Map.entry("messages", new Rows("message", "tenant_id")),
          Map.entry("inbox", new Rows("message", "tenant_id")),
          Map.entry("retries", new Rows("message", "tenant_id")),
          Map.entry("campaigns", new Rows("campaign", "tenant_id")),
          Map.entry("numbers", new Rows("number", "tenant_id")),
          Map.entry("tenants", new Rows("tenant", "id")),
          Map.entry("users", new Rows("app_user", "tenant_id")),
          Map.entry("keys", new Rows("api_key", "tenant_id")),
          Map.entry("audit", new Rows("audit", "tenant_id")),
          Map.entry("prices", new Rows("price", "seller_id")),
          Map.entry("contracts", new Rows("contract", "buyer_id", "seller_id")),
          Map.entry("commissions", new Rows("contract", "buyer_id", "seller_id")),
          Map.entry("price-imports", new Rows("price_import", "tenant_id")),
          Map.entry("products", new Rows("(SELECT code AS id FROM product) p")),
          Map.entry("statement", new Rows("transfer", "buyer_id", "seller_id")),
          Map.entry("wallets", new Rows("wallet", "buyer_id", "seller_id")),
          Map.entry("agents", new Rows("tenant", "id")),
          Map.entry("agent-fees", new Rows("tenant", "id")), // of a client
          Map.entry("months", new Rows("(SELECT '2019-01' AS id) m")),
          Map.entry("documents", DOCUMENTS),
          Map.entry("issue", DOCUMENTS),
          Map.entry("stock", new Rows("number")),
          Map.entry("tasks", new Rows("task", "tenant_id")),
          Map.entry("vouchers", new Rows("voucher_batch", "tenant_id")),
          Map.entry(
              "payments",
              new Rows(
                  "(SELECT reference AS id, tenant_id, seller_id FROM payment) p",
                  "tenant_id",
                  "seller_id")),
          Map.entry("payment-callbacks", new Rows("tenant", "id")),
          Map.entry("bank-statements", new Rows("bank_statement", "tenant_id")),
          Map.entry("bank-entries", new Rows("bank_entry", "tenant_id")),
          Map.entry("bundles", new Rows("bundle_offer", "tenant_id")),
          Map.entry("spending-limits", new Rows("tenant", "id")),
          Map.entry("tariffs", new Rows("number", "tenant_id")),
          Map.entry("billing-rules", new Rows("bill_rule", "seller_id")),
          Map.entry("premium-terms", new Rows("number")),
          Map.entry("premium", new Rows("premium_statement")),
          Map.entry("report-subscriptions", new Rows("digest", "tenant_id")),
          Map.entry("receivables", new Rows("tenant", "id")),
          Map.entry("links", new Rows("smpp_link")));

  private static final Map<String, Rows> OTHER_PARAMETERS =
      Map.of(
          "/wallets/{tenantId}", new Rows("tenant", "id"),
          "{keyword}", new Rows("keyword", "tenant_id"),
          "{reader}",
              new Rows(
                  "(SELECT reader AS id, tenant_id FROM pull_reader WHERE reader LIKE 'border-%') r",
                  "tenant_id"),
          "{currency}", new Rows("(SELECT 'EUR' AS id) c"),
          "{from}", new Rows("(SELECT CONCAT(YEAR(NOW()) + 1, '-06') AS id) m"),
          "{host}", new Rows("(SELECT host AS id, tenant_id FROM brand_host) h", "tenant_id"));

  /** Bodies that would do something if the row were one's own. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("PATCH campaigns", "{\"name\":\"taken\"}"),
          Map.entry("POST campaigns/keywords", "{\"word\":\"taken\"}"),
          Map.entry("PATCH users", "{\"name\":\"taken\",\"language\":\"uk\"}"),
          Map.entry("PATCH tenants", "{\"name\":\"taken\"}"),
          Map.entry("POST tenants/move", "{\"parentId\":1,\"balance\":\"STAY\"}"),
          Map.entry("PATCH prices", "{\"unitPrice\":0.5}"),
          Map.entry("PUT contracts/draft", "{\"terms\":{\"mode\":\"RESALE\"},\"mark\":0}"),
          Map.entry("POST contracts/versions", "{\"mark\":0}"),
          Map.entry("POST contracts/share", "{\"group\":\"SMS\",\"from\":\"2099-01-01\"}"),
          Map.entry("POST prices/outlook", "{\"unitPrice\":0.5}"),
          Map.entry("POST wallets/top-ups", "{\"amount\":1,\"reference\":\"taken\"}"),
          Map.entry("POST wallets/top-ups/take-backs", "{\"amount\":1,\"reason\":\"taken\"}"),
          Map.entry("POST wallets/allocations", "{\"amount\":1,\"reference\":\"taken\"}"),
          Map.entry("POST wallets/work", "{\"text\":\"taken\",\"unitPrice\":1}"),
          Map.entry("POST wallets/pay-backs", "{\"amount\":1,\"reference\":\"taken\"}"),
          Map.entry("PUT wallets/credit-line", "{\"limit\":1}"),
          Map.entry("POST agents/remittances", "{\"amount\":1,\"reference\":\"taken\"}"),
          Map.entry("POST agents/payouts", "{\"amount\":1,\"reference\":\"taken\"}"),
          Map.entry("PUT spending-limits", "{\"limit\":1}"),
          Map.entry("POST bank-entries/assignment", "{\"buyerId\":1}"),
          Map.entry("POST bank-entries/take-back", "{\"originalId\":1}"),
          Map.entry("POST bank-entries/set-aside", "{\"note\":\"taken\"}"),
          Map.entry("POST documents/objection", "{\"reason\":\"taken\"}"),
          Map.entry(
              "POST payments/check", "{\"changedAt\":\"2026-01-01T00:00:00Z\",\"note\":\"taken\"}"),
          Map.entry("POST documents/payments", "{\"amount\":0.01,\"reference\":\"taken\"}"),
          Map.entry("PATCH links", "{\"name\":\"taken\"}"),
          Map.entry("PATCH stock", "{\"tier\":\"GOLDEN\"}"),
          Map.entry("PUT stock/links", "{\"links\":[]}"),
          Map.entry("PUT stock/shares", "{\"shares\":[]}"),
          Map.entry("PUT tariffs", "{\"tariff\":\"STANDARD\"}"),
          Map.entry(
              "PUT premium-terms/rules",
              "{\"currency\":\"UAH\",\"least\":1,\"most\":2,\"vat\":20,\"operatorShare\":50}"),
          Map.entry("PATCH plugins", "{\"state\":\"STOPPED\"}"));

  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)[^}]*}");
  private static final int MOST_IDS = 4;

  private RestMap() {}

  record Rows(String table, String... owners) {

    /** Where a row belongs neither to the caller nor to somebody below it. */
    String foreign(Caller caller) {
      return owners.length == 0
          ? " FROM " + table + " WHERE 1 = 1"
          : " FROM "
              + table
              + " WHERE "
              + String.join(
                  " AND ",
                  Stream.of(owners).map(one -> one + " NOT IN " + caller.family()).toList());
    }

    /** One of the caller's, or of somebody below it, if there is any. */
    List<String> own(Caller caller) {
      return owners.length == 0
          ? List.of()
          : caller
              .books()
              .column(
                  "SELECT id FROM "
                      + table
                      + " WHERE "
                      + owners[0]
                      + " IN "
                      + caller.family()
                      + " ORDER BY id DESC LIMIT 1");
    }

    /** Foreign rows of as many tenants as there are, at most a few. */
    List<String> some(Caller caller) {
      return caller
          .books()
          .column(
              "SELECT MIN(id)"
                  + foreign(caller)
                  + " GROUP BY "
                  + (owners.length == 0 ? "id" : owners[0])
                  + " LIMIT "
                  + MOST_IDS);
    }
  }

  /** The description of the API, as everybody may read it. */
  static JsonObject description(Product product) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(product.page("127.0.0.1", "/openapi")))
                    .header("Accept", "application/json")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"Messaging API\"")
        .doesNotContainIgnoringCase("livery")
        .doesNotContainIgnoringCase("payara");
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  /** Every path that the product declares, with its methods. */
  static Map<String, Set<String>> paths(Product product) throws Exception {
    var found = new TreeMap<String, Set<String>>();
    var paths = description(product).getAsJsonObject("paths");
    for (var path : paths.entrySet()) {
      var methods = new HashSet<String>();
      for (var method : path.getValue().getAsJsonObject().keySet()) {
        if (Set.of("get", "post", "put", "patch", "delete").contains(method)) {
          methods.add(method.toUpperCase(java.util.Locale.ROOT));
        }
      }
      found.put(path.getKey().replaceFirst("^/api/v1", ""), methods);
    }
    return found;
  }

  static String body(String method, String path) {
    if (method.equals("GET") || method.equals("DELETE")) {
      return null;
    }
    var what = method + " " + path.substring(1).replaceAll("/\\{[^}]*}", "");
    return BODIES.getOrDefault(what, "{}");
  }

  /** The path with ids of others, for each parameter that it has. */
  static List<String> addresses(String path, Caller caller) {
    var addresses = List.of(path);
    var parameters = PARAMETER.matcher(path);
    while (parameters.find()) {
      var next = new ArrayList<String>();
      for (var id : ids(path, parameters.group(1), caller)) {
        for (var address : addresses) {
          next.add(address.replace(parameters.group(), id));
        }
      }
      addresses = next;
    }
    assertThat(addresses).as("rows of others for " + path).isNotEmpty();
    return addresses;
  }

  private static List<String> ids(String path, String parameter, Caller caller) {
    if (path.startsWith("/plugins/")) {
      return List.of("voting");
    }
    for (var other : OTHER_PARAMETERS.entrySet()) {
      if (path.startsWith(other.getKey()) || other.getKey().equals("{" + parameter + "}")) {
        return other.getValue().some(caller);
      }
    }
    var first = path.split("/")[1];
    assertThat(ROWS).as("the map of rows knows %s, for {%s}", path, parameter).containsKey(first);
    return ROWS.get(first).some(caller);
  }
}
