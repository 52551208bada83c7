package livery.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import livery.paper.Letterhead;
import livery.paper.Sheet;
import livery.store.Ids;
import livery.store.Utc;

/** The statements that write documents. One object for one transaction. */
final class DocumentTable {

  private final Connection connection;
  private final Instant now;

  /** A number as it was given. */
  record Number(String series, int sequence, String number) {}

  /** What is there under a key; the number is empty for a draft. */
  record Old(long id, String number) {}

  /** A document to be written; without a number it is a draft. */
  record New(long id, Draft draft, Number number, Sheet sheet) {}

  DocumentTable(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** What is there already under these keys; a locking read, younger than the transaction. */
  static Map<String, Old> issued(Connection connection, Collection<String> keys)
      throws SQLException {
    var found = new HashMap<String, Old>();
    if (keys.isEmpty()) {
      return found;
    }
    var marks = String.join(", ", Collections.nCopies(keys.size(), "?"));
    try (var statement =
        connection.prepareStatement(
            "SELECT issue_key, id, number FROM document WHERE issue_key IN ("
                + marks
                + ") LOCK IN SHARE MODE")) {
      var index = 1;
      for (var key : keys) {
        statement.setString(index++, key);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var number = rows.getString("number");
          found.put(
              rows.getString("issue_key"),
              new Old(rows.getLong("id"), number == null ? "" : number));
        }
      }
    }
    return found;
  }

