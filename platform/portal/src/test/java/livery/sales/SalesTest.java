package livery.sales;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import livery.billing.BillRule;
import livery.billing.Bundles;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.price.BillRules;
import livery.fault.Fault;
import livery.price.PriceTown;
import livery.price.Prices;
import livery.store.Pressure;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

class SalesTest {

  private final TestTenants test = new TestTenants();
  private final PriceTown prices = new PriceTown(test);
  private final Ledger ledger = prices.prices.ledger();
  private final SalesCount count = new SalesCount(test.store, test.clock);
  private final Sales sales = new Sales(test.sql, test.tree);
  private final SalesQuery queries = new SalesQuery(test.sql, test.tree, test.clock);

  SalesTest() {
    for (var edge :
        new long[][] {
          {ACME, PLATFORM}, {NOVA, PLATFORM}, {BAKERY, ACME}, {DENTIST, ACME}, {STUDIO, NOVA}
        }) {
      test.store.inTransaction(
          connection -> {
            Wallet.open(connection, test.ids::next, edge[0], edge[1], "EUR", test.clock.instant());
            ledger.topUp(
                connection,
                edge[0],
                edge[1],
                Money.of("1000", "EUR"),
                "first",
                "",
                test.clock.instant());
            return null;
          });
    }
  }

  private List<RatedEvent> events(long client, int messages, int parts) {
    var events = new ArrayList<RatedEvent>();
    for (var i = 0; i < messages; i++) {
      events.add(
          prices.prices.rate(
              test.ids.next(),
              prices.prices.edges(client),
              Prices.MT,
              parts,
              "",
              "",
              test.clock.instant()));
    }
    return events;
  }

  private List<RatedEvent> charge(long client, int messages, int parts) {
    var events = events(client, messages, parts);
    var refused =
        test.store.inTransaction(
            connection -> ledger.charge(connection, events, test.clock.instant()));
    assertThat(refused).isEmpty();
    return events;
  }

  private Sales.Filter month(Scope scope) {
    return queries.of(scope, "", "", 0, "");
  }

  @Test
  void what_a_bundle_covers_was_sold_with_the_bundle() {
    var bundles = new Bundles(test.ids::next);
    var end = test.clock.instant().plus(Duration.ofDays(30));
    var sale = new Bundles.Sale(BAKERY, ACME, Prices.MT, 500, Money.of("300", "EUR"), end);
    test.store.inTransaction(
        connection -> bundles.sell(connection, sale, "bundle", "", test.clock.instant()));
    charge(BAKERY, 10, 2);
    count.count();

    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly(
            "bundle 0 300 EUR - 0 EUR = 300 EUR", "sms.mt 20 0 EUR - 0.2 EUR = -0.2 EUR");
    var scope = test.owner(BAKERY);
    assertThat(sales.bought(scope, Sales.By.PRODUCT, month(scope)))
        .extracting(Sales.Line::product)
        .contains("bundle");
  }

  private List<String> sold(long tenant, Sales.By by) {
    var scope = test.owner(tenant);
    return sales.sold(scope, by, month(scope)).stream()
        .map(
            line ->
                "%s %s %d %s - %s = %s"
                    .formatted(
                        line.buyer(),
                        line.product(),
                        line.quantity(),
                        line.sold(),
                        line.cost(),
                        line.margin().orElseThrow())
                    .strip())
        .toList();
  }

  @Test
  void each_seller_sees_what_its_own_buyers_paid_and_what_that_cost() {
    charge(BAKERY, 10, 2);
    charge(DENTIST, 5, 1);
    charge(STUDIO, 7, 1);

    assertThat(count.count()).isEqualTo(1);

    assertThat(sold(ACME, Sales.By.CLIENT))
        .containsExactly(
            "bakery  20 0.4 EUR - 0.2 EUR = 0.2 EUR", "dentist  5 0.1 EUR - 0.05 EUR = 0.05 EUR");
    assertThat(sold(NOVA, Sales.By.CLIENT))
        .containsExactly("studio  7 0.21 EUR - 0.07 EUR = 0.14 EUR");
    assertThat(sold(PLATFORM, Sales.By.CLIENT_PRODUCT))
        .containsExactly(
            "acme sms.mt 25 0.25 EUR - 0 EUR = 0.25 EUR",
            "nova sms.mt 7 0.07 EUR - 0 EUR = 0.07 EUR");
    assertThat(sold(BAKERY, Sales.By.CLIENT)).isEmpty();
  }

