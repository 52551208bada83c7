package livery.campaign;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import livery.api.Report;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.plugin.Sheet;
import livery.tenant.CurrentScope;

/** A table of a campaign's report as a file, whole: {@code ?id=…&table=0&format=csv|xlsx}. */
@WebServlet("/campaign/export")
public class ReportExport extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  @Inject private transient Campaigns campaigns;
  @Inject private transient CurrentScope current;
  @Inject private transient Frame frame;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var id = number(request.getParameter("id"), 18);
    var at = number(request.getParameter("table"), 3);
    try {
      var tables =
          id < 0 || at < 0
              ? java.util.List.<Report.Table>of()
              : campaigns.report(current.get(), id, frame.getLocale()).tables();
      if (at < 0 || at >= tables.size()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      send(response, id, tables.get((int) at), "xlsx".equals(request.getParameter("format")));
    } catch (Fault refused) {
      response.sendError(
          refused.kind() == Fault.Kind.NOT_FOUND
              ? HttpServletResponse.SC_NOT_FOUND
              : HttpServletResponse.SC_CONFLICT);
    }
  }

  private static void send(
      HttpServletResponse response, long id, Report.Table table, boolean workbook)
      throws IOException {
    var file = "campaign-" + id + (workbook ? ".xlsx" : ".csv");
    response.setContentType(workbook ? XLSX : "text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + file + "\"");
    response.getOutputStream().write(workbook ? Sheet.xlsx(table) : Sheet.csv(table));
  }

  private static long number(String text, int digits) {
    return text != null && text.matches("[0-9]{1," + digits + "}") ? Long.parseLong(text) : -1;
  }
}
