package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reseller's brand: changed by itself, seen before it is shown, and alone on its pages. */
class BrandIT {

  private static final String NOVA = "nova.localhost";
  private static final String LOGO =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'><rect width='8'"
          + " height='8'/></svg>";
  private static final Pattern ENGINE =
      Pattern.compile("livery|payara|glassfish|primefaces 1", Pattern.CASE_INSENSITIVE);
  private static final String FOOTER = "Nova Mobile · text marketing that talks back";
  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.shared();
    new Stage(product);
  }

  @Test
  void a_reseller_sees_its_new_look_before_anybody_else_does() {
    try (var window = Browser.window(Browser.WIDE);
        var other = Browser.window(Browser.WIDE)) {
      var page = window.newPage();
      var outside = other.newPage();
      Browser.signIn(page, product, NOVA, "owner@nova.example");
      page.navigate(product.page(NOVA, "/tenant/brand.xhtml"));
      page.locator("[id='form:name']").fill("Supernova");
      page.locator("[id='form:colour']").fill("#2244cc");
      page.locator("[id='form:logo']")
          .setInputFiles(
              new FilePayload("mark.svg", "image/svg+xml", LOGO.getBytes(StandardCharsets.UTF_8)));
      var paper = page.waitForDownload(() -> page.locator("[id='form:see']").click());
      assertThat(paper.suggestedFilename()).isEqualTo("invoice.pdf");
      page.locator("[id='form:look']").click();

      assertThat(page.locator(".brand-name").first()).hasText("Supernova");
      assertThat(page.locator("[id='trial']")).isVisible();
      assertThat(brandOf(page)).isNotEqualTo(brandOf(outside(outside)));
      assertThat(outside.locator(".brand-name").first()).not().hasText("Supernova");
      assertThat(Browser.violations(page)).isEmpty();
      Browser.screenshot(page, "nova-trial");

      page.locator("[id='trial:publish']").click();
      assertThat(page.locator("[id='trial']")).hasCount(0);
      assertThat(page.locator("[id='form:footer']")).hasValue(FOOTER);
      outside(outside);
      assertThat(outside.locator(".brand-name").first()).hasText("Supernova");
      assertThat((Integer) outside.evaluate("document.querySelector('.brand img').naturalWidth"))
          .isPositive();

      page.locator("[id='form:name']").fill("Nova");
      page.locator("[id='form:colour']").fill("");
      page.locator("[id='form:publish']").click();
      assertThat(page.locator(".brand-name").first()).hasText("Nova");
      page.locator("[id='form:bare']").click();
      outside(outside);
      assertThat(outside.locator(".brand-name").first()).hasText("Nova");
    }
  }

  private static Page outside(Page page) {
    page.navigate(product.page(NOVA, "/signin.xhtml"));
    return page;
  }

  private static String brandOf(Page page) {
    return (String)
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--brand')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"colour\":\"red\"}",
        "{\"colour\":\"#12345\"}",
        "{\"theme\":\"nova\"}",
        "{\"theme\":\"../x\"}",
        "{\"name\":\"\"}",
        "{\"languages\":[]}",
        "{\"languages\":[\"xx\"]}"
      })
  void what_is_no_brand_is_refused(String json) {
    var acme = Caller.of(product, "owner@acme.example");
    var answer = acme.ask("PATCH", "/brand", json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"field\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg><text>&e;</text></svg>",
        "<html/>",
        "nothing"
      })
  void a_picture_that_acts_or_is_none_is_no_logo(String picture) {
    var acme = Caller.of(product, "owner@acme.example");
    var answer =
        acme.send(
            "PUT", "/brand/logo", HttpRequest.BodyPublishers.ofString(picture), "image/svg+xml");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"format=pdf", "format=xml&language=uk", "format=csv", "format=xlsx"})
  void a_document_can_be_seen_before_there_is_one(String wish) {
    var nova = Caller.of(product, "owner@nova.example");

    var answer = nova.get("/brand/paper?kind=invoice&" + wish);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .contains("invoice." + wish.substring(7).replaceAll("&.*", ""));
    assertThat(answer.body()).hasSizeGreaterThan(500).doesNotContainIgnoringCase("livery");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kind=INVOICE",
        "kind=../x",
        "kind=invoice&language=xx",
        "kind=invoice&format=doc",
        "kind=act&format=xml"
      })
  void what_is_no_document_is_refused(String wish) {
    var answer = Caller.of(product, "owner@acme.example").get("/brand/paper?" + wish);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("\"field\"");
  }

  @Test
  void a_client_has_no_paper_of_its_own() {
    var answer = Caller.of(product, "owner@tv.example").get("/brand/paper?kind=invoice");

    assertThat(answer.statusCode()).isIn(403, 404);
  }

  @Test
  void a_host_name_answers_once_the_platform_has_agreed() throws Exception {
    var acme = Caller.of(product, "owner@acme.example");
    var nova = Caller.of(product, "owner@nova.example");
    var platform = Caller.of(product, "owner@livery.example");
    var host = "sms.acme.test";

    assertThat(acme.post("/brand/hosts", "{\"host\":\"" + host + "\"}").statusCode())
        .isEqualTo(201);
    assertThat(nova.post("/brand/hosts", "{\"host\":\"" + host + "\"}").statusCode())
        .isEqualTo(409);
    assertThat(acme.post("/brand/hosts", "{\"host\":\"127.0.0.1\"}").statusCode()).isEqualTo(422);
    assertThat(acme.post("/brand/hosts", "{\"host\":\"localhost\"}").statusCode()).isEqualTo(422);
    assertThat(titleAt(host)).doesNotContain("Acme");
    assertThat(acme.post("/brand/hosts/" + host + "/confirmation", "{}").statusCode())
        .isEqualTo(403);

    assertThat(platform.post("/brand/hosts/" + host + "/confirmation", "{}").statusCode())
        .isLessThan(300);
    assertThat(titleAt(host)).contains("Acme");
    assertThat(acme.ask("DELETE", "/brand/hosts/" + host, null).statusCode()).isLessThan(300);
    assertThat(titleAt(host)).doesNotContain("Acme");
    var left = JsonParser.parseString(acme.get("/brand").body()).getAsJsonObject();
    assertThat(left.getAsJsonArray("hosts").toString()).contains("acme.localhost");
    assertThat(acme.ask("DELETE", "/brand/hosts/acme.localhost", null).statusCode()).isEqualTo(409);
  }

  private static String titleAt(String host) throws IOException {
    var page = answer(host, "/signin.xhtml");
    return page.substring(page.indexOf("<title>"), page.indexOf("</title>"));
  }

  /** Headers and body, as they come. */
  private static String answer(String host, String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", port())) {
      var request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int port() {
    return product.livery().settings().httpPort();
  }

  /** The pages that nobody looks at: what they say comes from the brand, headers and all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/signin.xhtml",
        "/nothing.xhtml",
        "/error/500.xhtml",
        "/api/v1/nothing",
        "/api/v1/me",
        "/openapi",
        "/brand/logo",
        "/jakarta.faces.resource/nothing.js.xhtml",
        "/%2e%2e/%00",
        "/signin.xhtml?jakarta.faces.ViewState=nonsense"
      })
  void no_answer_names_what_the_portal_runs_on(String path) throws Exception {
    var answer = answer("acme.localhost", path);

    assertThat(answer).startsWith("HTTP/1.1 ");
    assertThat(ENGINE.matcher(answer.replace("primefaces-", "")).find()).as(answer).isFalse();
  }
}
