package livery.billing.price;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.billing.ProductFamily;

/** All prices as they stood when the book was loaded. Immutable; ask it from any thread. */
public final class PriceBook {

  private static final long EVERY_BUYER = 0;

  private final Map<Key, List<Price>> prices;
  private final RateBook rates;

  private record Key(
      long sellerId,
      long buyerId,
      String product,
      String country,
      String network,
      String currency) {

    @Override
    public boolean equals(Object that) {
      return that instanceof Key other
          && sellerId == other.sellerId
          && buyerId == other.buyerId
          && product.equals(other.product)
          && country.equals(other.country)
          && network.equals(other.network)
          && currency.equals(other.currency);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(sellerId);
      hash = 31 * hash + Long.hashCode(buyerId);
      hash = 31 * hash + product.hashCode();
      hash = 31 * hash + country.hashCode();
      return 31 * hash + network.hashCode();
    }
  }

  private PriceBook(Map<Key, List<Price>> prices, RateBook rates) {
    this.prices = prices;
    this.rates = rates;
  }

  /** This with rates between currencies. */
  public PriceBook with(RateBook others) {
    return new PriceBook(prices, others);
  }

  /** Rates between currencies as they stood when the book was loaded. */
  public RateBook rates() {
    return rates;
  }

  /** Reads every price; callers do so at the start and after each change. */
  public static PriceBook load(Connection connection) throws SQLException {
    return of(PriceList.all(connection));
  }

  /** A book of these prices, for previews and "what if". */
  public static PriceBook of(Collection<Price> prices) {
    var byKey = new HashMap<Key, List<Price>>();
    for (var price : prices) {
      var key =
          new Key(
              price.sellerId(),
              price.buyerId(),
              price.product(),
              price.country(),
              price.network(),
              price.currency());
      byKey.computeIfAbsent(key, none -> new ArrayList<>(1)).add(price);
    }
    byKey.values().forEach(list -> list.sort(Comparator.comparing(Price::validFrom).reversed()));
    return new PriceBook(byKey, RateBook.NONE);
  }

  /**
   * The price that holds. A buyer's own price wins over the seller's default whatever either says
   * about places; then network and country, network alone, country alone, neither. A campaign type
   * ("plugin.voting") that the seller has no price for costs what any does ("plugin").
   *
   * @param country "" where it is not known
   * @param network "" where it is not known
   */
  public Optional<Price> find(
      long seller,
      long buyer,
      String product,
      String country,
      String network,
      String currency,
      Instant at) {
    var own = place(seller, buyer, product, country, network, currency, at);
    if (own != null) {
      return Optional.of(own);
    }
    var every = place(seller, EVERY_BUYER, product, country, network, currency, at);
    return every == null && ProductFamily.isMember(product)
        ? find(seller, buyer, ProductFamily.TYPES, country, network, currency, at)
        : Optional.ofNullable(every);
  }

  private Price place(
      long seller,
      long buyer,
      String product,
      String country,
      String network,
      String currency,
      Instant at) {
    Price found = null;
    if (!network.isEmpty()) {
      if (!country.isEmpty()) {
        found = at(new Key(seller, buyer, product, country, network, currency), at);
      }
      if (found == null) {
        found = at(new Key(seller, buyer, product, "", network, currency), at);
      }
    }
    if (found == null && !country.isEmpty()) {
      found = at(new Key(seller, buyer, product, country, "", currency), at);
    }
    return found == null ? at(new Key(seller, buyer, product, "", "", currency), at) : found;
  }

  private Price at(Key key, Instant at) {
    for (var price : prices.getOrDefault(key, List.of())) {
      if (price.isValidAt(at)) {
        return price;
      }
    }
    return null;
  }
}
