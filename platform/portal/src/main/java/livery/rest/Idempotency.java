package livery.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import livery.store.Store;

/** Remembers for a day what was answered to a request with an {@code Idempotency-Key}. */
@ApplicationScoped
class Idempotency {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final int SWEEP_EVERY = 500;
  private static final int SWEEP_ROWS = 2_000;

  private final Store store;
  private final Clock clock;
  private final AtomicInteger begun = new AtomicInteger();

  /**
   * What was answered.
   *
   * @param status 0 while the first request is under way
   * @param body {@code null} where the answer held a secret
   */
  record Answer(int status, String location, String body) {}

  /** The key came before, with another request. */
  static class Reused extends RuntimeException {}

  @Inject
  Idempotency(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  protected Idempotency() {
    this(null, null);
  }

  /**
   * Takes the key for this request; empty when it is new, so that the request may go on.
   *
   * @param request a hash of all that makes the request
   * @throws Reused when the key stands for another request
   */
  Optional<Answer> begin(long tenantId, String key, byte[] request) {
    if (begun.incrementAndGet() % SWEEP_EVERY == 0) {
      sweep();
    }
    var now = LocalDateTime.now(clock);
    var taken =
        store
            .jdbi()
            .withHandle(
                handle -> {
                  handle
                      .createUpdate(
                          "DELETE FROM idempotency_key WHERE tenant_id = :tenant"
                              + " AND idem_key = :key AND created_at < :old")
                      .bind("tenant", tenantId)
                      .bind("key", key)
                      .bind("old", now.minus(KEPT))
                      .execute();
                  return handle
                      .createUpdate(
                          "INSERT IGNORE INTO idempotency_key (tenant_id, idem_key, request,"
                              + " created_at) VALUES (:tenant, :key, :request, :now)")
                      .bind("tenant", tenantId)
                      .bind("key", key)
                      .bind("request", request)
                      .bind("now", now)
                      .execute();
                });
    return taken == 1 ? Optional.empty() : Optional.of(earlier(tenantId, key, request));
  }

  private Answer earlier(long tenantId, String key, byte[] request) {
    record Row(byte[] request, Answer answer) {}
    var row =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT request, status, location, body FROM idempotency_key"
                                + " WHERE tenant_id = :tenant AND idem_key = :key")
                        .bind("tenant", tenantId)
                        .bind("key", key)
                        .map(
                            (columns, context) ->
                                new Row(
                                    columns.getBytes("request"),
                                    new Answer(
                                        columns.getInt("status"),
                                        columns.getString("location"),
                                        columns.getString("body"))))
                        .findOne());
    if (row.isPresent() && !Arrays.equals(row.get().request(), request)) {
      throw new Reused();
    }
    return row.map(Row::answer).orElse(new Answer(0, null, null));
  }

  /** Keeps the answer. */
  void finish(long tenantId, String key, Answer answer) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE idempotency_key SET status = :status, location = :location,"
                            + " body = :body WHERE tenant_id = :tenant AND idem_key = :key")
                    .bind("status", answer.status())
                    .bind("location", answer.location())
                    .bind("body", answer.body())
                    .bind("tenant", tenantId)
                    .bind("key", key)
                    .execute());
  }

  /** The request came to nothing; it may be tried again with the same key. */
  void forget(long tenantId, String key) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM idempotency_key WHERE tenant_id = :tenant AND idem_key = :key")
                    .bind("tenant", tenantId)
                    .bind("key", key)
                    .execute());
  }

  private void sweep() {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("DELETE FROM idempotency_key WHERE created_at < :old LIMIT :rows")
                    .bind("old", LocalDateTime.now(clock).minus(KEPT))
                    .bind("rows", SWEEP_ROWS)
                    .execute());
  }
}
