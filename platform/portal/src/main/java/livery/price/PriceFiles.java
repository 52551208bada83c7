package livery.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiConsumer;
import livery.billing.BillingException;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.fault.Fault;
import livery.order.Place;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;
import livery.text.Csv;

/** Price lists as files, out and in. Thread-safe. */
@ApplicationScoped
public class PriceFiles {

  /** Most rows that a report names. */
  static final int BAD_MAX = 1_000;

  private static final int PART = 5_000;

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final PriceLists lists;
  private final PriceOutlook outlook;
  private final PriceRules rules;
  private final PriceList list;
  private final Clock clock;
  private final Audit audit;

  /**
   * What a file of prices comes to, or came to.
   *
   * @param good rows that go in
   * @param unchanged rows that say what holds already
   * @param badCount rows that do not go in
   * @param belowCost how many of the good ones are below what the tenant pays itself
   * @param bad the first {@value #BAD_MAX} of the bad ones, each with its line in the file and
   *     every reason
   * @param outlook what the good ones do to what is earned
   */
  public record Report(
      int good,
      int unchanged,
      int badCount,
      int belowCost,
      List<Refused> bad,
      PriceOutlook.Outlook outlook) {}

  /** A row that does not go in, with everything that is wrong with it. */
  public record Refused(int line, Fault reason) {}

  @Inject
  public PriceFiles(
      Store store,
      TenantTree tree,
      Prices prices,
      PriceLists lists,
      PriceOutlook outlook,
      Products products,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.lists = lists;
    this.outlook = outlook;
    this.rules = new PriceRules(tree, products);
    this.list = ids == null ? null : new PriceList(ids::next);
    this.clock = clock;
    this.audit = audit;
  }

  protected PriceFiles() {
    this(null, null, null, null, null, null, null, null, null);
  }

  /** The prices at which the tenant sells now and later, in the form that {@link #check} reads. */
  public String export(Scope scope, PriceLists.Filter filter, Place<PriceRow> place) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(PriceImport.HEAD.toArray());
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    for (var row : PriceRow.ORDERS.sorted(lists.selling(scope), place)) {
      var price = row.price();
      if (!filter.wants(price)) {
        continue;
      }
      csv.row(
          row.buyer(),
          price.product(),
          price.country(),
          price.network(),
          price.prefix(),
          price.currency(),
          price.unitPrice().stripTrailingZeros(),
          written(price.validFrom(), zone),
          price.validTo().equals(Price.OPEN) ? "" : written(price.validTo(), zone));
    }
    return file.toString();
  }

  private static String written(Instant moment, java.time.ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(zone));
  }

  /** Hears how many rows are done, of how many. */
  interface Progress extends BiConsumer<Integer, Integer> {

    /** Nobody listens. */
    Progress NONE = (done, total) -> {};
  }

  /** What would go in and what would not; nothing is written. */
  public Report check(Scope scope, String file) {
    return check(scope, file, Progress.NONE);
  }

  Report check(Scope scope, String file, Progress progress) {
    Rights.mayFinance(scope);
    return report(scope, checked(scope, file, progress));
  }

  /** What becomes of a file in which some rows are bad. */
  public enum Bad {
    /** Nothing of it goes in. */
    STOP,
    /** The good rows go in without them. */
    LEFT_OUT
  }

  /**
   * Writes the rows of a file, all or none of them.
   *
   * @throws Fault when a row is bad and that stops the file, or somebody has changed the list
   *     meanwhile; nothing is written
   */
  public Report apply(Scope scope, String file, Bad bad) {
    return apply(scope, file, bad, Progress.NONE);
  }

  Report apply(Scope scope, String file, Bad bad, Progress progress) {
    Rights.mayFinance(scope);
    var checked = checked(scope, file, Progress.NONE);
    var report = report(scope, checked);
    if (report.badCount() > 0 && bad == Bad.STOP) {
      throw stopped(report.badCount(), report.bad());
    }
    try {
      store.inTransaction(
          connection -> {
            write(connection, scope, checked.steps(), progress);
            audit.write(
                scope,
                "price.import",
                "prices",
                "%d in, %d refused, %d below cost"
                    .formatted(checked.steps().size(), checked.bad().size(), checked.belowCost()));
            return null;
          });
    } catch (BillingException changed) {
      throw Fault.conflict("file", "price.fault.import-changed");
    }
    prices.reload();
    return report;
  }

  /** Says what stops a file. */
  static Fault stopped(int count, List<Refused> bad) {
    return Fault.invalid("file", "price.fault.import-refused", count, bad.get(0).line());
  }

  private void write(
      Connection connection, Scope scope, List<PriceImport.Step> steps, Progress progress)
      throws SQLException {
    for (var from = 0; from < steps.size(); from += PART) {
      progress.accept(from, steps.size());
      list.addAll(
          connection,
          scope.tenantId(),
          steps.subList(from, Math.min(from + PART, steps.size())).stream()
              .map(step -> new PriceList.Succession(step.ended(), step.price()))
              .toList());
    }
  }

  private PriceImport.Checked checked(Scope scope, String file, Progress progress) {
    var existing = lists.selling(scope).stream().map(PriceRow::price).toList();
    var costs = lists.costs(scope, "");
    return new PriceImport(scope, tree, rules, costs, existing, clock.instant())
        .check(file, progress);
  }

  private Report report(Scope scope, PriceImport.Checked checked) {
    return new Report(
        checked.steps().size(),
        checked.unchanged(),
        checked.bad().size(),
        checked.belowCost(),
        checked.bad().stream()
            .limit(BAD_MAX)
            .map(bad -> new Refused(bad.line(), bad.reason()))
            .toList(),
        outlook.of(scope, checked.steps().stream().map(PriceImport.Step::price).toList(), null));
  }
}
