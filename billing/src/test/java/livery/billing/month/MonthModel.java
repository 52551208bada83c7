package livery.billing.month;

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

  /** Rows of a table: up to how many units (the last: no end), at which price. */
  record Table(long[] upTo, long[] price, boolean graduated, boolean boundIsAbove, boolean best) {

    @Override
    public String toString() {
      return java.util.Arrays.toString(upTo)
          + java.util.Arrays.toString(price)
          + graduated
          + boundIsAbove
          + best;
    }

    long priceOfUnit(long unit) {
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
      var row = rowOf(before + units);
      var least = units * price[row];
      for (var later = row + 1; best && later < upTo.length; later++) {
        least = Math.min(least, Math.max(units, upTo[later - 1] - before) * price[later]);
      }
      return least;
    }
  }

  /** A message: who sent it, below whom the sender was then, and how it ended. */
  static final class Message {
    final long id;
    final long client;
    final List<Long> above;
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
    var sum = 0L;
    for (var message : messages.values()) {
      var chain = asOfNow ? above(message.client) : message.above;
      if (message.client == payer || chain.contains(payer)) {
        sum += message.parts;
      }
    }
    return sum;
  }

  /** Whole coins of an amount in hundredths of a coin, half a coin up and away from zero. */
  static long coins(long hundredths) {
    return hundredths < 0 ? -coins(-hundredths) : (hundredths + 50) / 100;
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
