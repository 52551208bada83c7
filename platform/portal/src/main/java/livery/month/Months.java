package livery.month;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.period.BillingMonth;
import livery.billing.period.Period;
import livery.billing.period.PeriodLine;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * The months of sellers' books: how they stand, and their close. Thread-safe.
 *
 * <p>A seller sees its own months; the platform's people begin the close, which goes through every
 * seller's books.
 */
@ApplicationScoped
public class Months {

  private final Store store;
  private final TenantTree tree;
  private final MonthClose close;
  private final Clock clock;
  private final Audit audit;
  private final Event<Begun> begun;
  private final MonthTable table;

  /** A month's close was begun; whoever carries jobs takes it up. */
  public record Begun(int period) {}

  /**
   * A month of a seller.
   *
   * @param state of the tenant's own books; for the platform CLOSED when all sellers' are
   * @param closableFrom first moment at which its close may begin
   * @param mayClose whether the platform may begin now: it is time, and all before are closed
   * @param books {@code null} while its close has not begun
   */
  public record Row(
      YearMonth month, Period.State state, Instant closableFrom, boolean mayClose, Period books) {

    /** Months are named 2026-03. */
    public String name() {
      return month.toString();
    }

    public int period() {
      return number(month);
    }
  }

  /** How one seller's month stands; {@code books} is {@code null} while its close has not begun. */
  public record SellerRow(Tenant seller, Period.State state, Period books) {}

  @Inject
  public Months(
      Store store,
      TenantTree tree,
      MonthClose close,
      Clock clock,
      Audit audit,
      Event<Begun> begun) {
    this.store = store;
    this.tree = tree;
    this.close = close;
    this.clock = clock;
    this.audit = audit;
    this.begun = begun;
    this.table = new MonthTable(store);
  }

  protected Months() {
    this(null, null, null, null, null, null);
  }

  static int number(YearMonth month) {
    return month.getYear() * 100 + month.getMonthValue();
  }

  /** The month of a text like 2026-03. */
  public static YearMonth month(String text) {
    return month("month", text);
  }

  static YearMonth month(String field, String text) {
    try {
      return YearMonth.parse(Check.text(field, text, 7));
    } catch (java.time.format.DateTimeParseException unknown) {
      throw Fault.invalid(field, "month.fault.month", Check.shown(text));
    }
  }

  /** The tenant's months from the first in which anything was sold, the newest first. */
  public List<Row> list(Scope scope) {
    var first = table.firstMonth(close.zone());
    var rows = new ArrayList<Row>();
    if (first.isEmpty()) {
      return rows;
    }
    var books = books(scope.tenantId());
    var platform = tree.isPlatform(scope.tenantId());
    var unfinished =
        table.runs().stream()
            .filter(run -> run.state() != MonthRun.State.DONE)
            .map(MonthRun::period)
            .toList();
    var now = clock.instant();
    var before = platform;
    var last = YearMonth.from(now.atZone(close.zone()));
    for (var month = first.get(); !month.isAfter(last); month = month.plusMonths(1)) {
      var period = books.get(number(month));
      var state = period == null ? Period.State.OPEN : period.state();
      if (platform && period != null && unfinished.contains(period.period())) {
        state = Period.State.CLOSING; // until the last seller's books are closed
      }
      var from = closableFrom(month);
      var may = before && state != Period.State.CLOSED && !now.isBefore(from);
      rows.add(0, new Row(month, state, from, may, period));
      before &= state == Period.State.CLOSED;
    }
    return rows;
  }

  private HashMap<Integer, Period> books(long seller) {
    var books = new HashMap<Integer, Period>();
    store
        .inTransaction(connection -> Period.ofSeller(connection, seller))
        .forEach(period -> books.put(period.period(), period));
    return books;
  }

  private Instant closableFrom(YearMonth month) {
    var root = tree.root().map(Tenant::id).orElse(1L);
    return new BillingMonth(root, month, close.zone()).to().plus(table.rule().grace());
  }

  /** One of the tenant's months. */
  public Row get(Scope scope, YearMonth month) {
    return list(scope).stream()
        .filter(row -> row.month().equals(month))
        .findFirst()
        .orElseThrow(() -> Fault.notFound("month", month));
  }

  /** What was settled with each buyer in one of the tenant's months. */
  public List<PeriodLine> lines(Scope scope, YearMonth month, long afterBuyer) {
    get(scope, month);
    return store.inTransaction(
        connection -> PeriodLine.of(connection, scope.tenantId(), number(month), afterBuyer));
  }

  /**
   * What a seller of the tenant settled with it.
   *
   * @param passedOn how much of what was earned went on to the tenant's clients
   */
  public record Received(PeriodLine line, Money passedOn) {}

