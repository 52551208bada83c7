package livery.month;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Edge;
import livery.billing.Invariants;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Wallet;
import livery.billing.period.PeriodInvariants;
import livery.contract.Contracts;
import livery.contract.Drafts;
import livery.contract.ProductGroups;
import livery.contract.Terms;
import livery.money.Alerts;
import livery.money.Funding;
import livery.money.Wallets;
import livery.price.Prices;
import livery.store.Heard;
import livery.store.Store;
import livery.tenant.TestTenants;

/** The tenants of {@link TestTenants} with wallets, money and all of this package. */
final class MonthTown {

  /** In the middle of February; the clock stands on 1 March. */
  static final Instant FEBRUARY = Instant.parse("2026-02-14T12:00:00Z");

  final TestTenants test = new TestTenants();
  final Heard<Months.Begun> begun = new Heard<>();
  final Prices prices = new Prices(test.store, test.tree, test.ids);
  final Contracts contracts = new Contracts(test.store, test.sql);
  final Agents agents = new Agents(test.store, test.tree, contracts, prices, test.ids, test.clock);
  final Fees fees = new Fees(test.store, test.tree, agents, contracts, test.clock, test.audit);
  final MonthClose close =
      new MonthClose(test.store, test.tree, test.ids, test.clock, contracts, agents, fees);
  final Months months = new Months(test.store, test.tree, close, test.clock, test.audit, begun);
  final Commissions commissions =
      new Commissions(test.store, test.sql, test.tree, agents, test.ids, test.clock, test.audit);
  final Wallets wallets = new Wallets(test.store, test.sql, test.tree, test.ids, test.clock);
  final Funding funding =
      new Funding(
          test.store,
          wallets,
          new Alerts(test.store, test.sql, wallets, test.clock, test.audit),
          test.ids,
          test.clock,
          test.audit);
  private final Ledger ledger = new Ledger(test.ids::next);

  MonthTown() {
    for (var edge :
        new long[][] {
          {ACME, PLATFORM}, {NOVA, PLATFORM}, {BAKERY, ACME}, {DENTIST, ACME}, {STUDIO, NOVA}
        }) {
      test.store.inTransaction(
          connection -> {
            Wallet.open(connection, test.ids::next, edge[0], edge[1], "EUR", FEBRUARY);
            ledger.topUp(
                connection, edge[0], edge[1], eur("1000"), "first-" + edge[0], "", FEBRUARY);
            return null;
          });
    }
  }

  static Money eur(String amount) {
    return Money.of(amount, "EUR");
  }

  Store store() {
    return test.store;
  }

  /** Sends one message of so many parts: 0.10 a part for the client, 0.07 for a reseller. */
  long send(long client, int parts, Instant at) {
    var id = test.ids.next();
    var lines =
        prices.edges(client).stream()
            .map(edge -> line(edge, parts, edge.level() == 0 ? "0.10" : "0.07"))
            .toList();
    var refused =
        test.store.inTransaction(
            connection -> ledger.charge(connection, List.of(new RatedEvent(id, lines)), at));
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused.toString());
    }
    return id;
  }

  private static RatedLine line(Edge edge, int parts, String price) {
    return line(edge, "sms.mt", parts, price);
  }

  private static RatedLine line(Edge edge, String product, int parts, String price) {
    var unit = new BigDecimal(edge.hasWallet() ? price : "0.05");
    return new RatedLine(
        edge.level(),
        edge.sellerId(),
        edge.buyerId(),
        product,
        parts,
        1,
        unit,
        RatedLine.micros(unit, parts),
        "EUR");
  }

  /** A reseller with its own purchases of a product, 0.07 a part. */
  void buy(long reseller, String product, int parts, Instant at) {
    var lines =
        prices.edges(reseller).stream().map(edge -> line(edge, product, parts, "0.07")).toList();
    var event = new RatedEvent(test.ids.next(), lines);
    test.store.inTransaction(connection -> ledger.charge(connection, List.of(event), at));
  }

  void refund(long event, Instant at) {
    test.store.inTransaction(
        connection -> ledger.refund(connection, List.of(event), "never arrived", at));
  }

  /** Sends a first version of a contract of the platform. */
  void agree(long buyer, Terms terms) {
    agree(PLATFORM, buyer, terms);
  }

  void agree(long seller, long buyer, Terms terms) {
    var drafts =
        new Drafts(
            test.sql,
            test.tree,
            contracts,
            new ProductGroups(test.sql, test.audit),
            test.ids,
            test.clock,
            test.audit);
    var owner = test.owner(seller);
    var made = drafts.create(owner, buyer, "C-" + buyer, terms);
    drafts.send(owner, made.id(), made.draftMark());
  }

  Money balance(long buyer, long seller) {
    return test.store.inTransaction(
        connection -> Wallet.find(connection, buyer, seller, "EUR").orElseThrow().balance());
  }

  /** What does not add up. */
  List<Invariants.Violation> broken() {
    return test.store.inTransaction(
        connection -> {
          var all = new ArrayList<>(Invariants.check(connection));
          all.addAll(PeriodInvariants.check(connection));
          return all;
        });
  }

  /** Every row of these tables, as text. */
  List<String> rows(String... tables) {
    var all = new ArrayList<String>();
    for (var table : tables) {
      test.store
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createQuery("SELECT * FROM " + table)
                      .mapToMap()
                      .forEach(row -> all.add(text(row))));
    }
    return all;
  }

  private static String text(java.util.Map<String, Object> row) {
    row.replaceAll((column, value) -> value instanceof byte[] bytes ? hex(bytes) : value);
    return row.toString();
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  long number(String sql) {
    return test.store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  void execute(String sql) {
    test.store.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
