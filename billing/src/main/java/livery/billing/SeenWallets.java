package livery.billing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the wallets of buyers were when they were last read: a late till begins with that, because
 * it reads them under a lock before it refuses anything or writes. So what is wrong here costs time
 * and nothing else. Thread-safe.
 *
 * <p>Wallets with a limit of the day or free units are not kept: they are locked at once.
 */
final class SeenWallets {

  private final Map<Long, List<LockedWallets.Row>> byBuyer = new ConcurrentHashMap<>();

  /** All wallets of these buyers; empty where those of one are not known. */
  Optional<LockedWallets> of(Collection<Long> buyers) {
    var rows = new ArrayList<LockedWallets.Row>();
    for (var buyer : buyers) {
      var known = byBuyer.get(buyer);
      if (known == null) {
        return Optional.empty();
      }
      rows.addAll(known);
    }
    return Optional.of(LockedWallets.seen(buyers, rows));
  }

  /** Keeps what was read, with what was done to it since. */
  void keep(LockedWallets wallets) {
    wallets
        .byBuyer()
        .forEach(
            (buyer, rows) -> {
              if (rows.stream().allMatch(LockedWallets.Row::isPlain)) {
                byBuyer.put(buyer, rows);
              } else {
                byBuyer.remove(buyer);
              }
            });
  }

  /** They are to be read again. */
  void forget(Collection<Long> buyers) {
    buyers.forEach(byBuyer::remove);
  }
}
