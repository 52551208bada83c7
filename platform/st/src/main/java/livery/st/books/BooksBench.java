package livery.st.books;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import livery.launcher.Livery;
import livery.launcher.Settings;
import org.flywaydb.core.Flyway;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * The benchmark of the books. Options: {@code --seconds=10 --warm=3} for posting, {@code
 * --rows=10000000 --clients=1000 --batch=100} for the month, {@code --only=} with some of {@link
 * Part}, separated by commas.
 *
 * <p>{@code --only=load} keeps the month's rows for a later {@code --only=close}, so that loading
 * them, which is not measured, need not have the machine for itself.
 */
public final class BooksBench {

  /** What can be run by itself. */
  private enum Part {
    /** One hot wallet on each level. */
    HOT,
    /** A thousand clients. */
    MANY,
    /** Writes the rows of a month. */
    LOAD,
    /** Closes it. */
    CLOSE
  }

  private final Map<String, String> options;
  private final Set<Part> parts = EnumSet.noneOf(Part.class);

  private BooksBench(Map<String, String> options) {
    this.options = options;
    for (var name : options.getOrDefault("only", "").split(",")) {
      if (!name.isBlank()) {
        parts.add(part(name.strip()));
      }
    }
    if (parts.isEmpty()) {
      parts.addAll(EnumSet.allOf(Part.class));
    }
  }

  private static Part part(String name) {
    for (var part : Part.values()) {
      if (part.name().equalsIgnoreCase(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException(
        "--only names some of %s, not '%s'."
            .formatted(List.of(Part.values()).toString().toLowerCase(Locale.ROOT), name));
  }

  /** Runs with these options and prints what it measures. */
  public static void run(Map<String, String> options) throws IOException, SQLException {
    new BooksBench(options).run();
  }

  private void run() throws IOException, SQLException {
    var keep = parts.equals(EnumSet.of(Part.CLOSE));
    try (var livery = server(keep)) {
      livery.startDatabase();
      say("Processors: " + Runtime.getRuntime().availableProcessors());
      if (parts.contains(Part.HOT) || parts.contains(Part.MANY)) {
        posting(livery);
      }
      if (parts.contains(Part.LOAD) || parts.contains(Part.CLOSE)) {
        month(livery);
      }
    }
  }

  private void posting(Livery livery) throws SQLException {
    var bench =
        new PostingBench(fresh(livery, "bench_posting"), number("seconds", 10), number("warm", 3));
    if (parts.contains(Part.HOT)) {
      bench.run("one hot wallet", 1);
    }
    if (parts.contains(Part.MANY)) {
      bench.run("1,000 wallets", 1_000);
    }
  }

  private void month(Livery livery) throws SQLException {
    var rows =
        new MonthRows(number("rows", 10_000_000), number("clients", 1_000), number("batch", 100));
    if (parts.contains(Part.LOAD)) {
      rows.load(fresh(livery, "bench_month"));
    }
    if (parts.contains(Part.CLOSE)) {
      new MonthBench(pool(livery, "bench_month"), rows, livery.databasePid()).run();
    }
  }

  private int number(String name, int standard) {
    var text = options.getOrDefault(name, "" + standard);
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "--" + name + " is a number from 1 to 999999999, not '" + text + "'.");
    }
    return Integer.parseInt(text);
  }

  static void say(String line) {
    System.out.println(line);
  }

  private static Livery server(boolean keep) throws IOException {
    var home = Path.of(System.getProperty("livery.home", ".")).toAbsolutePath().normalize();
    var data = home.resolve("platform/st/target/books");
    if (!keep) {
      delete(data);
    }
    try (var free = new ServerSocket(0)) {
      var port = free.getLocalPort();
      var livery =
          new Livery(Settings.read(home, List.of("--data=" + data, "--db-port=" + port), Map.of()));
      Runtime.getRuntime().addShutdownHook(new Thread(livery::close, "stop"));
      return livery;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The tables of the books, empty, in the one database that the owner has. */
  private static DataSource fresh(Livery livery, String name) throws SQLException {
    var pool = pool(livery, name);
    var flyway =
        Flyway.configure().dataSource(pool).locations("db/billing").cleanDisabled(false).load();
    flyway.clean();
    flyway.migrate();
    return pool;
  }

  private static DataSource pool(Livery livery, String name) throws SQLException {
    return new MariaDbPoolDataSource(
        livery.ownerDatabaseUrl()
            + "&connectionCollation=utf8mb4_bin&useServerPrepStmts=true&maxPoolSize=4&poolName="
            + name);
  }
}
