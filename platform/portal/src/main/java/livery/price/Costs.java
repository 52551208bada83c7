package livery.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.Subscriber;
import livery.tenant.TenantTree;

/** Finds prices that are below what their seller pays itself. One object for one look. */
final class Costs {

  private final PriceBook book;
  private final Map<Product, Map<String, List<Price>>> bought = new HashMap<>();
  private final long seller;
  private final long sellersSeller;

  private record Product(String code, String currency) {}

  /**
   * @param bought the prices at which the seller buys, now and later
   */
  Costs(PriceBook book, List<Price> bought, TenantTree tree, long seller) {
    this.book = book;
    this.seller = seller;
    this.sellersSeller = tree.sellerOf(seller);
    for (var price : bought) {
      this.bought
          .computeIfAbsent(new Product(price.product(), price.currency()), key -> new HashMap<>())
          .computeIfAbsent(price.network(), network -> new ArrayList<>())
          .add(price);
    }
  }

  /**
   * The highest cost where this price applies, when it is above the price; {@code null} otherwise,
   * and where the two are in different currencies. The price may be one that is not there yet.
   */
  BigDecimal above(Price price, Instant now) {
    var at = price.validFrom().isAfter(now) ? price.validFrom() : now;
    BigDecimal worst = null;
    if (price.sellerId() != seller || !price.isValidAt(at)) {
      return null;
    }
    for (var cost : near(price)) {
      if (!Place.meet(price, cost)) {
        continue;
      }
      var somebody =
          new Subscriber(
              either(price.country(), cost.country()),
              either(price.network(), cost.network()),
              price.prefix().length() >= cost.prefix().length() ? price.prefix() : cost.prefix());
      var paid =
          book.find(sellersSeller, seller, cost.product(), somebody, cost.currency(), at)
              .map(Price::unitPrice);
      if (paid.isPresent()
          && paid.get().compareTo(price.unitPrice()) > 0
          && (worst == null || paid.get().compareTo(worst) > 0)
          && applies(price, somebody, at)) {
        worst = paid.get();
      }
    }
    return worst;
  }

  /** What is bought on the same networks. */
  private List<Price> near(Price price) {
    var product = bought.getOrDefault(new Product(price.product(), price.currency()), Map.of());
    if (price.network().isEmpty()) {
      return product.values().stream().flatMap(List::stream).toList();
    }
    var found = new ArrayList<>(product.getOrDefault(price.network(), List.of()));
    found.addAll(product.getOrDefault("", List.of()));
    return found;
  }

  private static String either(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** Whether no other price of the seller is taken instead for somebody. */
  private boolean applies(Price price, Subscriber somebody, Instant at) {
    return book.find(seller, price.buyerId(), price.product(), somebody, price.currency(), at)
        .filter(found -> found.id() != price.id() && !Place.wins(price, found))
        .isEmpty();
  }
}
