package livery.document;

import livery.billing.Money;
import livery.billing.Rounding;

/** What of an invoice the buyer's wallet has paid. Pure. */
public final class Cover {

  private Cover() {}

  /**
   * All of it but for what is owed. A tax on top of prices, which makes the gross more than the
   * ledger, never went through the wallet.
   *
   * @param ledger what the wallet was charged
   * @param owedMicros what of it the wallet does not hold
   */
  public static Money of(Money ledger, long owedMicros, Money gross) {
    var owed = Math.min(Math.max(0, owedMicros), Math.max(0, ledger.micros()));
    var coins = Rounding.toCoins(ledger.currency());
    var onTop = gross.minus(ledger).compareTo(coins.step(ledger.currency())) >= 0;
    if (owed == 0 && !onTop) {
      return gross;
    }
    var covered = coins.round(new Money(ledger.micros() - owed, ledger.currency()));
    return covered.compareTo(gross) <= 0 ? covered : gross;
  }
}
