package livery.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Charges a piece of work that no price list has: one line on the one edge between a seller and its
 * direct buyer, nothing above it. Its text is the reference of its transfer, which never changes.
 * Stateless and thread-safe; every call joins the transaction of its connection.
 */
public final class OneOff {

  /** What it is called in the ledger; no price list has it. */
  public static final String PRODUCT = "work";

  private final IdSource ids;

  public OneOff(IdSource ids) {
    this.ids = ids;
  }

  /**
   * What is charged.
   *
   * @param unitPrice in the wallet's currency, at most 10 decimals
   * @param text what statement and documents call it, 1 to {@value Transfer#REFERENCE_MAX}
   *     characters
   * @param key names it among all that was done by hand with the buyer's wallets
   */
  public record Sale(
      long buyerId,
      long sellerId,
      int quantity,
      BigDecimal unitPrice,
      String currency,
      String text,
      String key) {

    private RatedEvent event(long id) {
      var micros = RatedLine.micros(unitPrice, quantity);
      var line =
          new RatedLine(0, sellerId, buyerId, PRODUCT, quantity, 0, unitPrice, micros, currency);
      return new RatedEvent(id, List.of(line));
    }
  }

  /**
   * Charges it now. A repeat with the same key and content changes nothing and returns the same.
   *
   * @return the posting's id
   * @throws BillingException.Refused when the wallet has too little, or its limit for the day
   * @throws BillingException.Closed when the seller's month is being closed, or is
   * @throws BillingException.Conflict when the key was used with other content
   */
  public long charge(Connection connection, Sale sale, Instant now) throws SQLException {
    var funds = new Funds(connection, ids, sale.key(), sale.text(), now);
    if (sale.text().isBlank()) {
      throw new BillingException.Invalid("A piece of work has a text");
    }
    var event = sale.event(ids.next(1));
    Funds.requireAboveZero(event.retail());
    var till = Till.locked(connection, ids, new SeenWallets(), List.of(sale.buyerId()), now);
    var kind = Transfer.Kind.CHARGE.name();
    var what = kind + " " + sale.quantity() + " at " + plain(sale.unitPrice());
    var payload = funds.payload(what, sale.buyerId(), sale.sellerId(), event.retail());
    var before = funds.claim(sale.buyerId(), kind, payload, till.postingId());
    if (before.isPresent()) {
      return before.get();
    }
    requireOpen(connection, sale.sellerId(), now);
    var refusals = till.charge(List.of(event), covered -> {});
    if (!refusals.isEmpty()) {
      throw new BillingException.Refused(refusals.iterator().next());
    }
    till.close(sale.text());
    return till.postingId();
  }

  private static String plain(BigDecimal price) {
    return price.stripTrailingZeros().toPlainString();
  }

  private static void requireOpen(Connection connection, long seller, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT period FROM billing_period WHERE seller_id = ? AND from_at <= ? AND to_at > ?"
                + " AND state <> 'OPEN'")) {
      statement.setLong(1, seller);
      Sql.set(statement, 2, now);
      Sql.set(statement, 3, now);
      try (var row = statement.executeQuery()) {
        if (row.next()) {
          throw new BillingException.Closed(
              "Month " + row.getInt(1) + " of seller " + seller + " is closed");
        }
      }
    }
  }
}
