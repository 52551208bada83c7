package livery.document;

import java.util.List;
import livery.text.Csv;

/** Documents as a file: what the list shows, all of it. */
final class DocumentsCsv {

  private DocumentsCsv() {}

  static String of(List<Document> documents) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "number",
        "kind",
        "state",
        "issuer",
        "recipient",
        "period",
        "issued_on",
        "due_on",
        "net",
        "tax",
        "gross",
        "open",
        "currency");
    for (var one : documents) {
      csv.row(
          one.number(),
          one.kind(),
          one.state(),
          one.issuer(),
          one.recipient(),
          one.period() == 0 ? "" : "%d-%02d".formatted(one.period() / 100, one.period() % 100),
          one.issuedOn() == null ? "" : one.issuedOn(),
          one.dueOn() == null ? "" : one.dueOn(),
          one.net().toBigDecimal(),
          one.tax().toBigDecimal(),
          one.gross().toBigDecimal(),
          one.open().toBigDecimal(),
          one.currency());
    }
    return file.toString();
  }
}
