package livery.dunning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
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
import livery.fault.Check;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.order.Sought;
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

  /** Most rows of a part of the list. */
  public static final int PART_MAX = 200;

  /** How many invoices are settled in one transaction. */
  private static final int SETTLED_AT_ONCE = 1_000;

  private static final String OPEN =
      " FROM document d JOIN document_state s ON s.document_id = d.id"
          + " LEFT JOIN tenant t ON t.id = d.recipient_id"
          + " WHERE d.issuer_id = :tenant AND d.kind IN ('INVOICE', 'COMMISSION_INVOICE')"
          + " AND s.open > 0";

  private static final String DEBTORS =
      "SELECT * FROM (SELECT d.recipient_id, COALESCE(t.name, '') AS name, d.currency,"
          + " COUNT(*) AS invoices, MIN(IF(d.due_on < :today, d.due_on, NULL)) AS since, "
          + sum("d.due_on < :today", "late")
          + sum("d.due_on >= :today OR d.due_on IS NULL", "not_due")
          + sum("DATEDIFF(:today, d.due_on) BETWEEN 1 AND 30", "to30")
          + sum("DATEDIFF(:today, d.due_on) BETWEEN 31 AND 60", "to60")
          + sum("DATEDIFF(:today, d.due_on) BETWEEN 61 AND 90", "to90")
          + "SUM(IF(DATEDIFF(:today, d.due_on) > 90, s.open, 0)) AS older"
          + OPEN
          + " GROUP BY d.recipient_id, d.currency) debtor WHERE TRUE";

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

    private static final KeyOrder<Debtor> ORDER =
        KeyOrder.<Debtor>up()
            .and(ColumnType.NUMBER, "-late", debtor -> -debtor.late().micros())
            .and(ColumnType.NUMBER, "recipient_id", Debtor::tenantId)
            .and(ColumnType.TEXT, "currency", Debtor::currency);

    /** Where the list goes on behind this one. */
    public String place() {
      return ORDER.after(this);
    }

    static Debtor read(ResultSet row) throws SQLException {
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
    }

    /** All of it. */
    public Money open() {
      return notDue.plus(late());
    }

    /** What should be there already. */
    public Money late() {
      return to30.plus(to60).plus(to90).plus(older);
    }
  }

  /** What all debtors together owe in one currency, and what of it is late. */
  public record Total(Money open, Money late) {}

  private record Open(
      long id,
      String currency,
      long gross,
      long ledger,
      long balance,
      long since,
      long rest,
      long covered,
      long open) {}

  /** A part of an issuer's invoices, up to the last one's id. */
  private record Part(int invoices, int settled, long last) {}

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

  /**
   * Who owes the tenant, the largest debt that is late first. With the first part it is counted
   * what has come into wallets; what is paid between two parts only moves a debtor down.
   *
   * @param after what {@link Debtor#place} said of the last one of the part before; empty for the
   *     first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Debtor> list(Scope scope, String after, int limit) {
    return list(scope, new Sought(), after, limit);
  }

  /** Those of them whose names have a text in them. */
  public List<Debtor> list(Scope scope, Sought sought, String after, int limit) {
    Rights.mayFinance(scope);
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var place = Debtor.ORDER.from(after);
    if (after == null || after.isEmpty()) {
      refresh(scope.tenantId());
    }
    return debtors(scope, sought, place, " LIMIT " + limit);
  }

  /** All of them as they stand at one moment, for a file: one for each client and currency. */
  public List<Debtor> all(Scope scope) {
    return all(scope, new Sought());
  }

  /** Those of all whose names have a text in them. */
  public List<Debtor> all(Scope scope, Sought sought) {
    Rights.mayFinance(scope);
    refresh(scope.tenantId());
    return debtors(scope, sought, Debtor.ORDER.from(""), "");
  }

  private List<Debtor> debtors(
      Scope scope, Sought sought, KeyOrder<Debtor>.Place place, String limit) {
    return sql.query(
        scope,
        DEBTORS + (sought.isNone() ? "" : " AND LOWER(name) LIKE :text") + place.sql() + limit,
        query ->
            place
                .bind(sought.isNone() ? query : query.bind("text", sought.like()))
                .bind("today", today())
                .map((row, context) -> Debtor.read(row))
                .list());
  }

  /** What all debtors owe, one for each currency, as it was counted last. */
  public List<Total> totals(Scope scope) {
    Rights.mayFinance(scope);
    return sql.query(
        scope,
        "SELECT d.currency, "
            + sum("d.due_on < :today", "late")
            + "SUM(s.open) AS open"
            + OPEN
            + " GROUP BY d.currency ORDER BY d.currency",
        query ->
            query
                .bind("today", today())
                .map(
                    (row, context) -> {
                      var currency = row.getString("currency");
                      return new Total(
                          new Money(row.getLong("open"), currency),
                          new Money(row.getLong("late"), currency));
                    })
                .list());
  }

  private static String sum(String when, String name) {
    return "SUM(IF(" + when + ", s.open, 0)) AS " + name + ", ";
  }

  /**
   * Counts what has come into wallets since: the oldest invoices are paid first, as the balance at
   * the end of an invoice's month, less what came later, is what is owed up to then. Each part of
   * the invoices is a transaction of its own: what is settled stays so if a later one fails.
   *
   * @return how many invoices are settled by it
   */
  public int refresh(long issuer) {
    var settled = 0;
    var part = new Part(0, 0, 0);
    do {
      var after = part.last();
      part = store.inTransaction(connection -> settle(connection, issuer, after));
      settled += part.settled();
    } while (part.invoices() == SETTLED_AT_ONCE);
    return settled;
  }

  private Part settle(Connection connection, long issuer, long after) throws SQLException {
    var settled = 0;
    var last = after;
    var invoices = open(connection, issuer, after);
    for (var one : invoices) {
      var ledger = new Money(one.ledger(), one.currency());
      var gross = new Money(one.gross(), one.currency());
      var covered = Cover.of(ledger, -one.balance() - one.since(), gross).micros();
      var rest = Math.max(0, covered >= one.gross() ? 0 : one.rest() - covered);
      if (covered != one.covered() || rest != one.open()) {
        settled += write(connection, one.id(), covered, rest, clock.instant());
      }
      last = one.id();
    }
    return new Part(invoices.size(), settled, last);
  }

  private List<Open> open(Connection connection, long issuer, long after) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT d.id, d.currency, d.gross, d.ledger, d.balance, d.to_day, w.id AS wallet,"
                + " d.gross - s.credited - s.paid AS rest, s.covered, s.open FROM document d JOIN"
                + " document_state s ON s.document_id = d.id JOIN wallet w ON w.buyer_id ="
                + " d.buyer_id AND w.seller_id = d.seller_id AND w.currency = d.currency WHERE"
                + " d.issuer_id = ? AND d.id > ? AND d.kind = 'INVOICE' AND s.open > 0 AND"
                + " d.balance IS NOT NULL ORDER BY d.id LIMIT ? FOR UPDATE")) {
      statement.setLong(1, issuer);
      statement.setLong(2, after);
      statement.setInt(3, SETTLED_AT_ONCE);
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
                  rows.getLong("rest"),
                  rows.getLong("covered"),
                  rows.getLong("open")));
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
