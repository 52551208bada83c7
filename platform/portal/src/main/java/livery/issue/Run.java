package livery.issue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import livery.store.Utc;

/**
 * The documents of a seller's month as a job: how far it is.
 *
 * @param period 202603
 * @param since refunds and settlements from then on are in it; {@code null} for the first month
 * @param cutoff and before then
 * @param done buyers of {@code total}
 * @param total {@value #SINGLE} while only single buyers' documents were asked for
 * @param endedAt {@code null} while it runs
 */
public record Run(
    long sellerId,
    int period,
    Instant since,
    Instant cutoff,
    boolean finished,
    int done,
    int total,
    String startedBy,
    Instant startedAt,
    Instant endedAt) {

  /** Nobody has asked for the documents of the whole month yet. */
  static final int SINGLE = -1;

  /** Whether the documents of all buyers were asked for. */
  public boolean whole() {
    return total != SINGLE;
  }

  static Run read(ResultSet row) throws SQLException {
    return new Run(
        row.getLong("seller_id"),
        row.getInt("period"),
        Utc.read(row, "since_at").orElse(null),
        Utc.read(row, "cutoff_at").orElseThrow(),
        row.getString("state").equals("DONE"),
        row.getInt("done"),
        row.getInt("total"),
        row.getString("started_by"),
        Utc.read(row, "started_at").orElseThrow(),
        Utc.read(row, "ended_at").orElse(null));
  }
}
