package livery.billing;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rating;
import livery.testkit.TestDatabase;

/** A small tree to sell in: client 30 buys from reseller 20, that from platform 10, that from 0. */
final class Town {

  static final long PLATFORM = 10;
  static final long RESELLER = 20;
  static final long CLIENT = 30;
  static final String UAH = "UAH";
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  static final Instant LATER = NOW.plusSeconds(3_600);
  static final List<Edge> EDGES =
      List.of(
          new Edge(0, RESELLER, CLIENT, UAH),
          new Edge(1, PLATFORM, RESELLER, UAH),
          new Edge(2, Edge.OPERATORS, PLATFORM, UAH));

  private final TestDatabase database = TestDatabase.migrated("db/billing");

  final AtomicLong lastId = new AtomicLong(1_000_000);
  final IdSource ids = count -> lastId.getAndAdd(count) + 1;
  final Ledger ledger = new Ledger(ids);
  final PriceBook book;

  /** An empty database, with three prices and two empty wallets. */
  Town() {
    try (var connection = connect()) {
      var list = new PriceList(ids);
      list.add(connection, price(RESELLER, "0.85"));
      list.add(connection, price(PLATFORM, "0.70"));
      list.add(connection, price(Edge.OPERATORS, "0.4000000001"));
      Wallet.open(connection, ids, CLIENT, RESELLER, UAH, NOW);
      Wallet.open(connection, ids, RESELLER, PLATFORM, UAH, NOW);
      book = PriceBook.load(connection);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Price price(long seller, String unitPrice) {
    return Price.starting(
        seller, 0, "MT", "", "", UAH, new BigDecimal(unitPrice), NOW.minusSeconds(86_400));
  }

  Connection connect() throws SQLException {
    return database.dataSource().getConnection();
  }

  RatedEvent event(long id, int parts) {
    return Rating.rate(book, id, EDGES, "MT", parts, "UA", "", NOW);
  }

  /** A book where a month of rent costs this much at the reseller. */
  PriceBook bookOf(String rent) {
    var month = new BigDecimal(rent);
    var since = NOW.minusSeconds(86_400);
    return PriceBook.of(
        List.of(
            Price.starting(RESELLER, 0, "RENT", "", "", UAH, month, since),
            Price.starting(PLATFORM, 0, "RENT", "", "", UAH, BigDecimal.ONE, since)));
  }

  void topUp(Connection connection, long buyer, long seller, String amount) throws SQLException {
    var key = "test-" + lastId.incrementAndGet();
    ledger.topUp(connection, buyer, seller, Money.of(amount, UAH), key, "", NOW);
  }

  /** Gives both wallets the same amount. */
  void fund(Connection connection, String amount) throws SQLException {
    topUp(connection, CLIENT, RESELLER, amount);
    topUp(connection, RESELLER, PLATFORM, amount);
  }

  Wallet client(Connection connection) throws SQLException {
    return Wallet.find(connection, CLIENT, RESELLER, UAH).orElseThrow();
  }

  Wallet reseller(Connection connection) throws SQLException {
    return Wallet.find(connection, RESELLER, PLATFORM, UAH).orElseThrow();
  }
}
