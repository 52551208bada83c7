package livery.billing.cases;

import static livery.billing.cases.Given.plain;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import livery.billing.tier.Delta;
import livery.billing.tier.PackagePrice;
import livery.billing.tier.PercentagePrice;
import livery.billing.tier.PooledVolume;
import livery.billing.tier.Tier;
import livery.billing.tier.TierCharge;
import livery.billing.tier.TierTable;

/** Tables of tiers, packages, percentages, differences and volumes. */
final class TierActs {

  static final Map<String, Function<Given, String>> ACTS =
      Map.ofEntries(
          Map.entry("total", given -> plain(table(given).total(given.number("of")))),
          Map.entry("money", TierActs::money),
          Map.entry("lines", TierActs::roundedLines),
          Map.entry("onTop", TierActs::onTop),
          Map.entry("committed", TierActs::committed),
          Map.entry("split", TierActs::split),
          Map.entry("row", given -> "" + table(given).tier(given.number("of"))),
          Map.entry("price", given -> plain(table(given).unitPrice(given.number("of")))),
          Map.entry("next", TierActs::next),
          Map.entry("cliffs", TierActs::cliffs),
          Map.entry("package", TierActs::packages),
          Map.entry("percentage", TierActs::percentage),
          Map.entry("toPost", TierActs::toPost),
          Map.entry("correct", TierActs::correct),
          Map.entry("late", TierActs::late),
          Map.entry("volume", TierActs::volume));

  private TierActs() {}

  private static TierTable table(Given given) {
    return given.has("rows") ? given.rows("rows") : given.tiers("tiers");
  }

  private static String money(Given given) {
    var charge = table(given).charge(given.number("of"));
    return plain(charge.total(given.rounding(), given.currency()));
  }

  private static String roundedLines(Given given) {
    var charge = table(given).charge(given.number("of"));
    return plain(charge.totalOfRoundedLines(given.rounding(), given.currency()));
  }

  private static String onTop(Given given) {
    return plain(table(given).charge(given.number("after"), given.number("of")).total());
  }

  private static String committed(Given given) {
    return plain(table(given).chargeAt(given.number("to"), given.number("of")).total());
  }

  private static String split(Given given) {
    return lines(table(given).split(given.number("after"), given.number("of")));
  }

  private static String lines(List<TierCharge.Line> lines) {
    return lines.stream()
        .map(line -> plain(line.quantity()) + "@" + plain(line.unitPrice()))
        .collect(Collectors.joining(" "));
  }

  private static String next(Given given) {
    return table(given)
        .next(given.number("of"))
        .map(
            next ->
                "%d at %s missing %s saves %s"
                    .formatted(
                        next.tier(),
                        plain(next.reachedAt()),
                        plain(next.missing()),
                        plain(next.saving())))
        .orElse("none");
  }

  private static String cliffs(Given given) {
    return table(given).cliffs().stream()
        .map(cliff -> plain(cliff.bound()) + " drops " + plain(cliff.drop()))
        .collect(Collectors.joining(" "));
  }

  private static String packages(Given given) {
    var price =
        new PackagePrice(given.number("size"), given.number("price"), given.number("free", "0"));
    return plain(price.total(given.number("of")));
  }

  private static String percentage(Given given) {
    var most = given.has("most") ? given.number("most") : Tier.NO_END;
    var price =
        new PercentagePrice(
            given.number("percent"),
            given.number("fixed", "0"),
            given.count("freeEvents", 0),
            given.number("free", "0"),
            given.number("least", "0"),
            most);
    return plain(price.total(given.numbers("of")));
  }

  private static String toPost(Given given) {
    var exact = given.has("exact") ? given.number("exact") : table(given).total(given.number("of"));
    return plain(Delta.toPost(exact, given.money("posted"), given.rounding()));
  }

  private static String correct(Given given) {
    var booked =
        given.list("booked").stream()
            .map(text -> text.split("@"))
            .map(part -> new Delta.Line(new BigDecimal(part[1]), new BigDecimal(part[0])))
            .toList();
    return Delta.lines(booked, table(given).charge(given.number("of"))).stream()
        .map(line -> plain(line.quantity()) + "@" + plain(line.unitPrice()))
        .collect(Collectors.joining(" "));
  }

  private static String late(Given given) {
    return plain(
        Delta.afterClose(
            given.one(Delta.Late.class, "policy", Delta.Late.CLOSED_NEVER_UP),
            table(given),
            given.number("after", "0"),
            given.number("closed"),
            given.number("back"),
            given.number("at", "0")));
  }

  /** Links "2<1" (2 is below 1) with "from..to" days, use "2:10@2026-03-05". */
  private static String volume(Given given) {
    var links =
        given.list("links").stream()
            .map(text -> text.split("[<@~]"))
            .map(
                part ->
                    new PooledVolume.Link(
                        Long.parseLong(part[0]),
                        Long.parseLong(part[1]),
                        start(part.length > 2 ? part[2] : "1970-01-01"),
                        part.length > 3 ? start(part[3]) : PooledVolume.NO_END,
                        true))
            .toList();
    var number = new long[1];
    var usage =
        given.list("used").stream()
            .map(text -> text.split("[:@]"))
            .map(
                part ->
                    new PooledVolume.Usage(
                        ++number[0],
                        Long.parseLong(part[0]),
                        start(part[2]),
                        new BigDecimal(part[1])))
            .toList();
    var moved = given.one(PooledVolume.Moved.class, "moved", PooledVolume.Moved.FROM_MOVE);
    return plain(
        PooledVolume.over(links, moved)
            .count(
                Long.parseLong(given.text("of")),
                given.one(PooledVolume.Scope.class, "scope", PooledVolume.Scope.SUBTREE),
                usage,
                start(given.text("from")),
                start(given.text("to")))
            .total());
  }

  private static java.time.Instant start(String day) {
    return java.time.Instant.parse(day + "T00:00:00Z");
  }
}
