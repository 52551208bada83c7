package livery.st;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.jsoup.parser.Parser;

/**
 * A page of the portal that nobody draws: its markup, and its forms sent as the page's own script
 * would send them. What comes back for a part of the page takes that part's place.
 */
final class PlainPage {

  private static final String STATE = "jakarta.faces.ViewState";

  /** A person's way to the portal: the cookies are theirs. */
  static final class Visitor {

    private static final int MOST_WAITS = 5;
    private final Product product;
    private final HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    Visitor(Product product) {
      this.product = product;
    }

    /** Signs somebody in by the form of the page. */
    static Visitor of(Product product, String email) {
      var visitor = new Visitor(product);
      var page = visitor.open("/signin.xhtml");
      enter(page, email);
      for (var wait = 1;
          wait <= MOST_WAITS && page.document.text().contains("Too many tries");
          wait++) {
        LockSupport.parkNanos(Duration.ofSeconds(wait).toNanos()); // others have just failed here
        enter(page, email);
      }
      if (page.path().contains("signin")) {
        throw new IllegalStateException(email + " is not let in: " + page.document.text());
      }
      return visitor;
    }

    private static void enter(PlainPage page, String email) {
      var form = page.form("form");
      page.press(
          form,
          form.getElementById("form:enter"),
          Map.of("form:email", email, "form:password", Browser.PASSWORD));
    }

    PlainPage open(String path) {
      var page = new PlainPage(this);
      page.take(send(HttpRequest.newBuilder(URI.create(product.page(Guinea.HOST, path)))));
      return page;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
      try {
        return http.send(
            request.header("Accept-Language", "en").build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", interrupted);
      }
    }
  }

  private final Visitor visitor;
  private HttpResponse<String> answer;
  private Document document;
  private String state;

  /** What came last, parsed: the page, or the parts of it that were sent. */
  private Document came;

  private PlainPage(Visitor visitor) {
    this.visitor = visitor;
  }

  int status() {
    return answer.statusCode();
  }

  String path() {
    return answer.uri().getPath();
  }

  /** The last answer as it came. */
  String body() {
    return answer.body();
  }

  Document document() {
    return document;
  }

  Document came() {
    return came;
  }

  /** The form of that id, or null. */
  FormElement form(String id) {
    return document.forms().stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
  }

  /** What the form would send without a script, coded. */
  String coded(FormElement form, Element button, Map<String, String> values) {
    return encoded(fields(form, button, values));
  }

  /** Sends a form that says of itself that it is coded, and holds this. */
  void send(FormElement form, BodyPublisher body) {
    take(
        visitor.send(
            HttpRequest.newBuilder(address(form))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                .POST(body)));
  }

  /** Sends the form with the values and the button, which may be null. */
  void press(FormElement form, Element button, Map<String, String> values) {
    var fields = fields(form, button, values);
    var source = button == null ? "" : button.attr("name");
    var asks = source.isEmpty() ? null : call(source);
    if (asks != null) {
      fields.put("jakarta.faces.partial.ajax", List.of("true"));
      fields.put("jakarta.faces.source", List.of(source));
      fields.put("jakarta.faces.partial.execute", List.of(asked(asks, "p", "@all")));
      var render = asked(asks, "u", "");
      if (!render.isEmpty()) {
        fields.put("jakarta.faces.partial.render", List.of(render));
      }
    }
    post(form, fields, asks != null);
  }

