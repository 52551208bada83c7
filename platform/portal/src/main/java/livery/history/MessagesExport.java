package livery.history;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import livery.fault.Fault;
import livery.tenant.CurrentScope;

/** Exactly what the list shows, as a file; written while it is read. */
@WebServlet("/message/export.csv")
public class MessagesExport extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient MessagesCsv csv;
  @Inject private transient CurrentScope current;
  @Inject private transient Clock clock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var query = new MessageQuery(request::getParameter);
    MessageSearch search;
    try {
      search = query.search(current.getTenant().zone(), clock);
      csv.check(search);
    } catch (Fault wrong) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"messages.csv\"");
    csv.write(response.getWriter(), search, query.isOldestFirst());
  }
}
