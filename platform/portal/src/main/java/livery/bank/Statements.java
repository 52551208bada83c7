package livery.bank;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.fault.Check;
import livery.money.Alerts;
import livery.store.Ids;
import livery.store.Utc;
import livery.task.Progress;
import livery.task.Task;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Imports bank statements. Entry by entry, each in a transaction of its own: an import that breaks
 * off is taken up by importing the file again, which posts nothing twice. Thread-safe.
 */
@ApplicationScoped
public class Statements {

  /** Largest file, in bytes. */
  public static final int FILE_MAX = 20_000_000;

  private final TenantSql sql;
  private final TenantTree tree;
  private final Entries entries;
  private final Alerts alerts;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /** A reason why an entry did not go in, with its number in the statement. */
  public record Bad(String statement, int number, String key, List<Object> arguments) {

    private Task.Refused told() {
      return Task.Refused.of(number, statement, key, arguments.toArray());
    }
  }

  /**
   * What an import came to.
   *
   * @param statements the imported ones
   * @param posted entries that moved money
   * @param unmatched entries that wait for a person
   * @param setAside entries that concern no wallet
   * @param repeated entries that were there from an earlier file
   * @param bad entries that did not go in
   */
  public record Report(
      List<Imported> statements,
      int posted,
      int unmatched,
      int setAside,
      int repeated,
      List<Bad> bad) {

    private List<Long> counts() {
      return List.of((long) posted, (long) unmatched, (long) setAside, (long) repeated);
    }
  }

  /** A statement that was imported. */
  public record Imported(
      long id,
      String number,
      String account,
      String currency,
      String version,
      int entries,
      int repeated,
      int bad,
      Instant at,
      String by) {

    static Imported read(ResultSet row) throws SQLException {
      return new Imported(
          row.getLong("id"),
          row.getString("statement_no"),
          row.getString("account"),
          row.getString("currency"),
          row.getString("version"),
          row.getInt("entries"),
          row.getInt("repeated"),
          row.getInt("bad"),
          Utc.read(row, "imported_at").orElseThrow(),
          row.getString("imported_by"));
    }
  }