  private Map<String, List<String>> fields(
      FormElement form, Element button, Map<String, String> values) {
    var fields = new LinkedHashMap<String, List<String>>();
    for (var one : form.formData()) {
      if (!values.containsKey(one.key())) {
        fields.merge(
            one.key(),
            List.of(one.value()),
            (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
      }
    }
    values.forEach((name, value) -> fields.put(name, List.of(value)));
    if (state != null && form.attr("method").equalsIgnoreCase("post")) {
      fields.put(STATE, List.of(state)); // a form that came as a part does not hold it
      fields.putIfAbsent(form.id(), List.of(form.id()));
    }
    if (button != null) {
      var source = button.attr("name");
      fields.put(source, List.of(button.hasAttr("value") ? button.val() : source));
    }
    var nonce = document.selectFirst("script[nonce]");
    if (nonce != null) {
      fields.put("primefaces.nonce", List.of(nonce.attr("nonce")));
    }
    return fields;
  }

  /** What the page's script would ask for where the button is pressed; null where it asks not. */
  private String call(String source) {
    var found =
        Pattern.compile("PrimeFaces\\.ab\\(\\{(s:\"" + Pattern.quote(source) + "\"[^}]*)")
            .matcher(document.html().replace("&quot;", "\""));
    return found.find() ? found.group(1) : null;
  }

  private static String asked(String call, String what, String otherwise) {
    var found = Pattern.compile("[,{]" + what + ":\"([^\"]*)\"").matcher(call);
    return found.find() ? found.group(1).replace(',', ' ') : otherwise;
  }

  private URI address(FormElement form) {
    return answer
        .uri()
        .resolve(form.attr("action").isEmpty() ? answer.uri().toString() : form.attr("action"));
  }

  private void post(FormElement form, Map<String, List<String>> fields, boolean isPartial) {
    var address = address(form);
    var isGet = !form.attr("method").equalsIgnoreCase("post");
    if (isGet) {
      var bare = address.toString().replaceAll("\\?.*", "");
      take(visitor.send(HttpRequest.newBuilder(URI.create(bare + "?" + encoded(fields)))));
      return;
    }
    var request = HttpRequest.newBuilder(address);
    if (isPartial) {
      request.header("Faces-Request", "partial/ajax");
    }
    if (form.attr("enctype").equals("multipart/form-data")) {
      var border = "----livery" + System.nanoTime();
      request
          .header("Content-Type", "multipart/form-data; boundary=" + border)
          .POST(HttpRequest.BodyPublishers.ofString(parts(fields, border)));
    } else {
      request
          .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
          .POST(HttpRequest.BodyPublishers.ofString(encoded(fields)));
    }
    take(visitor.send(request));
  }

  private static String encoded(Map<String, List<String>> fields) {
    return fields.entrySet().stream()
        .flatMap(
            one -> one.getValue().stream().map(value -> code(one.getKey()) + "=" + code(value)))
        .collect(Collectors.joining("&"));
  }

  private static String code(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String parts(Map<String, List<String>> fields, String border) {
    var text = new StringBuilder();
    fields.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    text.append("--" + border + "\r\nContent-Disposition: form-data; name=\"")
                        .append(name + "\"\r\n\r\n" + value + "\r\n")));
    return text.append("--" + border + "--\r\n").toString();
  }

  private void take(HttpResponse<String> answer) {
    this.answer = answer;
    var type = answer.headers().firstValue("Content-Type").orElse("");
    if (!type.contains("xml") || type.contains("xhtml")) {
      came = Jsoup.parse(answer.body(), answer.uri().toString());
      document = came;
      var held = document.selectFirst("input[name=" + STATE + "]");
      state = held == null ? null : held.val();
      return;
    }
    var parts = Jsoup.parse(answer.body(), "", Parser.xmlParser());
    var redirect = parts.selectFirst("redirect");
    if (redirect != null) {
      var to = answer.uri().resolve(redirect.attr("url"));
      take(visitor.send(HttpRequest.newBuilder(to)));
      return;
    }
    came = Jsoup.parse("");
    for (var part : parts.select("update")) {
      put(part.attr("id"), part.wholeText());
    }
    parts
        .select("eval, extension, error")
        .forEach(
            one -> came.body().appendElement("pre").addClass(one.tagName()).text(one.wholeText()));
  }

  private void put(String id, String markup) {
    if (id.endsWith(STATE) || id.contains(STATE + ":")) {
      state = markup.strip();
      return;
    }
    came.body().append(markup);
    var old = document.getElementById(id);
    if (id.equals("jakarta.faces.ViewRoot")) {
      document = Jsoup.parse(markup, answer.uri().toString());
    } else if (old != null) {
      old.before(markup);
      old.remove();
    }
  }
}
