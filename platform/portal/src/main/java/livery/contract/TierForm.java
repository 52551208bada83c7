package livery.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.tier.TierTable;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.frame.Texts;

/** A table of tiers as it is typed, with what is wrong in each row. */
public class TierForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private String mode = TierTable.Mode.GRADUATED.name();
  private String boundary = TierTable.Boundary.UPPER_INCLUSIVE.name();
  private String overflow = TierTable.Overflow.LAST_TIER.name();
  private boolean flatAtZero;
  private boolean neverWorse;
  private String pasted = "";
  private final List<Row> rows = new ArrayList<>();

  /** One row as it is typed. */
  public static class Row implements Serializable {

    private static final long serialVersionUID = 1L;

    private String upTo;
    private String price;
    private String flat;
    private String block;
    private String problem = "";

    Row(String upTo, String price, String flat, String block) {
      this.upTo = upTo;
      this.price = price;
      this.flat = flat;
      this.block = block;
    }

    public String getUpTo() {
      return upTo;
    }

    public void setUpTo(String upTo) {
      this.upTo = upTo;
    }

    public String getPrice() {
      return price;
    }

    public void setPrice(String price) {
      this.price = price;
    }

    public String getFlat() {
      return flat;
    }

    public void setFlat(String flat) {
      this.flat = flat;
    }

    public String getBlock() {
      return block;
    }

    public void setBlock(String block) {
      this.block = block;
    }

    /** What is wrong with it, in words; empty where nothing is. */
    public String getProblem() {
      return problem;
    }
  }

  /** An empty table of two rows. */
  static TierForm empty() {
    var form = new TierForm();
    form.rows.add(new Row("", "", "", ""));
    return form;
  }

  /** A table to be changed; an empty one for {@code null}. */
  public static TierForm of(Terms.Table table) {
    if (table == null) {
      return empty();
    }
    var form = new TierForm();
    form.mode = table.mode();
    form.boundary = or(table.boundary(), form.boundary);
    form.overflow = or(table.overflow(), form.overflow);
    form.flatAtZero = Boolean.TRUE.equals(table.flatAtZero());
    form.neverWorse = Boolean.TRUE.equals(table.neverWorse());
    table.rows().forEach(row -> form.rows.add(row(row)));
    return form;
  }

  private static String or(String value, String usual) {
    return value == null ? usual : value;
  }

  private static Row row(Terms.Row row) {
    return new Row(text(row.upTo()), text(row.price()), text(row.flat()), text(row.block()));
  }

  static String text(BigDecimal number) {
    return number == null ? "" : number.toPlainString();
  }

  /** Adds a row before the last one, which takes the rest. */
  public void add() {
    if (rows.size() < TierTable.ROWS_MAX) {
      rows.add(Math.max(0, rows.size() - 1), new Row("", "", "", ""));
    }
  }

  /** Takes a row out; one always stays. */
  public void remove(int index) {
    if (rows.size() > 1 && index >= 0 && index < rows.size()) {
      rows.remove(index);
    }
  }

  /** Takes over what was pasted from a file or a spreadsheet. */
  public void take() {
    var table = TierFile.cells(pasted);
    rows.clear();
    for (var cells : table) {
      rows.add(new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3)));
    }
    pasted = "";
  }

  /** Sends the table as a file instead of the page. */
  public void download() {
    Download.csv("tiers.csv", TierFile.write(table("tiers")));
  }

  /**
   * Reads what was typed and notes on each row what is wrong with it.
   *
   * @return whether nothing is
   */
  public boolean check(boolean percent, Texts texts) {
    rows.forEach(row -> row.problem = "");
    for (var row : rows) {
      try {
        read("row", row);
      } catch (Fault fault) {
        row.problem = texts.of(fault.key(), fault.arguments());
      }
    }
    if (rows.stream().allMatch(row -> row.problem.isEmpty())) {
      for (var fault : TierRules.faults("t", table("t"), percent)) {
        var digits = fault.field().replaceAll("^t\\.rows\\[(\\d+)].*", "$1");
        var row = digits.matches("\\d+") ? rows.get(Integer.parseInt(digits)) : rows.get(0);
        if (row.problem.isEmpty()) {
          row.problem = texts.of(fault.key(), fault.arguments());
        }
      }
    }
    return rows.stream().allMatch(row -> row.problem.isEmpty());
  }

  /** The table, unchecked but for the form of its numbers. */
  public Terms.Table table(String field) {
    var read = new ArrayList<Terms.Row>();
    for (var i = 0; i < rows.size(); i++) {
      read.add(read(field + ".rows[" + i + "]", rows.get(i)));
    }
    return new Terms.Table(mode, boundary, overflow, flatAtZero, neverWorse, read);
  }

  private static Terms.Row read(String field, Row row) {
    return new Terms.Row(
        number(field + ".upTo", row.upTo),
        number(field + ".price", row.price),
        number(field + ".flat", row.flat),
        number(field + ".block", row.block));
  }

  static BigDecimal number(String field, String text) {
    return text == null || text.isBlank() ? null : Amounts.typed(field, text);
  }

  public List<Row> getRows() {
    return rows;
  }

  public boolean isAllUnits() {
    return TierTable.Mode.ALL_UNITS.name().equals(mode);
  }

  public String getMode() {
    return mode;
  }

  public void setMode(String mode) {
    this.mode = mode;
  }

  public String getBoundary() {
    return boundary;
  }

  public void setBoundary(String boundary) {
    this.boundary = boundary;
  }

  public String getOverflow() {
    return overflow;
  }

  public void setOverflow(String overflow) {
    this.overflow = overflow;
  }

  public boolean isFlatAtZero() {
    return flatAtZero;
  }

  public void setFlatAtZero(boolean flatAtZero) {
    this.flatAtZero = flatAtZero;
  }

  public boolean isNeverWorse() {
    return neverWorse;
  }

  public void setNeverWorse(boolean neverWorse) {
    this.neverWorse = neverWorse;
  }

  public String getPasted() {
    return pasted;
  }

  public void setPasted(String pasted) {
    this.pasted = pasted;
  }
}
