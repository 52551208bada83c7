package livery.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import livery.billing.Invariants;
import livery.money.Prices;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.Passwords;
import livery.tenant.TenantTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoTest {

  private static final Instant NOW = Instant.parse("2026-03-11T15:40:00Z");

  private static Store store;

  @BeforeAll
  static void load() {
    store = TestStore.migrated();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tenant (id, kind, name, path, currency, time_zone, language,"
                        + " country, created_at) VALUES (1, 'PLATFORM', 'Platform', '/1/', 'EUR',"
                        + " 'UTC', 'en', 'UA', '2026-01-01')"));
    demo(true).load(new Started());
  }

  private static Demo demo(boolean wanted) {
    var ids = new Ids(store);
    var tree = new TenantTree(store);
    return new Demo(
        store,
        ids,
        Clock.fixed(NOW, ZoneOffset.UTC),
        new Passwords(),
        tree,
        new Prices(store, tree, ids),
        wanted,
        2775);
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
                        new java.util.TreeMap<String, Double>(),
                        (map, row) -> {
                          map.put(
                              row.getColumn("slug", String.class),
                              row.getColumn("balance", Double.class));
                          return map;
                        }));
  }

  private static List<String> texts(String sql) {
    return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
