package livery.billing.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Random;
import livery.billing.tier.TierTable.Boundary;
import livery.billing.tier.TierTable.Mode;
import livery.billing.tier.TierTable.Overflow;

/** What a tier table should say, from the definition, slow and obvious; and random tables. */
final class TableOracle {

  private TableOracle() {}

  static TierTable randomTable(Random random) {
    var tiers = new ArrayList<Tier>();
    var end = BigDecimal.ZERO;
    var rows = 1 + random.nextInt(6);
    var falling = random.nextBoolean();
    var price = BigDecimal.valueOf(random.nextInt(20_000), 4);
    for (var i = 0; i < rows; i++) {
      end = end.add(BigDecimal.valueOf(1 + random.nextInt(300), random.nextInt(3)));
      var open = i + 1 == rows && random.nextBoolean();
      price =
          falling
              ? price.multiply(new BigDecimal("0.75")).setScale(6, RoundingMode.DOWN)
              : BigDecimal.valueOf(random.nextInt(20_000), 4);
      var flat =
          random.nextInt(4) == 0 ? BigDecimal.valueOf(random.nextInt(999), 2) : BigDecimal.ZERO;
      var block =
          random.nextInt(4) == 0 ? BigDecimal.valueOf(1 + random.nextInt(40)) : BigDecimal.ZERO;
      tiers.add(
          new Tier(
              open ? Tier.NO_END : end,
              price,
              falling ? BigDecimal.ZERO : flat,
              falling ? BigDecimal.ZERO : block));
    }
    return new TierTable(
        Mode.values()[random.nextInt(2)],
        tiers,
        Boundary.values()[random.nextInt(2)],
        random.nextBoolean() ? Overflow.LAST_TIER : Overflow.NOT_BILLED,
        random.nextBoolean(),
        random.nextBoolean());
  }

  /** Often exactly on a bound, or a hair beside it. */
  static BigDecimal randomQuantity(Random random, TierTable table) {
    var tier = table.tiers().get(random.nextInt(table.tiers().size()));
    if (random.nextInt(3) > 0 || tier.isOpen()) {
      return BigDecimal.valueOf(random.nextInt(200_000), random.nextInt(4));
    }
    return tier.upTo().add(BigDecimal.valueOf(random.nextInt(3) - 1, 6));
  }

  static boolean falls(TierTable table) {
    for (var i = 1; i < table.tiers().size(); i++) {
      var one = table.tiers().get(i - 1);
      var two = table.tiers().get(i);
      if (two.unitPrice().compareTo(one.unitPrice()) > 0) {
        return false;
      }
    }
    return table.tiers().stream().allMatch(t -> t.flat().signum() + t.block().signum() == 0);
  }

  static BigDecimal total(TierTable table, BigDecimal quantity) {
    return charge(table, BigDecimal.ZERO, quantity);
  }

  static BigDecimal charge(TierTable table, BigDecimal before, BigDecimal quantity) {
    if (table.mode() == Mode.GRADUATED) {
      var sum = graduated(table, before.add(quantity));
      return before.signum() == 0 ? sum : sum.subtract(graduated(table, before));
    }
    var from = cap(table, before);
    var units = cap(table, before.add(quantity)).subtract(from);
    var row = row(table, from.add(units));
    var best = cost(table, row, units);
    for (var later = row + 1; table.neverWorse() && later < table.tiers().size(); later++) {
      var start = table.tiers().get(later - 1).upTo();
      best = best.min(cost(table, later, units.max(start.subtract(from))));
    }
    return best;
  }

  private static BigDecimal cost(TierTable table, int row, BigDecimal units) {
    var tier = table.tiers().get(row);
    var fee = units.signum() == 0 && !table.flatAtZero() ? BigDecimal.ZERO : tier.flat();
    return blocks(tier, units).multiply(tier.unitPrice()).add(fee);
  }

  private static BigDecimal blocks(Tier tier, BigDecimal units) {
    return tier.block().signum() == 0 ? units : units.divide(tier.block(), 0, RoundingMode.CEILING);
  }

  private static BigDecimal cap(TierTable table, BigDecimal quantity) {
    var last = table.tiers().get(table.tiers().size() - 1).upTo();
    return table.overflow() == Overflow.NOT_BILLED ? quantity.min(last) : quantity;
  }

  private static int row(TierTable table, BigDecimal quantity) {
    for (var i = 0; i < table.tiers().size(); i++) {
      var side = quantity.compareTo(table.tiers().get(i).upTo());
      if (side < 0 || side == 0 && table.boundary() == Boundary.UPPER_INCLUSIVE) {
        return i;
      }
    }
    return table.tiers().size() - 1;
  }

  static BigDecimal graduated(TierTable table, BigDecimal wanted) {
    var quantity = cap(table, wanted);
    var sum = BigDecimal.ZERO;
    var start = BigDecimal.ZERO;
    for (var i = 0; i < table.tiers().size(); i++) {
      var tier = table.tiers().get(i);
      var end = i + 1 == table.tiers().size() ? quantity : tier.upTo().min(quantity);
      if (end.compareTo(start) > 0) {
        sum = sum.add(blocks(tier, end.subtract(start)).multiply(tier.unitPrice()));
      }
      if (row(table, quantity) >= i && (i > 0 || quantity.signum() > 0 || table.flatAtZero())) {
        sum = sum.add(tier.flat());
      }
      start = tier.upTo();
    }
    return sum;
  }

  /** The next tier begins where it says, and not a step before. */
  static void checkNext(TierTable table, BigDecimal quantity, String name) {
    var step = new BigDecimal("0.000001");
    table
        .next(quantity, step)
        .ifPresent(
            next -> {
              assertThat(table.tier(next.reachedAt())).as(name).isEqualTo(next.tier());
              assertThat(table.tier(next.reachedAt().subtract(step)))
                  .as(name)
                  .isEqualTo(next.tier() - 1);
              assertThat(next.missing()).as(name).isPositive();
            });
  }
}
