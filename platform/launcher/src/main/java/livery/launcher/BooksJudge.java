package livery.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import livery.billing.period.BooksCheck;

/**
 * {@code ./livery check}: whether the books add up, by hand. Of the database that LIVERY_DB_URL,
 * LIVERY_DB_USER and LIVERY_DB_PASSWORD name; else of the demo's, running or stopped. Reads only.
 */
public final class BooksJudge {

  private static final int PROBE_MILLIS = 500;

  private BooksJudge() {}

  /**
   * Checks and says what it found.
   *
   * @return how many things do not add up
   */
  public static int run(Settings settings, Map<String, String> environment, PrintStream out) {
    var url = environment.get("LIVERY_DB_URL");
    if (url != null) {
      return check(
          url,
          environment.getOrDefault("LIVERY_DB_USER", ""),
          environment.getOrDefault("LIVERY_DB_PASSWORD", ""),
          out);
    }
    if (!Files.exists(settings.data().resolve("database.properties"))) {
      throw new LaunchFailure(
          "There is no database in "
              + settings.data()
              + ". Name its folder with --data, or a server's with LIVERY_DB_URL.");
    }
    var database = new Database(settings);
    var runs = answers(settings.databasePort());
    if (!runs) {
      Runtime.getRuntime().addShutdownHook(new Thread(database::stop, "stop"));
      database.start();
    }
    try {
      return check(
          settings.databaseUrl(),
          Database.APPLICATION,
          database.password(Database.APPLICATION),
          out);
    } finally {
      if (!runs) {
        database.stop();
      }
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static int check(String url, String user, String password, PrintStream out) {
    try (var connection = DriverManager.getConnection(url, user, password)) {
      var start = System.nanoTime();
      var violations = BooksCheck.snapshot(connection);
      for (var name : BooksCheck.NAMES) {
        var found = violations.stream().filter(one -> one.invariant().equals(name)).toList();
        out.printf("  %-4s %s%n", name, found.isEmpty() ? "right" : found.size() + " violations");
        found.forEach(one -> out.printf("       %s: %s%n", one.subject(), one.detail()));
      }
      out.printf(
          "  %s after %.1f s%n",
          violations.isEmpty()
              ? "The books add up"
              : "The books do not add up: " + violations.size() + " violations",
          (System.nanoTime() - start) / 1e9);
      return violations.size();
    } catch (SQLException failure) {
      throw new LaunchFailure("The books could not be read: " + failure.getMessage(), failure);
    }
  }
}
