package livery.st;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import livery.launcher.Livery;
import livery.launcher.Settings;

/**
 * The whole product on free ports and in a folder of its own, started on first use and ended with
 * the JVM. Thread-safe.
 */
public final class Product {

  /** Which of the JVMs that test side by side this is; each has a product of its own. */
  private static final int FORK = Integer.parseInt(System.getProperty("livery.fork", "1"));

  private static final int PORTS = 5;

  /** Below the ports that outgoing connections are given, and apart from those of another fork. */
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS_OF_A_FORK = 2_000;
  private static Product running;

  private final Livery livery;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Product(Livery livery) {
    this.livery = livery;
  }

  /**
   * The one that all tests of this JVM share. With the options of {@code ./livery demo} in {@code
   * -Dlivery.running} it is the one that runs with them; its operators cannot be driven from here.
   */
  public static synchronized Product shared() {
    var options = System.getProperty("livery.running");
    if (running == null && options != null) {
      running =
          new Product(new Livery(Settings.read(home(), List.of(options.split(" ")), Map.of())));
    } else if (running == null) {
      running = start();
    }
    return running;
  }

  private static Path home() {
    return Path.of(System.getProperty("livery.home", ".")).toAbsolutePath().normalize();
  }

  private static Product start() {
    try {
      var home = home();
      var data = home.resolve("platform/st/target/product" + FORK);
      delete(data);
      var ports = freePorts();
      var settings =
          Settings.read(
              home,
              List.of(
                  "--data=" + data,
                  "--http-port=" + ports.get(0),
                  "--db-port=" + ports.get(1),
                  "--handset-port=" + ports.get(2),
                  "--smpp-port=" + ports.get(3)),
              Map.of());
      var livery = new Livery(settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(livery), "end of the product"));
      livery.start(text -> System.out.println("[product] " + text));
      return new Product(livery);
    } catch (IOException failure) {
      throw new IllegalStateException("The product did not start", failure);
    }
  }

  private static void end(Livery livery) {
    livery.close();
    try {
      keepLogs(livery.settings().data());
    } catch (IOException failure) {
      System.out.println("[product] " + failure + " stays");
    }
  }

  /** Free ports that follow each other; the last two are for the two operators. */
  static List<Integer> freePorts() {
    var random = new Random();
    while (true) {
      var first =
          FIRST_PORT + FORK * PORTS_OF_A_FORK + random.nextInt(PORTS_OF_A_FORK / PORTS) * PORTS;
      var ports = IntStream.range(first, first + PORTS).boxed().toList();
      if (ports.stream().allMatch(Product::isFree)) {
        return ports;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  public Livery livery() {
    return livery;
  }

  /** A look into the tables. */
  public Books books() {
    return new Books(livery.ownerDatabaseUrl());
  }

  /** The address of a page at a host name, for example {@code page("acme.localhost", "/")}. */
  public String page(String host, String path) {
    return livery.settings().portalUrl(host) + path;
  }

  /** Asks over REST; the key may be empty. */
  public HttpResponse<String> get(String path, String key) {
    return send(
        HttpRequest.newBuilder(URI.create(page("127.0.0.1", path)))
            .header("Authorization", "Bearer " + key)
            .GET());
  }

  /** Sends JSON over REST. */
  public HttpResponse<String> post(String path, String key, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(page("127.0.0.1", path)))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new IllegalStateException("The portal did not answer", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  /** Deletes what a product has left in its folder, but for what it had to say. */
  static void keepLogs(Path data) throws IOException {
    try (var files = Files.list(data)) {
      for (var file : files.filter(one -> !one.endsWith("log")).toList()) {
        delete(file);
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