  /** Takes a draft away; the database refuses it for anything else. */
  static void remove(Connection connection, long id) throws SQLException {
    for (var sql :
        List.of(
            "DELETE FROM document_line WHERE document_id = ?",
            "DELETE FROM document WHERE id = ?",
            "DELETE FROM document_state WHERE document_id = ?")) {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setLong(1, id);
        statement.executeUpdate();
      }
    }
  }

  void insert(List<New> documents, By by, Ids ids) throws SQLException {
    insertLogos(documents);
    insertLines(documents);
    insertDocuments(documents, by);
    insertStates(documents);
    insertEvents(documents, by, ids);
  }

  private void insertLogos(List<New> documents) throws SQLException {
    var seen = new HashSet<String>();
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO document_logo (hash, type, bytes) VALUES (?, ?, ?)")) {
      for (var document : documents) {
        var logo = document.sheet().letterhead().logo();
        if (logo != null && seen.add(HexFormat.of().formatHex(sha256(logo)))) {
          statement.setBytes(1, sha256(logo));
          statement.setString(2, document.sheet().letterhead().logoType());
          statement.setBytes(3, logo);
          statement.executeUpdate();
        }
      }
    }
  }

  private void insertLines(List<New> documents) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO document_line (document_id, line_no, client_id, product, country,"
                + " unit_price, quantity, ledger, net, tax, refers_line, text, posting_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      var any = false;
      for (var document : documents) {
        var number = 1;
        for (var line : document.draft().lines()) {
          bind(statement, document.id(), number++, line);
          statement.addBatch();
          any = true;
        }
      }
      if (any) {
        statement.executeBatch();
      }
    }
  }

  private static void bind(PreparedStatement statement, long id, int number, DocumentLine line)
      throws SQLException {
    statement.setLong(1, id);
    statement.setInt(2, number);
    statement.setLong(3, line.clientId());
    statement.setString(4, line.product());
    statement.setString(5, line.country());
    statement.setBigDecimal(6, line.unitPrice());
    statement.setLong(7, line.quantity());
    statement.setLong(8, line.ledger().micros());
    statement.setLong(9, line.amount().net().micros());
    statement.setLong(10, line.amount().tax().micros());
    setLong(statement, 11, line.refersLine());
    statement.setString(12, line.text());
    statement.setLong(13, line.posting());
  }

  private void insertDocuments(List<New> documents, By by) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO document (id, kind, issuer_id, recipient_id, seller_id, buyer_id,"
                + " issue_key, version, corrects_id, refers_to, period, from_day, to_day, series,"
                + " sequence, number, issued_on, due_on, object_days, language, currency, net, tax,"
                + " gross, prepaid, ledger, balance, sheet, hash, created_by, created_at) VALUES"
                + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?, ?, ?, ?)")) {
      for (var document : documents) {
        bind(statement, document);
        var sheet = SheetJson.write(withLogoNamed(document.sheet()));
        statement.setString(28, sheet);
        statement.setBytes(29, sha256(sheet.getBytes(StandardCharsets.UTF_8)));
        statement.setString(30, by.actor());
        statement.setObject(31, Utc.of(now));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, New document) throws SQLException {
    var draft = document.draft();
    var number = document.number();
    statement.setLong(1, document.id());
    statement.setString(2, draft.kind().name());
    statement.setLong(3, draft.issuerId());
    statement.setLong(4, draft.recipientId());
    statement.setLong(5, draft.sellerId());
    statement.setLong(6, draft.buyerId());
    statement.setString(7, draft.issueKey());
    statement.setInt(8, draft.version());
    setLong(statement, 9, draft.correctsId());
    setLong(statement, 10, draft.refersTo());
    statement.setInt(11, draft.period());
    statement.setObject(12, draft.fromDay());
    statement.setObject(13, draft.toDay());
    statement.setString(14, number == null ? null : number.series());
    setLong(statement, 15, number == null ? 0 : number.sequence());
    statement.setString(16, number == null ? null : number.number());
    statement.setObject(17, number == null ? null : draft.issuedOn());
    statement.setObject(18, draft.dueOn());
    statement.setInt(19, draft.objectDays());
    statement.setString(20, draft.language());
    statement.setString(21, draft.currency());
    statement.setLong(22, draft.total().net().micros());
    statement.setLong(23, draft.total().tax().micros());
    statement.setLong(24, draft.total().gross().micros());
    statement.setLong(25, draft.prepaid().micros());
    statement.setLong(26, draft.ledger().micros());
    if (draft.balanceMicros() == null) {
      statement.setNull(27, Types.BIGINT);
    } else {
      statement.setLong(27, draft.balanceMicros());
    }
  }

  /** 0 is NULL. */
  private static void setLong(PreparedStatement statement, int index, long value)
      throws SQLException {
    if (value == 0) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }

  private void insertStates(List<New> documents) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO document_state (document_id, state, changed_at, covered, open)"
                + " VALUES (?, ?, ?, ?, ?)")) {
      for (var document : documents) {
        var draft = document.draft();
        var prepaid = draft.prepaid().micros();
        statement.setLong(1, document.id());
        statement.setString(2, state(document).name());
        statement.setObject(3, Utc.of(now));
        statement.setLong(4, prepaid);
        statement.setLong(5, draft.isPayable() ? draft.total().gross().micros() - prepaid : 0);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** What is paid already is settled from the first moment. */
  private static State state(New document) {
    if (document.number() == null) {
      return State.DRAFT;
    }
    var draft = document.draft();
    return draft.isPayable() && draft.prepaid().equals(draft.total().gross())
        ? State.SETTLED
        : State.ISSUED;
  }

  private void insertEvents(List<New> documents, By by, Ids ids) throws SQLException {
    var first = ids.next(documents.size());
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO document_event (id, document_id, at, tenant_id, actor, state, detail)"
                + " VALUES (?, ?, ?, ?, ?, ?, '')")) {
      for (var document : documents) {
        statement.setLong(1, first++);
        statement.setLong(2, document.id());
        statement.setObject(3, Utc.of(now));
        statement.setLong(4, by.tenantId());
        statement.setString(5, by.actor());
        statement.setString(6, state(document).name());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The mark is kept once for all documents; the sheet names it by its hash. */
  private static Sheet withLogoNamed(Sheet sheet) {
    var logo = sheet.letterhead().logo();
    return logo == null ? sheet : withLogo(sheet, sha256(logo));
  }

  static Sheet withLogo(Sheet sheet, byte[] logo) {
    var head = sheet.letterhead();
    return new Sheet(
        new Letterhead(
            head.name(),
            logo,
            head.logoType(),
            head.colour(),
            head.accent(),
            head.footer(),
            head.support(),
            head.round()),
        sheet.heading(),
        sheet.issuer(),
        sheet.recipient(),
        sheet.references(),
        sheet.lines(),
        sheet.tables(),
        sheet.taxes(),
        sheet.totals(),
        sheet.notes());
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
