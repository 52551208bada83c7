package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import livery.api.Campaign;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.api.Settings;
import livery.testkit.PluginForge;
import livery.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginHostTest {

  private static final String COUNTED = "return all(messages, \"counted\");";

  /** Of calls that end: longer than a busy machine may stand still. */
  private static final Duration TIME_MAX = Duration.ofSeconds(30);

  /** Of calls that do not. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static OpenStore store;

  @TempDir Path work;
  private Path jars;
  private PluginHost host;

  @BeforeAll
  static void open() {
    var database = TestDatabase.create();
    store = new OpenStore(database);
    store.jdbi().useHandle(handle -> handle.createScript(script()).execute());
  }

  private static String script() {
    try (var in = PluginHostTest.class.getResourceAsStream("/db/portal/V70__plugin.sql")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @BeforeEach
  void start() {
    store.jdbi().useHandle(handle -> handle.execute("DELETE FROM plugin"));
    jars = work.resolve("plugins");
    host = new PluginHost(store, Clock.systemUTC(), jars, TIME_MAX);
    host.start(null);
  }

  @AfterEach
  void stop() {
    host.stop(null);
  }

  private void restart(Duration longest) {
    host.stop(null);
    host = new PluginHost(store, Clock.systemUTC(), jars, longest);
    host.start(null);
  }

  @Test
  void a_new_version_takes_over_while_messages_are_decided() throws Exception {
    install("poll", "1.0.0", "return all(messages, \"old\");");
    var traffic = Executors.newSingleThreadExecutor();
    var done = new CountDownLatch(1);
    var labels =
        traffic.submit(
            () -> {
              var seen = new java.util.LinkedHashSet<String>();
              while (done.getCount() > 0) {
                seen.add(decide("poll", 1).get(0).label());
              }
              seen.add(decide("poll", 1).get(0).label());
              return seen;
            });

    install("poll", "1.1.0", "return all(messages, \"new\");");
    done.countDown();

    assertThat(labels.get()).endsWith("new");
    assertThat(state("poll")).isEqualTo("STARTED 1.1.0");
    try (var files = Files.list(jars)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("poll-1.1.0.jar");
    }
    traffic.shutdown();
  }

  @Test
  void a_plugin_whose_jar_is_gone_is_named_and_starts_when_the_jar_is_back() throws Exception {
    install("poll", "1.0.0", COUNTED);
    var jar = jars.resolve("poll-1.0.0.jar");
    var kept = Files.readAllBytes(jar);
    host.stop(null);
    Files.delete(jar);
    host.start(null);
    assertThat(state("poll")).isEqualTo("FAILED 1.0.0");
    assertThatThrownBy(() -> decide("poll", 1)).isInstanceOf(PluginFailure.Unavailable.class);

    host.stop(null);
    Files.write(jar, kept);
    host.start(null);

    assertThat(state("poll")).isEqualTo("STARTED 1.0.0");
    assertThat(decide("poll", 1)).hasSize(1);
  }

  @Test
  void the_old_version_goes_on_when_the_new_one_does_not_start() {
    install("poll", "1.0.0", COUNTED);
    var broken =
        new PluginForge(work, "poll", "2.0.0")
            .extension("poll", COUNTED)
            .entry("db/migration/", "")
            .entry("db/migration/V1__broken.sql", "CREATE TABLE poll_x (id NONSENSE);")
            .jar();

    assertThatThrownBy(() -> host.folder().install(broken)).isInstanceOf(PluginFailure.class);

    assertThat(decide("poll", 2)).hasSize(2);
    assertThat(state("poll")).isEqualTo("STARTED 1.0.0");
  }

  @Test
  void tables_of_a_plugin_are_made_before_its_first_message() {
    host.folder()
        .install(
            new PluginForge(work, "tally", "1.0.0")
                .extension(
                    "tally",
                    """
                    try (var c = context.dataSource().getConnection();
                        var s = c.prepareStatement("INSERT INTO tally_seen VALUES (?)")) {
                      for (var m : messages) { s.setLong(1, m.id()); s.addBatch(); }
                      s.executeBatch();
                    } catch (java.sql.SQLException failure) {
                      throw new IllegalStateException(failure);
                    }
                    return all(messages, "seen");
                    """)
                .entry("db/migration/", "")
                .entry("db/migration/V1__seen.sql", "CREATE TABLE tally_seen (id BIGINT);")
                .jar());

    decide("tally", 3);

    var seen =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT COUNT(*) FROM tally_seen")
                        .mapTo(Integer.class)
                        .one());
    assertThat(seen).isEqualTo(3);
  }

  @Test
  void wrong_answers_are_failures_that_say_what_came() {
    install("silent", "1.0.0", "return null;");
    install("short1", "1.0.0", "return List.of();");
    install("holes", "1.0.0", "return Collections.singletonList(null);");
    install("throws", "1.0.0", "throw new IllegalStateException(\"oh\");");
    install("deep", "1.0.0", "return onMessages(messages, campaign);");

    assertThatThrownBy(() -> decide("silent", 1)).hasMessageContaining("answered null");
    assertThatThrownBy(() -> decide("short1", 2)).hasMessageContaining("0 outcomes for 2 messages");
    assertThatThrownBy(() -> decide("holes", 1)).hasMessageContaining("null for one of 1");
    assertThatThrownBy(() -> decide("throws", 1)).hasMessageContaining("oh");
    assertThatThrownBy(() -> decide("deep", 1)).hasMessageContaining("StackOverflowError");
  }

  @Test
  void failures_in_a_row_suspend_the_plugin_and_no_other() {
    install("throws", "1.0.0", "throw new IllegalStateException(\"oh\");");
    install("poll", "1.0.0", COUNTED);

    for (var i = 0; i < Health.FAILURES_MAX; i++) {
      assertThatThrownBy(() -> decide("throws", 1)).isInstanceOf(PluginFailure.class);
    }

    assertThatThrownBy(() -> decide("throws", 1)).isInstanceOf(PluginFailure.Unavailable.class);
    await(() -> state("throws").equals("SUSPENDED 1.0.0"));
    assertThat(decide("poll", 1)).hasSize(1);
  }

  @Test
  void a_person_starts_a_suspended_plugin_again() {
    install("moody", "1.0.0", "throw new IllegalStateException(\"oh\");");
    for (var i = 0; i < Health.FAILURES_MAX; i++) {
      assertThatThrownBy(() -> decide("moody", 1)).isInstanceOf(PluginFailure.class);
    }
    await(() -> state("moody").equals("SUSPENDED 1.0.0"));

    host.folder().start("moody");

    assertThatThrownBy(() -> decide("moody", 1))
        .isInstanceOf(PluginFailure.class)
        .isNotInstanceOf(PluginFailure.Unavailable.class);
  }

  @Test
  void a_call_that_never_ends_is_given_up_and_suspends_its_plugin_alone() {
    restart(SHORT);
    install(
        "loops",
        "1.0.0",
        "while (System.getProperty(\"loops.end\") == null) { Thread.onSpinWait(); } return null;");
    install("poll", "1.0.0", COUNTED);

    assertThatThrownBy(() -> decide("loops", 1))
        .hasMessageContaining("took longer than " + SHORT.toMillis() + " ms"); // the first too

    assertThatThrownBy(() -> decide("loops", 1)).isInstanceOf(PluginFailure.Unavailable.class);
    assertThat(decide("poll", 1)).hasSize(1);
    await(() -> state("loops").equals("SUSPENDED 1.0.0"));
    System.setProperty("loops.end", "true");
  }

  @Test
  void a_slow_call_is_a_failure_and_the_plugin_serves_again() {
    restart(SHORT);
    install(
        "slow",
        "1.0.0",
        "if (messages.size() > 1) { try { Thread.sleep(5_000); } catch (InterruptedException e) { }"
            + " } return all(messages, \"late\");");

    assertThatThrownBy(() -> decide("slow", 2)).hasMessageContaining("took longer than");
    await(() -> !host.folder().find("slow").orElseThrow().health().refuses());
    assertThat(decide("slow", 1)).hasSize(1);
  }

  @Test
  void what_a_person_stopped_stays_stopped_after_a_restart() {
    install("poll", "1.0.0", COUNTED);
    host.folder().stop("poll");

    restart(TIME_MAX);

    assertThat(host.find("poll")).isEmpty();
    host.folder().start("poll");
    assertThat(host.find("poll")).isPresent();
  }

  @Test
  void the_class_loader_of_a_removed_plugin_is_freed() throws Exception {
    install("poll", "1.0.0", COUNTED);
    decide("poll", 1);
    var loader = new WeakReference<>(host.folder().find("poll").orElseThrow().classes());

    host.folder().remove("poll");

    await(
        () -> {
          System.gc();
          return loader.get() == null;
        });
    assertThat(host.all()).isEmpty();
    assertThat(host.folder().rows()).isEmpty();
  }

  @Test
  void another_plugins_campaign_type_is_refused() {
    install("poll", "1.0.0", COUNTED);
    var thief = new PluginForge(work, "thief", "1.0.0").extension("poll", COUNTED).jar();

    assertThatThrownBy(() -> host.folder().install(thief)).hasMessageContaining("belongs to");
  }

  private void install(String id, String version, String onMessages) {
    host.folder().install(PluginForge.type(work, id, version, onMessages));
  }

  private List<Outcome> decide(String type, int count) {
    var campaign =
        new Campaign(
            1, 2, "Test", ZoneId.of("Europe/Kyiv"), Instant.EPOCH, null, new Settings(Map.of()));
    var messages = new java.util.ArrayList<Incoming>();
    for (var i = 0; i < count; i++) {
      messages.add(
          new Incoming(i, "380501112233", "3457", "UA", "A", "A", "", "", 1, Instant.EPOCH));
    }
    return host.decide(type, messages, campaign);
  }

  private String state(String id) {
    return host.folder().rows().stream()
        .filter(row -> row.id().equals(id))
        .map(row -> row.state() + " " + row.version())
        .findFirst()
        .orElse("none");
  }

  private static void await(BooleanSupplier condition) {
    var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(until);
      Thread.onSpinWait();
    }
  }
}
