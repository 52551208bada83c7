package livery.premium;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import livery.billing.Money;
import livery.order.ColumnType;
import livery.order.KeyOrder;
import livery.tariff.PremiumRule;

/**
 * Our own count of a number's premium texts on a day beside the operator's.
 *
 * @param number its digits
 * @param tolerated whether the difference is within the country's rule
 */
public record Difference(
    long numberId,
    String number,
    LocalDate day,
    long own,
    long stated,
    Money ownGross,
    Money statedGross,
    boolean tolerated) {

  /** By the number's digits, and of each number by day. */
  static final KeyOrder<Difference> ORDER =
      KeyOrder.<Difference>up()
          .and(ColumnType.TEXT, "digits", Difference::number)
          .and(ColumnType.NUMBER, "number_id", Difference::numberId)
          .and(ColumnType.DAY, "day", Difference::day);

  static Difference read(ResultSet row, PremiumRule rule) throws SQLException {
    var own = row.getLong("own");
    var stated = row.getLong("stated");
    return new Difference(
        row.getLong("number_id"),
        row.getString("digits"),
        row.getObject("day", LocalDate.class),
        own,
        stated,
        new Money(row.getLong("own_gross"), rule.currency()),
        new Money(row.getLong("gross"), rule.currency()),
        rule.tolerates(own, stated));
  }

  /** Where the list goes on behind this one. */
  public String place() {
    return ORDER.after(this);
  }

  /** Below zero where the operator has fewer. */
  public long difference() {
    return stated - own;
  }
}
