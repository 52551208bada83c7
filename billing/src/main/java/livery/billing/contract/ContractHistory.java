package livery.billing.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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
    versions = versions.stream().sorted(Comparator.comparing(Contract::from)).toList();
    if (versions.isEmpty()) {
      throw new BillingException.Invalid("A contract has a version");
    }
    for (var i = 1; i < versions.size(); i++) {
      requireFollows(versions.get(i - 1), versions.get(i));
    }
  }

  /** The history of a new contract. */
  public static ContractHistory of(Contract first) {
    return new ContractHistory(List.of(first));
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
    if (next.from().isBefore(openFrom)) {
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
    return versions.stream().filter(version -> version.holdsOn(day)).findFirst();
  }

  /** How the contract stands on a day. */
  public Status status(LocalDate day) {
    if (day.isBefore(versions.get(0).from())) {
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

  /**
   * The exact price of a period in which the contract may have changed. The count goes on over the
   * change: GRADUATED tables charge each stretch at the place of the count that it covers, all
   * others at the tier that the whole period reaches in the table of the stretch, with its own flat
   * fee.
   *
   * @param byDay what was counted on each day of the period
   * @param decisive see {@link Discount#charge}
   * @throws BillingException.Invalid when something was counted on a day without a version
   */
  public List<TermCharge> charge(
      LocalDate from, LocalDate to, SortedMap<LocalDate, BigDecimal> byDay, BigDecimal decisive) {
    var charges = new ArrayList<TermCharge>();
    var whole = sum(byDay.subMap(from, to));
    var counted = BigDecimal.ZERO;
    for (var term : within(from, to)) {
      var quantity = sum(byDay.subMap(term.from(), term.to()));
      charges.add(
          new TermCharge(
              term, charge(term.contract().discount(), decisive, counted, quantity, whole)));
      counted = counted.add(quantity);
    }
    if (counted.compareTo(whole) != 0) {
      throw new BillingException.Invalid(
          "Contract %d does not hold on every day of %s to %s on which something was counted"
              .formatted(versions.get(0).id(), from, to));
    }
    return charges;
  }

  private static TierCharge charge(
      Discount discount,
      BigDecimal decisive,
      BigDecimal counted,
      BigDecimal quantity,
      BigDecimal whole) {
    var tiers = discount.tiers();
    var alone = counted.signum() == 0 && quantity.compareTo(whole) == 0;
    return switch (discount.basis()) {
      case TOPUP_SIZE, COMMITMENT -> discount.charge(decisive, quantity);
      case PERIOD_VOLUME, ROLLING_N, CONTRACT_YEAR, LIFETIME -> {
        var before = discount.basis() == Discount.Basis.PERIOD_VOLUME ? BigDecimal.ZERO : decisive;
        yield alone || tiers.mode() == TierTable.Mode.GRADUATED
            ? tiers.charge(before.add(counted), quantity)
            : tiers.chargeAt(before.add(whole), quantity);
      }
    };
  }

  private static BigDecimal sum(SortedMap<LocalDate, BigDecimal> days) {
    var sum = BigDecimal.ZERO;
    for (var day : days.entrySet()) {
      sum = sum.add(Exact.notNegative(day.getValue(), "Day " + day.getKey() + ": the quantity"));
    }
    return sum;
  }
}
