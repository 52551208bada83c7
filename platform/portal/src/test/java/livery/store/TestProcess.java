package livery.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A process of its own on a test's database, to be killed. */
public final class TestProcess {

  private TestProcess() {}

  /**
   * Starts one.
   *
   * @param main gets the database's address, then the words
   */
  public static Process start(Store store, Class<?> main, String... words) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    try (var connection = store.dataSource().getConnection()) {
      command.add(connection.getMetaData().getURL());
    } catch (SQLException failure) {
      throw new IOException(failure);
    }
    command.addAll(List.of(words));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
