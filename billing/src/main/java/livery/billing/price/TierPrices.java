package livery.billing.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.ProductFamily;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.contract.Discount;
import livery.billing.tier.TierCharge;
import livery.billing.tier.TierTable;

/**
 * The prices that contracts give at the counter ({@code Grant.PRICE}), as the counters stood when
 * it was made, and whose usage counts for nobody above. Provisional: the close posts {@code exact −
 * posted}. Immutable; ask it from any thread.
 */
public final class TierPrices {

  /** Nobody has such a contract. */
  public static final TierPrices NONE = new TierPrices(Map.of());

  /** Decimals of a unit price. */
  private static final int UNIT_DECIMALS = 10;

  private final Map<Edge, Deal> deals;

  private record Edge(long sellerId, long buyerId) {}

  /**
   * A discount on some products.
   *
   * @param counted where its counter stands: what {@link Discount#provisional} takes
   */
  public record Counter(Set<String> products, Discount discount, BigDecimal counted) {

    public Counter {
      products = Set.copyOf(products);
    }
  }

  /**
   * What holds between a seller and a buyer.
   *
   * @param upward whether what the buyer and those below it use counts for discounts above
   */
  public record Deal(
      long sellerId, long buyerId, String currency, boolean upward, Collection<Counter> counters) {}

  private TierPrices(Map<Edge, Deal> deals) {
    this.deals = deals;
  }

  /** Prices by these deals. */
  public static TierPrices of(Collection<Deal> deals) {
    var byEdge = new HashMap<Edge, Deal>();
    for (var deal : deals) {
      byEdge.put(new Edge(deal.sellerId(), deal.buyerId()), deal);
    }
    return byEdge.isEmpty() ? NONE : new TierPrices(byEdge);
  }

  /** The event at the prices of tiers, where a contract gives them. */
  public RatedEvent apply(RatedEvent event) {
    if (deals.isEmpty()) {
      return event;
    }
    var lines = new ArrayList<RatedLine>(event.lines().size());
    var apart = false;
    for (var line : event.lines()) {
      var deal = deals.get(new Edge(line.sellerId(), line.buyerId()));
      var counted = apart ? line.setApart() : line;
      lines.add(deal == null || apart ? counted : priced(counted, deal));
      apart |= deal != null && !deal.upward();
    }
    return new RatedEvent(event.eventId(), lines);
  }

  private static RatedLine priced(RatedLine line, Deal deal) {
    if (!deal.currency().equals(line.currency())) {
      return line;
    }
    for (var counter : deal.counters()) {
      if (ProductFamily.covers(counter.products(), line.product())
          && counts(line, counter.discount())) {
        return priced(line, counter);
      }
    }
    return line;
  }

  private static boolean counts(RatedLine line, Discount discount) {
    if (discount.grant() != Discount.Grant.PRICE || discount.counts() == Discount.Counts.MONEY) {
      return false;
    }
    return switch (discount.scope()) {
      case SUBTREE -> true;
      case OWN -> line.level() == 0;
      case CLIENTS -> line.level() > 0;
    };
  }

  /** Flat fees, and what a block costs beyond the unit, are left to the close. */
  private static BigDecimal perUnit(TierTable tiers, TierCharge.Line part) {
    var block = tiers.tiers().get(part.tier() - 1).block();
    return block.signum() == 0
        ? part.unitPrice()
        : part.unitPrice().divide(block, Exact.DECIMALS_MAX, RoundingMode.HALF_UP);
  }

  private static RatedLine priced(RatedLine line, Counter counter) {
    var discount = counter.discount();
    var quantity = BigDecimal.valueOf(line.quantity());
    var units = discount.counts() == Discount.Counts.MESSAGES ? BigDecimal.ONE : quantity;
    try {
      var parts = discount.provisional(counter.counted(), units, line.unitPrice());
      var total =
          parts.stream()
              .map(part -> part.quantity().multiply(perUnit(discount.tiers(), part)))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      var unit = total.divide(quantity, UNIT_DECIMALS, RoundingMode.HALF_UP);
      return line.at(unit, parts.get(parts.size() - 1).tier());
    } catch (BillingException.Invalid beyondTheTable) {
      return line; // the list price holds beyond a table that ends; the close says so
    }
  }
}
