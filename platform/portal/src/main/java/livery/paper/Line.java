package livery.paper;

import java.math.BigDecimal;
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

  /** With the tax on it. */
  public Money gross() {
    return net.plus(tax);
  }
}
