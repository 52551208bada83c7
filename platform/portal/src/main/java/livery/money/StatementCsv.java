package livery.money;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import livery.billing.Money;

/** A statement as a file. */
final class StatementCsv {

  private StatementCsv() {}

  static String of(Statements.Part page, ZoneId zone) {
    var csv = new Csv();
    for (var head :
        new String[] {
          "time", "kind", "product", "quantity", "change", "balance", "currency", "reference"
        }) {
      csv.plain(head);
    }
    csv.end();
    for (var line : page.lines()) {
      var transfer = line.transfer();
      csv.plain(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(transfer.postedAt().atZone(zone)))
          .plain(transfer.kind())
          .plain(transfer.product())
          .plain(transfer.quantity())
          .plain(plain(line.change()))
          .plain(plain(line.balance()))
          .plain(line.change().currency())
          .text(transfer.reference())
          .end();
    }
    return csv.toString();
  }

  private static String plain(Money money) {
    return money.toBigDecimal().toPlainString();
  }
}
