package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import livery.simulator.Text;
import livery.st.RestFields.Field;
import livery.st.RestFields.Operation;
import livery.st.RestFields.Place;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Bad strings in every text of REST: bodies, queries, paths and the key against doing twice.
 * Operations and texts are found in the description of the API; what reaches them stands in {@code
 * rest-examples.txt}, and an operation without its line there fails.
 *
 * <p>A text that takes a plain sentence sees {@link Naughty#WORST} and one string in {@link
 * #SHARE_OF_SENTENCE}, one that takes codes alone every second of those and one in {@link #SHARE},
 * each from a place of its own, so that all together see the whole list; one where each string
 * moves money, sends mail or hashes a password sees one in {@link #SHARE_OF_COSTLY}. {@code
 * -Dlivery.strange=all} sends everything everywhere. What is taken is asked back and must be the
 * same, save for blanks at its ends, which the product takes off.
 *
 * <p>With the same examples, and those of what changes something without a text, it proves that the
 * log has a line for each change.
 *
 * <p>It leaves strange names behind: by its name it runs late.
 */
@TestMethodOrder(MethodOrderer.MethodName.class) // the last one takes away what it made
class StrangeRestIT {

  private static final int SHARE = 128;
  private static final int SHARE_OF_COSTLY = 32;
  private static final int SHARE_OF_SENTENCE = 16;
  private static final int AT_ONCE = 4;
  private static final int LONGEST_IN_A_LINE = 5_000;
  private static final boolean ALL = "all".equals(System.getProperty("livery.strange"));
  private static final Pattern INSIDE =
      Pattern.compile("\\b(java|jakarta|livery|org\\.\\w+)\\.[a-z]+\\.|Exception|\\tat ");

  /** What only asks, and what a reader has read. */
  private static final Set<String> UNCHANGED =
      Set.of(
          "POST /inbox/ack",
          "POST /messages/quote",
          "POST /prices/outlook",
          "POST /prices/{id}/outlook");

  /** What changes nothing when it is so already, as after the strings. */
  private static final Set<String> SAME_AGAIN =
      Set.of(
          "POST /months/{month}/close",
          "POST /report-subscriptions",
          "PUT /requisites",
          "PUT /wallets/{tenantId}/credit-line");

  /** What may be taken away at the end. */
  private static final Set<String> MADE_HERE =
      Set.of(
          "/links/{id}",
          "/stock/{id}",
          "/prices/{id}",
          "/vouchers/{id}",
          "/contracts/{id}/draft",
          "/inbox/readers/{reader}");

  private static Product product;
  private static RestExamples examples;
  private static List<Operation> operations;
  private static List<String> strings;

  private final List<String> broken = new CopyOnWriteArrayList<>();
  private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
  private final Map<String, Long> spent = new ConcurrentSkipListMap<>();
  private final AtomicInteger sentences = new AtomicInteger();
  private final AtomicInteger askedBack = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    strings = Naughty.list();
    product = Product.shared();
    new Stage(product);
    var guinea = Guinea.of(product);
    var tv = Caller.of(product, "owner@tv.example");
    operations =
        RestFields.operations(RestMap.description(product)).stream()
            .filter(one -> !one.fields().isEmpty() || !one.method().equals("GET"))
            .toList();
    examples =
        new RestExamples(
            product,
            Map.of(
                "platform", Caller.of(product, "owner@livery.example"),
                "acme", Caller.of(product, "owner@acme.example"),
                "tv", tv,
                "painted", painted(guinea.reseller()),
                "reseller", guinea.reseller(),
                "client", guinea.client()),
            Map.of(
                "reseller", "" + guinea.reseller().tenantId(),
                "client", "" + guinea.client().tenantId(),
                "tv", "" + tv.tenantId(),
                "campaign", "" + guinea.campaign()));
  }

  /**
   * With a brand of its own: people sign in at their brand's hosts alone, and Guinea's have none.
   */
  private static Caller painted(Caller above) {
    var made = above.post("/tenants", "{\"kind\":\"RESELLER\",\"name\":\"Painted\"}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return Caller.of(product, json(made.body()).getAsJsonObject().get("id").getAsLong(), "admin");
  }

  @Test
  void every_operation_that_has_a_text_or_changes_something_has_an_example() {
    assertThat(examples.names())
        .containsExactlyInAnyOrderElementsOf(operations.stream().map(Operation::name).toList());
  }

  @Test
  void no_strange_string_is_a_failure_or_changed_without_a_word() throws Exception {
    var workers = Executors.newFixedThreadPool(AT_ONCE);
    var began = System.nanoTime();
    try {
      var parts =
          operations.stream().collect(Collectors.groupingBy(one -> one.path().split("/")[1]));
      var running = new ArrayList<Future<?>>();
      for (var part : new TreeMap<>(parts).values()) {
        running.add(workers.submit(() -> part.forEach(this::tryOperation)));
      }
      for (var one : running) {
        one.get();
      }
    } finally {
      workers.shutdownNow();
    }

    System.out.printf(
        "[strange] %d texts, %d of them sentences, %d asked back, answers %s, %d s%n",
        turn.get(),
        sentences.get(),
        askedBack.get(),
        answers,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    System.out.println("[strange] slowest, ms: " + slowest());
    assertThat(broken).isEmpty();
    assertThat(turn.get()).isGreaterThan(500);
    assertThat(sentences.get()).isGreaterThan(40);
    assertThat(product.books().broken()).isEmpty();
    assertLinksAreUp();
  }

  private List<Map.Entry<String, Long>> slowest() {
    return spent.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(12)
        .toList();
  }

  @Test
  void what_is_changed_stands_in_the_log() {
    var log = new ArrayList<String>();
    var changed = 0;
    for (var operation : deletesLast()) {
      var example = examples.of(operation);
      if (operation.method().equals("GET") || example.mayFail() || !isTried(operation)) {
        continue;
      }
      var lines =
          "SELECT COUNT(*) FROM audit WHERE home_id = " + examples.caller(example).tenantId();
      var before = product.books().number(lines);
      var key = new Field(Place.HEADER, "Idempotency-Key");
      if (ask(operation, key, "log-" + System.nanoTime()).statusCode() < 300) {
        changed++;
        if (product.books().number(lines) == before) {
          log.add(operation.name());
        }
      }
    }
    log.removeAll(SAME_AGAIN);
    assertThat(log).containsExactlyInAnyOrderElementsOf(UNCHANGED);
    assertThat(changed).isGreaterThan(35);
  }

  private static List<Operation> deletesLast() {
    return operations.stream()
        .sorted(Comparator.comparing(one -> one.method().equals("DELETE")))
        .toList();
  }

  private static boolean isTried(Operation operation) {
    return !operation.method().equals("DELETE") || MADE_HERE.contains(operation.path());
  }

  private static void assertLinksAreUp() throws Exception {
    if (System.getProperty("livery.running") == null) {
      var vote = product.livery().operators().text(Text.of("380509990777", Stage.NUMBER, "vote 1"));
      product.livery().operators().awaitReply(vote, java.time.Duration.ofSeconds(20));
    }
  }

  private void tryOperation(Operation operation) {
    try {
      tryExample(operation);
    } catch (RuntimeException failure) {
      broken.add("EXAMPLE " + operation.name() + ": " + failure);
    }
    for (var field : operation.fields()) {
      try {
        tryField(operation, field, turn.getAndIncrement());
      } catch (RuntimeException | AssertionError failure) {
        broken.add(operation.name() + " " + field + ": " + failure);
      }
    }
  }

  /** Nothing is wrong with the example but the strange text, once that is in it. */
  private void tryExample(Operation operation) {
    var example = examples.of(operation);
    if (operation.method().equals("DELETE") || example.mayFail()) {
      return; // it would take away what others need; or the stage has no such row
    }
    var answer =
        ask(operation, new Field(Place.HEADER, "Idempotency-Key"), "example-" + System.nanoTime());
    if (answer.statusCode() >= 300) {
      broken.add("EXAMPLE " + operation.name() + " → " + answer.statusCode() + answer.body());
    }
  }

  private void tryField(Operation operation, Field field, int at) {
    var sentence = "Pl " + at; // short, and nobody else's
    var plain = ask(operation, field, sentence);
    look(operation, field, sentence, plain);
    var takes = plain.statusCode() < 300 && field.place() == Place.BODY;
    var back = takes ? whereItIs(operation, sentence, plain) : Optional.<String>empty();
    if (takes) {
      sentences.incrementAndGet();
    }
    back.ifPresent(where -> askedBack.incrementAndGet());
    var tries = new ArrayList<>(Naughty.share(Naughty.WORST, ALL || takes ? 1 : 2, at));
    var isCostly = examples.of(operation).isCostly();
    var step = ALL ? 1 : !takes ? SHARE : isCostly ? SHARE_OF_COSTLY : SHARE_OF_SENTENCE;
    tries.addAll(Naughty.share(strings, step, at));
    for (var string : tries) {
      var answer = ask(operation, field, string);
      look(operation, field, string, answer);
      if (back.isPresent() && answer.statusCode() < 300) {
        var texts = texts(read(operation, back.get(), answer));
        if (!string.isBlank() && !texts.contains(string) && !texts.contains(string.strip())) {
          say(
              operation,
              field,
              string,
              "was taken and is not in the answer or what is read afterwards: " + back.get());
        }
      }
    }
  }

  private HttpResponse<String> ask(Operation operation, Field field, String string) {
    var example = examples.of(operation);
    examples.prepare(example);
    var address = address(operation, field, string, example);
    var body = example.body() == null ? null : examples.filled(example.body());
    if (field.place() == Place.BODY) {
      body = RestExamples.with(body, field.name(), string);
    }
    var key = field.place() == Place.HEADER ? header(string) : "strange-" + System.nanoTime();
    var began = System.nanoTime();
    var needsKey = operation.fields().stream().anyMatch(one -> one.place() == Place.HEADER);
    var answer =
        needsKey
            ? examples
                .caller(example)
                .ask(operation.method(), address, body, "Idempotency-Key", key)
            : examples.caller(example).ask(operation.method(), address, body);
    answers.merge(answer.statusCode(), 1, Integer::sum);
    spent.merge(
        operation.name(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), Long::sum);
    return answer;
  }

  private static String address(
      Operation operation, Field field, String string, RestExamples.Example example) {
    var address = example.address();
    if (field.place() == Place.PATH) {
      var names = operation.path().split("/");
      var parts = address.split("/");
      for (var at = 0; at < names.length; at++) {
        if (names[at].equals("{" + field.name() + "}")) {
          parts[at] = encoded(cut(string)).replace("{", "%7B");
        }
      }
      address = String.join("/", parts);
    }
    address = examples.filled(address);
    return field.place() == Place.QUERY
        ? address + (address.contains("?") ? "&" : "?") + field.name() + "=" + encoded(cut(string))
        : address;
  }

  /** What a line of a request can hold; more never reaches the product. */
  private static String cut(String string) {
    return string.substring(0, Math.min(string.length(), LONGEST_IN_A_LINE));
  }

  private static String encoded(String string) {
    return URLEncoder.encode(string, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What the client of HTTP lets into a header. */
  private static String header(String string) {
    return cut(string).replaceAll("[^ -~]", "~").strip();
  }

  private void look(Operation operation, Field field, String string, HttpResponse<String> answer) {
    var status = answer.statusCode();
    var type = answer.headers().firstValue("Content-Type").orElse("");
    if (status >= 500 || status == 429) {
      say(operation, field, string, status + " " + answer.body());
    } else if (status == 400 && field.place() == Place.PATH && answer.body().isEmpty()) {
      return; // the server itself lets no such path in
    } else if (status >= 400 && !type.startsWith("application/problem+json")) {
      say(operation, field, string, status + " is no problem but " + type);
    } else if (status >= 400 && INSIDE.matcher(answer.body().replace(string, "")).find()) {
      say(operation, field, string, status + " tells about the inside: " + answer.body());
    }
  }

  private void say(Operation operation, Field field, String string, String what) {
    var shown = Naughty.json(string.substring(0, Math.min(50, string.length())));
    broken.add(
        operation.name()
            + " "
            + field
            + " "
            + shown
            + " → "
            + what.substring(0, Math.min(250, what.length())));
  }

  /** From where the plain text comes back: the answer itself, or what can be asked afterwards. */
  private Optional<String> whereItIs(
      Operation operation, String sentence, HttpResponse<String> plain) {
    var places = List.of("", "itself", "made", "above");
    for (var place : places) {
      if (texts(read(operation, place, plain)).contains(sentence)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  private JsonElement read(Operation operation, String place, HttpResponse<String> answer) {
    if (place.isEmpty()) {
      return json(answer.body());
    }
    var example = examples.of(operation);
    var address = examples.filled(example.address()).replaceFirst("\\?.*", "");
    if (place.equals("made")) {
      var made = json(answer.body());
      if (!made.isJsonObject() || !made.getAsJsonObject().has("id")) {
        return new JsonArray();
      }
      address += "/" + made.getAsJsonObject().get("id").getAsString();
    } else if (place.equals("above")) {
      address = address.replaceFirst("/[^/]*$", "");
    }
    if (address.isEmpty()) {
      return new JsonArray();
    }
    return json(examples.caller(example).get(address).body());
  }

  private static JsonElement json(String body) {
    try {
      return body.isBlank() ? new JsonArray() : JsonParser.parseString(body);
    } catch (JsonSyntaxException file) {
      return new JsonArray();
    }
  }

  private static List<String> texts(JsonElement json) {
    var found = new ArrayList<String>();
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(one -> found.addAll(texts(one)));
    } else if (json.isJsonObject()) {
      json.getAsJsonObject().entrySet().forEach(one -> found.addAll(texts(one.getValue())));
    } else if (json.isJsonPrimitive()) {
      found.add(json.getAsString());
    }
    return found;
  }
}
