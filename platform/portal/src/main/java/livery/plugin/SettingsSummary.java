package livery.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import livery.api.Form.Kind;
import livery.frame.Format;
import livery.frame.Texts;

/**
 * The settings of a campaign type in words, as somebody reads them once more before the campaign
 * starts: made of what its form declares, so that every plugin has it. Drawn by {@code <l:said
 * lines="#{page.said}"/>}.
 */
public final class SettingsSummary {

  private static final String NONE = "–";

  private final Texts texts;
  private final Format format;
  private final ToIntFunction<String> parts;

  private SettingsSummary(Texts texts, Format format, ToIntFunction<String> parts) {
    this.texts = texts;
    this.format = format;
    this.parts = parts;
  }

  /**
   * One field.
   *
   * @param cell its value; {@code null} where it has rows
   * @param columns the labels above its rows; empty for a field that has none
   * @param rows a cell for each column
   */
  public record Line(String label, Cell cell, List<String> columns, List<List<Cell>> rows) {}

  /**
   * One value in words.
   *
   * @param parts how many SMS the text takes; 0 for what is not sent
   */
  public record Cell(String text, int parts) {}

  /**
   * What a form says, field by field.
   *
   * @param parts how many SMS a text of the form takes
   */
  public static List<Line> of(
      SettingsForm form, Texts texts, Format format, ToIntFunction<String> parts) {
    var summary = new SettingsSummary(texts, format, parts);
    return form.getFields().stream().map(summary::line).toList();
  }

  private Line line(SettingsField field) {
    var label = field.getLabel();
    if (field.kind() != Kind.ROWS || field.filledRows().isEmpty()) {
      return new Line(label, cell(field, String.valueOf(field.raw())), List.of(), List.of());
    }
    var columns = field.getColumns();
    var rows = new ArrayList<List<Cell>>();
    for (var row : field.filledRows()) {
      rows.add(
          columns.stream()
              .map(column -> cell(column, row.getOrDefault(column.getId(), "")))
              .toList());
    }
    return new Line(label, null, columns.stream().map(SettingsField::getLabel).toList(), rows);
  }

  private Cell cell(SettingsField field, String value) {
    var text = value.strip();
    return switch (field.kind()) {
      case FLAG -> plain(texts.get("plugin.settings." + Boolean.parseBoolean(text)));
      case CHOICE -> plain(choice(field, text));
      case NUMBER -> plain(text.matches("-?\\d{1,18}") ? format.number(Long.valueOf(text)) : text);
      case MOMENT -> plain(format.typed(text));
      case LINE -> plain(text);
      case SMS -> text.isEmpty() ? plain("") : new Cell(text, parts.applyAsInt(text));
      case ROWS -> plain("");
    };
  }

  private static Cell plain(String text) {
    return new Cell(text.isEmpty() ? NONE : text, 0);
  }

  private static String choice(SettingsField field, String id) {
    return field.getChoices().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .map(SettingsField.Choice::label)
        .orElse(id);
  }
}
