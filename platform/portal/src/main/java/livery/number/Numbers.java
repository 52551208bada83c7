package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.rent.Proration;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.Sought;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import org.jdbi.v3.core.statement.Query;

/** The numbers of a tenant: what it has, what it could rent, rent, release. Thread-safe. */
@ApplicationScoped
public class Numbers {

  /** Most rows of a list. */
  public static final int LIST_MAX = 500;

  private static final String SEEN = "(n.tenant_id IN (<subtree>) OR n.shared)";
  private static final String USABLE =
      "(n.tenant_id = :tenant AND n.state = 'RENTED' OR n.shared AND n.state <> 'QUARANTINE')";
  private static final String BEHIND =
      "n.country >= :country AND (n.country > :country OR n.kind < :kind"
          + " OR n.kind = :kind AND n.digits > :digits)";

  private final TenantSql sql;
  private final StockRows stock;
  private final NumberRent rent;
  private final NumberRules rules;
  private final Keywords keywords;
  private final KeywordTable table;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Numbers(
      TenantSql sql,
      StockRows stock,
      NumberRent rent,
      NumberRules rules,
      Keywords keywords,
      KeywordTable table,
      Clock clock,
      Audit audit) {
    this.sql = sql;
    this.stock = stock;
    this.rent = rent;
    this.rules = rules;
    this.keywords = keywords;
    this.table = table;
    this.clock = clock;
    this.audit = audit;
  }

  protected Numbers() {
    this(null, null, null, null, null, null, null, null);
  }

  /**
   * A number in stock with what it would cost this tenant.
   *
   * @param setup once, at the start; zero where none is agreed
   * @param rent for each calendar month, in advance
   * @param now what renting it takes today: set-up and this month's share
   * @param proration how the first month is shared out
   * @param credits whether the days that are left are given back when it is released early
   */
  public record Offer(
      NumberRow number, Money setup, Money rent, Money now, Proration proration, boolean credits) {}

  /**
   * The numbers of the tenant and of those below it, and the shared ones, in the order of country,
   * kind and digits.
   *
   * @param after where the part before ended
   * @param limit 1 to {@value #LIST_MAX} and one more
   */
  public List<NumberRow> list(Scope scope, NumberRow.Place after, int limit) {
    return list(scope, new Sought(), after, limit);
  }

  /**
   * Those of them that have some digits somewhere.
   *
   * @param sought the digits, as people group them
   */
  public List<NumberRow> list(Scope scope, Sought sought, NumberRow.Place after, int limit) {
    Check.range("limit", limit, 1, LIST_MAX + 1L);
    return list(
        scope,
        SEEN + " AND " + BEHIND + (sought.isNone() ? "" : " AND INSTR(n.digits, :part) > 0"),
        limit,
        query ->
            (sought.isNone() ? query : query.bind("part", grouped(sought.getText())))
                .bind("country", after.country())
                .bind("kind", after.kind())
                .bind("digits", after.digits()));
  }

