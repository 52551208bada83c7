package livery.st;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The launcher as {@code ./livery} starts it: a process of its own, which leads a group of its own
 * as it does at a terminal. What it says goes into a file.
 */
final class Launched {

  private static final Path HOME =
      Path.of(System.getProperty("livery.home", ".")).toAbsolutePath().normalize();
  private static final Path JAR = HOME.resolve("platform/launcher/target/livery-launcher.jar");

  /** Nobody listens to Ctrl-C that was started where it is ignored, as in a script's background. */
  private static final List<String> AT_A_TERMINAL =
      List.of("setsid", "env", "--default-signal=INT");

  private final Process process;
  private final Path said;

  private Launched(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  /** Starts {@code ./livery} with these words. */
  static Launched with(String... words) throws IOException {
    var said = Files.createTempFile("launched", ".txt");
    said.toFile().deleteOnExit();
    var command = new ArrayList<>(AT_A_TERMINAL);
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-Dlivery.home=" + HOME));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVERY_"));
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    return new Launched(builder.start(), said);
  }

  /** All that it has said so far, but for Java's own word that the tests gave it options. */
  String said() throws IOException {
    return Files.readString(said, StandardCharsets.UTF_8)
        .replaceAll("(?m)^NOTE: Picked up JDK_JAVA_OPTIONS.*\\R", "");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal to it and to all that it has started, as a terminal does. */
  void signal(String name) throws IOException, InterruptedException {
    var kill = "kill -" + name + " -- -" + process.pid();
    if (new ProcessBuilder("bash", "-c", kill).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(kill);
    }
  }

  /** Waits for its end, which comes soon; answers with its status. */
  int end(Duration bound) throws InterruptedException {
    if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("It has not ended within " + bound.toSeconds() + " s");
    }
    return process.exitValue();
  }

  /** Every process whose command names the folder; nobody else has one in it. */
  static Stream<ProcessHandle> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(one -> one.info().commandLine().orElse("").contains(folder + ""));
  }
}
