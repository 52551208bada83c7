package livery.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.period.VolumeEstimate;
import livery.billing.period.VolumeTerms;
import livery.billing.tier.TierTable;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What if: other tiers and another share, on the real volume of the last months of everybody below
 * the buyer, by the same sums as the close. Changes nothing. Thread-safe.
 */
@ApplicationScoped
public class Simulation {

  /** Most months that are looked back at. */
  public static final int MONTHS_MAX = 12;

  private static final int POINTS = 24;
  private static final BigDecimal BEYOND = new BigDecimal("1.3");

  private final Contracts contracts;
  private final Estimates estimates;
  private final TenantTree tree;

  /**
   * One month, as the contract has it and as it would be.
   *
   * @param charged by the price list, before any discount
   */
  public record Month(
      YearMonth month,
      long quantity,
      Money charged,
      Money earned,
      Money passedOn,
      Money tried,
      Money triedPassedOn) {

    /** What stays with the buyer. */
    public Money kept() {
      return earned.minus(passedOn);
    }

    /** What would stay with it. */
    public Money triedKept() {
      return tried.minus(triedPassedOn);
    }
  }

  /** What a client used in all months, and what it would get. */
  public record Client(
      long id, String name, long quantity, Money charged, Money share, Money triedShare) {}

  /** What a month of this volume costs: by the price list, by the contract, by what is tried. */
  public record Point(BigDecimal volume, BigDecimal list, BigDecimal now, BigDecimal tried) {}

  /** All of it; months oldest first. */
  public record Outcome(
      String group,
      String currency,
      boolean money,
      List<Month> months,
      Month total,
      List<Client> clients,
      List<Point> curve) {}

  @Inject
  public Simulation(Contracts contracts, Estimates estimates, TenantTree tree) {
    this.contracts = contracts;
    this.estimates = estimates;
    this.tree = tree;
  }

  protected Simulation() {
    this(null, null, null);
  }

  /**
   * Tries terms of one product group.
   *
   * @param group a discount of the contract; empty for its first
   * @param tiers what is tried; {@code null} for those of the contract
   * @param share what is tried; {@code null} for that of the contract
   * @param back how many months, the one that runs included
   */
  public Outcome run(
      Scope scope, long contractId, String group, Terms.Table tiers, Terms.Share share, int back) {
    Check.range("months", back, 1, MONTHS_MAX);
    var agreement = contracts.require(scope, contractId);
    var now = rebate(agreement, group);
    var clients = clients(agreement.parties().buyerId());
    var tried =
        new Terms.Rebate(
            now.group(),
            now.products(),
            now.basis(),
            now.rollingMonths(),
            now.counts(),
            now.scope(),
            tiers == null ? now.tiers() : tiers,
            now.grant(),
            share == null ? now.passThrough() : share,
            now.committed());
    var last = YearMonth.from(estimates.today());
    var first = last.minusMonths(back - 1L);
    var terms = terms(agreement, now, first, null);
    var triedTerms = terms(agreement, tried, first, clients);
    var counted = new Counted(agreement, new ArrayList<>(), new TreeMap<>());
    var decisive = BigDecimal.ZERO;
    for (var month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      var estimate = estimates.of(agreement.parties(), month, terms);
      decisive = estimate.before();
      counted.add(month, estimate, estimates.of(agreement.parties(), month, triedTerms), tree);
    }
    return counted.outcome(
        now.group(), terms.history().versions().get(0).discount(), triedTerms.history(), decisive);
  }

  /** The discounts that can be tried: of today's version, else of the last one or the draft. */
  List<Terms.Rebate> rebates(Agreement agreement) {
    return agreement
        .at(estimates.today())
        .or(agreement::last)
        .map(Agreement.Version::terms)
        .orElse(agreement.draft())
        .discounts();
  }

  private Terms.Rebate rebate(Agreement agreement, String group) {
    return rebates(agreement).stream()
        .filter(one -> group == null || group.isEmpty() || one.group().equals(group))
        .findFirst()
        .orElseThrow(() -> Fault.conflict("group", "contract.fault.no-group"));
  }

  private Set<Long> clients(long buyerId) {
    return tree.childrenOf(buyerId).stream().map(Tenant::id).collect(Collectors.toSet());
  }

  private VolumeTerms terms(
      Agreement agreement, Terms.Rebate rebate, YearMonth first, Set<Long> clients) {
    var start = first.atDay(1);
    var begun = agreement.history().map(history -> history.versions().get(0).from()).orElse(start);
    var from = begun.isBefore(start) ? begun : start;
    var read =
        TermsRules.read(
            Terms.resale(from.toString()).with(List.of(rebate)),
            agreement.id(),
            1,
            agreement.parties(),
            clients);
    return new VolumeTerms(
        agreement.parties().buyerId(),
        rebate.group(),
        new TreeSet<>(read.groups().get(0).products()),
        ContractHistory.of(read.contract()),
        new TreeMap<>(Map.of(1, read.groups().get(0).committed())),
        new TreeSet<>(
            contracts.apart(agreement.parties().buyerId(), YearMonth.from(estimates.today()))));
  }

  /** What has been added up so far. */
  private record Counted(Agreement agreement, List<Month> months, TreeMap<Long, Client> clients) {

