package livery.report;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import livery.fault.Fault;
import livery.plugin.Sheet;
import livery.tenant.NotAllowed;

/** A list of the portal as a file: {@code ?list=campaigns&format=csv|xlsx}, and its filter. */
@WebServlet("/report/export")
public class ListExport extends HttpServlet {

  private static final long serialVersionUID = 1L;
  static final String CSV = "text/csv;charset=UTF-8";
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  @Inject private transient Lists lists;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var name = given(request, "list");
    try {
      var table = lists.ofPerson(name, one -> given(request, one));
      var workbook = "xlsx".equals(request.getParameter("format"));
      response.setContentType(workbook ? XLSX : CSV);
      response.setHeader(
          "Content-Disposition",
          "attachment; filename=\"" + name + (workbook ? ".xlsx" : ".csv") + "\"");
      response.getOutputStream().write(workbook ? Sheet.xlsx(table) : Sheet.csv(table));
    } catch (NotAllowed refused) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } catch (Fault refused) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static String given(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }
}
