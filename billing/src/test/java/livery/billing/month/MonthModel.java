package livery.billing.month;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a month should cost, one unit at a time, in plain whole numbers (prices in hundredths of a
 * coin). Slow and obvious; shares no code with the engine.
 */
final class MonthModel {

  /**
   * Rows of a table: up to how many units, at which price.
   *
   * @param capped whether units beyond the last row cost nothing; else that has no end
   */
  record Table(
      long[] upTo,
      long[] price,
      boolean graduated,
      boolean boundIsAbove,
      boolean best,
      boolean capped) {

    /** Up to a cap at the end of its last row. */
    Table cap() {
      return new Table(upTo, price, graduated, boundIsAbove, best, true);
    }

    @Override
    public String toString() {
      return java.util.Arrays.toString(upTo)
          + java.util.Arrays.toString(price)
          + graduated
          + boundIsAbove
          + best
          + capped;
    }

    private long billed(long units) {
      return capped ? Math.min(units, upTo[upTo.length - 1]) : units;
    }

    long priceOfUnit(long unit) {
      if (unit > billed(unit)) {
        return 0;
      }
      for (var row = 0; row < upTo.length - 1; row++) {
        if (unit <= upTo[row]) {
          return price[row];
        }
      }
      return price[upTo.length - 1];
    }

    int rowOf(long quantity) {
      for (var row = 0; row < upTo.length - 1; row++) {
        if (quantity < upTo[row] || quantity == upTo[row] && !boundIsAbove) {
          return row;
        }
      }
      return upTo.length - 1;
    }

    /** What the units after {@code before} cost. */
    long cost(long before, long units) {
      if (graduated) {
        var sum = 0L;
        for (var unit = before + 1; unit <= before + units; unit++) {
          sum += priceOfUnit(unit);
        }
        return sum;
      }
      var from = billed(before);
      return whole(rowOf(billed(before + units)), from, billed(before + units) - from);
    }

    /** All units at one row, or at a later one's start where that is less. */
    private long whole(int row, long before, long units) {
      var least = units * price[row];
      for (var later = row + 1; best && later < upTo.length; later++) {
        least = Math.min(least, Math.max(units, upTo[later - 1] - before) * price[later]);
      }
      return least;
    }
  }

  /**
   * A stretch of a month by one table.
   *
   * @param committed the volume that decides about the row; below 0 where what was used decides
   */
  record Stretch(Table table, long committed, long units) {}

  /**
   * What a month costs in which terms changed: in hundredths of a coin, times the month's units.
   * One unit after the other where tables are graduated; else each unit costs its share of what the
   * whole month would by the terms under which it was sent.
   */
  static BigInteger costTimesUnits(long before, List<Stretch> stretches) {
    var all = stretches.stream().mapToLong(Stretch::units).sum();
    var sum = BigInteger.ZERO;
    var counted = before;
    for (var stretch : stretches) {
      var table = stretch.table();
      var cost =
          stretch.committed() >= 0
              ? table.whole(table.rowOf(stretch.committed()), 0, table.billed(all))
              : table.graduated() ? table.cost(counted, stretch.units()) : table.cost(before, all);
      var times = table.graduated() && stretch.committed() < 0 ? all : stretch.units();
      sum = sum.add(BigInteger.valueOf(cost).multiply(BigInteger.valueOf(times)));
      counted += stretch.units();
    }
    return sum;
  }

  /**
   * What is spent at least in a month of 31 days, in coins: the sum of the parts of those that are
   * prorated, or the largest of those that are not, whichever is more.
   *
   * @param coins of each stretch
   * @param days its first, from 0; it ends where the next one begins
   */
  static long minimum(long[] coins, boolean[] prorated, int[] days) {
    var parts = 0L;
    var most = 0L;
    for (var i = 0; i < coins.length; i++) {
      var end = i + 1 < days.length ? days[i + 1] : 31;
      if (prorated[i]) {
        parts += upTo(coins[i], end) - upTo(coins[i], days[i]);
      } else {
        most = Math.max(most, coins[i]);
      }
    }
    return Math.max(parts, most);
  }

  private static long upTo(long coins, int day) {
    return (2 * coins * day + 31) / 62;
  }

  /** A message: who sent it, below whom the sender was then, and how it ended. */
  static final class Message {
    final long id;
    final long client;
    final List<Long> above;
    int day;
    long parts;
    long charged;

    Message(long id, long client, List<Long> above, long parts) {
      this.id = id;
      this.client = client;
      this.above = above;
      this.parts = parts;
    }
  }

  final Map<Long, Long> parent = new TreeMap<>();
  final Map<Long, Message> messages = new TreeMap<>();
  final Map<Long, Long> counter = new TreeMap<>();

  List<Long> above(long tenant) {
    var chain = new ArrayList<Long>();
    for (var up = parent.get(tenant); up != null; up = parent.get(up)) {
      chain.add(up);
    }
    return chain;
  }

  /** Units of everybody below a payer, its own included, each message once. */
  long volume(long payer, boolean asOfNow) {
    return volume(payer, asOfNow, 0, 31);
  }

  /** The same of some days, from 0, the last not included. */
  long volume(long payer, boolean asOfNow, int from, int to) {
    var sum = 0L;
    for (var message : messages.values()) {
      var chain = asOfNow ? above(message.client) : message.above;
      var within = message.day >= from && message.day < to;
      if (within && (message.client == payer || chain.contains(payer))) {
        sum += message.parts;
      }
    }
    return sum;
  }

  /** Whole coins of an amount in hundredths of a coin, half a coin up and away from zero. */
  static long coins(long hundredths) {
    return hundredths < 0 ? -coins(-hundredths) : (hundredths + 50) / 100;
  }

  /** The same of an amount that was multiplied by a number of units. */
  static long coins(BigInteger hundredthsTimesUnits, long units) {
    var whole = BigInteger.valueOf(100 * Math.max(1, units));
    return hundredthsTimesUnits.add(whole.shiftRight(1)).divide(whole).longValueExact();
  }

  /** So many coins by weights: rounded down, then a coin each to those that lost most. */
  static long[] shares(long coins, long[] weights) {
    var sum = 0L;
    for (var weight : weights) {
      sum += weight;
    }
    var shares = new long[weights.length];
    var order = new ArrayList<Integer>();
    var left = coins;
    for (var i = 0; i < weights.length; i++) {
      shares[i] = coins * weights[i] / sum;
      left -= shares[i];
      order.add(i);
    }
    var all = sum;
    order.sort(Comparator.comparingLong(i -> -(coins * weights[i] % all)));
    for (var next = 0; next < left; next++) {
      shares[order.get(next)]++;
    }
    return shares;
  }
}
