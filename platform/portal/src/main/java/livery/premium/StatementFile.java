package livery.premium;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.text.Csv;

/**
 * Reads an operator's file: the good rows, and the bad ones with their line and reason. Pure.
 *
 * <p>Days are written as 2026-03-31, 31.03.2026 or 31/03/2026; amounts with a point or a comma.
 */
final class StatementFile {

  /** Most rows of a file. */
  static final int ROWS_MAX = 50_000;

  /** Most characters of a file. */
  static final int LENGTH_MAX = 10_000_000;

  private static final int MESSAGES_DIGITS = 12;
  private static final int AMOUNT_DIGITS = 12;
  private static final List<DateTimeFormatter> DAYS =
      List.of(format("uuuu-MM-dd"), format("dd.MM.uuuu"), format("dd/MM/uuuu"));

  /** A number that the operator may name, with its price by day, millionths. */
  record Number(long id, Map<LocalDate, Long> prices) {

    long priceOn(LocalDate day) {
      return prices.entrySet().stream()
          .filter(entry -> !entry.getKey().isAfter(day))
          .max(Map.Entry.comparingByKey())
          .map(Map.Entry::getValue)
          .orElse(0L);
    }
  }

  /** A row that does not go in. */
  record Bad(int line, String content, Fault reason) {}

  /** What is in the file. */
  record Read(List<Stated> good, List<Bad> bad) {}

  private final YearMonth month;
  private final Map<String, Number> numbers;
  private final int decimals;

  /**
   * A reader.
   *
   * @param numbers by their digits
   * @param decimals of the currency's amounts
   */
  StatementFile(YearMonth month, Map<String, Number> numbers, int decimals) {
    this.month = month;
    this.numbers = numbers;
    this.decimals = decimals;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
  }

  /** The headings of a file. */
  static List<String> head(String file) {
    var rows = Csv.read(file, 1);
    if (rows.isEmpty()) {
      throw Fault.invalid("file", "premium.fault.empty");
    }
    return rows.get(0).cells();
  }

  Read read(String file, Mapping wanted) {
    if (file.length() > LENGTH_MAX) {
      throw Fault.invalid("file", "premium.fault.long", file.length(), LENGTH_MAX);
    }
    var rows = Csv.read(file, ROWS_MAX + 1);
    if (rows.size() < 2) {
      throw Fault.invalid("file", "premium.fault.empty");
    }
    if (rows.size() > ROWS_MAX + 1) {
      throw Fault.invalid("file", "premium.fault.rows", ROWS_MAX);
    }
    var head = rows.get(0).cells();
    var columns = wanted.or(Mapping.guess(head)).columns(head);
    var good = new ArrayList<Stated>();
    var bad = new ArrayList<Bad>();
    var seen = new HashSet<String>();
    for (var row : rows.subList(1, rows.size())) {
      try {
        good.add(row(row, columns, seen));
      } catch (Fault reason) {
        bad.add(new Bad(row.number(), Check.shown(String.join("; ", row.cells())), reason));
      }
    }
    return new Read(good, bad);
  }

  private Stated row(Csv.Row row, Mapping.Columns columns, Set<String> seen) {
    var digits = cell(row, columns.number()).replaceAll("[\\s+]", "");
    var number = numbers.get(digits);
    if (number == null) {
      throw Fault.invalid("number", "premium.fault.number", Check.shown(digits));
    }
    var day = day(cell(row, columns.day()));
    var messages = messages(cell(row, columns.messages()));
    var price = number.priceOn(day);
    if (price == 0) {
      throw Fault.invalid("day", "premium.fault.not-premium", digits, day);
    }
    var gross =
        columns.amount() < 0
            ? Math.multiplyExact(messages, price)
            : amount(cell(row, columns.amount()));
    if (messages == 0 && gross != 0) {
      throw Fault.invalid("amount", "premium.fault.for-nothing", digits, day);
    }
    if (!seen.add(digits + " " + day)) {
      throw Fault.invalid("day", "premium.fault.twice", digits, day);
    }
    return new Stated(row.number(), number.id(), day, messages, gross);
  }

  private static String cell(Csv.Row row, int column) {
    return column < row.cells().size() ? row.cells().get(column).strip() : "";
  }

  private LocalDate day(String text) {
    for (var format : DAYS) {
      try {
        var day = LocalDate.parse(text, format);
        if (!YearMonth.from(day).equals(month)) {
          throw Fault.invalid("day", "premium.fault.month", day, month);
        }
        return day;
      } catch (DateTimeException notSo) {
        // Another way of writing it.
      }
    }
    throw Fault.invalid("day", "premium.fault.day", Check.shown(text));
  }

  private static long messages(String text) {
    var digits = text.replaceAll("[\\s\\u00a0]", "");
    if (!digits.matches("[0-9]{1," + MESSAGES_DIGITS + "}")) {
      throw Fault.invalid("messages", "premium.fault.messages", Check.shown(text));
    }
    return Long.parseLong(digits);
  }

  private long amount(String text) {
    var plain = text.replaceAll("[\\s\\u00a0]", "").replace(',', '.');
    if (!plain.matches("[0-9]{1," + AMOUNT_DIGITS + "}(\\.[0-9]+)?")) {
      throw Fault.invalid("amount", "premium.fault.amount", Check.shown(text));
    }
    var amount = new BigDecimal(plain);
    if (amount.stripTrailingZeros().scale() > decimals) {
      throw Fault.invalid("amount", "premium.fault.coins", plain, decimals);
    }
    return amount.movePointRight(6).longValueExact();
  }
}
