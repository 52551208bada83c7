package livery.message;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import livery.billing.BillingException;
import livery.billing.Settlement;
import livery.price.Prices;
import livery.store.Committer;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.StoreFailure;

/**
 * Writes the operators' answers: the parts, the message's state, and the held money, which is
 * posted part by part for what was handed over or taken; what is paid on delivery waits.
 * Thread-safe.
 */
@ApplicationScoped
public class Answers {

  private static final int QUEUE_MAX = 20_000;
  private static final int BATCH_MAX = 900; // as an IN takes
  private static final int REST_MILLIS = 40;
  private static final int STOP_MILLIS = 10_000;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
  private static final System.Logger LOG = System.getLogger(Answers.class.getName());

  private final Store store;
  private final Prices prices;
  private final Clock clock;
  private Committer<InFlight> committer;
  private volatile BiConsumer<Long, Long> written = (linkId, messageId) -> {};

  @Resource private ManagedThreadFactory threads;

  @Inject
  public Answers(Store store, Prices prices, Clock clock) {
    this.store = store;
    this.prices = prices;
    this.clock = clock;
  }

  protected Answers() {
    this(null, null, null);
  }

  void start(@Observes @Priority(Started.CACHES) Started started) {
    committer =
        new Committer<>("answers", QUEUE_MAX, BATCH_MAX, threads, this::writeUntilDone)
            .resting(REST_MILLIS)
            .start();
  }

  void stop(@Observes @Priority(Stopping.QUEUES + 50) Stopping stopping) {
    committer.close(STOP_MILLIS);
  }

  /** Says who is told, with link and message, that an answer is in the table. */
  void whenWritten(BiConsumer<Long, Long> told) {
    written = told;
  }

  /** Takes a message that has its operator's last word. */
  void finished(InFlight message) {
    committer.put(message);
  }

  private void writeUntilDone(List<InFlight> batch) {
    for (var attempt = 1; ; attempt++) {
      try {
        var again = attempt > 1;
        store.inTransaction(
            connection -> {
              if (!again || !written(connection, batch)) {
                write(connection, batch);
              }
              return null;
            });
        batch.forEach(one -> written.accept(one.message.linkId(), one.message.id()));
        return;
      } catch (StoreFailure failure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} answers wait for the database (attempt {1}): {2}",
            batch.size(),
            attempt,
            failure.getMessage());
        if (failure.isForGood()) {
          giveUp(batch, failure);
          return;
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      } catch (BillingException refused) {
        giveUp(batch, refused);
        return;
      }
    }
  }

  /** What the database will never take must not hold up the rest: that is looked for alone. */
  private void giveUp(List<InFlight> batch, RuntimeException failure) {
    if (batch.size() > 1) {
      batch.forEach(one -> writeUntilDone(List.of(one)));
      return;
    }
    LOG.log(
        System.Logger.Level.ERROR,
        "The answer to message " + batch.get(0).message.id() + " cannot be stored",
        failure);
  }

  /** Whether an earlier try was committed although its answer was lost. */
  private static boolean written(Connection connection, List<InFlight> batch) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM message_part WHERE message_id = ? AND part = 1")) {
      statement.setLong(1, batch.get(0).message.id());
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private void write(Connection connection, List<InFlight> batch) throws SQLException {
    var now = clock.instant();
    insertParts(connection, batch);
    var settlements = new ArrayList<Settlement>();
    var byResult = new TreeMap<String, List<Long>>();
    var traffic = new Traffic();
    for (var one : batch) {
      if (!one.message.free()) {
        settlements.add(Settlement.answered(one.message.id(), one.submitted(), one.accepted()));
      }
      var failure = one.failure();
      var result =
          failure == null ? "SENT" : failure.equals("expired") ? "EXPIRED " : "FAILED " + failure;
      byResult.computeIfAbsent(result, absent -> new ArrayList<>()).add(one.message.id());
      count(traffic, one, result);
    }
    for (var entry : byResult.entrySet()) {
      var words = entry.getKey().split(" ", 2);
      var reason = words.length == 1 || words[1].isEmpty() ? null : words[1];
      MessageTable.finish(connection, entry.getValue(), words[0], reason, now);
    }
    var resent = batch.stream().filter(one -> one.resent).map(one -> one.message.id()).toList();
    if (!resent.isEmpty()) {
      MessageTable.markResent(connection, resent);
    }
    traffic.write(connection);
    prices.ledger().settle(connection, settlements, now);
  }

  private void count(Traffic traffic, InFlight one, String result) {
    var message = one.message;
    traffic.count(
        message.tenantId(),
        clock.instant(),
        "OUT",
        message.numberId(),
        message.campaignId(),
        message.linkId(),
        result.split(" ", 2)[0],
        one.parts(),
        message.priceMicros() * one.accepted() / one.parts());
  }

  private static void insertParts(Connection connection, List<InFlight> batch) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO message_part (message_id, part, link_id, operator_ref, status,"
                + " submitted_at, answered_at) VALUES (?,?,?,?,?,?,?)")) {
      for (var one : batch) {
        for (var part = 1; part <= one.parts(); part++) {
          if (one.submittedAt(part) == null) {
            continue;
          }
          statement.setLong(1, one.message.id());
          statement.setInt(2, part);
          statement.setLong(3, one.message.linkId());
          statement.setString(4, one.ref(part));
          statement.setInt(5, one.status(part));
          statement.setTimestamp(6, Timestamp.from(one.submittedAt(part)));
          statement.setTimestamp(7, Timestamp.from(one.answeredAt(part)));
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }
}
