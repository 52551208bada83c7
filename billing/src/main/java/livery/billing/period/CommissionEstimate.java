package livery.billing.period;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.price.PriceBook;
import livery.billing.tier.NextTier;
import livery.billing.tier.TierCharge;

/**
 * What a stretch of an agent's month comes to so far, by the same sums as the accrual, but nothing
 * is posted.
 *
 * @param from first day
 * @param to first day after
 * @param sales what the agent's clients bought and paid, as it earns: with what was carried into
 *     the stretch, without what is carried on
 * @param before what was carried into it
 * @param after what is carried on
 */
public record CommissionEstimate(
    Contract contract,
    LocalDate from,
    LocalDate to,
    Commission.Sales sales,
    CarriedSales before,
    CarriedSales after) {

  private static final BigDecimal COIN = new BigDecimal("0.01");
  private static final int SHARE_DECIMALS = 20;

  /** What it earns by the contract. */
  public AgentSettlement settlement() {
    return AgentSettlement.of(contract, sales);
  }

  /** What it would earn by another commission. */
  public Commission.Earned tried(Commission other) {
    return other.earn(sales);
  }

  /** What decides about the tier: money, or units. */
  public BigDecimal counted() {
    return counted(sales.sold(), sales.base(), sales.units(), sales.received())
        .max(BigDecimal.ZERO);
  }

  /** What of earlier stretches is taken off {@link #counted}; 0 or less but for odd markups. */
  public BigDecimal carriedIn() {
    return counted(before);
  }

  /** What of this stretch is left for the next, and not in {@link #counted}; likewise. */
  public BigDecimal carriedOut() {
    return counted(after);
  }

  /** Whether there is either. */
  public boolean isCarrying() {
    return carriedIn().signum() != 0 || carriedOut().signum() != 0;
  }

  private BigDecimal counted(CarriedSales carried) {
    var units = BigDecimal.valueOf(carried.units());
    return counted(carried.sold(), carried.base(), units, carried.received());
  }

  private BigDecimal counted(Money sold, Money base, BigDecimal units, Money received) {
    var commission = contract.commission();
    return switch (commission.basis()) {
      case PCT_OF_SALES ->
          commission.accrueOn() == Commission.AccrueOn.CLIENT_PAYMENT
              ? received.toBigDecimal()
              : sold.toBigDecimal();
      case MARKUP_OVER_BASE -> sold.minus(base).toBigDecimal();
      case PER_UNIT -> units;
    };
  }

  /** Whether money is counted, and rates are percentages. */
  public boolean money() {
    return contract.commission().basis() != Commission.Basis.PER_UNIT;
  }

  /** The commission tier by tier: what of it was earned at each rate. */
  public List<TierCharge.Line> byRate() {
    return contract.commission().tiers().charge(counted()).lines();
  }

  /** The row of the tier that is reached, from 1. */
  public int tier() {
    return contract.commission().tiers().tier(counted());
  }

  /** The next tier; empty in the last. Its saving below zero is what it brings. */
  public Optional<NextTier> next() {
    return contract.commission().tiers().next(counted(), money() ? COIN : BigDecimal.ONE);
  }

  /**
   * One for each stretch of a month in which the buyer was an agent, up to now.
   *
   * @param principals who sold to the clients
   * @param clients whose purchases earn it
   * @param book what the principal asks from the agent
   */
  public static List<CommissionEstimate> of(
      Connection connection,
      BillingMonth month,
      ContractHistory history,
      Collection<Long> principals,
      Collection<Long> clients,
      PriceBook book,
      Instant now)
      throws SQLException {
    var estimates = new ArrayList<CommissionEstimate>();
    var first = history.versions().get(0);
    var carried = CarriedSales.into(connection, month, first.buyerId(), first.currency());
    for (var term : history.within(month.firstDay(), month.endDay())) {
      var contract = term.contract();
      var from = month.start(term.from());
      if (!contract.mode().isAgent() || from.isAfter(now)) {
        continue;
      }
      var end = month.start(term.to());
      var until = end.isBefore(now) ? end : now.plusMillis(1);
      var step =
          new AgentSales(connection, principals, contract, clients).of(book, from, until, carried);
      estimates.add(
          new CommissionEstimate(
              contract, term.from(), term.to(), step.sales(), carried, step.after()));
      carried = step.after();
    }
    return estimates;
  }

  /**
   * What the purchases of one client, of one product, on one day brought.
   *
   * @param clientId 0 for what no purchase brought: a flat fee
   * @param units what was given back taken off, as from both amounts
   * @param commission its part of what was accrued
   * @param carried whether it is no purchase, but what was carried into the stretch (on its first
   *     day) or, with the other sign, what is carried on (on its last)
   */
  public record Part(
      long clientId,
      String product,
      LocalDate day,
      long units,
      Money sold,
      Money commission,
      boolean carried) {}

  /**
   * What was accrued, by client, product and day: tiers look at the whole stretch, so each purchase
   * has brought the share of it that it has in what is counted. With what was carried the parts add
   * up to {@link #sales}, and to {@link AgentSettlement#accrued} to the millionth.
   */
  public List<Part> parts(
      Connection connection,
      BillingMonth month,
      Collection<Long> principals,
      Collection<Long> clients,
      PriceBook book,
      Instant now)
      throws SQLException {
    var days = new TreeMap<Instant, LocalDate>();
    for (var day = from; day.isBefore(to) && !month.start(day).isAfter(now); ) {
      days.put(month.start(day), day);
      day = day.plusDays(1);
    }
    var end = month.start(to);
    var until = end.isBefore(now) ? end : now.plusMillis(1);
    var parts = new AgentSales(connection, principals, contract, clients).parts(book, days, until);
    return shared(parts, days.lastEntry().getValue());
  }

  private List<Part> shared(List<AgentSales.Part> purchases, LocalDate lastDay) {
    var accrued = settlement().accrued();
    var parts = new ArrayList<>(purchases);
    carried(parts, before, 1, from);
    carried(parts, after, -1, lastDay);
    var weights = parts.stream().map(this::weight).toList();
    var sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    var all = new ArrayList<Part>();
    if (sum.signum() <= 0 && !accrued.isZero()) {
      all.add(new Part(0, "", from, 0, Money.zero(accrued.currency()), accrued, false));
    }
    var exact =
        weights.stream()
            .map(
                weight ->
                    sum.signum() <= 0
                        ? BigDecimal.ZERO
                        : accrued
                            .toBigDecimal()
                            .multiply(weight)
                            .divide(sum, SHARE_DECIMALS, RoundingMode.HALF_UP))
            .toList();
    var shares = Rounding.LEDGER.cumulative(exact, accrued.currency());
    for (var i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      var sold = new Money(part.micros(), accrued.currency());
      all.add(
          new Part(
              part.buyer(),
              part.product(),
              part.day(),
              part.units(),
              sold,
              shares.get(i),
              i >= purchases.size()));
    }
    return all;
  }

  private static void carried(
      List<AgentSales.Part> parts, CarriedSales carried, int sign, LocalDate day) {
    if (!carried.sold().isZero() || !carried.base().isZero() || carried.units() != 0) {
      parts.add(
          new AgentSales.Part(
              0,
              "",
              day,
              sign * carried.sold().micros(),
              sign * carried.units(),
              sign * carried.base().micros()));
    }
  }

  private BigDecimal weight(AgentSales.Part part) {
    return BigDecimal.valueOf(
        switch (contract.commission().basis()) {
          case PCT_OF_SALES -> part.micros();
          case MARKUP_OVER_BASE -> part.micros() - part.base();
          case PER_UNIT -> part.units();
        });
  }
}
