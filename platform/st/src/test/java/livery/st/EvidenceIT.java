package livery.st;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files with the report of the demo's agent: over REST, and on its page. */
class EvidenceIT {

  private static final String AGENT = "owner@west.example";
  private static final String PRINCIPAL = "owner@nova.example";

  private static Product product;
  private static Caller agent;
  private static Caller principal;
  private static long draft;

  @BeforeAll
  static void start() {
    product = Product.shared();
    agent = Caller.of(product, AGENT);
    principal = Caller.of(product, PRINCIPAL);
    draft =
        product
            .books()
            .number(
                "SELECT id FROM document WHERE kind = 'AGENT_REPORT' AND number IS NULL"
                    + " AND issuer_id = "
                    + agent.tenantId());
  }

  private static byte[] pdf(int size) {
    var bytes = new byte[size];
    var head = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, bytes, 0, head.length);
    bytes[size - 1] = (byte) size;
    return bytes;
  }

  private static String path(long report) {
    return "/issue/reports/" + report + "/evidence";
  }

  private static HttpResponse<String> attach(Caller caller, String query, byte[] content) {
    return caller.send(
        "POST", path(draft) + query, BodyPublishers.ofByteArray(content), "application/pdf");
  }

  private static long id(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    return JsonParser.parseString(answer.body()).getAsJsonObject().get("id").getAsLong();
  }

  @Test
  void a_program_attaches_reads_and_takes_away_and_nobody_else_does() {
    var taxi = path(draft) + "/" + id(attach(agent, "?description=Taxi&amount=12.5", pdf(90)));

    var file = agent.get(taxi);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/pdf");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .matches("attachment; filename=\"evidence-\\d+\\.pdf\"");
    assertThat(file.body()).startsWith("%PDF-1.7");
    assertThat(agent.get(path(draft)).body()).contains("\"amount\":12.5", "\"size\":90");
    assertThat(attach(agent, "?description=Twice", pdf(90)).statusCode()).isEqualTo(409);
    assertThat(attach(agent, "?description=Large", pdf((5 << 20) + 1)).statusCode()).isEqualTo(413);
    assertThat(attach(agent, "?description=Text", "text".getBytes()).statusCode())
        .isBetween(400, 422);
    assertThat(attach(agent, "?description=X&amount=x", pdf(91)).statusCode()).isBetween(400, 422);
    for (var email : new String[] {PRINCIPAL, "owner@acme.example", "owner@festival.example"}) {
      var other = Caller.of(product, email);
      assertThat(other.get(path(draft)).statusCode()).as(email).isIn(403, 404);
      assertThat(other.get(taxi).statusCode()).as(email).isIn(403, 404);
      assertThat(attach(other, "?description=Hotel", pdf(92)).statusCode()).isIn(403, 404);
      assertThat(other.ask("DELETE", taxi, null).statusCode()).as(email).isIn(403, 404);
    }
    assertThat(agent.ask("DELETE", taxi, null).statusCode()).isIn(200, 204);
    assertThat(agent.get(taxi).statusCode()).isEqualTo(404);
  }

  @Test
  void a_person_attaches_a_file_on_the_reports_page() {
    for (var width : new int[] {Browser.WIDE, Browser.NARROW}) {
      try (var window = Browser.window(width)) {
        var page = window.newPage();
        Browser.signIn(page, product, "nova.localhost", AGENT);
        var address = product.page("nova.localhost", "/issue/report.xhtml?id=" + draft);
        page.navigate(address);
        attach(page, "Page of text", "receipt.pdf", "text".getBytes(StandardCharsets.UTF_8));
        assertThat(page.locator("[id='attach'] .ui-message-error")).isVisible();
        attach(page, "Hotel of " + width, "Rechnung März.pdf", pdf(width));
        var row = page.locator("[id='list'] tbody tr:has-text('Hotel of " + width + "')");

        assertThat(row).containsText("Rechnung März.pdf");
        assertThat(row).containsText("KB");
        page.navigate(address);
        Browser.screenshot(page, "evidence-" + width);
        assertThat(Browser.violations(page)).isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .isLessThanOrEqualTo(width);
        var got = page.waitForDownload(() -> row.locator("a").click());
        assertThat(got.suggestedFilename()).endsWith(".pdf");
        row.locator("button").click();
        page.locator(".ui-confirmdialog-yes:visible").click();
        assertThat(page.locator("[id='list'] tbody tr:has-text('Hotel of')")).hasCount(0);
      }
    }
  }

  private static void attach(Page page, String text, String name, byte[] content) {
    page.locator("[id='attach:file']")
        .setInputFiles(new FilePayload(name, "application/pdf", content));
    page.locator("[id='attach:description']").fill(text);
    page.locator("[id='attach:amount']").fill("80,00");
    page.locator("[id='attach:attachFile']").click();
    page.waitForLoadState();
  }
}
