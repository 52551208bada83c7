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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import livery.store.Committer;
import livery.store.Ids;
import livery.store.Jobs;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.store.StoreFailure;

/**
 * Delivery receipts: in any order, early, late, repeated. A final state never changes; a message is
 * delivered when all its parts are. Thread-safe.
 *
 * <p>A receipt that comes before the operator's answer to its submission waits in a table until
 * that is written; one for nothing that we sent stays there.
 */
@ApplicationScoped
public class Receipts {

  private static final int QUEUE_MAX = 4_096;
  private static final int BATCH_MAX = 500;
  private static final int GATHER_MILLIS = 40;
  private static final int GATHER_ENOUGH = 50;
  private static final Duration MATCH_EVERY = Duration.ofSeconds(1);
  private static final Duration EARLY = Duration.ofMinutes(10); // an answer is not later
  private static final int STOP_MILLIS = 10_000;
  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
  private static final System.Logger LOG = System.getLogger(Receipts.class.getName());

  private record Waiting(Receipt receipt, CompletableFuture<Void> stored) {}

  private record Ref(long linkId, String ref) {

    static Ref of(Receipt receipt) {
      return new Ref(receipt.linkId(), receipt.operatorRef());
    }
  }

  /** What was submitted under one of the operator's ids, and the message that it belongs to. */
  private record Part(
      long messageId,
      Ref ref,
      boolean isFinal,
      long tenantId,
      long numberId,
      long campaignId,
      int parts,
      String messageState) {}

  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final ReceiptCharges charges;

  /** Receipts in receipt_waiting that may have come before their answer, with when they came. */
  private final Map<Ref, Instant> early = new ConcurrentHashMap<>();

  private Committer<Waiting> committer;

  @Resource private ManagedThreadFactory threads;

