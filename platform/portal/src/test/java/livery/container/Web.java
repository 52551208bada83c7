package livery.container;

import java.io.IOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a screen, or a program with a key, that asks the portal it runs in. */
public final class Web {

  private static final int PORT = Integer.parseInt(System.getenv("LIVERY_HTTP_PORT"));
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Pattern VIEW_STATE =
      Pattern.compile("name=\"jakarta.faces.ViewState\"[^>]* value=\"([^\"]*)\"");
  private static final Pattern NONCE = Pattern.compile("<script[^>]* nonce=\"([^\"]+)\"");

  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  /** Asks for a page and follows no redirect. */
  public HttpResponse<String> get(String path, String... headers) {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.GET());
  }

  /** Asks over REST with a key. */
  public HttpResponse<String> rest(String method, String path, String key, String json) {
    return send(
        request("/api/v1" + path)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(
                method,
                json == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Sends a form. */
  public HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
    var body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    var request = request(path).header("Content-Type", "application/x-www-form-urlencoded");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Opens a page and presses a button of one of its forms: {@code "form:enter"}. */
  public HttpResponse<String> press(String path, String button, Map<String, String> fields) {
    var page = get(path).body();
    var state = VIEW_STATE.matcher(page);
    if (!state.find()) {
      throw new IllegalStateException("There is no form on " + path);
    }
    var form = button.substring(0, button.indexOf(':'));
    var all = new HashMap<>(fields);
    all.putAll(Map.of(form, form, button, "", "jakarta.faces.ViewState", state.group(1)));
    var nonce = NONCE.matcher(page);
    if (nonce.find()) {
      all.put("primefaces.nonce", nonce.group(1));
    }
    return post(path, all);
  }

  Web signIn(String email, String password) {
    var answer =
        press(
            "/signin.xhtml", "form:enter", Map.of("form:email", email, "form:password", password));
    if (answer.statusCode() != 302) {
      throw new IllegalStateException("The sign-in was refused: " + answer.body());
    }
    return this;
  }

  /** Sends these octets and returns all that comes until the portal closes the connection. */
  public static String raw(String request) {
    try (var socket = new Socket("127.0.0.1", PORT)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException failure) {
      throw new IllegalStateException("No answer to " + request, failure);
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new IllegalStateException("No answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
