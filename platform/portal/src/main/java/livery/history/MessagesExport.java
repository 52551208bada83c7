package livery.history;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.text.Csv;

/** Exactly what the list shows, as a file; written while it is read. */
@WebServlet("/message/export.csv")
public class MessagesExport extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int MICRO_DIGITS = 6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  @Inject private transient Messages messages;
  @Inject private transient CurrentScope current;
  @Inject private transient Texts texts;
  @Inject private transient MessageWords words;
  @Inject private transient Clock clock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var zone = current.getTenant().zone();
    MessageSearch search;
    try {
      search = new MessageQuery(request::getParameter).search(zone, clock);
      messages.list(current.get(), search, Long.MAX_VALUE, 1);
    } catch (Fault wrong) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"messages.csv\"");
    write(response.getWriter(), search, zone);
  }

  private void write(PrintWriter out, MessageSearch search, ZoneId zone) {
    var csv = new Csv(out);
    csv.row(
        texts.of("message.column.time", zone.getId()),
        texts.get("message.column.direction"),
        texts.get("message.column.phone"),
        texts.get("message.column.number"),
        texts.get("message.column.text"),
        texts.get("message.column.state"),
        texts.get("message.column.reason"),
        texts.get("message.column.parts"),
        texts.get("message.column.price"),
        texts.get("message.column.currency"),
        texts.get("message.column.campaign"),
        texts.get("message.column.network"),
        texts.get("message.column.rule"),
        "ID");
    var count = messages.export(current.get(), search, line -> row(csv, line, zone));
    if (count == Messages.EXPORT_MAX) {
      csv.row(texts.of("message.export-limit", Messages.EXPORT_MAX));
    }
  }

  private void row(Csv csv, MessageLine line, ZoneId zone) {
    csv.row(
        time(line.receivedAt(), zone),
        texts.get("message.direction." + line.direction()),
        line.phone(),
        line.number(),
        line.text(),
        words.state(line.state()),
        words.reason(line.reason()),
        line.parts(),
        BigDecimal.valueOf(line.priceMicros(), MICRO_DIGITS),
        line.currency(),
        line.campaign(),
        line.network(),
        words.rule(line.rule()),
        line.id());
  }

  private static String time(Instant at, ZoneId zone) {
    return TIME.format(at.atZone(zone));
  }
}
