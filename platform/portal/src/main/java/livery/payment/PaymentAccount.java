package livery.payment;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A seller's account with a payment provider.
 *
 * @param provider the id of a {@link PaymentProvider}
 * @param address of the provider's pay page
 * @param merchant what the provider calls the seller
 * @param secret shared with the provider; never shown
 */
public record PaymentAccount(
    long sellerId,
    String provider,
    String address,
    String merchant,
    String secret,
    boolean active) {

  static PaymentAccount read(ResultSet row) throws SQLException {
    return new PaymentAccount(
        row.getLong("tenant_id"),
        row.getString("provider"),
        row.getString("address"),
        row.getString("merchant"),
        row.getString("secret"),
        row.getBoolean("active"));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return provider + " " + merchant + " at " + address + (active ? "" : " (off)");
  }
}
