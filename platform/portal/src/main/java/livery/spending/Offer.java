package livery.spending;

import java.sql.ResultSet;
import java.sql.SQLException;
import livery.billing.Money;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.store.Utc;

/**
 * A bundle that a seller offers to its buyers.
 *
 * @param product what its units are of: "sms.mt"
 * @param days how long the units last from the purchase
 * @param open whether it can still be bought
 */
public record Offer(
    long id,
    long sellerId,
    String name,
    String product,
    int units,
    Money price,
    int days,
    boolean open) {

  /** Those that can still be bought first, and of each kind the newest. */
  static final KeyOrder<Offer> ORDER =
      KeyOrder.<Offer>down()
          .and(ColumnType.NUMBER, "(ended_at IS NULL)", offer -> offer.open() ? 1 : 0)
          .and(ColumnType.NUMBER, "id", Offer::id);

  /** Where the list goes on behind this one. */
  public String place() {
    return ORDER.after(this);
  }

  static Offer read(ResultSet row) throws SQLException {
    return new Offer(
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getString("name"),
        row.getString("product"),
        row.getInt("units"),
        new Money(row.getLong("price"), row.getString("currency")),
        row.getInt("days"),
        Utc.read(row, "ended_at").isEmpty());
  }
}
