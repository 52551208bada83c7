package livery.bank;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import livery.billing.EngineKey;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.TopUp;
import livery.fault.Fault;
import livery.money.Alerts;
import livery.money.TakeBacks;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Entries by which a bank takes money back: each takes back the top-up of an earlier entry, found
 * by itself or named by a person. What a person took back of that top-up by hand is not taken
 * twice. Thread-safe.
 */
@ApplicationScoped
public class Reversals {

  private static final int ORIGINALS_MAX = 100;

  private final Store store;
  private final TenantSql sql;
  private final Alerts alerts;
  private final Demands demands;
  private final EntryRows rows;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Reversals(
      Store store,
      TenantSql sql,
      Alerts alerts,
      Demands demands,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.alerts = alerts;
    this.demands = demands;
    this.rows = new EntryRows(sql);
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Reversals() {
    this(null, null, null, null, null, null, null);
  }

  /** Finds what the reversal takes back and does so, or says why it waits; its row is locked. */
  Entry.State match(Connection connection, Scope scope, Entry entry) throws SQLException {
    // Two reversals of one entry: whoever comes second looks again behind the first one's lock.
    var originals = new Originals(sql);
    var seen = originals.of(scope, entry);
    if (seen.isFound()) {
      rows.lock(scope, seen.entry().id());
    }
    var original = originals.of(scope, entry);
    if (!original.isFound()) {
      rows.state(scope, entry.id(), Entry.State.UNMATCHED, original.reason(), "");
      return Entry.State.UNMATCHED;
    }
    var credit = original.entry();
    if (credit.state() != Entry.State.POSTED) {
      rows.state(scope, credit.id(), Entry.State.SET_ASIDE, "reversed", "");
      return aside(scope, entry, credit, "reversed");
    }
    var left = left(connection, credit);
    if (left.isZero()) {
      return aside(scope, entry, credit, "taken-back");
    }
    var amount = left.compareTo(entry.amount()) < 0 ? left : entry.amount();
    takeBack(connection, scope, entry, credit, amount, "reversal");
    return Entry.State.POSTED;
  }

  private Entry.State aside(Scope scope, Entry entry, Entry credit, String reason) {
    rows.state(scope, entry.id(), Entry.State.SET_ASIDE, reason, "");
    rows.link(scope, entry, credit, 0);
    return Entry.State.SET_ASIDE;
  }

  /** What of the entry's top-up can still go back; its wallet is locked then. */
  private static Money left(Connection connection, Entry credit) throws SQLException {
    return TopUp.lock(connection, credit.postingId()).orElseThrow().left();
  }

  private void takeBack(
      Connection connection, Scope scope, Entry entry, Entry credit, Money amount, String reason)
      throws SQLException {
    var posting =
        new Ledger(ids::next)
            .takeBack(
                connection,
                credit.buyerId(),
                scope.tenantId(),
                credit.postingId(),
                amount,
                EngineKey.of("bank entry " + entry.id()),
                Entries.reference("Bank reversal", entry),
                clock.instant());
    rows.state(scope, entry.id(), Entry.State.POSTED, reason, "");
    rows.link(scope, entry, credit, posting);
    if (credit.demandId() != 0) {
      demands.pay(scope, credit.demandId(), amount.negated());
    }
  }

  /**
   * The credited entries of the same account and payer of which that much can still go back, the
   * newest first: what a person may name as the one that a reversal takes back.
   */
  public List<Entry> originals(Scope scope, long id) {
    Rights.mayFinance(scope);
    var reversal = rows.get(scope, id);
    return isReversal(reversal) ? fitting(scope, reversal, 0) : List.of();
  }

  private static boolean isReversal(Entry entry) {
    return !entry.credit() && entry.reversal();
  }

  /** All, or the one with that id. */
  private List<Entry> fitting(Scope scope, Entry reversal, long only) {
    return sql.query(
        scope,
        Entry.COLUMNS
            + "WHERE e.tenant_id = :tenant AND e.account = :account AND e.credit = 1"
            + " AND e.reversal = 0 AND e.state = 'POSTED' AND e.currency = :currency"
            + " AND e.amount - COALESCE((SELECT SUM(r.amount) FROM reversal r"
            + " WHERE r.original_id = e.posting_id), 0) >= :amount"
            + " AND (:only = 0 OR e.id = :only)"
            + " AND (:payer IN ('', :account) OR e.payer_account IN ('', :payer))"
            + " ORDER BY e.booked_on DESC, e.id DESC LIMIT "
            + ORIGINALS_MAX,
        query ->
            query
                .bind("account", reversal.account())
                .bind("currency", reversal.amount().currency())
                .bind("amount", reversal.amount().micros())
                .bind("payer", reversal.payerAccount())
                .bind("only", only)
                .map((row, context) -> Entry.read(row))
                .list());
  }

  /**
   * Says which credited entry a reversal takes back, and takes back that much of its top-up. The
   * same a second time changes nothing.
   *
   * @throws Fault when it is no reversal, was posted before, or the other is none of {@link
   *     #originals}
   */
  public Entry tie(Scope scope, long id, long originalId) {
    Rights.mayFinance(scope);
    store.repeating(
        connection -> {
          var entry = rows.lock(scope, id);
          if (!isReversal(entry)) {
            throw Fault.conflict("", "bank.fault.no-reversal");
          }
          if (entry.state() == Entry.State.POSTED) {
            if (entry.originalId() == originalId) {
              return null;
            }
            throw Fault.conflict("", "bank.fault.posted", entry.buyer());
          }
          rows.lock(scope, originalId);
          var credit =
              fitting(scope, entry, originalId).stream()
                  .findFirst()
                  .orElseThrow(
                      () -> Fault.invalid("originalId", "bank.fault.no-original", entry.amount()));
          var left = left(connection, credit);
          if (left.compareTo(entry.amount()) < 0) {
            throw Fault.invalid("originalId", "bank.fault.no-original", entry.amount());
          }
          takeBack(connection, scope, entry, credit, entry.amount(), "reversal-person");
          audit.write(
              scope,
              "bank.tie",
              "bank entry " + id,
              entry.amount() + " of bank entry " + originalId + " ← " + credit.buyer());
          return null;
        });
    alerts.watch();
    return rows.get(scope, id);
  }

  /** What a person takes back of a top-up that came by bank was not paid for its demand either. */
  void takenBack(@Observes TakeBacks.TakenBack news) {
    sql.query(
            news.scope(),
            Entry.COLUMNS
                + "WHERE e.tenant_id = :tenant AND e.buyer_id = :buyer AND e.posting_id = :posting"
                + " AND e.demand_id <> 0",
            query ->
                query
                    .bind("buyer", news.topUp().buyerId())
                    .bind("posting", news.topUp().postingId())
                    .map((row, context) -> Entry.read(row))
                    .findFirst())
        .ifPresent(entry -> demands.pay(news.scope(), entry.demandId(), news.amount().negated()));
  }
}