    void add(YearMonth month, VolumeEstimate now, VolumeEstimate tried, TenantTree tree) {
      months.add(
          new Month(
              month,
              now.quantity(),
              now.list(),
              now.earned(),
              now.passedOn(),
              tried.earned(),
              tried.passedOn()));
      for (var i = 0; i < now.shares().size(); i++) {
        var one = now.shares().get(i);
        var other = tried.shares().get(i);
        var name = tree.find(one.clientId()).map(Tenant::name).orElse("");
        clients.merge(
            one.clientId(),
            new Client(
                one.clientId(), name, one.quantity(), one.charged(), one.amount(), other.amount()),
            (sum, more) ->
                new Client(
                    sum.id(),
                    sum.name(),
                    sum.quantity() + more.quantity(),
                    sum.charged().plus(more.charged()),
                    sum.share().plus(more.share()),
                    sum.triedShare().plus(more.triedShare())));
      }
    }

    Outcome outcome(String group, Discount now, ContractHistory tried, BigDecimal decisive) {
      var total =
          months.stream()
              .reduce(
                  (sum, more) ->
                      new Month(
                          null,
                          sum.quantity() + more.quantity(),
                          sum.charged().plus(more.charged()),
                          sum.earned().plus(more.earned()),
                          sum.passedOn().plus(more.passedOn()),
                          sum.tried().plus(more.tried()),
                          sum.triedPassedOn().plus(more.triedPassedOn())))
              .orElseThrow();
      return new Outcome(
          group,
          agreement.parties().currency(),
          now.counts() == Discount.Counts.MONEY,
          months,
          total,
          List.copyOf(clients.values()),
          curve(now, tried.versions().get(0), total, decisive));
    }

    /** From nothing to a third more than the best month, or than the last bound of the tables. */
    private List<Point> curve(Discount now, Contract tried, Month total, BigDecimal decisive) {
      var money = now.counts() == Discount.Counts.MONEY;
      var most = BigDecimal.valueOf(months.stream().mapToLong(Month::quantity).max().orElse(0));
      if (money) {
        most =
            months.stream()
                .map(month -> month.charged().toBigDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::max);
      }
      most = most.max(end(now.tiers())).max(end(tried.discount().tiers())).max(BigDecimal.TEN);
      var list =
          money || total.quantity() == 0
              ? BigDecimal.ONE
              : total
                  .charged()
                  .toBigDecimal()
                  .divide(BigDecimal.valueOf(total.quantity()), 10, RoundingMode.HALF_UP);
      var points = new ArrayList<Point>();
      for (var i = 0; i <= POINTS; i++) {
        var volume =
            most.multiply(BEYOND)
                .multiply(BigDecimal.valueOf(i))
                .divide(BigDecimal.valueOf(POINTS), 0, RoundingMode.DOWN);
        var listed = volume.multiply(list);
        points.add(
            new Point(
                volume,
                rounded(listed),
                rounded(cost(now, decisive, volume, listed)),
                rounded(cost(tried.discount(), decisive, volume, listed))));
      }
      return points;
    }

    private static BigDecimal end(TierTable tiers) {
      return tiers.tiers().stream()
          .map(livery.billing.tier.Tier::upTo)
          .filter(bound -> bound.compareTo(livery.billing.tier.Tier.NO_END) < 0)
          .reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    private static BigDecimal cost(
        Discount discount, BigDecimal decisive, BigDecimal volume, BigDecimal listed) {
      var tiers = discount.tiers();
      var last = tiers.tiers().get(tiers.tiers().size() - 1).upTo();
      var within = tiers.overflow() == TierTable.Overflow.ERROR ? volume.min(last) : volume;
      var fixed =
          discount.basis() == Discount.Basis.COMMITMENT
              || discount.basis() == Discount.Basis.TOPUP_SIZE;
      var total = fixed ? discount.charge(decisive, within).total() : tiers.total(within);
      return discount.counts() == Discount.Counts.MONEY ? listed.subtract(total) : total;
    }

    private static BigDecimal rounded(BigDecimal amount) {
      return amount.setScale(2, RoundingMode.HALF_UP);
    }
  }

  /** A trial of other terms as JSON; months oldest first. */
  @Schema(name = "ContractTrial")
  public record TrialShape(
      String group, String currency, List<Month> months, List<Client> clients, List<Point> curve) {

    /** A month, "2026-03": by the price list, what the contract saves, what is tried would save. */
    @Schema(name = "ContractTrialMonth")
    public record Month(
        String month,
        long quantity,
        BigDecimal charged,
        BigDecimal earned,
        BigDecimal passedOn,
        BigDecimal tried,
        BigDecimal triedPassedOn) {}

    /** What a client used in all months, gets and would get. */
    public record Client(
        long id,
        String name,
        long quantity,
        BigDecimal charged,
        BigDecimal share,
        BigDecimal triedShare) {}

    /** What a month of a volume costs. */
    public record Point(BigDecimal volume, BigDecimal list, BigDecimal now, BigDecimal tried) {}

    static TrialShape of(Outcome outcome) {
      return new TrialShape(
          outcome.group(),
          outcome.currency(),
          outcome.months().stream()
              .map(
                  one ->
                      new Month(
                          one.month().toString(),
                          one.quantity(),
                          Amounts.plain(one.charged()),
                          Amounts.plain(one.earned()),
                          Amounts.plain(one.passedOn()),
                          Amounts.plain(one.tried()),
                          Amounts.plain(one.triedPassedOn())))
              .toList(),
          outcome.clients().stream()
              .map(
                  one ->
                      new Client(
                          one.id(),
                          one.name(),
                          one.quantity(),
                          Amounts.plain(one.charged()),
                          Amounts.plain(one.share()),
                          Amounts.plain(one.triedShare())))
              .toList(),
          outcome.curve().stream()
              .map(one -> new Point(one.volume(), one.list(), one.now(), one.tried()))
              .toList());
    }
  }
}
