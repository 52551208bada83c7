package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page costs the portal: what is remembered of it, and what it asks of the database. */
class PageCostIT {

  private static final int TIMES = 5;

  /** A page is built of parts that do not know of each other: the frame's and its own. */
  private static final int ALIKE = 2;

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

    var heap = tell("GC.class_histogram");
    assertThat(heap).contains("com.sun.faces");
    var found = NOTES.matcher(heap);
    assertThat(found.find() ? found.group(1) : "").as("notes of components").isEmpty();
  }

  @Test
  void no_page_asks_the_database_for_the_same_again_and_again(@TempDir Path folder)
      throws Exception {
    var guinea = Guinea.of(PRODUCT);
    tell("JFR.start", "name=pages", "settings=none", STATEMENT + "#enabled=true");
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
    var file = folder.resolve("pages.jfr");
    tell("JFR.stop", "name=pages", "filename=" + file);

    var asked = statements(file);
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

  private static List<RecordedEvent> statements(Path file) throws IOException {
    assertThat(Files.size(file)).isPositive();
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(STATEMENT))
        .toList();
  }

  /** The statement with its parameters. */
  private static String text(RecordedEvent event) {
    return event.getFields().stream()
        .filter(field -> field.getTypeName().equals("java.lang.String"))
        .map(field -> event.getString(field.getName()))
        .map(text -> text == null ? "" : text.replaceAll("\\s+", " "))
        .collect(Collectors.joining(" "));
  }

  /** Tells the portal's JVM. */
  private static String tell(String... command) throws IOException, InterruptedException {
    var whole = new ArrayList<String>();
    whole.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    whole.add(Long.toString(PRODUCT.livery().portalPid()));
    whole.addAll(Arrays.asList(command));
    var process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
