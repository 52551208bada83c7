package livery.billing.period;

import static livery.billing.period.PeriodTown.uah;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import livery.billing.AgentLedger;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.Invariants.Violation;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Wallet;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.price.Price;
import livery.billing.price.Rating;

/** Agents of platform 10 with one client each, which buys at 1.00 what costs the agent 0.60. */
final class AgentTown {

  static final LocalDate OPEN = LocalDate.of(2026, 1, 1);

  private final PeriodTown town = new PeriodTown();
  private long last = 100;

  AgentTown() throws SQLException {
    town.price(10, 0, "AG", "1", Instant.EPOCH, Price.OPEN);
  }

  /** One agent, its client and its contract. */
  final class Agent {
    final long id = last++;
    final long client = last++;
    private final Contract whole;
    private ContractHistory history;

    Agent(Commission commission) throws SQLException {
      whole = Contract.agent(id, 10, id, Contract.Mode.AGENT_OWN_NAME, "UAH", OPEN, commission);
      history = ContractHistory.of(whole);
      town.price(10, id, "AG", "0.60", Instant.EPOCH, Price.OPEN);
      town.load();
      try (var connection = town.connect()) {
        Wallet.open(connection, town.ids, id, 10, "UAH", at(OPEN));
        Wallet.open(connection, town.ids, client, 10, "UAH", at(OPEN));
      }
    }

    /** Another commission from a day on. */
    void amend(LocalDate from, Commission commission) {
      var next = history.versions().get(history.versions().size() - 1).next(from);
      history = history.amend(next.withCommission(commission), OPEN);
    }

    void end(LocalDate on) {
      history = ContractHistory.of(history.versions().get(0).until(on));
    }

    /** The same contract again after it had ended. */
    void resume(LocalDate on) {
      history = history.amend(whole.next(on), OPEN);
    }

    /** What the platform asks from the agent, from a day on. */
    void base(LocalDate from, String unitPrice) throws SQLException {
      var at = month(from).start(from);
      town.execute(
          "UPDATE price SET valid_to = '%s' WHERE buyer_id = %d AND valid_to > '9999-01-01'"
              .formatted(at.toString().replace('T', ' ').replace("Z", ""), id));
      town.price(10, id, "AG", unitPrice, at, Price.OPEN);
      town.load();
    }

    RatedEvent sell(LocalDate day, int units) throws SQLException {
      return sell(day, "AG", units);
    }

    private RatedEvent sell(LocalDate day, String product, int units) throws SQLException {
      var edges = List.of(new Edge(0, 10, client, "UAH"), new Edge(1, Edge.OPERATORS, 10, "UAH"));
      var id = town.lastId.incrementAndGet();
      var event = Rating.rate(town.book, id, edges, product, units, "", "", at(day));
      try (var connection = town.connect()) {
        town.ledger.chargeAnyway(connection, List.of(event), at(day));
      }
      return event;
    }

    /** Sells a bundle of so many units to its client. */
    void bundle(LocalDate day, int units) throws SQLException {
      var last = at(day).plusSeconds(400L * 24 * 3_600);
      try (var connection = town.connect()) {
        town.ledger.topUp(connection, client, 10, uah("1000"), key(), "", at(OPEN));
        new Bundles(town.ids)
            .sell(
                connection,
                new Bundles.Sale(client, 10, "AG", units, uah("1"), last),
                key(),
                "",
                at(day));
      }
    }

    /** A product of its own, at what its client and what it is asked. */
    void own(String retail, String base) throws SQLException {
      town.price(10, client, product(), retail, Instant.EPOCH, Price.OPEN);
      town.price(10, id, product(), base, Instant.EPOCH, Price.OPEN);
      town.load();
    }

    private String product() {
      return "OWN" + id;
    }

    void sellOwn(LocalDate day, int units) throws SQLException {
      sell(day, product(), units);
    }

    void refund(LocalDate day, RatedEvent event) throws SQLException {
      town.refund(event, at(day));
    }

