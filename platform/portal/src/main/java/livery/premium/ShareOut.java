package livery.premium;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import livery.billing.Allocation;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;
import livery.tariff.PremiumRule;

/**
 * Shares what subscribers have paid out among the operator and everybody who has a part in it.
 * Pure.
 *
 * <p>The net of the whole aggregate is shared among the parties by largest remainder, then each
 * party's part among its numbers, so that every coin has an owner: a share of each message would
 * lose 3.33 in 1,000 of them (billing.md §1.10).
 */
final class ShareOut {

  private static final long OPERATOR = 0;

  /** What one number brought for the texts that one tenant received. */
  record Cell(long numberId, long tenantId, long messages, long grossMicros) {}

  /** A buyer with its seller and the percentage of the net that it gets, all below it included. */
  record Step(long sellerId, long buyerId, BigDecimal percent) {}

  /** What a buyer gets from its seller for a cell; what it passes on is another line. */
  record Line(long sellerId, long buyerId, Cell cell, Money amount) {}

  /**
   * The whole.
   *
   * @param operatorPart of the net; it and the parts of all parties are the net
   */
  record Result(PremiumShare.Split split, Money operatorPart, List<Line> lines) {}

  private record Own(long party, int cell) {}

  private final PremiumRule rule;
  private final List<Cell> cells;
  private final List<List<Step>> chains = new ArrayList<>();
  private final Map<Own, BigDecimal> weights = new LinkedHashMap<>();

  private ShareOut(PremiumRule rule, List<Cell> cells, LongFunction<List<Step>> chains) {
    this.rule = rule;
    this.cells = cells;
    for (var cell : cells) {
      this.chains.add(chains.apply(cell.tenantId()));
    }
  }

  /**
   * Shares out.
   *
   * @param chains by tenant: from the platform, which buys from the operators, down to the tenant;
   *     percentages never rise
   */
  static Result of(PremiumRule rule, List<Cell> cells, LongFunction<List<Step>> chains) {
    return new ShareOut(rule, cells, chains).run();
  }

  private Result run() {
    var gross = 0L;
    for (var i = 0; i < cells.size(); i++) {
      gross = Math.addExact(gross, cells.get(i).grossMicros());
      weigh(i);
    }
    var split = rule.split(new Money(gross, rule.currency()));
    var own = own(split.net());
    var operatorPart = Money.zero(rule.currency());
    for (var entry : own.entrySet()) {
      if (entry.getKey().party == OPERATOR) {
        operatorPart = operatorPart.plus(entry.getValue());
      }
    }
    return new Result(split, operatorPart, lines(own));
  }

  /** What each party keeps of a cell, in hundredths of its gross. */
  private void weigh(int index) {
    var chain = chains.get(index);
    var amount = BigDecimal.valueOf(cells.get(index).grossMicros());
    var above = BigDecimal.valueOf(100);
    var keeper = OPERATOR;
    for (var step : chain) {
      weights.put(new Own(keeper, index), amount.multiply(above.subtract(step.percent())));
      above = step.percent();
      keeper = step.buyerId();
    }
    weights.put(new Own(keeper, index), amount.multiply(above));
  }

  private Map<Own, Money> own(Money net) {
    var byParty = new TreeMap<Long, List<Own>>();
    weights
        .keySet()
        .forEach(one -> byParty.computeIfAbsent(one.party, p -> new ArrayList<>()).add(one));
    var sums = new ArrayList<BigDecimal>();
    byParty
        .values()
        .forEach(
            owns ->
                sums.add(owns.stream().map(weights::get).reduce(BigDecimal.ZERO, BigDecimal::add)));
    var own = new HashMap<Own, Money>();
    var parts = Allocation.LARGEST_REMAINDER.share(net, sums);
    var next = 0;
    for (var owns : byParty.values()) {
      var part = parts.get(next++);
      var shares =
          Allocation.LARGEST_REMAINDER.share(part, owns.stream().map(weights::get).toList());
      for (var i = 0; i < owns.size(); i++) {
        own.put(owns.get(i), shares.get(i));
      }
    }
    return own;
  }

  private List<Line> lines(Map<Own, Money> own) {
    var lines = new ArrayList<Line>();
    for (var i = 0; i < cells.size(); i++) {
      var chain = chains.get(i);
      var amount = Money.zero(rule.currency());
      for (var at = chain.size() - 1; at >= 0; at--) {
        var step = chain.get(at);
        amount = amount.plus(own.get(new Own(step.buyerId(), i)));
        if (!amount.isZero()) {
          lines.add(new Line(step.sellerId(), step.buyerId(), cells.get(i), amount));
        }
      }
    }
    return lines;
  }

  /**
   * Shares a number of messages out by weights so that they add up; what is left goes to the
   * largest remainders.
   */
  static List<Long> whole(long messages, List<Long> weights) {
    var coins = BigDecimal.valueOf(messages).movePointLeft(2);
    return Allocation.LARGEST_REMAINDER
        .share(Money.of(coins, "EUR"), weights.stream().map(BigDecimal::valueOf).toList())
        .stream()
        .map(part -> part.toBigDecimal().movePointRight(2).longValueExact())
        .toList();
  }
}
