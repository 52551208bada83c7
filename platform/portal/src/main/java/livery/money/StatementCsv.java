package livery.money;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import livery.rented.Rented;
import livery.text.Csv;

/** A statement as a file. */
final class StatementCsv {

  private StatementCsv() {}

  static String of(Statements.Part page, Map<Long, Rented.Thing> things, ZoneId zone) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "time",
        "kind",
        "product",
        "quantity",
        "change",
        "balance",
        "currency",
        "reference",
        "number",
        "keyword");
    for (var line : page.lines()) {
      var transfer = line.transfer();
      var thing = things.getOrDefault(transfer.id(), Rented.Thing.NONE);
      csv.row(
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(transfer.postedAt().atZone(zone)),
          transfer.kind(),
          transfer.product(),
          transfer.quantity(),
          line.change().toBigDecimal(),
          line.balance().toBigDecimal(),
          line.change().currency(),
          transfer.reference(),
          thing.label(),
          thing.word());
    }
    return file.toString();
  }
}
