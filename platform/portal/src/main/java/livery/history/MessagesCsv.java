package livery.history;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.text.Csv;

/** Messages as a file, in the reader's words; written while they are read. */
@RequestScoped
public class MessagesCsv {

  private static final int MICRO_DIGITS = 6;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  @Inject private Messages messages;
  @Inject private CurrentScope current;
  @Inject private Texts texts;
  @Inject private MessageWords words;

  /**
   * Looks whether the search can be answered, before the first byte goes out.
   *
   * @throws livery.fault.Fault when it cannot
   */
  void check(MessageSearch search) {
    messages.list(current.get(), search, Long.MAX_VALUE, 1);
  }

  /** Writes what the search finds, newest first or oldest first. */
  void write(Appendable out, MessageSearch search, boolean oldest) {
    var zone = current.getTenant().zone();
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
    var count = messages.export(current.get(), search, oldest, line -> row(csv, line, zone));
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
