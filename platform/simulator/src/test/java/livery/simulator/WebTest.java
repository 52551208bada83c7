package livery.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import livery.simulator.web.JsonReader;
import livery.simulator.web.Web;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebTest {

  private final Smsc smsc = Smsc.start(OperatorSettings.of("kyiv-cell", 0));
  private final Web web = Web.start(smsc, "127.0.0.1", 0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    web.close();
    smsc.close();
  }

  @Test
  void text_from_the_page_reaches_the_portal_and_its_answer_comes_back() throws Exception {
    try (var esme = Esme.bind(smsc.operator(""))) {
      var sent = post("mo", "{'from':'380501112233','to':'3344','text':'Привіт','style':'SAR'}");
      var arrived = esme.next();
      esme.submit("3344", arrived.getSourceAddress().getAddress(), "Hello");
      smsc.journal().await(m -> m.text().equals("Hello"), Esme.SOON);
      var messages = json(get("messages?phone=380501112233&after=0")).get("messages");

      assertThat(sent.statusCode()).isEqualTo(201);
      assertThat(new String(arrived.getShortMessage(), StandardCharsets.UTF_16BE))
          .isEqualTo("Привіт");
      assertThat(messages).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
      assertThat(messages.toString()).contains("direction=RECEIVED", "text=Hello");
    }
  }

  @Test
  void answer_is_pushed_to_the_page_while_it_waits() throws Exception {
    try (var esme = Esme.bind(smsc.operator(""))) {
      var address = URI.create(base() + "events?phones=380501112233");
      var stream =
          client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines());
      esme.submit("3344", "380501112233", "Are you there?");

      var pushed = stream.body().filter(l -> l.startsWith("data:")).findFirst();
      assertThat(pushed).hasValueSatisfying(l -> assertThat(l).contains("Are you there?"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{'from':'380501112233','to':'3344'}",
        "{'from':'+38','to':'3344','text':'x'}",
        "{'from':'380501112233','to':'3344','text':'x','colour':'red'}",
        "{'from':'380501112233','to':'3344','text':'x','style':'PIGEON'}",
        "{'from':380501112233,'to':'3344','text':'x'}",
        "{'from':'380501112233','from':'1','to':'3344','text':'x'}",
      })
  void bad_text_is_refused_with_its_reason(String body) throws Exception {
    var answer = post("mo", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer)).extractingByKey("detail").asString().isNotBlank();
  }

  @Test
  void deep_and_large_bodies_are_refused() throws Exception {
    assertThat(post("mo", "{'a':".repeat(10_000)).statusCode()).isEqualTo(400);
    assertThat(post("mo", "x".repeat(100_000)).statusCode()).isEqualTo(400);
  }

  @Test
  void unknown_paths_and_operators_are_not_found() throws Exception {
    assertThat(get("nothing").statusCode()).isEqualTo(404);
    assertThat(get("load/load-9").statusCode()).isEqualTo(404);
    assertThat(get("faults?operator=mars").statusCode()).isEqualTo(404);
    assertThat(get("../etc/passwd").statusCode()).isEqualTo(404);
    assertThat(post("malformed", "{'kind':'NO_BODY'}").statusCode()).isEqualTo(409);
  }

  @Test
  void form_of_another_site_is_refused() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(base() + "drop"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));

    assertThat(send(request).statusCode()).isEqualTo(415);
  }

  @Test
  void faults_windows_loads_and_scripts_are_driven_from_outside() throws Exception {
    var echo = Echo.bind(smsc.operator("").port(), "thanks", false);
    smsc.operator("").awaitReceiver(Esme.SOON);
    var faults = post("faults", "{'operator':'kyiv-cell','respDelayMillis':5}");
    post("operators", "{'operator':'kyiv-cell','window':42}");
    var load = json(post("load", "{'to':'3344','messages':100,'ratePerSecond':1000}"));
    var script =
        post("script", "{'to':'3344','phones':3,'ratePerSecond':100,'durationSeconds':0.3}");
    smsc.loads().get(0).await(Esme.SOON);
    var report = json(get("load/" + load.get("id")));
    var people = smsc.journal().await(m -> m.direction() == Message.Direction.RECEIVED, Esme.SOON);
    echo.close();

    assertThat(json(faults)).containsEntry("respDelayMillis", 5.0);
    assertThat(smsc.operator("").window()).isEqualTo(42);
    assertThat(report).containsEntry("replied", 100.0).containsEntry("lost", 0.0);
    assertThat(script.statusCode()).isEqualTo(201);
    assertThat(people).isPresent();
  }

  @Test
  void contacts_are_kept_for_the_page() throws Exception {
    var contact = "{'number':'3344','name':'Radio','texts':['SONG 1','SONG 2']}";
    var kept = post("contacts", "{'contacts':[" + contact + "]}");

    assertThat(kept.statusCode()).isEqualTo(201);
    assertThat(get("contacts").body()).contains("\"texts\":[\"SONG 1\",\"SONG 2\"]");
  }

  @Test
  void bad_pdu_is_sent_on_demand_and_its_answer_told() throws Exception {
    try (var esme = Esme.bind(smsc.operator(""))) {
      var verdict = post("malformed", "{'kind':'PARAMETER_UNKNOWN'}");
      esme.next();

      assertThat(json(verdict)).containsEntry("answered", true).containsEntry("status", 0.0);
    }
  }

  @Test
  void pages_are_whole() throws Exception {
    for (var path : List.of("/", "/operator")) {
      var page = send(HttpRequest.newBuilder(URI.create(root() + path)));
      assertThat(page.statusCode()).isEqualTo(200);
      var links = Pattern.compile("(?:href|src)=\"(/[^\"]*)\"").matcher(page.body());
      while (links.find()) {
        var part = send(HttpRequest.newBuilder(URI.create(root() + links.group(1))));
        assertThat(part.statusCode()).as(links.group(1)).isEqualTo(200);
      }
    }
  }

  @Test
  void page_has_every_word_in_three_languages() throws Exception {
    var script = send(HttpRequest.newBuilder(URI.create(root() + "/texts.js"))).body();
    var languages = script.split("\n  (?=en: \\{|uk: \\{|ru: \\{)");

    var english = keys(languages[1]);
    assertThat(english).hasSizeGreaterThan(100);
    assertThat(keys(languages[2])).isEqualTo(english);
    assertThat(keys(languages[3])).isEqualTo(english);
  }

  private static List<String> keys(String words) {
    var end = words.indexOf("\n  },");
    var keys = Pattern.compile("(?<=[{,\\n] {1,4})(\\w+): (?=['{])");
    var plurals = List.of("one", "few", "many", "other");
    return keys.matcher(words.substring(0, end))
        .results()
        .map(m -> m.group(1))
        .filter(k -> !plurals.contains(k))
        .toList();
  }

  private String root() {
    return "http://127.0.0.1:" + web.port();
  }

  private String base() {
    return root() + "/api/";
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(base() + path)));
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(base() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> json(HttpResponse<String> response) {
    return JsonReader.object(response.body());
  }
}
