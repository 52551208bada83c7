package livery.document;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import livery.billing.Money;
import livery.paper.Kind;
import livery.store.Utc;

/**
 * A document as lists show it.
 *
 * @param recipientId a tenant; 0 for an operator
 * @param issuer its name today; the document itself has the name of then
 * @param correctsId the version before, 0 for none
 * @param refersTo the document that it is about, 0 for none
 * @param period 202603; 0 for none
 * @param number empty for a draft
 * @param issuedOn {@code null} for a draft
 * @param dueOn {@code null} for none
 * @param objectDays so long may the recipient object after it was sent; 0 where it need not agree
 * @param open left to pay
 * @param objectBy first moment at which it is deemed accepted; {@code null} for none
 */
public record Document(
    long id,
    Kind kind,
    long issuerId,
    long recipientId,
    String issuer,
    String recipient,
    long sellerId,
    long buyerId,
    String issueKey,
    int version,
    long correctsId,
    long refersTo,
    int period,
    LocalDate fromDay,
    LocalDate toDay,
    String number,
    LocalDate issuedOn,
    LocalDate dueOn,
    int objectDays,
    String language,
    Money net,
    Money tax,
    Money gross,
    Money prepaid,
    Money ledger,
    Money open,
    Money credited,
    State state,
    Instant sentAt,
    Instant objectBy,
    Instant changedAt) {

  static final String SELECT =
      "SELECT d.*, s.state, s.sent_at, s.object_by, s.changed_at, s.open, s.credited,"
          + " COALESCE(i.name, '') AS issuer, COALESCE(r.name, '') AS recipient FROM document d"
          + " JOIN document_state s ON s.document_id = d.id LEFT JOIN tenant i ON i.id ="
          + " d.issuer_id LEFT JOIN tenant r ON r.id = d.recipient_id ";

  static Document read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new Document(
        row.getLong("id"),
        Kind.valueOf(row.getString("kind")),
        row.getLong("issuer_id"),
        row.getLong("recipient_id"),
        row.getString("issuer"),
        row.getString("recipient"),
        row.getLong("seller_id"),
        row.getLong("buyer_id"),
        row.getString("issue_key"),
        row.getInt("version"),
        row.getLong("corrects_id"),
        row.getLong("refers_to"),
        row.getInt("period"),
        row.getObject("from_day", LocalDate.class),
        row.getObject("to_day", LocalDate.class),
        row.getString("number") == null ? "" : row.getString("number"),
        row.getObject("issued_on", LocalDate.class),
        row.getObject("due_on", LocalDate.class),
        row.getInt("object_days"),
        row.getString("language"),
        new Money(row.getLong("net"), currency),
        new Money(row.getLong("tax"), currency),
        new Money(row.getLong("gross"), currency),
        new Money(row.getLong("prepaid"), currency),
        new Money(row.getLong("ledger"), currency),
        new Money(row.getLong("open"), currency),
        new Money(row.getLong("credited"), currency),
        State.valueOf(row.getString("state")),
        Utc.read(row, "sent_at").orElse(null),
        Utc.read(row, "object_by").orElse(null),
        Utc.read(row, "changed_at").orElseThrow());
  }

  static Optional<Document> find(Connection connection, long id) throws SQLException {
    try (var statement = connection.prepareStatement(SELECT + "WHERE d.id = ?")) {
      statement.setLong(1, id);
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(read(row)) : Optional.empty();
      }
    }
  }

  public String currency() {
    return gross.currency();
  }

  public boolean isDraft() {
    return number.isEmpty();
  }

  /** Whether it is late: something is left to pay after the last day for it. */
  public boolean isOverdue(LocalDate today) {
    return dueOn != null && !open.isZero() && dueOn.isBefore(today);
  }
}
