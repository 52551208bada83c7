package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import livery.books.Documented;
import livery.books.LedgerLines;
import livery.books.LedgerMoney;
import livery.books.Month;
import livery.books.Sold;
import livery.document.Acts;
import livery.document.By;
import livery.document.Draft;
import livery.document.Issuer;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.party.Parties;
import livery.store.Store;
import livery.task.Progress;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Issues all documents of an ended month for a seller: invoices and acts for its buyers, credit
 * notes for what was given back since, agents' reports as drafts. Thread-safe.
 *
 * <p>The month's ledger is read once; then {@value #BUYERS} buyers at a time get their documents,
 * each time in one transaction. It may be stopped anywhere and run again.
 */
@ApplicationScoped
public class MonthIssue {

  /** How many buyers' documents are one transaction. */
  static final int BUYERS = 50;

  private final Store store;
  private final TenantTree tree;
  private final Runs runs;
  private final Terms terms;
  private final Desk desk;
  private final Issuer issuer;
  private final CreditNotes notes;
  private final Reports reports;
  private final OperatorPapers operators;
  private final Parties parties;
  private final Acts acts;
  private final Clock clock;

  /**
   * What a run has issued.
   *
   * @param invoices with an act each
   * @param drafts agents' reports
   */
  public record Result(int invoices, int creditNotes, int drafts) {}

  @Inject
  public MonthIssue(
      Store store,
      TenantTree tree,
      Runs runs,
      Terms terms,
      Desk desk,
      Issuer issuer,
      CreditNotes notes,
      Reports reports,
      OperatorPapers operators,
      Parties parties,
      Acts acts,
      Clock clock) {
    this.store = store;
    this.tree = tree;
    this.runs = runs;
    this.terms = terms;
    this.desk = desk;
    this.issuer = issuer;
    this.notes = notes;
    this.reports = reports;
    this.operators = operators;
    this.parties = parties;
    this.acts = acts;
    this.clock = clock;
  }

