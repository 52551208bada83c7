package livery.dunning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.document.Cover;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** What is open of invoices, by debtor and age. Thread-safe. */
@ApplicationScoped
public class Receivables {

  private static final int DEBTORS_MAX = 1_000;

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;

  /**
   * What a debtor owes in one currency, by how late it is.
   *
   * @param since the last day to pay of the oldest that is late; {@code null} where nothing is
   */
  public record Debtor(
      long tenantId,
      String name,
      String currency,
      int invoices,
      LocalDate since,
      Money notDue,
      Money to30,
      Money to60,
      Money to90,
      Money older) {

    /** All of it. */
    public Money open() {
      return notDue.plus(late());
    }

    /** What should be there already. */
    public Money late() {
      return to30.plus(to60).plus(to90).plus(older);
    }
  }

  private record Open(
      long id, String currency, long gross, long ledger, long balance, long since, long rest) {}

  @Inject
  public Receivables(Store store, TenantSql sql, TenantTree tree, Clock clock) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
  }

  protected Receivables() {
    this(null, null, null, null);
  }

  /** All books are cut at the platform's midnights. */
  ZoneId zone() {
    return tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
  }

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone());
  }

  /** Who owes the tenant, the largest debt that is late first. */
  public List<Debtor> list(Scope scope) {
    Rights.mayFinance(scope);
    refresh(scope.tenantId());
    return sql.query(
        scope,
        "SELECT d.recipient_id, COALESCE(t.name, '') AS name, d.currency, COUNT(*) AS invoices,"
            + " MIN(IF(d.due_on < :today, d.due_on, NULL)) AS since, "
            + bucket("d.due_on >= :today OR d.due_on IS NULL", "not_due")
            + bucket("DATEDIFF(:today, d.due_on) BETWEEN 1 AND 30", "to30")
            + bucket("DATEDIFF(:today, d.due_on) BETWEEN 31 AND 60", "to60")
            + bucket("DATEDIFF(:today, d.due_on) BETWEEN 61 AND 90", "to90")
            + "SUM(IF(DATEDIFF(:today, d.due_on) > 90, s.open, 0)) AS older"
            + " FROM document d JOIN document_state s ON s.document_id = d.id"
            + " LEFT JOIN tenant t ON t.id = d.recipient_id"
            + " WHERE d.issuer_id = :tenant AND d.kind IN ('INVOICE', 'COMMISSION_INVOICE')"
            + " AND s.open > 0 GROUP BY d.recipient_id, d.currency"
            + " ORDER BY SUM(IF(d.due_on < :today, s.open, 0)) DESC, name LIMIT "
            + DEBTORS_MAX,
        query ->
            query
                .bind("today", today())
                .map(
                    (row, context) -> {
                      var currency = row.getString("currency");
                      return new Debtor(
                          row.getLong("recipient_id"),
                          row.getString("name"),
                          currency,
                          row.getInt("invoices"),
                          row.getObject("since", LocalDate.class),
                          new Money(row.getLong("not_due"), currency),
                          new Money(row.getLong("to30"), currency),
                          new Money(row.getLong("to60"), currency),
                          new Money(row.getLong("to90"), currency),
                          new Money(row.getLong("older"), currency));
                    })
                .list());
  }

  private static String bucket(String when, String name) {
    return "SUM(IF(" + when + ", s.open, 0)) AS " + name + ", ";
  }

  /**
   * Counts what has come into wallets since: the oldest invoices are paid first, as the balance at
   * the end of an invoice's month, less what came later, is what is owed up to then.
   *
   * @return how many invoices are settled by it
   */
  public int refresh(long issuer) {
    return store.inTransaction(
        connection -> {
          var settled = 0;
          for (var one : open(connection, issuer)) {
            var ledger = new Money(one.ledger(), one.currency());
            var gross = new Money(one.gross(), one.currency());
            var covered = Cover.of(ledger, -one.balance() - one.since(), gross);
            var rest =
                Math.max(0, covered.micros() >= one.gross() ? 0 : one.rest() - covered.micros());
            settled += write(connection, one.id(), covered.micros(), rest, clock.instant());
          }
          return settled;
        });
  }

  private List<Open> open(Connection connection, long issuer) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT d.id, d.currency, d.gross, d.ledger, d.balance, d.to_day, w.id AS wallet,"
                + " d.gross - s.credited - s.paid AS rest FROM document d JOIN document_state s ON"
                + " s.document_id = d.id JOIN wallet w ON w.buyer_id = d.buyer_id AND w.seller_id ="
                + " d.seller_id AND w.currency = d.currency WHERE d.issuer_id = ? AND d.kind ="
                + " 'INVOICE' AND s.open > 0 AND d.balance IS NOT NULL ORDER BY d.id LIMIT 20000"
                + " FOR UPDATE")) {
      statement.setLong(1, issuer);
      var found = new ArrayList<Open>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var end =
              rows.getObject("to_day", LocalDate.class)
                  .plusDays(1)
                  .atStartOfDay(zone())
                  .toInstant();
          found.add(
              new Open(
                  rows.getLong("id"),
                  rows.getString("currency"),
                  rows.getLong("gross"),
                  rows.getLong("ledger"),
                  rows.getLong("balance"),
                  came(connection, rows.getLong("wallet"), end),
                  rows.getLong("rest")));
        }
      }
      return found;
    }
  }

  /** Money in and out of a wallet since, but for what is sold, given back and credited. */
  private static long came(Connection connection, long wallet, Instant since) throws SQLException {
    var kinds = " AND kind NOT IN ('CHARGE', 'REFUND', 'RETURN', 'TIER_DELTA', 'BUNDLE', 'CREDIT')";
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE((SELECT SUM(amount) FROM transfer WHERE credit_account = ? AND"
                + " posted_at >= ?"
                + kinds
                + "), 0) - COALESCE((SELECT SUM(amount) FROM transfer WHERE debit_account = ? AND"
                + " posted_at >= ?"
                + kinds
                + "), 0)")) {
      statement.setLong(1, wallet);
      statement.setObject(2, Utc.of(since));
      statement.setLong(3, wallet);
      statement.setObject(4, Utc.of(since));
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static int write(Connection connection, long id, long covered, long open, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE document_state SET covered = ?, open = ?, state = IF(? = 0, 'SETTLED', state),"
                + " changed_at = IF(? = 0, ?, changed_at) WHERE document_id = ?")) {
      statement.setLong(1, covered);
      statement.setLong(2, open);
      statement.setLong(3, open);
      statement.setLong(4, open);
      statement.setObject(5, Utc.of(now));
      statement.setLong(6, id);
      statement.executeUpdate();
    }
    return open == 0 ? 1 : 0;
  }
}
