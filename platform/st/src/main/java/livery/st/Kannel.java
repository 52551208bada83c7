package livery.st;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import livery.simulator.LoadPlan;
import livery.simulator.LoadReport;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;

/**
 * The same load against Kannel in the same sitting: a keyword answered with a text, which it
 * neither counts nor bills. Kannel is Debian's package {@code kannel}.
 */
final class Kannel {

  /** How Kannel stores and answers. */
  enum Kind {
    NO_STORE("Kannel, no store, text reply", "", false),
    SPOOL("Kannel, spool store, text reply", "spool", false),
    SPOOL_HTTP("Kannel, spool store, HTTP application", "spool", true);

    final String label;
    final String store;
    final boolean http;

    Kind(String label, String store, boolean http) {
      this.label = label;
      this.store = store;
      this.http = http;
    }
  }

  private static final Path BEARERBOX = Path.of("/usr/sbin/bearerbox");
  private static final Path SMSBOX = Path.of("/usr/sbin/smsbox");
  private static final Duration BIND = Duration.ofSeconds(30);

  private Kannel() {}

  static boolean isInstalled() {
    return Files.isExecutable(BEARERBOX) && Files.isExecutable(SMSBOX);
  }

  /** Runs a load against a fresh Kannel. */
  static LoadReport run(Kind kind, LoadPlan plan) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("livery-kannel");
    try (var smsc = Smsc.start(OperatorSettings.of("kannel", 0))) {
      var app = kind.http ? application() : null;
      var config = folder.resolve("kannel.conf");
      var port = smsc.operator("kannel").port();
      Files.writeString(
          config, config(folder, kind, port, app == null ? 0 : app.getAddress().getPort()));
      var bearerbox = start(BEARERBOX, config, folder.resolve("bearerbox.log"));
      Thread.sleep(1_500);
      var smsbox = start(SMSBOX, config, folder.resolve("smsbox.log"));
      try {
        if (!smsc.operator("kannel").awaitReceiver(BIND)) {
          throw new IllegalStateException("Kannel did not bind; see " + folder);
        }
        Thread.sleep(1_000);
        return smsc.load(plan).await(Duration.ofMinutes(10));
      } finally {
        end(smsbox);
        end(bearerbox);
        if (app != null) {
          app.stop(0);
        }
      }
    }
  }

  private static HttpServer application() throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1_000);
    server.setExecutor(Executors.newFixedThreadPool(32));
    var answer = "Thank you! Your vote counts.".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static Process start(Path program, Path config, Path log) throws IOException {
    return new ProcessBuilder(program.toString(), "-v", "3", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Blank lines end a group in Kannel's configuration, so there are none inside of one. */
  private static String config(Path folder, Kind kind, int smscPort, int appPort)
      throws IOException {
    var store =
        kind.store.isEmpty()
            ? ""
            : "store-type = "
                + kind.store
                + "\nstore-location = "
                + Files.createDirectories(folder.resolve("store"))
                + "\n";
    var service =
        kind.http
            ? "get-url = \"http://127.0.0.1:" + appPort + "/?from=%p&text=%a\"\n"
            : "text = \"Thank you! Your vote counts.\"\n";
    return """
        group = core
        admin-port = %d
        admin-password = x
        smsbox-port = %d
        box-allow-ip = "127.0.0.1"
        %s
        group = smsc
        smsc = smpp
        smsc-id = bench
        host = 127.0.0.1
        port = %d
        transceiver-mode = true
        smsc-username = bench
        smsc-password = bench
        system-type = ""
        max-pending-submits = 100

        group = smsbox
        bearerbox-host = 127.0.0.1
        sendsms-port = %d
        global-sender = %s

        group = sms-service
        keyword = vote
        catch-all = true
        max-messages = 3
        %s
        """
        .formatted(freePort(), freePort(), store, smscPort, freePort(), Stage.NUMBER, service);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
