package livery.order;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Function;
import livery.fault.Check;

/** The type of a column that rows are ordered by: how its values stand in an address. */
public enum ColumnType {
  NUMBER(Long::valueOf),
  DECIMAL(BigDecimal::new),
  /** May have nothing, which comes before all days. */
  DAY(LocalDate::parse),
  TEXT(text -> Check.optionalText("after", text, 300));

  private final Function<String, Object> parse;

  ColumnType(Function<String, Object> parse) {
    this.parse = parse;
  }

  /**
   * What {@code toString} of a value wrote.
   *
   * @throws RuntimeException when it is nothing of this type
   */
  Object parse(String text) {
    return parse.apply(text);
  }
}
