package livery.premium;

import java.time.LocalDate;
import livery.billing.Money;

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

  /** Below zero where the operator has fewer. */
  public long difference() {
    return stated - own;
  }
}
