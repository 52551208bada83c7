package livery.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The portal: the war in a Payara Micro process of its own. */
final class Portal {

  private static final int ANSWER_SECONDS = 8;
  private static final Duration START_TIMEOUT = Duration.ofMinutes(10);
  private static final Duration TELL_EVERY = Duration.ofSeconds(10);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);

  /** Left alone, a start stops four times to collect everything because more classes came. */
  private static final String ROOM_FOR_CLASSES = "-XX:MetaspaceSize=192m";

  /** Payara Micro's words where it stays up although nobody will be able to use it. */
  private static final Map<String, String> HOPELESS =
      Map.of(
          "Exception while loading the app", "be deployed",
          "could not start - unable to bind to", "open its port, which somebody else has taken");

  /** Sets an attribute of the listener that browsers talk to. */
  private static final String LISTENER =
      "set configs.config.server-config.network-config.network-listeners.network-listener"
          + ".http-listener";

  private final Settings settings;
  private final Database database;
  private volatile Process process;

  Portal(Settings settings, Database database) {
    this.settings = settings;
    this.database = database;
  }

  /** Starts the portal, with more in its environment. */
  void start(Map<String, String> more) {
    try {
      var log = log();
      log.begin();
      installPlugins();
      emptyPayaraFolder();
      var builder = new ProcessBuilder(command());
      var environment = builder.environment();
      environment.put("LIVERY_DB_URL", settings.databaseUrl());
      environment.put("LIVERY_DB_USER", Database.APPLICATION);
      environment.put("LIVERY_DB_PASSWORD", database.password(Database.APPLICATION));
      environment.put("LIVERY_DB_OWNER_USER", Database.OWNER);
      environment.put("LIVERY_DB_OWNER_PASSWORD", database.password(Database.OWNER));
      environment.put("LIVERY_PLUGINS", plugins().toString());
      environment.put("LIVERY_JOURNAL", settings.data().resolve("journal").toString());
      environment.put("LIVERY_OWNER_EMAIL", Summary.OWNER_EMAIL);
      environment.put("LIVERY_OWNER_PASSWORD", Summary.PASSWORD);
      environment.put("LIVERY_DEMO", Boolean.toString(settings.demo()));
      environment.put("LIVERY_DEMO_SMPP_PORT", settings.smppPorts().get(0).toString());
      environment.put("LIVERY_HTTP_PORT", Integer.toString(settings.httpPort()));
      if (settings.demo()) {
        environment.put(
            "LIVERY_PAYMENT_TRIAL", "http://127.0.0.1:" + settings.handsetPort() + "/pay");
      }
      environment.putAll(more);
      var output = ProcessBuilder.Redirect.appendTo(log.file().toFile());
      process = builder.redirectErrorStream(true).redirectOutput(output).start();
      log.watch(process);
    } catch (IOException failure) {
      throw new LaunchFailure("The portal did not start: " + failure.getMessage(), failure);
    }
  }

  private PortalLog log() {
    return new PortalLog(settings.data().resolve("log"), PortalLog.MOST_BYTES);
  }

  long pid() {
    return process.pid();
  }

  void waitForEnd() throws InterruptedException {
    process.waitFor();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  void stop() {
    if (process == null || !process.isAlive()) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Path plugins() {
    return settings.data().resolve("plugins");
  }

  /** Payara Micro would deploy what it finds there from the last time, and then the war again. */
  private void emptyPayaraFolder() throws IOException {
    var folder = settings.data().resolve("payara");
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Puts the built plugins into the portal's folder, unless the same version is there. */
  private void installPlugins() throws IOException {
    Files.createDirectories(plugins());
    try (var built = Files.walk(settings.home().resolve("plugins"), 3)) {
      for (var jar : built.filter(Portal::isPlugin).toList()) {
        var target = plugins().resolve(jar.getFileName());
        if (!Files.exists(target)
            || Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(jar)) < 0) {
          Files.copy(jar, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isPlugin(Path file) {
    return file.getParent().endsWith("target")
        && file.getFileName()
            .toString()
            .startsWith(file.getParent().getParent().getFileName() + "-")
        && file.getFileName().toString().endsWith(".jar");
  }

  private List<String> command() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + settings.portalMemory());
    command.add("-Xss512k");
    command.add("-XX:+UseParallelGC");
    command.add(ROOM_FOR_CLASSES);
    command.add("-Dfile.encoding=UTF-8");
    command.add("-jar");
    command.add(settings.payara().toString());
    command.addAll(List.of("--deploy", settings.war().toString(), "--contextroot", "/"));
    command.addAll(List.of("--prebootcommandfile", bootCommands().toString()));
    command.addAll(List.of("--postdeploycommandfile", deployCommands().toString()));
    command.addAll(List.of("--port", Integer.toString(settings.httpPort())));
    command.addAll(List.of("--rootdir", settings.data().resolve("payara").toString()));
    command.addAll(List.of("--nocluster", "--disablephonehome"));
    return command;
  }

  /**
   * What Payara Micro has no option for. The port stays shut: on an open one Payara itself answers
   * 404, 503 and 500 until the portal is deployed.
   */
  private Path bootCommands() throws IOException {
    var file = settings.data().resolve("payara-boot.txt");
    Files.writeString(
        file,
        String.join(
            "\n",
            LISTENER + ".address=" + settings.address(),
            LISTENER + ".enabled=false",
            "set configs.config.server-config.network-config.protocols.protocol.http-listener"
                + ".http.server-header=false",
            ""));
    return file;
  }

  /** Opens the port once the portal is there. */
  private Path deployCommands() throws IOException {
    var file = settings.data().resolve("payara-deployed.txt");
    Files.writeString(file, LISTENER + ".enabled=true\n");
    return file;
  }

  /** Waits until the portal may be used; the first time it also loads the demo. */
  void awaitReady(Consumer<String> progress) {
    var log = log().file();
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    var request =
        HttpRequest.newBuilder(URI.create(settings.portalUrl("127.0.0.1") + "/api/v1/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    var began = System.nanoTime();
    var end = began + START_TIMEOUT.toNanos();
    var told = began;
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new LaunchFailure("The portal ended while it started; see " + log);
      }
      var hopeless = hopeless(log);
      if (hopeless.isPresent()) {
        stop();
        throw new LaunchFailure("The portal could not " + hopeless.get() + "; see " + log);
      }
      if (answers(client, request)) {
        return;
      }
      if (System.nanoTime() - told >= TELL_EVERY.toNanos()) {
        told = System.nanoTime();
        progress.accept("… " + Duration.ofNanos(told - began).toSeconds() + " s");
      }
    }
    stop();
    throw new LaunchFailure(
        "The portal was not ready after " + START_TIMEOUT.toMinutes() + " minutes; see " + log);
  }

  /** What Payara Micro could not do, although it stays up. */
  static Optional<String> hopeless(Path log) {
    try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .flatMap(
              line ->
                  HOPELESS.entrySet().stream()
                      .filter(sign -> line.contains(sign.getKey()))
                      .map(Map.Entry::getValue))
          .findFirst();
    } catch (IOException | UncheckedIOException notReadable) {
      return Optional.empty();
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request) {
    var answer = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      if (answer.get(ANSWER_SECONDS, TimeUnit.SECONDS).statusCode() == 200) {
        return true;
      }
    } catch (ExecutionException | TimeoutException notYet) {
      answer.cancel(true); // the port is not open yet, or what was sent first is never answered
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new LaunchFailure("Interrupted while the portal started");
    }
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    return false;
  }
}
