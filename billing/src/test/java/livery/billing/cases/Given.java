package livery.billing.cases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tier.Tier;
import livery.billing.tier.TierRow;
import livery.billing.tier.TierTable;

/** What a case is given: "name=value" words, read as numbers, money, days or tables. */
final class Given {

  private final Map<String, String> words = new HashMap<>();

  Given(String text) {
    for (var word : text.strip().split("\\s+")) {
      var at = word.indexOf('=');
      if (at < 1 || words.put(word.substring(0, at), word.substring(at + 1)) != null) {
        throw new IllegalArgumentException("A word is name=value, each once, not " + word);
      }
    }
  }

  boolean has(String name) {
    return words.containsKey(name);
  }

  String text(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("The case wants " + name + ", it has " + words);
    }
    return words.get(name);
  }

  String text(String name, String otherwise) {
    return words.getOrDefault(name, otherwise);
  }

  BigDecimal number(String name) {
    return new BigDecimal(text(name));
  }

  BigDecimal number(String name, String otherwise) {
    return new BigDecimal(text(name, otherwise));
  }

  int count(String name, int otherwise) {
    return Integer.parseInt(text(name, "" + otherwise));
  }

  String currency() {
    return text("in", "UAH");
  }

  Money money(String name) {
    return Money.of(text(name), currency());
  }

  Money money(String name, String otherwise) {
    return Money.of(text(name, otherwise), currency());
  }

  List<String> list(String name) {
    var all = text(name);
    return all.isEmpty() ? List.of() : Arrays.asList(all.split(",", -1));
  }

  List<BigDecimal> numbers(String name) {
    return list(name).stream().map(BigDecimal::new).toList();
  }

  List<Money> amounts(String name) {
    return list(name).stream().map(amount -> Money.of(amount, currency())).toList();
  }

  LocalDate day(String name) {
    return LocalDate.parse(text(name));
  }

  Instant moment(String name) {
    return Instant.parse(text(name));
  }

  <E extends Enum<E>> E one(Class<E> of, String name, E otherwise) {
    return has(name) ? Enum.valueOf(of, text(name)) : otherwise;
  }

  /** In coins, or to "decimals", by "rounding". */
  Rounding rounding() {
    var mode = one(RoundingMode.class, "rounding", RoundingMode.HALF_UP);
    return has("decimals")
        ? new Rounding(count("decimals", 2), mode)
        : Rounding.toCoins(currency(), mode);
  }

  /** "5@7,10@6.5+2,@6/10": up to 5 at 7, up to 10 at 6.5 and 2 at once, the rest 6 for each 10. */
  TierTable tiers(String name) {
    var tiers = list(name).stream().map(Given::tier).toArray(Tier[]::new);
    return flags(TierTable.of(mode(), Arrays.asList(tiers)));
  }

  /** "0-100@2,101-@1": a printed table. */
  TierTable rows(String name) {
    var rows =
        list(name).stream()
            .map(
                row -> {
                  var parts = row.split("[-@]", -1);
                  return TierRow.of(parts[0], parts[1], parts[2]);
                })
            .toList();
    return flags(TierTable.ofRows(mode(), boundary(), rows));
  }

  private TierTable.Mode mode() {
    return one(TierTable.Mode.class, "mode", TierTable.Mode.GRADUATED);
  }

  private TierTable.Boundary boundary() {
    return one(TierTable.Boundary.class, "bound", TierTable.Boundary.UPPER_INCLUSIVE);
  }

  private TierTable flags(TierTable table) {
    return table
        .withBoundary(boundary())
        .withOverflow(one(TierTable.Overflow.class, "over", TierTable.Overflow.LAST_TIER))
        .withFlatAtZero(has("flatAtZero"))
        .withNeverWorse(has("neverWorse"));
  }

  private static Tier tier(String text) {
    var parts = text.split("[@+/]", -1);
    var percent = parts[1].endsWith("%");
    var price = percent ? parts[1].substring(0, parts[1].length() - 1) : parts[1];
    Tier tier;
    if (parts[0].isEmpty()) {
      tier = percent ? Tier.percentOfRest(price) : Tier.rest(price);
    } else {
      tier = percent ? Tier.percentUpTo(parts[0], price) : Tier.upTo(parts[0], price);
    }
    var next = 2;
    if (text.indexOf('+') >= 0) {
      tier = tier.withFlat(parts[next++]);
    }
    return text.indexOf('/') >= 0 ? tier.withBlock(parts[next]) : tier;
  }

  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  static String plain(Money amount) {
    return plain(amount.toBigDecimal());
  }

  static String plain(Money... amounts) {
    return Arrays.stream(amounts).map(Given::plain).collect(Collectors.joining(" "));
  }

  static String plain(List<Money> amounts) {
    return amounts.stream().map(Given::plain).collect(Collectors.joining(" "));
  }
}
