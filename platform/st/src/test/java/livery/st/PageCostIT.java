package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** What a page costs the portal: what is remembered of it, and what it asks of the database. */
class PageCostIT {

  private static final int TIMES = 5;

  /** A page is built of parts that do not know of each other: the frame's and its own. */
  private static final int ALIKE = 2;

  private static final String WIZARD = "/campaign/wizard.xhtml?id=";

  private static final String STATEMENT = "jdbi.statement";

  /** Mojarra's note of a component that was added or taken after the page was built. */
  private static final Pattern NOTES =
      Pattern.compile("(\\d+)\\s+\\d+\\s+com\\.sun\\.faces\\.util\\.ComponentStruct\\b");

  private static final Product PRODUCT = Product.shared();

  private record Visit(String page, Instant from, Instant to) {

    boolean holds(RecordedEvent event) {
      return event.getThread().getJavaName().startsWith("http-thread")
          && !event.getStartTime().isBefore(from)
          && !event.getEndTime().isAfter(to);
    }
  }

  /** Additions while a page is drawn would be remembered with each drawing, and made again. */
  @Test
  void a_page_that_is_sent_again_and_again_is_remembered_once() throws Exception {
    Guinea.of(PRODUCT);
    var page = PlainPage.Visitor.of(PRODUCT, Guinea.CLIENT).open("/index.xhtml");
    for (var time = 0; time < TIMES; time++) {
      page.press(page.form("live"), null, Map.of());
      assertThat(page.status()).isEqualTo(200);
    }

    var heap = portal().tell("GC.class_histogram");
    assertThat(heap).contains("com.sun.faces");
    var found = NOTES.matcher(heap);
    assertThat(found.find() ? found.group(1) : "").as("notes of components").isEmpty();
  }

  @Test
  void no_page_asks_the_database_for_the_same_again_and_again() throws Exception {
    var guinea = Guinea.of(PRODUCT);
    var recorded = portal().recorded(STATEMENT, List.of(), () -> visits(guinea));
    var visits = recorded.result();
    var asked = recorded.events();
    var repeated = new ArrayList<String>();
    for (var visit : visits) {
      var counts = new HashMap<String, Integer>();
      asked.stream().filter(visit::holds).forEach(one -> counts.merge(text(one), 1, Integer::sum));
      counts.forEach(
          (text, times) -> {
            if (times > ALIKE) {
              repeated.add(visit.page + " asks " + times + " times: " + text);
            }
          });
    }
    assertThat(visits).hasSizeGreaterThan(Pages.all().size());
    assertThat(asked).hasSizeGreaterThan(visits.size());
    assertThat(repeated).isEmpty();
  }

  /** The forms of the wizard ask as they are sent, not as they are opened. */
  @Test
  void the_last_step_of_the_wizard_asks_for_the_operators_of_a_number_once_for_all_texts()
      throws Exception {
    var guinea = Guinea.of(PRODUCT);
    var page = PlainPage.Visitor.of(PRODUCT, Guinea.CLIENT).open(WIZARD + guinea.campaign());
    next(page, Map.of("wizard:word", "cost"));
    next(page, Map.of());
    var recorded = portal().recorded(STATEMENT, List.of(), () -> visit(page));

    assertThat(page.document().select(".facts-wide dd")).hasSizeGreaterThan(6);
    assertThat(
            recorded.events().stream()
                .filter(recorded.result()::holds)
                .filter(one -> text(one).contains("FROM smpp_link l WHERE")))
        .hasSizeBetween(1, ALIKE); // the phone beside the form asks, too
  }

  private static Visit visit(PlainPage page) {
    var from = Instant.now();
    next(page, Map.of());
    return new Visit("the last step", from, Instant.now());
  }

  private static void next(PlainPage page, Map<String, String> values) {
    page.press(page.form("wizard"), page.document().getElementById("wizard:next"), values);
    assertThat(page.status()).isEqualTo(200);
  }

  /** A field without the zone that is set would send its first one, and the times would move. */
  @Test
  void a_campaign_of_a_far_zone_keeps_it_through_the_wizard() throws Exception {
    var guinea = Guinea.of(PRODUCT);
    var books = PRODUCT.books();
    var id = guinea.campaign();
    var zone = books.text("SELECT time_zone FROM campaign WHERE id = " + id);
    books.change("UPDATE campaign SET time_zone = 'Pacific/Apia' WHERE id = " + id);
    try {
      var page = PlainPage.Visitor.of(PRODUCT, Guinea.CLIENT).open(WIZARD + id);
      next(page, Map.of("wizard:word", "apia"));
      next(page, Map.of());
      assertThat(page.document().select("select[name*=timeZone] option[selected]").eachText())
          .containsExactly("Pacific/Apia");
      next(page, Map.of());

      assertThat(page.document().select(".facts-wide dd").eachText()).contains("Pacific/Apia");
    } finally {
      books.change("UPDATE campaign SET time_zone = '" + zone + "' WHERE id = " + id);
    }
  }

  private static List<Visit> visits(Guinea guinea) throws IOException {
    var visits = new ArrayList<Visit>();
    for (var person : List.of(Guinea.CLIENT, Guinea.RESELLER, "owner@livery.example")) {
      var visitor = PlainPage.Visitor.of(PRODUCT, person);
      for (var path : Pages.all()) {
        var address = path.startsWith("/campaign/") ? path + "?id=" + guinea.campaign() : path;
        var from = Instant.now();
        if (visitor.open(address).status() == 200) {
          visits.add(new Visit(address + " for " + person, from, Instant.now()));
        }
      }
    }
    return visits;
  }

  private static Jvm portal() {
    return new Jvm(PRODUCT.livery().portalPid());
  }

  /** The statement with its parameters. */
  private static String text(RecordedEvent event) {
    return event.getFields().stream()
        .filter(field -> field.getTypeName().equals("java.lang.String"))
        .map(field -> event.getString(field.getName()))
        .map(text -> text == null ? "" : text.replaceAll("\\s+", " "))
        .collect(Collectors.joining(" "));
  }
}