  @Test
  void a_buyer_sees_what_it_paid_and_not_what_its_seller_earned() {
    charge(BAKERY, 10, 2);
    count.count();
    var scope = test.scope(BAKERY, Role.VIEWER);

    var lines = sales.bought(scope, Sales.By.PRODUCT, month(scope));

    assertThat(lines)
        .extracting(line -> line.product() + " " + line.quantity() + " " + line.sold())
        .containsExactly("sms.mt 20 0.4 EUR");
    assertThat(lines.get(0).cost().isZero()).isTrue();
  }

  @Test
  void counting_again_changes_nothing() {
    charge(BAKERY, 10, 2);
    for (var i = 0; i < 4; i++) {
      count.count();
      test.clock.pass(SalesCount.AGAIN);
    }

    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly("sms.mt 20 0.4 EUR - 0.2 EUR = 0.2 EUR");
    assertThat(count.count()).as("settled, but it is the newest").isEqualTo(1);
  }

  private List<String> seen() {
    return test.store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT seen FROM sale_chunk").mapTo(String.class).list());
  }

  @Test
  void what_has_not_changed_is_looked_at_and_not_counted() {
    charge(BAKERY, 10, 2);
    assertThat(count.count()).isEqualTo(1);
    var first = seen();
    test.store.jdbi().useHandle(handle -> handle.execute("UPDATE sale SET quantity = 99"));
    test.clock.pass(SalesCount.AGAIN);
    assertThat(count.count()).isEqualTo(1);
    assertThat(seen()).isEqualTo(first);
    assertThat(sold(ACME, Sales.By.PRODUCT).get(0)).startsWith("sms.mt 99 ");

    charge(BAKERY, 1, 1);
    test.clock.pass(SalesCount.AGAIN);
    count.count();

    assertThat(sold(ACME, Sales.By.PRODUCT).get(0)).startsWith("sms.mt 21 ");
  }

  @Test
  void the_count_waits_while_messages_are_behind_but_not_for_ever() {
    var pressure = new Pressure();
    var behind = new AtomicBoolean();
    pressure.at(behind::get);
    var jobs = new SalesJobs(count, test.clock, pressure);
    charge(BAKERY, 10, 2);
    jobs.run();
    charge(BAKERY, 1, 1);
    behind.set(true);
    test.clock.pass(SalesJobs.WAITS.minusSeconds(1));
    jobs.run();
    assertThat(sold(ACME, Sales.By.PRODUCT).get(0)).startsWith("sms.mt 20 ");

    test.clock.pass(Duration.ofSeconds(1));
    jobs.run();

    assertThat(sold(ACME, Sales.By.PRODUCT).get(0)).startsWith("sms.mt 21 ");
  }

  @Test
  void what_is_delivered_days_later_counts_on_its_day_and_refunds_take_off() {
    var held = events(BAKERY, 4, 1);
    var now = test.clock.instant();
    var expires = now.plus(Duration.ofDays(9));
    test.store.inTransaction(connection -> ledger.hold(connection, held, now, expires));
    count.count();
    assertThat(sold(ACME, Sales.By.DAY)).isEmpty();
    test.clock.pass(Duration.ofDays(2));
    var later = test.clock.instant();

    test.store.inTransaction(
        connection ->
            ledger.settle(
                connection,
                held.stream().map(event -> new Settlement(event.eventId(), 1)).toList(),
                later));
    count.count();

    assertThat(sold(ACME, Sales.By.DAY)).containsExactly("4 0.08 EUR - 0.04 EUR = 0.04 EUR");
    test.clock.pass(Duration.ofDays(8));
    var refunded = List.of(held.get(0).eventId());
    test.store.inTransaction(
        connection -> ledger.refund(connection, refunded, "", test.clock.instant()));
    count.count();
    count.lookBack();
    count.count();
    var scope = test.owner(ACME);
    var days = sales.sold(scope, Sales.By.DAY, month(scope));
    assertThat(days).hasSize(2);
    assertThat(days.get(1).quantity()).isEqualTo(-1);
    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly("sms.mt 3 0.06 EUR - 0.03 EUR = 0.03 EUR");
  }

