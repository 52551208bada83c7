package livery.billing.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.tier.TierCharge;
import livery.billing.tier.TierTable;

/**
 * All versions of one contract. They do not overlap; between them the contract may rest.
 *
 * @param versions by their first day
 */
public record ContractHistory(List<Contract> versions) {

  /** Decimals of a stretch's share; a sum of some is exact to more than anybody keeps. */
  public static final int SHARE_DECIMALS = 30;

  /** How a contract stands on a day. */
  public enum Status {
    /** It has not begun. */
    FUTURE,
    /** A version holds. */
    ACTIVE,
    /** No version holds, but one will again. */
    RESTING,
    /** It is over. */
    ENDED
  }

  /**
   * A stretch of a period in which one version held.
   *
   * @param from first day
   * @param to first day after
   */
  public record Term(LocalDate from, LocalDate to, Contract contract) {}

  /** What a stretch of a period costs. */
  public record TermCharge(Term term, TierCharge charge) {}

  public ContractHistory {
    versions =
        Exact.rows(versions, "The list of versions").stream()
            .sorted(Comparator.comparing(Contract::from))
            .toList();
    if (versions.isEmpty()) {
      throw new BillingException.Invalid("A contract has a version");
    }
    for (var i = 1; i < versions.size(); i++) {
      requireFollows(versions.get(i - 1), versions.get(i));
    }
  }

  /** The history of a new contract. */
  public static ContractHistory of(Contract first) {
    return new ContractHistory(List.of(Exact.present(first, "The contract")));
  }

  private static void requireFollows(Contract before, Contract next) {
    if (next.id() != before.id()
        || next.sellerId() != before.sellerId()
        || next.buyerId() != before.buyerId()
        || !next.currency().equals(before.currency())) {
      throw new BillingException.Invalid(
          "Version %d is of another contract than version %d: parties and currency stay"
              .formatted(next.version(), before.version()));
    }
    if (next.version() <= before.version() || next.from().isBefore(before.to())) {
      throw new BillingException.Conflict(
          "Contract %d: version %d from %s overlaps version %d, which lasts until %s"
              .formatted(next.id(), next.version(), next.from(), before.version(), before.to()));
    }
  }

  /**
   * This with a new version, before which the one that holds then ends. Versions that had not begun
   * by that day are replaced.
   *
   * @param openFrom first day that is not closed yet: nothing changes before it
   */
  public ContractHistory amend(Contract next, LocalDate openFrom) {
    Exact.present(next, "The new version");
    if (next.from().isBefore(Exact.present(openFrom, "The first day that is open"))) {
      throw new BillingException.Invalid(
          "Contract %d: a version cannot begin on %s, as all before %s is closed"
              .formatted(next.id(), next.from(), openFrom));
    }
    var kept = new ArrayList<Contract>();
    for (var version : versions) {
      if (version.from().isBefore(next.from())) {
        kept.add(version.to().isAfter(next.from()) ? version.until(next.from()) : version);
      }
    }
    kept.add(next);
    return new ContractHistory(kept);
  }

  /** The version that holds on a day. */
  public Optional<Contract> at(LocalDate day) {
    Exact.present(day, "The day");
    return versions.stream().filter(version -> version.holdsOn(day)).findFirst();
  }

  /** How the contract stands on a day. */
  public Status status(LocalDate day) {
    if (Exact.present(day, "The day").isBefore(versions.get(0).from())) {
      return Status.FUTURE;
    }
    if (at(day).isPresent()) {
      return Status.ACTIVE;
    }
    var last = versions.get(versions.size() - 1);
    return day.isBefore(last.to()) ? Status.RESTING : Status.ENDED;
  }

  /**
   * The stretches of a period, each with the version that held.
   *
   * @param to first day after
   */
  public List<Term> within(LocalDate from, LocalDate to) {
    var terms = new ArrayList<Term>();
    for (var version : versions) {
      var start = version.from().isAfter(from) ? version.from() : from;
      var end = version.to().isBefore(to) ? version.to() : to;
      if (start.isBefore(end)) {
        terms.add(new Term(start, end, version));
      }
    }
    return terms;
  }

