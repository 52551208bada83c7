package livery.billing.tier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Exact;

/**
 * A tier as price lists print it, with its start. Neighbours share a bound (Lago's "0–10, 10–20")
 * or count whole units ("0–10, 11–20"); between bounds with decimals one is a gap, not a step.
 *
 * @param to {@link Tier#NO_END} for the rest; with LOWER_INCLUSIVE the end of the last row is
 *     beyond the table, printed as "100–199", too
 */
public record TierRow(
    BigDecimal from, BigDecimal to, BigDecimal unitPrice, BigDecimal flat, BigDecimal block) {

  /** A row without a flat fee and without blocks; {@code to} is "" for the rest. */
  public static TierRow of(String from, String to, String unitPrice) {
    return new TierRow(
        Exact.of(from, "The start of a tier"),
        Exact.present(to, "The end of a tier").isEmpty()
            ? Tier.NO_END
            : Exact.of(to, "The end of a tier"),
        Exact.of(unitPrice, "A unit price"),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  /** This with a flat fee. */
  public TierRow withFlat(String fee) {
    return new TierRow(from, to, unitPrice, Exact.of(fee, "A flat fee"), block);
  }

  /**
   * The tiers of a printed table.
   *
   * @throws BillingException.Invalid naming the row where it does not start at 0, overlaps, leaves
   *     a gap or ends before it starts
   */
  static List<Tier> tiers(List<TierRow> rows, TierTable.Boundary boundary) {
    var tiers = new ArrayList<Tier>(Exact.rows(rows, "A list of tiers").size());
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var name = "Row " + (i + 1);
      Exact.present(row.from, name + ": the start");
      Exact.present(row.to, name + ": the end");
      if (i == 0) {
        requireStart(row, name, boundary);
      } else {
        requireNext(rows.get(i - 1), row, name);
      }
      if (row.to.compareTo(row.from) < 0) {
        throw new BillingException.Invalid(
            "%s ends at %s, before its start at %s"
                .formatted(name, row.to.toPlainString(), row.from.toPlainString()));
      }
      var last = i + 1 == rows.size();
      var lower = boundary == TierTable.Boundary.LOWER_INCLUSIVE;
      var upTo = lower && !last ? rows.get(i + 1).from : row.to;
      tiers.add(new Tier(upTo, row.unitPrice, row.flat, row.block));
    }
    return tiers;
  }

  private static void requireStart(TierRow row, String name, TierTable.Boundary boundary) {
    var one =
        boundary == TierTable.Boundary.UPPER_INCLUSIVE && row.from.compareTo(BigDecimal.ONE) == 0;
    if (row.from.signum() != 0 && !one) {
      throw new BillingException.Invalid(
          name + " starts at " + row.from.toPlainString() + ", but the first row starts at 0");
    }
  }

  private static void requireNext(TierRow before, TierRow row, String name) {
    var step = row.from.subtract(before.to);
    var next = step.compareTo(BigDecimal.ONE) == 0 && row.from.stripTrailingZeros().scale() <= 0;
    if (step.signum() != 0 && !next) {
      var open = before.to.compareTo(Tier.NO_END) >= 0;
      throw new BillingException.Invalid(
          "%s starts at %s, which %s: the row above ends at %s"
              .formatted(
                  name,
                  row.from.toPlainString(),
                  step.signum() < 0 ? "overlaps" : "leaves a gap",
                  open ? "no number" : before.to.toPlainString()));
    }
  }
}
