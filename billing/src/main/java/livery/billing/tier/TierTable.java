package livery.billing.tier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import livery.billing.BillingException;
import livery.billing.Exact;

/**
 * Prices by volume. Bounds are cumulative, arithmetic is exact and half-open: a quantity is a
 * stretch of the line from zero, and each tier charges the piece of it that lies in the tier.
 * Prices may rise from tier to tier. Immutable; errors name the row, from 1.
 *
 * @param tiers in order, each ending above the one before
 * @param boundary to which tier a quantity belongs that is exactly a bound; in GRADUATED mode this
 *     moves flat fees only, as the piece beyond the bound is empty
 * @param overflow what happens beyond the last tier when that has an end
 * @param flatAtZero whether the first tier's flat fee is charged for a quantity of 0
 * @param neverWorse whether a quantity costs at most what the start of a later tier would cost: min
 *     over later tiers k of cost_k(max(quantity, start_k)). GRADUATED tables never are worse
 */
public record TierTable(
    Mode mode,
    List<Tier> tiers,
    Boundary boundary,
    Overflow overflow,
    boolean flatAtZero,
    boolean neverWorse) {

  /** Most rows of a table. */
  public static final int ROWS_MAX = 100;

  /** How tiers price. */
  public enum Mode {
    /** Each piece at the price of its own tier. */
    GRADUATED,
    /** The whole quantity at the price of the tier that it reaches. */
    ALL_UNITS
  }

  /** Where a bound itself belongs. */
  public enum Boundary {
    /** "Up to 1000": the bound is the last of its tier (Kill Bill, Lago, Stripe, OpenMeter). */
    UPPER_INCLUSIVE,
    /** "From 1000": the bound is the first of the next tier. */
    LOWER_INCLUSIVE
  }

  /** What happens beyond the last tier. */
  public enum Overflow {
    /** The last tier goes on. */
    LAST_TIER,
    /** The quantity is refused. */
    ERROR,
    /** What is beyond costs nothing: the last bound caps the bill (Kill Bill's ALL_TIERS). */
    NOT_BILLED
  }

  public TierTable {
    Exact.present(mode, "The mode of a tier table");
    Exact.present(boundary, "The boundary of a tier table");
    Exact.present(overflow, "What happens beyond the last tier");
    tiers = List.copyOf(Exact.rows(tiers, "A list of tiers"));
    if (tiers.isEmpty() || tiers.size() > ROWS_MAX) {
      throw new BillingException.Invalid(
          "A tier table has 1 to " + ROWS_MAX + " rows, not " + tiers.size());
    }
    var start = BigDecimal.ZERO;
    for (var i = 0; i < tiers.size(); i++) {
      check(tiers.get(i), "Row " + (i + 1) + ": ", start, i + 1 == tiers.size());
      start = tiers.get(i).upTo();
    }
  }

  /** Each piece at its own price; a bound belongs below, the last tier goes on. */
  public static TierTable graduated(Tier... tiers) {
    return of(Mode.GRADUATED, Arrays.asList(Exact.present(tiers, "A list of tiers")));
  }

  /** All units at the price that they reach; a bound belongs below, the last tier goes on. */
  public static TierTable allUnits(Tier... tiers) {
    return of(Mode.ALL_UNITS, Arrays.asList(Exact.present(tiers, "A list of tiers")));
  }

  /** One price for everything. */
  public static TierTable single(String unitPrice) {
    return graduated(Tier.rest(unitPrice));
  }

  /** The table with the defaults of {@link #graduated} and {@link #allUnits}. */
  public static TierTable of(Mode mode, List<Tier> tiers) {
    return new TierTable(mode, tiers, Boundary.UPPER_INCLUSIVE, Overflow.LAST_TIER, false, false);
  }

  /** A printed table. See {@link TierRow}. */
  public static TierTable ofRows(Mode mode, Boundary boundary, List<TierRow> rows) {
    return of(mode, TierRow.tiers(rows, boundary)).withBoundary(boundary);
  }

  /** This with another boundary. */
  public TierTable withBoundary(Boundary other) {
    return new TierTable(mode, tiers, other, overflow, flatAtZero, neverWorse);
  }

  /** This with another policy beyond the last tier. */
  public TierTable withOverflow(Overflow other) {
    return new TierTable(mode, tiers, boundary, other, flatAtZero, neverWorse);
  }

  /** This with the first flat fee charged for nothing, or not. */
  public TierTable withFlatAtZero(boolean charged) {
    return new TierTable(mode, tiers, boundary, overflow, charged, neverWorse);
  }

  /** This with "never worse than a later tier", or without. */
  public TierTable withNeverWorse(boolean chosen) {
    return new TierTable(mode, tiers, boundary, overflow, flatAtZero, chosen);
  }

  private static void check(Tier tier, String row, BigDecimal start, boolean last) {
    Exact.notNegative(tier.unitPrice(), row + "the price");
    Exact.notNegative(tier.flat(), row + "the flat fee");
    Exact.notNegative(tier.block(), row + "the block");
    if (tier.upTo() == null) {
      throw new BillingException.Invalid(row + "the end is missing");
    }
    if (tier.isOpen()) {
      if (!last) {
        throw new BillingException.Invalid(row + "only the last tier has no end");
      }
      return;
    }
    Exact.positive(tier.upTo(), row + "the end");
    if (tier.upTo().compareTo(start) <= 0) {
      throw new BillingException.Invalid(
          row
              + "the end is above "
              + start.toPlainString()
              + ", where the row above ends, not "
              + tier.upTo().toPlainString());
    }
  }

  /** The exact price of a quantity counted from zero. */
  public BigDecimal total(BigDecimal quantity) {
    return charge(quantity).total();
  }

  /** The price of a quantity counted from zero, tier by tier. */
  public TierCharge charge(BigDecimal quantity) {
    return charge(BigDecimal.ZERO, quantity);
  }

  /**
   * What a quantity costs on top of what was counted before it, as rolling, yearly and lifetime
   * discounts need it. GRADUATED: total(before + quantity) − total(before); where nothing was
   * counted before, total(quantity), with a first flat fee that total(0) would have charged, too.
   * ALL_UNITS: this quantity at the price that before + quantity reaches, and its flat fee.
   *
   * @throws BillingException.Invalid for a negative quantity, or one beyond a table that has an end
   */
  public TierCharge charge(BigDecimal before, BigDecimal quantity) {
    requireQuantity(before, quantity);
    var lines =
        mode == Mode.GRADUATED ? pieces(before, quantity) : List.of(whole(before, quantity));
    return new TierCharge(quantity, lines);
  }

  /**
   * A quantity at the price, and with the flat fee, that a committed volume reaches. What was
   * committed decides about the tier alone: NOT_BILLED caps the quantity, and "never worse" lets it
   * cost what the start of a later tier would.
   *
   * @param reached decides the tier, in both modes
   */
  public TierCharge chargeAt(BigDecimal reached, BigDecimal quantity) {
    requireReached(reached, quantity);
    return new TierCharge(
        quantity, List.of(best(index(reached), BigDecimal.ZERO, billed(quantity))));
  }

  /**
   * Units at the price, and with the flat fee, that something else reaches: the top-up that pays
   * for them, the count before an event. Bounds are no bounds of these units, so NOT_BILLED does
   * not cap them and no later tier is asked.
   *
   * @param reached decides the tier, in both modes
   */
  public TierCharge unitsAt(BigDecimal reached, BigDecimal units) {
    requireReached(reached, units);
    return new TierCharge(units, List.of(charged(index(reached), BigDecimal.ZERO, units)));
  }

  private void requireReached(BigDecimal reached, BigDecimal quantity) {
    requireQuantity(BigDecimal.ZERO, reached);
    Exact.notNegative(quantity, "The quantity");
  }

  /**
   * The parts of one event, each at the price in force where the counter stands, split at the
   * bounds that they cross. This is the provisional price in both modes; the close of the period
   * posts the difference to {@link #charge(BigDecimal)}.
   *
   * @param before what was counted before the event
   */
  public List<TierCharge.Line> split(BigDecimal before, BigDecimal parts) {
    requireQuantity(before, parts);
    return pieces(before, parts);
  }

  /** The row of the tier to which a quantity belongs, from 1. */
  public int tier(BigDecimal quantity) {
    requireQuantity(BigDecimal.ZERO, quantity);
    return index(quantity) + 1;
  }

  /** The unit price in force after a quantity: that of the next unit. */
  public BigDecimal unitPrice(BigDecimal quantity) {
    requireQuantity(BigDecimal.ZERO, quantity);
    return tiers.get(pieceIndex(quantity)).unitPrice();
  }

  /** The next tier, counted in whole units; empty in the last. */
  public Optional<NextTier> next(BigDecimal quantity) {
    return next(quantity, BigDecimal.ONE);
  }

  /**
   * The next tier that a quantity can reach; empty where the table has none.
   *
   * @param step the smallest unit of quantities, as "up to 1000" is left with 1000 + step; a tier
   *     narrower than that is passed over
   */
  public Optional<NextTier> next(BigDecimal quantity, BigDecimal step) {
    Exact.positive(step, "A step");
    var now = tier(quantity) - 1;
    if (now + 1 == tiers.size()) {
      return Optional.empty();
    }
    var tier = tiers.get(now);
    var at = boundary == Boundary.UPPER_INCLUSIVE ? tier.upTo().add(step) : tier.upTo();
    if (isRefused(at)) {
      return Optional.empty();
    }
    var next = index(at);
    var up = tiers.get(next);
    var goingOn = new ArrayList<>(tiers.subList(0, now));
    goingOn.add(new Tier(Tier.NO_END, tier.unitPrice(), tier.flat(), tier.block()));
    var stay = new TierTable(mode, goingOn, boundary, overflow, flatAtZero, false);
    return Optional.of(
        new NextTier(
            next + 1,
            at,
            at.subtract(quantity),
            up.unitPrice(),
            stay.total(at).subtract(total(at)),
            perUnit(tier).subtract(perUnit(up))));
  }

  private boolean isRefused(BigDecimal quantity) {
    var last = tiers.get(tiers.size() - 1);
    return overflow == Overflow.ERROR && !last.isOpen() && !isWithin(quantity, last);
  }

  private static BigDecimal perUnit(Tier tier) {
    return tier.block().signum() == 0
        ? tier.unitPrice()
        : tier.unitPrice().divide(tier.block(), Exact.DECIMALS_MAX, java.math.RoundingMode.HALF_UP);
  }

  /** The bounds at which more costs less; none in GRADUATED mode or where it is never worse. */
  public List<Cliff> cliffs() {
    var cliffs = new ArrayList<Cliff>();
    for (var i = 1; mode == Mode.ALL_UNITS && !neverWorse && i < tiers.size(); i++) {
      var bound = tiers.get(i - 1).upTo();
      var cliff = new Cliff(i + 1, bound, tiers.get(i - 1).cost(bound), tiers.get(i).cost(bound));
      if (cliff.drop().signum() > 0) {
        cliffs.add(cliff);
      }
    }
    return cliffs;
  }

  private void requireQuantity(BigDecimal before, BigDecimal quantity) {
    Exact.notNegative(before, "The quantity before");
    Exact.notNegative(quantity, "The quantity");
    var end = before.add(quantity);
    if (isRefused(end)) {
      throw new BillingException.Invalid(
          "Row %d: the table ends at %s, so it has no price for %s"
              .formatted(
                  tiers.size(),
                  tiers.get(tiers.size() - 1).upTo().toPlainString(),
                  end.toPlainString()));
    }
  }

  private boolean isWithin(BigDecimal quantity, Tier tier) {
    var side = quantity.compareTo(tier.upTo());
    return boundary == Boundary.UPPER_INCLUSIVE ? side <= 0 : side < 0;
  }

  private int index(BigDecimal quantity) {
    var index = 0;
    while (index + 1 < tiers.size() && !isWithin(quantity, tiers.get(index))) {
      index++;
    }
    return index;
  }

  /** The tier of the piece that begins after a quantity, whatever the boundary says. */
  private int pieceIndex(BigDecimal quantity) {
    var index = 0;
    while (index + 1 < tiers.size() && quantity.compareTo(tiers.get(index).upTo()) >= 0) {
      index++;
    }
    return index;
  }

  private BigDecimal start(int index) {
    return index == 0 ? BigDecimal.ZERO : tiers.get(index - 1).upTo();
  }

  private BigDecimal billed(BigDecimal quantity) {
    var last = tiers.get(tiers.size() - 1);
    return overflow == Overflow.NOT_BILLED ? quantity.min(last.upTo()) : quantity;
  }

  private List<TierCharge.Line> pieces(BigDecimal before, BigDecimal quantity) {
    var from = billed(before);
    var to = billed(before.add(quantity));
    var lines = new ArrayList<TierCharge.Line>();
    for (var i = 0; i < tiers.size(); i++) {
      var tier = tiers.get(i);
      var start = start(i);
      var end = i + 1 == tiers.size() ? to : tier.upTo().min(to);
      var begin = start.max(from);
      var units = end.subtract(begin).max(BigDecimal.ZERO);
      var fee = enters(i, from, to) ? tier.flat() : BigDecimal.ZERO;
      if (units.signum() > 0 || fee.signum() > 0) {
        var blocks =
            units.signum() == 0
                ? BigDecimal.ZERO
                : tier.blocks(end.subtract(start)).subtract(tier.blocks(begin.subtract(start)));
        lines.add(line(i, begin, units, blocks, fee));
      }
    }
    if (lines.isEmpty()) {
      lines.add(line(index(to), to, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO));
    }
    return lines;
  }

  /** Whether the tier's flat fee falls due on the way. */
  private boolean enters(int index, BigDecimal from, BigDecimal to) {
    if (index == 0) {
      return from.signum() == 0 && (to.signum() > 0 || flatAtZero);
    }
    return index(to) >= index && index(from) < index;
  }

  private TierCharge.Line whole(BigDecimal before, BigDecimal quantity) {
    var from = billed(before);
    var units = billed(before.add(quantity)).subtract(from);
    return best(index(from.add(units)), from, units);
  }

  /** At a tier, or at the start of a later one where that is less and chosen. */
  private TierCharge.Line best(int index, BigDecimal from, BigDecimal units) {
    var best = charged(index, from, units);
    for (var later = index + 1; neverWorse && later < tiers.size(); later++) {
      var other = charged(later, from, units.max(start(later).subtract(from)));
      best = other.amount().compareTo(best.amount()) < 0 ? other : best;
    }
    return best;
  }

  private TierCharge.Line charged(int index, BigDecimal from, BigDecimal units) {
    var tier = tiers.get(index);
    var fee = units.signum() > 0 || flatAtZero ? tier.flat() : BigDecimal.ZERO;
    return line(index, from, units, tier.blocks(units), fee);
  }

  private TierCharge.Line line(
      int index, BigDecimal from, BigDecimal units, BigDecimal blocks, BigDecimal fee) {
    var price = tiers.get(index).unitPrice();
    return new TierCharge.Line(
        index + 1, from, units, blocks, price, fee, blocks.multiply(price).add(fee));
  }
}
