package livery.billing.purse;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * The lots of one wallet, and which of them pays. Free units of the product go first (CGRateS),
 * what they do not cover is paid with money (Lago: first in, first out). A purchase is paid as a
 * whole or not at all. Immutable.
 *
 * @param order which lot goes first among equals of its kind
 * @param lots in that order; empty ones stay, so that a refund finds its lot
 */
public record Lots(Order order, String currency, List<Lot> lots) {

  /** Which lot goes first. */
  public enum Order {
    /** The one that came first. */
    OLDEST_FIRST,
    /** The one that expires first. */
    EXPIRING_FIRST
  }

  /**
   * What was taken from a lot.
   *
   * @param units free units, 0 where money was taken
   */
  public record Use(long lotId, long units, Money money) {

    public Use {
      if (units < 0 || Exact.present(money, "The money of a use").isNegative()) {
        throw new BillingException.Invalid(
            "Of lot %d 0 or more is taken, not %d units and %s".formatted(lotId, units, money));
      }
    }
  }

  /** What a purchase took, and what is left. */
  public record Taken(Lots after, List<Use> uses) {

    public Taken {
      uses = List.copyOf(uses);
    }

    /** The money of all uses. */
    public Money money() {
      return uses.stream().map(Use::money).reduce(Money.zero(after.currency), Money::plus);
    }

    /** The free units of all uses. */
    public long units() {
      return uses.stream().mapToLong(Use::units).sum();
    }
  }

  public Lots {
    Exact.present(order, "The order of lots");
    Money.requireCurrency(currency);
    Exact.rows(lots, "The list of lots");
    var ids = new HashSet<Long>();
    for (var lot : lots) {
      if (!ids.add(lot.id()) || !lot.money().currency().equals(currency)) {
        throw new BillingException.Invalid(
            "Lot %d is there already or not in %s".formatted(lot.id(), currency));
      }
    }
    var byAge = Comparator.comparing(Lot::openedAt).thenComparingLong(Lot::id);
    var first = Comparator.comparing(Lot::expiresAt).thenComparing(byAge);
    lots = lots.stream().sorted(order == Order.OLDEST_FIRST ? byAge : first).toList();
  }

  /** No lots, the oldest to go first. */
  public static Lots none(String currency) {
    return new Lots(Order.OLDEST_FIRST, currency, List.of());
  }

  /** These and another. */
  public Lots with(Lot lot) {
    var all = new ArrayList<>(lots);
    all.add(lot);
    return new Lots(order, currency, all);
  }

  /** The money that can be spent. */
  public Money money(Instant at) {
    return lots.stream()
        .filter(lot -> lot.isOpenAt(at))
        .map(Lot::money)
        .reduce(Money.zero(currency), Money::plus);
  }

  /** The free units that can be spent. */
  public long units(String product, Instant at) {
    return lots.stream()
        .filter(lot -> lot.isOpenAt(at) && lot.product().equals(product))
        .mapToLong(Lot::units)
        .sum();
  }

  /**
   * Buys units.
   *
   * @param unitPrice of those that are not free
   * @throws BillingException.NoMoney when the money does not reach
   */
  public Taken take(String product, long units, BigDecimal unitPrice, Instant at) {
    Exact.present(at, "The moment of a purchase");
    if (units <= 0 || Exact.present(product, "The product that is bought").isEmpty()) {
      throw new BillingException.Invalid(
          "1 unit or more of a product is bought, not " + units + " of '" + product + "'");
    }
    Exact.notNegative(unitPrice, "The unit price");
    var uses = new ArrayList<Use>();
    var left = units;
    for (var lot : lots) {
      if (left > 0 && lot.isOpenAt(at) && lot.product().equals(product) && lot.units() > 0) {
        var some = Math.min(left, lot.units());
        uses.add(new Use(lot.id(), some, Money.zero(currency)));
        left -= some;
      }
    }
    pay(Rounding.LEDGER.round(unitPrice.multiply(BigDecimal.valueOf(left)), currency), at, uses);
    return new Taken(change(uses, -1), uses);
  }

  /** Spends money alone: rent, a fee. */
  public Taken take(Money amount, Instant at) {
    Exact.present(at, "The moment of a purchase");
    if (Exact.present(amount, "What is spent").isNegative() || amount.isZero()) {
      throw new BillingException.Invalid("What is spent is above 0, not " + amount);
    }
    var uses = new ArrayList<Use>();
    pay(amount, at, uses);
    return new Taken(change(uses, -1), uses);
  }

  private void pay(Money amount, Instant at, List<Use> uses) {
    var left = amount;
    for (var lot : lots) {
      if (!left.isZero() && lot.isOpenAt(at) && !lot.money().isZero()) {
        var some = lot.money().compareTo(left) < 0 ? lot.money() : left;
        uses.add(new Use(lot.id(), 0, some));
        left = left.minus(some);
      }
    }
    if (!left.isZero()) {
      throw new BillingException.NoMoney(
          "The purchase takes %s, %s is there".formatted(amount, money(at)));
    }
  }

  /**
   * Puts back what was taken, each use into its lot; where that has expired, it is lost with it.
   */
  public Lots putBack(List<Use> uses) {
    return change(Exact.rows(uses, "What is put back"), 1);
  }

  /**
   * Takes out what can no longer be spent.
   *
   * @return what was lost, by lot
   */
  public Taken expire(Instant at) {
    Exact.present(at, "The moment");
    var lost =
        lots.stream()
            .filter(lot -> !at.isBefore(lot.expiresAt()) && !lot.isEmpty())
            .map(lot -> new Use(lot.id(), lot.units(), lot.money()))
            .toList();
    return new Taken(change(lost, -1), lost);
  }

  private Lots change(List<Use> uses, int sign) {
    var changed = new ArrayList<>(lots);
    for (var use : uses) {
      var found = false;
      for (var i = 0; i < changed.size() && !found; i++) {
        found = changed.get(i).id() == use.lotId();
        if (found) {
          changed.set(i, changed.get(i).plus(sign * use.units(), use.money().times(sign)));
        }
      }
      if (!found) {
        throw new BillingException.Unknown("There is no lot " + use.lotId());
      }
    }
    return new Lots(order, currency, changed);
  }
}
