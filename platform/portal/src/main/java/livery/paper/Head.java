package livery.paper;

import java.math.BigDecimal;
import java.time.LocalDate;

/** A column that a table may have: its words, what is in its cells, and whether it adds up. */
public enum Head {
  /** Number of the row; filled in by the table itself, the cell is {@code null}. */
  ROW(Cell.WHOLE, false),
  DATE(Cell.DATE, false),
  DUE(Cell.DATE, false),
  DOCUMENT(Cell.TEXT, false),
  NAME(Cell.TEXT, false),
  CLIENT(Cell.TEXT, false),
  CONTRACT(Cell.TEXT, false),
  SERVICE(Cell.TEXT, false),
  NUMBER(Cell.TEXT, false),
  OPERATOR(Cell.TEXT, false),
  UNIT(Cell.TEXT, false),
  NOTE(Cell.TEXT, false),
  QUANTITY(Cell.QUANTITY, false),
  MESSAGES(Cell.WHOLE, true),
  /** Counted by the operator. */
  CONFIRMED(Cell.WHOLE, true),
  /** Counted by the platform. */
  COUNTED(Cell.WHOLE, true),
  DAYS(Cell.WHOLE, false),
  PRICE(Cell.PRICE, false),
  TARIFF(Cell.PRICE, false),
  RATE(Cell.PERCENT, false),
  TAX_RATE(Cell.TEXT, false),
  SHARE(Cell.PERCENT, false),
  NET(Cell.MONEY, true),
  TAX(Cell.MONEY, true),
  GROSS(Cell.MONEY, true),
  AMOUNT(Cell.MONEY, true),
  SOLD(Cell.MONEY, true),
  RECEIVED(Cell.MONEY, true),
  COMMISSION(Cell.MONEY, true),
  WITHHELD(Cell.MONEY, true),
  DEBIT(Cell.MONEY, true),
  CREDIT(Cell.MONEY, true),
  PAID(Cell.MONEY, true),
  OPEN(Cell.MONEY, true),
  INTEREST(Cell.MONEY, true),
  PAYABLE(Cell.MONEY, true),
  /** After this row; not added up. */
  BALANCE(Cell.MONEY, false);

  /** What a cell holds. {@code null} is an empty cell in each. */
  enum Cell {
    TEXT(String.class),
    DATE(LocalDate.class),
    WHOLE(BigDecimal.class),
    QUANTITY(BigDecimal.class),
    PRICE(BigDecimal.class),
    PERCENT(BigDecimal.class),
    /** In the currency of the document. */
    MONEY(BigDecimal.class);

    private final Class<?> type;

    Cell(Class<?> type) {
      this.type = type;
    }

    Class<?> type() {
      return type;
    }

    boolean isNumber() {
      return type == BigDecimal.class;
    }
  }

  private final Cell cell;
  private final boolean sum;

  Head(Cell cell, boolean sum) {
    this.cell = cell;
    this.sum = sum;
  }

  Cell cell() {
    return cell;
  }

  boolean addsUp() {
    return sum;
  }

  String key() {
    return "paper.head." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
