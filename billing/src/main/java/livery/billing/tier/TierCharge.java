package livery.billing.tier;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * What a quantity costs, tier by tier and exact.
 *
 * @param quantity what was counted
 * @param lines in the order of tiers; a quantity of 0 has one line of 0
 */
public record TierCharge(BigDecimal quantity, List<Line> lines) {

  /**
   * The part of one tier.
   *
   * @param tier its row, from 1
   * @param from how much was counted before the first unit of this line
   * @param quantity units charged here; with "never worse" more than were used
   * @param blocks what the unit price was multiplied by: blocks, or units where there are none
   * @param unitPrice of a block or unit
   * @param flat the fee for entering the tier, 0 where it was entered before
   * @param amount blocks × unit price + flat
   */
  public record Line(
      int tier,
      BigDecimal from,
      BigDecimal quantity,
      BigDecimal blocks,
      BigDecimal unitPrice,
      BigDecimal flat,
      BigDecimal amount) {

    /** Where the line ends, counted from zero. */
    public BigDecimal to() {
      return from.add(quantity);
    }
  }

  public TierCharge {
    lines = List.copyOf(lines);
  }

  /** Of nothing, for nothing. */
  public static TierCharge nothing() {
    return new TierCharge(
        BigDecimal.ZERO,
        List.of(
            new Line(
                1,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO)));
  }

  /**
   * The share that a part of the quantity has in each line: units, blocks, fee and amount.
   *
   * @param part at most the quantity, which is above 0
   * @param decimals of what does not come out even
   * @throws BillingException.Invalid when there is nothing to share, or less than the part
   */
  public TierCharge share(BigDecimal part, int decimals) {
    Exact.notNegative(part, "A part of the quantity");
    if (quantity.signum() == 0 || part.compareTo(quantity) > 0) {
      throw new BillingException.Invalid(
          "Of a quantity of %s a part of %s cannot be taken"
              .formatted(quantity.toPlainString(), part.toPlainString()));
    }
    return new TierCharge(
        part,
        lines.stream()
            .map(
                line ->
                    new Line(
                        line.tier(),
                        line.from(),
                        share(line.quantity(), part, decimals),
                        share(line.blocks(), part, decimals),
                        line.unitPrice(),
                        share(line.flat(), part, decimals),
                        share(line.amount(), part, decimals)))
            .toList());
  }

  private BigDecimal share(BigDecimal whole, BigDecimal part, int decimals) {
    return whole.multiply(part).divide(quantity, decimals, RoundingMode.HALF_UP);
  }

  /** The exact sum. */
  public BigDecimal total() {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The exact sum rounded once. */
  public Money total(Rounding rounding, String currency) {
    return rounding.round(total(), currency);
  }

  /** The sum of lines that are rounded one by one, as OpenMeter prints them. */
  public Money totalOfRoundedLines(Rounding rounding, String currency) {
    return lines.stream()
        .map(line -> rounding.round(line.amount(), currency))
        .reduce(Money.zero(currency), Money::plus);
  }

  /** The row of the highest tier that was charged, from 1. */
  public int tier() {
    return lines.get(lines.size() - 1).tier();
  }
}
