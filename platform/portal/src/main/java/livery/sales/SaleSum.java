package livery.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * A row of {@code sale} while it is summed up.
 *
 * @param ownQuantity of quantity, what the buyer used itself and sold to nobody; ownAmount likewise
 * @param cost of the level above, in its own currency
 * @param waiting what that level still holds
 */
record SaleSum(
    Cell cell,
    long quantity,
    long amount,
    long ownQuantity,
    long ownAmount,
    long cost,
    long waiting) {

  /** What stands for itself. */
  record Cell(
      String hour,
      long sellerId,
      long buyerId,
      String product,
      long priceId,
      String currency,
      String costCurrency,
      BigDecimal rate,
      LocalDate rateOn) {

    static Cell read(ResultSet row) throws SQLException {
      return new Cell(
          row.getString("hour"),
          row.getLong("seller_id"),
          row.getLong("buyer_id"),
          row.getString("product"),
          row.getLong("price_id"),
          row.getString("currency"),
          row.getString("cost_currency"),
          row.getBigDecimal("rate"),
          row.getObject("rate_on", LocalDate.class));
    }
  }

  static SaleSum read(ResultSet row) throws SQLException {
    return new SaleSum(
        Cell.read(row),
        row.getLong("quantity"),
        row.getLong("amount"),
        row.getLong("own_quantity"),
        row.getLong("own_amount"),
        row.getLong("cost"),
        row.getLong("waiting"));
  }

  SaleSum plus(SaleSum other) {
    return new SaleSum(
        cell,
        Math.addExact(quantity, other.quantity),
        Math.addExact(amount, other.amount),
        Math.addExact(ownQuantity, other.ownQuantity),
        Math.addExact(ownAmount, other.ownAmount),
        Math.addExact(cost, other.cost),
        Math.addExact(waiting, other.waiting));
  }

  boolean isNothing() {
    return quantity == 0
        && amount == 0
        && ownQuantity == 0
        && ownAmount == 0
        && cost == 0
        && waiting == 0;
  }

  Object[] values() {
    return new Object[] {
      cell.hour,
      cell.sellerId,
      cell.buyerId,
      cell.product,
      cell.priceId,
      cell.currency,
      cell.costCurrency,
      cell.rate,
      cell.rateOn,
      quantity,
      amount,
      ownQuantity,
      ownAmount,
      cost,
      converted(cost, cell.costCurrency, cell.currency, cell.rate),
      waiting
    };
  }

  /**
   * A cost in the currency of the sale: the one place where it is rounded, HALF_UP to the
   * millionth, so that every sum of these is the sum of its parts.
   *
   * @param rate units of the sale's currency for one of the cost's; 0 where nobody stated one
   * @return {@code null} where there is no rate, or the result is no amount any more
   */
  static Long converted(long cost, String costCurrency, String currency, BigDecimal rate) {
    if (cost == 0 || costCurrency.isEmpty() || costCurrency.equals(currency)) {
      return cost;
    }
    var micros = BigDecimal.valueOf(cost).multiply(rate).setScale(0, RoundingMode.HALF_UP);
    var fits = micros.unscaledValue().bitLength() < Long.SIZE;
    return rate.signum() == 0 || !fits ? null : (Long) micros.longValueExact();
  }
}
