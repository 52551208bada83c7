package livery.price;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import livery.billing.Edge;
import livery.billing.price.Price;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Amounts;
import livery.tenant.NotAllowed;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** What a price must be like. Thread-safe. */
final class PriceRules {

  private static final long NOBODY = -1;
  private static final int NETWORK_LENGTH = 40;
  private static final int PREFIX_LENGTH = 15;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Clocks differ and a form takes time to be sent. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private final TenantTree tree;
  private final Products products;

  PriceRules(TenantTree tree, Products products) {
    this.tree = tree;
    this.products = products;
  }

  /** The tenant whose list it is: the tenant itself, or the operators for the platform's costs. */
  long seller(Scope scope, boolean cost) {
    if (!cost) {
      return scope.tenantId();
    }
    if (!tree.isPlatform(scope.tenantId())) {
      throw new NotAllowed();
    }
    return Edge.OPERATORS;
  }

  /** The price that is wished for, without an id; refused with every field that is wrong. */
  Price checked(Scope scope, PriceWish wish, Instant now) {
    var seller = seller(scope, wish.cost());
    var faults = new Faults();
    var buyer = faults.of(() -> buyer(scope, wish), NOBODY);
    var product = faults.of(() -> products.require(wish.product()));
    var country = faults.of(() -> country(wish.country()));
    var network = faults.of(() -> Check.optionalText("network", wish.network(), NETWORK_LENGTH));
    var prefix =
        product == null || country == null
            ? null
            : faults.of(() -> prefix(wish.prefix(), product, country));
    var currency =
        buyer == NOBODY ? null : faults.of(() -> currency(scope, wish.currency(), buyer));
    var unitPrice = faults.of(() -> Amounts.unitPrice("unitPrice", wish.unitPrice()));
    var from = faults.of(() -> from("validFrom", wish.from(), now));
    var to = from == null ? null : faults.of(() -> to(from, wish.to()));
    faults.end();
    return new Price(
        0, seller, buyer, product, country, network, prefix, currency, unitPrice, from, to);
  }

  private static Instant to(Instant from, Instant wished) {
    var to = wished == null ? Price.OPEN : whole(wished);
    if (!to.isAfter(from) || to.isAfter(Price.OPEN)) {
      throw Fault.invalid("validTo", "price.fault.order");
    }
    return to;
  }

  private long buyer(Scope scope, PriceWish wish) {
    if (wish.buyerId() == 0) {
      return 0;
    }
    return tree.find(wish.buyerId())
        .filter(tenant -> !wish.cost() && sellsTo(scope.tenantId(), tenant))
        .orElseThrow(() -> Fault.invalid("buyer", "price.fault.buyer", wish.buyerId()))
        .id();
  }

  private boolean sellsTo(long seller, Tenant buyer) {
    return buyer.parentId() == seller || tree.sellerOf(buyer.id()) == seller;
  }

  private static String country(String country) {
    var text = Check.optionalText("country", country, 2).toUpperCase(Locale.ROOT);
    if (!text.isEmpty() && !COUNTRIES.contains(text)) {
      throw Fault.invalid("country", "price.fault.country", text);
    }
    return text;
  }

  /** A network may stand beside it: a price for some of that network's numbers. */
  private static String prefix(String prefix, String product, String country) {
    var text = Check.optionalText("prefix", prefix, PREFIX_LENGTH);
    if (text.isEmpty()) {
      return text;
    }
    if (!text.matches("[1-9][0-9]*")) {
      throw Fault.invalid("prefix", "price.fault.prefix", Check.shown(text), PREFIX_LENGTH);
    }
    if (!Products.isOfNumbers(product)) {
      throw Fault.invalid("prefix", "price.fault.prefix-product", product);
    }
    var dialling = Place.dialling(product, country);
    if (!text.startsWith(dialling)) {
      throw Fault.invalid("prefix", "price.fault.prefix-country", text, dialling, country);
    }
    return text;
  }

  private String currency(Scope scope, String currency, long buyer) {
    var owner = tree.find(buyer == 0 ? scope.tenantId() : buyer).orElseThrow();
    var text = Check.optionalText("currency", currency, 3);
    if (text.isEmpty()) {
      return owner.currency();
    }
    if (buyer != 0 && !text.equals(owner.currency())) {
      throw Fault.invalid("currency", "price.fault.currency", owner.currency(), text);
    }
    try {
      return Currency.getInstance(text).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      throw Fault.invalid("currency", "price.fault.currency-unknown", text);
    }
  }

  /** A moment from which something about a price changes: not before now, whole milliseconds. */
  Instant from(String field, Instant from, Instant now) {
    if (from == null) {
      return whole(now);
    }
    if (from.isBefore(now.minus(LATE))) {
      throw Fault.invalid(field, "price.fault.past", from);
    }
    return whole(from.isBefore(now) ? now : from);
  }

  private static Instant whole(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS);
  }
}
