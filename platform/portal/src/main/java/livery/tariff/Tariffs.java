package livery.tariff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.price.NoPrice;
import livery.fault.Check;
import livery.fault.Fault;
import livery.number.KeywordTable;
import livery.number.NumberEntry;
import livery.number.NumberRow;
import livery.number.Numbers;
import livery.price.Prices;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.NotAllowed;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * What a text to a number costs the subscriber, from which day on. Thread-safe.
 *
 * <p>Who rents the number sets it; for shared ones the platform. A premium price changes at
 * midnight of the platform's time zone, so that no day has two.
 */
@ApplicationScoped
public class Tariffs {

  private static final int AHEAD_DAYS_MAX = 366;
  private static final int HISTORY_MAX = 200;
  private static final long NO_EVENT = 1;

  private final Store store;
  private final TenantTree tree;
  private final Numbers numbers;
  private final KeywordTable table;
  private final PremiumTerms terms;
  private final Prices prices;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Tariffs(
      Store store,
      TenantTree tree,
      Numbers numbers,
      KeywordTable table,
      PremiumTerms terms,
      Prices prices,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.tree = tree;
    this.numbers = numbers;
    this.table = table;
    this.terms = terms;
    this.prices = prices;
    this.clock = clock;
    this.audit = audit;
  }

  protected Tariffs() {
    this(null, null, null, null, null, null, null, null);
  }

  /**
   * What holds from a day on.
   *
   * @param price with taxes inside; zero but for PREMIUM
   */
  public record Step(LocalDate from, NumberEntry.Tariff tariff, Money price, String setBy) {}

  /**
   * The tariffs of a number.
   *
   * @param now what holds today
   * @param allowed what the number's kind and country allow
   * @param rule of premium prices there; {@code null} where there are none
   * @param percent what the number's tenant gets of the net of a premium text
   * @param history what was set, the newest first; also what is still to come
   */
  public record Plan(
      NumberRow number,
      Step now,
      List<NumberEntry.Tariff> allowed,
      PremiumRule rule,
      BigDecimal percent,
      List<Step> history) {

    public Plan {
      allowed = List.copyOf(allowed);
      history = List.copyOf(history);
    }
  }

  /** A premium price taken apart for one text, for people to see; nothing is booked by it. */
  public record Example(Money gross, Money vat, Money levy, Money net, Money income) {}

  /** The tariffs of a number that this tenant or one below it rents, or of a shared one. */
  public Plan of(Scope scope, long numberId) {
    var number = numbers.find(scope, numberId);
    var rule = terms.rule(number.country()).orElse(null);
    var history = history(numberId);
    var today = today();
    var now =
        history.stream()
            .filter(step -> !step.from().isAfter(today))
            .findFirst()
            .orElseGet(() -> new Step(today, number.tariff(), price(number, rule), ""));
    return new Plan(number, now, allowed(number), rule, percent(scope, number, rule), history);
  }

  private static Money price(NumberRow number, PremiumRule rule) {
    return number.moPrice() > 0
        ? new Money(number.moPrice(), number.moCurrency())
        : Money.zero(rule == null ? "EUR" : rule.currency());
  }

  private BigDecimal percent(Scope scope, NumberRow number, PremiumRule rule) {
    return rule == null ? BigDecimal.ZERO : terms.percent(owner(scope, number), rule, month());
  }

  private static long owner(Scope scope, NumberRow number) {
    return number.tenantId() == 0 ? scope.tenantId() : number.tenantId();
  }

  /** One premium text at that price, taken apart. */
  public Example example(Plan plan, Money price) {
    var split = plan.rule().split(price);
    var income = split.net().toBigDecimal().multiply(plan.percent()).movePointLeft(2);
    return new Example(
        price, split.vat(), split.levy(), split.net(), Money.rounded(income, price.currency()));
  }

  /** What a number of this kind and country may cost the subscriber; a long one is STANDARD. */
  private List<NumberEntry.Tariff> allowed(NumberRow number) {
    var allowed = new ArrayList<NumberEntry.Tariff>();
    for (var tariff : numbers.tariffs(number.country(), number.kind())) {
      if (tariff == NumberEntry.Tariff.STANDARD || number.kind() == NumberEntry.Kind.SHORT) {
        allowed.add(tariff);
      }
    }
    return allowed;
  }

  /**
   * Lets another tariff hold.
   *
   * @param price with taxes inside; for PREMIUM alone
   * @param from {@code null} for the first day that is possible
   * @throws Fault when the number's kind or country does not allow it, the price is out of range,
   *     nobody has agreed a share, or nobody has a price for free texts
   */
  public Plan set(Scope scope, long numberId, String wanted, BigDecimal price, LocalDate from) {
    var plan = of(scope, numberId);
    mayChange(scope, plan.number());
    var tariff = Check.oneOf("tariff", wanted, NumberEntry.Tariff.class);
    if (!plan.allowed().contains(tariff)) {
      throw Fault.invalid(
          "tariff",
          plan.number().kind() == NumberEntry.Kind.LONG
              ? "tariff.fault.long"
              : "tariff.fault.not-here",
          tariff,
          plan.number().label(),
          plan.allowed().stream().map(Enum::name).collect(Collectors.joining(", ")));
    }
    var amount = amount(plan, tariff, price);
    if (tariff == NumberEntry.Tariff.FREE) {
      requireFreePrice(owner(scope, plan.number()), plan.number());
    }
    var step = new Step(day(plan, tariff, from), tariff, amount, scope.actor());
    store.inTransaction(
        connection -> {
          write(plan.number(), step);
          audit.write(
              scope,
              "number.tariff",
              "number " + numberId,
              tariff + " " + amount + " from " + step.from());
          return null;
        });
    table.refresh(numberId);
    return of(scope, numberId);
  }

