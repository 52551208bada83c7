package livery.billing.period;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.Sql;
import livery.billing.VolumePosting;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount.Counts;
import livery.billing.contract.MinimumSpend;
import livery.billing.rent.Proration;
import livery.billing.tier.PooledVolume.Scope;

/**
 * What a buyer spends at least in a month, over all products. What is missing is billed at the
 * close.
 *
 * @param history of the contract
 * @param minimums by version of the contract; a version without one asks nothing for its stretch
 */
public record MinimumTerms(
    long buyerId, ContractHistory history, SortedMap<Integer, MinimumSpend> minimums) {

  /** The group of its line and the product of its transfer. */
  public static final String GROUP = "minimum.spend";

  /**
   * How a month stands.
   *
   * @param minimum for the stretches of the month that have one, in coins
   * @param spent charged for and paid for bundles, refunds and rebates taken off
   * @param missing 0 where it is reached
   */
  public record Standing(Money minimum, Money spent, Money missing) {}

  public MinimumTerms {
    minimums = Collections.unmodifiableSortedMap(new TreeMap<>(minimums));
    for (var minimum : minimums.values()) {
      if (!minimum.amount().currency().equals(history.versions().get(0).currency())) {
        throw new BillingException.Invalid(
            "Buyer %d: a minimum is in the contract's currency, not %s"
                .formatted(buyerId, minimum.amount()));
      }
    }
  }

  /** ISO 4217 code of the contract. */
  public String currency() {
    return history.versions().get(0).currency();
  }

  /**
   * The month's minimum in coins: the parts of its stretches together, as each is prorated. One
   * that is not prorated holds for the month however short its stretch is, and once: the largest
   * does, where that is more.
   */
  public Money minimum(BillingMonth month) {
    var parts = Money.zero(currency());
    var most = parts;
    for (var term : history.within(month.firstDay(), month.endDay())) {
      var agreed = minimums.get(term.contract().version());
      if (agreed == null) {
        continue;
      }
      if (agreed.proration() == Proration.NONE) {
        most = agreed.amount().compareTo(most) > 0 ? agreed.amount() : most;
      } else {
        var start = month.firstDay();
        var proration = agreed.proration();
        parts =
            parts.plus(
                proration.part(agreed.amount(), start, month.endDay(), term.from(), term.to()));
      }
    }
    return Rounding.toCoins(currency()).round(most.compareTo(parts) > 0 ? most : parts);
  }

  /**
   * How the month stands now.
   *
   * @param expected what the close will add for volume, below zero for rebates
   */
  public Standing standing(Connection connection, BillingMonth month, Money expected, Instant now)
      throws SQLException {
    var spent = spent(connection, month, now.plusMillis(1)).plus(expected);
    var minimum = minimum(month);
    return new Standing(minimum, spent, missing(minimum, spent));
  }

  private static Money missing(Money minimum, Money spent) {
    return minimum.compareTo(spent) > 0 ? minimum.minus(spent) : Money.zero(minimum.currency());
  }

  private Money spent(Connection connection, BillingMonth month, Instant cutoff)
      throws SQLException {
    var every =
        new Volumes(
            connection, currency(), Volumes.EVERY_PRODUCT, cutoff, Counts.MONEY, Scope.SUBTREE);
    var all = every.all(month.sellerId(), buyerId, month.from(), month.to());
    return new Money(Math.addExact(all.micros(), bundles(connection, month)), currency());
  }

  /** Millionths that were paid for free units; what these cover costs nothing afterwards. */
  private long bundles(Connection connection, BillingMonth month) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(t.amount), 0) FROM wallet w JOIN transfer t ON t.debit_account ="
                + " w.id AND t.kind = 'BUNDLE' WHERE w.seller_id = ? AND w.buyer_id = ? AND"
                + " w.currency = ? AND t.posted_at >= ? AND t.posted_at < ?")) {
      statement.setLong(1, month.sellerId());
      statement.setLong(2, buyerId);
      statement.setString(3, currency());
      Sql.set(statement, 4, month.from());
      Sql.set(statement, 5, month.to());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private Money settled(Connection connection, BillingMonth month) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT COALESCE(SUM(delta), 0) FROM period_line WHERE seller_id = ? AND period = ?"
                + " AND buyer_id = ? AND currency = ?")) {
      statement.setLong(1, month.sellerId());
      statement.setInt(2, month.number());
      statement.setLong(3, buyerId);
      statement.setString(4, currency());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return new Money(rows.getLong(1), currency());
      }
    }
  }

  PeriodLine post(
      Connection connection, IdSource ids, BillingMonth month, Instant cutoff, Instant now)
      throws SQLException {
    var minimum = minimum(month);
    var spent = spent(connection, month, cutoff).plus(settled(connection, month));
    var missing = missing(minimum, spent);
    var parts =
        missing.isZero()
            ? List.<VolumePosting.Part>of()
            : List.of(new VolumePosting.Part(month.sellerId(), buyerId, GROUP, missing));
    var postingId = VolumePosting.post(connection, ids, parts, month.month().toString(), now);
    var contract = history.within(month.firstDay(), month.endDay());
    var last = contract.get(contract.size() - 1).contract();
    var exact = (missing.isZero() ? spent : minimum).toBigDecimal();
    var line =
        new PeriodLine(
            month.sellerId(),
            month.number(),
            buyerId,
            GROUP,
            last.id(),
            last.version(),
            0,
            spent,
            spent,
            exact,
            missing,
            postingId);
    var coin = line.delta().isZero() ? 1 : Rounding.toCoins(currency()).step(currency()).micros();
    insert(connection, line, month, coin);
    return line;
  }

  /**
   * A line without products, so without a quantity.
   *
   * @param coin what it is rounded to, in millionths; 1 where nothing was rounded
   */
  static void insert(Connection connection, PeriodLine line, BillingMonth month, long coin)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO period_line (seller_id, period, buyer_id, currency, product_group,"
                + " products, contract_id, contract_version, quantity, posted, exact, coin,"
                + " rounded, delta, posting_id, covered_from, covered_to)"
                + " VALUES (?, ?, ?, ?, ?, '', ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, line.sellerId());
      statement.setInt(2, line.period());
      statement.setLong(3, line.buyerId());
      statement.setString(4, line.posted().currency());
      statement.setString(5, line.group());
      statement.setLong(6, line.contractId());
      statement.setInt(7, line.contractVersion());
      statement.setLong(8, line.posted().micros());
      statement.setBigDecimal(9, line.exact());
      statement.setLong(10, coin);
      statement.setLong(11, line.posted().plus(line.delta()).micros());
      statement.setLong(12, line.delta().micros());
      statement.setLong(13, line.postingId());
      Sql.set(statement, 14, month.from());
      Sql.set(statement, 15, month.to());
      statement.executeUpdate();
    }
  }
}
