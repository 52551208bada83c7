package livery.billing.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierCharge;
import livery.billing.tier.TierTable;

/**
 * A discount by volume.
 *
 * @param basis which volume decides
 * @param rollingPeriods months that ROLLING_N counts, this one included; 1 otherwise
 * @param counts what is counted; with MONEY the tiers are percentages given back, as {@code
 *     Tier.percentUpTo} makes them, else unit prices
 * @param scope whose volume it is
 * @param tiers the table, with its mode and boundary
 * @param grant how the buyer gets it
 * @param passThrough how much of it goes on to the buyer's clients
 */
public record Discount(
    Basis basis,
    int rollingPeriods,
    Counts counts,
    Scope scope,
    TierTable tiers,
    Grant grant,
    PassThrough passThrough) {

  /** No discount. */
  public static final Discount NONE =
      new Discount(
          Basis.PERIOD_VOLUME,
          1,
          Counts.MONEY,
          Scope.SUBTREE,
          TierTable.single("0"),
          Grant.REBATE_CREDIT_NOTE,
          PassThrough.NONE);

  /** Which volume decides about the tier. */
  public enum Basis {
    /** That of the period. */
    PERIOD_VOLUME,
    /** That of the last N months, this one included. */
    ROLLING_N,
    /** That since the last anniversary of the contract. */
    CONTRACT_YEAR,
    /** That since the contract began. */
    LIFETIME,
    /** The size of the top-up that pays for the units. */
    TOPUP_SIZE,
    /** The volume that the buyer committed itself to. */
    COMMITMENT
  }

  /** What is counted. */
  public enum Counts {
    /** Parts of messages. */
    SEGMENTS,
    /** Messages, whatever their length. */
    MESSAGES,
    /** Parts that were delivered. */
    DELIVERED,
    /** What was charged. */
    MONEY
  }

  /** How the buyer gets the discount. */
  public enum Grant {
    /** As the price of the units that follow, and the difference at the close. */
    PRICE,
    /** As a credit note after the close; until then units cost the list price. */
    REBATE_CREDIT_NOTE
  }

  public Discount {
    Exact.present(basis, "The basis of a discount");
    Exact.present(counts, "What a discount counts");
    Exact.present(scope, "The scope of a discount");
    Exact.present(tiers, "The tiers of a discount");
    Exact.present(grant, "How a discount is given");
    Exact.present(passThrough, "How a discount is passed on");
    if (counts == Counts.MONEY) {
      Commission.requirePercentages(tiers);
    }
    if (rollingPeriods < 1 || rollingPeriods > 120) {
      throw new BillingException.Invalid(
          "A rolling discount counts 1 to 120 months, not " + rollingPeriods);
    }
    if (basis != Basis.ROLLING_N && rollingPeriods != 1) {
      throw new BillingException.Invalid(
          basis + " counts no rolling months, so 1 and not " + rollingPeriods);
    }
  }

  /** Unit prices by the parts that the whole subtree sent in the period, given back afterwards. */
  public static Discount byVolume(TierTable tiers) {
    return new Discount(
        Basis.PERIOD_VOLUME,
        1,
        Counts.SEGMENTS,
        Scope.SUBTREE,
        tiers,
        Grant.REBATE_CREDIT_NOTE,
        PassThrough.NONE);
  }

  /** This by another volume. */
  public Discount onBasis(Basis other, int periods) {
    return new Discount(other, periods, counts, scope, tiers, grant, passThrough);
  }

  /** This counting otherwise. */
  public Discount counting(Counts other, Scope whose) {
    return new Discount(basis, rollingPeriods, other, whose, tiers, grant, passThrough);
  }

  /** This granted otherwise. */
  public Discount grantedAs(Grant other) {
    return new Discount(basis, rollingPeriods, counts, scope, tiers, other, passThrough);
  }

  /** This passed on. */
  public Discount passingOn(PassThrough other) {
    return new Discount(basis, rollingPeriods, counts, scope, tiers, grant, other);
  }

  /**
   * The day from which volume before the period counts towards the tier; the period's own first day
   * where none does.
   *
   * @param period first day of the period
   * @param contractFrom first day of the contract's first version
   */
  public LocalDate countsFrom(LocalDate period, LocalDate contractFrom) {
    Exact.present(period, "The first day of the period");
    Exact.present(contractFrom, "The first day of a contract");
    var day =
        switch (basis) {
          case PERIOD_VOLUME, TOPUP_SIZE, COMMITMENT -> period;
          case ROLLING_N -> period.minusMonths(rollingPeriods - 1L);
          case CONTRACT_YEAR -> anniversary(period, contractFrom);
          case LIFETIME -> min(contractFrom, period);
        };
    return day.isBefore(contractFrom) ? min(contractFrom, period) : day;
  }

  private static LocalDate anniversary(LocalDate period, LocalDate contractFrom) {
    var years = Math.max(0, java.time.temporal.ChronoUnit.YEARS.between(contractFrom, period));
    return min(contractFrom.plusYears(years), period);
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * The exact price of a period's quantity.
   *
   * @param decisive what decides about the tier besides the quantity itself: the volume since
   *     {@link #countsFrom} and before the period, the size of the top-up, or the committed volume;
   *     0 for PERIOD_VOLUME
   */
  public TierCharge charge(BigDecimal decisive, BigDecimal quantity) {
    Exact.present(decisive, "What decides about the tier");
    return switch (basis) {
      case PERIOD_VOLUME -> tiers.charge(quantity);
      case ROLLING_N, CONTRACT_YEAR, LIFETIME -> tiers.charge(decisive, quantity);
      case COMMITMENT -> tiers.chargeAt(decisive, quantity);
      case TOPUP_SIZE -> tiers.unitsAt(decisive, quantity);
    };
  }

  /** Whether units cost the same by both, whatever is passed on and however it is given. */
  boolean pricesAs(Discount other) {
    return basis == other.basis
        && rollingPeriods == other.rollingPeriods
        && counts == other.counts
        && scope == other.scope
        && tiers.equals(other.tiers);
  }

  /**
   * What the buyer earned: what it was charged less the exact price, or with MONEY the percentages
   * of what it was charged. Below zero where the table is dearer than what was charged.
   *
   * @param posted what the period's quantity was charged so far; with PRICE, what it would have
   *     been at the price list
   * @param decisive see {@link #charge}
   */
  public Money earned(Money posted, BigDecimal decisive, BigDecimal quantity, Rounding rounding) {
    Exact.present(posted, "What was posted");
    Exact.present(rounding, "The rounding");
    if (this.equals(NONE)) {
      return Money.zero(posted.currency());
    }
    var exact = charge(decisive, quantity).total(rounding, posted.currency());
    return counts == Counts.MONEY ? exact : posted.minus(exact);
  }

  /**
   * What a buyer earned by a discount once its period is settled: what the units would have cost at
   * the price list less what they cost in the end, however it was given; 0 where that is more. A
   * rebate has charged the list price, so it is what comes back; a price at the counter has charged
   * less at once. A part of it goes on to clients: {@link PassThrough#pass}.
   *
   * @param list for what was charged, less what was given back: each rated line's units at the
   *     price that it names
   * @param cost what was charged, with what the close added or gave back
   */
  public static Money saved(Money list, Money cost) {
    var saved = Exact.present(list, "The list value").minus(Exact.present(cost, "What it cost"));
    return saved.isNegative() ? Money.zero(saved.currency()) : saved;
  }

  /**
   * The provisional price of an event: the list price where the discount is given back later, else
   * that of the tier where the counter stands, split where the parts cross a bound.
   *
   * @param counted volume of the tier's count before the event
   */
  public List<TierCharge.Line> provisional(
      BigDecimal counted, BigDecimal parts, BigDecimal listPrice) {
    Exact.notNegative(listPrice, "The list price");
    Exact.notNegative(counted, "The quantity before");
    if (grant == Grant.PRICE && counts != Counts.MONEY) {
      return basis == Basis.TOPUP_SIZE || basis == Basis.COMMITMENT
          ? tiers.unitsAt(counted, parts).lines()
          : tiers.split(counted, parts);
    }
    return TierTable.of(TierTable.Mode.GRADUATED, List.of(Tier.of(Tier.NO_END, listPrice)))
        .charge(parts)
        .lines();
  }
}
