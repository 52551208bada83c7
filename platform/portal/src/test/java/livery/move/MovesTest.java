package livery.move;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import livery.billing.Bundles;
import livery.billing.Invariants;
import livery.billing.Money;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.period.PeriodInvariants;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.client.Tenants;
import livery.contract.Contracts;
import livery.fault.Fault;
import livery.message.MessageTown;
import livery.message.Outgoing;
import livery.message.Traffic;
import livery.money.Alerts;
import livery.money.Funding;
import livery.money.Wallets;
import livery.price.Prices;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One town for all: each test moves tenants of its own. */
class MovesTest {

  private static MessageTown town;
  private static TestTenants test;
  private static Moves moves;
  private static Wallets wallets;
  private static Scope platform;

  @BeforeAll
  static void open() {
    town = new MessageTown();
    test = town.tenants;
    moves =
        new Moves(
            test.store,
            test.tree,
            town.prices,
            new Contracts(test.store, test.sql),
            test.ids,
            test.clock,
            test.audit);
    wallets = new Wallets(test.store, test.sql, test.tree, test.ids, test.clock);
    platform = test.owner(PLATFORM);
    price(NOVA, "0.06");
    wallet(NOVA, PLATFORM, "100");
  }

  private static void price(long seller, String amount) {
    for (var product : List.of(Prices.MO, Prices.MT)) {
      test.store.inTransaction(
          connection ->
              new PriceList(test.ids::next)
                  .add(
                      connection,
                      Price.starting(
                          seller,
                          0,
                          product,
                          "",
                          "",
                          "EUR",
                          new BigDecimal(amount),
                          Instant.parse("2020-01-01T00:00:00Z"))));
    }
    town.prices.reload();
  }

  private static void wallet(long buyer, long seller, String amount) {
    test.store.inTransaction(
        connection -> {
          Wallet.open(connection, test.ids::next, buyer, seller, "EUR", test.clock.instant());
          return town.prices
              .ledger()
              .topUp(
                  connection,
                  buyer,
                  seller,
                  Money.of(amount, "EUR"),
                  "first " + seller,
                  "",
                  test.clock.instant());
        });
  }

  private static long add(long parent, Tenant.Kind kind) {
    var made =
        test.tenants.create(
            test.owner(parent),
            new Tenants.Details(kind, "mover", "EUR", "Europe/Kyiv", "uk", "UA"));
    wallet(made.id(), parent, "50");
    return made.id();
  }

  private static long client(long parent) {
    return add(parent, Tenant.Kind.CLIENT);
  }

  /** Holds one text as the message path does; 0 where it was refused. */
  private static long send(long client) {
    var now = test.clock.instant();
    var text =
        new Outgoing(
            test.ids.next(),
            client,
            MessageTown.BAKERY_NUMBER,
            "3838",
            true,
            "380501234567",
            "hello",
            MessageTown.LINK,
            0,
            0,
            false,
            "test",
            "",
            now,
            0);
    while (true) {
      try {
        return test.store.inTransaction(
                connection -> town.outbox.put(connection, List.of(text), new Traffic()).isEmpty())
            ? 0
            : text.id();
      } catch (StoreFailure failure) {
        if (!Store.isPassing(failure)) {
          throw failure; // two that begin again may meet in a deadlock, which the path repeats
        }
      }
    }
  }

  private static void settle(long event) {
    test.store.inTransaction(
        connection ->
            town.prices
                .ledger()
                .settle(connection, List.of(new Settlement(event, 1)), test.clock.instant()));
  }

  private static Money balance(long buyer, long seller) {
    return test.store.inTransaction(connection -> find(connection, buyer, seller).balance());
  }

  private static Wallet find(Connection connection, long buyer, long seller) throws SQLException {
    return Wallet.find(connection, buyer, seller, "EUR").orElseThrow();
  }

  private static List<Invariants.Violation> broken() {
    return test.store.inTransaction(
        connection -> {
          var all = new ArrayList<>(Invariants.check(connection));
          all.addAll(PeriodInvariants.check(connection));
          return all;
        });
  }

  private static Moves.Done move(long id, long to, Moves.Balance balance) {
    return moves.move(platform, id, to, balance);
  }