  /** Without what people put between digits; a letter stays, and no number has it. */
  private static String grouped(String digits) {
    return digits.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Those of them that have one of these ids. */
  public List<NumberRow> these(Scope scope, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var list = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return list(scope, "n.id IN (" + list + ") AND " + SEEN);
  }

  /**
   * Numbers that a campaign of this very tenant may listen on, in the order of country, kind and
   * digits.
   *
   * @param digits that they have somewhere; empty for all
   * @param limit 1 to {@value #LIST_MAX}
   */
  public List<NumberRow> usable(Scope scope, String digits, int limit) {
    Check.range("limit", limit, 1, LIST_MAX);
    return list(
        scope,
        USABLE + " AND INSTR(n.digits, :part) > 0",
        limit,
        query -> query.bind("part", digits.replaceAll("[^0-9]", "")));
  }

  /** How many numbers a campaign of this very tenant may listen on. */
  public int countUsable(Scope scope) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM number n WHERE " + USABLE,
        query -> query.mapTo(Integer.class).one());
  }

  /** The number, if a campaign of this very tenant may listen on it. */
  public Optional<NumberRow> findUsable(Scope scope, long numberId) {
    return list(scope, "n.id = " + numberId + " AND " + USABLE).stream().findFirst();
  }

  /**
   * One of them.
   *
   * @throws Fault when the tenant and those below it have none with this id
   */
  public NumberRow find(Scope scope, long numberId) {
    return these(scope, List.of(numberId)).stream()
        .findFirst()
        .orElseThrow(() -> Fault.notFound("number", numberId));
  }

  /**
   * What is in stock and has a price for this tenant, in the order of country and digits.
   *
   * @param after where the part before ended
   * @param limit 1 to {@value #LIST_MAX} and one more
   */
  public List<Offer> available(Scope scope, NumberSearch search, NumberRow.Place after, int limit) {
    Check.range("limit", limit, 1, LIST_MAX + 1L);
    var offers = new ArrayList<Offer>();
    var place = after;
    var wanted = limit;
    List<NumberRow> found;
    do {
      found = stock.free(search, place, wanted);
      offers.addAll(rent.offers(scope, found));
      if (found.size() < wanted) {
        break;
      }
      place = NumberRow.Place.of(found.get(found.size() - 1));
      wanted = LIST_MAX;
    } while (offers.size() < limit);
    return offers.size() > limit ? offers.subList(0, limit) : offers;
  }

  /** One number in stock with its price. */
  public Offer offer(Scope scope, long numberId) {
    var row = stock.find(numberId).filter(number -> number.state() == NumberEntry.State.STOCK);
    return rent.offers(scope, row.stream().toList()).stream()
        .findFirst()
        .orElseThrow(() -> Fault.notFound("number", numberId));
  }

  /**
   * Rents a number from the stock, at once, and charges its set-up and the rest of the month.
   *
   * @throws Fault when it is gone, has no price for this tenant, or the money does not suffice;
   *     nothing has happened then
   */
  public NumberRow rent(Scope scope, long numberId) {
    Rights.mayManage(scope);
    var row = stock.find(numberId).orElseThrow(() -> Fault.notFound("number", numberId));
    sql.inTransaction(
        () -> {
          take(scope, row);
          rent.begin(scope, row, clock.instant());
          audit.write(scope, "number.rent", "number " + row.id(), row.label());
          return null;
        });
    table.refresh(numberId);
    return find(scope, numberId);
  }

  /**
   * Gives a number back: its keywords end at once, it rests in quarantine, then it is in stock
   * again. What its rent's policy gives back comes at once.
   *
   * @throws Fault when neither the tenant nor one below it rents it
   */
  public void release(Scope scope, long numberId) {
    Rights.mayManage(scope);
    var row = find(scope, numberId);
    sql.inTransaction(
        () -> {
          var until = clock.instant().plus(rules.of(row.country(), row.kind()).quarantine());
          var changed =
              sql.update(
                  scope,
                  "UPDATE number SET state = 'QUARANTINE', tenant_id = NULL, rented_at = NULL,"
                      + " quarantine_until = :until"
                      + " WHERE id = :id AND state = 'RENTED' AND tenant_id IN (<subtree>)",
                  update -> update.bind("id", numberId).bind("until", Utc.of(until)));
          if (changed == 0) {
            throw Fault.notFound("number", numberId);
          }
          rent.release(row, clock.instant());
          if (row.moPrice() > 0) {
            stock.tariffFrom(numberId, rent.today().plusDays(1), scope.actor());
          }
          keywords.ofNumber(scope, numberId).forEach(word -> keywords.remove(scope, word.id()));
          audit.write(scope, "number.release", "number " + numberId, row.label());
          return null;
        });
    table.refresh(numberId);
  }

  /** Which operators' subscribers can text to a number. */
  public Reach reach(Scope scope, long numberId) {
    return stock.reach(find(scope, numberId));
  }

  /** The same for a number that is still in stock. */
  public Reach reachInStock(long numberId) {
    return stock.reach(stock.find(numberId).orElseThrow(() -> Fault.notFound("number", numberId)));
  }

  /** What a number of this kind may cost the subscriber in a country. */
  public List<NumberEntry.Tariff> tariffs(String country, NumberEntry.Kind kind) {
    return rules.of(country, kind).tariffs().stream().map(NumberEntry.Tariff::valueOf).toList();
  }

  /** The countries that have numbers in stock, ISO 3166. */
  public List<String> countries() {
    return stock.countries();
  }

  private void take(Scope scope, NumberRow row) {
    var taken =
        sql.update(
            scope,
            "UPDATE number SET state = 'RENTED', tenant_id = :tenant, rented_at = :now"
                + " WHERE id = :id AND state = 'STOCK' AND NOT shared",
            update -> update.bind("id", row.id()).bind("now", Utc.of(clock.instant())));
    if (taken == 0) {
      throw Fault.conflict("number", "number.fault.gone", row.label());
    }
  }

  private List<NumberRow> list(Scope scope, String where) {
    return list(scope, where, LIST_MAX, query -> query);
  }

  private List<NumberRow> list(Scope scope, String where, int limit, UnaryOperator<Query> bind) {
    return sql.query(
        scope,
        "SELECT "
            + NumberRow.COLUMNS
            + ", t.name AS tenant_name, (SELECT COUNT(*) FROM keyword k WHERE k.number_id = n.id"
            + " AND k.released_at IS NULL AND k.tenant_id IN (<subtree>)) AS keywords"
            + " FROM number n LEFT JOIN tenant t ON t.id = n.tenant_id WHERE "
            + where
            + " ORDER BY n.country, n.kind DESC, n.digits LIMIT "
            + limit,
        query -> bind.apply(query).map((row, context) -> NumberRow.read(row)).list());
  }
}
