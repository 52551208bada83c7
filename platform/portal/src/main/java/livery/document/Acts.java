package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * What people, and the calendar, do with documents. Thread-safe.
 *
 * <p>ISSUED → SENT → OBJECTED → CORRECTED, or → ACCEPTED or DEEMED_ACCEPTED → SETTLED for what the
 * recipient has to agree to; ISSUED → SENT → SETTLED for what is paid. Each step locks the state's
 * row and asks whether it may be taken from there, so that a second click or a second person finds
 * it taken.
 */
@ApplicationScoped
public class Acts {

  private static final int REASON_LENGTH = 900;
  private static final int BATCH = 200;

  private final Store store;
  private final Documents documents;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final Event<Moved> moved;

  /** A document has come to a new state; told within the transaction. */
  public record Moved(long documentId, State state, By by) {}

  @Inject
  public Acts(
      Store store, Documents documents, Ids ids, Clock clock, Audit audit, Event<Moved> moved) {
    this.store = store;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
    this.moved = moved;
  }

  protected Acts() {
    this(null, null, null, null, null, null);
  }

  /** Notes that the recipient is told; it is mailed. The clock for objections begins. */
  public void send(Scope scope, long id) {
    Rights.mayFinance(scope);
    var document = documents.get(scope, id);
    require(document.issuerId() == scope.tenantId(), "document.fault.not-issuer");
    store.inTransaction(
        connection -> {
          send(connection, document, By.of(scope));
          audit.write(scope, "document.sent", "document " + id, document.number());
          return null;
        });
  }

  /** Sends documents that were issued just now; those that were sent before are passed over. */
  public void sendAll(Collection<Long> ids, By by) {
    store.inTransaction(
        connection -> {
          for (var id : ids) {
            var document = Document.find(connection, id).orElseThrow();
            if (document.sentAt() == null && !document.isDraft()) {
              send(connection, document, by);
            }
          }
          return null;
        });
  }

  private void send(Connection connection, Document document, By by) throws SQLException {
    var state = lock(connection, document.id());
    var settled = state == State.SETTLED && document.sentAt() == null;
    if (!settled && state != State.ISSUED) {
      throw Fault.conflict("", "document.fault.step", state, State.SENT);
    }
    if (!settled) {
      put(connection, document.id(), State.SENT);
    }
    sent(connection, document);
    note(connection, document.id(), by, State.SENT, "");
    moved.fire(new Moved(document.id(), State.SENT, by));
  }

  private void sent(Connection connection, Document document) throws SQLException {
    var now = clock.instant();
    try (var statement =
        connection.prepareStatement(
            "UPDATE document_state SET sent_at = ?, object_by = ? WHERE document_id = ?")) {
      statement.setObject(1, Utc.of(now));
      statement.setObject(
          2,
          document.objectDays() == 0
              ? null
              : Utc.of(now.plus(Duration.ofDays(document.objectDays()))));
      statement.setLong(3, document.id());
      statement.executeUpdate();
    }
  }

  /**
   * The recipient says that the document is wrong.
   *
   * @param reason what is wrong, for the issuer
   * @throws Fault when the time for it is over
   */
  public void object(Scope scope, long id, String reason) {
    Rights.mayFinance(scope);
    var why = Check.text("reason", reason, REASON_LENGTH);
    var document = received(scope, id);
    if (document.objectBy() != null && !clock.instant().isBefore(document.objectBy())) {
      throw Fault.conflict("", "document.fault.too-late", document.objectBy());
    }
    step(scope, document, Set.of(State.SENT), State.OBJECTED, why);
  }

  /** The recipient agrees; also after it had objected. */
  public void accept(Scope scope, long id) {
    Rights.mayFinance(scope);
    var document = received(scope, id);
    step(scope, document, Set.of(State.SENT, State.OBJECTED), State.ACCEPTED, "");
  }

  private Document received(Scope scope, long id) {
    var document = documents.get(scope, id);
    require(document.recipientId() == scope.tenantId(), "document.fault.not-recipient");
    require(document.objectDays() > 0, "document.fault.no-consent");
    return document;
  }

