package livery.price;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import livery.billing.price.Price;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Amounts;
import livery.frame.Period;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import livery.text.Csv;

/**
 * A file of prices, checked row by row against the rules, against the list as it is and against its
 * own rows. Nothing is written here. One object for one file.
 */
final class PriceImport {

  /** Most rows of a file, its head not counted. */
  static final int ROWS_MAX = 100_000;

  /** Most characters of a file. */
  static final int LENGTH_MAX = 20_000_000;

  private static final int PROGRESS_EACH = 500;

  private static final String PREFIX = "prefix";

  /** The columns; that of prefixes may stand elsewhere, or be left out. */
  static final List<String> HEAD =
      List.of(
          "buyer",
          "product",
          "country",
          "network",
          PREFIX,
          "currency",
          "unit_price",
          "valid_from",
          "valid_to");

  private final Scope scope;
  private final PriceRules rules;
  private final Costs costs;
  private final Instant now;
  private final ZoneId zone;
  private final Map<Place, List<Price>> known = new HashMap<>();
  private final Map<String, List<Long>> buyers = new HashMap<>();

  /** A row that cannot go in: its line in the file and everything that is wrong with it. */
  record Bad(int line, Fault reason) {}

  /**
   * A row that can.
   *
   * @param ended the price that it replaces from its beginning; 0 for none
   */
  record Step(long ended, Price price) {}

  /**
   * What a file comes to.
   *
   * @param unchanged rows that say what holds already
   * @param belowCost how many of the steps are below what the seller pays itself
   */
  record Checked(List<Step> steps, List<Bad> bad, int unchanged, int belowCost) {}

  /**
   * @param existing every price of the seller that has not ended
   */
  PriceImport(
      Scope scope,
      TenantTree tree,
      PriceRules rules,
      Costs costs,
      List<Price> existing,
      Instant now) {
    this.scope = scope;
    this.rules = rules;
    this.costs = costs;
    this.now = now;
    this.zone = tree.find(scope.tenantId()).orElseThrow().zone();
    existing.forEach(price -> at(price).add(price));
    for (var child : tree.childrenOf(scope.tenantId())) {
      buyers.computeIfAbsent(folded(child), name -> new ArrayList<>(1)).add(child.id());
    }
  }

  private static String folded(Tenant tenant) {
    return tenant.name().toLowerCase(Locale.ROOT);
  }

  private List<Price> at(Price price) {
    return known.computeIfAbsent(Place.of(price), place -> new ArrayList<>(2));
  }

  /**
   * Checks a file.
   *
   * @param progress hears how many rows are done, of how many
   * @throws Fault when it is too large, has no head or another one, or nothing below it
   */
  Checked check(String file, BiConsumer<Integer, Integer> progress) {
    if (file.length() > LENGTH_MAX) {
      throw Fault.invalid("file", "price.fault.import-size", LENGTH_MAX / 1_000_000);
    }
    var rows = Csv.read(file, ROWS_MAX + 1);
    if (rows.size() > ROWS_MAX + 1) {
      throw Fault.invalid("file", "price.fault.import-rows", ROWS_MAX);
    }
    requireHead(rows);
    var prefixAt = rows.get(0).cells().indexOf(PREFIX);
    var steps = new ArrayList<Step>();
    var bad = new ArrayList<Bad>();
    var unchanged = 0;
    var belowCost = 0;
    for (var row : rows.subList(1, rows.size())) {
      if ((steps.size() + bad.size() + unchanged) % PROGRESS_EACH == 0) {
        progress.accept(steps.size() + bad.size() + unchanged, rows.size() - 1);
      }
      try {
        var step = step(row.cells(), prefixAt);
        if (step == null) {
          unchanged++;
        } else {
          steps.add(step);
          belowCost += belowCost(step.price()) ? 1 : 0;
        }
      } catch (Fault fault) {
        bad.add(new Bad(row.number(), fault));
      }
    }
    return new Checked(steps, bad, unchanged, belowCost);
  }

  /** Refuses what is no list of prices before anything is done with it. */
  static void requireHead(String file) {
    if (file.length() > LENGTH_MAX) {
      throw Fault.invalid("file", "price.fault.import-size", LENGTH_MAX / 1_000_000);
    }
    requireHead(Csv.read(file, 1));
  }

  private static void requireHead(List<Csv.Row> rows) {
    var head = rows.isEmpty() ? List.<String>of() : rows.get(0).cells();
    if (!without(head, head.indexOf(PREFIX)).equals(without(HEAD, HEAD.indexOf(PREFIX)))) {
      throw Fault.invalid("file", "price.fault.import-head", String.join(",", HEAD));
    }
    if (rows.size() == 1) {
      throw Fault.invalid("file", "price.fault.import-empty");
    }
  }