  /** What one of the tenant's months was settled with by those that it buys from. */
  public List<Received> received(Scope scope, YearMonth month) {
    get(scope, month);
    return store.inTransaction(
        connection -> {
          var all = new ArrayList<Received>();
          for (var line : PeriodLine.ofBuyer(connection, scope.tenantId(), number(month))) {
            var passedOn = Money.zero(line.posted().currency());
            for (var share : line.shares(connection)) {
              passedOn = passedOn.plus(share.amount());
            }
            all.add(new Received(line, passedOn));
          }
          return all;
        });
  }

  /** How the month stands with every seller, the platform first; for the platform's own people. */
  public List<SellerRow> sellers(Scope scope, YearMonth month) {
    requirePlatform(scope);
    var period = number(month);
    return close.sellers().stream()
        .flatMap(id -> tree.find(id).stream())
        .map(
            seller -> {
              var books =
                  store
                      .inTransaction(connection -> Period.find(connection, seller.id(), period))
                      .orElse(null);
              return new SellerRow(
                  seller, books == null ? Period.State.OPEN : books.state(), books);
            })
        .toList();
  }

  /** The close of a month as a job; empty before it was begun. For the platform's own people. */
  public Optional<MonthRun> run(Scope scope, YearMonth month) {
    requirePlatform(scope);
    return table.run(number(month));
  }

  /** Whose books the last attempt to close a month left open, and why. */
  public List<MonthFailure> failures(Scope scope, int period) {
    requirePlatform(scope);
    return table.failures(period);
  }

  /** The job that runs now, or the last one; empty before the first. */
  public Optional<MonthRun> lastRun(Scope scope) {
    requirePlatform(scope);
    var runs = table.runs();
    return runs.stream().filter(MonthRun::running).findFirst().or(() -> runs.stream().findFirst());
  }

  /**
   * Begins the close of a month, or goes on with one that stopped; asking twice changes nothing.
   *
   * @throws Fault when it is too early, or a month before is open
   */
  public MonthRun close(Scope scope, YearMonth month) {
    requirePlatform(scope);
    Rights.mayFinance(scope);
    var row = get(scope.at(scope.homeId()), month);
    var before = table.run(row.period());
    if (before.filter(run -> run.state() != MonthRun.State.FAILED).isPresent()) {
      return before.get();
    }
    requireClosable(scope, row);
    store.inTransaction(
        connection -> {
          table.begin(row.period(), scope.actor(), clock.instant());
          audit.write(scope, "month.close", "month " + month, "");
          return null;
        });
    begun.fire(new Begun(row.period()));
    return table.run(row.period()).orElseThrow();
  }

  private void requireClosable(Scope scope, Row row) {
    if (row.mayClose()) {
      return;
    }
    if (clock.instant().isBefore(row.closableFrom())) {
      throw Fault.conflict("month", "month.fault.early", row.month(), row.closableFrom());
    }
    var open =
        list(scope.at(scope.homeId())).stream()
            .filter(one -> one.state() != Period.State.CLOSED)
            .map(Row::month)
            .collect(Collectors.toList());
    throw Fault.conflict("month", "month.fault.before", row.month(), open.get(open.size() - 1));
  }

  /** When months are closed; for the platform's own people. */
  public MonthRule rule(Scope scope) {
    requirePlatform(scope);
    return table.rule();
  }

  /** Sets when months are closed. */
  public MonthRule setRule(Scope scope, MonthRule rule) {
    requirePlatform(scope);
    Rights.mayFinance(scope);
    store.inTransaction(
        connection -> {
          table.write(rule);
          audit.write(
              scope,
              "month.rule",
              "months",
              "day " + rule.closeDay() + ", grace " + rule.graceHours() + " h");
          return null;
        });
    return table.rule();
  }

  /** Begins the close that the calendar asks for, if any. */
  void beginByCalendar() {
    var rule = table.rule();
    var root = tree.root();
    if (rule.closeDay() == 0 || root.isEmpty()) {
      return;
    }
    var today = clock.instant().atZone(close.zone()).toLocalDate();
    var home = root.get().id();
    var rows = list(new Scope(home, home, 0, "", livery.tenant.Role.FINANCE));
    for (var row : rows) {
      var due = row.month().plusMonths(1).atDay(rule.closeDay());
      if (row.mayClose() && !today.isBefore(due) && table.run(row.period()).isEmpty()) {
        table.begin(row.period(), "", clock.instant());
        begun.fire(new Begun(row.period()));
      }
    }
  }

  /** Periods whose close was begun and has neither ended nor failed. */
  List<Integer> unfinished() {
    return table.runs().stream().filter(MonthRun::running).map(MonthRun::period).toList();
  }

  private void requirePlatform(Scope scope) {
    if (!tree.isPlatform(scope.homeId())) {
      throw new NotAllowed();
    }
  }
}
