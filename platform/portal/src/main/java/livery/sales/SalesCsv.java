package livery.sales;

import java.util.List;
import livery.text.Csv;

/** Sums of sales as a file. */
final class SalesCsv {

  private SalesCsv() {}

  static String of(List<Sales.Line> lines) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "day",
        "client",
        "product",
        "quantity",
        "sold",
        "currency",
        "cost",
        "cost_currency",
        "margin");
    for (var line : lines) {
      csv.row(
          line.day() == null ? "" : line.day().toString(),
          line.buyer(),
          line.product(),
          line.quantity(),
          line.sold().toBigDecimal(),
          line.sold().currency(),
          line.cost().toBigDecimal(),
          line.cost().currency(),
          line.margin().map(margin -> (Object) margin.toBigDecimal()).orElse(""));
    }
    return file.toString();
  }
}