  private static List<String> without(List<String> cells, int at) {
    var others = new ArrayList<>(cells);
    if (at >= 0) {
      others.remove(at);
    }
    return others;
  }

  private boolean belowCost(Price price) {
    return costs.above(price, now) != null;
  }

  /** Only those who may sell below the own cost have such rows taken in. */
  private void allow(Price price) {
    if (!Rights.sellsBelowCost(scope.role())) {
      var cost = costs.above(price, now);
      if (cost != null) {
        throw new Fault(
            Fault.Kind.NOT_ALLOWED,
            "unitPrice",
            "price.fault.below-cost",
            Amounts.Exact.of(price.unitPrice(), price.currency()),
            Amounts.Exact.of(cost, price.currency()));
      }
    }
  }

  /**
   * What a row does; {@code null} when it says what holds already.
   *
   * @param prefixAt which column has the prefix, -1 for none
   */
  private Step step(List<String> row, int prefixAt) {
    var columns = prefixAt < 0 ? HEAD.size() - 1 : HEAD.size();
    if (row.size() != columns) {
      throw Fault.invalid("row", "price.fault.import-cells", row.size(), columns);
    }
    var cells = without(row, prefixAt);
    var faults = new Faults();
    var from = faults.of(() -> moment("validFrom", cells.get(6)));
    var to = faults.of(() -> moment("validTo", cells.get(7)));
    var timed = faults.isEmpty();
    var wish = wish(cells, faults).forPrefix(prefixAt < 0 ? "" : row.get(prefixAt));
    var plain = faults.of(() -> rules.checked(scope, wish, now));
    if (faults.isEmpty() && holds(plain, from == null ? now : from, to)) {
      return null;
    }
    var price = timed ? faults.of(() -> rules.checked(scope, within(wish, from, to), now)) : null;
    faults.end();
    allow(price);
    return step(price, to);
  }

  /** What a row says but for its time; what cannot be read is kept as a fault. */
  private PriceWish wish(List<String> cells, Faults faults) {
    return new PriceWish(
        faults.of(() -> buyer(cells.get(0)), 0L),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        faults.of(() -> Amounts.typed("unitPrice", cells.get(5))),
        null,
        null,
        false);
  }

  /** A day that has begun already means from now on. */
  private PriceWish within(PriceWish wish, Instant from, Instant to) {
    var today = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
    return wish.within(from != null && from.equals(today) ? null : from, to);
  }

  private boolean holds(Price price, Instant from, Instant to) {
    var end = to == null ? Price.OPEN : to;
    return at(price).stream()
        .anyMatch(
            old ->
                old.unitPrice().compareTo(price.unitPrice()) == 0
                    && !old.validFrom().isAfter(from)
                    && !old.validTo().isBefore(end));
  }

  private Step step(Price price, Instant to) {
    var list = at(price);
    var inTheWay =
        list.stream()
            .filter(
                old ->
                    old.validFrom().isBefore(price.validTo())
                        && price.validFrom().isBefore(old.validTo()))
            .toList();
    if (inTheWay.isEmpty()) {
      list.add(price);
      return new Step(0, price);
    }
    var old = inTheWay.get(0);
    if (inTheWay.size() > 1 || old.id() == 0 || !old.validFrom().isBefore(price.validFrom())) {
      throw Fault.conflict("row", "price.fault.import-overlap", old.validFrom(), end(old));
    }
    var next = ending(price, price.id(), to == null ? old.validTo() : to);
    list.remove(old);
    list.add(ending(old, old.id(), price.validFrom()));
    list.add(next);
    return new Step(old.id(), next);
  }

  private static String end(Price price) {
    return price.validTo().equals(Price.OPEN) ? "…" : price.validTo().toString();
  }

  private static Price ending(Price price, long id, Instant to) {
    return new Price(
        id,
        price.sellerId(),
        price.buyerId(),
        price.product(),
        price.country(),
        price.network(),
        price.prefix(),
        price.currency(),
        price.unitPrice(),
        price.validFrom(),
        to);
  }

  private long buyer(String name) {
    if (name.isEmpty()) {
      return 0;
    }
    var found = buyers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (found.size() != 1) {
      throw Fault.invalid(
          "buyer",
          found.isEmpty() ? "price.fault.buyer-name" : "price.fault.buyer-names",
          Check.shown(name));
    }
    return found.get(0);
  }

  /** A day in the tenant's zone, or a moment with its offset. */
  private Instant moment(String field, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return text.length() == 10
          ? Period.date(field, text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noMoment) {
      throw Fault.invalid(field, "frame.fault.date", Check.shown(text));
    }
  }
}
