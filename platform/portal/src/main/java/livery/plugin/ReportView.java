package livery.plugin;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import livery.api.Report;
import livery.api.Report.Figure;
import livery.api.Report.Table;
import livery.frame.ChartData;
import org.primefaces.model.DefaultStreamedContent;
import org.primefaces.model.StreamedContent;

/**
 * A campaign's declared report as {@code <l:report view="#{page.report}"/>} draws it: figures,
 * charts, tables with export. Made anew for each request.
 */
public final class ReportView {

  private static final int BARS_MAX = 16;
  private static final int ROWS_SHOWN_MAX = 200;
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final String name;
  private final Report report;

  private ReportView(String name, Report report) {
    this.name = name;
    this.report = report;
  }

  /**
   * A view of a report.
   *
   * @param name begins the names of exported files
   */
  public static ReportView of(String name, Report report) {
    return new ReportView(name, report);
  }

  /** One chart: a title and what {@code l:chart} takes. */
  public record Chart(String title, String data) {}

  public List<Figure> getFigures() {
    return report.figures();
  }

  /** Few labels as bars in the order given, many as a line. */
  public List<Chart> getCharts() {
    var charts = new ArrayList<Chart>();
    for (var series : report.series()) {
      if (!series.labels().isEmpty()) {
        var data =
            series.labels().size() <= BARS_MAX
                ? ChartData.flatBars(series.labels())
                : ChartData.lines(series.labels());
        charts.add(
            new Chart(series.title(), data.series(series.title(), 1, series.values()).json()));
      }
    }
    return charts;
  }

  public List<Table> getTables() {
    return report.tables();
  }

  /** The rows that the page shows; the export has all. */
  public List<List<String>> rows(Table table) {
    return table.rows().subList(0, Math.min(ROWS_SHOWN_MAX, table.rows().size()));
  }

  public StreamedContent csv(int table) {
    return file(table, ".csv", "text/csv;charset=UTF-8", Sheet.csv(report.tables().get(table)));
  }

  public StreamedContent xlsx(int table) {
    return file(table, ".xlsx", XLSX, Sheet.xlsx(report.tables().get(table)));
  }

  private StreamedContent file(int table, String ending, String type, byte[] content) {
    return DefaultStreamedContent.builder()
        .name(name + " " + report.tables().get(table).title() + ending)
        .contentType(type)
        .stream(() -> new ByteArrayInputStream(content))
        .build();
  }
}
