package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A top-up as it stands: what came, and what of it can still go back.
 *
 * @param amount what came
 * @param left what has not gone back of it, less what was lost with it where it had a last day
 * @param collected whether an agent took the money for the seller
 */
public record TopUp(
    long postingId,
    long walletId,
    long buyerId,
    long sellerId,
    Money amount,
    Money left,
    boolean collected) {

  /** The top-up with this posting. */
  public static Optional<TopUp> find(Connection connection, long postingId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT t.posting_id, t.credit_account, t.buyer_id, t.seller_id, t.amount, t.currency,"
                + " t.debit_account, t.amount - COALESCE((SELECT SUM(r.amount) FROM reversal r"
                + " WHERE r.original_id = t.posting_id), 0) - COALESCE((SELECT SUM(l.amount_lost)"
                + " FROM lot l WHERE l.posting_id = t.posting_id), 0) AS rest FROM transfer t"
                + " WHERE t.posting_id = ? AND t.kind = 'TOP_UP'")) {
      statement.setLong(1, postingId);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var currency = row.getString("currency");
        var seller = row.getLong("seller_id");
        return Optional.of(
            new TopUp(
                postingId,
                row.getLong("credit_account"),
                row.getLong("buyer_id"),
                seller,
                new Money(row.getLong("amount"), currency),
                new Money(row.getLong("rest"), currency),
                row.getLong("debit_account") != Account.CASH.of(seller)));
      }
    }
  }

  /** The same behind the lock of its buyer's wallets: what is left stays so until the end. */
  public static Optional<TopUp> lock(Connection connection, long postingId) throws SQLException {
    var found = find(connection, postingId);
    if (found.isEmpty()) {
      return found;
    }
    LockedWallets.lock(connection, List.of(found.get().buyerId));
    return find(connection, postingId);
  }

  /** What can go back of it no longer. */
  public Money gone() {
    return amount.minus(left);
  }
}
