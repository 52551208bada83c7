package livery.billing.tier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * The difference between what is right and what was booked (OpenMeter's delta rating). One
 * mechanism for crossed tiers, rounding residue and late receipts; booking it makes the next
 * difference 0, so a repeat posts nothing.
 */
public final class Delta {

  /** What a change after the close of a period does. */
  public enum Late {
    /** The period is rated again, but never to the buyer's disadvantage. */
    CLOSED_NEVER_UP,
    /** The unit is paid back at the price it was charged at; the period is not rated again. */
    REFUND_AT_SNAPSHOT
  }

  /**
   * Units at a price.
   *
   * @param quantity below zero takes booked units back
   */
  public record Line(BigDecimal unitPrice, BigDecimal quantity) {

    public Line {
      Exact.present(unitPrice, "The unit price of a line");
      Exact.present(quantity, "The quantity of a line");
    }

    /** Quantity × unit price. */
    public BigDecimal amount() {
      return unitPrice.multiply(quantity);
    }
  }

  private Delta() {}

  /** {@code exact} rounded once − {@code posted}: what is left to post, below zero to give back. */
  public static Money toPost(BigDecimal exact, Money posted, Rounding rounding) {
    Exact.present(posted, "What was posted");
    return Exact.present(rounding, "The rounding").round(exact, posted.currency()).minus(posted);
  }

  /**
   * The lines to book so that all booked lines together are those of {@code now}: first what is
   * taken back, then what is new. Flat fees are no units and are left to the caller.
   *
   * @param booked everything booked so far, corrections included
   */
  public static List<Line> lines(List<Line> booked, TierCharge now) {
    Exact.rows(booked, "The list of booked lines");
    Exact.present(now, "What is right now");
    Map<BigDecimal, BigDecimal> left = new LinkedHashMap<>();
    for (var line : booked) {
      left.merge(key(line.unitPrice()), line.quantity().negate(), BigDecimal::add);
    }
    for (var line : now.lines()) {
      left.merge(key(line.unitPrice()), line.blocks(), BigDecimal::add);
    }
    var lines = new ArrayList<Line>();
    left.forEach(
        (price, quantity) -> {
          if (quantity.signum() != 0) {
            lines.add(new Line(price, quantity));
          }
        });
    lines.sort((one, other) -> Integer.compare(one.quantity().signum(), other.quantity().signum()));
    return lines;
  }

  private static BigDecimal key(BigDecimal price) {
    return price.signum() == 0 ? BigDecimal.ZERO : price.stripTrailingZeros();
  }

  /**
   * What the buyer gets back when units of a closed period turn out not to be payable; 0 or less in
   * what is posted, never more to pay.
   *
   * @param table what the period was rated by
   * @param atClose the quantity that it was closed with
   * @param refunded units that are not payable after all
   * @param unitPrice at which they were charged, as their rated rows say
   * @return the amount to post in the open period, exact, 0 or below
   */
  public static BigDecimal afterClose(
      Late policy, TierTable table, BigDecimal atClose, BigDecimal refunded, BigDecimal unitPrice) {
    return afterClose(policy, table, BigDecimal.ZERO, atClose, refunded, unitPrice);
  }

  /**
   * The same for a period whose tier was reached with what was counted before it: rolling, yearly
   * and lifetime discounts.
   *
   * @param before see {@link TierTable#charge(BigDecimal, BigDecimal)}
   */
  public static BigDecimal afterClose(
      Late policy,
      TierTable table,
      BigDecimal before,
      BigDecimal atClose,
      BigDecimal refunded,
      BigDecimal unitPrice) {
    Exact.present(policy, "What a change after the close does");
    Exact.present(table, "The table of tiers");
    Exact.notNegative(before, "The quantity before");
    Exact.notNegative(atClose, "The quantity at the close");
    Exact.notNegative(refunded, "The refunded quantity");
    if (refunded.compareTo(atClose) > 0) {
      throw new BillingException.Invalid(
          "Of %s units %s cannot be refunded"
              .formatted(atClose.toPlainString(), refunded.toPlainString()));
    }
    if (policy == Late.REFUND_AT_SNAPSHOT) {
      Exact.notNegative(unitPrice, "The price that was charged");
      return unitPrice.multiply(refunded).negate();
    }
    var left = table.charge(before, atClose.subtract(refunded)).total();
    var change = left.subtract(table.charge(before, atClose).total());
    return change.min(BigDecimal.ZERO);
  }
}
