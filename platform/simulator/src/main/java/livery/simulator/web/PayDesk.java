package livery.simulator.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A payment provider to try out: it takes no money, and tells the shop whatever the person at the
 * page chooses, twice or in the wrong order if need be. Speaks what docs/api.md calls the gateway.
 * Thread-safe.
 */
final class PayDesk implements AutoCloseable {

  /** What it shares with every shop: a trial is no secret. */
  public static final String SECRET = "a trial, no secret";

  private static final List<String> SIGNED =
      List.of("merchant", "payment", "amount", "currency", "expires", "return", "callback");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TRIES = 6;
  private static final int LATER_SECONDS = 8;

  private final Clock clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(PayDesk::thread);
  private final AtomicLong lastEvent = new AtomicLong();

  /** News that was told, and what the shop answered: its HTTP status, 0 when it did not answer. */
  public record Told(String type, int status) {}

  /** What the page shows. */
  public record Order(
      String merchant, String payment, String amount, String currency, String back) {}

  public PayDesk(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads the signed address that a buyer came with.
   *
   * @throws IllegalArgumentException when the shop has not signed it, or its time is over
   */
  public Order look(Map<String, String> fields) {
    var values = new ArrayList<String>();
    for (var field : SIGNED) {
      var value = fields.get(field);
      if (value == null || value.isEmpty()) {
        throw new IllegalArgumentException("the address lacks " + field);
      }
      values.add(value);
    }
    var expected = sign(String.join("\n", values)).getBytes(StandardCharsets.US_ASCII);
    var given = fields.getOrDefault("signature", "").getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, given)) {
      throw new IllegalArgumentException("the address is not signed by the shop");
    }
    if (!fields.get("expires").matches("[0-9]{1,12}")
        || clock.instant().getEpochSecond() > Long.parseLong(fields.get("expires"))) {
      throw new IllegalArgumentException("the time to pay is over");
    }
    return new Order(
        fields.get("merchant"),
        fields.get("payment"),
        fields.get("amount"),
        fields.get("currency"),
        fields.get("return"));
  }

  /**
   * Does what the person has chosen: pay, fail, later, twice, wrong-order, refund, chargeback,
   * forged.
   *
   * @return what was told at once
   */
  public List<Told> act(Map<String, String> fields, String act) {
    look(fields);
    return switch (act) {
      case "pay" -> List.of(tell(fields, "paid"));
      case "fail" -> List.of(tell(fields, "failed"));
      case "later" -> {
        later.schedule(() -> tell(fields, "paid"), LATER_SECONDS, TimeUnit.SECONDS);
        yield List.of(tell(fields, "pending"));
      }
      case "twice" -> {
        var body = body(fields, "paid", nextId(), clock.instant());
        yield List.of(
            new Told("paid", send(fields, body, SECRET)),
            new Told("paid", send(fields, body, SECRET)),
            tell(fields, "paid"));
      }
      case "wrong-order" ->
          List.of(tell(fields, "paid"), tell(fields, "failed"), tell(fields, "pending"));
      case "refund" -> List.of(tell(fields, "refunded"));
      case "chargeback" -> List.of(tell(fields, "chargeback"), tell(fields, "paid"));
      case "forged" ->
          List.of(
              new Told(
                  "paid",
                  send(fields, body(fields, "paid", nextId(), clock.instant()), "somebody else")));
      default -> throw new NoSuchElementException("there is no act " + act);
    };
  }

  private Told tell(Map<String, String> fields, String type) {
    return new Told(type, send(fields, body(fields, type, nextId(), clock.instant()), SECRET));
  }

  private String nextId() {
    return "evt_" + clock.millis() + "_" + lastEvent.incrementAndGet();
  }

  private static String body(Map<String, String> fields, String type, String id, Instant at) {
    Map<String, Object> news = new LinkedHashMap<>();
    news.put("id", id);
    news.put("payment", fields.get("payment"));
    news.put("type", type);
    news.put("amount", fields.get("amount"));
    news.put("currency", fields.get("currency"));
    news.put("at", at.toString());
    news.put("reference", "trial-" + fields.get("payment").substring(0, 6));
    return Json.write(news);
  }

  /** Tells the shop, again while it does not answer or says that it cannot now. */
  private int send(Map<String, String> fields, String body, String secret) {
    var status = 0;
    for (var tries = 0; tries < TRIES && (status == 0 || status >= 500); tries++) {
      try {
        if (tries > 0) {
          Thread.sleep(250L << tries);
        }
        status = once(fields.get("callback"), body, secret);
      } catch (IOException notNow) {
        status = 0;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return status;
      }
    }
    return status;
  }

  private int once(String callback, String body, String secret)
      throws IOException, InterruptedException {
    var seconds = clock.instant().getEpochSecond();
    var request =
        HttpRequest.newBuilder(reachable(callback))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header(
                "Payment-Signature", "t=" + seconds + ",v1=" + sign(secret, seconds + "." + body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Names below localhost are this machine for a browser, but not for every resolver. */
  private static URI reachable(String callback) {
    return URI.create(
        callback.replaceFirst("^(https?://)[a-z0-9.-]*localhost(?=[:/])", "$1127.0.0.1"));
  }

  private static String sign(String text) {
    return sign(SECRET, text);
  }

  private static String sign(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("Every Java has HMAC-SHA256", impossible);
    }
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "simulator-pay");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
