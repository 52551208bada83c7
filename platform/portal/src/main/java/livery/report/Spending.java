package livery.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import livery.billing.Money;
import livery.frame.Period;
import livery.history.Messages;
import livery.sales.Sales;
import livery.sales.SalesQuery;
import livery.tenant.Scope;
import livery.tenant.TenantTree;
import livery.traffic.TrafficCounts;

/** What a tenant itself has paid: by product, by day and by campaign. Thread-safe. */
@ApplicationScoped
public class Spending {

  private final Sales sales;
  private final SalesQuery queries;
  private final TrafficCounts traffic;
  private final Messages messages;
  private final TenantTree tree;

  /**
   * One sum.
   *
   * @param day {@code null} unless the lines are days
   * @param campaignId 0 for messages of no campaign, and where the lines are not campaigns
   * @param name of the campaign; empty for none
   * @param product empty unless the lines are products
   * @param kind what is told of the product; {@code null} unless the lines are products
   */
  public record Line(
      LocalDate day,
      long campaignId,
      String name,
      String product,
      Sales.Kind kind,
      long quantity,
      Money paid) {}

  @Inject
  public Spending(
      Sales sales, SalesQuery queries, TrafficCounts traffic, Messages messages, TenantTree tree) {
    this.sales = sales;
    this.queries = queries;
    this.traffic = traffic;
    this.messages = messages;
    this.tree = tree;
  }

  protected Spending() {
    this(null, null, null, null, null);
  }

  /** The period that is asked for; the last month where it is not. */
  public Period period(Scope scope, String from, String to) {
    return queries.of(scope, from, to, 0, "").period();
  }

  /** By product, the dearest first. */
  public List<Line> byProduct(Scope scope, Period period) {
    return bought(scope, period, Sales.By.PRODUCT);
  }

  /** By day, without those on which nothing was paid. */
  public List<Line> byDay(Scope scope, Period period) {
    return bought(scope, period, Sales.By.DAY);
  }

  private List<Line> bought(Scope scope, Period period, Sales.By by) {
    return sales.bought(scope, by, new Sales.Filter(period, 0, "")).stream()
        .map(
            line ->
                new Line(
                    line.day(), 0, "", line.product(), line.kind(), line.quantity(), line.sold()))
        .toList();
  }

  /**
   * By campaign, the dearest first, in whole hours and in the tenant's own currency: what its
   * messages were charged with when they were taken. What was given back later is not taken off.
   */
  public List<Line> byCampaign(Scope scope, Period period) {
    var tenant = tree.find(scope.tenantId()).orElseThrow();
    if (!tree.childrenOf(scope.tenantId()).isEmpty()) {
      return List.of();
    }
    var spent = new HashMap<Long, long[]>();
    for (var group :
        traffic.groups(
            scope, TrafficCounts.By.CAMPAIGN, hour(period.start()), hour(period.end()))) {
      var sums = spent.computeIfAbsent(group.id(), id -> new long[2]);
      if (group.spendMicros() != 0) {
        sums[0] += group.parts();
      }
      sums[1] += group.spendMicros();
    }
    spent.values().removeIf(sums -> sums[1] == 0);
    var named = spent.keySet().stream().filter(id -> id != 0).toList();
    var names = messages.campaignNames(scope, named);
    return spent.entrySet().stream()
        .map(
            entry ->
                new Line(
                    null,
                    entry.getKey(),
                    names.getOrDefault(entry.getKey(), ""),
                    "",
                    null,
                    entry.getValue()[0],
                    new Money(entry.getValue()[1], tenant.currency())))
        .sorted(Comparator.comparing((Line line) -> line.paid().micros()).reversed())
        .toList();
  }

  private static Instant hour(Instant moment) {
    return moment.truncatedTo(ChronoUnit.HOURS);
  }
}
