package livery.premium;

import java.util.List;
import livery.frame.Amounts;
import livery.text.Csv;

/** Premium income, and what operators count otherwise, as files. */
final class PremiumCsv {

  private PremiumCsv() {}

  static String income(List<Income.Line> lines) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "period",
        "number",
        "client",
        "state",
        "texts",
        "currency",
        "gross",
        "income",
        "passed_on",
        "own",
        "payable_on");
    for (var line : lines) {
      csv.row(
          line.period(),
          line.number(),
          line.tenant(),
          line.state(),
          line.messages(),
          line.income().currency(),
          Amounts.plain(line.gross()),
          Amounts.plain(line.income()),
          Amounts.plain(line.passedOn()),
          Amounts.plain(line.own()),
          line.payableOn() == null ? "" : line.payableOn());
    }
    return file.toString();
  }

  static String differences(List<Difference> differences) {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row(
        "number",
        "day",
        "own_texts",
        "stated_texts",
        "difference",
        "currency",
        "own_gross",
        "stated_gross",
        "tolerated");
    for (var one : differences) {
      csv.row(
          one.number(),
          one.day(),
          one.own(),
          one.stated(),
          one.difference(),
          one.statedGross().currency(),
          Amounts.plain(one.ownGross()),
          Amounts.plain(one.statedGross()),
          one.tolerated());
    }
    return file.toString();
  }
}
