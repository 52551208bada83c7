package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * A reseller and its client that are there to be maltreated, each with an owner who signs in with
 * the password of the demo at the platform's own address.
 */
final class Guinea {

  static final String HOST = "localhost";
  static final String RESELLER = "owner@guinea.example";
  static final String CLIENT = "pig@guinea.example";

  /** The short number that the client rents. */
  static final String NUMBER = "7799";

  private static final String VOTE =
      "{\"name\":\"Guinea vote\",\"type\":\"voting\",\"numberId\":%d,\"settings\":{\"options\":["
          + "{\"code\":\"1\",\"label\":\"Yes\"},{\"code\":\"2\",\"label\":\"No\"}]}}";

  private static Guinea made;

  private final Product product;
  private final Caller reseller;
  private final Caller client;
  private final long campaign;

  private Guinea(Product product) {
    this.product = product;
    var books = product.books();
    if (books.number("SELECT COUNT(*) FROM app_user WHERE email = '" + CLIENT + "'") == 0) {
      make();
    }
    password(RESELLER);
    password(CLIENT);
    reseller = Caller.of(product, RESELLER);
    client = Caller.of(product, CLIENT);
    var number = books.number("SELECT id FROM number WHERE digits = '" + NUMBER + "'");
    campaign = id(done(client.post("/campaigns", VOTE.formatted(number))));
  }

  static synchronized Guinea of(Product product) {
    if (made == null) {
      made = new Guinea(product);
    }
    return made;
  }

  private void make() {
    var platform = Caller.of(product, "owner@livery.example");
    var above = tenant(platform, "RESELLER", "Guinea");
    var below = tenant(above, "CLIENT", "Guinea pig");
    owner(above, RESELLER);
    owner(below, CLIENT);
    product.books().change("UPDATE wallet SET credit_limit = 1000000000000");
    for (var what : List.of("sms.mt", "sms.mo", "number.rent")) {
      price(platform, above, what);
      price(above, below, what);
    }
    var stock = "{\"country\":\"UA\",\"digits\":\"" + NUMBER + "\",\"kind\":\"SHORT\"}";
    var number = id(done(platform.post("/stock", stock)));
    var links = product.books().column("SELECT id FROM smpp_link ORDER BY id LIMIT 2");
    done(platform.ask("PUT", "/stock/" + number + "/links", "{\"links\":" + links + "}"));
    done(below.post("/numbers/" + number + "/rent", "{}"));
  }

  private Caller tenant(Caller above, String kind, String name) {
    var answer = above.post("/tenants", "{\"kind\":\"%s\",\"name\":\"%s\"}".formatted(kind, name));
    return Caller.of(product, id(done(answer)), "admin");
  }

  private void owner(Caller tenant, String email) {
    done(
        tenant.post(
            "/users", "{\"email\":\"%s\",\"name\":\"Owner\",\"role\":\"OWNER\"}".formatted(email)));
  }

  private void password(String email) {
    product
        .books()
        .change(
            "UPDATE app_user u, app_user d SET u.password_hash = d.password_hash, u.must_change ="
                + " FALSE WHERE u.email = '"
                + email
                + "' AND d.email = 'owner@tv.example'");
  }

  private static void price(Caller seller, Caller buyer, String what) {
    var price = "{\"buyerId\":%d,\"product\":\"%s\",\"unitPrice\":0.01,\"belowCost\":true}";
    done(seller.post("/prices", price.formatted(buyer.tenantId(), what)));
  }

  private static HttpResponse<String> done(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer;
  }

  private static long id(HttpResponse<String> answer) {
    return JsonParser.parseString(answer.body()).getAsJsonObject().get("id").getAsLong();
  }

  Caller reseller() {
    return reseller;
  }

  Caller client() {
    return client;
  }

  /** A vote of the client, a draft. */
  long campaign() {
    return campaign;
  }
}
