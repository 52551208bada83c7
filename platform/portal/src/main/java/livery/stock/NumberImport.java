package livery.stock;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import livery.number.NewNumber;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.task.Progress;

/** Writes new numbers in sets. Thread-safe. */
final class NumberImport {

  /** MariaDB's error for a key that is there already. */
  static final int DUPLICATE = 1062;

  private static final int BATCH = 1_000;

  private final Store store;
  private final Ids ids;
  private final Clock clock;

  NumberImport(Store store, Ids ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /** What must not be there twice. */
  static String key(NewNumber number) {
    return number.country() + " " + number.digits();
  }

  /** The keys of all numbers there are. */
  Set<String> all() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT CONCAT(country, ' ', digits) FROM number")
                    .mapTo(String.class)
                    .collect(java.util.stream.Collectors.toCollection(HashSet::new)));
  }

  /** Inserts numbers that have been checked; returns the id of the first. */
  long insert(List<NewNumber> numbers, Progress progress) {
    if (numbers.isEmpty()) {
      return 0;
    }
    var first = ids.next(numbers.size());
    var now = Utc.of(clock.instant());
    store
        .jdbi()
        .useHandle(
            handle -> {
              for (var from = 0; from < numbers.size(); from += BATCH) {
                var batch =
                    handle.prepareBatch(
                        "INSERT INTO number (id, country, digits, kind, tier, tariff, shared,"
                            + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
                for (var at = from; at < Math.min(from + BATCH, numbers.size()); at++) {
                  var number = numbers.get(at);
                  batch.add(
                      first + at,
                      number.country(),
                      number.digits(),
                      number.kind(),
                      number.tier(),
                      number.tariff(),
                      number.shared(),
                      now);
                }
                batch.execute();
                progress.moved(Math.min(from + BATCH, numbers.size()), numbers.size());
              }
            });
    return first;
  }
}
