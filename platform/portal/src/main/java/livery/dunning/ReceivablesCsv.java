package livery.dunning;

import java.util.List;
import livery.frame.Amounts;
import livery.text.Csv;

/** Who owes how much, as a file. */
final class ReceivablesCsv {

  private ReceivablesCsv() {}

  static String of(List<Receivables.Debtor> debtors) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "debtor",
        "currency",
        "invoices",
        "late_since",
        "not_due",
        "up_to_30",
        "up_to_60",
        "up_to_90",
        "older",
        "open");
    for (var one : debtors) {
      csv.row(
          one.name(),
          one.currency(),
          one.invoices(),
          one.since() == null ? "" : one.since().toString(),
          Amounts.plain(one.notDue()),
          Amounts.plain(one.to30()),
          Amounts.plain(one.to60()),
          Amounts.plain(one.to90()),
          Amounts.plain(one.older()),
          Amounts.plain(one.open()));
    }
    return file.toString();
  }
}
