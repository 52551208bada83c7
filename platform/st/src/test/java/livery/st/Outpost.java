package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import livery.simulator.LoadPlan;

/**
 * A number with a vote on it and links of its own, made over REST as people make them, so that a
 * test may do to its operators what it likes. A vote "vote 1" or "vote 2" is answered with the
 * count of its option; a phone may vote without end.
 */
final class Outpost implements AutoCloseable {

  private static final AtomicInteger MADE = new AtomicInteger();
  private static final int FIRST_NUMBER = 61_000;

  private final Product product;
  private final Caller platform;
  private final Caller client;
  private final String digits;
  private final long numberId;
  private final List<Long> links = new ArrayList<>();

  Outpost(Product product) {
    this.product = product;
    platform = Caller.of(product, "owner@livery.example");
    client = Caller.of(product, "owner@tv.example");
    digits = Integer.toString(FIRST_NUMBER + MADE.incrementAndGet());
    numberId =
        id(made(platform.post("/stock", "{\"country\":\"UA\",\"digits\":\"" + digits + "\"}")));
  }

  /** The client rents the number and starts the vote on it. */
  Outpost voting() {
    return campaign(
        "voting",
        "vote",
        "{\"options\":[{\"code\":\"1\",\"label\":\"One\"},{\"code\":\"2\",\"label\":\"Two\"}],"
            + "\"limit\":\"unlimited\",\"counted\":\"{option} {votes}\"}");
  }

  /** Starts a campaign of any kind with one keyword. */
  Outpost campaign(String type, String keyword, String settings) {
    start(type, keyword, settings);
    return this;
  }

  /** As {@link #campaign}; answers with the campaign's id. */
  long start(String type, String keyword, String settings) {
    if (product.books().text("SELECT tenant_id FROM number WHERE id = " + numberId) == null) {
      made(client.post("/numbers/" + numberId + "/rent", "{}"));
    }
    var wanted =
        "{\"name\":\"%s %s\",\"type\":\"%s\",\"numberId\":%d,\"timeZone\":\"Europe/Kyiv\","
            + "\"settings\":%s,\"keywords\":[{\"word\":\"%s\"}]}";
    var campaign =
        id(
            made(
                client.post(
                    "/campaigns",
                    wanted.formatted(keyword, digits, type, numberId, settings, keyword))));
    made(client.post("/campaigns/" + campaign + "/start", "{}"));
    return campaign;
  }

  /** Adds a link to an operator at this port that serves the number. */
  long link(String name, int port, Map<String, Object> options) {
    var wanted = new JsonObject();
    wanted.addProperty("name", name + "-" + digits);
    wanted.addProperty("network", "Kyiv Cell");
    wanted.addProperty("host", "127.0.0.1");
    wanted.addProperty("port", port);
    wanted.addProperty("systemId", "livery");
    wanted.addProperty("window", 100);
    options.forEach(
        (option, value) -> {
          if (value instanceof Number number) {
            wanted.addProperty(option, number);
          } else {
            wanted.addProperty(option, value.toString());
          }
        });
    links.add(id(made(platform.post("/links", wanted.toString()))));
    made(platform.ask("PUT", "/stock/" + numberId + "/links", "{\"links\":" + links + "}"));
    return links.get(links.size() - 1);
  }

  /** How a link stands: BOUND, CONNECTING or PAUSED. */
  String state(long link) {
    return made(platform.get("/links/" + link))
        .getAsJsonObject("status")
        .get("state")
        .getAsString();
  }

  void awaitBound(long link) {
    Await.until(
        "link " + link + " is bound", Duration.ofSeconds(45), () -> state(link).equals("BOUND"));
  }

  String number() {
    return digits;
  }

  /** The client as a program, and the platform's own people as one. */
  Caller client() {
    return client;
  }

  Caller platform() {
    return platform;
  }

  /** Votes for the first option, each from a phone of its own, over one operator. */
  LoadPlan votes(String operator, int count, double rate, long firstNumber) {
    return new LoadPlan(
        List.of(operator),
        digits,
        List.of(new LoadPlan.Weighted("vote 1", 3), new LoadPlan.Weighted("vote 2", 2)),
        count,
        Duration.ZERO,
        rate,
        0,
        0,
        firstNumber,
        0,
        true,
        0,
        Duration.ofSeconds(40));
  }

  /** One number out of the messages of the outpost: {@code what} is a column or an aggregate. */
  long messages(String what, String condition) {
    return product
        .books()
        .number(
            "SELECT " + what + " FROM message WHERE number = '" + digits + "' AND " + condition);
  }

  /** Takes the links out of service; messages and money stay for the judge. */
  @Override
  public void close() {
    for (var link : links) {
      made(platform.ask("PATCH", "/links/" + link, "{\"state\":\"PAUSED\"}"));
    }
  }

  private static JsonObject made(java.net.http.HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isLessThan(300);
    return JsonParser.parseString(answer.body()).getAsJsonObject();
  }

  private static long id(JsonObject made) {
    return made.get("id").getAsLong();
  }
}
