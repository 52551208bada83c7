package livery.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import livery.api.Outcome;
import livery.inbox.Stored;
import livery.message.MessageTable;
import livery.message.Traffic;
import livery.number.OptOutWords;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.tenant.TenantTree;

/**
 * Messages that could not be decided: kept with their reason, in the list of the tenant they belong
 * to, and decided anew when the plugin is back.
 */
@ApplicationScoped
class Parking {

  private static final int REASON_LENGTH_MAX = 60;
  private static final int NOTE_LENGTH_MAX = 200;
  private static final long RETRY_NANOS = 250_000_000L;

  private final Store store;
  private final Decision decision;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  Parking(Store store, Decision decision, TenantTree tree, Clock clock) {
    this.store = store;
    this.decision = decision;
    this.tree = tree;
    this.clock = clock;
  }

  protected Parking() {
    this(null, null, null, null);
  }

  /** Writes the message with its reason; waits while the database does not answer. */
  void park(Stored message, Throwable failure) {
    while (true) {
      try {
        write(draft(message), failure);
        return;
      } catch (StoreFailure down) {
        if (isDecided(message)) {
          return;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private Draft draft(Stored message) {
    var place = store.inTransaction(connection -> decision.place(connection, message));
    var draft =
        new Draft(message, place.number, OptOutWords.Kind.NONE, place.match, place.tenantId);
    draft.rule = place.match == null ? "unclaimed" : place.match.rule();
    return draft;
  }

  private void write(Draft draft, Throwable failure) {
    draft.state = "PARKED";
    draft.reason = shortened(failure.getClass().getSimpleName(), REASON_LENGTH_MAX);
    draft.outcome =
        Outcome.silent("parked", shortened(String.valueOf(failure.getMessage()), NOTE_LENGTH_MAX));
    draft.currency = tree.find(draft.tenantId).map(tenant -> tenant.currency()).orElse("XXX");
    store.inTransaction(
        connection -> {
          var row = draft.row(clock.instant());
          var traffic = new Traffic();
          traffic.count(row, 0);
          MessageTable.insert(connection, List.of(row));
          traffic.write(connection);
          return null;
        });
  }

  private boolean isDecided(Stored message) {
    try {
      return store.inTransaction(
          connection -> !MessageTable.present(connection, List.of(message.id())).isEmpty());
    } catch (StoreFailure down) {
      return false;
    }
  }

  private static String shortened(String text, int lengthMax) {
    return text.length() <= lengthMax ? text : text.substring(0, lengthMax - 1) + "…";
  }
}