  protected MonthIssue() {
    this(null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * Issues a month's documents for the tenant. A second time issues nothing.
   *
   * @throws Fault when the month has not ended, is not the next one, or the tenant has not told its
   *     legal details
   */
  public Result run(Scope scope, YearMonth month) {
    return run(scope, month, Progress.UNSEEN);
  }

  /** The same, seen while it goes on. */
  Result run(Scope scope, YearMonth month, Progress progress) {
    requireSelling(scope);
    return run(scope.tenantId(), month, By.of(scope), progress);
  }

  /** Begins a month and issues nothing yet: refuses at once what can be. */
  void begin(Scope scope, YearMonth month) {
    requireSelling(scope);
    begin(scope.tenantId(), month(month), By.of(scope));
  }

  private void requireSelling(Scope scope) {
    Rights.mayFinance(scope);
    if (tree.find(scope.tenantId()).orElseThrow().kind() == Tenant.Kind.CLIENT) {
      throw Fault.conflict("", "issue.fault.client");
    }
  }

  private Month month(YearMonth wanted) {
    var zone = runs.zone();
    return new Month(wanted, zone, LocalDate.ofInstant(clock.instant(), zone));
  }

  /**
   * Issues the act, and the invoice that it belongs to, of one buyer for an ended month before the
   * others have theirs. The month's window of refunds is fixed with it; {@link #run} issues what is
   * left. A second time issues nothing.
   *
   * @return the acts, one for each currency that the buyer has paid in
   * @throws Fault when the month has not ended, is not the next one, or nothing was sold
   */
  public List<Issuer.Issued> act(Scope scope, YearMonth wanted, long buyerId) {
    requireSelling(scope);
    var seller = scope.tenantId();
    requireKnown(seller);
    var month = month(wanted);
    var by = By.of(scope);
    return issuer.again(
        connection -> {
          var facts = facts(seller, month, runs.begin(seller, month, by, false));
          var edges = facts.sold().keySet().stream().filter(edge -> edge.buyerId() == buyerId);
          var found = edges.toList();
          if (found.isEmpty()) {
            throw Fault.invalid("buyerId", "issue.fault.nothing-sold", wanted);
          }
          var rule = runs.rule(seller);
          var sitting = sitting(seller, Set.copyOf(found));
          var drafts = drafts(found, month, facts, sitting, rule);
          var issued = issued(drafts, rule, by);
          return found.stream()
              .map(edge -> issued.get(Invoices.key(Kind.ACT, edge, month.number())))
              .toList();
        });
  }

  /**
   * Issues the act and the invoice of one buyer up to a day of a month that goes on, from the first
   * day that none of its invoices has: its contract ends, or it cannot wait. The month's own
   * documents say what is left. A second time issues nothing.
   *
   * @return the acts, one for each currency that the buyer has paid in
   * @throws Fault when the day has not ended, is documented already, or nothing was sold
   */
  public List<Issuer.Issued> act(Scope scope, LocalDate lastDay, long buyerId) {
    requireSelling(scope);
    var seller = scope.tenantId();
    requireKnown(seller);
    if (lastDay.getYear() < 2000 || lastDay.getYear() > 9000) {
      throw Fault.invalid("to", "document.fault.date", lastDay);
    }
    var month = month(YearMonth.from(lastDay));
    if (lastDay.equals(month.lastDay())) {
      return act(scope, month.month(), buyerId);
    }
    var end = lastDay.plusDays(1).atStartOfDay(month.zone()).toInstant();
    var cutoff = clock.instant().minus(Runs.IN_FLIGHT);
    if (cutoff.isBefore(end)) {
      throw Fault.invalid("to", "issue.fault.day-not-ended", lastDay);
    }
    if (!clock.instant().isBefore(month.to())) {
      throw Fault.invalid("to", "issue.fault.month-ended", month.month());
    }
    return issuer.again(
        connection -> {
          var first = runs.firstDay(connection, seller, month, buyerId, lastDay);
          var documented = Documented.read(connection, seller, month);
          if (first.isAfter(lastDay)) {
            var mark = Documented.mark(lastDay);
            return Optional.of(
                    issuer.find(connection, seller, buyerId, Kind.ACT, month.number(), mark))
                .filter(there -> !there.isEmpty())
                .orElseThrow(() -> Fault.conflict("to", "issue.fault.day-documented", lastDay));
          }
          var ledger = new LedgerLines(store, List.of(seller), month.zone());
          var sold = new LinkedHashMap<Sold.Edge, List<Sold>>();
          documented
              .rests(ledger.sold(month.from(), end, cutoff))
              .forEach(
                  (edge, rest) -> {
                    if (edge.buyerId() == buyerId && !rest.lines().isEmpty()) {
                      sold.put(edge, rest.lines());
                    }
                  });
          if (sold.isEmpty()) {
            throw Fault.invalid("buyerId", "issue.fault.nothing-sold-until", lastDay);
          }
          var rule = runs.rule(seller);
          var stretch = new Invoices.Stretch(first, lastDay, Documented.mark(lastDay));
          var drafts = early(sold, month, stretch, end, rule);
          return issued(drafts, rule, By.of(scope)).entrySet().stream()
              .filter(one -> one.getKey().startsWith(Kind.ACT.name()))
              .map(Map.Entry::getValue)
              .toList();
        });
  }

  private List<Draft> early(
      Map<Sold.Edge, List<Sold>> sold,
      Month month,
      Invoices.Stretch stretch,
      Instant end,
      Rule rule) {
    var seller = sold.keySet().iterator().next().sellerId();
    var sitting = sitting(seller, sold.keySet());
    var invoices = new Invoices(month, sitting, rule.dueDays());
    var balances = new LedgerMoney(store, List.of(seller)).balances(end);
    var drafts = new ArrayList<Draft>();
    sold.forEach(
        (edge, lines) ->
            drafts.addAll(
                invoices.draw(
                    edge,
                    lines,
                    balances.getOrDefault(edge, 0L),
                    terms.sale(seller, edge.buyerId(), stretch.last(), sitting.requisites()),
                    stretch)));
    return drafts;
  }

  private void requireKnown(long seller) {
    if (!parties.areKnown(seller)) {
      throw Fault.conflict("", "issue.fault.requisites");
    }
  }

  private Run begin(long seller, Month month, By by) {
    requireKnown(seller);
    return runs.begin(seller, month, by, true);
  }

  Result run(long seller, YearMonth wanted, By by, Progress progress) {
    var month = month(wanted);
    var run = begin(seller, month, by);
    if (run.finished()) {
      progress.finish(List.of(0L, 0L, 0L), List.of());
      return new Result(0, 0, 0);
    }
    var facts = facts(seller, month, run);
    runs.moved(run, 0, facts.sold().size());
    var sitting = sitting(seller, facts.sold().keySet());
    var invoices = invoices(run, month, facts, sitting, by, progress);
    var credited = notes.ofMonth(month, facts.late(), facts.settlements(), sitting, by);
    var drafts = reports.ofMonth(seller, month, by);
    operators.issue(seller, by);
    runs.ended(run, facts.sold().size());
    progress.finish(List.of((long) invoices, (long) credited, (long) drafts), List.of());
    return new Result(invoices, credited, drafts);
  }

  /** Issues for everybody whose day has come; who cannot is told of in the log, others go on. */
  void runDue() {
    for (var seller : runs.due()) {
      try {
        runs.pending(seller).ifPresent(month -> run(seller, month, By.CALENDAR, Progress.UNSEEN));
      } catch (Fault inTheWay) {
        System.getLogger(MonthIssue.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "Tenant {0} cannot issue: {1}",
                seller,
                inTheWay.getMessage());
      }
    }
  }

  private record Facts(
      Documented documented,
      Map<Sold.Edge, List<Sold>> sold,
      Map<Sold.Edge, Long> balances,
      List<LedgerLines.Late> late,
      List<LedgerMoney.Settlement> settlements) {}

  private Facts facts(long seller, Month month, Run run) {
    var lines = new LedgerLines(store, List.of(seller), month.zone());
    var money = new LedgerMoney(store, List.of(seller));
    var documented = store.inTransaction(connection -> Documented.read(connection, seller, month));
    var sold = new LinkedHashMap<Sold.Edge, List<Sold>>();
    var late = new ArrayList<LedgerLines.Late>();
    documented
        .rests(lines.sold(month.from(), month.to(), run.cutoff()))
        .forEach(
            (edge, rest) -> {
              if (!rest.lines().isEmpty()) {
                sold.put(edge, new ArrayList<>(rest.lines()));
              }
              rest.over().forEach(one -> late.add(new LedgerLines.Late(month.number(), one)));
            });
    var since = run.since() == null ? month.from() : run.since();
    var settlements = money.settlements(since, run.cutoff());
    var language = terms.tenant(seller).language();
    for (var one : settlements) {
      if (one.micros() < 0) {
        sold.computeIfAbsent(one.edge(), edge -> new ArrayList<>())
            .add(one.dearer(Desk.fee(one, language, month.zone(), clock)));
      }
    }
    if (run.since() != null) {
      late.addAll(lines.late(run.since(), run.cutoff(), month.from()));
    }
    return new Facts(
        documented,
        sold,
        money.balances(month.to(), run.cutoff()),
        late,
        settlements.stream().filter(one -> one.micros() > 0).toList());
  }

  private Desk.Sitting sitting(long seller, Set<Sold.Edge> edges) {
    var tenants = new HashSet<Long>(Set.of(seller));
    for (var edge : edges) {
      tenants.add(edge.buyerId());
      tenants.add(edge.sellerId());
      tenants.addAll(tree.chain(edge.buyerId()).stream().map(Tenant::id).toList());
    }
    return desk.sit(tenants);
  }

  private int invoices(
      Run run, Month month, Facts facts, Desk.Sitting sitting, By by, Progress progress) {
    var rule = runs.rule(run.sellerId());
    var edges = new ArrayList<>(facts.sold().keySet());
    var fresh = new TreeSet<String>();
    for (var first = 0; first < edges.size(); first += BUYERS) {
      var some = edges.subList(first, Math.min(edges.size(), first + BUYERS));
      var drafts = drafts(some, month, facts, sitting, rule);
      issuer
          .again(connection -> issued(drafts, rule, by))
          .forEach(
              (key, issued) -> {
                if (!issued.before()) {
                  fresh.add(key);
                }
              });
      var done = Math.min(edges.size(), first + BUYERS);
      runs.moved(run, done, edges.size());
      progress.moved(done, edges.size());
    }
    return (int) fresh.stream().filter(key -> key.startsWith("INVOICE")).count();
  }

  private List<Draft> drafts(
      List<Sold.Edge> edges, Month month, Facts facts, Desk.Sitting sitting, Rule rule) {
    var invoices = new Invoices(month, sitting, rule.dueDays());
    var drafts = new ArrayList<Draft>();
    for (var edge : edges) {
      var sale = terms.sale(edge.sellerId(), edge.buyerId(), month.lastDay(), sitting.requisites());
      drafts.addAll(
          invoices.draw(
              edge,
              facts.sold().get(edge),
              facts.balances().getOrDefault(edge, 0L),
              sale,
              new Invoices.Stretch(
                  facts.documented().firstDay(edge.buyerId()), month.lastDay(), "")));
    }
    return drafts;
  }

  private Map<String, Issuer.Issued> issued(List<Draft> drafts, Rule rule, By by) {
    var issued = issuer.issue(drafts, by);
    if (rule.send()) {
      acts.sendAll(
          issued.values().stream().filter(one -> !one.before()).map(Issuer.Issued::id).toList(),
          by);
    }
    return issued;
  }
}
