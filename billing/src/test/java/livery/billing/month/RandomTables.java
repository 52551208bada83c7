package livery.billing.month;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Random;
import livery.billing.contract.Discount;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.billing.tier.TierTable.Boundary;
import livery.billing.tier.TierTable.Mode;
import livery.billing.tier.TierTable.Overflow;

/** Tables of either mode, for the model, and the same for the engine. */
final class RandomTables {

  private RandomTables() {}

  /** One to five rows, each at most so many units wide, with prices in hundredths of a coin. */
  static MonthModel.Table next(Random random, int width, int least, int most) {
    var rows = 1 + random.nextInt(5);
    var upTo = new long[rows];
    var price = new long[rows];
    var end = 0L;
    for (var i = 0; i < rows; i++) {
      end += 1 + random.nextInt(width);
      upTo[i] = end;
      price[i] = least + random.nextInt(most - least + 1);
    }
    return new MonthModel.Table(
        upTo, price, random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), false);
  }

  static Discount discount(MonthModel.Table rows) {
    var tiers = new ArrayList<Tier>();
    for (var i = 0; i < rows.upTo().length; i++) {
      var last = i + 1 == rows.upTo().length;
      var end = last && !rows.capped() ? Tier.NO_END : BigDecimal.valueOf(rows.upTo()[i]);
      tiers.add(Tier.of(end, BigDecimal.valueOf(rows.price()[i], 4)));
    }
    return Discount.byVolume(
        TierTable.of(rows.graduated() ? Mode.GRADUATED : Mode.ALL_UNITS, tiers)
            .withBoundary(rows.boundIsAbove() ? Boundary.LOWER_INCLUSIVE : Boundary.UPPER_INCLUSIVE)
            .withOverflow(rows.capped() ? Overflow.NOT_BILLED : Overflow.LAST_TIER)
            .withNeverWorse(rows.best()));
  }
}
