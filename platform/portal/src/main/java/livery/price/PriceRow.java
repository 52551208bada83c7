package livery.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** What a price is for, in a line: "UA Kyivstar 38067…"; "" for all. */
  static String place(Price price) {
    return place(price.country(), price.network(), price.prefix());
  }

  static String place(String country, String network, String prefix) {
    return Stream.of(country, network, prefix.isEmpty() ? "" : prefix + "…")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
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
