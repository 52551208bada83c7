package livery.demo;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import livery.billing.BillRule;
import livery.billing.Edge;
import livery.billing.price.BillRules;
import livery.demo.cast.Company;
import livery.demo.cast.Days;
import livery.demo.cast.DemoAccounts;
import livery.demo.cast.Operators;
import livery.number.KeywordTable;
import livery.premium.DayCount;
import livery.premium.Mapping;
import livery.premium.OperatorStatements;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The television channel's number as a premium one with a month of income, and a client that pays
 * for what is delivered. Laid over the story once, after its messages are there: counted, stated
 * and confirmed by the product's own rules.
 */
@ApplicationScoped
public class PremiumStory {

  private static final long PRICE_MICROS = 5_000_000;
  private static final int PLATFORM_GIVES = 42;
  private static final int ACME_GIVES = 32;

  /** One day on which the second operator counted less than we did. */
  private static final int LOST_PERCENT = 9;

  private static final System.Logger LOG = System.getLogger(PremiumStory.class.getName());

  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Prices prices;
  private final KeywordTable numbers;
  private final DayCount count;
  private final OperatorStatements statements;
  private final boolean wanted;

  @Inject
  PremiumStory(
      Store store,
      Ids ids,
      Clock clock,
      Prices prices,
      KeywordTable numbers,
      DayCount count,
      OperatorStatements statements,
      @ConfigProperty(name = "LIVERY_DEMO", defaultValue = "false") boolean wanted) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.prices = prices;
    this.numbers = numbers;
    this.count = count;
    this.statements = statements;
    this.wanted = wanted;
  }

  protected PremiumStory() {
    this(null, null, null, null, null, null, null, false);
  }

  /** A story that cannot be told keeps nobody from starting. */
  void load(@Observes @Priority(Started.PLUGINS + 20) Started started) {
    try {
      load();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "The demo has no premium number", failure);
    }
  }

  private void load() {
    if (!wanted || one("SELECT COUNT(*) FROM number_tariff") > 0) {
      return;
    }
    var number = one("SELECT COALESCE(MAX(id), 0) FROM number WHERE digits = '3838'");
    var acme = tenant(DemoAccounts.ACME_OWNER);
    var coffee = tenant(DemoAccounts.COFFEE_OWNER);
    if (number == 0 || acme == 0 || coffee == 0) {
      return;
    }
    store.inTransaction(
        connection -> {
          tell(number, acme);
          BillRules.put(
              connection,
              ids::next,
              new BillRules.Place(acme, coffee, Prices.MT, "", ""),
              new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.RELEASE),
              clock.instant());
          BillRules.put(
              connection,
              ids::next,
              new BillRules.Place(Edge.OPERATORS, 0, Prices.MT, "", Operators.DNIPRO),
              new BillRule(BillRule.On.SUBMIT, BillRule.OnTimeout.RELEASE),
              clock.instant());
          return null;
        });
    prices.reload();
    numbers.refresh(number);
    LOG.log(System.Logger.Level.INFO, "The demo has a premium number with a month of income");
  }

  private void tell(long number, long acme) {
    var days = new Days(clock.instant());
    var opening = days.daysAgo(Days.OPENING);
    var period = opening.getYear() * 100 + opening.getMonthValue();
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO number_tariff (number_id, from_day, tariff, price, currency, set_by,"
                      + " set_at) VALUES (?, ?, 'PREMIUM', ?, 'UAH', ?, ?)",
                  number,
                  opening,
                  PRICE_MICROS,
                  DemoAccounts.TV_OWNER,
                  Utc.of(days.at(Days.OPENING, 12, 30)));
              handle.execute(
                  "UPDATE number SET tariff = 'PREMIUM', mo_price = ?, mo_currency = 'UAH' WHERE id"
                      + " = ?",
                  PRICE_MICROS,
                  number);
              for (var share :
                  new long[][] {{Company.PLATFORM_ID, PLATFORM_GIVES}, {acme, ACME_GIVES}}) {
                handle.execute(
                    "INSERT INTO premium_share (seller_id, buyer_id, country, from_period, percent)"
                        + " VALUES (?, 0, 'UA', ?, ?)",
                    share[0],
                    period,
                    share[1]);
              }
            });
    count.count(opening, days.today());
    var month = YearMonth.from(days.today()).minusMonths(1);
    state(month, Operators.KYIV, 0, true);
    state(month, Operators.DNIPRO, LOST_PERCENT, false);
  }

  /** An operator's statement of a month, as it would come by mail. */
  private void state(YearMonth month, String network, int lostPercent, boolean confirmed) {
    var link = one("SELECT COALESCE(MIN(id), 0) FROM smpp_link WHERE network = '" + network + "'");
    var rows = new StringBuilder("number;day;messages;amount\n");
    var days =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT day, SUM(messages) AS messages FROM premium_day WHERE link_id ="
                                + " :link AND day >= :from AND day < :to GROUP BY day ORDER BY day")
                        .bind("link", link)
                        .bind("from", month.atDay(1))
                        .bind("to", month.plusMonths(1).atDay(1))
                        .map(
                            (row, context) ->
                                java.util.Map.entry(
                                    row.getObject("day", LocalDate.class), row.getLong("messages")))
                        .list());
    for (var i = 0; i < days.size(); i++) {
      var own = days.get(i).getValue();
      var stated = i == days.size() / 2 ? own - own * lostPercent / 100 : own;
      rows.append(
          DemoAccounts.TV_NUMBER
              + ";%s;%d;%d.00%n"
                  .formatted(days.get(i).getKey(), stated, stated * (PRICE_MICROS / 1_000_000)));
    }
    if (days.isEmpty()) {
      return;
    }
    var owner = new Scope(Company.PLATFORM_ID, Company.PLATFORM_ID, 0, network, Role.OWNER);
    var made =
        statements.load(
            owner,
            new OperatorStatements.Upload(
                link,
                Company.COUNTRY,
                month.toString(),
                network + "-" + month + ".csv",
                rows.toString(),
                new Mapping("", "", "", "")));
    if (confirmed) {
      statements.confirm(owner, made.id(), true);
    }
  }

  private long tenant(String email) {
    return one("SELECT COALESCE(MIN(tenant_id), 0) FROM app_user WHERE email = '" + email + "'");
  }

  private long one(String sql) {
    return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
