package livery.commission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import livery.billing.Money;
import livery.billing.contract.Commission;
import livery.billing.period.BillingMonth;
import livery.billing.period.CommissionEstimate;
import livery.billing.tier.NextTier;
import livery.billing.tier.TierCharge;
import livery.contract.Agreement;
import livery.contract.Contracts;
import livery.contract.Terms;
import livery.fault.Check;
import livery.fault.Fault;
import livery.price.Prices;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** Reckons what agents earn, have earned and would earn. Changes nothing. Thread-safe. */
@ApplicationScoped
public class Outlook {

  /** Most months that are looked back at. */
  public static final int MONTHS_MAX = 12;

  private final Contracts contracts;
  private final Prices prices;
  private final TenantTree tree;
  private final Store store;
  private final TenantSql sql;
  private final Clock clock;

  /**
   * How far an agent is this month.
   *
   * @param agent its name
   * @param seller the name of whose agent it is; empty for the agent, who does not see above itself
   * @param next the next tier, {@code null} in the last
   */
  public record Standing(
      long contractId, String agent, String seller, CommissionEstimate estimate, NextTier next) {

    public String currency() {
      return estimate.contract().currency();
    }

    /** What reaching the next tier brings at its first unit, exact. */
    public BigDecimal brings() {
      return next.saving().negate();
    }

    /** How much of the way from this tier to the next is done, 0 to 1. */
    public double done() {
      var tiers = estimate.contract().commission().tiers().tiers();
      var tier = estimate.tier();
      var start = tier == 1 ? BigDecimal.ZERO : tiers.get(tier - 2).upTo();
      if (next == null || next.reachedAt().compareTo(start) <= 0) {
        return 1;
      }
      return estimate
          .counted()
          .subtract(start)
          .max(BigDecimal.ZERO)
          .divide(next.reachedAt().subtract(start), 4, java.math.RoundingMode.DOWN)
          .doubleValue();
    }
  }

  /** A rate, what of it was counted in a month and what it brought. */
  public record Rate(
      YearMonth month,
      long contractId,
      String agent,
      CommissionEstimate estimate,
      TierCharge.Line line) {

    /** Percent, or an amount for a unit. */
    public BigDecimal rate() {
      return estimate.money() ? line.unitPrice().movePointRight(2) : line.unitPrice();
    }
  }

  /**
   * What was posted of one agent's commission in a stretch of days.
   *
   * @param earned whether the tenant is the agent; else it is what the agent costs it
   */
  public record Posted(long agentId, String agent, boolean earned, Money amount) {}

  /** One month, as the contract has it and as it would be. */
  public record Month(
      YearMonth month,
      long units,
      Money sold,
      Money received,
      Money accrued,
      Money due,
      Money triedAccrued,
      Money triedDue) {

    Month plus(Month other) {
      return new Month(
          month,
          units + other.units,
          sold.plus(other.sold),
          received.plus(other.received),
          accrued.plus(other.accrued),
          due.plus(other.due),
          triedAccrued.plus(other.triedAccrued),
          triedDue.plus(other.triedDue));
    }
  }

  /** All of a trial, months oldest first. */
  public record Trial(String currency, List<Month> months, Month total) {}

  @Inject
  public Outlook(
      Contracts contracts,
      Prices prices,
      TenantTree tree,
      Store store,
      TenantSql sql,
      Clock clock) {
    this.contracts = contracts;
    this.prices = prices;
    this.tree = tree;
    this.store = store;
    this.sql = sql;
    this.clock = clock;
  }

  protected Outlook() {
    this(null, null, null, null, null, null);
  }

  private ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  /** This month in the books of the platform. */
  public YearMonth thisMonth() {
    return YearMonth.from(clock.instant().atZone(zone()));
  }

  /** The tenant's agents and the tenant itself, where one of its contracts makes it one. */
  private List<Agreement> agreements(Scope scope) {
    var all = new ArrayList<>(contracts.bought(scope));
    all.addAll(contracts.sold(scope));
    all.removeIf(
        one ->
            one.history()
                .filter(history -> history.versions().stream().anyMatch(v -> v.mode().isAgent()))
                .isEmpty());
    return all;
  }

  private Set<Long> clients(Agreement agreement) {
    var agent = agreement.parties().buyerId();
    var clients = new HashSet<>(tree.subtree(agent));
    clients.remove(agent);
    return clients;
  }

  private List<CommissionEstimate> estimates(Agreement agreement, YearMonth month) {
    var parties = agreement.parties();
    var clients = clients(agreement);
    if (clients.isEmpty()) {
      return List.of();
    }
    var books = new BillingMonth(parties.sellerId(), month, zone());
    return store.inTransaction(
        connection ->
            CommissionEstimate.of(
                connection,
                books,
                agreement.history().orElseThrow(),
                contracts.principals(parties.sellerId(), books.endDay()),
                clients,
                prices.book(),
                clock.instant()));
  }

  /** How far each agent is this month: the tenant's, and the tenant itself. */
  public List<Standing> standings(Scope scope) {
    var standings = new ArrayList<Standing>();
    for (var agreement : agreements(scope)) {
      var estimates = estimates(agreement, thisMonth());
      if (!estimates.isEmpty()) {
        var last = estimates.get(estimates.size() - 1);
        standings.add(
            new Standing(
                agreement.id(),
                agreement.buyer(),
                agreement.seller(),
                last,
                last.next().orElse(null)));
      }
    }
    return standings;
  }

