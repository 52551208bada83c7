package livery.bank;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import livery.billing.EngineKey;
import livery.billing.Ledger;
import livery.billing.Transfer;
import livery.fault.Check;
import livery.fault.Fault;
import livery.money.Alerts;
import livery.money.Wallets;
import livery.order.Place;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * The entries of a seller's statements: what was posted, what waits for a person, and what the
 * person decides. An entry moves money once, whoever decides and however often. Thread-safe.
 */
@ApplicationScoped
public class Entries {

  public static final int PAGE_MAX = 200;

  private static final int NOTE_MAX = 200;
  private static final int AGAIN_MAX = 1_000;

  private final Store store;
  private final TenantSql sql;
  private final Wallets wallets;
  private final Alerts alerts;
  private final Matching matching;
  private final Demands demands;
  private final Reversals reversals;
  private final EntryRows rows;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Entries(
      Store store,
      TenantSql sql,
      Wallets wallets,
      Alerts alerts,
      Matching matching,
      Demands demands,
      Reversals reversals,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.wallets = wallets;
    this.alerts = alerts;
    this.matching = matching;
    this.demands = demands;
    this.reversals = reversals;
    this.rows = new EntryRows(sql);
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Entries() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  /**
   * The seller's entries in an order of {@link Entry#ORDERS}.
   *
   * @param state {@code null} for all
   */
  public List<Entry> list(Scope scope, Entry.State state, Place<Entry> place, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    var parts =
        Arrays.stream(Entry.State.values())
            .filter(one -> state == null || state == one)
            .map(one -> part(one, place))
            .collect(Collectors.joining(" UNION ALL "));
    return sql.query(
        scope,
        Entry.COLUMNS
            + "JOIN ("
            + parts
            + ") wanted ON wanted.id = e.id"
            + place.by()
            + " LIMIT :limit",
        query ->
            place.bind(query).bind("limit", limit).map((row, context) -> Entry.read(row)).list());
  }

  /** The first ids of one state, along an index: each begins with tenant and state. */
  private static String part(Entry.State state, Place<Entry> place) {
    return "(SELECT e.id FROM bank_entry e WHERE e.tenant_id = :tenant AND e.state = '"
        + state.name()
        + "'"
        + place.where()
        + place.by()
        + " LIMIT :limit)";
  }

  /** How many wait for a person. */
  public long waiting(Scope scope) {
    Rights.mayFinance(scope);
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM bank_entry WHERE tenant_id = :tenant AND state = 'UNMATCHED'",
        query -> query.mapTo(Long.class).one());
  }

  /** One of the seller's entries. */
  public Entry get(Scope scope, long id) {
    Rights.mayFinance(scope);
    return rows.get(scope, id);
  }

  /**
   * Gives money that came to a buyer's wallet, and remembers whose account it came from.
   *
   * @throws Fault when it was posted before, is no money that came, or the buyer has no wallet in
   *     its currency
   */
  public Entry assign(Scope scope, long id, long buyerId) {
    Rights.mayFinance(scope);
    var buyer = wallets.ofBuyer(scope, buyerId);
    store.repeating(
        connection -> {
          var entry = rows.lock(scope, id);
          if (entry.state() == Entry.State.POSTED) {
            throw Fault.conflict("", "bank.fault.posted", entry.buyer());
          }
          if (!entry.credit() || entry.reversal()) {
            throw Fault.conflict("", "bank.fault.not-income");
          }
          var match =
              matching.fitting(
                  scope, buyerId, demandOf(scope, buyerId, entry), "person", entry.amount());
          if (!match.isFound()) {
            throw Fault.invalid(
                "buyerId", "bank.fault.currency", buyer.buyer(), buyer.currency(), entry.amount());
          }
          remember(scope, entry, buyerId);
          post(connection, scope, entry, match);
          audit.write(
              scope, "bank.assign", "bank entry " + id, entry.amount() + " → " + buyer.buyer());
          return null;
        });
    alerts.watch();
    return get(scope, id);
  }

  private long demandOf(Scope scope, long buyerId, Entry entry) {
    var waiting = demands.waiting(scope, buyerId, entry.amount());
    return waiting.size() == 1 ? waiting.get(0).id() : 0;
  }

  private void remember(Scope scope, Entry entry, long buyerId) {
    if (!entry.payerAccount().isEmpty()) {
      sql.update(
          scope,
          "INSERT INTO bank_payer (tenant_id, payer_account, buyer_id)"
              + " VALUES (:tenant, :account, :buyer) ON DUPLICATE KEY UPDATE buyer_id = :buyer",
          update -> update.bind("account", entry.payerAccount()).bind("buyer", buyerId));
    }
  }

