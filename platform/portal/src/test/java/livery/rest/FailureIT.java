package livery.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import livery.container.InPortal;
import livery.container.Town;
import livery.container.Web;
import org.junit.jupiter.api.Test;

/** Whatever breaks, and wherever: nobody outside learns what the inside looks like. */
class FailureIT extends InPortal {

  private static final Pattern INSIDE =
      Pattern.compile(
          "secret of the house|\\tat |livery\\.|Exception|java\\.|glassfish|jersey|yasson|SQL");

  @Inject private Town town;

  @Test
  void what_breaks_in_a_resource_is_a_problem_with_a_trace_and_nothing_else() {
    for (var kind : List.of("exception", "cause", "error", "deep", "unwritable")) {
      var answer = new Web().get("/api/v1/trouble/" + kind);

      assertThat(answer.statusCode()).as(kind).isEqualTo(500);
      assertThat(answer.headers().firstValue("Content-Type"))
          .as(kind)
          .hasValue("application/problem+json");
      assertThat(answer.body()).as(kind).contains("\"trace\":\"").doesNotContainPattern(INSIDE);
    }
    assertThat(new Web().get("/api/v1/trouble/none").body()).isEqualTo("{\"fine\":true}");
  }

  @Test
  void what_breaks_in_a_page_is_shown_as_the_page_for_errors() {
    var answer = town.signedIn(town.platform()).get("/trouble/page.xhtml");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("<html").doesNotContainPattern(INSIDE);
  }

  @Test
  void every_field_that_is_wrong_stands_in_the_problem_the_first_as_ever() {
    var answer = new Web().get("/api/v1/trouble/fields");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("\"detail\":\"amount: Please fill this in.\",\"field\":\"amount\",")
        .contains(
            "\"errors\":[{\"field\":\"amount\",\"detail\":\"Please fill this in.\"},"
                + "{\"field\":\"note\",\"detail\":\"Please fill this in.\"}]");
  }

  @Test
  void a_refusal_stands_in_the_form_that_was_sent_and_in_no_other_of_the_same_names() {
    var web = town.signedIn(town.platform());
    var page = web.press("/trouble/forms.xhtml", "sent:send", Map.of("sent:note", "")).body();

    assertThat(page)
        .contains("<span id=\"sent:note-said\">Please fill this in.</span>")
        .contains("<span id=\"hidden:note-said\"></span>")
        .contains("<span id=\"hidden:amount-said\"></span>")
        .containsOnlyOnce("ui-messages-error-summary"); // of the amount, which was not asked
  }

  @Test
  void a_page_for_errors_runs_its_own_scripts() {
    var answer = town.signedIn(town.platform()).get("/message/life.xhtml?id=5");

    assertThat(answer.statusCode()).isEqualTo(404);
    var policies = answer.headers().allValues("Content-Security-Policy");
    assertThat(policies).hasSize(1);
    var nonces = Pattern.compile("nonce=\"([^\"]+)").matcher(answer.body()).results().toList();
    assertThat(nonces)
        .isNotEmpty()
        .allSatisfy(nonce -> assertThat(policies.get(0)).contains("nonce-" + nonce.group(1)));
  }

  @Test
  void what_the_container_refuses_by_itself_names_neither_it_nor_us() {
    var requests =
        List.of(
            "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\n",
            "GET /%c0%ae%c0%ae/web.xml HTTP/1.1\r\nHost: x\r\n",
            "GET /WEB-INF/web.xml HTTP/1.1\r\nHost: x\r\n",
            "GET /META-INF/MANIFEST.MF HTTP/1.1\r\nHost: x\r\n",
            "GET /api/v1/me HTTP/1.1\r\n",
            "GET /api/v1/me HTTP/9.9\r\nHost: x\r\n",
            "BREW /api/v1/me HTTP/1.1\r\nHost: x\r\n",
            "TRACE /signin.xhtml HTTP/1.1\r\nHost: x\r\n",
            "POST /signin.xhtml HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n",
            "POST /api/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n",
            "GET /signin.xhtml HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n",
            "GET /" + "y".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n",
            "nonsense\r\n");
    var told = new ArrayList<String>();
    for (var request : requests) {
      var answer = Web.raw(request + "Connection: close\r\n\r\n");
      if (INSIDE.matcher(answer).find() || answer.contains("HTTP/1.1 500")) {
        told.add(request.substring(0, Math.min(60, request.length())) + " → " + answer);
      }
    }

    assertThat(told).isEmpty();
  }
}
