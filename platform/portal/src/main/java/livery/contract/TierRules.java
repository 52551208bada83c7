package livery.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;

/** Reads tables of tiers; every refusal names the field and the row it is about. */
final class TierRules {

  private static final int DIGITS_MAX = 40;
  private static final int DECIMALS_MAX = 10;
  private static final BigDecimal MOST = new BigDecimal("1000000000000000");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private TierRules() {}

  /**
   * The table.
   *
   * @param field where it stands: "discounts[0].tiers"
   * @param percent whether its prices are percentages of money
   */
  static TierTable table(String field, Terms.Table table, boolean percent) {
    if (table == null) {
      throw Fault.invalid(field, "fault.missing", field);
    }
    var faults = new Faults();
    var mode = faults.of(() -> Check.oneOf(field + ".mode", table.mode(), TierTable.Mode.class));
    var boundary =
        faults.of(
            () -> usual(field + ".boundary", table.boundary(), TierTable.Boundary.UPPER_INCLUSIVE));
    var overflow =
        faults.of(() -> usual(field + ".overflow", table.overflow(), TierTable.Overflow.LAST_TIER));
    faults(field, table, percent).forEach(faults::add);
    faults.end();
    try {
      return new TierTable(
          mode,
          table.rows().stream().map(row -> tier(row, percent)).toList(),
          boundary,
          overflow,
          Boolean.TRUE.equals(table.flatAtZero()),
          Boolean.TRUE.equals(table.neverWorse()));
    } catch (BillingException.Invalid refused) {
      throw Fault.invalid(field, "contract.fault.engine", refused.getMessage());
    }
  }

  static <E extends Enum<E>> E usual(String field, String value, E usual) {
    return value == null || value.isEmpty()
        ? usual
        : Check.oneOf(field, value, usual.getDeclaringClass());
  }

  private static Tier tier(Terms.Row row, boolean percent) {
    return new Tier(
        row.upTo() == null ? Tier.NO_END : row.upTo(),
        percent ? row.price().movePointLeft(2) : row.price(),
        orZero(row.flat()),
        orZero(row.block()));
  }

  private static BigDecimal orZero(BigDecimal number) {
    return number == null ? BigDecimal.ZERO : number;
  }

  /** Everything that is wrong with the rows, in their order. */
  static List<Fault> faults(String field, Terms.Table table, boolean percent) {
    var faults = new ArrayList<Fault>();
    var rows = table.rows();
    if (rows.isEmpty() || rows.size() > TierTable.ROWS_MAX) {
      faults.add(
          Fault.invalid(field + ".rows", "contract.fault.rows", TierTable.ROWS_MAX, rows.size()));
      return faults;
    }
    var start = BigDecimal.ZERO;
    for (var i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      var at = field + ".rows[" + i + "]";
      number(faults, at + ".price", i, row.price(), percent ? HUNDRED : MOST, true);
      number(faults, at + ".flat", i, row.flat(), MOST, false);
      number(faults, at + ".block", i, row.block(), MOST, false);
      end(faults, at + ".upTo", i, row.upTo(), start, i + 1 == rows.size());
      start = row.upTo() == null || insane(row.upTo()) ? start : row.upTo();
    }
    return faults;
  }

  private static void end(
      List<Fault> faults, String field, int i, BigDecimal upTo, BigDecimal start, boolean last) {
    if (upTo == null) {
      if (!last) {
        faults.add(Fault.invalid(field, "contract.fault.row-open", i + 1));
      }
      return;
    }
    var before = faults.size();
    number(faults, field, i, upTo, MOST, true);
    if (faults.size() == before && upTo.compareTo(start) <= 0) {
      faults.add(
          Fault.invalid(
              field,
              "contract.fault.row-order",
              i + 1,
              start.toPlainString(),
              upTo.toPlainString()));
    }
  }

  private static void number(
      List<Fault> faults, String field, int i, BigDecimal number, BigDecimal most, boolean must) {
    if (number == null) {
      if (must) {
        faults.add(Fault.invalid(field, "contract.fault.row-missing", i + 1));
      }
    } else if (insane(number)) {
      faults.add(Fault.invalid(field, "contract.fault.row-digits", i + 1, DIGITS_MAX));
    } else if (number.signum() < 0 || number.compareTo(most) > 0) {
      faults.add(
          Fault.invalid(
              field,
              "contract.fault.row-range",
              i + 1,
              number.toPlainString(),
              most.toPlainString()));
    } else if (number.stripTrailingZeros().scale() > DECIMALS_MAX) {
      faults.add(
          Fault.invalid(
              field, "contract.fault.row-decimals", i + 1, number.toPlainString(), DECIMALS_MAX));
    }
  }

  /** 1e999999999 must not be written out by anybody. */
  static boolean insane(BigDecimal number) {
    return number.precision() > DIGITS_MAX || Math.abs((long) number.scale()) > DIGITS_MAX;
  }
}
