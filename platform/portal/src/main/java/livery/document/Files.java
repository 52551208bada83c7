package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import livery.fault.Check;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Papers;
import livery.paper.Sheet;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Scope;

/**
 * Documents as files. They are made from what was stored at the issue, so that each copy is the
 * same; the hash of the first is kept and every later one compared. Thread-safe.
 */
@ApplicationScoped
public class Files {

  private static final System.Logger LOG = System.getLogger(Files.class.getName());

  private final Store store;
  private final Documents documents;
  private final Clock clock;

  /** What a document can be had as. */
  public enum Format {
    PDF("application/pdf"),
    /** UBL 2.1. */
    XML("application/xml"),
    CSV("text/csv; charset=UTF-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    /** Its media type. */
    public String type() {
      return type;
    }
  }

  /** A file with its name, and the sheet that it was made of. */
  public record File(String name, String type, byte[] bytes, Sheet sheet) {}

  @Inject
  public Files(Store store, Documents documents, Clock clock) {
    this.store = store;
    this.documents = documents;
    this.clock = clock;
  }

  protected Files() {
    this(null, null, null);
  }

  /** The format with this name. */
  public static Format format(String name) {
    return Check.oneOf("format", name == null ? "" : name.toUpperCase(Locale.ROOT), Format.class);
  }

  /**
   * A document as a file.
   *
   * @throws Fault when there is no such document, or it cannot be had in this format
   */
  public File file(Scope scope, long id, Format format) {
    var document = documents.get(scope, id);
    var sheet = documents.sheet(scope, id);
    if (format == Format.XML && !isUbl(sheet)) {
      throw Fault.invalid("format", "document.fault.no-ubl");
    }
    return file(id, document.isDraft() ? "draft" : document.number(), sheet, format);
  }

  private File file(long id, String number, Sheet sheet, Format format) {
    var bytes =
        switch (format) {
          case PDF -> Papers.pdf(sheet);
          case XML -> Papers.ubl(sheet);
          case CSV -> Papers.csv(sheet, Papers.CsvForm.of(sheet.heading().language()));
          case XLSX -> Papers.xlsx(sheet);
        };
    if (!number.equals("draft")) {
      keep(id, format, bytes);
    }
    var name = number.replaceAll("[^A-Za-z0-9._-]", "_");
    return new File(
        name + "." + format.name().toLowerCase(Locale.ROOT), format.type(), bytes, sheet);
  }

  /** Whether a document can be had as UBL: what is sold or credited, line by line. */
  static boolean isUbl(Sheet sheet) {
    var kind = sheet.heading().kind();
    return !sheet.lines().isEmpty()
        && (kind == Kind.INVOICE
            || kind == Kind.PROFORMA
            || kind == Kind.COMMISSION_INVOICE
            || kind == Kind.CREDIT_NOTE);
  }

  /** The PDF of an issued document, for its mail. */
  File mailed(long id) {
    var stored =
        store.inTransaction(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "SELECT d.sheet, d.number FROM document d WHERE d.id = ?")) {
                statement.setLong(1, id);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return new String[] {row.getString(1), row.getString(2)};
                }
              }
            });
    var sheet = SheetJson.read(stored[0]);
    return file(id, stored[1], whole(sheet), Format.PDF);
  }

  private Sheet whole(Sheet sheet) {
    var hash = sheet.letterhead().logo();
    return hash == null
        ? sheet
        : store.inTransaction(
            connection -> {
              try (var statement =
                  connection.prepareStatement("SELECT bytes FROM document_logo WHERE hash = ?")) {
                statement.setBytes(1, hash);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return DocumentTable.withLogo(sheet, row.getBytes(1));
                }
              }
            });
  }

  private void keep(long id, Format format, byte[] bytes) {
    var hash = DocumentTable.sha256(bytes);
    store.inTransaction(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "INSERT IGNORE INTO document_file (document_id, format, length, hash,"
                      + " rendered_at) VALUES (?, ?, ?, ?, ?)")) {
            statement.setLong(1, id);
            statement.setString(2, format.name());
            statement.setInt(3, bytes.length);
            statement.setBytes(4, hash);
            statement.setObject(5, Utc.of(clock.instant()));
            if (statement.executeUpdate() == 0) {
              compare(connection, id, format, hash);
            }
          }
          return null;
        });
  }

  /** A newer version of the portal may draw otherwise; what is said is the same, and it is told. */
  private static void compare(Connection connection, long id, Format format, byte[] hash)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT hash FROM document_file WHERE document_id = ? AND format = ?")) {
      statement.setLong(1, id);
      statement.setString(2, format.name());
      try (var row = statement.executeQuery()) {
        if (row.next() && !Arrays.equals(row.getBytes(1), hash)) {
          LOG.log(
              System.Logger.Level.WARNING,
              "Document {0} as {1} is not drawn as it was at first",
              id,
              format);
        }
      }
    }
  }
}
