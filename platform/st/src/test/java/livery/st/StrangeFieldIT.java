package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad strings in every text field of the portal, sent as the pages would send them, without drawing
 * one. Pages, fields and buttons are found: a new page is tried like any other.
 *
 * <p>Every field sees two strings of {@link #WORST}, its neighbour the other two, and goes on in
 * the list where the field before stopped: all fields together see all of it. What stands behind
 * them sees more of it through REST ({@link StrangeRestIT}). The counts are printed. {@code
 * -Dlivery.strange.share=511} sends each string to every field, which takes half an hour for each
 * person; {@code -Dlivery.strange.people} names whose, and {@code -Dlivery.strange.from} how many
 * of their fields were tried already.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StrangeFieldIT {

  /** Markup, what is evaluated, what no text holds, and too long. */
  private static final List<String> WORST =
      IntStream.of(0, 1, 3, 5).mapToObj(Naughty.WORST::get).toList();

  /** How many of the list a field sees; all fields together see all of it. */
  private static final int SHARE = Integer.getInteger("livery.strange.share", 2);

  private static final String PEOPLE =
      System.getProperty(
          "livery.strange.people", Guinea.CLIENT + "," + Guinea.RESELLER + ",owner@livery.example");

  private static final int FROM = Integer.getInteger("livery.strange.from", 0);

  private static final int ALIKE = 2;
  private static final int AT_ONCE = 4;

  /** Of the runs that take an hour. */
  private static final int TELL_EVERY = 2_000;

  private static final int STEPS = 5;
  private static final int MOST_OPENERS = 4;
  private static final int SHOWN = 60;
  private static final String LINKS = "/smpp/links.xhtml";

  /** After so many strings to a field of the links, those that it made are removed. */
  private static final int LINKS_MOST = 50;

  private static final String SIGN_IN = "/signin.xhtml";
  private static final String OPENERS =
      ".page-actions button[type=submit], .row-actions button[type=submit]:has(.pi-pencil),"
          + " .row-actions button[type=submit]:has(.pi-plus),"
          + " .row-actions button[type=submit]:has(.pi-credit-card)";
  private static final String TEXT =
      "textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio]):not([type=file])"
          + ":not([type=submit]):not([type=button])";
  private static final String SAID =
      ".ui-message-error, .ui-message-warn, .ui-messages-error, .ui-messages-warn, .refused,"
          + " .notice-bad, [role=alert]";
  private static final Pattern INSIDE =
      Pattern.compile("\\b(?:java|jakarta|livery|org)\\.[a-z]+\\.[\\w.]+|Exception\\b|\\tat \\w");

  private static Product product;
  private static Guinea guinea;
  private static List<String> strings;
  private static Set<String> links;
  private static final Map<String, Integer> TRIED = new HashMap<>();

  /** How far the fields have come in the list. */
  private static int turn;

  private static final List<String> PROBLEMS = new CopyOnWriteArrayList<>();
  private static final List<String> SILENT = new CopyOnWriteArrayList<>();
  private static final AtomicInteger SENT = new AtomicInteger();
  private static final AtomicInteger REFUSED = new AtomicInteger();
  private static final AtomicInteger READ_BACK = new AtomicInteger();

  /** A field, and the way to it. */
  private record Field(Way way, String form, String name, List<String> strings) {

    String key() {
      return way + " " + form + " " + name;
    }
  }

  /** A page, the steps of it that are gone on, and which of its openers is pressed, from 0. */
  private record Way(PlainPage.Visitor visitor, String path, int steps, int opener) {

    PlainPage go() {
      var page = visitor.open(path);
      for (var step = 0; step < steps; step++) {
        var next = page.document().getElementById("wizard:next");
        if (next == null) {
          return null;
        }
        page.press(page.form("wizard"), next, Map.of());
      }
      if (opener >= 0) {
        var all = page.document().select(OPENERS);
        if (all.size() <= opener) {
          return null;
        }
        var button = all.get(opener);
        page.press((FormElement) button.closest("form"), button, Map.of());
      }
      return page.status() < 300 && path.startsWith(page.path()) ? page : null;
    }

    @Override
    public String toString() {
      return path + (steps > 0 ? " step " + steps : "") + (opener >= 0 ? " opener " + opener : "");
    }
  }

  @BeforeAll
  static void start() throws IOException {
    strings = Naughty.list();
    product = Product.shared();
    new Stage(product);
    guinea = Guinea.of(product);
    links = Set.copyOf(product.books().column("SELECT id FROM smpp_link"));
  }

  @AfterAll
  static void tell() {
    if (strings != null) {
      System.out.println(
          "[naughty] %d fields, %d sent: %d refused, %d read back, %d neither; %d of the list's %d"
              .formatted(
                  TRIED.values().stream().mapToInt(one -> one).sum(),
                  SENT.get(),
                  REFUSED.get(),
                  READ_BACK.get(),
                  SILENT.size(),
                  Math.min(turn, strings.size()),
                  strings.size()));
    }
  }

  @Order(1)
  @Test
  void no_naughty_string_breaks_the_sign_in() throws Exception {
    PROBLEMS.clear();
    // Tries are counted, and others come after us: the worst alone.
    var way = new Way(new PlainPage.Visitor(product), SIGN_IN, 0, -1);
    for (var name : List.of("form:email", "form:password")) {
      attack(new Field(way, "form", name, WORST.subList(0, 4)));
    }
    assertThat(PROBLEMS).isEmpty();
  }

  static Stream<String> people() {
    return Stream.of(PEOPLE.split(","));
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("people")
  void no_naughty_string_breaks_a_field(String email) throws Exception {
    PROBLEMS.clear();
    var visitor = PlainPage.Visitor.of(product, email);
    var all = fields(visitor);
    var fields = all.subList(Math.min(FROM, all.size()), all.size());
    assertThat(fields).as("fields of " + email).isNotEmpty();
    var pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      var tries = new ArrayList<Callable<Void>>();
      fields.forEach(
          field ->
              tries.add(
                  () -> {
                    attack(field);
                    return null;
                  }));
      for (var done : pool.invokeAll(tries)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
    System.out.println("[naughty] " + email + ": " + fields.size() + " fields, " + SENT + " sent");
    assertThat(PROBLEMS).isEmpty();
  }

  @Order(3)
  @Test
  void the_portal_and_the_numbers_answer_afterwards() {
    var page = PlainPage.Visitor.of(product, Guinea.CLIENT).open("/index.xhtml");
    assertThat(page.status()).isEqualTo(200);
    var handset = new Handset(product, "380509998877");
    handset.text(Stage.NUMBER, "vote 1");
    Await.until("the vote is answered", () -> !handset.received().isEmpty());
  }

  private static List<Field> fields(PlainPage.Visitor visitor) throws IOException {
    var fields = new ArrayList<Field>();
    var paths = new ArrayList<>(Pages.all());
    paths.removeAll(List.of(SIGN_IN, "/campaign/wizard.xhtml", "/campaign/view.xhtml"));
    paths.add("/campaign/view.xhtml?id=" + guinea.campaign());
    for (var path : paths) {
      var way = new Way(visitor, path, 0, -1);
      var page = way.go();
      if (page == null) {
        continue; // not for this person
      }
      // A dialog that no button opened would save nothing: its fields are tried where it is open.
      var openers = Math.min(MOST_OPENERS, page.document().select(OPENERS).size());
      for (var at = 0; at < openers; at++) {
        find(new Way(visitor, path, 0, at), fields);
      }
      find(page, way, fields);
    }
    for (var step = 0; step < STEPS; step++) {
      var path = "/campaign/wizard.xhtml?id=" + guinea.campaign();
      find(new Way(visitor, path, step, -1), fields);
    }
    return fields;
  }

  private static void find(Way way, List<Field> fields) {
    var page = way.go();
    if (page != null) {
      find(page, way, fields);
    }
  }

  private static void find(PlainPage page, Way way, List<Field> fields) {
    for (var form : page.document().forms()) {
      var to = form.attr("action").isEmpty() ? page.path() : form.attr("action").split("[?;]")[0];
      for (var input : textsOf(form)) {
        var name = input.attr("name");
        var key = to + " " + form.id() + " " + name.replaceAll(":\\d+", ":n");
        var isKnown =
            fields.stream()
                .anyMatch(
                    one ->
                        one.name.equals(name)
                            && one.form.equals(form.id())
                            && one.way.path.equals(way.path));
        if (!isKnown && TRIED.merge(key, 1, Integer::sum) <= ALIKE) {
          fields.add(new Field(way, form.id(), name, share()));
        } else if (!isKnown) {
          TRIED.merge(key, -1, Integer::sum);
        }
      }
    }
  }

  private static List<String> share() {
    var all = new ArrayList<>(List.of(WORST.get(turn / Math.max(1, SHARE) % WORST.size())));
    for (var count = 0; count < SHARE; count++) {
      all.add(strings.get(turn++ % strings.size()));
    }
    return all;
  }

  private static List<Element> textsOf(FormElement form) {
    return form.select(TEXT).stream()
        .filter(one -> !one.attr("name").isEmpty())
        .filter(one -> !one.hasAttr("disabled") && !one.hasAttr("readonly"))
        .filter(one -> !one.attr("name").matches(".*_(focus|filter)|jakarta\\..*"))
        .toList();
  }

  private static Element buttonOf(FormElement form) {
    var all =
        form.select("button[type=submit][name], input[type=submit][name]").stream()
            .filter(one -> !one.hasAttr("disabled") && one.closest(".row, .row-actions") == null)
            .toList();
    return all.stream()
        .filter(one -> !one.className().matches(".*ui-button-(secondary|danger).*"))
        .findFirst()
        .orElse(all.isEmpty() ? null : all.get(0));
  }

  /** What an empty field needs so that a try at another one gets as far as it can. */
  private static String good(Element field) {
    var any = "n" + Long.toString(System.nanoTime(), 36);
    var name = field.attr("name");
    return switch (name.substring(name.lastIndexOf(':') + 1)) {
      case "amount", "port" -> "1";
      case "unitPrice", "price" -> "0.01";
      case "setup" -> "0";
      case "digits" -> "3805" + Math.floorMod(System.nanoTime(), 100_000_000);
      case "to", "phone" -> "380509990199";
      case "host" -> "127.0.0.1";
      case "password" -> "a password of many words";
      case "current" -> "not the password";
      default ->
          switch (field.attr("type")) {
            case "email" -> any + "@guinea.example";
            case "number" -> "1";
            case "date" -> "2030-01-01";
            case "datetime-local" -> "2030-01-01T10:00";
            case "tel" -> "380509990199";
            case "url" -> "https://guinea.example";
            default -> any;
          };
    };
  }

  private static void attack(Field field) {
    var page = field.way.go();
    var times = 0;
    for (var string : field.strings) {
      if (field.way.path.equals(LINKS) && ++times % LINKS_MOST == 0) {
        removeLinks();
      }
      var form = page == null ? null : page.form(field.form);
      if (form == null || form.select(TEXT).stream().noneMatch(one -> is(one, field))) {
        page = field.way.go();
        form = page == null ? null : page.form(field.form);
        if (form == null || form.select(TEXT).stream().noneMatch(one -> is(one, field))) {
          return; // a try before has done what the field is for
        }
      }
      var values = new LinkedHashMap<String, String>();
      for (var other : textsOf(form)) {
        if (other.val().isEmpty()) {
          values.put(other.attr("name"), good(other));
        }
      }
      values.put(field.name, string);
      var what = field.key() + " ‹" + string.substring(0, Math.min(SHOWN, string.length())) + "›";
      var sent = SENT.incrementAndGet();
      if (sent % TELL_EVERY == 0) {
        System.out.println(
            "[naughty] " + sent + " sent, " + PROBLEMS.size() + " broken, at " + what);
      }
      page.press(form, buttonOf(form), values);
      inspect(page, string, what);
      if (page.status() >= 400 || !page.came().select(SAID).text().isBlank()) {
        REFUSED.incrementAndGet();
      } else if (shows(page, string)) {
        READ_BACK.incrementAndGet();
      } else {
        page = field.way.go();
        if (page != null) {
          inspect(page, string, what + " afterwards");
        }
        if (page != null && shows(page, string)) {
          READ_BACK.incrementAndGet();
        } else {
          SILENT.add(what);
        }
      }
    }
  }

  /** Each link that was made tries to connect for as long as it is there. */
  private static void removeLinks() {
    var owner = Caller.of(product, "owner@livery.example");
    for (var id : product.books().column("SELECT id FROM smpp_link")) {
      if (!links.contains(id)) {
        owner.ask("PATCH", "/links/" + id, "{\"state\":\"PAUSED\"}");
        owner.ask("DELETE", "/links/" + id, null);
      }
    }
  }

  private static boolean is(Element one, Field field) {
    return one.attr("name").equals(field.name);
  }

  private static void inspect(PlainPage page, String string, String what) {
    if (page.status() >= 500 || page.path().startsWith("/error/500")) {
      PROBLEMS.add(what + " → " + page.status());
    }
    if (page.came().getElementById("pwned") != null) {
      PROBLEMS.add(what + " → became markup");
    }
    var said = page.came().wholeText().replace(string, "");
    var inside = INSIDE.matcher(said);
    if (inside.find()) {
      var from = Math.max(0, inside.start() - SHOWN);
      PROBLEMS.add(
          what
              + " → tells about the inside: "
              + said.substring(from, Math.min(said.length(), inside.end() + SHOWN)));
    }
    var error = page.came().selectFirst("pre.error");
    if (error != null) {
      PROBLEMS.add(what + " → " + error.text());
    }
  }

  private static boolean shows(PlainPage page, String string) {
    var plain = plain(string);
    return plain.isEmpty()
        || plain(page.document().body().wholeText()).contains(plain)
        || page.document().select("input").stream().anyMatch(one -> plain(one.val()).equals(plain));
  }

  /** Without what no text holds, and spaces alike. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}|\\p{Cs}", " ").replaceAll("[\\s\\h]+", " ").strip();
  }
}
