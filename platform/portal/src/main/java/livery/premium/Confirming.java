package livery.premium;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.billing.Allocation;
import livery.billing.Edge;
import livery.billing.Money;
import livery.billing.PremiumPosting;
import livery.store.Ids;
import livery.store.Store;
import livery.tariff.PremiumRule;
import livery.tariff.PremiumTerms;
import livery.tenant.TenantTree;

/**
 * Makes income of an operator's statement: shares it out, books it, notes when it is payable. Runs
 * in the transaction that confirms the statement, so that it happens once. Thread-safe.
 *
 * <p>What the operator counted counts. Among several tenants of a number it is shared by our own
 * count of the day; where we counted nothing it is its renter's, else the platform's.
 */
@ApplicationScoped
class Confirming {

  private final Store store;
  private final TenantTree tree;
  private final PremiumTerms terms;
  private final StatementRows rows;
  private final Ids ids;
  private final Clock clock;

  @Inject
  Confirming(
      Store store, TenantTree tree, PremiumTerms terms, StatementRows rows, Ids ids, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.terms = terms;
    this.rows = rows;
    this.ids = ids;
    this.clock = clock;
  }

  protected Confirming() {
    this(null, null, null, null, null, null);
  }

  private record CellKey(long numberId, long tenantId) implements Comparable<CellKey> {
    @Override
    public int compareTo(CellKey other) {
      var byNumber = Long.compare(numberId, other.numberId);
      return byNumber != 0 ? byNumber : Long.compare(tenantId, other.tenantId);
    }
  }

  /** Shares the statement out and books it. */
  void run(Connection connection, Statement statement, PremiumRule rule) throws SQLException {
    var cells = cells(statement.id(), rule.currency());
    var chains = new HashMap<Long, List<ShareOut.Step>>();
    var result =
        ShareOut.of(
            rule,
            cells,
            tenant -> chains.computeIfAbsent(tenant, id -> chain(id, rule, statement.period())));
    var reference = "premium " + statement.period() + " " + statement.id();
    var posting =
        PremiumPosting.confirm(
            connection, ids::next, parts(result.lines()), reference, clock.instant());
    insert(statement, rule, result.lines(), posting);
    rows.confirm(statement.id(), result, posting);
  }

  private List<ShareOut.Cell> cells(long statementId, String currency) {
    var cells = new TreeMap<CellKey, ShareOut.Cell>();
    for (var row : rows.rows(statementId)) {
      var owners = owners(row);
      var weights = owners.stream().map(StatementRows.OwnCount::messages).toList();
      var messages = ShareOut.whole(row.messages(), weights);
      var gross =
          Allocation.LARGEST_REMAINDER.share(
              new Money(row.grossMicros(), currency),
              weights.stream().map(BigDecimal::valueOf).toList());
      for (var i = 0; i < owners.size(); i++) {
        var cell =
            new ShareOut.Cell(
                row.numberId(), owners.get(i).tenantId(), messages.get(i), gross.get(i).micros());
        cells.merge(new CellKey(cell.numberId(), cell.tenantId()), cell, Confirming::plus);
      }
    }
    return List.copyOf(cells.values());
  }

  private static ShareOut.Cell plus(ShareOut.Cell one, ShareOut.Cell other) {
    return new ShareOut.Cell(
        one.numberId(),
        one.tenantId(),
        one.messages() + other.messages(),
        Math.addExact(one.grossMicros(), other.grossMicros()));
  }

  private List<StatementRows.OwnCount> owners(StatementRows.Row row) {
    if (!row.own().isEmpty()) {
      return row.own();
    }
    var owner = row.renter() == 0 ? tree.root().orElseThrow().id() : row.renter();
    return List.of(new StatementRows.OwnCount(owner, 1));
  }

  /** From the platform down to the tenant, with what each gets of the net. */
  List<ShareOut.Step> chain(long tenantId, PremiumRule rule, int period) {
    var steps = new ArrayList<ShareOut.Step>();
    var chain = tree.chain(tenantId);
    for (var i = chain.size() - 1; i >= 0; i--) {
      var buyer = chain.get(i);
      steps.add(
          new ShareOut.Step(
              buyer.parentId() == 0 ? Edge.OPERATORS : buyer.parentId(),
              buyer.id(),
              terms.percent(buyer.id(), rule, period)));
    }
    return steps;
  }

  private static List<PremiumPosting.Part> parts(List<ShareOut.Line> lines) {
    Map<Long, PremiumPosting.Part> byBuyer = new LinkedHashMap<>();
    for (var line : lines) {
      byBuyer.merge(
          line.buyerId(),
          new PremiumPosting.Part(
              line.sellerId(), line.buyerId(), line.cell().messages(), line.amount()),
          (one, other) ->
              new PremiumPosting.Part(
                  one.sellerId(),
                  one.buyerId(),
                  one.quantity() + other.quantity(),
                  one.amount().plus(other.amount())));
    }
    return List.copyOf(byBuyer.values());
  }

  private void insert(
      Statement statement, PremiumRule rule, List<ShareOut.Line> lines, long posting) {
    if (lines.isEmpty()) {
      return;
    }
    var payable = LocalDate.ofInstant(clock.instant(), terms.zone()).plusDays(rule.payableDays());
    var first = ids.next(lines.size());
    store
        .jdbi()
        .useHandle(
            handle -> {
              var batch =
                  handle.prepareBatch(
                      "INSERT INTO premium_income (id, statement_id, period, seller_id, buyer_id,"
                          + " number_id, tenant_id, messages, gross, amount, currency, state,"
                          + " payable_on, posting_id)"
                          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'CONFIRMED', ?, ?)");
              for (var i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                batch.add(
                    first + i,
                    statement.id(),
                    statement.period(),
                    line.sellerId(),
                    line.buyerId(),
                    line.cell().numberId(),
                    line.cell().tenantId(),
                    line.cell().messages(),
                    line.cell().grossMicros(),
                    line.amount().micros(),
                    rule.currency(),
                    payable,
                    posting);
              }
              batch.execute();
            });
  }
}
