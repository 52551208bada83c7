package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livery.launcher.Livery;
import livery.launcher.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./livery demo} is stopped, whenever it may be: nothing is left, and all goes on later. */
class CtrlCIT {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration STOP = Duration.ofSeconds(60);

  private Path data;
  private List<String> options;
  private Launched launched;

  @BeforeEach
  void folder() throws IOException {
    data = Path.of("target/stopped").toAbsolutePath();
    Product.delete(data);
    var ports = Product.freePorts();
    options =
        List.of(
            "--data=" + data,
            "--demo=false", // whose month would only take time here
            "--http-port=" + ports.get(0),
            "--db-port=" + ports.get(1),
            "--handset-port=" + ports.get(2),
            "--smpp-port=" + ports.get(3));
  }

  @AfterEach
  void nothingStays() throws IOException {
    for (var process : Launched.processesOf(data).toList()) {
      process.destroyForcibly();
      process.onExit().join();
    }
    Product.keepLogs(data);
  }

  private void start(String command, List<String> with) throws IOException {
    var words = new ArrayList<>(List.of(command));
    words.addAll(with);
    launched = Launched.with(words.toArray(String[]::new));
  }

  private void await(String what, Path file, String words) {
    Await.until(
        what,
        START,
        () -> {
          assertThat(launched.isAlive()).as("%s: %s", what, text(file)).isTrue();
          return text(file).contains(words);
        });
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends it by a signal; answers with what it has said. */
  private String stop(String signal) throws Exception {
    var begun = System.nanoTime();
    launched.signal(signal);
    var status = launched.end(STOP);

    System.out.printf("[stop] %s: %.1f s%n", signal, (System.nanoTime() - begun) / 1e9);
    assertThat(Launched.processesOf(data).map(one -> one.info().commandLine().orElse("")))
        .as("left after " + signal)
        .isEmpty();
    assertThat(status)
        .as("128 and the signal's number")
        .isEqualTo(signal.equals("INT") ? 130 : 143);
    assertThat(launched.said()).endsWith("Stopped; the data stays in " + data + "\n");
    assertThat(launched.said()).doesNotContain("did not", "could not", "Exception");
    return launched.said();
  }

  @Test
  void wherever_a_start_is_interrupted_nothing_is_left_and_the_next_one_goes_on() throws Exception {
    start("demo", options);
    await("the system tables are made", data.resolve("log/mariadb.log"), "mariadb-install-db,");
    stop("TERM");

    start("demo", options);
    await("the schema is made", data.resolve("log/portal.log"), "to version \"40 ");
    stop("INT");

    start("demo", options);
    Await.until("it is ready", START, () -> isReady());
    System.out.println(
        "[stop] " + launched.said().lines().filter(x -> x.contains("Ready")).toList());
    stop("INT");

    try (var livery = new Livery(Settings.read(data, options, Map.of()))) {
      livery.startDatabase();
      assertThat(new Books(livery.ownerDatabaseUrl()).column("SELECT email FROM app_user"))
          .as("who may sign in")
          .containsExactly("owner@livery.example");
    }
    assertThat(text(data.resolve("log/mariadb.log")))
        .contains("ready for connections")
        .doesNotContain("crash recovery", "Crash recovery", "was not properly closed");
  }

  private boolean isReady() {
    try {
      assertThat(launched.isAlive()).as(launched.said()).isTrue();
      return launched.said().contains("Ready after");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
