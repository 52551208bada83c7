package livery.money;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import livery.text.Csv;

/** A statement as a file. */
final class StatementCsv {

  private StatementCsv() {}

  static String of(Statements.Part page, ZoneId zone) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row("time", "kind", "product", "quantity", "change", "balance", "currency", "reference");
    for (var line : page.lines()) {
      var transfer = line.transfer();
      csv.row(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(transfer.postedAt().atZone(zone)),
          transfer.kind(),
          transfer.product(),
          transfer.quantity(),
          line.change().toBigDecimal(),
          line.balance().toBigDecimal(),
          line.change().currency(),
          transfer.reference());
    }
    return file.toString();
  }
}
