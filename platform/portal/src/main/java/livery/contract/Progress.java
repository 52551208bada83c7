package livery.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.period.VolumeEstimate;
import livery.billing.tier.NextTier;
import livery.billing.tier.Tier;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/** How far a tenant is on its tiers this month, and what was passed on to it. Thread-safe. */
@ApplicationScoped
public class Progress {

  private static final BigDecimal COIN = new BigDecimal("0.01");

  /** Between a month and the same of the next year, as they are written: 202603. */
  private static final int YEAR = 100;

  private final Contracts contracts;
  private final Estimates estimates;
  private final TenantSql sql;

  /**
   * Where the month stands in one product group.
   *
   * @param counted everything that counts for the tier: parts, or money
   * @param next the next tier, {@code null} in the last
   * @param estimate what the month comes to if nothing more is sent
   */
  public record Standing(
      String seller,
      Discount discount,
      BigDecimal counted,
      int tier,
      NextTier next,
      VolumeEstimate estimate) {

    /** Whether money is counted and percentages are given back. */
    public boolean money() {
      return discount.counts() == Discount.Counts.MONEY;
    }

    /** Whether the size of a top-up decides. */
    public boolean topUp() {
      return discount.basis() == Discount.Basis.TOPUP_SIZE;
    }

    public String currency() {
      return estimate.posted().currency();
    }

    public String group() {
      return estimate.group();
    }

    /**
     * What reaching the next tier saves at its first unit, exact; below zero where it is dearer.
     */
    public BigDecimal saving() {
      return money() ? next.saving().negate() : next.saving();
    }

    /** Where the tier of today begins and the next one does, as parts of a drawing 0 to 1. */
    public double done() {
      var start = tier == 1 ? BigDecimal.ZERO : tiers().get(tier - 2).upTo();
      if (next == null || next.reachedAt().compareTo(start) <= 0) {
        return 1;
      }
      return counted
          .subtract(start)
          .max(BigDecimal.ZERO)
          .divide(next.reachedAt().subtract(start), 4, java.math.RoundingMode.DOWN)
          .doubleValue();
    }

    private List<Tier> tiers() {
      return discount.tiers().tiers();
    }
  }

  /**
   * What the tenant agreed to spend this month.
   *
   * @param spent so far, the rebates of the month taken off as they stand
   * @param missing would be billed if the month ended now
   */
  public record Minimum(String seller, Money minimum, Money spent, Money missing) {

    /** How much of it is reached, 0 to 1. */
    public double done() {
      return missing.isZero() ? 1 : Math.max(0, (double) spent.micros() / minimum.micros());
    }
  }

  /** What a seller passed on to the tenant for a month, 202603. */
  public record Passed(int period, String group, Money amount) {}

  @Inject
  public Progress(Contracts contracts, Estimates estimates, TenantSql sql) {
    this.contracts = contracts;
    this.estimates = estimates;
    this.sql = sql;
  }

  protected Progress() {
    this(null, null, null);
  }

  /** One for each product group by which the tenant buys today with a discount. */
  public List<Standing> of(Scope scope) {
    var standings = new ArrayList<Standing>();
    for (var agreement : contracts.bought(scope)) {
      var today = estimates.today();
      if (agreement.status(today).orElseThrow() == ContractHistory.Status.ACTIVE) {
        var month = YearMonth.from(today);
        for (var terms : contracts.volumeTerms(agreement, month)) {
          standings.add(
              standing(agreement.seller(), estimates.of(agreement.parties(), month, terms)));
        }
      }
    }
    return standings;
  }

  /** What the tenant agreed to spend this month, and what is missing to it so far. */
  public List<Minimum> minimums(Scope scope) {
    var minimums = new ArrayList<Minimum>();
    for (var agreement : contracts.bought(scope)) {
      var month = YearMonth.from(estimates.today());
      for (var terms : agreement.minimumTerms(month).stream().toList()) {
        var expected = Money.zero(agreement.parties().currency());
        for (var volume : contracts.volumeTerms(agreement, month)) {
          expected = expected.plus(estimates.of(agreement.parties(), month, volume).delta());
        }
        var standing = estimates.of(agreement.parties(), month, terms, expected);
        minimums.add(
            new Minimum(
                agreement.seller(), standing.minimum(), standing.spent(), standing.missing()));
      }
    }
    return minimums;
  }

  static Standing standing(String seller, VolumeEstimate estimate) {
    var discount = estimate.contract().discount();
    var money = discount.counts() == Discount.Counts.MONEY;
    var used = money ? estimate.posted().toBigDecimal() : BigDecimal.valueOf(estimate.quantity());
    var counted =
        switch (discount.basis()) {
          case PERIOD_VOLUME -> used;
          case ROLLING_N, CONTRACT_YEAR, LIFETIME -> used.add(estimate.before());
          case TOPUP_SIZE, COMMITMENT -> estimate.before();
        };
    var tiers = discount.tiers();
    var committed = discount.basis() == Discount.Basis.COMMITMENT;
    var coins = money || discount.basis() == Discount.Basis.TOPUP_SIZE;
    var next = committed ? null : tiers.next(counted, coins ? COIN : BigDecimal.ONE).orElse(null);
    return new Standing(seller, discount, counted, tiers.tier(counted), next, estimate);
  }

  /**
   * What sellers passed on to the tenant in closed months, latest first: all of the year that ends
   * with the last of them.
   */
  public List<Passed> passedOn(Scope scope) {
    return sql.query(
        scope,
        "SELECT period, product_group, COALESCE(paid_currency, currency) AS paid_in,"
            + " SUM(COALESCE(paid_amount, amount)) AS paid FROM period_share"
            + " WHERE client_id = :tenant AND amount > 0 AND period > (SELECT MAX(period) FROM"
            + " period_share WHERE client_id = :tenant AND amount > 0) - "
            + YEAR
            + " GROUP BY period, product_group, paid_in"
            + " ORDER BY period DESC, product_group, paid_in",
        query ->
            query
                .map(
                    (row, context) ->
                        new Passed(
                            row.getInt("period"),
                            row.getString("product_group"),
                            new Money(row.getLong("paid"), row.getString("paid_in"))))
                .list());
  }
}
