package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bad strings in every address of the portal, and drawn by its pages. Pages are found in the
 * sources, so that a new one is tried like any other. The content policy of the browser is off:
 * what is not escaped would run. The fields of pages are tried by {@link StrangeFieldIT}.
 *
 * <p>It leaves strange names behind: by its name it runs after all others.
 */
class StrangeTextIT {

  /** No address is as long as the longest. */
  private static final List<String> ADDRESSED = Naughty.WORST.subList(0, 2);

  private static final int SHARE_OF_ADDRESSES = 500;
  private static final Pattern INSIDE =
      Pattern.compile(".{0,60}(?:[a-z]+\\.[\\w.]*Exception\\b|\\tat [\\w.$]+\\().{0,60}");

  private static Product product;
  private static Guinea guinea;
  private static List<String> strings;

  private static final List<String> PROBLEMS = new CopyOnWriteArrayList<>();

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  @BeforeAll
  static void start() throws IOException {
    strings = Naughty.list();
    product = Product.shared();
    new Stage(product);
    guinea = Guinea.of(product);
  }

  /** Every page of the sources, with what it needs in its address. */
  private static Set<String> pages() throws IOException {
    var pages = new TreeSet<String>();
    for (var page : Pages.all()) {
      pages.add(page.equals("/campaign/view.xhtml") ? page + "?id=" + guinea.campaign() : page);
    }
    pages.add("/campaign/wizard.xhtml?id=" + guinea.campaign());
    return pages;
  }

  /** What a script that got in would do, and what the page itself gets wrong. */
  private static void listen(Page page) {
    // what was typed need not be kept: no page asks before it is left
    page.addInitScript(
        "addEventListener('beforeunload', event => event.stopImmediatePropagation(), true)");
    page.onDialog(
        dialog -> {
          if (dialog.type().equals("beforeunload")) {
            dialog.accept();
            return;
          }
          PROBLEMS.add(page.url() + " says " + dialog.message());
          dialog.dismiss();
        });
    page.onPageError(error -> PROBLEMS.add(page.url() + " breaks: " + error));
  }

  @ParameterizedTest
  @CsvSource({Guinea.CLIENT, "owner@livery.example"})
  void no_naughty_string_breaks_an_address(String email) throws IOException {
    PROBLEMS.clear();
    try (var window = Browser.unprotected()) {
      var page = window.newPage();
      Browser.signIn(page, product, Guinea.HOST, email);
      var session =
          window.cookies().stream()
              .map(cookie -> cookie.name + "=" + cookie.value)
              .collect(Collectors.joining("; "));
      for (var path : Pages.all()) {
        tryAddresses(session, path, parameters(path));
      }
    }
    assertThat(PROBLEMS).isEmpty();
  }

  private static Set<String> parameters(String path) throws IOException {
    var names = new TreeSet<>(Pages.parameters(path));
    names.add("id");
    return names;
  }

  private static void tryAddresses(String session, String path, Set<String> names) {
    var turn = Math.floorMod(path.hashCode(), SHARE_OF_ADDRESSES);
    for (var name : names) {
      var tries = new ArrayList<>(ADDRESSED);
      tries.add("9".repeat(30));
      for (var at = turn++ % SHARE_OF_ADDRESSES; at < strings.size(); at += SHARE_OF_ADDRESSES) {
        tries.add(strings.get(at));
      }
      tries.stream()
          .map(
              string -> path + "?" + name + "=" + URLEncoder.encode(string, StandardCharsets.UTF_8))
          .map(address -> ask(session, address))
          .toList()
          .forEach(CompletableFuture::join);
    }
  }

  private static CompletableFuture<Void> ask(String session, String address) {
    var request =
        HttpRequest.newBuilder(URI.create(product.page(Guinea.HOST, address)))
            .header("Cookie", session)
            .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenAccept(
            answer -> {
              var problem = problem(answer);
              if (!problem.isEmpty()) {
                PROBLEMS.add(address + " → " + problem);
              }
            });
  }

  private static String problem(HttpResponse<String> answer) {
    if (answer.statusCode() >= 500 || answer.uri().getPath().equals("/error/500.xhtml")) {
      return "status " + answer.statusCode();
    }
    var body = answer.body();
    // A quoted attribute may well hold it.
    if (body.contains("<i id=pwned>") && Jsoup.parse(body).selectFirst("#pwned") != null) {
      return "became markup";
    }
    // Of a page of megabytes the pattern alone would look at each place sixty times.
    var mayTell = body.contains("Exception") || body.contains("\tat ");
    var inside = INSIDE.matcher(mayTell ? body : "");
    return inside.find() ? "tells about the inside: " + inside.group() : "";
  }

  @Test
  void what_was_stored_is_shown_and_does_not_run() throws IOException {
    PROBLEMS.clear();
    guinea.client().ask("PATCH", "/campaigns/" + guinea.campaign(), name());
    guinea.reseller().ask("PATCH", "/tenants/" + guinea.client().tenantId(), name());
    try (var window = Browser.unprotected()) {
      var page = window.newPage();
      listen(page);
      Browser.signIn(page, product, Guinea.HOST, Guinea.CLIENT);
      for (var path : pages()) {
        page.navigate(product.page(Guinea.HOST, path));
        if (page.locator("#pwned").count() > 0) {
          PROBLEMS.add(path + " shows markup that was typed");
        }
        var over =
            (Integer)
                page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) {
          PROBLEMS.add(path + " is " + over + " pixels too wide");
        }
      }
    }
    assertThat(PROBLEMS).isEmpty();
  }

  private static String name() {
    return new com.google.gson.Gson()
        .toJson(Map.of("name", "<img src=x id=pwned onerror=alert(1)>" + "W".repeat(70)));
  }
}