  @Test
  void a_cost_that_waits_for_receipts_is_told_beside_the_margin() {
    chargeOnDelivery(ACME, PLATFORM);
    var held = events(BAKERY, 3, 2);
    var now = test.clock.instant();
    test.store.inTransaction(
        connection -> ledger.hold(connection, held, now, now.plus(Duration.ofDays(3))));
    settle(Settlement.answered(held.get(0).eventId(), 2, 2));
    settle(Settlement.answered(held.get(1).eventId(), 2, 2));
    count.count();
    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly("sms.mt 4 0.08 EUR - 0 EUR = 0.08 EUR");
    assertThat(waiting(ACME)).containsExactly("0.04 EUR");
    assertThat(waiting(PLATFORM)).isEmpty();
    test.clock.pass(SalesCount.AGAIN);

    settle(Settlement.received(held.get(0).eventId(), 1));
    count.count();

    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly("sms.mt 4 0.08 EUR - 0.01 EUR = 0.07 EUR");
    assertThat(waiting(ACME)).as("one part is free, two wait").containsExactly("0.02 EUR");
    test.clock.pass(SalesCount.AGAIN);
    settle(Settlement.received(held.get(1).eventId(), 2));
    count.count();
    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly("sms.mt 4 0.08 EUR - 0.03 EUR = 0.05 EUR");
    assertThat(waiting(ACME)).containsExactly("0 EUR");
    assertThat(waiting(BAKERY)).isEmpty();
  }

