package livery.contract;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Wallet;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rating;
import livery.client.Tenants;
import livery.fault.Fault;
import livery.store.StoreFailure;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TestTenants;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * The tenants of {@link TestTenants}, and below nova a reseller "west" with a client "school"; with
 * wallets and prices in EUR: the platform asks 0.10, resellers 0.20 for a part.
 */
final class ContractTown {

  static final String MT = "sms.mt";

  final TestTenants test = new TestTenants();
  final Contracts contracts = new Contracts(test.store, test.sql);
  final ProductGroups groups = new ProductGroups(test.sql, test.audit);
  final Drafts drafts =
      new Drafts(test.sql, test.tree, contracts, groups, test.ids, test.clock, test.audit);
  final Estimates estimates = new Estimates(test.store, test.tree, test.clock);
  final Progress progress = new Progress(contracts, estimates, test.sql);
  final Simulation simulation = new Simulation(contracts, estimates, test.tree);
  final Ledger ledger = new Ledger(test.ids::next);
  final long west;
  final long school;
  private final PriceBook book;

  ContractTown() {
    west = add(NOVA, Tenant.Kind.RESELLER, "west");
    school = add(west, Tenant.Kind.CLIENT, "school");
    book =
        PriceBook.of(
            List.of(
                price(PLATFORM, "0.10"),
                price(ACME, "0.20"),
                price(NOVA, "0.20"),
                price(west, "0.20"),
                price(Edge.OPERATORS, "0.05")));
    for (var buyer : new long[] {ACME, NOVA, BAKERY, DENTIST, STUDIO, west, school}) {
      fill(buyer);
    }
  }

  private long add(long parent, Tenant.Kind kind, String name) {
    return test.tenants
        .create(owner(parent), new Tenants.Details(kind, name, "EUR", "Europe/Kyiv", "en", "UA"))
        .id();
  }

  private static Price price(long seller, String amount) {
    return new Price(
        seller + 1_000,
        seller,
        0,
        MT,
        "",
        "",
        "EUR",
        new BigDecimal(amount),
        Instant.parse("2025-01-01T00:00:00Z"),
        Price.OPEN);
  }

  private void fill(long buyer) {
    var seller = test.tree.find(buyer).orElseThrow().parentId();
    var now = test.clock.instant();
    test.store.inTransaction(
        connection -> {
          Wallet.open(connection, test.ids::next, buyer, seller, "EUR", now);
          return ledger.topUp(
              connection, buyer, seller, Money.of("1000000", "EUR"), "first-" + buyer, "", now);
        });
  }

  Scope owner(long tenant) {
    return test.owner(tenant);
  }

  /** A client buys ten free units that end at a moment. */
  void sellUnits(long client, long seller, String end) {
    var sale = new Bundles.Sale(client, seller, MT, 10, Money.of("1", "EUR"), Instant.parse(end));
    test.store.inTransaction(
        connection ->
            new Bundles(test.ids::next)
                .sell(connection, sale, "bundle " + client, "", test.clock.instant()));
  }

  /** Charges one event of so many parts on every edge above a client. */
  long sent(long client, int parts, Instant at) {
    var edges = new java.util.ArrayList<Edge>();
    for (var buyer : test.tree.chain(client)) {
      var seller = buyer.parentId() == 0 ? Edge.OPERATORS : buyer.parentId();
      edges.add(new Edge(edges.size(), seller, buyer.id(), "EUR"));
    }
    var id = test.ids.next();
    var event = Rating.rate(book, id, edges, MT, parts, "", "", at);
    test.store.inTransaction(connection -> charge(connection, event, at));
    return id;
  }

  /** The prices of this town as the message path has them. */
  livery.price.Prices pricesInForce() {
    test.store.inTransaction(
        connection -> {
          var list = new PriceList(test.ids::next);
          for (var seller : List.of("1:0.10", "10:0.20", "11:0.20", west + ":0.20")) {
            var parts = seller.split(":");
            list.add(
                connection,
                Price.starting(
                    Long.parseLong(parts[0]),
                    0,
                    MT,
                    "",
                    "",
                    "EUR",
                    new BigDecimal(parts[1]),
                    Instant.parse("2025-01-01T00:00:00Z")));
          }
          return null;
        });
    var prices = new livery.price.Prices(test.store, test.tree, test.ids);
    prices.reload();
    return prices;
  }

  RatedEvent rated(livery.price.Prices prices, long client, int parts, Instant at) {
    return prices.rate(test.ids.next(), prices.edges(client), MT, parts, "", "", at);
  }

  void charge(RatedEvent event, Instant at) {
    test.store.inTransaction(connection -> charge(connection, event, at));
  }

  private Object charge(java.sql.Connection connection, RatedEvent event, Instant at)
      throws SQLException {
    var refused = ledger.charge(connection, List.of(event), at);
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused.toString());
    }
    return null;
  }

  /** "1000:0.10,5000:0.08,:0.07": ends and prices. */
  static Terms.Table table(String mode, String rows) {
    return new Terms.Table(
        mode,
        null,
        null,
        null,
        null,
        java.util.Arrays.stream(rows.split(","))
            .map(row -> row.split(":"))
            .map(
                row ->
                    new Terms.Row(
                        row[0].isEmpty() ? null : new BigDecimal(row[0]),
                        new BigDecimal(row[1]),
                        null,
                        null))
            .toList());
  }

  static Terms.Rebate rebate(Terms.Table tiers, String percent) {
    return new Terms.Rebate(
        "SMS",
        List.of(MT),
        null,
        null,
        null,
        null,
        tiers,
        null,
        new Terms.Share(new BigDecimal(percent), null, null),
        null);
  }

  static Terms graduated(String from) {
    return Terms.resale(from)
        .with(List.of(rebate(table("GRADUATED", "1000:0.10,5000:0.08,:0.07"), "40")));
  }

  /** A contract of which a first version was sent. */
  Agreement agreed(long seller, long buyer, Terms terms) {
    var made = drafts.create(owner(seller), buyer, "C-" + buyer, terms);
    return drafts.send(owner(seller), made.id(), made.draftMark());
  }

  /** Sends the next version. */
  Agreement next(long seller, long contract, Terms terms) {
    var mark = contracts.require(owner(seller), contract).draftMark();
    var saved = drafts.save(owner(seller), contract, terms, mark);
    return drafts.send(owner(seller), contract, saved.draftMark());
  }

  void sql(String statement) {
    test.store.jdbi().useHandle(handle -> handle.execute(statement));
  }

  static AbstractThrowableAssert<?, ?> assertFault(
      Fault.Kind kind, String field, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOf(Fault.class)
        .satisfies(
            fault -> {
              org.assertj.core.api.Assertions.assertThat(((Fault) fault).kind())
                  .as(fault.getMessage())
                  .isEqualTo(kind);
              org.assertj.core.api.Assertions.assertThat(((Fault) fault).field())
                  .as(fault.getMessage())
                  .isEqualTo(field);
            });
  }

  static AbstractThrowableAssert<?, ?> assertRefusedByDatabase(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfAny(
            StoreFailure.class, org.jdbi.v3.core.statement.UnableToExecuteStatementException.class)
        .hasStackTraceContaining("append only");
  }
}
