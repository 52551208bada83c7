package livery.number;

import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Utc;

/**
 * A number as lists show it.
 *
 * @param tenantId who rents it; 0 for nobody and for shared numbers
 * @param tenant the name of who rents it, empty for nobody
 * @param rentedAt {@code null} in stock
 * @param quarantineUntil {@code null} when not in quarantine
 * @param moPrice what a premium text costs the subscriber today, taxes inside, in millionths; 0
 *     where the tariff is another or the price is not set yet
 * @param moCurrency its currency, or empty
 * @param keywords how many keywords the asking tenant and those below it have on it
 */
public record NumberRow(
    long id,
    String country,
    String digits,
    NumberEntry.Kind kind,
    NumberEntry.Tier tier,
    NumberEntry.Tariff tariff,
    long moPrice,
    String moCurrency,
    boolean shared,
    NumberEntry.State state,
    long tenantId,
    String tenant,
    Instant rentedAt,
    Instant quarantineUntil,
    int keywords) {

  static final String COLUMNS =
      "n.id, n.country, n.digits, n.kind, n.tier, n.tariff, n.mo_price, n.mo_currency, n.shared, n.state, n.tenant_id,"
          + " n.rented_at, n.quarantine_until";

  static NumberRow read(ResultSet row) throws SQLException {
    return new NumberRow(
        row.getLong("id"),
        row.getString("country"),
        row.getString("digits"),
        NumberEntry.Kind.valueOf(row.getString("kind")),
        NumberEntry.Tier.valueOf(row.getString("tier")),
        NumberEntry.Tariff.valueOf(row.getString("tariff")),
        row.getLong("mo_price"),
        row.getString("mo_currency"),
        row.getBoolean("shared"),
        NumberEntry.State.valueOf(row.getString("state")),
        row.getLong("tenant_id"),
        Optional.ofNullable(row.getString("tenant_name")).orElse(""),
        Utc.read(row, "rented_at").orElse(null),
        Utc.read(row, "quarantine_until").orElse(null),
        row.getInt("keywords"));
  }

  /** How people name it: "UA 3838". */
  public String label() {
    return country + " " + digits;
  }

  /**
   * Where a part of a list of numbers ends and the next one begins, "UA-SHORT-3838" in an address.
   * It stays right when the number itself goes.
   */
  public record Place(String country, String kind, String digits) implements Serializable {

    /** Before all numbers. */
    public static final Place FIRST = new Place("", "", "");

    private static final Pattern FORM = Pattern.compile("([A-Z]{2})-(SHORT|LONG)-([0-9]{1,15})");

    /** Right behind this number. */
    public static Place of(NumberRow number) {
      return new Place(number.country(), number.kind().name(), number.digits());
    }

    /**
     * What {@link #toString} wrote.
     *
     * @param after {@code null} or empty for the first part
     */
    public static Place parse(String after) {
      if (after == null || after.isEmpty()) {
        return FIRST;
      }
      var parts = FORM.matcher(after);
      if (!parts.matches()) {
        throw Fault.invalid("after", "number.fault.after", Check.shown(after));
      }
      return new Place(parts.group(1), parts.group(2), parts.group(3));
    }

    @Override
    public String toString() {
      return country.isEmpty() ? "" : country + "-" + kind + "-" + digits;
    }
  }
}
