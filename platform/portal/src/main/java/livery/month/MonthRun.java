package livery.month;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import livery.store.Utc;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The close of one month as a job: how far it is.
 *
 * @param period 202603
 * @param sellerId whose books are worked on; 0 before the first and after the last
 * @param done steps of {@code total}
 * @param startedBy who asked for it; empty where the calendar did
 * @param takenAt when the process that works on it took it up
 * @param takenDone how many steps were done by then
 * @param endedAt {@link Instant#MAX} while it runs
 * @param failure why it stopped; empty otherwise
 */
public record MonthRun(
    int period,
    State state,
    long sellerId,
    int done,
    int total,
    String startedBy,
    Instant startedAt,
    Instant takenAt,
    int takenDone,
    Instant movedAt,
    Instant endedAt,
    String failure) {

  /** A job's life. */
  @Schema(name = "MonthRunState")
  public enum State {
    /** Somebody works on it, or will after a restart. */
    RUNNING,
    /** It met something that a person must change; beginning it again goes on. */
    FAILED,
    /** Every seller's month is closed. */
    DONE
  }

  static MonthRun read(ResultSet row) throws SQLException {
    return new MonthRun(
        row.getInt("period"),
        State.valueOf(row.getString("state")),
        row.getLong("seller_id"),
        row.getInt("done"),
        row.getInt("total"),
        row.getString("started_by"),
        Utc.read(row, "started_at").orElseThrow(),
        Utc.read(row, "taken_at").orElseThrow(),
        row.getInt("taken_done"),
        Utc.read(row, "moved_at").orElseThrow(),
        Utc.read(row, "ended_at").orElse(Instant.MAX),
        row.getString("failure"));
  }

  public boolean running() {
    return state == State.RUNNING;
  }

  /** Steps a second since it was taken up; 0 while that is not known. */
  public long perSecond() {
    var millis = Duration.between(takenAt, movedAt).toMillis();
    return millis <= 0 ? 0 : Math.round((done - takenDone) * 1000.0 / millis);
  }

  /** How long it will take at the pace so far; {@code null} while that is not known. */
  public Duration left() {
    var millis = Duration.between(takenAt, movedAt).toMillis();
    var made = done - takenDone;
    return !running() || made <= 0
        ? null
        : Duration.ofMillis(millis * Math.max(0, total - done) / made);
  }

  /** From the first beginning to the end; {@code null} while it runs. */
  public Duration took() {
    return running() ? null : Duration.between(startedAt, endedAt);
  }
}
