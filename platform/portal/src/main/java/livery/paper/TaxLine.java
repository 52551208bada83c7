package livery.paper;

import java.math.BigDecimal;
import java.util.Objects;
import livery.billing.Money;
import livery.billing.tax.TaxRule;

/**
 * What one rate of tax makes on a document.
 *
 * @param percent 0 where the regime has no tax
 * @param base the net amount that is taxed
 */
public record TaxLine(TaxRule.Regime regime, BigDecimal percent, Money base, Money tax) {

  public TaxLine {
    Objects.requireNonNull(regime, "regime");
    Objects.requireNonNull(base, "base");
    if (percent.signum() < 0 || !base.currency().equals(tax.currency())) {
      throw new PaperException(
          "A tax has a rate of 0 % or more in one currency, not %s %% of %s: %s"
              .formatted(percent.toPlainString(), base, tax));
    }
  }
}
