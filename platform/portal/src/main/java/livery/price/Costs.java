package livery.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Finds prices that are below what their seller pays itself. */
final class Costs {

  private final PriceBook book;
  private final List<PriceRow> bought;
  private final long seller;
  private final long sellersSeller;

  /**
   * @param bought the prices at which the seller buys
   */
  Costs(PriceBook book, List<PriceRow> bought, TenantTree tree, long seller) {
    this.book = book;
    this.bought = bought;
    this.seller = seller;
    this.sellersSeller = tree.find(seller).map(Tenant::parentId).orElse(0L);
  }

  /**
   * The highest cost where this price applies, when it is above the price; {@code null} otherwise,
   * and where the two are in different currencies.
   */
  BigDecimal above(Price price, Instant now) {
    var at = price.validFrom().isAfter(now) ? price.validFrom() : now;
    BigDecimal worst = null;
    if (!price.isValidAt(at)) {
      return null;
    }
    for (var row : bought) {
      var cost = row.price();
      if (!meets(price, cost)) {
        continue;
      }
      var country = either(price.country(), cost.country());
      var network = either(price.network(), cost.network());
      var paid =
          book.find(sellersSeller, seller, cost.product(), country, network, cost.currency(), at)
              .map(Price::unitPrice);
      if (paid.isPresent()
          && paid.get().compareTo(price.unitPrice()) > 0
          && (worst == null || paid.get().compareTo(worst) > 0)
          && applies(price, country, network, at)) {
        worst = paid.get();
      }
    }
    return worst;
  }

  private static boolean meets(Price price, Price cost) {
    return price.product().equals(cost.product())
        && price.currency().equals(cost.currency())
        && meets(price.country(), cost.country())
        && meets(price.network(), cost.network());
  }

  private static boolean meets(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static String either(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** Whether no other price of the seller is taken instead at that place. */
  private boolean applies(Price price, String country, String network, Instant at) {
    return book.find(
            seller, price.buyerId(), price.product(), country, network, price.currency(), at)
        .filter(found -> found.id() == price.id())
        .isPresent();
  }
}