  /**
   * What was agreed has been handed over. The seller of the edge says so: it is owed.
   *
   * @param detail how; may be empty
   */
  public void settle(Scope scope, long id, String detail) {
    Rights.mayFinance(scope);
    var how = Check.optionalText("detail", detail, REASON_LENGTH);
    var document = documents.get(scope, id);
    require(document.sellerId() == scope.tenantId(), "document.fault.not-seller");
    require(document.objectDays() > 0, "document.fault.pay-instead");
    step(scope, document, Set.of(State.ACCEPTED, State.DEEMED_ACCEPTED), State.SETTLED, how);
  }

  /** A later version stands in the place of this one. */
  public void corrected(Scope scope, Document document, String number) {
    step(scope, document, Set.of(State.OBJECTED), State.CORRECTED, number);
  }

  /**
   * Documents whose time for objections is over are deemed accepted, a batch in each transaction.
   *
   * @return how many
   */
  public int deem() {
    var all = 0;
    for (var some = BATCH; some == BATCH; all += some) {
      some = store.inTransaction(connection -> deem(connection, clock.instant()));
    }
    return all;
  }

  private int deem(Connection connection, Instant now) throws SQLException {
    var due = new ArrayList<Long>();
    try (var statement =
        connection.prepareStatement(
            "SELECT document_id FROM document_state WHERE state = 'SENT' AND object_by <= ?"
                + " ORDER BY document_id LIMIT "
                + BATCH
                + " FOR UPDATE SKIP LOCKED")) {
      statement.setObject(1, Utc.of(now));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(rows.getLong(1));
        }
      }
    }
    for (var id : due) {
      put(connection, id, State.DEEMED_ACCEPTED);
      note(connection, id, By.CALENDAR, State.DEEMED_ACCEPTED, "");
      moved.fire(new Moved(id, State.DEEMED_ACCEPTED, By.CALENDAR));
    }
    return due.size();
  }

  private void step(Scope scope, Document document, Set<State> from, State to, String detail) {
    store.inTransaction(
        connection -> {
          step(scope, connection, document, from, to, detail);
          return null;
        });
  }

  private void step(
      Scope scope,
      Connection connection,
      Document document,
      Set<State> from,
      State to,
      String detail)
      throws SQLException {
    var state = lock(connection, document.id());
    if (!from.contains(state)) {
      throw Fault.conflict("", "document.fault.step", state, to);
    }
    var by = By.of(scope);
    put(connection, document.id(), to);
    note(connection, document.id(), by, to, detail);
    audit.write(
        scope,
        "document." + to.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
        "document " + document.id(),
        document.number() + (detail.isEmpty() ? "" : ": " + detail));
    moved.fire(new Moved(document.id(), to, by));
  }

  /**
   * Where a document stands; nobody takes a step with it until the transaction has ended.
   *
   * @throws Fault when it is there no more
   */
  public static State lock(Connection connection, long id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT state FROM document_state WHERE document_id = ? FOR UPDATE")) {
      statement.setLong(1, id);
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw Fault.notFound("document", id);
        }
        return State.valueOf(row.getString(1));
      }
    }
  }

  private void put(Connection connection, long id, State state) throws SQLException {
    put(connection, id, state, clock.instant());
  }

  static void put(Connection connection, long id, State state, Instant now) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE document_state SET state = ?, changed_at = ? WHERE document_id = ?")) {
      statement.setString(1, state.name());
      statement.setObject(2, Utc.of(now));
      statement.setLong(3, id);
      statement.executeUpdate();
    }
  }

  private void note(Connection connection, long id, By by, State state, String detail)
      throws SQLException {
    note(connection, ids.next(), id, by, state, detail, clock.instant());
  }

  static void note(
      Connection connection, long eventId, long id, By by, State state, String detail, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO document_event (id, document_id, at, tenant_id, actor, state, detail)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, eventId);
      statement.setLong(2, id);
      statement.setObject(3, Utc.of(now));
      statement.setLong(4, by.tenantId());
      statement.setString(5, by.actor());
      statement.setString(6, state.name());
      statement.setString(7, detail);
      statement.executeUpdate();
    }
  }

  private static void require(boolean right, String fault) {
    if (!right) {
      throw Fault.conflict("", fault);
    }
  }
}
