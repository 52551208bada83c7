package livery.number;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.price.Prices;
import livery.stock.Stock;
import livery.store.Ids;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.Audit;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * A platform (1), its reseller (2), two clients of that (3, 4) and one of the platform (5), with
 * prices, empty wallets and every part of the number feature.
 */
public final class NumberTown {

  public static final long PLATFORM = 1;
  public static final long RESELLER = 2;
  public static final long CLIENT = 3;
  public static final long OTHER = 4;
  public static final long RIVAL = 6;
  public static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

  private static final List<String> TABLES =
      List.of(
          "keyword_form",
          "keyword",
          "campaign",
          "number_link",
          "number_tariff",
          "number",
          "network_share",
          "smpp_link",
          "price",
          "wallet",
          "rated",
          "hold",
          "rent",
          "rent_policy",
          "type_rent",
          "rated_return",
          "audit",
          "tenant_move");

  public final Store store;
  public Instant now = NOW;
  public final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  public final Ids ids;
  public final TenantTree tree;
  public final TenantSql sql;
  public final Audit audit;
  public final Prices prices;
  public final KeywordTable table;
  final NumberRules rules;
  public final RentPolicies policies;
  public final Rentals rentals;
  final KeywordRent keywordRent;
  public final Keywords keywords;
  final StockRows rows;
  public final Stock stock;
  final NumberRent rent;
  public final Numbers numbers;

  /** A town with a database of its own. */
  public NumberTown() {
    this(TestStore.migrated());
  }

  /** An empty town on a database that others used before. */
  public NumberTown(Store store) {
    this.store = store;
    ids = new Ids(store);
    tree = new TenantTree(store);
    sql = new TenantSql(store, tree);
    audit = new Audit(sql, ids, clock);
    prices = new Prices(store, tree, ids);
    table = new KeywordTable(store);
    rules = new NumberRules(store);
    policies = new RentPolicies(store, tree, audit);
    rentals = new Rentals(store, tree, prices, policies, ids);
    keywordRent = new KeywordRent(store, rentals);
    var space = new KeywordSpace(store, rules, clock);
    keywords = new Keywords(sql, space, table, keywordRent, ids, clock, audit);
    rows = new StockRows(store, clock);
    stock = new Stock(store, rows, tree, rules, table, ids, clock, audit);
    rent = new NumberRent(store, rentals, clock);
    numbers = new Numbers(sql, rows, rent, rules, keywords, table, clock, audit);
    for (var name : TABLES) {
      execute("DELETE FROM " + name);
    }
    execute("UPDATE tenant SET parent_id = 1 WHERE id > 1");
    execute("DELETE FROM tenant ORDER BY id DESC");
    tenant(1, null, "PLATFORM", "/1/");
    tenant(2, 1L, "RESELLER", "/1/2/");
    tenant(3, 2L, "CLIENT", "/1/2/3/");
    tenant(4, 2L, "CLIENT", "/1/2/4/");
    tenant(5, 1L, "CLIENT", "/1/5/");
    tree.reload();
    price(2, "number.rent", "1300");
    price(2, "number.rent.golden", "5000");
    price(2, "number.setup", "200");
    price(1, "number.rent", "1000");
    price(1, "number.rent.golden", "4000");
    price(1, "number.setup", "100");
    wallet(3, 2);
    wallet(4, 2);
    wallet(2, 1);
    wallet(5, 1);
    prices.reload();
  }

  /** Another reseller of the platform, with prices of its own and a wallet. */
  public void rival() {
    tenant(RIVAL, PLATFORM, "RESELLER", "/1/" + RIVAL + "/");
    tree.reload();
    price(RIVAL, "number.rent", "1200");
    wallet(RIVAL, PLATFORM);
    prices.reload();
  }

  /** The owner of a tenant. */
  public static Scope owner(long tenant) {
    return new Scope(tenant, tenant, 9, "owner of " + tenant, Role.OWNER);
  }

  /** Gives a wallet money. */
  public void topUp(long buyer, long seller, String amount) {
    store.inTransaction(
        connection ->
            prices
                .ledger()
                .topUp(
                    connection,
                    buyer,
                    seller,
                    Money.of(amount, "UAH"),
                    "key-" + ids.next(),
                    "",
                    now));
  }

  /** What a wallet holds. */
  public String balance(long buyer, long seller) {
    return store.inTransaction(
        connection ->
            Wallet.find(connection, buyer, seller, "UAH").orElseThrow().balance().toString());
  }

  /** A number of this tenant; 0 for a shared one. */
  public NumberRow number(String digits, long tenant) {
    var row =
        stock.add(
            owner(PLATFORM),
            new NewNumber("UA", digits, "SHORT", "ORDINARY", "STANDARD", tenant == 0));
    if (tenant != 0) {
      store
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "UPDATE number SET state = 'RENTED', tenant_id = ?, rented_at = ? WHERE id ="
                          + " ?",
                      tenant,
                      livery.store.Utc.of(now),
                      row.id()));
      table.refresh(row.id());
    }
    return row;
  }

  /** A running campaign without an end. */
  public long campaign(long tenant, long number) {
    var id = ids.next();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO campaign (id, tenant_id, name, type, number_id, settings,"
                        + " time_zone, state, starts_at, created_at) VALUES (?, ?, ?, 'voting', ?,"
                        + " '{}', 'UTC', 'RUNNING', '2026-01-01', '2026-01-01')",
                    id,
                    tenant,
                    "Campaign " + id,
                    number));
    return id;
  }

  /** A keyword, with aliases. */
  public Keyword keyword(long tenant, long number, String word, String... aliases) {
    return keywords.add(
        owner(tenant),
        new NewKeyword(number, campaign(tenant, number), word, List.of(aliases), ""));
  }

  void execute(String sql) {
    store.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private void tenant(long id, Long parent, String kind, String path) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone,"
                        + " language, country, created_at) VALUES (?, ?, ?, ?, ?, 'UAH', 'UTC',"
                        + " 'uk', 'UA', '2026-01-01')",
                    id,
                    parent,
                    kind,
                    "Tenant " + id,
                    path));
  }

  /** Gives a tenant another time zone. */
  public void zone(long tenant, String zone) {
    execute("UPDATE tenant SET time_zone = '" + zone + "' WHERE id = " + tenant);
    tree.reload();
  }

  /** A price for every buyer; {@link Prices#reload} makes it known. */
  public void price(long seller, String product, String amount) {
    price(seller, product, amount, NOW.minusSeconds(86_400));
  }

  /** The same from a moment on. */
  public void price(long seller, String product, String amount, Instant from) {
    store.inTransaction(
        connection ->
            new PriceList(ids::next)
                .add(
                    connection,
                    Price.starting(
                        seller, 0, product, "", "", "UAH", new BigDecimal(amount), from)));
  }

  private void wallet(long buyer, long seller) {
    store.inTransaction(
        connection -> Wallet.open(connection, ids::next, buyer, seller, "UAH", NOW));
  }
}
