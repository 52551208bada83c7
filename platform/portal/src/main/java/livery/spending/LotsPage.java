package livery.spending;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import livery.billing.Bundles;
import livery.faces.Once;
import livery.money.Purse;
import livery.money.Wallets;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** What the tenant has of units and money that expire, and the bundles that it can buy. */
@Named
@ViewScoped
public class LotsPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long SOON_DAYS = 7;

  private final Offers offers;
  private final Wallets wallets;
  private final CurrentScope current;
  private final Clock clock;
  private String key = UUID.randomUUID().toString();
  private transient List<Bundles.Open> lots;

  /** The free units of one product: all its lots together. */
  public record Free(String product, long left, long bought) {}

  @Inject
  public LotsPage(Offers offers, Wallets wallets, CurrentScope current, Clock clock) {
    this.offers = offers;
    this.wallets = wallets;
    this.current = current;
    this.clock = clock;
  }

  protected LotsPage() {
    this(null, null, null, null);
  }

  /** {@code null} for the platform. */
  @Once
  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  /** The oldest first, as they are used. Read once for each look at the page. */
  public List<Bundles.Open> getLots() {
    if (lots == null) {
      lots = offers.lots(current.get());
    }
    return lots;
  }

  /** A sum for each product of which there are free units. */
  @Once
  public List<Free> getFree() {
    return getLots().stream()
        .map(Bundles.Open::product)
        .filter(product -> !product.isEmpty())
        .distinct()
        .map(this::free)
        .toList();
  }

  private Free free(String product) {
    var some = getLots().stream().filter(lot -> lot.product().equals(product)).toList();
    return new Free(
        product,
        some.stream().mapToLong(Bundles.Open::unitsLeft).sum(),
        some.stream().mapToLong(Bundles.Open::units).sum());
  }

  /** Millionths of the money that expires; 0 for none. */
  @Once
  public long getMoneyMicros() {
    return getLots().stream().mapToLong(lot -> lot.moneyLeft().micros()).sum();
  }

  /** When the next of them ends; {@code null} where there is none. */
  @Once
  public Instant getSoonest() {
    return getLots().stream()
        .map(Bundles.Open::expiresAt)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Whole days that are left. */
  public long daysTo(Instant end) {
    return Math.max(0, Duration.between(clock.instant(), end).toDays());
  }

  public boolean isSoon(Instant end) {
    return daysTo(end) < SOON_DAYS;
  }

  @Once
  public List<Offer> getForSale() {
    return offers.forSale(current.get());
  }

  /** Buys; sent twice it is bought once, because the key changes only afterwards. */
  public void buy(long offerId) {
    offers.buy(current.get(), offerId, key);
    key = UUID.randomUUID().toString();
    lots = null;
    Notice.say("spending.bought");
  }
}