  private void chargeOnDelivery(long buyer, long seller) {
    var rule = new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.RELEASE);
    var place = new BillRules.Place(seller, buyer, Prices.MT, "", "");
    test.store.inTransaction(
        connection -> BillRules.put(connection, test.ids::next, place, rule, test.clock.instant()));
    prices.prices.reload();
  }

  private void settle(Settlement settlement) {
    test.store.inTransaction(
        connection -> ledger.settle(connection, List.of(settlement), test.clock.instant()));
  }

  private List<String> waiting(long tenant) {
    var scope = test.owner(tenant);
    return sales.sold(scope, Sales.By.CLIENT, month(scope)).stream()
        .map(line -> line.waiting().toString())
        .toList();
  }

  @Test
  void a_part_that_one_level_gave_back_is_less_sold_there_and_less_cost_below() {
    var event = charge(BAKERY, 1, 4).get(0).eventId();
    count.count();
    test.clock.pass(Duration.ofDays(9));
    giveBack(event, 0, 2, "0.04");
    giveBack(event, 1, 1, "0.01");
    count.lookBack();
    count.count();

    assertThat(sold(ACME, Sales.By.PRODUCT))
        .containsExactly("sms.mt 2 0.04 EUR - 0.03 EUR = 0.01 EUR");
    assertThat(sold(PLATFORM, Sales.By.PRODUCT))
        .containsExactly("sms.mt 3 0.03 EUR - 0 EUR = 0.03 EUR");
  }

  private void giveBack(long event, int level, int units, String money) {
    var now = test.clock.instant();
    var part = new Ledger.Return(event, level, units, Money.of(money, "EUR").micros(), now);
    test.store.inTransaction(
        connection ->
            ledger.giveBack(connection, List.of(part), "", java.time.ZoneOffset.UTC, now));
  }

  @Test
  void sums_agree_with_the_ledger() {
    charge(BAKERY, 13, 3);
    charge(STUDIO, 8, 1);
    count.count();

    var ledgerSum = number("SELECT SUM(amount) FROM transfer WHERE kind = 'CHARGE'");
    assertThat(number("SELECT SUM(amount) FROM sale")).isEqualTo(ledgerSum);
  }

  @Test
  void only_those_who_may_see_money_see_margins_and_nobody_sees_anothers_client() {
    assertThatThrownBy(
            () -> {
              var scope = test.scope(ACME, Role.MANAGER);
              sales.sold(scope, Sales.By.CLIENT, month(scope));
            })
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> queries.of(test.owner(ACME), "", "", STUDIO, ""))
        .isInstanceOf(Fault.class);
  }

  @Test
  void a_month_of_many_rows_is_answered_from_a_few() {
    fill(100_000);
    count.count();
    var before = reads();

    var lines = sold(ACME, Sales.By.CLIENT_PRODUCT);

    assertThat(lines).hasSize(2).allMatch(line -> line.contains(" 50000 "), "of many slices");
    assertThat(reads() - before).as("rows that the server has read").isLessThan(5_000);
    assertThat(number("SELECT COUNT(*) FROM rated")).isEqualTo(300_000);
    assertThat(
            explain(
                "SELECT buyer_id, SUM(amount) FROM sale WHERE seller_id = 10"
                    + " AND hour >= '2026-01-01' AND hour < '2026-12-01' GROUP BY buyer_id"))
        .contains("PRIMARY");
    assertThat(
            explain(
                "SELECT product, SUM(amount) FROM sale WHERE buyer_id = 20"
                    + " AND hour >= '2026-01-01' AND hour < '2026-12-01' GROUP BY product"))
        .contains("sale_buyer");
  }

  /** Events of two clients on three edges, as postings of a thousand. */
  private void fill(int events) {
    var first = test.ids.next(events);
    var at = livery.store.Utc.of(test.clock.instant());
    var levels =
        new String[] {
          "0, 'POSTED', %1$d + seq DIV 1000, 10, 20 + seq %% 2, 1, 1, 1, 20000, 0.02",
          "1, 'POSTED', %1$d + seq DIV 1000, 1, 10, 1, 1, 1, 10000, 0.01",
          "2, 'POSTED', %1$d + seq DIV 1000, 0, 1, 0, 1, 1, 0, 0"
        };
    test.store
        .jdbi()
        .useHandle(
            handle -> {
              for (var level : levels) {
                handle.execute(
                    "INSERT INTO rated (event_id, level, state, posting_id, seller_id, buyer_id, price_id,"
                        + " quantity, posted, amount, unit_price, currency, product)"
                        + " SELECT %1$d + seq, ".formatted(first)
                        + level.formatted(first)
                        + ", 'EUR', 'sms.mt' FROM seq_0_to_"
                        + (events - 1));
              }
              try (var transfers =
                  handle.prepareBatch(
                      "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account,"
                          + " amount, currency, seller_id, buyer_id, product, quantity, reference,"
                          + " posted_at) VALUES (?, ?, 'CHARGE', 1, 2, 1, 'EUR', 10, 20, 'sms.mt',"
                          + " 1000, '', ?)")) {
                for (var id = first; id < first + events / 1000; id++) {
                  transfers.add(id, id, at);
                }
                transfers.execute();
              }
            });
  }

  private long reads() {
    return number(
        "SELECT SUM(VARIABLE_VALUE) FROM information_schema.GLOBAL_STATUS"
            + " WHERE VARIABLE_NAME LIKE 'HANDLER_READ%' AND VARIABLE_NAME NOT LIKE '%TMP%'");
  }

  private long number(String sql) {
    return test.store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private List<String> explain(String sql) {
    return test.store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("EXPLAIN " + sql)
                    .map((row, context) -> row.getString("key"))
                    .list());
  }
}
