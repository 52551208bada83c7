package livery.billing.month;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.MinimumSpend;
import livery.billing.period.BillingMonth;
import livery.billing.period.MinimumTerms;
import livery.billing.period.VolumeTerms;
import livery.billing.rent.Proration;

/** Versions of a contract within March 2026, for the model and for the engine. */
final class RandomVersions {

  private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
  private static final Contract FIRST = Contract.resale(7, 1, 2, "UAH", LocalDate.of(2026, 1, 1));

  private RandomVersions() {}

  /**
   * One version.
   *
   * @param day its first, from 0
   * @param committed below 0 where nothing is
   * @param coins what is spent at least
   */
  record Version(
      int day, MonthModel.Table table, long committed, long coins, Proration proration) {}

  /** One to three; each changes its prices, the commitment, the minimum, or nothing of these. */
  static List<Version> next(Random random, boolean commits) {
    var versions = new ArrayList<Version>();
    var day = 0;
    for (var left = Math.max(1, random.nextInt(5) - 1); left > 0; left--) {
      var last = versions.isEmpty() ? null : versions.get(versions.size() - 1);
      var same = last != null && random.nextInt(3) > 0;
      var next = RandomTables.next(random, 400, 1, 20_000);
      versions.add(
          new Version(
              day,
              same ? last.table() : random.nextInt(4) == 0 ? next.cap() : next,
              same && random.nextBoolean()
                  ? last.committed()
                  : commits ? random.nextInt(2_000) : -1,
              random.nextInt(2) * random.nextInt(1_000_000),
              random.nextBoolean() ? Proration.NONE : Proration.DAILY_ACTUAL));
      day += 1 + random.nextInt(6);
    }
    return versions;
  }

  static Version at(List<Version> versions, int day) {
    var found = versions.get(0);
    for (var version : versions) {
      found = version.day() <= day ? version : found;
    }
    return found;
  }

  private static ContractHistory history(List<Version> versions, Discount.Basis basis) {
    ContractHistory history = null;
    var last = FIRST;
    for (var version : versions) {
      var discount = RandomTables.discount(version.table()).onBasis(basis, 1);
      last = history == null ? FIRST : last.next(MARCH.plusDays(version.day()));
      last = last.withDiscount(discount);
      history = history == null ? ContractHistory.of(last) : history.amend(last, MARCH);
    }
    return history;
  }

  /** What the engine says that the month costs. */
  static BigDecimal charge(
      List<Version> versions,
      Discount.Basis basis,
      SortedMap<LocalDate, BigDecimal> byDay,
      BigDecimal before) {
    var terms = VolumeTerms.of(2, "MT", java.util.Set.of("MT"), history(versions, basis));
    for (var i = 0; i < versions.size(); i++) {
      if (basis == Discount.Basis.COMMITMENT) {
        terms = terms.committing(i + 1, BigDecimal.valueOf(versions.get(i).committed()));
      }
    }
    return terms.charge(MARCH, MARCH.plusMonths(1), byDay, before).stream()
        .map(charge -> charge.charge().total())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What the engine says that is spent at least. */
  static Money minimum(List<Version> versions) {
    var minimums = new TreeMap<Integer, MinimumSpend>();
    for (var i = 0; i < versions.size(); i++) {
      var amount = Money.of(BigDecimal.valueOf(versions.get(i).coins(), 2), "UAH");
      minimums.put(i + 1, new MinimumSpend(amount, versions.get(i).proration()));
    }
    var month = new BillingMonth(1, YearMonth.from(MARCH), ZoneOffset.UTC);
    return new MinimumTerms(2, history(versions, Discount.Basis.PERIOD_VOLUME), minimums)
        .minimum(month);
  }

  /** The same by the model, in coins. */
  static long modelMinimum(List<Version> versions) {
    var coins = versions.stream().mapToLong(Version::coins).toArray();
    var days = versions.stream().mapToInt(Version::day).toArray();
    var prorated = new boolean[coins.length];
    for (var i = 0; i < coins.length; i++) {
      prorated[i] = versions.get(i).proration() == Proration.DAILY_ACTUAL;
    }
    return MonthModel.minimum(coins, prorated, days);
  }
}
