package livery.billing.tax;

import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;

/** An amount with its tax; gross is always net + tax. */
public record Taxed(Money net, Money tax, Money gross) {

  public Taxed {
    Exact.present(net, "A net amount");
    Exact.present(tax, "A tax amount");
    Exact.present(gross, "A gross amount");
    if (!net.plus(tax).equals(gross)) {
      throw new BillingException.Invalid(net + " and tax of " + tax + " do not make " + gross);
    }
  }

  /** The gross is the sum. */
  public static Taxed of(Money net, Money tax) {
    var whole = Exact.present(net, "A net amount").plus(Exact.present(tax, "A tax amount"));
    return new Taxed(net, tax, whole);
  }

  /** The sum of both. */
  public Taxed plus(Taxed other) {
    Exact.present(other, "What is added");
    return of(net.plus(other.net), tax.plus(other.tax));
  }

  /** The difference of both. */
  public Taxed minus(Taxed other) {
    Exact.present(other, "What is taken off");
    return of(net.minus(other.net), tax.minus(other.tax));
  }
}
