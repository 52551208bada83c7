package livery.price;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.fault.Fault;
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

  private final Store store;
  private final TenantTree tree;
  private final Prices prices;
  private final PriceLists lists;
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
   * @param bad the first {@value #BAD_MAX} of them, each with its line in the file and the reason
   */
  public record Report(int good, int unchanged, int badCount, List<Refused> bad) {}

  /** A row that does not go in. */
  public record Refused(int line, Fault reason) {}

  @Inject
  public PriceFiles(
      Store store,
      TenantTree tree,
      Prices prices,
      PriceLists lists,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.tree = tree;
    this.prices = prices;
    this.lists = lists;
    this.rules = new PriceRules(tree);
    this.list = ids == null ? null : new PriceList(ids::next);
    this.clock = clock;
    this.audit = audit;
  }

  protected PriceFiles() {
    this(null, null, null, null, null, null, null);
  }

  /** The prices at which the tenant sells now and later, in the form that {@link #check} reads. */
  public String export(Scope scope) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(PriceImport.HEAD.toArray());
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    for (var row : lists.selling(scope)) {
      var price = row.price();
      csv.row(
          row.buyer(),
          price.product(),
          price.country(),
          price.network(),
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

  /** What would go in and what would not; nothing is written. */
  public Report check(Scope scope, String file) {
    Rights.mayFinance(scope);
    return report(checked(scope, file));
  }

  /**
   * Writes the good rows of a file, all or none of them; the others are reported.
   *
   * @throws Fault when somebody has changed the list meanwhile
   */
  public Report apply(Scope scope, String file) {
    Rights.mayFinance(scope);
    var checked = checked(scope, file);
    try {
      store.inTransaction(
          connection -> {
            list.addAll(
                connection,
                scope.tenantId(),
                checked.steps().stream()
                    .map(step -> new PriceList.Succession(step.ended(), step.price()))
                    .toList());
            audit.write(
                scope,
                "price.import",
                "prices",
                checked.steps().size() + " in, " + checked.bad().size() + " refused");
            return null;
          });
    } catch (BillingException changed) {
      throw Fault.conflict("file", "price.fault.import-changed");
    }
    prices.reload();
    return report(checked);
  }

  private PriceImport.Checked checked(Scope scope, String file) {
    var existing = lists.selling(scope).stream().map(PriceRow::price).toList();
    return new PriceImport(scope, tree, rules, existing, clock.instant()).check(file);
  }

  private static Report report(PriceImport.Checked checked) {
    return new Report(
        checked.steps().size(),
        checked.unchanged(),
        checked.bad().size(),
        checked.bad().stream()
            .limit(BAD_MAX)
            .map(bad -> new Refused(bad.line(), bad.reason()))
            .toList());
  }
}
