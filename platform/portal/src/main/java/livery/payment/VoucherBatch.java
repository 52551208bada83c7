package livery.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import livery.billing.Money;
import livery.store.Utc;

/**
 * Codes that a seller has made together.
 *
 * @param amount what each is worth
 * @param expiresAt first moment at which they are worth nothing
 * @param stoppedAt since when those not redeemed are void; {@code null} while they are good
 */
public record VoucherBatch(
    long id,
    String name,
    int codes,
    int redeemed,
    Money amount,
    Instant createdAt,
    Instant expiresAt,
    Instant stoppedAt) {

  static final String COLUMNS =
      "SELECT b.id, b.name, b.codes, b.amount, b.currency, b.created_at, b.expires_at,"
          + " b.stopped_at, (SELECT COUNT(v.redeemed_at) FROM voucher v WHERE v.batch_id = b.id) AS"
          + " redeemed FROM voucher_batch b ";

  /** Whether its codes can be redeemed. */
  public boolean isGood(Instant now) {
    return stoppedAt == null && now.isBefore(expiresAt);
  }

  static VoucherBatch read(ResultSet row) throws SQLException {
    return new VoucherBatch(
        row.getLong("id"),
        row.getString("name"),
        row.getInt("codes"),
        row.getInt("redeemed"),
        new Money(row.getLong("amount"), row.getString("currency")),
        Utc.read(row, "created_at").orElseThrow(),
        Utc.read(row, "expires_at").orElseThrow(),
        Utc.read(row, "stopped_at").orElse(null));
  }
}
