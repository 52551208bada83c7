package livery.price;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.sales.Sales.Volume;

/**
 * What new prices do to what is earned, if as much is sold as in the last 30 days: computed before
 * they are saved. Pure.
 *
 * <p>Rated rows name their price and no country, so where a new price holds for a part of what an
 * old one held for, all of that volume is shown and marked as "at most".
 */
final class PriceImpact {

  /** The volume that counts. */
  static final Duration SPAN = Duration.ofDays(30);

  private static final long PAIRS_MAX = 50_000_000;

  private final Map<Long, Price> old;
  private final Map<Place, Price> exact = new HashMap<>();
  private final Map<String, List<Price>> byProduct = new HashMap<>();

  /**
   * What happens to one buyer's volume of one price.
   *
   * @param price the new one
   * @param before what it was charged
   * @param after what it would have been charged
   * @param cost what its seller was charged for the same, maybe in another currency
   * @param converted the same in the currency of the sale; {@code null} where no rate stood on it
   * @param waiting what its seller may still be charged for it, at most, in the currency of the
   *     sale; {@code null} where no rate stood on it
   * @param atMost whether only a part of the volume may be meant
   */
  public record Effect(
      long buyerId,
      Price price,
      long quantity,
      Money before,
      Money after,
      Money cost,
      Money converted,
      Money waiting,
      boolean atMost) {

    /** What was earned; empty where no rate joins the currencies of cost and price. */
    public Optional<Money> marginBefore() {
      return margin(before);
    }

    public Optional<Money> marginAfter() {
      return margin(after);
    }

    private Optional<Money> margin(Money sold) {
      return Optional.ofNullable(converted).map(sold::minus);
    }

    /** Sold at a loss afterwards, if all that is still awaited is charged. */
    public boolean loses() {
      return marginAfter()
          .map(margin -> waiting == null ? margin : margin.minus(waiting))
          .filter(Money::isNegative)
          .isPresent();
    }

    /** Brings less than before. */
    public boolean falls() {
      return after.compareTo(before) < 0;
    }
  }

  /**
   * @param old the prices that the volumes name
   * @param proposed the new ones
   */
  PriceImpact(List<Price> old, List<Price> proposed) {
    this.old = new HashMap<>();
    old.forEach(price -> this.old.put(price.id(), price));
    for (var price : proposed) {
      exact.put(Place.of(price), price);
      byProduct
          .computeIfAbsent(key(price.product(), price.currency()), key -> new ArrayList<>())
          .add(price);
    }
  }

  private static String key(String product, String currency) {
    return product + " " + currency;
  }

  /** The prices that volumes name. */
  static Set<Long> prices(List<Volume> volumes) {
    var ids = new HashSet<Long>();
    volumes.forEach(volume -> ids.add(volume.priceId()));
    return ids;
  }

  static Instant from(Instant now) {
    return now.minus(SPAN);
  }

  /** The effects, the greatest loss first. */
  List<Effect> of(List<Volume> volumes) {
    var effects = new LinkedHashMap<Object, Effect>();
    var most = byProduct.values().stream().mapToLong(List::size).max().orElse(0);
    var partly = most * volumes.size() <= PAIRS_MAX;
    for (var volume : volumes) {
      var before = old.get(volume.priceId());
      if (before == null || volume.quantity() <= 0) {
        continue;
      }
      var next = next(volume, before, partly);
      if (next != null) {
        var effect = effect(volume, before, next);
        effects.merge(
            List.of(
                effect.buyerId(),
                effect.price(),
                effect.cost().currency(),
                effect.converted() == null,
                effect.waiting() == null),
            effect,
            PriceImpact::together);
      }
    }
    var all = new ArrayList<>(effects.values());
    all.sort(Comparator.comparing(effect -> effect.after().micros() - effect.before().micros()));
    return all;
  }

  private Price next(Volume volume, Price before, boolean partly) {
    for (var buyer : new long[] {volume.buyerId(), before.buyerId()}) {
      var same =
          exact.get(
              new Place(
                  buyer,
                  before.product(),
                  before.country(),
                  before.network(),
                  before.prefix(),
                  before.currency()));
      if (same != null) {
        return same;
      }
    }
    return partly ? worst(volume, before) : null;
  }

  /** Of those that take a part of the volume over, the one that brings least. */
  private Price worst(Volume volume, Price before) {
    Price worst = null;
    for (var price : byProduct.getOrDefault(key(before.product(), before.currency()), List.of())) {
      var theirs = price.buyerId() == volume.buyerId() || price.buyerId() == 0;
      if (theirs
          && Place.meet(price, before)
          && Place.wins(price, before)
          && (worst == null || price.unitPrice().compareTo(worst.unitPrice()) < 0)) {
        worst = price;
      }
    }
    return worst;
  }

  private static Effect effect(Volume volume, Price before, Price next) {
    var after =
        next.unitPrice()
            .multiply(java.math.BigDecimal.valueOf(volume.quantity()))
            .setScale(Money.SCALE, RoundingMode.HALF_UP);
    return new Effect(
        volume.buyerId(),
        next,
        volume.quantity(),
        volume.sold(),
        Money.of(after, volume.sold().currency()),
        volume.cost(),
        volume.converted(),
        volume.waiting(),
        !Place.covers(next, before));
  }

  private static Effect together(Effect one, Effect other) {
    return new Effect(
        one.buyerId(),
        one.price(),
        one.quantity() + other.quantity(),
        one.before().plus(other.before()),
        one.after().plus(other.after()),
        one.cost().plus(other.cost()),
        one.converted() == null ? null : one.converted().plus(other.converted()),
        one.waiting() == null ? null : one.waiting().plus(other.waiting()),
        one.atMost() || other.atMost());
  }
}
