package livery.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import livery.billing.Money;
import livery.store.Utc;

/**
 * One attached file, without its content.
 *
 * @param version of the report that it first came with
 * @param name as the agent's own machine calls it
 * @param amount zero where it is about no sum
 * @param size in bytes
 */
public record Piece(
    long id,
    int version,
    String name,
    Format format,
    String description,
    Money amount,
    int size,
    Instant addedAt) {

  static final String COLUMNS =
      "SELECT id, version, name, kind, description, amount, currency, size, added_at FROM"
          + " report_evidence ";

  static Piece read(ResultSet row) throws SQLException {
    return new Piece(
        row.getLong("id"),
        row.getInt("version"),
        row.getString("name"),
        Format.valueOf(row.getString("kind")),
        row.getString("description"),
        new Money(row.getLong("amount"), row.getString("currency")),
        row.getInt("size"),
        Utc.read(row, "added_at").orElseThrow());
  }

  /** The size for people: what was begun counts whole. */
  public int kilobytes() {
    return (size + 1023) / 1024;
  }

  /** Under which name it is kept by who downloads it: letters that every header takes. */
  public String fileName() {
    return "evidence-" + id + format.ending();
  }
}
