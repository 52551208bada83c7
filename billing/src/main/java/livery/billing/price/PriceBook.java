package livery.billing.price;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import livery.billing.ProductFamily;

/** All prices as they stood when the book was loaded. Immutable; ask it from any thread. */
public final class PriceBook {

  private static final long EVERY_BUYER = 0;

  private static final int PREFIX_MAX = 15;

  private final Map<Key, List<Price>> prices;

  /** All that a price names, without "": empty where no price looks at the number. */
  private final Set<String> prefixes;

  private final RateBook rates;

  private record Key(
      long sellerId,
      long buyerId,
      String product,
      String country,
      String network,
      String prefix,
      String currency) {

    Key of(long buyer, String what) {
      return new Key(sellerId, buyer, what, country, network, prefix, currency);
    }

    Key in(String where, String whose, String digits) {
      return new Key(sellerId, buyerId, product, where, whose, digits, currency);
    }

    @Override
    public boolean equals(Object that) {
      return that instanceof Key other
          && sellerId == other.sellerId
          && buyerId == other.buyerId
          && product.equals(other.product)
          && country.equals(other.country)
          && network.equals(other.network)
          && prefix.equals(other.prefix)
          && currency.equals(other.currency);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(sellerId);
      hash = 31 * hash + Long.hashCode(buyerId);
      hash = 31 * hash + product.hashCode();
      hash = 31 * hash + country.hashCode();
      hash = 31 * hash + network.hashCode();
      return prefix.isEmpty() ? hash : 31 * hash + prefix.hashCode();
    }
  }

  private PriceBook(Map<Key, List<Price>> prices, Set<String> prefixes, RateBook rates) {
    this.prices = prices;
    this.prefixes = prefixes;
    this.rates = rates;
  }

  /** This with rates between currencies. */
  public PriceBook with(RateBook others) {
    return new PriceBook(prices, prefixes, others);
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
    var prefixes = new HashSet<String>();
    for (var price : prices) {
      var key =
          new Key(
              price.sellerId(),
              price.buyerId(),
              price.product(),
              price.country(),
              price.network(),
              price.prefix(),
              price.currency());
      byKey.computeIfAbsent(key, none -> new ArrayList<>(1)).add(price);
      if (!price.prefix().isEmpty()) {
        prefixes.add(price.prefix());
      }
    }
    byKey.values().forEach(list -> list.sort(Comparator.comparing(Price::validFrom).reversed()));
    return new PriceBook(byKey, prefixes, RateBook.NONE);
  }

  /** The price that holds for a number that is not known. */
  public Optional<Price> find(
      long seller,
      long buyer,
      String product,
      String country,
      String network,
      String currency,
      Instant at) {
    return find(seller, buyer, product, new Subscriber(country, network), currency, at);
  }

  /**
   * The price that holds. A buyer's own price wins over the seller's default whatever either says
   * about places. Of those that match, an exact network wins, since a number that was ported keeps
   * its prefix and not its network; then the longest prefix; then the country. A campaign type
   * ("plugin.voting") that the seller has no price for costs what any does ("plugin").
   *
   * @param subscriber whose number may be cut to {@link #prefixOf} it
   */
  public Optional<Price> find(
      long seller, long buyer, String product, Subscriber subscriber, String currency, Instant at) {
    var key =
        new Key(
            seller,
            buyer,
            product,
            subscriber.country(),
            subscriber.network(),
            prefixOf(subscriber.phone()),
            currency);
    return Optional.ofNullable(find(key, at));
  }

  private Price find(Key asked, Instant at) {
    var found = place(asked, at);
    if (found == null) {
      found = place(asked.of(EVERY_BUYER, asked.product), at);
    }
    return found == null && ProductFamily.isMember(asked.product)
        ? find(asked.of(asked.buyerId, ProductFamily.TYPES), at)
        : found;
  }

  /**
   * The longest prefix of a number that any price names: numbers with the same one cost the same.
   *
   * @return "" where no price names any
   */
  public String prefixOf(String phone) {
    if (!prefixes.isEmpty()) {
      for (var length = Math.min(phone.length(), PREFIX_MAX); length > 0; length--) {
        var prefix = phone.substring(0, length);
        if (prefixes.contains(prefix)) {
          return prefix;
        }
      }
    }
    return "";
  }

  /** All prefixes for which a buyer may have a price of its own at some moment, or by default. */
  public Set<String> prefixes(long seller, long buyer, String product) {
    var found = new HashSet<String>();
    if (!prefixes.isEmpty()) {
      for (var key : prices.keySet()) {
        if (key.sellerId == seller
            && (key.buyerId == buyer || key.buyerId == EVERY_BUYER)
            && !key.prefix.isEmpty()
            && key.product.equals(product)) {
          found.add(key.prefix);
        }
      }
    }
    return found;
  }

  private Price place(Key asked, Instant at) {
    var found = asked.network.isEmpty() ? null : prefix(asked, asked.network, at);
    return found == null ? prefix(asked, "", at) : found;
  }

  private Price prefix(Key asked, String network, Instant at) {
    var prefix = asked.prefix;
    while (true) {
      var found = asked.country.isEmpty() ? null : at(asked.in(asked.country, network, prefix), at);
      if (found == null) {
        found = at(asked.in("", network, prefix), at);
      }
      if (found != null || prefix.isEmpty()) {
        return found;
      }
      prefix = prefixOf(prefix.substring(0, prefix.length() - 1));
    }
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
