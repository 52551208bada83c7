package livery.container;

import fish.payara.arquillian.container.payara.managed.PayaraMicroContainerConfiguration;
import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.plugin.ForgedTally;
import livery.testkit.TestDatabase;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Payara Micro with the portal and a MariaDB, started for the first test class and kept for all.
 *
 * <p>The archive of the first class holds every test, so that the others need no deployment. The
 * environment, which the portal inherits, names the ports, the users and the folders: the build
 * sets it.
 */
public class SharedPayara extends PayaraMicroDeployableContainer {

  private static final int START_SECONDS_MAX = 300;
  private static final long STOP_SECONDS_MAX = 60;

  private final Path folder = Path.of(System.getProperty("livery.container"));
  private ProtocolMetaData deployed;
  private boolean failed;

  /** Puts this class into the place of the adapter's own. */
  public static class Extension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
      builder.override(
          DeployableContainer.class, PayaraMicroDeployableContainer.class, SharedPayara.class);
    }
  }

  @Override
  public void setup(PayaraMicroContainerConfiguration configuration) {
    configuration.setStartupTimeoutInSeconds(START_SECONDS_MAX);
    configuration.setRandomHttpPort(false);
    configuration.setAutoBindHttp(false);
    configuration.setOutputToConsole(false);
    configuration.setCmdOptions(
        "-Xmx640m -Xss512k -XX:+UseParallelGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8"
            // Caches let go of classes at once, so that tests see what holds a class for good.
            + " -XX:SoftRefLRUPolicyMSPerMB=0");
    configuration.setExtraMicroOptions(
        Stream.of(
                List.of("--contextroot", "/"),
                List.of("--port", Integer.toString(port())),
                List.of("--prebootcommandfile", folder.resolve("boot.txt").toString()),
                List.of("--rootdir", folder.resolve("payara").toString()),
                List.of("--logtofile", folder.resolve("portal.log").toString()),
                List.of("--disablephonehome"))
            .flatMap(List::stream)
            .map(option -> option.replace(" ", "\\ "))
            .collect(Collectors.joining(" ")));
    super.setup(configuration);
  }

  @Override
  public void start() throws LifecycleException {
    try {
      empty(folder);
      var plugins = Files.createDirectories(folder.resolve("plugins"));
      var tally = ForgedTally.forge(Files.createDirectories(folder.resolve("forged")));
      Files.copy(tally, plugins.resolve(tally.getFileName()));
      Files.writeString(
          folder.resolve("boot.txt"),
          "set configs.config.server-config.network-config.network-listeners.network-listener"
              + ".http-listener.address=127.0.0.1\n");
      startDatabase();
    } catch (IOException | SQLException failure) {
      throw new LifecycleException("The container's database or folder is not there", failure);
    }
  }

  /** Two users as in production: one owns the tables, the other reads and writes rows. */
  private static void startDatabase() throws SQLException {
    var url = URI.create(System.getenv("LIVERY_DB_URL").substring("jdbc:".length()));
    var name = url.getPath().substring(1);
    var database = TestDatabase.create(name, url.getPort());
    try (var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      // From here on users and rights are checked; the server of the tests begins without.
      statement.execute("FLUSH PRIVILEGES");
      grant(statement, "LIVERY_DB_OWNER", "ALL", name);
      grant(
          statement,
          "LIVERY_DB",
          "SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, EXECUTE",
          name);
    }
  }

  private static void grant(
      java.sql.Statement statement, String variables, String rights, String database)
      throws SQLException {
    var user = "'" + System.getenv(variables + "_USER") + "'@'localhost'";
    statement.execute(
        "CREATE USER " + user + " IDENTIFIED BY '" + System.getenv(variables + "_PASSWORD") + "'");
    statement.execute("GRANT " + rights + " ON " + database + ".* TO " + user);
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    if (failed) {
      throw new DeploymentException("The portal did not start for an earlier class");
    }
    if (deployed == null) {
      failed = true;
      var there = new HTTPContext("127.0.0.1", port());
      for (var context : super.deploy(archive).getContexts(HTTPContext.class)) {
        context.getServlets().forEach(there::add);
      }
      deployed = new ProtocolMetaData().addContext(there);
      failed = false;
    }
    return deployed;
  }

  @Override
  public void undeploy(Archive<?> archive) {
    // The next class wants it too.
  }

  /** The adapter neither waits for the end nor takes away its copy of the archive. */
  @Override
  public void stop() throws LifecycleException {
    try {
      for (var child : ProcessHandle.current().children().toList()) {
        var archive = archive(child);
        if (archive.isPresent()) {
          super.undeploy((Archive<?>) null);
          child.onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
          empty(archive.get().getParent().getParent());
        }
      }
    } catch (DeploymentException | ExecutionException | TimeoutException failure) {
      throw new LifecycleException("The portal did not stop", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What this process was told to deploy, if it is the portal's. */
  private static Optional<Path> archive(ProcessHandle process) {
    var arguments = process.info().arguments().map(List::of).orElse(List.of());
    var deploy = arguments.indexOf("--deploy");
    return deploy < 0 ? Optional.empty() : Optional.of(Path.of(arguments.get(deploy + 1)));
  }

  private static int port() {
    return Integer.parseInt(System.getenv("LIVERY_HTTP_PORT"));
  }

  private static void empty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
