package livery.billing.purse;

import livery.billing.Exact;
import livery.billing.Money;

/**
 * The alert of a low balance. It rings once when what is available falls below the threshold, and
 * again only after it has been at the threshold or above in between. Immutable.
 *
 * @param low whether the last balance seen was below
 * @param rings whether that was the crossing
 */
public record LowBalance(Money threshold, boolean low, boolean rings) {

  public LowBalance {
    Exact.present(threshold, "The threshold of an alert");
  }

  /** An alert for a wallet that has enough. */
  public static LowBalance below(Money threshold) {
    return new LowBalance(threshold, false, false);
  }

  /** After a change of what is available. */
  public LowBalance at(Money available) {
    var below = Exact.present(available, "What is available").compareTo(threshold) < 0;
    return new LowBalance(threshold, below, below && !low);
  }
}
