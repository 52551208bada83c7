package livery.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.billing.Invariants;
import livery.contact.Blocks;
import livery.demo.cast.DemoAccounts;
import livery.number.KeywordTable;
import livery.people.Passwords;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.TenantTree;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoTest {

  private static final Instant NOW = Instant.parse("2026-03-11T15:40:00Z");

  private static Store store;

  @BeforeAll
  static void load() {
    store = TestStore.migrated();
    Flyway.configure()
        .dataSource(store.dataSource())
        .locations("filesystem:../../plugins/voting/src/main/resources/db/migration")
        .table("voting_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
    platform(store);
    start(store, true);
  }

  private static void platform(Store empty) {
    empty
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tenant (id, kind, name, path, currency, time_zone, language,"
                        + " country, created_at) VALUES (1, 'PLATFORM', 'Platform', '/1/', 'EUR',"
                        + " 'UTC', 'en', 'UA', '2026-01-01')"));
  }

  /** A start of the portal, as far as the story is concerned. */
  private static void start(Store on, boolean wanted) {
    var ids = new Ids(on);
    var tree = new TenantTree(on);
    var demo =
        new Demo(
            on,
            ids,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Passwords(),
            tree,
            new Prices(on, tree, ids),
            new KeywordTable(on),
            new Blocks(on),
            wanted,
            2775);
    demo.load(new Started());
    demo.castBallots(new Started());
  }

  @Test
  void six_clients_live_under_two_resellers_and_a_sub_reseller() {
    assertThat(texts("SELECT name FROM tenant WHERE kind = 'CLIENT'")).hasSize(6);
    assertThat(texts("SELECT name FROM tenant WHERE kind = 'RESELLER' ORDER BY path"))
        .containsExactly("Acme Telecom", "Nova Mobile", "Nova West");
  }

  @Test
  void everybody_can_sign_in_with_the_one_password() {
    var hashes = texts("SELECT DISTINCT password_hash FROM app_user");

    assertThat(hashes).hasSize(1);
    assertThat(new Passwords().matches(DemoAccounts.PASSWORD, hashes.get(0))).isTrue();
    assertThat(texts("SELECT email FROM app_user"))
        .contains(
            DemoAccounts.ACME_OWNER,
            DemoAccounts.NOVA_OWNER,
            DemoAccounts.NOVA_WEST_OWNER,
            DemoAccounts.TV_OWNER,
            DemoAccounts.COFFEE_OWNER,
            DemoAccounts.CLINIC_OWNER,
            DemoAccounts.PIZZA_OWNER,
            DemoAccounts.FITNESS_OWNER,
            DemoAccounts.FESTIVAL_OWNER,
            "finance@coffee.example");
  }

  @Test
  void the_books_balance_like_any_other() {
    assertThat(store.inTransaction(Invariants::check)).isEmpty();
  }

  @Test
  void wallets_tell_their_stories() {
    var balances = balances();

    assertThat(balances.get("acme")).isBetween(3_000.0, 60_000.0);
    assertThat(balances.get("nova")).isBetween(20.0, 700.0);
    assertThat(balances.get("tv")).as("postpaid").isBetween(-30_000.0, 0.0);
    assertThat(balances.get("coffee")).isBetween(0.0, 5_000.0);
    assertThat(balances.get("fitness")).as("nearly empty").isBetween(-1.0, 6.0);
  }

  @Test
  void the_agent_in_its_own_name_has_stated_a_fee_on_top() {
    var stated =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT CONCAT(t.name, ' ', f.percent, ' ', f.fixed) FROM agent_fee f"
                                + " JOIN tenant t ON t.id = f.agent_id WHERE f.client_id = 0")
                        .mapTo(String.class)
                        .list());

    assertThat(stated).containsExactly("Nova West 2.5000 1000000");
  }

  @Test
  void a_second_start_changes_nothing() {
    var before = counts();

    start(store, true);

    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void nothing_is_loaded_where_it_is_not_wanted_or_there_is_no_platform() {
    var other = TestStore.migrated();

    start(other, true);
    platform(other);
    start(other, false);

    assertThat(texts(other, "SELECT name FROM tenant")).containsExactly("Platform");
  }

  @Test
  void every_client_has_hundreds_of_texts_both_ways() {
    assertThat(
            texts(
                "SELECT COUNT(*) FROM message m JOIN tenant t ON t.id = m.tenant_id"
                    + " WHERE t.kind = 'CLIENT' GROUP BY m.tenant_id, m.direction"))
        .hasSize(12)
        .allSatisfy(count -> assertThat(Integer.parseInt(count)).isGreaterThan(300));
    assertThat(number("SELECT COUNT(*) FROM message")).isBetween(20_000L, 40_000L);
  }

  @Test
  void everything_that_can_become_of_a_text_is_there() {
    assertThat(
            texts(
                "SELECT DISTINCT CONCAT_WS(' ', direction, state, reason) FROM message"
                    + " ORDER BY 1"))
        .containsExactly(
            "IN DONE",
            "IN OPT_OUT",
            "IN REFUSED no-money",
            "IN UNCLAIMED",
            "OUT DELIVERED",
            "OUT EXPIRED",
            "OUT FAILED not-delivered",
            "OUT FAILED operator-0x0B",
            "OUT REFUSED blocked",
            "OUT REFUSED no-money",
            "OUT SENT");
    assertThat(number("SELECT COUNT(*) FROM message WHERE parts > 1")).isGreaterThan(500);
    assertThat(number("SELECT COUNT(DISTINCT link_id) FROM message")).isEqualTo(2);
  }

  @Test
  void thousands_vote_within_minutes_on_the_evening_of_the_final() {
    assertThat(
            number(
                "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM message WHERE direction = 'IN'"
                    + " GROUP BY FLOOR(UNIX_TIMESTAMP(received_at) / 600)) x"))
        .isGreaterThan(1_000);
  }

  @Test
  void nothing_lies_in_the_future_and_ids_grow_with_time() {
    assertThat(
            number(
                "SELECT COUNT(*) FROM message WHERE GREATEST(received_at, decided_at,"
                    + " COALESCE(sent_at, 0), COALESCE(done_at, 0)) > '2026-03-11 15:40:00'"))
        .isZero();
    assertThat(
            number(
                "SELECT COUNT(*) FROM (SELECT received_at, LAG(received_at) OVER (ORDER BY id) AS"
                    + " before_it FROM message WHERE direction = 'IN') x"
                    + " WHERE received_at < before_it"))
        .isZero();
  }

  @Test
  void dashboards_count_what_the_messages_say() {
    var key = "tenant_id, direction, number_id, COALESCE(campaign_id, 0), link_id, ";
    var counted =
        texts(
            "SELECT CONCAT_WS(' ', tenant_id, direction, number_id, campaign_id, link_id, state,"
                + " DATE_FORMAT(hour, '%Y-%m-%d %H:00:00'), messages, parts, spend_micros)"
                + " FROM traffic_hour ORDER BY 1");

    var said =
        texts(
            "SELECT CONCAT_WS(' ', "
                + key
                + "state, hour, COUNT(*), SUM(parts), SUM(spend)) FROM ("
                + reached("state", "decided_at", "price_micros", "direction = 'IN'")
                + " UNION ALL "
                + reached("state", "decided_at", "0", "direction = 'OUT' AND state = 'REFUSED'")
                + " UNION ALL "
                + reached("'QUEUED'", "decided_at", "0", "direction = 'OUT' AND state <> 'REFUSED'")
                + " UNION ALL "
                + reached("'SENT'", "sent_at", "price_micros", "sent_at IS NOT NULL")
                + " UNION ALL "
                + reached("state", "done_at", "0", "done_at IS NOT NULL")
                + ") x GROUP BY "
                + key
                + "state, hour ORDER BY 1");

    assertThat(counted).isNotEmpty().isEqualTo(said);
  }

  private static String reached(String state, String at, String spend, String where) {
    return "SELECT tenant_id, direction, number_id, campaign_id, link_id, "
        + state
        + " AS state, DATE_FORMAT("
        + at
        + ", '%Y-%m-%d %H:00:00') AS hour, parts, "
        + spend
        + " AS spend FROM message WHERE "
        + where;
  }

  @Test
  void who_said_stop_is_left_alone() {
    assertThat(number("SELECT COUNT(*) FROM opt_out")).isGreaterThan(3);
    assertThat(
            number(
                "SELECT COUNT(*) FROM message m JOIN opt_out o ON o.tenant_id = m.tenant_id"
                    + " AND o.phone = m.phone WHERE m.direction = 'OUT' AND NOT m.free"
                    + " AND m.id > o.message_id AND m.state <> 'REFUSED'"))
        .isZero();
  }

  @Test
  void the_tally_is_the_count_of_ballots_and_of_texts_that_counted() {
    var ballots = number("SELECT COUNT(*) FROM voting_ballot");

    assertThat(ballots).isGreaterThan(3_000);
    assertThat(number("SELECT SUM(votes) FROM voting_sum WHERE kind = 'OPTION'"))
        .isEqualTo(ballots);
    assertThat(number("SELECT SUM(votes) FROM voting_sum WHERE kind = 'HOUR'")).isEqualTo(ballots);
    assertThat(number("SELECT COUNT(*) FROM message WHERE direction = 'IN' AND label = 'counted'"))
        .isEqualTo(ballots);
    assertThat(number("SELECT MAX(slot) FROM voting_ballot")).isEqualTo(2);
  }

  @Test
  void what_a_tenant_pays_for_its_texts_is_what_was_rated() {
    assertThat(
            number(
                "SELECT COUNT(*) FROM message m LEFT JOIN rated r ON r.event_id = m.id AND r.level"
                    + " = 0 WHERE m.price_micros <> IF(r.state = 'POSTED', r.amount, 0)"
                    + " AND NOT (m.reason <=> 'operator-0x0B')"))
        .isZero();
  }

  @Test
  void campaigns_are_in_every_state() {
    assertThat(texts("SELECT DISTINCT state FROM campaign ORDER BY 1"))
        .containsExactly("DRAFT", "ENDED", "PAUSED", "RUNNING");
  }

  private static Map<String, String> counts() {
    var counts = new TreeMap<String, String>();
    for (var table :
        texts(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                + " AND table_name NOT LIKE '%history'")) {
      counts.put(table, texts("SELECT COUNT(*) FROM " + table).get(0));
    }
    return counts;
  }

  private static Map<String, Double> balances() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT SUBSTRING_INDEX(SUBSTRING_INDEX(u.email, '@', -1), '.', 1) AS slug,"
                            + " w.balance / 1e6 AS balance FROM wallet w JOIN app_user u"
                            + " ON u.tenant_id = w.buyer_id AND u.role = 'OWNER'")
                    .reduceRows(
                        new TreeMap<String, Double>(),
                        (map, row) -> {
                          map.put(
                              row.getColumn("slug", String.class),
                              row.getColumn("balance", Double.class));
                          return map;
                        }));
  }

  private static long number(String sql) {
    return Long.parseLong(texts(sql).get(0));
  }

  private static List<String> texts(String sql) {
    return texts(store, sql);
  }

  private static List<String> texts(Store from, String sql) {
    return from.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
