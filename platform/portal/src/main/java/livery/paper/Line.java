package livery.paper;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import livery.billing.Money;
import livery.billing.tax.TaxRule;

/**
 * One line of what is sold: on proformas, invoices, acts, credit notes and commission invoices.
 * Amounts of a credit note are above zero too: the kind says which way they go.
 *
 * @param detail a second, quieter line: the period, the number; may be empty
 * @param unitPrice net of tax, as exact as the price list has it
 * @param net coins, after discounts
 * @param percent the tax's rate
 */
public record Line(
    String name,
    String detail,
    Unit unit,
    BigDecimal quantity,
    BigDecimal unitPrice,
    Money net,
    TaxRule.Regime regime,
    BigDecimal percent,
    Money tax) {

  /** A price list has no more digits than these; more come of a division. */
  private static final int LISTED_DIGITS = 8;

  private static final int SHOWN_DIGITS = 4;
  private static final MathContext SIGNIFICANT = new MathContext(3, RoundingMode.HALF_UP);

  public Line {
    name = Party.text(name);
    detail = Party.text(detail);
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(unitPrice, "unitPrice");
    Objects.requireNonNull(regime, "regime");
    Objects.requireNonNull(percent, "percent");
    if (name.isEmpty() || !net.currency().equals(tax.currency())) {
      throw new PaperException(
          "A line has a name and one currency, not '%s' with %s and %s".formatted(name, net, tax));
    }
  }

  /**
   * The price for people: where the tax was divided out of it, to four decimals, or as many as its
   * first three digits need. Files have the whole of it.
   */
  public BigDecimal shownPrice() {
    if (unitPrice.stripTrailingZeros().scale() <= LISTED_DIGITS) {
      return unitPrice;
    }
    var digits = Math.max(SHOWN_DIGITS, unitPrice.round(SIGNIFICANT).scale());
    return unitPrice.setScale(digits, RoundingMode.HALF_UP);
  }

  /** With the tax on it. */
  public Money gross() {
    return net.plus(tax);
  }
}
