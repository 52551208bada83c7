package livery.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * New ids, growing, taken from the database in blocks so that no insert waits for one. Thread-safe.
 *
 * <p>A restart leaves the rest of a block unused.
 */
@ApplicationScoped
public class Ids {

  private static final int BLOCK_SIZE = 10_000;

  private final Store store;
  private long next;
  private long end;

  @Inject
  public Ids(Store store) {
    this.store = store;
  }

  protected Ids() {
    this(null);
  }

  /** One new id. */
  public long next() {
    return next(1);
  }

  /** The first of {@code count} new ids that follow each other. */
  public synchronized long next(int count) {
    if (next + count > end) {
      takeBlock(Math.max(BLOCK_SIZE, count));
    }
    var first = next;
    next += count;
    return first;
  }

  /** Aside: an id once given stays taken, also when the caller's transaction rolls back. */
  private void takeBlock(int size) {
    next =
        store.aside(
            connection -> {
              try (var statement =
                      connection.prepareStatement(
                          "INSERT INTO id_block (name, next_id)"
                              + " VALUES ('id', LAST_INSERT_ID(1000) + ?)"
                              + " ON DUPLICATE KEY UPDATE"
                              + " next_id = LAST_INSERT_ID(next_id) + ?");
                  var read = connection.prepareStatement("SELECT LAST_INSERT_ID()")) {
                statement.setInt(1, size);
                statement.setInt(2, size);
                statement.executeUpdate();
                try (var row = read.executeQuery()) {
                  row.next();
                  return row.getLong(1);
                }
              }
            });
    end = next + size;
  }
}
