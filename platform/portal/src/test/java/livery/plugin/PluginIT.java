package livery.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import livery.api.Campaign;
import livery.api.Incoming;
import livery.api.Settings;
import livery.container.InPortal;
import livery.container.Town;
import livery.container.Web;
import livery.store.Ids;
import livery.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plugin with the container's transactions, threads, pages and resources. */
class PluginIT extends InPortal {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path JAR =
      Path.of(System.getenv("LIVERY_PLUGINS")).resolveSibling("forged/tally-1.0.0.jar");

  @Inject private PluginHost host;
  @Inject private Store store;
  @Inject private Ids ids;
  @Inject private Town town;
  @Inject private UserTransaction transaction;

  @BeforeEach
  void install() {
    host.folder().install(JAR);
    store.jdbi().useHandle(handle -> handle.execute("DELETE FROM tally_seen"));
    store.jdbi().useHandle(handle -> handle.execute("DELETE FROM tally_plain"));
  }

  @Test
  void what_a_plugin_writes_commits_with_the_message() throws Exception {
    transaction.begin();
    decide("A", "B");
    transaction.commit();

    assertThat(written()).isEqualTo("2 by JPA, 2 by JDBC");
  }

  @Test
  void what_a_plugin_writes_rolls_back_with_the_message() throws Exception {
    transaction.begin();
    decide("A", "B");
    transaction.rollback();

    assertThat(written()).isEqualTo("0 by JPA, 0 by JDBC");
  }

  @Test
  void a_plugin_that_throws_leaves_the_transaction_to_its_caller() throws Exception {
    transaction.begin();
    assertThatThrownBy(() -> decide("A", "throw")).hasMessageContaining("as it was told");
    var status = transaction.getStatus();
    transaction.rollback();

    assertThat(status).isEqualTo(Status.STATUS_ACTIVE);
    assertThat(written()).isEqualTo("0 by JPA, 0 by JDBC");
  }

  @Test
  void nothing_remains_of_a_call_that_was_given_up_not_even_what_it_writes_late() throws Exception {
    decideInTransaction("warm");
    transaction.begin();
    assertThatThrownBy(() -> decide("hang")).hasMessageContaining("took longer than");

    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    await(() -> !host.folder().find("tally").orElseThrow().health().refuses());
    assertThat(written()).isEqualTo("1 by JPA, 1 by JDBC");
    decideInTransaction("A");
    assertThat(written()).isEqualTo("2 by JPA, 2 by JDBC");
  }

  @Test
  void nothing_of_a_removed_plugin_stays_loaded() throws Exception {
    decideInTransaction("A");
    var loader = loader();

    host.folder().remove("tally");

    awaitFreed(loader);
  }

  @Test
  void the_page_of_a_plugin_is_shown_until_the_plugin_is_removed() {
    var person = town.signedIn(town.platform());
    assertThat(person.get("/plugin/tally/word.xhtml").body())
        .contains("A word of the plugin, inside");

    host.folder().remove("tally");

    assertThat(person.get("/plugin/tally/word.xhtml").statusCode()).isEqualTo(404);
  }

  @Test
  void the_resource_of_a_plugin_answers_until_the_plugin_is_removed() {
    var key = town.key(town.platform());
    var given = "{\"count\":2,\"text\":\"x\"}";
    assertThat(new Web().rest("GET", "/plugins/tally/word", key, null).body())
        .contains("from the plugin", "deeper");
    assertThat(new Web().rest("PUT", "/plugins/tally/word", key, given).body()).isEqualTo(given);

    assertThat(new Web().rest("DELETE", "/plugins/tally", key, null).statusCode()).isEqualTo(204);

    assertThat(new Web().rest("GET", "/plugins/tally/word", key, null).statusCode()).isEqualTo(404);
  }

  private WeakReference<ClassLoader> loader() {
    return new WeakReference<>(host.folder().find("tally").orElseThrow().classes());
  }

  private static void awaitFreed(WeakReference<ClassLoader> loader) {
    await(
        () -> {
          System.gc();
          return loader.get() == null;
        });
  }

  private void decideInTransaction(String text) throws Exception {
    transaction.begin();
    decide(text);
    transaction.commit();
  }

  private void decide(String... texts) {
    var campaign =
        new Campaign(
            1, 2, "Test", ZoneId.of("Europe/Kyiv"), Instant.EPOCH, null, new Settings(Map.of()));
    var messages =
        Stream.of(texts)
            .map(
                text ->
                    new Incoming(
                        ids.next(),
                        "380501112233",
                        "3457",
                        "UA",
                        text,
                        "",
                        text,
                        "",
                        1,
                        Instant.EPOCH))
            .toList();
    assertThat(host.decide("tally", messages, campaign)).hasSameSizeAs(List.of(texts));
  }

  private String written() {
    return count("tally_seen") + " by JPA, " + count("tally_plain") + " by JDBC";
  }

  private int count(String table) {
    return store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(int.class).one());
  }

  private static void await(BooleanSupplier condition) {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(until);
      Thread.onSpinWait();
    }
  }
}
