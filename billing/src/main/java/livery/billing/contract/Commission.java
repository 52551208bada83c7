package livery.billing.contract;

import java.math.BigDecimal;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tier.TierTable;

/**
 * What an agent earns on what it sold.
 *
 * @param tiers percentages of money for PCT_OF_SALES and MARKUP_OVER_BASE, as {@code
 *     Tier.percentUpTo} makes them; amounts per unit for PER_UNIT
 * @param accrueOn when it falls due
 * @param delCredere whether the agent answers for clients that do not pay
 */
public record Commission(Basis basis, TierTable tiers, AccrueOn accrueOn, boolean delCredere) {

  /** Nothing is earned. */
  public static final Commission NONE = percentOfSales("0");

  /** What the tiers are applied to. */
  public enum Basis {
    /** The clients' purchases. */
    PCT_OF_SALES,
    /**
     * What the clients' purchases are above the principal's base price; 100 % is the difference.
     */
    MARKUP_OVER_BASE,
    /** The units sold. */
    PER_UNIT
  }

  /** When a commission falls due. */
  public enum AccrueOn {
    /** When the client was charged. */
    CHARGE,
    /** When the client has paid. */
    CLIENT_PAYMENT
  }

  public Commission {
    Exact.present(basis, "The basis of a commission");
    Exact.present(tiers, "The tiers of a commission");
    Exact.present(accrueOn, "When a commission falls due");
    if (basis != Basis.PER_UNIT) {
      requirePercentages(tiers);
    }
  }

  /** Prices of money are parts of it: 7.5 % is 0.075, and 7.5 is a slip. Blocks have prices. */
  static void requirePercentages(TierTable tiers) {
    for (var i = 0; i < tiers.tiers().size(); i++) {
      var tier = tiers.tiers().get(i);
      if (tier.block().signum() == 0) {
        Exact.percent(tier.percent(), "Row " + (i + 1) + ": a percentage");
      }
    }
  }

  /**
   * What an agent did in a period, in one currency.
   *
   * @param sold what its clients were charged, refunds taken off
   * @param base what the principal asks for the same
   * @param units sold
   * @param received what the clients paid; may be more than was sold where they pay ahead
   * @param collected what of the clients' payments went through the agent's hands; more than was
   *     received where other payments were taken back
   */
  public record Sales(Money sold, Money base, BigDecimal units, Money received, Money collected) {

    public Sales {
      Exact.notNegative(units, "The units sold");
      Exact.present(sold, "What was sold");
      Exact.present(base, "The base price");
      Exact.present(received, "What was received");
      Exact.present(collected, "What was collected");
      for (var amount : new Money[] {sold, base, received, collected}) {
        if (amount.isNegative() || !amount.currency().equals(sold.currency())) {
          throw new BillingException.Invalid(
              "Sales are 0 or more in " + sold.currency() + ", not " + amount);
        }
      }
    }

    /** Sales that clients paid to the principal. */
    public static Sales of(Money sold, Money received) {
      var zero = Money.zero(Exact.present(sold, "What was sold").currency());
      return new Sales(sold, zero, BigDecimal.ZERO, received, zero);
    }

    /** These with the units and their base price. */
    public Sales withUnits(BigDecimal sold, Money baseOfThem) {
      return new Sales(this.sold, baseOfThem, sold, received, collected);
    }

    /** These with a part of the payments in the agent's hands. */
    public Sales withCollected(Money byAgent) {
      return new Sales(sold, base, units, received, byAgent);
    }
  }

  /**
   * What was earned.
   *
   * @param accrued on everything that was charged
   * @param due of it now, in coins
   */
  public record Earned(Money accrued, Money due) {}

  /** One percentage of sales, due at the charge. */
  public static Commission percentOfSales(String percent) {
    return of(Basis.PCT_OF_SALES, percentages(percent));
  }

  /** A share of the markup, due at the charge; "100" is all of it. */
  public static Commission shareOfMarkup(String percent) {
    return of(Basis.MARKUP_OVER_BASE, percentages(percent));
  }

  /** An amount for each unit, due at the charge. */
  public static Commission perUnit(String amount) {
    return of(Basis.PER_UNIT, TierTable.single(amount));
  }

  /** By tiers, due at the charge. */
  public static Commission of(Basis basis, TierTable tiers) {
    return new Commission(basis, tiers, AccrueOn.CHARGE, false);
  }

  /** This falling due otherwise. */
  public Commission accruingOn(AccrueOn event) {
    return new Commission(basis, tiers, event, delCredere);
  }

  /** This with the agent answering for its clients. */
  public Commission withDelCredere(boolean answers) {
    return new Commission(basis, tiers, accrueOn, answers);
  }

  private static TierTable percentages(String percent) {
    return TierTable.graduated(livery.billing.tier.Tier.percentOfRest(percent));
  }

  /**
   * What the sales of a period earn, rounded once, HALF_UP, to coins. Sold below the base price
   * there is no markup to share. On CLIENT_PAYMENT a percentage of sales is taken of what was
   * received, and its tier is that of what was received; the other bases earn the part that was
   * paid.
   */
  public Earned earn(Sales sales) {
    Exact.present(sales, "The sales of a period");
    var coins = Rounding.toCoins(sales.sold().currency());
    var accrued = coins.round(exact(sales, sales.sold()), sales.sold().currency());
    var due =
        accrueOn == AccrueOn.CHARGE ? accrued : coins.round(paid(sales), sales.sold().currency());
    return new Earned(accrued, due);
  }

  private BigDecimal exact(Sales sales, Money sold) {
    return tiers.total(
        switch (basis) {
          case PCT_OF_SALES -> sold.toBigDecimal();
          case MARKUP_OVER_BASE -> sold.minus(sales.base()).toBigDecimal().max(BigDecimal.ZERO);
          case PER_UNIT -> sales.units();
        });
  }

  private BigDecimal paid(Sales sales) {
    if (basis == Basis.PCT_OF_SALES) {
      return exact(sales, sales.received());
    }
    if (sales.sold().isZero()) {
      return BigDecimal.ZERO;
    }
    var sold = sales.sold().toBigDecimal();
    var received = sales.received().toBigDecimal().min(sold);
    return exact(sales, sales.sold())
        .multiply(received)
        .divide(sold, Exact.DECIMALS_MAX, java.math.RoundingMode.HALF_UP);
  }
}
