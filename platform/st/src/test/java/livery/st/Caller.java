package livery.st;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A tenant's program that asks over REST, with keys of its own. */
final class Caller {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private static final AtomicLong MADE = new AtomicLong(System.nanoTime());

  private final Product product;
  private final long tenantId;
  private final String scopes;
  private String key;

  private Caller(Product product, long tenantId, String scopes) {
    this.product = product;
    this.tenantId = tenantId;
    this.scopes = scopes;
    this.key = key(product, tenantId, scopes, "NULL", "NULL");
  }

  /** With a key that may do all, of the tenant that somebody of the demo belongs to. */
  static Caller of(Product product, String email) {
    return of(
        product,
        product.books().number("SELECT tenant_id FROM app_user WHERE email = '" + email + "'"),
        "admin");
  }

  static Caller of(Product product, long tenantId, String scopes) {
    return new Caller(product, tenantId, scopes);
  }

  /** A key as the portal would have made it; the moments are SQL. */
  static String key(
      Product product, long tenantId, String scopes, String expiresAt, String revokedAt) {
    var number = MADE.incrementAndGet();
    var prefix = "lvk_" + String.format("%08d", number % 100_000_000);
    var secret = prefix + String.format("%040d", number);
    product
        .books()
        .change(
            "INSERT INTO api_key (id, tenant_id, name, prefix, hash, scopes, created_by,"
                + " created_at, expires_at, revoked_at) VALUES (%d, %d, 'test', '%s',"
                    .formatted(number, tenantId, prefix)
                + " UNHEX(SHA2('%s', 256)), '%s', 0, UTC_TIMESTAMP(), %s, %s)"
                    .formatted(secret, scopes, expiresAt, revokedAt));
    return secret;
  }

  /** A look into the tables. */
  Books books() {
    return product.books();
  }

  long tenantId() {
    return tenantId;
  }

  /** The ids of the tenant and of all below it, for SQL. */
  String family() {
    return "(SELECT id FROM tenant WHERE path LIKE CONCAT((SELECT path FROM tenant WHERE id = "
        + tenantId
        + "), '%'))";
  }

  HttpResponse<String> get(String path) {
    return ask("GET", path, null);
  }

  HttpResponse<String> post(String path, String json) {
    return ask("POST", path, json);
  }

  /** Asks, with pairs of header and value; a key that asked too often is followed by another. */
  HttpResponse<String> ask(String method, String path, String json, String... headers) {
    var publisher =
        json == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json);
    return send(method, path, publisher, json == null ? null : "application/json", headers);
  }

  HttpResponse<String> send(
      String method,
      String path,
      HttpRequest.BodyPublisher body,
      String contentType,
      String... headers) {
    var answer = once(method, path, body, contentType, key, headers);
    if (answer.statusCode() == 429) {
      key = key(product, tenantId, scopes, "NULL", "NULL");
      answer = once(method, path, body, contentType, key, headers);
    }
    return answer;
  }

  /** Asks with a key of somebody else, or {@code null} for none. */
  HttpResponse<String> with(String otherKey, String path) {
    return once("GET", path, HttpRequest.BodyPublishers.noBody(), null, otherKey);
  }

  private HttpResponse<String> once(
      String method,
      String path,
      HttpRequest.BodyPublisher body,
      String contentType,
      String secret,
      String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(product.page("127.0.0.1", "/api/v1" + path)))
            .timeout(Duration.ofSeconds(30))
            .method(method, body);
    if (secret != null) {
      request.header("Authorization", "Bearer " + secret);
    }
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    for (var pair = 0; pair < headers.length; pair += 2) {
      request.header(headers[pair], headers[pair + 1]);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new IllegalStateException(List.of(method, path) + " was not answered", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
