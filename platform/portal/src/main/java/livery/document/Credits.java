package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import livery.billing.Money;
import livery.billing.tax.Creditable;
import livery.billing.tax.TaxRule;
import livery.billing.tax.Taxed;
import livery.paper.Sheet;
import livery.store.Utc;

/**
 * What of an invoice can still be credited. The invoice's state is locked meanwhile, so that two
 * credit notes never take the same coin (I10). Thread-safe.
 */
@ApplicationScoped
public class Credits {

  private final Clock clock;

  /**
   * A document under lock.
   *
   * @param sheet as it is kept, the mark by its hash
   * @param lines as they were issued
   * @param left what is not credited yet, line by line
   * @param leftLedger the same to the micro-unit of the ledger
   */
  public record Locked(
      Document invoice,
      Sheet sheet,
      List<DocumentLine> lines,
      Creditable left,
      List<Money> leftLedger) {

    /** The same document with less that is left of it. */
    public Locked with(Creditable less, List<Money> lessLedger) {
      return new Locked(invoice, sheet, lines, less, List.copyOf(lessLedger));
    }

    /** Under which rules it is taxed, as its own lines print it. */
    public TaxRule.Regime regime() {
      return sheet.lines().isEmpty() ? TaxRule.Regime.NOT_A_PAYER : sheet.lines().get(0).regime();
    }

    /** The rate, as its own lines print it. */
    public BigDecimal percent() {
      return sheet.lines().isEmpty() ? BigDecimal.ZERO : sheet.lines().get(0).percent();
    }
  }

  @Inject
  public Credits(Clock clock) {
    this.clock = clock;
  }

  protected Credits() {
    this(null);
  }

  /** Locks the invoice with this id, or with this key; within the caller's transaction. */
  public Optional<Locked> lock(Connection connection, long id, String issueKey)
      throws SQLException {
    var invoice = find(connection, id, issueKey);
    if (invoice.isEmpty()) {
      return Optional.empty();
    }
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM document_state WHERE document_id = ? FOR UPDATE")) {
      statement.setLong(1, invoice.get().id());
      statement.executeQuery();
    }
    var lines = lines(connection, invoice.get());
    return Optional.of(left(connection, invoice.get(), lines));
  }

  /**
   * Locks an edge's invoice of a month, and those that were issued while the month went on; within
   * the caller's transaction.
   *
   * @param issueKey of the month's own
   */
  public List<Locked> lockAll(Connection connection, String issueKey) throws SQLException {
    var all = new ArrayList<Locked>();
    try (var statement =
        connection.prepareStatement(
            "SELECT id FROM document WHERE number IS NOT NULL AND (issue_key = ? OR issue_key LIKE"
                + " CONCAT(?, '/to__')) ORDER BY issue_key")) {
      statement.setString(1, issueKey);
      statement.setString(2, issueKey);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(lock(connection, rows.getLong(1), "").orElseThrow());
        }
      }
    }
    return all;
  }

  private static Optional<Document> find(Connection connection, long id, String issueKey)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            Document.SELECT + "WHERE d.number IS NOT NULL AND (d.id = ? OR d.issue_key = ?)")) {
      statement.setLong(1, id);
      statement.setString(2, issueKey);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(Document.read(row)) : Optional.empty();
      }
    }
  }

  private static Sheet sheet(Connection connection, Document document) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT sheet FROM document WHERE id = ?")) {
      statement.setLong(1, document.id());
      try (var row = statement.executeQuery()) {
        row.next();
        return SheetJson.read(row.getString(1));
      }
    }
  }

  private static List<DocumentLine> lines(Connection connection, Document document)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT * FROM document_line WHERE document_id = ? ORDER BY line_no")) {
      statement.setLong(1, document.id());
      var lines = new ArrayList<DocumentLine>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          lines.add(DocumentLine.read(rows, document.currency()));
        }
      }
      return lines;
    }
  }

  /** A locking read: the last note may be younger than this transaction. */
  private static Locked left(Connection connection, Document invoice, List<DocumentLine> lines)
      throws SQLException {
    var credited = new HashMap<Integer, DocumentLine>();
    try (var statement =
        connection.prepareStatement(
            "SELECT l.refers_line, SUM(l.net) AS net, SUM(l.tax) AS tax, SUM(l.ledger) AS ledger"
                + " FROM document d JOIN document_line l ON l.document_id = d.id WHERE d.refers_to ="
                + " ? AND d.kind = 'CREDIT_NOTE' GROUP BY l.refers_line LOCK IN SHARE MODE")) {
      statement.setLong(1, invoice.id());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          credited.put(
              rows.getInt("refers_line"),
              new DocumentLine(
                  0,
                  "",
                  "",
                  null,
                  0,
                  new Money(rows.getLong("ledger"), invoice.currency()),
                  Taxed.of(
                      new Money(rows.getLong("net"), invoice.currency()),
                      new Money(rows.getLong("tax"), invoice.currency())),
                  0,
                  ""));
        }
      }
    }
    var left = new ArrayList<Taxed>();
    var ledger = new ArrayList<Money>();
    for (var i = 0; i < lines.size(); i++) {
      var taken = credited.get(i + 1);
      var line = lines.get(i);
      left.add(taken == null ? line.amount() : line.amount().minus(taken.amount()));
      ledger.add(taken == null ? line.ledger() : line.ledger().minus(taken.ledger()));
    }
    var issued = lines.stream().map(DocumentLine::amount).toList();
    return new Locked(
        invoice, sheet(connection, invoice), lines, new Creditable(issued, left), ledger);
  }

  /** Takes a credit note off what is open on its invoice. */
  public void credited(Connection connection, Locked locked, Money gross) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE document_state SET credited = credited + ?, state = IF(open > 0 AND open <= ?,"
                + " 'SETTLED', state), open = GREATEST(0, open - ?), changed_at = ?"
                + " WHERE document_id = ?")) {
      statement.setLong(1, gross.micros());
      statement.setLong(2, gross.micros());
      statement.setLong(3, gross.micros());
      statement.setObject(4, Utc.of(clock.instant()));
      statement.setLong(5, locked.invoice().id());
      statement.executeUpdate();
    }
  }
}
