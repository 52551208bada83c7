package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import livery.billing.Money;
import livery.fault.Check;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/** Money that came for documents beside the buyers' wallets, noted by hand. Thread-safe. */
@ApplicationScoped
public class Payments {

  private static final int REFERENCE_LENGTH = 190;
  private static final int KEY_LENGTH = 100;
  private static final int LIST_MAX = 500;

  private final Store store;
  private final Documents documents;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Payments(Store store, Documents documents, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Payments() {
    this(null, null, null, null, null);
  }

  /**
   * A payment that was noted.
   *
   * @param reference as whoever noted it wrote it; may be empty
   */
  public record Paid(
      Money amount, LocalDate paidOn, String reference, String actor, Instant notedAt) {}

  /**
   * What was noted of a document that the tenant issued or received, the newest first.
   *
   * @throws Fault when there is no such document
   */
  public List<Paid> list(Scope scope, long id) {
    Rights.mayFinance(scope);
    var currency = documents.get(scope, id).currency();
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM document_payment WHERE document_id = :id ORDER BY at DESC, id"
                            + " DESC LIMIT "
                            + LIST_MAX)
                    .bind("id", id)
                    .map(
                        (row, context) ->
                            new Paid(
                                new Money(row.getLong("amount"), currency),
                                row.getObject("paid_on", LocalDate.class),
                                row.getString("reference"),
                                row.getString("actor"),
                                Utc.read(row, "at").orElseThrow()))
                    .list());
  }

  /**
   * Money came for a document beside the buyer's wallet. What is in the wallet is counted by
   * itself.
   *
   * @param key names the payment: a repeat changes nothing
   * @throws Fault when it is more than what is open
   */
  public void pay(
      Scope scope, long id, BigDecimal amount, LocalDate paidOn, String reference, String key) {
    Rights.mayFinance(scope);
    var document = documents.get(scope, id);
    if (document.issuerId() != scope.tenantId()) {
      throw Fault.conflict("", "document.fault.not-issuer");
    }
    var name = Check.text("key", key, KEY_LENGTH);
    var what = Check.optionalText("reference", reference, REFERENCE_LENGTH);
    var money = amount(amount, document.currency());
    if (paidOn == null || paidOn.isAfter(documents.today(scope)) || paidOn.getYear() < 2000) {
      throw Fault.invalid("paidOn", "document.fault.paid-on");
    }
    store.inTransaction(
        connection -> {
          var state = Acts.lock(connection, id);
          if (isPaid(connection, id, name, money)) {
            return null;
          }
          if (state == State.DRAFT || state == State.CORRECTED) {
            throw Fault.conflict("", "document.fault.step", state, State.SETTLED);
          }
          var open = open(connection, document);
          if (money.compareTo(open) > 0) {
            throw Fault.invalid("amount", "document.fault.pay-more", money, open);
          }
          insertPayment(connection, scope, id, money, paidOn, what, name);
          try (var statement =
              connection.prepareStatement(
                  "UPDATE document_state SET paid = paid + ?, open = open - ?, changed_at = ?"
                      + " WHERE document_id = ?")) {
            statement.setLong(1, money.micros());
            statement.setLong(2, money.micros());
            statement.setObject(3, Utc.of(clock.instant()));
            statement.setLong(4, id);
            statement.executeUpdate();
          }
          var after = money.equals(open) ? State.SETTLED : state;
          if (after != state) {
            Acts.put(connection, id, after, clock.instant());
          }
          Acts.note(
              connection,
              ids.next(),
              id,
              By.of(scope),
              after,
              money + (what.isEmpty() ? "" : ", " + what),
              clock.instant());
          audit.write(scope, "document.pay", "document " + id, document.number() + ": " + money);
          return null;
        });
  }

  /**
   * Counts what came for a proforma, or went back: the money itself is in the buyer's wallet, where
   * nothing says that it was asked for. Other documents are left alone.
   *
   * @param change below zero for what went back
   */
  public void counted(long documentId, Money change) {
    store.inTransaction(
        connection -> {
          var document = Document.find(connection, documentId).orElse(null);
          if (document == null || document.kind() != Kind.PROFORMA) {
            return null;
          }
          var state = Acts.lock(connection, documentId);
          var before = document.gross().minus(open(connection, document));
          var sum = before.plus(change);
          var none = Money.zero(document.currency());
          var paid =
              sum.isNegative()
                  ? none
                  : sum.compareTo(document.gross()) > 0 ? document.gross() : sum;
          if (paid.equals(before)) {
            return null;
          }
          try (var statement =
              connection.prepareStatement(
                  "UPDATE document_state SET paid = ?, open = ?, changed_at = ?"
                      + " WHERE document_id = ?")) {
            statement.setLong(1, paid.micros());
            statement.setLong(2, document.gross().minus(paid).micros());
            statement.setObject(3, Utc.of(clock.instant()));
            statement.setLong(4, documentId);
            statement.executeUpdate();
          }
          var whole = paid.equals(document.gross());
          var after = whole ? State.SETTLED : state == State.SETTLED ? State.SENT : state;
          if (after != state) {
            Acts.put(connection, documentId, after, clock.instant());
          }
          Acts.note(
              connection,
              ids.next(),
              documentId,
              By.CALENDAR,
              after,
              change.toString(),
              clock.instant());
          return null;
        });
  }

  private static Money amount(BigDecimal amount, String currency) {
    if (amount == null) {
      throw Fault.invalid("amount", "fault.missing", "amount");
    }
    var plain = amount.precision() > 30 || Math.abs((long) amount.scale()) > 30 ? null : amount;
    if (plain == null || plain.signum() <= 0 || plain.stripTrailingZeros().scale() > Money.SCALE) {
      throw Fault.invalid("amount", "document.fault.amount");
    }
    return Money.of(plain, currency);
  }

  private static Money open(Connection connection, Document document) throws SQLException {
    try (var statement =
        connection.prepareStatement("SELECT open FROM document_state WHERE document_id = ?")) {
      statement.setLong(1, document.id());
      try (var row = statement.executeQuery()) {
        row.next();
        return new Money(row.getLong(1), document.currency());
      }
    }
  }

  private static boolean isPaid(Connection connection, long id, String key, Money amount)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT amount FROM document_payment WHERE document_id = ? AND idem_key = ?")) {
      statement.setLong(1, id);
      statement.setString(2, key);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          return false;
        }
        if (row.getLong(1) != amount.micros()) {
          throw Fault.conflict("key", "document.fault.key-used");
        }
        return true;
      }
    }
  }

  private void insertPayment(
      Connection connection,
      Scope scope,
      long id,
      Money money,
      LocalDate paidOn,
      String reference,
      String key)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO document_payment (id, document_id, amount, paid_on, reference, idem_key,"
                + " actor, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, ids.next());
      statement.setLong(2, id);
      statement.setLong(3, money.micros());
      statement.setObject(4, paidOn);
      statement.setString(5, reference);
      statement.setString(6, key);
      statement.setString(7, scope.actor());
      statement.setObject(8, Utc.of(clock.instant()));
      statement.executeUpdate();
    }
  }
}
