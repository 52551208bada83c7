package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever comes in a file's place, to a page or over REST: a refusal in words, never a failure.
 */
class BadFileIT {

  private static final String OWNER = "owner@livery.example";
  private static final String PARTS = "multipart/form-data; boundary=cut";
  private static final Pattern STATE =
      Pattern.compile("name=\"jakarta\\.faces\\.ViewState\"[^>]* value=\"([^\"]*)\"");
  private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");
  private static final Pattern FIELD =
      Pattern.compile("<input(?=[^>]* type=\"file\")[^>]* name=\"([^\"]+)\"");
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
    product.books().change("UPDATE app_user SET must_change = FALSE");
    Guinea.of(product);
  }

  private record Sent(String what, String type, String body) {}

  private static List<Sent> sent(
      String form, String field, String button, String state, String nonce) {
    var values =
        Map.of(
            form,
            form,
            button,
            button,
            "jakarta.faces.ViewState",
            state,
            "primefaces.nonce",
            nonce);
    var coded =
        values.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var parts =
        values.entrySet().stream()
            .map(one -> part("name=\"" + one.getKey() + "\"", one.getValue()))
            .collect(Collectors.joining());
    var file = "name=\"" + field + "\"";
    return List.of(
        new Sent("nothing", null, ""),
        new Sent("nothing, said to be parts", PARTS, ""),
        new Sent("no boundary", "multipart/form-data", "x"),
        new Sent("parts that are none", PARTS, "x=y"),
        new Sent("cut off", PARTS, parts + "--cut\r\nContent-Disposition: form-data; " + file),
        new Sent("no parts", "application/x-www-form-urlencoded", coded),
        new Sent(
            "no parts, with a file",
            "application/x-www-form-urlencoded",
            coded + "&" + field + "=x"),
        new Sent("no file", PARTS, parts + "--cut--\r\n"),
        new Sent("a text for a file", PARTS, parts + part(file, "x") + "--cut--\r\n"),
        new Sent(
            "an empty file", PARTS, parts + part(file + "; filename=\"\"", "") + "--cut--\r\n"),
        new Sent(
            "a strange file",
            PARTS,
            parts + part(file + "; filename=\"../x\u0000\"", "\u0000") + "--cut--\r\n"));
  }

  private static String part(String disposition, String value) {
    return "--cut\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/tenant/brand.xhtml,       form,   form:look,      RESELLER",
    "/price/import.xhtml,       form,   form:check,     RESELLER",
    "/bank/entries.xhtml,       form,   form:read,      RESELLER",
    "/plugin/list.xhtml,        upload, upload:install, OWNER",
    "/premium/statements.xhtml, import, import:do,      OWNER"
  })
  void a_form_for_a_file_takes_whatever_comes(String path, String form, String button, String who)
      throws Exception {
    var session = session(who.equals("OWNER") ? OWNER : Guinea.RESELLER);
    var page = ask(session, path, null).body();
    assertThat(page).contains("name=\"" + button + "\"");

    var broken = new ArrayList<String>();
    for (var one : sent(form, found(FIELD, page), button, found(STATE, page), found(NONCE, page))) {
      var answer = ask(session, path, one);
      if (answer.statusCode() >= 500
          || answer.uri().getPath().contains("/error/500")
          || answer.body().contains("Exception")) {
        broken.add(one.what() + " → " + answer.statusCode());
      }
    }

    assertThat(broken).isEmpty();
  }

  private static String found(Pattern pattern, String page) {
    var found = pattern.matcher(page);
    assertThat(found.find()).as(pattern.pattern()).isTrue();
    return found.group(1);
  }

  private static String session(String email) {
    try (var window = Browser.window(Browser.WIDE)) {
      Browser.signIn(window.newPage(), product, Guinea.HOST, email);
      return window.cookies().stream()
          .map(cookie -> cookie.name + "=" + cookie.value)
          .collect(Collectors.joining("; "));
    }
  }

  private static HttpResponse<String> ask(String session, String path, Sent sent)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(product.page(Guinea.HOST, path)))
            .header("Cookie", session);
    if (sent != null) {
      request.POST(BodyPublishers.ofString(sent.body()));
      if (sent.type() != null) {
        request.header("Content-Type", sent.type());
      }
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Every address that takes something other than JSON, with what it takes. */
  static List<String[]> doors(Product product) throws Exception {
    var doors = new ArrayList<String[]>();
    var paths = RestMap.description(product).getAsJsonObject("paths");
    for (var path : paths.entrySet()) {
      for (var method : path.getValue().getAsJsonObject().entrySet()) {
        if (method.getValue().isJsonObject()
            && method.getValue().getAsJsonObject().has("requestBody")) {
          var body = method.getValue().getAsJsonObject().getAsJsonObject("requestBody");
          for (var type : body.getAsJsonObject("content").keySet()) {
            if (!type.equals("application/json")) {
              doors.add(
                  new String[] {
                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                    path.getKey().replaceFirst("^/api/v1", ""),
                    type
                  });
            }
          }
        }
      }
    }
    return doors;
  }

  @Test
  void whatever_comes_over_rest_is_no_failure() throws Exception {
    var doors = doors(product);
    assertThat(doors).hasSizeGreaterThanOrEqualTo(6);
    var callers = List.of(Caller.of(product, Guinea.RESELLER), Caller.of(product, OWNER));
    for (var door : doors) {
      for (var caller : callers) {
        var path = door[1].replaceAll("\\{[^}]*}", "" + caller.tenantId());
        var type = door[2].equals("*/*") ? "text/plain" : door[2];
        for (var body : List.of(new byte[0], new byte[] {(byte) 0xff, 0, (byte) 0xfe})) {
          var answer = caller.send(door[0], path, BodyPublishers.ofByteArray(body), type);
          var what = String.join(" ", door) + " " + body.length + " → " + answer.body();
          assertThat(answer.statusCode()).as(what).isBetween(200, 499);
          if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as(what)
                .startsWith("application/problem+json");
          }
        }
        var bare = caller.send(door[0], path, BodyPublishers.noBody(), null);
        assertThat(bare.statusCode())
            .as(String.join(" ", door) + " → " + bare.body())
            .isBetween(200, 499);
      }
    }
  }

  @Test
  void the_api_is_described_without_a_complaint_in_the_log() throws Exception {
    assertThat(doors(product)).isNotEmpty();

    var log = Files.readString(product.livery().settings().data().resolve("log/portal.log"));
    assertThat(log.lines().filter(line -> line.contains("OpenAPI Document"))).isEmpty();
  }
}
