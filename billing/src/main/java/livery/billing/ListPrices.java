package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * What charged units would have cost at the price list where a contract gave them another price:
 * the price that their line names, in the line's currency, for what no bundle covered. A price is
 * never changed, so this can be told at any time. A price that is not there saved nothing.
 */
public final class ListPrices {

  /** SQL: brings to rows {@code r} of {@code rated} the price that a tier stood in for. */
  public static final String JOIN = " LEFT JOIN price lp ON r.tier > 0 AND lp.id = r.price_id";

  /** SQL: the units of a row that were paid for. */
  public static final String PAID = "(r.posted - r.free)";

  private static final int DECIMALS = 10;

  private record Price(String currency, BigDecimal unit) {}

  private final Map<Long, Price> prices = new HashMap<>();

  private ListPrices() {}

  /**
   * SQL: the list value in millionths of so many units of a row with {@link #JOIN}.
   *
   * @param charged what they were charged: their list value where no tier gave the price
   */
  public static String micros(String units, String charged) {
    return ("COALESCE(ROUND(IF(lp.currency = r.currency, lp.unit_price,"
            + " ROUND(lp.unit_price * r.rate, 10)) * %s * 1000000), %s)")
        .formatted(units, charged);
  }

  /** The prices that these lines name, in one query; none where no line has the price of a tier. */
  static ListPrices of(Connection connection, Collection<RatedLine> lines) throws SQLException {
    var found = new ListPrices();
    var ids =
        lines.stream().filter(line -> line.tier() > 0).map(RatedLine::priceId).distinct().toList();
    for (var chunk : Sql.chunks(ids)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT id, currency, unit_price FROM price WHERE id IN " + Sql.in(chunk.size()))) {
        Sql.bind(statement, 1, chunk);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            found.prices.put(
                rows.getLong("id"),
                new Price(rows.getString("currency"), rows.getBigDecimal("unit_price")));
          }
        }
      }
    }
    return found;
  }

  /**
   * The list value of so many units of a line.
   *
   * @param charged what they were charged: their list value where no tier gave the price
   */
  long micros(RatedLine line, long units, long charged) {
    var price = line.tier() > 0 ? prices.get(line.priceId()) : null;
    if (price == null) {
      return charged;
    }
    if (price.currency.equals(line.currency())) {
      return RatedLine.micros(price.unit, Math.toIntExact(units));
    }
    return line.rate() == null
        ? charged
        : RatedLine.micros(
            price.unit.multiply(line.rate()).setScale(DECIMALS, RoundingMode.HALF_UP),
            Math.toIntExact(units));
  }
}