  @Inject
  public Statements(
      TenantSql sql,
      TenantTree tree,
      Entries entries,
      Alerts alerts,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.sql = sql;
    this.tree = tree;
    this.entries = entries;
    this.alerts = alerts;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Statements() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * Imports a file of the seller's bank. It must be whole and well-formed; then every readable
   * entry goes in.
   *
   * @param file at most {@value #FILE_MAX} bytes, which the caller has seen to
   */
  public Report read(Scope scope, InputStream file) {
    return read(scope, file, Progress.UNSEEN);
  }

  /** Refuses at once what is no statement. */
  void requireStatement(Scope scope, InputStream file) {
    requireSeller(scope);
    Camt053.read(file);
  }

  private void requireSeller(Scope scope) {
    Rights.mayFinance(scope);
    tree.find(scope.tenantId())
        .filter(tenant -> tenant.kind() != Tenant.Kind.CLIENT)
        .orElseThrow(() -> livery.fault.Fault.conflict("", "bank.fault.seller"));
  }

  /** The same, seen while it goes on. */
  Report read(Scope scope, InputStream file, Progress progress) {
    requireSeller(scope);
    var imported = new ArrayList<Imported>();
    var bad = new ArrayList<Bad>();
    var counts = new HashMap<Entry.State, Integer>();
    var repeated = 0;
    for (var statement : Camt053.read(file)) {
      var id = ids.next();
      repeated += statement.entries().size() - store(scope, id, statement);
      imported.add(get(scope, id));
      statement
          .bad()
          .forEach(
              one ->
                  bad.add(new Bad(statement.number(), one.number(), one.key(), one.arguments())));
    }
    // Also those of an import that broke off.
    var fresh = entries.fresh(scope);
    for (var i = 0; i < fresh.size(); i++) {
      counts.merge(entries.match(scope, fresh.get(i)), 1, Integer::sum);
      progress.moved(i + 1, fresh.size());
    }
    alerts.watch();
    var report =
        new Report(
            imported,
            counts.getOrDefault(Entry.State.POSTED, 0),
            counts.getOrDefault(Entry.State.UNMATCHED, 0),
            counts.getOrDefault(Entry.State.SET_ASIDE, 0),
            repeated,
            bad);
    progress.finish(report.counts(), bad.stream().map(Bad::told).toList());
    return report;
  }

  /**
   * Writes a statement and its new entries, unmatched, in one transaction.
   *
   * @return how many are new
   */
  private int store(Scope scope, long id, BankStatement statement) {
    return sql.inTransaction(
        () -> {
          var added = new int[1];
          var seen = new HashMap<String, Integer>();
          for (var entry : statement.entries()) {
            added[0] += insert(scope, id, statement, entry, seen);
          }
          sql.update(
              scope,
              "INSERT INTO bank_statement (id, tenant_id, statement_no, account, currency, version,"
                  + " entries, repeated, bad, imported_at, imported_by) VALUES (:id, :tenant,"
                  + " :number, :account, :currency, :version, :entries, :repeated, :bad, :now,"
                  + " :actor)",
              update ->
                  update
                      .bind("id", id)
                      .bind("number", statement.number())
                      .bind("account", statement.account())
                      .bind("currency", statement.currency())
                      .bind("version", statement.version())
                      .bind("entries", statement.entries().size() + statement.bad().size())
                      .bind("repeated", statement.entries().size() - added[0])
                      .bind("bad", statement.bad().size())
                      .bind("now", Utc.of(clock.instant()))
                      .bind("actor", scope.actor()));
          audit.write(
              scope,
              "bank.import",
              "bank statement " + id,
              statement.account() + ", " + statement.number() + ": " + added[0]);
          return added[0];
        });
  }

  private int insert(
      Scope scope,
      long statementId,
      BankStatement statement,
      BankEntry entry,
      Map<String, Integer> seen) {
    var what = identity(statement.account(), entry);
    var occurrence = seen.merge(what, 1, Integer::sum);
    return sql.update(
        scope,
        "INSERT IGNORE INTO bank_entry (id, tenant_id, statement_id, entry_no, entry_key,"
            + " account, amount, currency, credit, reversal, booked_on, bank_ref, end_to_end,"
            + " details, payer, payer_account, state, reason) VALUES (:id, :tenant, :statement,"
            + " :number, :key, :account, :amount, :currency, :credit, :reversal, :on, :bankRef,"
            + " :endToEnd, :details, :payer, :payerAccount, 'UNMATCHED', 'new')",
        update ->
            update
                .bind("id", ids.next())
                .bind("statement", statementId)
                .bind("number", entry.number())
                .bind("key", hash(what + '\n' + occurrence))
                .bind("account", statement.account())
                .bind("amount", entry.amount().micros())
                .bind("currency", entry.amount().currency())
                .bind("credit", entry.credit())
                .bind("reversal", entry.reversal())
                .bind("on", entry.bookedOn())
                .bind("bankRef", entry.bankRef())
                .bind("endToEnd", entry.endToEnd())
                .bind("details", entry.details())
                .bind("payer", entry.payer())
                .bind("payerAccount", entry.payerAccount()));
  }

  /**
   * What makes it this entry: the bank's own number of it, and without one all that it says. The
   * file and the place in it do not count, as the next statement may repeat it elsewhere; two that
   * say the same within one statement are told apart by counting them.
   */
  private static String identity(String account, BankEntry entry) {
    var always =
        List.of(
            account,
            entry.amount().toString(),
            entry.credit(),
            entry.reversal(),
            entry.bookedOn(),
            entry.part());
    var own =
        entry.bankRef().isEmpty()
            ? List.of(entry.endToEnd(), entry.details(), entry.payer(), entry.payerAccount())
            : List.of("ref", entry.bankRef());
    return always + "\n" + own;
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** The seller's statements, the newest first. */
  public List<Imported> list(Scope scope, long before, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, Entries.PAGE_MAX + 1);
    return sql.query(
        scope,
        "SELECT * FROM bank_statement WHERE tenant_id = :tenant AND id < :before"
            + " ORDER BY id DESC LIMIT :limit",
        query ->
            query
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> Imported.read(row))
                .list());
  }

  /** One of the seller's statements. */
  public Imported get(Scope scope, long id) {
    Rights.mayFinance(scope);
    return sql.query(
            scope,
            "SELECT * FROM bank_statement WHERE tenant_id = :tenant AND id = :id",
            query -> query.bind("id", id).map((row, context) -> Imported.read(row)).findFirst())
        .orElseThrow(() -> livery.fault.Fault.notFound("bank statement", id));
  }
}
