package livery.month;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import livery.billing.BillingException;
import livery.billing.period.AgentFeeTerms;
import livery.billing.period.BillingMonth;
import livery.billing.period.MinimumTerms;
import livery.billing.period.PeriodClose;
import livery.billing.period.VolumeTerms;
import livery.contract.Contracts;
import livery.store.Ids;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Closes a month for every seller, the platform first, so that what a reseller gets back is there
 * before its own books are looked at. Thread-safe; one process at a time works on months.
 *
 * <p>Each line is one transaction with its own key, so it may be stopped anywhere and begun again:
 * what is settled is passed over. Where it stands is written to {@code month_run}.
 */
@ApplicationScoped
public class MonthClose {

  private static final System.Logger LOG = System.getLogger(MonthClose.class.getName());

  private final Store store;
  private final TenantTree tree;
  private final Ids ids;
  private final Clock clock;
  private final Contracts contracts;
  private final Agents agents;
  private final Fees fees;
  private final MonthTable table;

  /** One step: a transaction, and whether it did anything. */
  private interface Step {
    boolean in(Connection connection) throws SQLException;
  }

  private record Work(
      long sellerId,
      BillingMonth month,
      List<VolumeTerms> terms,
      List<MinimumTerms> minimums,
      List<Agents.Deal> deals,
      List<AgentFeeTerms> fees) {

    /** Begin, each line, each minimum, each agent, each fee, finish. */
    int steps() {
      return terms.size() + minimums.size() + deals.size() + fees.size() + 2;
    }
  }

  @Inject
  public MonthClose(
      Store store,
      TenantTree tree,
      Ids ids,
      Clock clock,
      Contracts contracts,
      Agents agents,
      Fees fees) {
    this.store = store;
    this.tree = tree;
    this.ids = ids;
    this.clock = clock;
    this.contracts = contracts;
    this.agents = agents;
    this.fees = fees;
    this.table = new MonthTable(store);
  }

  protected MonthClose() {
    this(null, null, null, null, null, null, null);
  }

  /** All sellers' months begin and end at the platform's midnights: one cut for the whole tree. */
  ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  /**
   * Works on a month that was begun until it is closed, or until something is in the way, which it
   * writes down. Does nothing when another process works on one.
   */
  void run(int period) {
    try (var connection = store.dataSource().getConnection()) {
      if (!alone(connection)) {
        return;
      }
      try {
        close(period);
      } finally {
        release(connection);
      }
    } catch (SQLException failure) {
      throw new StoreFailure(failure);
    }
  }

  private void close(int period) {
    if (table.run(period).filter(MonthRun::running).isEmpty()) {
      return;
    }
    try {
      var progress = new Progress(period);
      var works = works(YearMonth.of(period / 100, period % 100));
      progress.take(works.stream().mapToInt(Work::steps).sum());
      var closer = new PeriodClose(ids::next, table.rule().grace());
      for (var work : works) {
        close(closer, work, progress);
      }
      table.ended(period, MonthRun.State.DONE, "", clock.instant());
    } catch (BillingException inTheWay) {
      LOG.log(System.Logger.Level.ERROR, "The close of {0} stopped: {1}", period, inTheWay);
      table.ended(period, MonthRun.State.FAILED, inTheWay.getMessage(), clock.instant());
    }
  }

  private void close(PeriodClose closer, Work work, Progress progress) {
    var month = work.month();
    progress.step(
        work.sellerId(),
        connection -> closer.begin(connection, month, clock.instant()).lines() == 0);
    for (var terms : work.terms()) {
      progress.step(
          work.sellerId(),
          connection -> closer.settle(connection, month, terms, clock.instant()).isPresent());
    }
    for (var minimum : work.minimums()) {
      progress.step(
          work.sellerId(),
          connection -> closer.settle(connection, month, minimum, clock.instant()).isPresent());
    }
    for (var deal : work.deals()) {
      progress.step(
          work.sellerId(),
          connection ->
              agents.accrue(connection, month, deal, month.endDay())
                  | agents.settle(connection, month, deal));
    }
    for (var fee : work.fees()) {
      progress.step(
          work.sellerId(),
          connection -> {
            fees.open(connection, work.sellerId(), fee);
            return closer.settle(connection, month, fee, clock.instant()).isPresent();
          });
    }
    progress.step(
        work.sellerId(),
        connection -> {
          closer.finish(
              connection, month, work.terms(), work.minimums(), work.fees(), clock.instant());
          return true;
        });
  }

  private List<Work> works(YearMonth month) {
    var works = new ArrayList<Work>();
    for (var seller : sellers()) {
      var books = new BillingMonth(seller, month, zone());
      var deals =
          agents.dealsOf(seller).stream()
              .filter(deal -> deal.isAgentWithin(books.firstDay(), books.endDay()))
              .toList();
      works.add(
          new Work(
              seller,
              books,
              contracts.volumeTerms(seller, month),
              contracts.minimumTerms(seller, month),
              deals,
              fees.terms(books)));
    }
    return works;
  }

  /** Everybody that sells or charges a fee, from the platform down. */
  List<Long> sellers() {
    return Stream.concat(table.sellers().stream(), fees.agents().stream())
        .distinct()
        .sorted(
            Comparator.<Long>comparingInt(id -> tree.chain(id).size())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * Whether no other process closes months of this database. The lock ends with the connection, so
   * a process that was killed holds nothing up.
   */
  private static boolean alone(Connection connection) throws SQLException {
    return ask(connection, "SELECT GET_LOCK(CONCAT(DATABASE(), '.month'), 0)");
  }

  private static void release(Connection connection) throws SQLException {
    ask(connection, "SELECT RELEASE_LOCK(CONCAT(DATABASE(), '.month'))");
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() && row.getInt(1) == 1;
    }
  }

  /** What is done, for those who watch. Not thread-safe. */
  private final class Progress {

    private final int period;
    private int done;
    private int idle;

    Progress(int period) {
      this.period = period;
    }

    void take(int total) {
      table.taken(period, total, clock.instant());
    }

    void step(long sellerId, Step step) {
      if (!store.repeating(step::in)) {
        idle++; // passed over: it says nothing about the pace
      }
      done++;
      table.moved(period, sellerId, done, idle, clock.instant());
    }
  }
}
