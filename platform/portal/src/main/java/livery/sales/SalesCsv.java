package livery.sales;

import java.util.List;
import java.util.function.Function;
import livery.frame.Amounts;
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
        "margin",
        "cost_converted",
        "rate_lowest",
        "rate_highest",
        "rate_first_day",
        "rate_last_day",
        "cost_waiting",
        "kind");
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
          line.margin().map(margin -> (Object) margin.toBigDecimal()).orElse(""),
          line.converted() == null ? "" : line.converted().toBigDecimal(),
          of(line.rates(), span -> Amounts.plain(span.lowest())),
          of(line.rates(), span -> Amounts.plain(span.highest())),
          of(line.rates(), RateSpan::first),
          of(line.rates(), RateSpan::last),
          line.waiting().toBigDecimal(),
          line.kind() == null ? "" : line.kind().name());
    }
    return file.toString();
  }

  private static Object of(RateSpan rates, Function<RateSpan, Object> value) {
    return rates == null ? "" : value.apply(rates);
  }
}
