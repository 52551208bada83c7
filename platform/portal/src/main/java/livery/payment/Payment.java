package livery.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import livery.billing.Money;
import livery.order.ColumnType;
import livery.order.Orders;
import livery.store.Utc;

/**
 * Money that a buyer pays its seller through a provider.
 *
 * @param reference what it is called to the provider and in addresses; cannot be guessed
 * @param theirs what the provider calls it, empty before it has said so
 * @param wentBack refunds and chargebacks
 * @param postingId of the top-up, 0 before it is paid
 * @param problem why a person must look: "amount" when another amount was paid, "refund" when more
 *     was given back than was paid, "content" when one number came with two contents; empty else
 * @param checkedAt when a person said that it was looked at; {@code null} before, and again after
 *     later news
 * @param checkedNote what came of it
 */
public record Payment(
    long id,
    long buyerId,
    String buyer,
    long sellerId,
    String provider,
    String reference,
    String theirs,
    Money amount,
    PaymentState state,
    Money wentBack,
    long postingId,
    String problem,
    Instant createdAt,
    Instant expiresAt,
    Instant changedAt,
    Instant checkedAt,
    String checkedBy,
    String checkedNote) {

  /** The orders of lists of payments. */
  public static final Orders<Payment> ORDERS =
      Orders.newestFirst("p.id", Payment::id)
          .and(
              "amount",
              "payment.sum",
              ColumnType.NUMBER,
              "p.amount",
              payment -> payment.amount().micros());

  static final String COLUMNS =
      "SELECT p.id, p.tenant_id, t.name AS buyer, p.seller_id, p.provider, p.reference, p.theirs,"
          + " p.amount, p.currency, p.state, p.went_back, p.posting_id, p.problem, p.created_at,"
          + " p.expires_at, p.changed_at, p.checked_at, p.checked_by, p.checked_note FROM payment p JOIN tenant t ON t.id = p.tenant_id ";

  static Payment read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new Payment(
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getString("buyer"),
        row.getLong("seller_id"),
        row.getString("provider"),
        row.getString("reference"),
        row.getString("theirs"),
        new Money(row.getLong("amount"), currency),
        PaymentState.valueOf(row.getString("state")),
        new Money(row.getLong("went_back"), currency),
        row.getLong("posting_id"),
        row.getString("problem"),
        Utc.read(row, "created_at").orElseThrow(),
        Utc.read(row, "expires_at").orElseThrow(),
        Utc.read(row, "changed_at").orElseThrow(),
        Utc.read(row, "checked_at").orElse(null),
        row.getString("checked_by"),
        row.getString("checked_note"));
  }

  /** Whether a person must look and nobody has. */
  public boolean isFlagged() {
    return !problem.isEmpty() && checkedAt == null;
  }
}
