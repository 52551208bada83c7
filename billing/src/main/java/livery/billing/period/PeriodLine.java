package livery.billing.period;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.contract.CurrencyRate;
import livery.billing.contract.Discount;

/**
 * What a buyer's month came to in one product group.
 *
 * @param quantity what counts, less what was refunded before the cut-off: units, or messages
 * @param posted what it was charged
 * @param list what that would have been at the price list: more where a tier gave the price at once
 * @param exact what it costs by the contract
 * @param delta what was posted to make up the difference, in coins; below zero for a rebate
 * @param postingId 0 where there was no difference
 */
public record PeriodLine(
    long sellerId,
    int period,
    long buyerId,
    String group,
    long contractId,
    int contractVersion,
    long quantity,
    Money posted,
    Money list,
    BigDecimal exact,
    Money delta,
    long postingId) {

  /** Longest page. */
  public static final int PAGE_MAX = 1_000;

  /**
   * What a client got of its seller's rebate.
   *
   * @param charged what the client was charged for its quantity, in the line's currency
   * @param amount in the line's currency
   * @param rate to the currency of the client's wallet, that of the month's last day; {@code null}
   *     where it is the same
   */
  public record Share(
      long clientId, long quantity, Money charged, Money amount, CurrencyRate rate) {

    /** What came into the client's wallet: in its coins, never more than the amount is worth. */
    public Money paid() {
      return rate == null
          ? amount
          : rate.convert(amount, Rounding.toCoins(rate.to(), RoundingMode.DOWN));
    }
  }

  /**
   * What the buyer earned, as a price, as a rebate or as both: what it passes on is a part of it.
   */
  public Money earned() {
    return Discount.saved(list, posted.plus(delta));
  }

  /** The lines of a month by buyer; {@code afterBuyer} 0 for the first page. */
  public static List<PeriodLine> of(
      Connection connection, long sellerId, int period, long afterBuyer) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT * FROM period_line WHERE seller_id = ? AND period = ? AND buyer_id > ?"
                + " ORDER BY buyer_id, currency, product_group LIMIT "
                + PAGE_MAX)) {
      statement.setLong(1, sellerId);
      statement.setInt(2, period);
      statement.setLong(3, afterBuyer);
      return read(statement);
    }
  }

  /**
   * What a buyer's month was settled with, by those it has a wallet at: its seller of today and
   * those it bought from before it moved.
   */
  public static List<PeriodLine> ofBuyer(Connection connection, long buyerId, int period)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT l.* FROM wallet w JOIN period_line l ON l.seller_id = w.seller_id AND l.period"
                + " = ? AND l.buyer_id = w.buyer_id AND l.currency = w.currency WHERE w.buyer_id"
                + " = ? ORDER BY l.seller_id, l.currency, l.product_group LIMIT "
                + PAGE_MAX)) {
      statement.setInt(1, period);
      statement.setLong(2, buyerId);
      return read(statement);
    }
  }

  private static List<PeriodLine> read(PreparedStatement statement) throws SQLException {
    var lines = new ArrayList<PeriodLine>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var currency = rows.getString("currency");
        var listed = (Long) rows.getObject("list_amount");
        lines.add(
            new PeriodLine(
                rows.getLong("seller_id"),
                rows.getInt("period"),
                rows.getLong("buyer_id"),
                rows.getString("product_group"),
                rows.getLong("contract_id"),
                rows.getInt("contract_version"),
                rows.getLong("quantity"),
                new Money(rows.getLong("posted"), currency),
                new Money(listed == null ? rows.getLong("posted") : listed, currency),
                rows.getBigDecimal("exact"),
                new Money(rows.getLong("delta"), currency),
                rows.getLong("posting_id")));
      }
    }
    return lines;
  }

  /** What this line's buyer passed on, by client. */
  public List<Share> shares(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT * FROM period_share WHERE seller_id = ? AND period = ? AND buyer_id = ?"
                + " AND currency = ? AND product_group = ? ORDER BY client_id")) {
      statement.setLong(1, sellerId);
      statement.setInt(2, period);
      statement.setLong(3, buyerId);
      statement.setString(4, posted.currency());
      statement.setString(5, group);
      var shares = new ArrayList<Share>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          shares.add(
              new Share(
                  rows.getLong("client_id"),
                  rows.getLong("quantity"),
                  new Money(rows.getLong("charged"), posted.currency()),
                  new Money(rows.getLong("amount"), posted.currency()),
                  rate(rows)));
        }
      }
      return shares;
    }
  }

  private CurrencyRate rate(ResultSet row) throws SQLException {
    var to = row.getString("paid_currency");
    return to == null
        ? null
        : new CurrencyRate(
            posted.currency(),
            to,
            row.getBigDecimal("rate"),
            row.getObject("rate_on", LocalDate.class),
            "");
  }
}