  private void mayChange(Scope scope, NumberRow number) {
    Rights.mayManage(scope);
    if (number.shared()) {
      Rights.mayOperate(scope, tree);
    } else if (!tree.isWithin(number.tenantId(), scope.tenantId())) {
      throw new NotAllowed();
    }
  }

  private Money amount(Plan plan, NumberEntry.Tariff tariff, BigDecimal price) {
    if (tariff != NumberEntry.Tariff.PREMIUM) {
      if (price != null && price.signum() != 0) {
        throw Fault.invalid("price", "tariff.fault.no-price-here", tariff);
      }
      return Money.zero(plan.rule() == null ? "EUR" : plan.rule().currency());
    }
    var rule = plan.rule();
    if (rule == null) {
      throw Fault.invalid("tariff", "tariff.fault.no-rule", plan.number().country());
    }
    if (price == null) {
      throw Fault.invalid("price", "fault.missing", "price");
    }
    if (price.stripTrailingZeros().scale() > Money.SCALE
        || price.compareTo(rule.least().toBigDecimal()) < 0
        || price.compareTo(rule.most().toBigDecimal()) > 0) {
      throw Fault.invalid(
          "price", "tariff.fault.price", Check.shown(price.toString()), rule.least(), rule.most());
    }
    if (plan.percent().signum() == 0) {
      throw Fault.conflict("tariff", "tariff.fault.no-share", plan.number().country());
    }
    return PremiumTerms.coins("price", Money.of(price, rule.currency()));
  }

  /** The business pays for a free text, so everybody above it must have a price for one. */
  private void requireFreePrice(long tenantId, NumberRow number) {
    try {
      prices.rate(
          NO_EVENT,
          prices.edges(tenantId),
          Prices.MO_FREE,
          1,
          number.country(),
          "",
          clock.instant());
    } catch (NoPrice none) {
      throw Fault.conflict("tariff", "tariff.fault.no-free-price", number.label());
    }
  }

  /** A day that began with a premium price, or is to begin with one, keeps it. */
  private LocalDate day(Plan plan, NumberEntry.Tariff tariff, LocalDate from) {
    var today = today();
    var touched = plan.now().price().micros() > 0;
    var first = touched ? today.plusDays(1) : today;
    var day = from == null ? first : from;
    if (day.isBefore(first) || day.isAfter(today.plusDays(AHEAD_DAYS_MAX))) {
      throw Fault.invalid("from", "tariff.fault.day", day, first, today.plusDays(AHEAD_DAYS_MAX));
    }
    return day;
  }

  private void write(NumberRow number, Step step) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              var now = Utc.of(clock.instant());
              handle.execute(
                  "DELETE FROM number_tariff WHERE number_id = ? AND from_day >= ?",
                  number.id(),
                  step.from());
              handle.execute(
                  "INSERT INTO number_tariff (number_id, from_day, tariff, price, currency, set_by,"
                      + " set_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                  number.id(),
                  step.from(),
                  step.tariff().name(),
                  step.price().micros(),
                  step.price().currency(),
                  step.setBy(),
                  now);
            });
    if (!step.from().isAfter(today())) {
      apply(number.id(), step);
    }
  }

  private void apply(long numberId, Step step) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE number SET tariff = ?, mo_price = ?, mo_currency = ? WHERE id = ?",
                    step.tariff().name(),
                    step.price().micros(),
                    step.price().currency(),
                    numberId));
  }

  /** Lets what was set for today or before hold; says how many numbers changed. */
  int applyDue() {
    var due =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT n.id, s.* FROM number n JOIN number_tariff s ON s.number_id ="
                                + " n.id AND s.from_day = (SELECT MAX(m.from_day) FROM"
                                + " number_tariff m WHERE m.number_id = n.id AND m.from_day <="
                                + " :today) WHERE n.tariff <> s.tariff OR n.mo_price <> s.price"
                                + " LIMIT 1000")
                        .bind("today", today())
                        .map((row, context) -> java.util.Map.entry(row.getLong("id"), step(row)))
                        .list());
    for (var one : due) {
      apply(one.getKey(), one.getValue());
      table.refresh(one.getKey());
    }
    return due.size();
  }

  private List<Step> history(long numberId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM number_tariff WHERE number_id = :id ORDER BY from_day DESC"
                            + " LIMIT "
                            + HISTORY_MAX)
                    .bind("id", numberId)
                    .map((row, context) -> step(row))
                    .list());
  }

  private static Step step(ResultSet row) throws SQLException {
    return new Step(
        row.getObject("from_day", LocalDate.class),
        NumberEntry.Tariff.valueOf(row.getString("tariff")),
        new Money(row.getLong("price"), row.getString("currency")),
        Optional.ofNullable(row.getString("set_by")).orElse(""));
  }

  /** Today where premium texts are counted. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), terms.zone());
  }

  private int month() {
    return today().getYear() * 100 + today().getMonthValue();
  }
}
