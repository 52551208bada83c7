package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Posts what a volume settles, several wallets at once, in the caller's transaction. Posts whatever
 * it is told, each time: the caller's own key makes it once.
 */
public final class VolumePosting {

  /**
   * One wallet's settlement.
   *
   * @param amount above zero is paid by the buyer, below zero given back; never zero
   */
  public record Part(long sellerId, long buyerId, String product, Money amount) {

    public Part {
      if (amount.isZero()) {
        throw new BillingException.Invalid("Nothing to settle for buyer " + buyerId);
      }
    }
  }

  private VolumePosting() {}

  /**
   * Moves the money between the buyers' wallets and their sellers' income. A wallet may end below
   * its line.
   *
   * @return the posting's id, 0 where there are no parts
   * @throws BillingException.Unknown when a buyer has no wallet
   */
  public static long post(
      Connection connection, IdSource ids, List<Part> parts, String reference, Instant now)
      throws SQLException {
    if (parts.isEmpty()) {
      return 0;
    }
    Funds.requireReference(reference);
    var buyers = new HashSet<Long>();
    parts.forEach(part -> buyers.add(part.buyerId()));
    var wallets = LockedWallets.lock(connection, buyers);
    var id = ids.next(parts.size() + 1);
    var transfers = new ArrayList<Transfer>(parts.size());
    for (var part : parts) {
      var edge = new LockedWallets.Key(part.buyerId(), part.sellerId(), part.amount().currency());
      var wallet = wallets.require(edge).id();
      var income = Account.INCOME.of(part.sellerId());
      var back = part.amount().isNegative();
      wallets.change(edge, -part.amount().micros(), 0);
      transfers.add(
          new Transfer(
              id + 1 + transfers.size(),
              id,
              Transfer.Kind.TIER_DELTA,
              back ? income : wallet,
              back ? wallet : income,
              back ? part.amount().negated() : part.amount(),
              part.sellerId(),
              part.buyerId(),
              part.product(),
              0,
              reference,
              0,
              0,
              now));
    }
    Posting.insert(connection, transfers);
    wallets.write(connection);
    return id;
  }
}