  /**
   * What was earned at which rate in a month: one line for each agent, stretch and tier.
   *
   * @param month this one, or one of the last {@value #MONTHS_MAX}
   */
  public List<Rate> rates(Scope scope, YearMonth month) {
    requireRecent(month);
    var rates = new ArrayList<Rate>();
    for (var agreement : agreements(scope)) {
      for (var estimate : estimates(agreement, month)) {
        for (var line : estimate.byRate()) {
          rates.add(new Rate(month, agreement.id(), agreement.buyer(), estimate, line));
        }
      }
    }
    return rates;
  }

  private void requireRecent(YearMonth month) {
    var now = thisMonth();
    if (month.isAfter(now) || month.isBefore(now.minusMonths(MONTHS_MAX - 1L))) {
      throw Fault.invalid("month", "commission.fault.month", month, now, MONTHS_MAX);
    }
  }

  /** What each client, product and day brought to each agent in a month. */
  List<Brought> brought(Scope scope, YearMonth month) {
    requireRecent(month);
    var brought = new ArrayList<Brought>();
    for (var agreement : agreements(scope)) {
      var seller = agreement.parties().sellerId();
      var books = new BillingMonth(seller, month, zone());
      for (var estimate : estimates(agreement, month)) {
        store
            .inTransaction(
                connection ->
                    estimate.parts(
                        connection,
                        books,
                        contracts.principals(seller, books.endDay()),
                        clients(agreement),
                        prices.book(),
                        clock.instant()))
            .forEach(part -> brought.add(new Brought(agreement, part)));
      }
    }
    return brought;
  }

  /** A part of an agent's commission. */
  record Brought(Agreement agreement, CommissionEstimate.Part part) {}

  /** The name of a tenant. */
  String name(long tenantId) {
    return tree.find(tenantId).map(Tenant::name).orElse("");
  }

  /**
   * What was posted of commissions for days from one to another, both included: beside what is
   * bought and sold, an agent earns it and its principal pays it. Whole: one for each agent that
   * the tenant has a contract with, and currency.
   */
  public List<Posted> posted(Scope scope, LocalDate from, LocalDate to) {
    return sql.query(
        scope,
        "SELECT c.agent_id, t.name, c.currency, SUM(c.delta) AS amount FROM commission c JOIN tenant"
            + " t ON t.id = c.agent_id WHERE (c.seller_id = :tenant OR c.agent_id = :tenant) AND"
            + " c.upto_day > :from AND c.upto_day <= :to GROUP BY c.agent_id, t.name, c.currency"
            + " ORDER BY t.name, c.agent_id, c.currency",
        query ->
            query
                .bind("from", from)
                .bind("to", to.plusDays(1))
                .map(
                    (row, context) ->
                        new Posted(
                            row.getLong("agent_id"),
                            row.getString("name"),
                            row.getLong("agent_id") == scope.tenantId(),
                            new Money(row.getLong("amount"), row.getString("currency"))))
                .list());
  }

  /** The commission of an agent's contract: of the version that holds, else of the last. */
  public Terms.Fee fee(Scope scope, long contractId) {
    var agreement = contracts.require(scope, contractId);
    var today = clock.instant().atZone(zone()).toLocalDate();
    var fee =
        agreement
            .at(today)
            .filter(version -> version.terms().commission() != null)
            .or(agreement::last)
            .map(version -> version.terms().commission())
            .orElse(null);
    if (fee == null) {
      throw Fault.conflict("contract", "commission.fault.no-agent");
    }
    return fee;
  }

  /**
   * Tries another commission on what the agent's clients bought and paid in the last months.
   *
   * @param tried {@code null} for that of the contract
   * @param back how many months, the one that runs included
   */
  public Trial run(Scope scope, long contractId, Terms.Fee tried, int back) {
    Check.range("months", back, 1, MONTHS_MAX);
    var agreement = contracts.require(scope, contractId);
    Commission other = (tried == null ? fee(scope, contractId) : tried).read();
    if (agreements(scope).stream().noneMatch(one -> one.id() == contractId)) {
      throw Fault.conflict("contract", "commission.fault.no-agent");
    }
    var currency = agreement.parties().currency();
    var months = new ArrayList<Month>();
    var last = thisMonth();
    for (var month = last.minusMonths(back - 1L);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      var sum = nothing(month, currency);
      for (var estimate : estimates(agreement, month)) {
        sum = sum.plus(month(month, estimate, other));
      }
      months.add(sum);
    }
    var total = months.stream().reduce(nothing(last, currency), Month::plus);
    return new Trial(currency, List.copyOf(months), total);
  }

  private static Month nothing(YearMonth month, String currency) {
    var zero = Money.zero(currency);
    return new Month(month, 0, zero, zero, zero, zero, zero, zero);
  }

  private static Month month(YearMonth month, CommissionEstimate estimate, Commission tried) {
    var sales = estimate.sales();
    var now = estimate.settlement();
    var other = estimate.tried(tried);
    return new Month(
        month,
        sales.units().longValue(),
        sales.sold(),
        sales.received(),
        now.accrued(),
        now.due(),
        other.accrued(),
        other.due());
  }
}