    long pay(LocalDate day, String amount) throws SQLException {
      try (var connection = town.connect()) {
        return town.ledger.topUp(connection, client, 10, uah(amount), key(), "", at(day));
      }
    }

    void collect(LocalDate day, String amount) throws SQLException {
      try (var connection = town.connect()) {
        town.ledger.setCreditLimit(connection, id, 10, uah("1000000"), key(), at(day));
        new AgentLedger(town.ids)
            .collect(connection, id, client, 10, uah(amount), key(), "", at(day));
      }
    }

    void takeBack(LocalDate day, long paid, String amount) throws SQLException {
      try (var connection = town.connect()) {
        town.ledger.takeBack(connection, client, 10, paid, uah(amount), key(), "", at(day));
      }
    }

    /** Posts a month up to a day. */
    Optional<CommissionAccrual.Line> post(LocalDate upto) throws SQLException {
      var month = month(upto.minusDays(1));
      try (var connection = town.connect()) {
        return new CommissionAccrual(town.ids)
            .accrue(
                connection,
                month,
                history,
                Set.of(10L),
                Set.of(client),
                town.book,
                upto,
                month.start(upto).plusSeconds(300));
      }
    }

    /** Posts the whole of a month of 2026. */
    CommissionAccrual.Line post(int month) throws SQLException {
      return post(OPEN.plusMonths(month)).orElseThrow();
    }

    CommissionAccrual.Whole whole(int month) throws SQLException {
      try (var connection = town.connect()) {
        return CommissionAccrual.whole(
            connection,
            month(OPEN.plusMonths(month - 1)),
            history,
            Set.of(10L),
            Set.of(client),
            town.book);
      }
    }

    List<CommissionEstimate> estimates(int month) throws SQLException {
      var books = month(OPEN.plusMonths(month - 1));
      try (var connection = town.connect()) {
        return CommissionEstimate.of(
            connection, books, history, Set.of(10L), Set.of(client), town.book, books.to());
      }
    }

    List<CommissionEstimate.Part> parts(int month, CommissionEstimate estimate)
        throws SQLException {
      var books = month(OPEN.plusMonths(month - 1));
      try (var connection = town.connect()) {
        return estimate.parts(
            connection, books, Set.of(10L), Set.of(client), town.book, books.to());
      }
    }

    /** All that was posted of its commission. */
    Money posted() throws SQLException {
      try (var connection = town.connect();
          var statement =
              connection.prepareStatement(
                  "SELECT COALESCE(SUM(delta), 0) FROM commission WHERE agent_id = ?")) {
        statement.setLong(1, id);
        try (var rows = statement.executeQuery()) {
          rows.next();
          return new Money(rows.getLong(1), "UAH");
        }
      }
    }
  }

  private String key() {
    return "key-" + town.lastId.incrementAndGet();
  }

  static BillingMonth month(LocalDate day) {
    return new BillingMonth(10, YearMonth.from(day), PeriodTown.KYIV);
  }

  static Instant at(LocalDate day) {
    return day.atTime(12, 0).atZone(PeriodTown.KYIV).toInstant();
  }

  static LocalDate day(int month, int day) {
    return LocalDate.of(2026, month, day);
  }

  /** "sold base units received". */
  static String shown(CarriedSales carried) {
    return "%s %s %d %s"
        .formatted(
            plain(carried.sold()),
            plain(carried.base()),
            carried.units(),
            plain(carried.received()));
  }

  private static String plain(Money money) {
    return money.toBigDecimal().stripTrailingZeros().toPlainString();
  }

  List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      return BooksCheck.snapshot(connection);
    }
  }

  /** Closes months of the platform, the first of the year first. */
  void close(int month) throws SQLException {
    var books = month(day(month, 1));
    var late = books.to().plus(PeriodTown.GRACE).plusSeconds(3_600);
    town.close.close(
        town.dataSource(), books, List.of(), Clock.fixed(late, ZoneOffset.UTC), (done, all) -> {});
  }

  void execute(String sql) throws SQLException {
    town.execute(sql);
  }
}
