package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import livery.billing.Money;
import livery.billing.RatedRows;
import livery.billing.Statement;
import livery.billing.Transfer;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Period;
import livery.order.Orders;
import livery.order.Place;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * What happened to a wallet: lines with the balance after each, what is behind a line, sums.
 * Thread-safe.
 *
 * <p>A wallet belongs to one edge between a seller and a buyer, and only these two read it: what is
 * behind a line are the prices of that edge and of no other.
 */
@ApplicationScoped
public class Statements {

  /** Longest page. */
  public static final int PAGE_MAX = 200;

  /** Most lines of an export. */
  public static final int EXPORT_MAX = 100_000;

  /** How many lines one request looks through for those that a filter wants. */
  private static final int SCAN_MAX = 50_000;

  private static final int PRODUCT_LENGTH = 30;
  private static final int QUARTER_SECONDS = 900;

  /** The orders of a statement: when money moved. The balance after each line is the same. */
  public static final Orders<Statement.Line> ORDERS =
      Orders.newestFirst("id", line -> line.transfer().id());

  private final Store store;
  private final Wallets wallets;
  private final TenantTree tree;
  private final Clock clock;

  /**
   * Which lines.
   *
   * @param walletId 0 for the tenant's own
   * @param kind {@code null} for all
   * @param product empty for all
   */
  public record Query(long walletId, Period period, Transfer.Kind kind, String product) {

    boolean wants(Statement.Line line) {
      return (kind == null || line.transfer().kind() == kind)
          && (product.isEmpty() || line.transfer().product().equals(product));
    }
  }

  /**
   * A page, newest line first.
   *
   * @param next what {@link #page} wants to go on; empty at the end
   */
  public record Part(Purse purse, List<Statement.Line> lines, String next) {

    List<Transfer> transfers() {
      return lines.stream().map(Statement.Line::transfer).toList();
    }
  }

  /**
   * The sum of one kind and product in a period.
   *
   * @param lines of how many transfers
   * @param change below zero for what was paid
   */
  public record Total(
      Transfer.Kind kind, String product, long lines, long quantity, Money change) {}

  /** What was paid for and what was paid in on one day, both 0 or more but for refunds. */
  public record Day(LocalDate day, long spentMicros, long addedMicros) {}

  /** A transfer with the events behind it. */
  public record Detail(Purse purse, Transfer transfer, List<RatedRows.Row> rows) {}

  @Inject
  public Statements(Store store, Wallets wallets, TenantTree tree, Clock clock) {
    this.store = store;
    this.wallets = wallets;
    this.tree = tree;
    this.clock = clock;
  }

  protected Statements() {
    this(null, null, null, null);
  }

  /** What a page or a program asked for, checked; what is empty means all of the last month. */
  public Query query(
      Scope scope, long walletId, String from, String to, String kind, String product) {
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    return new Query(
        walletId,
        Period.of(from, to, LocalDate.ofInstant(clock.instant(), zone), zone),
        kind == null || kind.isEmpty() ? null : Check.oneOf("kind", kind, Transfer.Kind.class),
        Check.optionalText("product", product, PRODUCT_LENGTH));
  }

