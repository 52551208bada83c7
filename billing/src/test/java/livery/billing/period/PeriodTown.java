package livery.billing.period;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import livery.billing.Edge;
import livery.billing.IdSource;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rating;
import livery.billing.price.TierPrices;
import livery.billing.tier.TierTable;
import livery.testkit.TestDatabase;

/** Platform 10 sells to resellers 20 and 21; 30 and 31 buy from 20, 32 from 21. */
final class PeriodTown {

  static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
  static final BillingMonth MARCH = new BillingMonth(10, YearMonth.of(2026, 3), KYIV);
  static final Duration GRACE = Duration.ofHours(72);
  static final Clock APRIL =
      Clock.fixed(MARCH.to().plus(GRACE).plus(Duration.ofHours(1)), ZoneOffset.UTC);
  static final Instant MIDDLE = MARCH.from().plus(Duration.ofDays(14));

  private final TestDatabase database = TestDatabase.migrated("db/billing");

  final AtomicLong lastId = new AtomicLong(1_000_000);
  final IdSource ids = count -> lastId.getAndAdd(count) + 1;
  final Ledger ledger = new Ledger(ids);
  final PeriodClose close = new PeriodClose(ids, GRACE);
  PriceBook book;
  private final AtomicLong lastPrice = new AtomicLong();
  private final IdSource priceIds = count -> lastPrice.getAndAdd(count) + 1;

  PeriodTown() throws SQLException {
    try (var connection = connect()) {
      for (var pair : List.of("30 20", "31 20", "32 21", "20 10", "21 10")) {
        var buyer = Long.parseLong(pair.split(" ")[0]);
        var seller = Long.parseLong(pair.split(" ")[1]);
        Wallet.open(connection, ids, buyer, seller, "UAH", MARCH.from());
        var key = "first-" + buyer;
        ledger.topUp(connection, buyer, seller, uah("100000"), key, "", MARCH.from());
      }
    }
    for (var price :
        List.of(
            "20 MT 0.85",
            "21 MT 0.85",
            "10 MT 0.70",
            "20 MO 0.1234567",
            "21 MO 0.1234567",
            "10 MO 0.0345678")) {
      var part = price.split(" ");
      price(Long.parseLong(part[0]), 0, part[1], part[2], Instant.EPOCH, Price.OPEN);
    }
    load();
  }

  /** Adds a price in hryvnias; it is in force after {@link #load}. */
  void price(long seller, long buyer, String product, String unitPrice, Instant from, Instant to)
      throws SQLException {
    try (var connection = connect()) {
      var amount = new BigDecimal(unitPrice);
      new PriceList(priceIds)
          .add(connection, new Price(0, seller, buyer, product, "", "", "UAH", amount, from, to));
    }
  }

  void load() throws SQLException {
    try (var connection = connect()) {
      book = PriceBook.load(connection);
    }
  }

  static Money uah(String amount) {
    return Money.of(amount, "UAH");
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  RatedEvent event(long client, String product, int parts, Instant at) {
    var reseller = client == 32 ? 21 : 20;
    var edges =
        List.of(
            new Edge(0, reseller, client, "UAH"),
            new Edge(1, 10, reseller, "UAH"),
            new Edge(2, Edge.OPERATORS, 10, "UAH"));
    return Rating.rate(book, lastId.incrementAndGet(), edges, product, parts, "", "", at);
  }

  /** Sends and charges. */
  RatedEvent send(long client, int parts, Instant at) throws SQLException {
    return send(client, parts, at, TierPrices.NONE);
  }

  /** The same at the prices that contracts give at the counter. */
  RatedEvent send(long client, int parts, Instant at, TierPrices prices) throws SQLException {
    var event = prices.apply(event(client, "MT", parts, at));
    try (var connection = connect()) {
      if (!ledger.charge(connection, List.of(event), at).isEmpty()) {
        throw new IllegalStateException("Refused " + event);
      }
    }
    return event;
  }

  void refund(RatedEvent event, Instant at) throws SQLException {
    try (var connection = connect()) {
      ledger.refund(connection, List.of(event.eventId()), "late", at);
    }
  }

  /** Gives units of the edge to the platform back, with so much money. */
  void giveBack(RatedEvent event, int units, String amount, Instant at) throws SQLException {
    try (var connection = connect()) {
      var part = new Ledger.Return(event.eventId(), 1, units, uah(amount).micros(), MIDDLE);
      if (ledger.giveBack(connection, List.of(part), "not delivered", KYIV, at).isEmpty()) {
        throw new IllegalStateException("Not given back: " + event);
      }
    }
  }

  static ContractHistory contract(long buyer, TierTable tiers, PassThrough pass) {
    return contract(buyer, Discount.byVolume(tiers).passingOn(pass));
  }

  static ContractHistory contract(long buyer, Discount discount) {
    return ContractHistory.of(
        Contract.resale(buyer, 10, buyer, "UAH", LocalDate.of(2026, 1, 1)).withDiscount(discount));
  }

  static VolumeTerms terms(long buyer, TierTable tiers, PassThrough pass) {
    return VolumeTerms.of(buyer, "MT", Set.of("MT"), contract(buyer, tiers, pass));
  }

  Money balance(long buyer, long seller) throws SQLException {
    try (var connection = connect()) {
      return Wallet.find(connection, buyer, seller, "UAH").orElseThrow().balance();
    }
  }

  long count(String table) throws SQLException {
    try (var connection = connect();
        var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  void execute(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