  /** See {@link #charge(LocalDate, LocalDate, SortedMap, Function)}; one number decides for all. */
  public List<TermCharge> charge(
      LocalDate from, LocalDate to, SortedMap<LocalDate, BigDecimal> byDay, BigDecimal decisive) {
    return charge(from, to, byDay, version -> decisive);
  }

  /**
   * The exact price of a period in which the contract may have changed. A version that changes
   * nothing of the price changes nothing here: its stretch is one with that before it. The count
   * goes on over a change: GRADUATED tables charge each stretch at the place of the count that it
   * covers. All others charge each stretch its share, by quantity, of what the whole period would
   * cost by its terms, flat fees, caps and "never worse" included; a share has {@value
   * #SHARE_DECIMALS} decimals, so the sum wants to be cut to fewer before it is rounded to coins.
   *
   * @param byDay what was counted on each day of the period
   * @param decisive what decides by each version, see {@link Discount#charge}
   * @throws BillingException.Invalid when something was counted on a day without a version
   */
  public List<TermCharge> charge(
      LocalDate from,
      LocalDate to,
      SortedMap<LocalDate, BigDecimal> byDay,
      Function<Contract, BigDecimal> decisive) {
    var charges = new ArrayList<TermCharge>();
    var whole = sum(byDay.subMap(from, to));
    var counted = BigDecimal.ZERO;
    var prices = prices(from, to, decisive);
    for (var term : prices) {
      var quantity = sum(byDay.subMap(term.from(), term.to()));
      var last = term == prices.get(prices.size() - 1);
      charges.add(
          new TermCharge(
              term,
              charge(
                  term.contract().discount(),
                  decisive.apply(term.contract()),
                  counted,
                  quantity,
                  whole,
                  last)));
      counted = counted.add(quantity);
    }
    if (counted.compareTo(whole) != 0) {
      throw new BillingException.Invalid(
          "Contract %d does not hold on every day of %s to %s on which something was counted"
              .formatted(versions.get(0).id(), from, to));
    }
    return charges;
  }

  /**
   * The stretches of a period, neighbours with equal prices as one, with the last of their
   * versions: sending a contract again changes nothing.
   *
   * @param decisive what decides by each version, see {@link Discount#charge}
   */
  public List<Term> prices(LocalDate from, LocalDate to, Function<Contract, BigDecimal> decisive) {
    var terms = new ArrayList<Term>();
    for (var term : within(from, to)) {
      var last = terms.isEmpty() ? null : terms.get(terms.size() - 1);
      if (last != null
          && last.to().equals(term.from())
          && last.contract().discount().pricesAs(term.contract().discount())
          && decisive.apply(last.contract()).compareTo(decisive.apply(term.contract())) == 0) {
        terms.set(terms.size() - 1, new Term(last.from(), term.to(), term.contract()));
      } else {
        terms.add(term);
      }
    }
    return terms;
  }

  private static TierCharge charge(
      Discount discount,
      BigDecimal decisive,
      BigDecimal counted,
      BigDecimal quantity,
      BigDecimal whole,
      boolean last) {
    if (quantity.compareTo(whole) == 0 && (whole.signum() > 0 || last)) {
      return discount.charge(decisive, quantity);
    }
    if (quantity.signum() == 0) {
      return TierCharge.nothing();
    }
    var byPiece =
        switch (discount.basis()) {
          case TOPUP_SIZE, COMMITMENT -> false;
          case PERIOD_VOLUME, ROLLING_N, CONTRACT_YEAR, LIFETIME ->
              discount.tiers().mode() == TierTable.Mode.GRADUATED;
        };
    if (byPiece) {
      var before = discount.basis() == Discount.Basis.PERIOD_VOLUME ? BigDecimal.ZERO : decisive;
      return discount.tiers().charge(before.add(counted), quantity);
    }
    return discount.charge(decisive, whole).share(quantity, SHARE_DECIMALS);
  }

  private static BigDecimal sum(SortedMap<LocalDate, BigDecimal> days) {
    var sum = BigDecimal.ZERO;
    for (var day : days.entrySet()) {
      sum = sum.add(Exact.notNegative(day.getValue(), "Day " + day.getKey() + ": the quantity"));
    }
    return sum;
  }
}
