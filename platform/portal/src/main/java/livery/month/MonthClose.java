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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private long root() {
    return tree.root().map(Tenant::id).orElse(0L);
  }

  /**
   * Works on a month that was begun until it is closed, or as far as it goes: what is in the way of
   * one settlement it writes down, and all that does not depend on it is closed. Does nothing when
   * another process works on one.
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
    var progress = new Progress(period);
    var works = works(YearMonth.of(period / 100, period % 100), progress);
    progress.take(works.stream().mapToInt(Work::steps).sum());
    var closer = new PeriodClose(ids::next, table.rule().grace());
    for (var work : works) {
      var missing = progress.missingAbove(work.sellerId());
      if (missing.isPresent()) {
        progress.waits(work, missing.get());
      } else {
        close(closer, work, progress);
      }
    }
    if (progress.failures.isEmpty()) {
      table.done(period, clock.instant());
    } else {
      table.failed(period, progress.failures, clock.instant());
    }
  }

  /** What fails is passed over: the other settlements are posted, and the books stay open. */
  private void close(PeriodClose closer, Work work, Progress progress) {
    var month = work.month();
    var begun =
        progress.step(
            work.sellerId(),
            0,
            connection -> {
              ZoneKept.require(connection, root(), month.zone());
              return closer.begin(connection, month, clock.instant()).lines() == 0;
            });
    if (!begun) {
      return;
    }
    var whole = true;
    for (var terms : work.terms()) {
      whole &=
          progress.step(
              work.sellerId(),
              terms.buyerId(),
              connection -> closer.settle(connection, month, terms, clock.instant()).isPresent());
    }
    for (var minimum : work.minimums()) {
      whole &=
          progress.step(
              work.sellerId(),
              minimum.buyerId(),
              connection -> closer.settle(connection, month, minimum, clock.instant()).isPresent());
    }
    for (var deal : work.deals()) {
      whole &=
          progress.step(
              work.sellerId(),
              deal.agentId(),
              connection ->
                  agents.accrue(connection, month, deal, month.endDay())
                      | agents.settle(connection, month, deal));
    }
    for (var fee : work.fees()) {
      whole &=
          progress.step(
              work.sellerId(),
              fee.clientId(),
              connection -> {
                fees.open(connection, work.sellerId(), fee);
                return closer.settle(connection, month, fee, clock.instant()).isPresent();
              });
    }
    if (whole) {
      progress.last(
          work.sellerId(),
          connection -> {
            closer.finish(
                connection, month, work.terms(), work.minimums(), work.fees(), clock.instant());
            return true;
          });
    }
  }

  /** Of every seller whose terms can be read. */
  private List<Work> works(YearMonth month, Progress progress) {
    var works = new ArrayList<Work>();
    for (var seller : sellers()) {
      try {
        works.add(work(seller, month));
      } catch (BillingException inTheWay) {
        progress.miss(seller, 0, inTheWay);
      }
    }
    return works;
  }

  private Work work(long seller, YearMonth month) {
    var books = new BillingMonth(seller, month, zone());
    var deals =
        agents.dealsOf(seller).stream()
            .filter(deal -> deal.isAgentWithin(books.firstDay(), books.endDay()))
            .toList();
    return new Work(
        seller,
        books,
        contracts.volumeTerms(seller, month),
        contracts.minimumTerms(seller, month),
        deals,
        fees.terms(books));
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

  /** What is done, for those who watch, and what could not be. Not thread-safe. */
  private final class Progress {

    private final int period;
    private final List<MonthFailure> failures = new ArrayList<>();

    /** By whom: those whose settlement, or whose whole books, could not be done. */
    private final Map<Long, MonthFailure> missing = new HashMap<>();

    private int done;
    private int idle;

    Progress(int period) {
      this.period = period;
    }

    void take(int total) {
      table.taken(period, total, clock.instant());
    }

    /**
     * One transaction, on which the books of the buyer and of those below it depend.
     *
     * @param buyerId whose settlement it is; 0 for the seller's books as a whole
     * @return whether it is done, now or before
     */
    boolean step(long sellerId, long buyerId, Step step) {
      try {
        does(sellerId, step);
        return true;
      } catch (BillingException inTheWay) {
        miss(sellerId, buyerId, inTheWay);
        return false;
      }
    }

    /** The transaction that closes the books: all that others depend on is there before it. */
    void last(long sellerId, Step step) {
      try {
        does(sellerId, step);
      } catch (BillingException inTheWay) {
        note(sellerId, 0, inTheWay);
      }
    }

    private void does(long sellerId, Step step) {
      if (!store.repeating(step::in)) {
        idle++; // passed over: it says nothing about the pace
      }
      done++;
      table.moved(period, sellerId, done, idle, clock.instant());
    }

    void miss(long sellerId, long buyerId, BillingException inTheWay) {
      missing.putIfAbsent(buyerId == 0 ? sellerId : buyerId, note(sellerId, buyerId, inTheWay));
    }

    private MonthFailure note(long sellerId, long buyerId, BillingException inTheWay) {
      var failure = new MonthFailure(sellerId, buyerId, 0, inTheWay.getMessage());
      LOG.log(System.Logger.Level.ERROR, "The close of {0} stopped: {1}", period, failure);
      failures.add(failure);
      return failure;
    }

    /**
     * Who of those above, or the seller itself, has not got what the level above owes it: what a
     * reseller gets back must be there before its own books are looked at.
     */
    Optional<Long> missingAbove(long sellerId) {
      return tree.chain(sellerId).stream().map(Tenant::id).filter(missing::containsKey).findFirst();
    }

    void waits(Work work, long waitsFor) {
      var reason = missing.get(waitsFor).reason();
      failures.add(new MonthFailure(work.sellerId(), 0, waitsFor, reason));
    }
  }
}
