package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Books what premium numbers have earned, in the caller's transaction. Posts whatever it is told,
 * each time: the caller's own key makes it once.
 */
public final class PremiumPosting {

  /** The product of these transfers. */
  public static final String PRODUCT = "premium";

  /**
   * What a seller, or the operators, owe a buyer.
   *
   * @param quantity messages
   * @param amount above zero
   */
  public record Part(long sellerId, long buyerId, long quantity, Money amount) {}

  /** Where a payment goes. */
  public enum Way {
    /** Into the buyer's wallet at its seller. */
    TO_BALANCE,
    /** Out of the house, to the buyer's bank. */
    PAYOUT
  }

  private PremiumPosting() {}

  /**
   * Notes that the sellers owe it.
   *
   * @return the posting's id, 0 where there are no parts
   */
  public static long confirm(
      Connection connection, IdSource ids, List<Part> parts, String reference, Instant now)
      throws SQLException {
    if (parts.isEmpty()) {
      return 0;
    }
    Funds.requireReference(reference);
    var id = ids.next(parts.size() + 1);
    var transfers = new ArrayList<Transfer>(parts.size());
    for (var part : parts) {
      var from = Account.PREMIUM_COST.of(part.sellerId());
      var to = Account.PREMIUM.of(part.buyerId());
      transfers.add(
          transfer(id, transfers.size(), Transfer.Kind.PREMIUM, from, to, part, reference, now));
    }
    Posting.insert(connection, transfers);
    return id;
  }

  /**
   * Pays what is owed.
   *
   * @return the posting's id
   * @throws BillingException.Unknown when it is to go into a wallet that is not there
   */
  public static long pay(
      Connection connection, IdSource ids, Part part, Way way, String reference, Instant now)
      throws SQLException {
    Funds.requireReference(reference);
    var id = ids.next(2);
    var from = Account.PREMIUM.of(part.buyerId());
    var to = Account.CASH.of(part.sellerId());
    if (way == Way.TO_BALANCE) {
      var wallets = LockedWallets.lock(connection, Set.of(part.buyerId()));
      var edge = new LockedWallets.Key(part.buyerId(), part.sellerId(), part.amount().currency());
      to = wallets.require(edge).id();
      wallets.change(edge, part.amount().micros(), 0);
      wallets.write(connection);
    }
    Posting.insert(
        connection, List.of(transfer(id, 0, Transfer.Kind.PAYOUT, from, to, part, reference, now)));
    return id;
  }

  private static Transfer transfer(
      long posting,
      int index,
      Transfer.Kind kind,
      long from,
      long to,
      Part part,
      String reference,
      Instant now) {
    return new Transfer(
        posting + 1 + index,
        posting,
        kind,
        from,
        to,
        part.amount(),
        part.sellerId(),
        part.buyerId(),
        PRODUCT,
        part.quantity(),
        reference,
        0,
        0,
        now);
  }
}
