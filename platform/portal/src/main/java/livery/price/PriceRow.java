package livery.price;

import java.math.BigDecimal;
import java.time.Instant;
import livery.billing.price.Price;
import livery.order.ColumnType;
import livery.order.Orders;

/**
 * A price as people see it.
 *
 * @param buyer the buyer's name; empty where it holds for every buyer
 * @param cost what the seller pays itself where this price applies, when that is more; else {@code
 *     null}
 */
public record PriceRow(Price price, String buyer, BigDecimal cost) {

  /** The orders of a list of prices. */
  public static final Orders<PriceRow> ORDERS =
      Orders.<PriceRow>oldestFirst("p.id", row -> row.price().id())
          .and(
              "price",
              "price.price",
              ColumnType.DECIMAL,
              "p.unit_price",
              row -> row.price().unitPrice());

  /** Where a price stands in time. */
  public enum State {
    COMING,
    NOW,
    ENDED
  }

  public State state(Instant now) {
    if (now.isBefore(price.validFrom())) {
      return State.COMING;
    }
    return price.isValidAt(now) ? State.NOW : State.ENDED;
  }

  public boolean open() {
    return price.validTo().equals(Price.OPEN);
  }

  public boolean belowCost() {
    return cost != null;
  }
}
