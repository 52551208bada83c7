package livery.campaign;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import livery.api.Outcome;
import livery.message.MessageTable;
import livery.message.Stored;
import livery.message.Traffic;
import livery.number.KeywordTable;
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
  private static final long PLATFORM = 1;
  private static final long RETRY_NANOS = 250_000_000L;

  private final Store store;
  private final KeywordTable keywords;
  private final TenantTree tree;
  private final Clock clock;

  @Inject
  Parking(Store store, KeywordTable keywords, TenantTree tree, Clock clock) {
    this.store = store;
    this.keywords = keywords;
    this.tree = tree;
    this.clock = clock;
  }

  protected Parking() {
    this(null, null, null, null);
  }

  /** Writes the message with its reason; waits while the database does not answer. */
  void park(Stored message, RuntimeException failure) {
    var draft = draft(message);
    draft.state = "PARKED";
    draft.reason = shortened(failure.getClass().getSimpleName(), REASON_LENGTH_MAX);
    draft.outcome =
        Outcome.silent("parked", shortened(String.valueOf(failure.getMessage()), NOTE_LENGTH_MAX));
    draft.currency = tree.find(draft.tenantId).map(tenant -> tenant.currency()).orElse("XXX");
    while (true) {
      try {
        write(draft);
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
    var number = keywords.byDigits(message.destination(), message.linkId()).orElse(null);
    var match =
        number == null
            ? null
            : keywords.match(number, message.text(), message.receivedAt()).orElse(null);
    var tenantId =
        match != null
            ? match.tenantId()
            : number == null || number.tenantId() == 0 ? PLATFORM : number.tenantId();
    var draft = new Draft(message, number, OptOutWords.Kind.NONE, match, tenantId);
    draft.rule = match == null ? "unclaimed" : match.rule();
    return draft;
  }

  private void write(Draft draft) {
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
