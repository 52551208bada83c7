package livery.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.Sql;
import livery.document.Acts;
import livery.document.Document;
import livery.document.Documents;
import livery.document.State;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.paper.Kind;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * Files with agents' reports. The agent attaches and takes away while it works on a version; who
 * sees the report sees what came with it. Thread-safe.
 */
@ApplicationScoped
public class Evidence {

  /** The largest file. */
  public static final int SIZE_MAX_BYTES = 5 << 20;

  /** The most files of one report, all versions together. */
  public static final int FILES_MAX = 20;

  private static final int NAME_LENGTH = 100;
  private static final int DESCRIPTION_LENGTH = 200;

  private final Store store;
  private final Documents documents;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /**
   * A file as it comes.
   *
   * @param name may be empty
   * @param amount {@code null} where it is about no sum
   */
  public record Upload(String name, String description, BigDecimal amount, byte[] content) {}

  /** Whose report, and of which month: the same for all of its versions. */
  public record Report(long agentId, long principalId, int period, String currency) {

    static Report of(Document document) {
      return new Report(
          document.issuerId(), document.recipientId(), document.period(), document.currency());
    }
  }

  @Inject
  public Evidence(Store store, Documents documents, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Evidence() {
    this(null, null, null, null, null);
  }

  /** What belongs to a version of a report, in the order in which it was attached. */
  public List<Piece> upTo(Report report, int version) {
    return store.inTransaction(connection -> upTo(connection, report, version));
  }

  private static List<Piece> upTo(Connection connection, Report report, int version)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            Piece.COLUMNS
                + "WHERE agent_id = ? AND principal_id = ? AND period = ? AND currency = ?"
                + " AND version <= ? ORDER BY id LIMIT "
                + FILES_MAX)) {
      statement.setLong(1, report.agentId());
      statement.setLong(2, report.principalId());
      statement.setInt(3, report.period());
      statement.setString(4, report.currency());
      statement.setInt(5, version);
      var pieces = new ArrayList<Piece>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          pieces.add(Piece.read(rows));
        }
      }
      return pieces;
    }
  }

  /** What is attached to a report that the tenant sees; its agent sees what waits to be sent. */
  public List<Piece> list(Scope scope, long reportId) {
    var document = report(scope, reportId);
    var version =
        document.issuerId() == scope.tenantId()
            ? Math.max(document.version(), workedOn(document, document.state()))
            : document.version();
    return upTo(Report.of(document), version);
  }

  private Document report(Scope scope, long id) {
    var document = documents.get(scope, id);
    if (document.kind() != Kind.AGENT_REPORT) {
      throw Fault.notFound("report", id);
    }
    return document;
  }

  /** The version that the agent works on: the draft, or the answer to an objection; 0 for none. */
  private static int workedOn(Document document, State state) {
    return switch (state) {
      case DRAFT -> document.version();
      case OBJECTED -> document.version() + 1;
      case ISSUED, SENT, CORRECTED, ACCEPTED, DEEMED_ACCEPTED, SETTLED -> 0;
    };
  }

  /** Whether the tenant may attach files to a report, and take them away. */
  public boolean isOpen(Scope scope, Document document) {
    return document.kind() == Kind.AGENT_REPORT
        && document.issuerId() == scope.tenantId()
        && workedOn(document, document.state()) > 0;
  }

  /** Whether a file may still be taken away. */
  public boolean isOpen(Scope scope, Document document, Piece piece) {
    return isOpen(scope, document) && piece.version() == workedOn(document, document.state());
  }

  /**
   * Attaches a file.
   *
   * @throws Fault when it is none of the formats, too large, there already or one too many, or the
   *     report was sent
   */
  public Piece add(Scope scope, long reportId, Upload upload) {
    Rights.mayFinance(scope);
    var document = mine(scope, reportId);
    var content = upload.content() == null ? new byte[0] : upload.content();
    if (content.length == 0) {
      throw Fault.invalid("file", "evidence.fault.no-file");
    }
    if (content.length > SIZE_MAX_BYTES) {
      throw Fault.invalid("file", "evidence.fault.size", SIZE_MAX_BYTES >> 20);
    }
    var format =
        Format.of(content).orElseThrow(() -> Fault.invalid("file", "evidence.fault.format"));
    var name = Check.optionalText("name", upload.name(), NAME_LENGTH);
    var description = Check.text("description", upload.description(), DESCRIPTION_LENGTH);
    var amount =
        upload.amount() == null
            ? Money.zero(document.currency())
            : Amounts.notBelowZero("amount", upload.amount(), document.currency());
    return store.inTransaction(
        connection -> {
          var version = locked(connection, document);
          var report = Report.of(document);
          if (upTo(connection, report, version).size() >= FILES_MAX) {
            throw Fault.conflict("file", "evidence.fault.too-many", FILES_MAX);
          }
          var piece =
              new Piece(
                  ids.next(),
                  version,
                  name.isEmpty() ? format.name().toLowerCase(java.util.Locale.ROOT) : name,
                  format,
                  description,
                  amount,
                  content.length,
                  clock.instant());
          insert(connection, report, piece, content, scope.actor());
          audit.write(scope, "evidence.added", subject(document), piece.name());
          return piece;
        });
  }

  private static String subject(Document document) {
    return "report " + document.period() + " of " + document.issuerId();
  }

  private Document mine(Scope scope, long id) {
    var document = report(scope, id);
    if (document.issuerId() != scope.tenantId()) {
      throw Fault.notFound("report", id);
    }
    return document;
  }

  /** Keeps the report from being sent at the same time; the version that is worked on. */
  private static int locked(Connection connection, Document document) throws SQLException {
    var version = workedOn(document, Acts.lock(connection, document.id()));
    if (version == 0) {
      throw Fault.conflict("", "evidence.fault.sent");
    }
    return version;
  }

  private static void insert(
      Connection connection, Report report, Piece piece, byte[] content, String by)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO report_evidence (id, agent_id, principal_id, period, currency, version,"
                + " name, kind, description, amount, size, sha256, content, added_by, added_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, piece.id());
      statement.setLong(2, report.agentId());
      statement.setLong(3, report.principalId());
      statement.setInt(4, report.period());
      statement.setString(5, report.currency());
      statement.setInt(6, piece.version());
      statement.setString(7, piece.name());
      statement.setString(8, piece.format().name());
      statement.setString(9, piece.description());
      statement.setLong(10, piece.amount().micros());
      statement.setInt(11, piece.size());
      statement.setBytes(12, sha256(content));
      statement.setBytes(13, content);
      statement.setString(14, by);
      statement.setObject(15, Utc.of(piece.addedAt()));
      statement.executeUpdate();
    } catch (SQLException failure) {
      if (failure.getErrorCode() == Sql.DUPLICATE) {
        throw Fault.conflict("file", "evidence.fault.twice");
      }
      throw failure;
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Takes a file away that was not sent yet. */
  public void remove(Scope scope, long reportId, long pieceId) {
    Rights.mayFinance(scope);
    var document = mine(scope, reportId);
    var piece = piece(scope, reportId, pieceId);
    store.inTransaction(
        connection -> {
          if (piece.version() != locked(connection, document)) {
            throw Fault.conflict("", "evidence.fault.sent");
          }
          try (var statement =
              connection.prepareStatement("DELETE FROM report_evidence WHERE id = ?")) {
            statement.setLong(1, pieceId);
            statement.executeUpdate();
          }
          audit.write(scope, "evidence.removed", subject(document), piece.name());
          return null;
        });
  }

  /** One file of a report that the tenant sees. */
  public Piece piece(Scope scope, long reportId, long pieceId) {
    return list(scope, reportId).stream()
        .filter(one -> one.id() == pieceId)
        .findFirst()
        .orElseThrow(() -> Fault.notFound("evidence", pieceId));
  }

  /** What is in it, byte by byte as it came. */
  public byte[] content(Scope scope, long reportId, long pieceId) {
    var piece = piece(scope, reportId, pieceId);
    return store.inTransaction(
        connection -> {
          try (var statement =
              connection.prepareStatement("SELECT content FROM report_evidence WHERE id = ?")) {
            statement.setLong(1, piece.id());
            try (var row = statement.executeQuery()) {
              if (!row.next()) {
                throw Fault.notFound("evidence", pieceId);
              }
              return row.getBytes(1);
            }
          }
        });
  }
}
