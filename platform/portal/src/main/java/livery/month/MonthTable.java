package livery.month;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import livery.faces.Answers;
import livery.store.Store;
import livery.store.Utc;
import org.jdbi.v3.core.mapper.RowMapper;

/** The statements on {@code month_run} and {@code month_rule}. Thread-safe. */
final class MonthTable {

  private static final int FAILURES_MAX = 1_000;

  private final Store store;

  MonthTable(Store store) {
    this.store = store;
  }

  MonthRule rule() {
    return read(
            "SELECT close_day, grace_hours FROM month_rule",
            (row, context) -> new MonthRule(row.getInt("close_day"), row.getInt("grace_hours")))
        .get(0);
  }

  void write(MonthRule rule) {
    execute(
        "UPDATE month_rule SET close_day = ?, grace_hours = ?", rule.closeDay(), rule.graceHours());
  }

  /** All closes that were begun, the newest first: one for each month. */
  List<MonthRun> runs() {
    return read(
        "SELECT * FROM month_run ORDER BY period DESC", (row, context) -> MonthRun.read(row));
  }

  Optional<MonthRun> run(int period) {
    return runs().stream().filter(run -> run.period() == period).findFirst();
  }

  /** Puts it among what is to be done; one that failed is begun again, others stay as they are. */
  void begin(int period, String by, Instant now) {
    var at = Utc.of(now);
    execute(
        "INSERT INTO month_run (period, state, seller_id, done, total, started_by, started_at,"
            + " taken_at, taken_done, moved_at, failure) VALUES (?, 'RUNNING', 0, 0, 0, ?, ?, ?,"
            + " 0, ?, '') ON DUPLICATE KEY UPDATE started_by = IF(state = 'FAILED', ?,"
            + " started_by), failure = IF(state = 'FAILED', '', failure), ended_at = IF(state ="
            + " 'FAILED', NULL, ended_at), state = IF(state = 'FAILED', 'RUNNING', state)",
        period,
        by,
        at,
        at,
        at,
        by);
  }

  void taken(int period, int total, Instant now) {
    execute(
        "UPDATE month_run SET done = 0, taken_done = 0, total = ?, taken_at = ?, moved_at = ?"
            + " WHERE period = ?",
        total,
        Utc.of(now),
        Utc.of(now),
        period);
  }

  void moved(int period, long sellerId, int done, int takenDone, Instant now) {
    execute(
        "UPDATE month_run SET seller_id = ?, done = ?, taken_done = ?, moved_at = ?"
            + " WHERE period = ?",
        sellerId,
        done,
        takenDone,
        Utc.of(now),
        period);
  }

  void done(int period, Instant now) {
    ended(period, MonthRun.State.DONE, 0, "", List.of(), now);
  }

  /** What was in the way, the first of it with the run itself. */
  void failed(int period, List<MonthFailure> failures, Instant now) {
    var first = failures.get(0);
    ended(period, MonthRun.State.FAILED, first.sellerId(), first.reason(), failures, now);
  }

  private void ended(
      int period,
      MonthRun.State state,
      long sellerId,
      String failure,
      List<MonthFailure> failures,
      Instant now) {
    store.inTransaction(
        connection -> {
          execute("DELETE FROM month_failure WHERE period = ?", period);
          for (var i = 0; i < failures.size(); i++) {
            var one = failures.get(i);
            execute(
                "INSERT INTO month_failure (period, place, seller_id, buyer_id, waits_for, reason)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                period,
                i + 1,
                one.sellerId(),
                one.buyerId(),
                one.waitsFor(),
                one.reason());
          }
          execute(
              "UPDATE month_run SET state = ?, failure = ?, ended_at = ?, moved_at = ?, seller_id ="
                  + " ? WHERE period = ?",
              state.name(),
              failure,
              Utc.of(now),
              Utc.of(now),
              sellerId,
              period);
          return null;
        });
  }

  /** What was in the way when the close last ended. */
  List<MonthFailure> failures(int period) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM month_failure WHERE period = :period ORDER BY place LIMIT "
                            + FAILURES_MAX)
                    .bind("period", period)
                    .map((row, context) -> MonthFailure.read(row))
                    .list());
  }

  /** The month of the oldest transfer: nothing earlier needs a close. */
  Optional<YearMonth> firstMonth(ZoneId zone) {
    return read(
            "SELECT posted_at FROM transfer ORDER BY id LIMIT 1",
            (row, context) -> Utc.read(row, "posted_at").orElseThrow())
        .stream()
        .findFirst()
        .map(at -> YearMonth.from(at.atZone(zone)));
  }

  /** Everybody that has sold something to somebody. */
  List<Long> sellers() {
    return read(
        "SELECT DISTINCT seller_id FROM wallet ORDER BY seller_id",
        (row, context) -> row.getLong("seller_id"));
  }

  /** Reads rows; what a page draws of them in many places, once. */
  private <T> List<T> read(String sql, RowMapper<T> mapper) {
    return Answers.once(
        this,
        sql,
        () -> store.jdbi().withHandle(handle -> handle.createQuery(sql).map(mapper).list()));
  }

  private int execute(String sql, Object... values) {
    return store.jdbi().withHandle(handle -> handle.execute(sql, values));
  }
}
