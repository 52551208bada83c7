package livery.tariff;

import java.math.BigDecimal;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;

/**
 * What premium prices of a country may be, what is inside of them, and how its operators settle.
 *
 * @param country ISO 3166
 * @param least with taxes inside, in the currency of {@code most}
 * @param vat percent
 * @param levy percent: Ukraine's pension fund takes 7.5
 * @param operatorShare percent of the net that stays with the operator
 * @param payableDays after the operator's statement was confirmed
 * @param tolerancePermille a difference of counts up to this, or up to
 * @param toleranceMessages this many messages, is none
 */
public record PremiumRule(
    String country,
    Money least,
    Money most,
    BigDecimal vat,
    BigDecimal levy,
    PremiumShare.LevyBase levyBase,
    BigDecimal operatorShare,
    int payableDays,
    int tolerancePermille,
    int toleranceMessages) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  public String currency() {
    return most.currency();
  }

  /** What the operator pays out, in percent of the net. */
  public BigDecimal paidOut() {
    return WHOLE.subtract(operatorShare);
  }

  /** Takes an amount apart into taxes and net. */
  public PremiumShare.Split split(Money gross) {
    return new PremiumShare(vat, levy, levyBase, List.of(new PremiumShare.Share("net", WHOLE)))
        .split(gross);
  }

  /** Whether two counts are the same as far as money goes. */
  public boolean tolerates(long own, long stated) {
    var difference = Math.abs(own - stated);
    return difference <= toleranceMessages
        || difference * 1_000 <= (long) tolerancePermille * Math.max(own, stated);
  }
}
