package livery.api;

import java.util.List;

/** What a campaign shows of itself: figures, series for charts, tables for export. */
public record Report(List<Figure> figures, List<Series> series, List<Table> tables) {

  /** A report that shows nothing. */
  public static final Report EMPTY = new Report(List.of(), List.of(), List.of());

  public Report {
    figures = List.copyOf(figures);
    series = List.copyOf(series);
    tables = List.copyOf(tables);
  }

  /** One number with its label, in the viewer's language. */
  public record Figure(String label, long value, String unit) {}

  /** One chart: a value for each label. */
  public record Series(String title, List<String> labels, List<Long> values) {}

  /** One table: a header and rows of cells. */
  public record Table(String title, List<String> header, List<List<String>> rows) {}
}
