package livery.billing.tier;

import java.util.ArrayList;

/** Tier tables in one line: "10 @ 1.5 + 2; 20 @ 5 / 100; rest @ 3 %". */
final class Tables {

  private Tables() {}

  /** Each row is: end @ price [+ flat fee] [/ block], the price with % for a percentage. */
  static TierTable table(String mode, String rows) {
    var tiers = new ArrayList<Tier>();
    for (var row : rows.replace(" ", "").split(";")) {
      var end = row.substring(0, row.indexOf('@'));
      var rest = row.substring(row.indexOf('@') + 1).split("(?=[+/])");
      var open = end.equals("rest");
      var price = rest[0].replace("%", "");
      var percent = rest[0].endsWith("%");
      var tier =
          percent
              ? (open ? Tier.percentOfRest(price) : Tier.percentUpTo(end, price))
              : (open ? Tier.rest(price) : Tier.upTo(end, price));
      for (var i = 1; i < rest.length; i++) {
        var value = rest[i].substring(1);
        tier = rest[i].startsWith("+") ? tier.withFlat(value) : tier.withBlock(value);
      }
      tiers.add(tier);
    }
    return TierTable.of(TierTable.Mode.valueOf(mode), tiers);
  }
}
