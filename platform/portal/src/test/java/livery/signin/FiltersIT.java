package livery.signin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livery.client.Tenants;
import livery.container.InPortal;
import livery.container.Town;
import livery.container.Web;
import org.junit.jupiter.api.Test;

/** The filters in the order in which the container calls them. */
class FiltersIT extends InPortal {

  @Inject private Town town;
  @Inject private Tenants tenants;

  @Test
  void every_answer_has_the_headers_whoever_gives_it() {
    for (var path :
        List.of(
            "/signin.xhtml",
            "/index.xhtml",
            "/nowhere",
            "/nowhere.xhtml",
            "/openapi",
            "/favicon.ico",
            "/jakarta.faces.resource/nothing.css.xhtml",
            "/api/v1/ready",
            "/api/v1/me",
            "/api/v1/nowhere",
            "/api/v1/trouble/exception")) {
      var headers = new Web().get(path).headers();

      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
      assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("DENY");
      assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("same-origin");
      assertThat(headers.firstValue("X-Powered-By")).as(path).isEmpty();
    }
  }

  @Test
  void no_spelling_of_a_page_comes_past_the_sign_in() {
    var came = new ArrayList<String>();
    for (var path :
        List.of(
            "/index.xhtml",
            "/",
            "/api/../index.xhtml",
            "/api/v1/../../tenant/people.xhtml",
            "/api/%2e%2e/index.xhtml",
            "/api%2f..%2findex.xhtml",
            "/index.xhtml;/api/",
            "/;/api/v1/../../index.xhtml",
            "/jakarta.faces.resource/../index.xhtml",
            "/jakarta.faces.resource/;x=1/../../index.xhtml",
            "/openapi/../index.xhtml",
            "//index.xhtml",
            "/INDEX.XHTML",
            "/signin.xhtml/../index.xhtml")) {
      var answer = Web.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(answer).as(path).doesNotContain("HTTP/1.1 200").doesNotContain("HTTP/1.1 500");
    }
  }

  @Test
  void an_update_by_script_is_sent_to_the_sign_in_in_its_own_language() {
    var answer =
        new Web().post("/index.xhtml", Map.of("form", "form"), "Faces-Request", "partial/ajax");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<redirect url=\"/signin.xhtml");
  }

  @Test
  void a_session_opens_pages_and_not_rest_and_a_key_opens_rest_and_not_pages() {
    var person = town.signedIn(town.platform());
    var key = town.key(town.platform());

    assertThat(person.get("/index.xhtml").statusCode()).isEqualTo(200);
    assertThat(person.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(new Web().rest("GET", "/me", key, null).statusCode()).isEqualTo(200);
    assertThat(new Web().get("/index.xhtml", "Authorization", "Bearer " + key).statusCode())
        .isEqualTo(302);
  }

  @Test
  void a_tenant_that_is_suspended_is_out_with_the_next_request() {
    var client = town.client("Late payer");
    var person = town.signedIn(client);
    var key = town.key(client);
    assertThat(person.get("/index.xhtml").statusCode()).isEqualTo(200);

    tenants.suspend(town.platform(), client.tenantId(), true);

    assertThat(person.get("/index.xhtml").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).contains("/signin.xhtml"));
    assertThat(new Web().rest("GET", "/me", key, null).statusCode()).isEqualTo(403);
  }

  @Test
  void a_page_of_another_tenants_campaign_is_not_there() {
    var mine = town.client("Mine");
    var other = town.campaign(town.client("Other"));

    assertThat(town.signedIn(mine).get("/campaign/view.xhtml?id=" + other).statusCode())
        .isEqualTo(404);
    var own = town.campaign(mine);
    assertThat(town.signedIn(mine).get("/campaign/view.xhtml?id=" + own).statusCode())
        .isEqualTo(200);
    assertThat(town.signedIn(mine).get("/smpp/links.xhtml").statusCode()).isEqualTo(403);
  }
}
