package livery.billing.period;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import livery.billing.Money;
import livery.billing.contract.Contract;

/**
 * What a buyer's month comes to in one product group if it were closed now; by the same sums as the
 * close, but nothing is posted.
 *
 * @param contract the version that holds at the end of the month
 * @param quantity what counts of the month, refunds taken off: units, or messages
 * @param posted what it was charged
 * @param list what that would have been at the price list: more where a tier gave the price at once
 * @param before what decides about the tier besides: see {@link
 *     livery.billing.contract.Discount#charge}
 * @param exact what they cost by the contract
 * @param delta what the close would post, in coins; below zero for a rebate
 * @param shares of every client that used something, 0 where it gets nothing
 */
public record VolumeEstimate(
    Contract contract,
    String group,
    long quantity,
    Money posted,
    Money list,
    BigDecimal before,
    BigDecimal exact,
    Money delta,
    List<PeriodLine.Share> shares) {

  public VolumeEstimate {
    shares = List.copyOf(shares);
  }

  /**
   * What the buyer earned so far, as a price, as a rebate or as both; below zero where the contract
   * is dearer than the price list.
   */
  public Money earned() {
    return list.minus(posted.plus(delta));
  }

  /** What of it goes on to clients. */
  public Money passedOn() {
    return shares.stream()
        .map(PeriodLine.Share::amount)
        .reduce(Money.zero(posted.currency()), Money::plus);
  }

  /**
   * Reads the sums.
   *
   * @param terms of a RESALE contract
   * @param now refunds up to it are taken off
   */
  public static VolumeEstimate of(
      Connection connection, BillingMonth month, VolumeTerms terms, Instant now)
      throws SQLException {
    terms.requireClosable(month);
    var none = (livery.billing.IdSource) null;
    return new LineSettlement(connection, none, month, terms, now.plusMillis(1), now).estimate();
  }
}