  @Inject
  public Receipts(Store store, Ids ids, Clock clock, ReceiptCharges charges) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.charges = charges;
  }

  protected Receipts() {
    this(null, null, null, null);
  }

  void start(@Observes @Priority(Started.CACHES) Started started, Jobs jobs) {
    committer =
        new Committer<>("receipts", QUEUE_MAX, BATCH_MAX, threads, this::writeUntilDone)
            .gathering(GATHER_MILLIS, GATHER_ENOUGH)
            .start();
    jobs.every(Jobs.Lane.PATH, MATCH_EVERY, "Receipts were not matched", this::matchEarly);
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT link_id, operator_ref, received_at FROM receipt_waiting"
                            + " WHERE received_at > :since")
                    .bind("since", Timestamp.from(clock.instant().minus(EARLY)))
                    .map(
                        (row, context) ->
                            early.put(
                                new Ref(row.getLong(1), row.getString(2)),
                                row.getTimestamp(3).toInstant()))
                    .list());
  }

  void stop(@Observes @Priority(Stopping.QUEUES) Stopping stopping) {
    committer.close(STOP_MILLIS);
  }

  /**
   * Takes one receipt; the stage completes when it is stored, or exceptionally with {@link
   * NotStored} when too many wait.
   */
  public CompletableFuture<Void> accept(Receipt receipt) {
    var waiting = new Waiting(receipt, new CompletableFuture<>());
    if (!committer.offer(waiting)) {
      waiting.stored.completeExceptionally(new NotStored(NotStored.Reason.FULL));
    }
    return waiting.stored;
  }

  /** Matches what came before its answer; called every second. */
  void matchEarly() {
    try {
      early.values().removeIf(clock.instant().minus(EARLY)::isAfter);
      var refs = List.copyOf(early.keySet());
      for (var from = 0; from < refs.size(); from += BATCH_MAX) {
        var some = refs.subList(from, Math.min(from + BATCH_MAX, refs.size()));
        inTurn(connection -> matchEarly(connection, some)).forEach(early.keySet()::remove);
      }
    } catch (StoreFailure failure) {
      LOG.log(System.Logger.Level.WARNING, "Early receipts wait: {0}", failure.getMessage());
    }
  }

  private void writeUntilDone(List<Waiting> batch) {
    for (var attempt = 1; ; attempt++) {
      try {
        write(batch.stream().map(Waiting::receipt).toList());
        batch.forEach(waiting -> waiting.stored.complete(null));
        return;
      } catch (StoreFailure failure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} receipts wait for the database (attempt {1}): {2}",
            batch.size(),
            attempt,
            failure.getMessage());
        if (failure.isForGood()) {
          batch.forEach(refused -> refused.stored.completeExceptionally(failure));
          return; // they come again, in other company
        }
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  void write(List<Receipt> receipts) {
    inTurn(connection -> write(connection, receipts));
  }

  /** Two that write parts of one message at once miss each other's, and it stays SENT for ever. */
  private <T> T inTurn(Store.Work<T> work) {
    synchronized (early) {
      return store.inTransaction(work);
    }
  }

  private Void write(Connection connection, List<Receipt> receipts) throws SQLException {
    var parts = parts(connection, receipts.stream().map(Ref::of).distinct().toList());
    var unknown = new ArrayList<Receipt>();
    var fitting = new HashMap<Part, Receipt>();
    for (var receipt : receipts) {
      var part = parts.get(Ref.of(receipt));
      if (part == null) {
        unknown.add(receipt);
      } else if (!part.isFinal) {
        fitting.merge(part, receipt, Receipts::decisive);
      }
    }
    keep(connection, unknown);
    update(connection, fitting);
    return null;
  }

  /** Of two receipts for one part, the first final one counts. */
  private static Receipt decisive(Receipt first, Receipt second) {
    return first.state() == Receipt.State.ACCEPTED ? second : first;
  }

  private static Map<Ref, Part> parts(Connection connection, List<Ref> refs) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT p.link_id, p.operator_ref, p.message_id, p.receipt, m.tenant_id,"
                + " m.number_id, m.campaign_id, m.parts, m.state"
                + " FROM message_part p FORCE INDEX (message_part_ref) JOIN message m ON m.id = p.message_id"
                + " WHERE (p.link_id, p.operator_ref) IN ("
                + String.join(",", Collections.nCopies(refs.size(), "(?,?)"))
                + ")")) {
      var index = 1;
      for (var ref : refs) {
        statement.setLong(index++, ref.linkId);
        statement.setString(index++, ref.ref);
      }
      var parts = new HashMap<Ref, Part>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var state = rows.getString(4);
          var ref = new Ref(rows.getLong(1), rows.getString(2));
          parts.put(
              ref,
              new Part(
                  rows.getLong(3),
                  ref,
                  state != null && !state.equals("ACCEPTED"),
                  rows.getLong(5),
                  rows.getLong(6),
                  rows.getLong(7),
                  rows.getInt(8),
                  rows.getString(9)));
        }
      }
      return parts;
    }
  }

  private void keep(Connection connection, List<Receipt> unknown) throws SQLException {
    if (unknown.isEmpty()) {
      return;
    }
    var id = ids.next(unknown.size());
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO receipt_waiting (id, link_id, operator_ref, receipt, error, received_at)"
                + " VALUES (?,?,?,?,?,?)")) {
      for (var receipt : unknown) {
        statement.setLong(1, id++);
        statement.setLong(2, receipt.linkId());
        statement.setString(3, receipt.operatorRef());
        statement.setString(4, receipt.state().name());
        statement.setString(5, receipt.error());
        statement.setTimestamp(6, Timestamp.from(receipt.receivedAt()));
        statement.addBatch();
        early.put(new Ref(receipt.linkId(), receipt.operatorRef()), receipt.receivedAt());
      }
      statement.executeBatch();
    }
  }

  private void update(Connection connection, Map<Part, Receipt> fitting) throws SQLException {
    if (fitting.isEmpty()) {
      return;
    }
    var messages = new Finished();
    try (var statement =
        connection.prepareStatement(
            "UPDATE message_part SET receipt = ?, receipt_error = ?, receipt_at = ?"
                + " WHERE message_id = ? AND link_id = ? AND operator_ref = ?"
                + " AND (receipt IS NULL OR receipt = 'ACCEPTED')")) {
      for (var entry : fitting.entrySet()) {
        var part = entry.getKey();
        var receipt = entry.getValue();
        statement.setString(1, receipt.state().name());
        statement.setString(2, receipt.error());
        statement.setTimestamp(3, Timestamp.from(receipt.receivedAt()));
        statement.setLong(4, part.messageId);
        statement.setLong(5, part.ref.linkId);
        statement.setString(6, part.ref.ref); // of all parts, where they went in one piece
        statement.addBatch();
        messages.add(part, receipt.state());
      }
      statement.executeBatch();
    }
    messages.write(connection);
    charges.book(connection, fitting.keySet().stream().map(Part::messageId).distinct().toList());
  }

  /** The messages of a batch whose parts all have a final receipt. */
  private final class Finished {
    private final Map<String, List<Long>> byState = new HashMap<>();
    private final Map<Long, Part> inParts = new HashMap<>();
    private final Traffic traffic = new Traffic();

    void add(Part part, Receipt.State state) {
      if (state == Receipt.State.ACCEPTED || !part.messageState.equals("SENT")) {
        return;
      }
      if (part.parts == 1) {
        add(part, state.name());
      } else {
        inParts.put(part.messageId, part);
      }
    }

    private void add(Part part, String state) {
      byState.computeIfAbsent(state, absent -> new ArrayList<>()).add(part.messageId);
      traffic.count(
          part.tenantId,
          clock.instant(),
          "OUT",
          part.numberId,
          part.campaignId,
          part.ref.linkId,
          state,
          part.parts,
          0);
    }

    void write(Connection connection) throws SQLException {
      joinParts(connection);
      for (var entry : byState.entrySet()) {
        var reason = entry.getKey().equals("FAILED") ? "not-delivered" : null;
        MessageTable.finish(connection, entry.getValue(), entry.getKey(), reason, clock.instant());
      }
      traffic.write(connection);
    }

    /** A message of several parts is delivered when all are, else as its worst part. */
    private void joinParts(Connection connection) throws SQLException {
      if (inParts.isEmpty()) {
        return;
      }
      var ids = List.copyOf(inParts.keySet());
      try (var statement =
          connection.prepareStatement(
              "SELECT message_id, SUM(receipt = 'DELIVERED'), SUM(receipt = 'EXPIRED') > 0,"
                  + " SUM(receipt IS NULL OR receipt = 'ACCEPTED') FROM message_part"
                  + " WHERE message_id IN ("
                  + MessageTable.marks(ids.size())
                  + ") GROUP BY message_id")) {
        for (var i = 0; i < ids.size(); i++) {
          statement.setLong(i + 1, ids.get(i));
        }
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var part = inParts.get(rows.getLong(1));
            var delivered = rows.getInt(2) == part.parts;
            if (rows.getInt(4) == 0) {
              add(part, delivered ? "DELIVERED" : rows.getBoolean(3) ? "EXPIRED" : "FAILED");
            }
          }
        }
      }
    }
  }

  /** Takes receipts out of the waiting table whose answers are there now; returns their refs. */
  private Set<Ref> matchEarly(Connection connection, List<Ref> refs) throws SQLException {
    var answered = parts(connection, refs).keySet();
    if (answered.isEmpty()) {
      return Set.of();
    }
    var found = new ArrayList<Receipt>();
    try (var select =
            connection.prepareStatement(
                "SELECT id, link_id, operator_ref, receipt, error, received_at"
                    + " FROM receipt_waiting FORCE INDEX (receipt_waiting_ref)"
                    + " WHERE (link_id, operator_ref) IN ("
                    + String.join(",", Collections.nCopies(answered.size(), "(?,?)"))
                    + ") ORDER BY id FOR UPDATE");
        var delete = connection.prepareStatement("DELETE FROM receipt_waiting WHERE id = ?")) {
      var index = 1;
      for (var ref : answered) {
        select.setLong(index++, ref.linkId);
        select.setString(index++, ref.ref);
      }
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          delete.setLong(1, rows.getLong(1));
          delete.addBatch();
          found.add(
              new Receipt(
                  rows.getLong(2),
                  rows.getString(3),
                  Receipt.State.valueOf(rows.getString(4)),
                  rows.getString(5),
                  rows.getTimestamp(6).toInstant()));
        }
      }
      if (!found.isEmpty()) {
        delete.executeBatch();
      }
    }
    write(connection, found);
    return answered;
  }
}
