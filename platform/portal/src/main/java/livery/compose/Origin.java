package livery.compose;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A number that may be sent from.
 *
 * @param country ISO 3166
 */
public record Origin(long id, String digits, String country, boolean shortCode) {

  static Origin read(ResultSet row) throws SQLException {
    return new Origin(
        row.getLong("id"),
        row.getString("digits"),
        row.getString("country"),
        row.getString("kind").equals("SHORT"));
  }
}