  /**
   * Lines of a statement.
   *
   * @param order one of {@link #ORDERS}
   * @param after the {@code next} of the page before in that order, empty for the first
   * @param limit 1 to {@value #PAGE_MAX}
   */
  public Part page(Scope scope, Query query, Place<?> order, String after, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX);
    return page(scope, query, order, after, limit, SCAN_MAX);
  }

  /** All lines that an export holds, at most {@value #EXPORT_MAX}. */
  public Part export(Scope scope, Query query, Place<?> order) {
    return page(scope, query, order, "", EXPORT_MAX, EXPORT_MAX);
  }

  private Part page(
      Scope scope, Query query, Place<?> order, String after, int limit, int scanMax) {
    var purse = wallets.get(scope, query.walletId());
    var start = after == null || after.isEmpty() ? null : StatementCursor.parse(after);
    return store.inTransaction(
        connection -> {
          var found = new ArrayList<Statement.Line>();
          var cursor = start;
          for (var scanned = 0; scanned < scanMax; ) {
            var part = part(connection, purse, query.period(), order.isUp(), cursor);
            for (var line : part.lines()) {
              if (query.wants(line)) {
                found.add(line);
              }
              if (found.size() == limit) {
                var next = last(part, line) ? "" : StatementCursor.after(line, order.isUp());
                return new Part(purse, found, next);
              }
            }
            scanned += part.lines().size();
            cursor = part.next().orElse(null);
            if (cursor == null) {
              return new Part(purse, found, "");
            }
          }
          return new Part(purse, found, StatementCursor.write(cursor));
        });
  }

  private static Statement part(
      Connection connection, Purse purse, Period period, boolean up, Statement.Cursor cursor)
      throws SQLException {
    var id = purse.wallet().id();
    if (up) {
      return Statement.upwards(
          connection,
          id,
          period.start(),
          period.end(),
          Optional.ofNullable(cursor),
          Statement.PAGE_MAX);
    }
    return cursor == null
        ? Statement.of(connection, id, period.start(), period.end(), Statement.PAGE_MAX)
        : Statement.before(connection, id, period.start(), cursor, Statement.PAGE_MAX);
  }

  private static boolean last(Statement part, Statement.Line line) {
    return !part.hasMore() && line == part.lines().get(part.lines().size() - 1);
  }

  /**
   * One transfer of a wallet and the events behind it, with the prices of this wallet's edge.
   *
   * @param afterEvent the last event of the page before, 0 for the first page
   * @param limit 1 to {@value #PAGE_MAX} + 1
   * @throws Fault when it is not a transfer of that wallet
   */
  public Detail detail(Scope scope, long walletId, long transferId, long afterEvent, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    var purse = wallets.get(scope, walletId);
    return store.inTransaction(
        connection -> {
          var transfer =
              Statement.transfer(connection, purse.wallet().id(), transferId)
                  .orElseThrow(() -> Fault.notFound("transfer", transferId));
          return new Detail(
              purse,
              transfer,
              sold(transfer)
                  ? RatedRows.behind(connection, transfer, afterEvent, limit)
                  : List.of());
        });
  }

  private static boolean sold(Transfer transfer) {
    return transfer.kind() == Transfer.Kind.CHARGE || transfer.kind() == Transfer.Kind.REFUND;
  }

  /** Sums of the period by kind and product, filters aside. */
  public List<Total> totals(Scope scope, Query query) {
    var wallet = wallets.get(scope, query.walletId()).wallet();
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT kind, product, COUNT(*) AS n, SUM(quantity) AS quantity,"
                            + " SUM(amount) AS amount FROM ("
                            + side("kind, product, quantity, amount", "credit_account")
                            + " UNION ALL "
                            + side("kind, product, quantity, -amount", "debit_account")
                            + ") side GROUP BY kind, product ORDER BY kind, product")
                    .bind("wallet", wallet.id())
                    .bind("from", Utc.of(query.period().start()))
                    .bind("to", Utc.of(query.period().end()))
                    .map(
                        (row, context) ->
                            new Total(
                                Transfer.Kind.valueOf(row.getString("kind")),
                                row.getString("product"),
                                row.getLong("n"),
                                row.getLong("quantity"),
                                new Money(row.getLong("amount"), wallet.currency())))
                    .list());
  }

  /** What was spent and paid in on each day of the period, days without anything included. */
  public List<Day> days(Scope scope, Query query) {
    var wallet = wallets.get(scope, query.walletId()).wallet();
    var period = query.period();
    var spent = new long[period.days()];
    var added = new long[period.days()];
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT kind IN ('CHARGE', 'REFUND', 'RETURN') AS sale, FLOOR(TIMESTAMPDIFF(SECOND,"
                            + " :from, posted_at) / "
                            + QUARTER_SECONDS
                            + ") AS quarter, SUM(amount) AS amount FROM ("
                            + side("kind, posted_at, amount", "credit_account")
                            + " UNION ALL "
                            + side("kind, posted_at, -amount", "debit_account")
                            + ") side GROUP BY sale, quarter")
                    .bind("wallet", wallet.id())
                    .bind("from", Utc.of(period.start()))
                    .bind("to", Utc.of(period.end()))
                    .map(
                        (row, context) -> {
                          var day = day(period, row.getLong("quarter"));
                          if (row.getBoolean("sale")) {
                            spent[day] -= row.getLong("amount");
                          } else {
                            added[day] += row.getLong("amount");
                          }
                          return day;
                        })
                    .list());
    var days = new ArrayList<Day>();
    for (var i = 0; i < spent.length; i++) {
      days.add(new Day(period.from().plusDays(i), spent[i], added[i]));
    }
    return days;
  }

  /** Quarters of an hour, because no zone is shifted by less and a day may have 23 or 25 hours. */
  private static int day(Period period, long quarter) {
    Instant at = period.start().plusSeconds(quarter * QUARTER_SECONDS);
    var day = LocalDate.ofInstant(at, period.zone());
    return (int) java.time.temporal.ChronoUnit.DAYS.between(period.from(), day);
  }

  private static String side(String columns, String account) {
    return "SELECT "
        + columns.replace("-amount", "-amount AS amount")
        + " FROM transfer WHERE "
        + account
        + " = :wallet AND posted_at >= :from AND posted_at < :to";
  }
}