  /** Says that an entry concerns no wallet. */
  public Entry setAside(Scope scope, long id, String note) {
    Rights.mayFinance(scope);
    var why = Check.text("note", note, NOTE_MAX);
    store.repeating(
        connection -> {
          var entry = rows.lock(scope, id);
          if (entry.state() == Entry.State.POSTED) {
            throw Fault.conflict("", "bank.fault.posted", entry.buyer());
          }
          rows.state(scope, id, Entry.State.SET_ASIDE, "person", why);
          audit.write(scope, "bank.set-aside", "bank entry " + id, entry.amount() + ": " + why);
          return null;
        });
    return get(scope, id);
  }

  /**
   * Looks once more for the buyers of the entries that wait, {@value #AGAIN_MAX} at most: after new
   * demands, or after the entry that a reversal takes back has come.
   *
   * @return how many were posted
   */
  public int again(Scope scope) {
    Rights.mayFinance(scope);
    demands.adopt(scope);
    var waiting = waiting(scope, AGAIN_MAX);
    var posted = 0;
    try {
      for (var entry : waiting) {
        posted += match(scope, entry.id()) == Entry.State.POSTED ? 1 : 0;
      }
    } finally { // each is posted for itself: those before a failure are told, too
      audit.write(
          scope, "bank.match", "bank entries", posted + " of " + waiting.size() + " credited");
    }
    alerts.watch();
    return posted;
  }

  private List<Entry> waiting(Scope scope, int most) {
    var waiting = new ArrayList<Entry>();
    var place = Entry.ORDERS.first();
    List<Entry> part;
    do {
      part = list(scope, Entry.State.UNMATCHED, place, PAGE_MAX);
      waiting.addAll(part);
      place = part.isEmpty() ? place : place.behind(part.get(part.size() - 1));
    } while (part.size() == PAGE_MAX && waiting.size() < most);
    return waiting;
  }

  /** Entries that nobody has looked at yet, money that came before what takes it back. */
  List<Long> fresh(Scope scope) {
    demands.adopt(scope);
    return sql.query(
        scope,
        "SELECT id FROM bank_entry WHERE tenant_id = :tenant AND state = 'UNMATCHED'"
            + " AND reason = 'new' ORDER BY reversal, id LIMIT "
            + Camt053.ENTRIES_MAX,
        query -> query.mapTo(Long.class).list());
  }

  /** Finds out what an entry that waits comes to, and posts it when it is clear. */
  Entry.State match(Scope scope, long id) {
    return store.repeating(
        connection -> {
          var entry = rows.lock(scope, id);
          if (entry.state() != Entry.State.UNMATCHED) {
            return entry.state();
          }
          if (!entry.credit() && entry.reversal()) {
            return reversals.match(connection, scope, entry);
          }
          if (!entry.credit() || entry.reversal()) {
            rows.state(scope, id, Entry.State.SET_ASIDE, "outgoing", "");
            return Entry.State.SET_ASIDE;
          }
          var match = matching.find(scope, entry);
          if (!match.isFound()) {
            rows.state(scope, id, Entry.State.UNMATCHED, match.reason(), "");
            return Entry.State.UNMATCHED;
          }
          post(connection, scope, entry, match);
          return Entry.State.POSTED;
        });
  }

  private void post(Connection connection, Scope scope, Entry entry, Matching.Match match)
      throws SQLException {
    var posting =
        new Ledger(ids::next)
            .topUp(
                connection,
                match.buyerId(),
                scope.tenantId(),
                entry.amount(),
                EngineKey.of("bank entry " + entry.id()),
                reference("Bank transfer", entry),
                clock.instant());
    sql.update(
        scope,
        "UPDATE bank_entry SET state = 'POSTED', reason = :reason, buyer_id = :buyer,"
            + " demand_id = :demand, posting_id = :posting"
            + " WHERE id = :id AND tenant_id = :tenant",
        update ->
            update
                .bind("reason", match.reason())
                .bind("buyer", match.buyerId())
                .bind("demand", match.demandId())
                .bind("posting", posting)
                .bind("id", entry.id()));
    if (match.demandId() != 0) {
      demands.pay(scope, match.demandId(), entry.amount());
    }
  }

  static String reference(String what, Entry entry) {
    var text =
        what
            + " "
            + entry.bookedOn()
            + (entry.bankRef().isEmpty() ? "" : ", " + entry.bankRef())
            + (entry.details().isEmpty() ? "" : ": " + entry.details());
    return EntryReader.cut(text, Transfer.REFERENCE_MAX);
  }
}
