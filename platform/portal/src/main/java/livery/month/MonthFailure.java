package livery.month;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Why a seller's books were not closed with the others'.
 *
 * @param buyerId whose settlement failed; 0 where it was the books as a whole
 * @param waitsFor the tenant whose settlement must come first, as it changes these books; 0 where
 *     they failed themselves
 * @param reason what was in the way; of the other where these wait
 */
public record MonthFailure(long sellerId, long buyerId, long waitsFor, String reason) {

  private static final int REASON_LENGTH = 1000;

  public MonthFailure {
    reason = reason.length() <= REASON_LENGTH ? reason : reason.substring(0, REASON_LENGTH);
  }

  static MonthFailure read(ResultSet row) throws SQLException {
    return new MonthFailure(
        row.getLong("seller_id"),
        row.getLong("buyer_id"),
        row.getLong("waits_for"),
        row.getString("reason"));
  }

  /** Whether these books only wait for another's. */
  public boolean isWaiting() {
    return waitsFor != 0;
  }
}
