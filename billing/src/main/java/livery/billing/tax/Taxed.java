package livery.billing.tax;

import livery.billing.BillingException;
import livery.billing.Money;

/** An amount with its tax; gross is always net + tax. */
public record Taxed(Money net, Money tax, Money gross) {

  public Taxed {
    if (!net.plus(tax).equals(gross)) {
      throw new BillingException.Invalid(net + " and tax of " + tax + " do not make " + gross);
    }
  }

  /** The gross is the sum. */
  public static Taxed of(Money net, Money tax) {
    return new Taxed(net, tax, net.plus(tax));
  }

  /** The sum of both. */
  public Taxed plus(Taxed other) {
    return of(net.plus(other.net), tax.plus(other.tax));
  }

  /** The difference of both. */
  public Taxed minus(Taxed other) {
    return of(net.minus(other.net), tax.minus(other.tax));
  }
}