  private static void refused(Scope scope, long id, long to, String key) {
    var before = test.tree.find(id).orElseThrow().path();
    assertThatThrownBy(() -> moves.move(scope, id, to, Moves.Balance.STAY))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.key()).isEqualTo(key));
    test.tree.reload();
    assertThat(test.tree.find(id).orElseThrow().path()).isEqualTo(before);
  }

  @Test
  void what_was_held_before_is_paid_on_the_old_chain_and_what_comes_after_on_the_new() {
    var client = client(ACME);
    var before = send(client);

    var plan = moves.plan(platform, client, NOVA);
    var done = move(client, NOVA, Moves.Balance.TAKE_ALONG);
    var after = send(client);
    settle(before);
    settle(after);

    assertThat(plan.priceNow()).contains(Money.of("0.05", "EUR"));
    assertThat(plan.priceThen()).contains(Money.of("0.06", "EUR"));
    assertThat(plan.held()).isEqualTo(Money.of("0.05", "EUR"));
    assertThat(done.taken()).isEqualTo(Money.of("49.95", "EUR")).isEqualTo(plan.free());
    assertThat(test.chain(before)).isEqualTo("10,1,0");
    assertThat(test.chain(after)).isEqualTo("11,1,0");
    assertThat(balance(client, ACME)).isEqualTo(Money.zero("EUR"));
    assertThat(balance(client, NOVA)).isEqualTo(Money.of("49.89", "EUR"));
    assertThat(broken()).isEmpty();
  }

  @Test
  void what_was_held_follows_when_it_is_free() {
    var client = client(ACME);
    var held = send(client);
    move(client, NOVA, Moves.Balance.TAKE_ALONG);
    test.store.inTransaction(
        connection ->
            town.prices
                .ledger()
                .settle(connection, List.of(new Settlement(held, 0)), test.clock.instant()));
    assertThat(balance(client, ACME)).isEqualTo(Money.of("0.05", "EUR"));

    moves.takeRest();
    moves.takeRest();

    assertThat(balance(client, ACME)).isEqualTo(Money.zero("EUR"));
    assertThat(balance(client, NOVA)).isEqualTo(Money.of("50", "EUR"));
    assertThat(broken()).isEmpty();
  }

  @Test
  void money_with_a_last_day_stays_or_is_used_first() {
    var client = client(ACME);
    var end = test.clock.instant().plusSeconds(3_600);
    test.store.inTransaction(
        connection ->
            new Bundles(test.ids::next)
                .topUp(
                    connection,
                    client,
                    ACME,
                    Money.of("500", "EUR"),
                    end,
                    "gift " + client,
                    "",
                    test.clock.instant()));

    assertRefused(() -> move(client, NOVA, Moves.Balance.TAKE_ALONG), "move.fault.last-day");
    test.tree.reload();
    move(client, NOVA, Moves.Balance.STAY);

    assertThat(balance(client, ACME)).isEqualTo(Money.of("550", "EUR"));
    assertThat(balance(client, NOVA)).isEqualTo(Money.zero("EUR"));
  }

  @Test
  void money_that_stays_is_owed_by_the_old_seller_who_sees_the_wallet_but_no_messages() {
    var client = client(ACME);
    test.store.inTransaction(
        connection -> {
          town.prices
              .ledger()
              .setCreditLimit(
                  connection, client, ACME, Money.of("9", "EUR"), "line", test.clock.instant());
          return null;
        });
    send(client);

    move(client, NOVA, Moves.Balance.STAY);
    moves.takeRest();

    var old = wallets.ofBuyer(test.owner(ACME), client).wallet();
    assertThat(old.balance()).isEqualTo(Money.of("50", "EUR"));
    assertThat(old.creditLimit().isZero()).isTrue();
    assertThat(wallets.own(test.owner(client)).orElseThrow().wallet().sellerId()).isEqualTo(NOVA);
    assertThat(messages(ACME, client)).isZero();
    assertThat(messages(NOVA, client)).isEqualTo(1);
    assertThat(send(client)).as("nothing at the new seller yet").isZero();
    assertThat(broken()).isEmpty();
  }

  @Test
  void what_stayed_with_the_old_seller_is_paid_back_by_its_finance_once_and_no_more_than_is_free() {
    var client = client(ACME);
    var held = send(client);
    var funding =
        new Funding(
            test.store,
            wallets,
            new Alerts(test.store, test.sql, wallets, test.clock, test.audit),
            test.ids,
            test.clock,
            test.audit);
    var finance = test.scope(ACME, Role.FINANCE);
    var all = new Funding.Order(client, new BigDecimal("49.95"), "", "bank 7", "back-1");
    assertRefused(() -> funding.payBack(finance, all), "money.fault.stays");
    move(client, NOVA, Moves.Balance.STAY);

    var more = new Funding.Order(client, new BigDecimal("49.96"), "", "", "back-0");
    assertRefused(() -> funding.payBack(finance, more), "money.fault.pay-back-more");
    assertThatThrownBy(() -> funding.payBack(test.scope(ACME, Role.MANAGER), all))
        .isInstanceOf(NotAllowed.class);
    assertRefused(() -> funding.payBack(test.owner(NOVA), all), "money.fault.stays");
    var first = funding.payBack(finance, all);
    var again = funding.payBack(finance, all);
    settle(held);

    assertThat(first.repeated()).isFalse();
    assertThat(again.repeated()).isTrue();
    assertThat(again.postingId()).isEqualTo(first.postingId());
    assertThat(balance(client, ACME)).isEqualTo(Money.zero("EUR"));
    assertThat(broken()).isEmpty();
  }

  private static void assertRefused(ThrowingCallable act, String key) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.key()).isEqualTo(key));
  }

  @Test
  void the_preview_says_what_ends_and_must_be_set_anew_and_nothing_of_it_is_copied() {
    var client = client(ACME);
    assertThat(moves.plan(platform, client, NOVA).ending().isNothing()).isTrue();
    ownPrice(client, "0.041");
    town.execute(
        "UPDATE wallet SET seller_limit = 7000000, zone = 'UTC' WHERE buyer_id = ?", client);
    town.execute(
        "INSERT INTO bill_rule VALUES (?, ?, ?, 'sms.mt', '', '', 'DELIVERED', 'RELEASE',"
            + " '2020-01-01', '9999-12-31')",
        test.ids.next(),
        ACME,
        client);

    var ending = moves.plan(platform, client, NOVA).ending();
    move(client, NOVA, Moves.Balance.STAY);

    assertThat(ending.priceCount()).isEqualTo(1);
    assertThat(ending.prices().get(0).price()).isEqualByComparingTo("0.041");
    assertThat(ending.prices().get(0).to()).isEqualTo(Instant.MAX);
    assertThat(ending.sellerLimit()).contains(Money.of("7", "EUR"));
    assertThat(ending.ownLimit()).isEmpty();
    assertThat(ending.chargingRules()).isEqualTo(1);
    assertThat(moves.plan(platform, client, ACME).ending().isNothing()).isTrue();
  }

  private static void ownPrice(long client, String amount) {
    test.store.inTransaction(
        connection ->
            new PriceList(test.ids::next)
                .add(
                    connection,
                    Price.starting(
                        ACME,
                        client,
                        Prices.MT,
                        "",
                        "",
                        "EUR",
                        new BigDecimal(amount),
                        Instant.parse("2020-01-01T00:00:00Z"))));
    town.prices.reload();
  }

  private static long messages(long tenant, long client) {
    return test.sql.query(
        test.owner(tenant),
        "SELECT COUNT(*) FROM message WHERE tenant_id IN (<subtree>) AND tenant_id = :client",
        query -> query.bind("client", client).mapTo(Long.class).one());
  }

  @Test
  void a_reseller_moves_with_all_below_it_and_its_own_sales_stay_its_own() {
    var reseller = add(ACME, Tenant.Kind.RESELLER);
    price(reseller, "0.09");
    var client = client(reseller);
    var before = send(client);

    move(reseller, NOVA, Moves.Balance.TAKE_ALONG);
    var after = send(client);

    assertThat(test.chain(before)).isEqualTo(reseller + ",10,1,0");
    assertThat(test.chain(after)).isEqualTo(reseller + ",11,1,0");
    assertThat(test.tree.find(client).orElseThrow().path())
        .isEqualTo("/1/11/" + reseller + "/" + client + "/");
    assertThat(test.tree.subtree(ACME)).doesNotContain(reseller, client);
    assertThat(broken()).isEmpty();
  }

  @Test
  void only_an_owner_above_both_sellers_may() {
    var client = client(ACME);

    refused(test.owner(ACME), client, NOVA, "fault.not-found");
    refused(test.owner(NOVA), client, NOVA, "fault.not-found");
    refused(test.owner(client), client, NOVA, "fault.not-found");
    assertThatThrownBy(
            () -> moves.move(test.scope(PLATFORM, Role.MANAGER), client, NOVA, Moves.Balance.STAY))
        .isInstanceOf(NotAllowed.class);
    var visiting = new Scope(ACME, PLATFORM, 0, "test", Role.OWNER);
    assertThat(moves.destinations(visiting, client))
        .extracting(Tenant::id)
        .contains(NOVA, PLATFORM)
        .doesNotContain(ACME, BAKERY, client);
    assertThat(moves.move(visiting, client, NOVA, Moves.Balance.STAY).plan().below()).isZero();
  }

  @Test
  void nobody_gets_below_itself_or_a_client_or_where_it_is() {
    var reseller = add(ACME, Tenant.Kind.RESELLER);
    var below = add(reseller, Tenant.Kind.RESELLER);

    refused(platform, reseller, reseller, "move.fault.below");
    refused(platform, reseller, below, "move.fault.below");
    refused(platform, reseller, BAKERY, "move.fault.client");
    refused(platform, reseller, ACME, "move.fault.there");
    var deep = NOVA;
    for (var level = 3; level < Tenants.MOST_LEVELS; level++) {
      deep = add(deep, Tenant.Kind.RESELLER);
    }
    refused(platform, reseller, deep, "tenant.fault.levels");
  }

  @Test
  void what_would_break_is_in_the_way() {
    var client = client(ACME);
    var silent = add(PLATFORM, Tenant.Kind.RESELLER);
    refused(platform, client, silent, "move.fault.price");

    town.execute(
        "INSERT INTO month_run VALUES (202601, 'RUNNING', 0, 0, 0, '', NOW(3), NOW(3), 0, NOW(3),"
            + " NULL, '')");
    refused(platform, client, NOVA, "move.fault.closing");
    town.execute("DELETE FROM month_run");

    town.execute(
        "INSERT INTO premium_day VALUES (1, '2026-02-01', 7, ?, 1000000, 'UAH', 'UA', 5)", client);
    refused(platform, client, NOVA, "move.fault.premium");
    town.execute("DELETE FROM premium_day");

    town.execute(
        "INSERT INTO lot (id, wallet_id, product, units, units_left, amount, posting_id,"
            + " opened_at, expires_at) SELECT 1, id, 'sms.mt', 9, 4, 0, 1, '2026-01-01',"
            + " '2099-01-01' FROM wallet WHERE buyer_id = ?",
        client);
    refused(platform, client, NOVA, "move.fault.units");
    town.execute("DELETE FROM lot");

    test.tree.agents(List.of(NOVA));
    refused(platform, client, NOVA, "move.fault.agent");
    test.tree.agents(List.of());

    move(client, NOVA, Moves.Balance.STAY);
  }

  @Test
  void everybody_reads_its_own_part_in_the_audit_log() {
    var client = client(ACME);

    move(client, NOVA, Moves.Balance.TAKE_ALONG);

    var lines =
        test.store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT CONCAT(tenant_id, ' ', action, ' ', detail) FROM audit"
                                + " WHERE subject = :subject AND action LIKE 'tenant.mov%'")
                        .bind("subject", "tenant " + client)
                        .mapTo(String.class)
                        .list());
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "1 tenant.move mover: acme → nova, 50 EUR",
            client + " tenant.moved 50 EUR",
            "10 tenant.move-out mover, 50 EUR",
            "11 tenant.move-in mover, 50 EUR");
  }

  @Test
  void each_message_is_rated_on_one_chain_while_its_sender_moves_to_and_fro() throws Exception {
    var client = client(ACME);
    var stop = new AtomicBoolean();
    var threads = Executors.newFixedThreadPool(3);
    Callable<List<Long>> sender =
        () -> {
          var sent = new ArrayList<Long>();
          while (!stop.get()) {
            sent.add(send(client));
          }
          return sent;
        };
    var senders = List.of(threads.submit(sender), threads.submit(sender), threads.submit(sender));
    for (var turn = 0; turn < 12; turn++) {
      move(client, turn % 2 == 0 ? NOVA : ACME, Moves.Balance.TAKE_ALONG);
    }
    stop.set(true);

    var events = new ArrayList<Long>();
    for (var one : senders) {
      events.addAll(one.get());
    }
    threads.shutdown();
    assertThat(events).as("the money was always where the message looked").doesNotContain(0L);
    assertThat(events).extracting(test::chain).containsOnly("10,1,0", "11,1,0");
    assertThat(broken()).isEmpty();
  }
}
