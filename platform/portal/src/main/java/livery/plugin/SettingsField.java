package livery.plugin;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.api.Form.Field;
import livery.api.Form.Kind;
import livery.text.Segments;

/** One field of a {@link SettingsForm} as the component {@code l:settings} draws it. */
public final class SettingsField implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS_SHOWN_AT_FIRST = 2;

  private final String id;
  private final Kind kind;
  private final String label;
  private final String help;
  private final boolean required;
  private final long minimum;
  private final long maximum;
  private final ArrayList<Choice> choices = new ArrayList<>();
  private final ArrayList<SettingsField> columns = new ArrayList<>();
  private final ArrayList<HashMap<String, String>> rows = new ArrayList<>();
  private final HashMap<String, String> errors = new HashMap<>();
  private String text = "";
  private boolean flag;

  /** One choice with its words. */
  public record Choice(String id, String label) implements Serializable {}

  SettingsField(Field field, Object value, Locale language) {
    this.id = field.id();
    this.kind = field.kind();
    this.label = field.label(language);
    this.help = field.help(language);
    this.required = field.required() || field.kind() == Kind.ROWS && field.minimum() > 0;
    this.minimum = field.minimum();
    this.maximum = field.maximum();
    field.choices().forEach(one -> choices.add(new Choice(one, field.choiceLabel(one, language))));
    field.columns().forEach(column -> columns.add(new SettingsField(column, "", language)));
    take(value);
  }

  private void take(Object value) {
    if (kind == Kind.ROWS) {
      if (value instanceof List<?> list) {
        list.forEach(row -> rows.add(cells((Map<?, ?>) row)));
      }
      while (rows.size() < Math.max(minimum, rows.isEmpty() ? ROWS_SHOWN_AT_FIRST : 0)) {
        add();
      }
    } else if (kind == Kind.FLAG) {
      flag = Boolean.parseBoolean(String.valueOf(value));
    } else {
      text = String.valueOf(value);
    }
  }

  private static HashMap<String, String> cells(Map<?, ?> row) {
    var cells = new HashMap<String, String>();
    row.forEach((column, cell) -> cells.put(column.toString(), String.valueOf(cell)));
    return cells;
  }

  /**
   * What the field says now, as {@link livery.api.Form#check} wants it. Empty rows are left out.
   */
  Object raw() {
    return switch (kind) {
      case FLAG -> flag;
      case ROWS -> List.copyOf(filledRows());
      case LINE, SMS, NUMBER, CHOICE, MOMENT -> text;
    };
  }

  /** The rows that are shown stay as they are: this is asked for each preview, too. */
  List<Map<String, String>> filledRows() {
    List<Map<String, String>> filled = new ArrayList<>();
    for (var row : rows) {
      if (!isEmpty(row)) {
        var cells = new HashMap<String, String>();
        row.forEach((column, cell) -> cells.put(column, cell == null ? "" : cell));
        filled.add(cells);
      }
    }
    return filled;
  }

  private static boolean isEmpty(Map<String, String> row) {
    return row.values().stream().allMatch(cell -> cell == null || cell.isBlank());
  }

  void error(String path, String message) {
    errors.putIfAbsent(path, message);
  }

  void clearErrors() {
    errors.clear();
  }

  /** One more row. */
  public void add() {
    if (rows.size() < maximum) {
      var row = new HashMap<String, String>();
      columns.forEach(column -> row.put(column.id, ""));
      rows.add(row);
    }
  }

  /** Takes a row away. */
  public void remove(int index) {
    if (index >= 0 && index < rows.size()) {
      rows.remove(index);
      clearErrors();
    }
  }

  /** What is wrong with the field; empty when nothing is. */
  public String getError() {
    return errors.getOrDefault(id, "");
  }

  /** What is wrong with a cell; empty when nothing is. Errors count the rows that say something. */
  public String cellError(int row, String column) {
    if (isEmpty(rows.get(row))) {
      return "";
    }
    var place = rows.subList(0, row).stream().filter(one -> !isEmpty(one)).count();
    return errors.getOrDefault(id + "[" + place + "]." + column, "");
  }

  public String getId() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  public String getKind() {
    return kind.name();
  }

  public String getLabel() {
    return label;
  }

  public String getHelp() {
    return help;
  }

  public boolean isRequired() {
    return required;
  }

  public long getMinimum() {
    return minimum;
  }

  public long getMaximum() {
    return maximum;
  }

  public List<Choice> getChoices() {
    return choices;
  }

  public List<SettingsField> getColumns() {
    return columns;
  }

  public List<HashMap<String, String>> getRows() {
    return rows;
  }

  public boolean isFull() {
    return rows.size() >= maximum;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text == null ? "" : text;
  }

  public boolean isFlag() {
    return flag;
  }

  public void setFlag(boolean flag) {
    this.flag = flag;
  }

  /** Characters left in the last part of the text. */
  public int getLeft() {
    return Segments.of(text).remaining();
  }

  /** SMS that the text takes. */
  public int getParts() {
    return Segments.of(text).count();
  }
}
