package livery.campaign;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import livery.api.Report;

/**
 * A report's cells as its reader writes numbers and moments. Plugins declare them plain, so that a
 * spreadsheet can calculate with the export. Immutable.
 */
final class ReportCells {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
  private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}");
  private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final Locale locale;

  ReportCells(Locale locale) {
    this.locale = locale.getLanguage().equals("en") ? Locale.UK : locale;
  }

  /** The first rows of a table; the first column names things, so its numbers stay as they are. */
  List<List<String>> rows(Report.Table table, int most) {
    return table.rows().subList(0, Math.min(table.rows().size(), most)).stream()
        .map(
            row -> {
              var cells = new java.util.ArrayList<String>(row.size());
              for (var cell : row) {
                cells.add(cells.isEmpty() ? moment(cell, FormatStyle.MEDIUM) : cell(cell));
              }
              return List.copyOf(cells);
            })
        .toList();
  }

  /** Names beside a chart: a moment without what the others have in common, its year. */
  List<String> labels(List<String> labels) {
    return labels.stream().map(label -> moment(label, null)).toList();
  }

  private String cell(String cell) {
    if (!NUMBER.matcher(cell).matches()) {
      return moment(cell, FormatStyle.MEDIUM);
    }
    var number = new BigDecimal(cell);
    var format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(number.scale());
    format.setMaximumFractionDigits(number.scale());
    return format.format(number);
  }

  private String moment(String cell, FormatStyle date) {
    if (!MOMENT.matcher(cell).matches()) {
      return cell;
    }
    var format =
        date == null
            ? DateTimeFormatter.ofPattern("d MMM, HH:mm")
            : DateTimeFormatter.ofLocalizedDateTime(date, FormatStyle.SHORT);
    return format.withLocale(locale).format(LocalDateTime.parse(cell, PLAIN));
  }
}
