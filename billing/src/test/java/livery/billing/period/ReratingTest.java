package livery.billing.period;

import static livery.billing.period.PeriodTown.KYIV;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import livery.billing.Edge;
import livery.billing.Invariants.Violation;
import livery.billing.Ledger;
import livery.billing.OneOff;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.contract.Discount;
import livery.billing.price.Price;
import livery.billing.price.TierPrices;
import livery.billing.rent.Proration;
import livery.billing.rent.Rent;
import livery.billing.rent.Rents;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rated rows of every kind come to the same again; one that was changed, its transfer and its
 * wallet with it, does not, and is told under that one name.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReratingTest {

  /** Changes what a row was charged, and everything that must then be changed as well. */
  private static final String ALL_ALONG =
      "UPDATE rated SET amount = amount + 1 WHERE event_id = %1$s AND"
          + " level = 0; UPDATE transfer t JOIN rated r ON r.posting_id = t.posting_id AND r.seller_id"
          + " = t.seller_id SET t.amount = t.amount + 1, t.own_amount = t.own_amount + 1,"
          + " t.list_amount = t.list_amount + (r.tier = 0), t.own_list_amount = t.own_list_amount +"
          + " (r.tier = 0) WHERE r.event_id = %1$s AND r.level = 0; UPDATE wallet w JOIN rated r ON"
          + " w.buyer_id = r.buyer_id AND w.seller_id = r.seller_id SET w.balance = w.balance - 1"
          + " WHERE r.event_id = %1$s AND r.level = 0";

  private final PeriodTown town = new PeriodTown();
  private final List<RatedEvent> sent = new ArrayList<>();
  private long tiered;
  private long rented;
  private long cut;
  private long gone;
  private long worked;

  ReratingTest() throws SQLException {
    town.execute("DROP TRIGGER transfer_no_update");
    town.execute("DROP TRIGGER currency_rate_no_update");
    town.price(20, 0, "RENT", "31.99", MARCH.from(), Price.OPEN);
    town.price(10, 0, "RENT", "20", MARCH.from(), Price.OPEN);
    town.price(20, 30, "MT", "0.8500005", MARCH.from(), Price.OPEN);
    town.price(20, 0, "plugin", "0.33", MARCH.from(), Price.OPEN);
    town.price(10, 0, "plugin", "0.11", MARCH.from(), Price.OPEN);
    town.load();
    try (var connection = town.connect()) {
      Wallet.open(connection, town.ids, 33, 20, "EUR", MARCH.from());
      town.ledger.topUp(
          connection, 33, 20, livery.billing.Money.of("9", "EUR"), "33", "", MARCH.from());
    }
    town.execute(
        "INSERT INTO currency_rate VALUES (1, 'UAH', 'EUR', 0.0213333333, '2026-03-01', 'NBU', '',"
            + " NOW())");
    for (var parts = 1; parts < 4; parts++) {
      sent.add(town.send(30, parts, MIDDLE));
    }
    charge(town.event(31, "plugin.voting", 2, MIDDLE));
    sent.add(charge(inEuros(town.event(31, "MT", 3, MIDDLE))));
    tiered = town.send(31, 3, MIDDLE, atOnce()).eventId();
    town.refund(town.send(30, 1, MIDDLE), MIDDLE);
    town.giveBack(town.send(31, 2, MIDDLE), 1, "0.70", MIDDLE);
    rent();
    work();
    hold();
  }

  private static TierPrices atOnce() {
    var tiers = TierTable.graduated(Tier.upTo("1", "0.80"), Tier.rest("0.6111111"));
    var discount = Discount.byVolume(tiers).grantedAs(Discount.Grant.PRICE);
    var counter = new TierPrices.Counter(Set.of("MT"), discount, BigDecimal.ZERO);
    return TierPrices.of(List.of(new TierPrices.Deal(20, 31, "UAH", true, List.of(counter))));
  }

  /** The same, bought in another currency than the price list has. */
  private static RatedEvent inEuros(RatedEvent event) {
    var lines = new ArrayList<>(event.lines());
    var line = lines.get(0);
    var unit = new BigDecimal("0.0181333333"); // 0.85 × 0.0213333333
    lines.set(
        0,
        new RatedLine(0, 20, 33, "MT", 3, line.priceId(), unit, RatedLine.micros(unit, 3), "EUR")
            .withRate(new BigDecimal("0.0213333333"), LocalDate.of(2026, 3, 1)));
    return new RatedEvent(event.eventId(), lines);
  }

  private RatedEvent charge(RatedEvent event) throws SQLException {
    try (var connection = town.connect()) {
      assertThat(town.ledger.charge(connection, List.of(event), MIDDLE)).isEmpty();
    }
    return event;
  }

  private void rent() throws SQLException {
    var middle = LocalDate.of(2026, 3, 15);
    rented = rent(1, Proration.DAILY_ACTUAL, middle);
    cut = rent(2, Proration.DAILY_30, middle);
    gone = rent(3, Proration.DAILY_ACTUAL, LocalDate.of(2026, 3, 20));
    rent(4, Proration.NONE, middle);
    town.execute("UPDATE rent SET to_day = '2026-03-17' WHERE event_id = " + cut);
    back(cut, 2_000_000, 1_000_000);
    town.execute("DELETE FROM rent WHERE event_id = " + gone);
    back(gone, 12_380_000, 7_740_000);
  }

  private long rent(long subject, Proration proration, LocalDate from) throws SQLException {
    var edges = new ArrayList<Edge>();
    town.event(30, "MT", 1, MIDDLE)
        .lines()
        .forEach(
            line ->
                edges.add(
                    new Edge(line.level(), line.sellerId(), line.buyerId(), line.currency())));
    var to = LocalDate.of(2026, 4, 1);
    var rent =
        new Rent(
            town.lastId.incrementAndGet(), subject, "RENT", edges, "", "", from, to, proration);
    try (var connection = town.connect()) {
      assertThat(new Rents(town.ledger).begin(connection, town.book, List.of(rent), MIDDLE))
          .isEmpty();
    }
    return rent.eventId();
  }

  private void back(long event, long retail, long wholesale) throws SQLException {
    try (var connection = town.connect()) {
      var parts =
          List.of(
              new Ledger.Return(event, 0, 0, retail, MIDDLE),
              new Ledger.Return(event, 1, 0, wholesale, MIDDLE));
      assertThat(town.ledger.giveBack(connection, parts, "", KYIV, MIDDLE)).hasSize(1);
    }
  }

  private void work() throws SQLException {
    try (var connection = town.connect()) {
      new OneOff(town.ids)
          .charge(
              connection,
              new OneOff.Sale(30, 20, 2, new BigDecimal("12.50"), "UAH", "Під ключ", "w"),
              MIDDLE);
      try (var row =
          connection
              .createStatement()
              .executeQuery("SELECT event_id FROM rated WHERE product = 'work'")) {
        row.next();
        worked = row.getLong(1);
      }
    }
  }

  /** Three that are held; one of them is freed, one charged in part. */
  private void hold() throws SQLException {
    var ends = MIDDLE.plus(Duration.ofHours(1));
    try (var connection = town.connect()) {
      for (var i = 0; i < 2; i++) {
        var event = town.event(31, "MT", 4, MIDDLE);
        town.ledger.hold(connection, List.of(event), MIDDLE, ends);
        town.ledger.settle(
            connection, List.of(new Settlement(event.eventId(), 3 * i)), MIDDLE.plusSeconds(1));
      }
      town.ledger.hold(connection, List.of(town.event(31, "MT", 4, MIDDLE)), MIDDLE, ends);
    }
  }

  private List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      return BooksCheck.snapshot(connection);
    }
  }

  /** What is found in books that are spoilt so; afterwards they are as they were. */
  private List<Violation> spoilt(String sql) throws SQLException {
    var ids =
        Map.of(
            "$first", sent.get(0).eventId(),
            "$euros", sent.get(3).eventId(),
            "$tiered", tiered,
            "$rented", rented,
            "$cut", cut,
            "$gone", gone,
            "$worked", worked);
    var all = sql;
    for (var id : ids.entrySet()) {
      all = all.replace(id.getKey(), String.valueOf(id.getValue()));
    }
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      try {
        for (var one : all.split(";")) {
          assertThat(statement.executeUpdate(one)).as(one).isPositive();
        }
        return BooksCheck.check(connection);
      } finally {
        connection.rollback();
      }
    }
  }

  @Test
  void rows_of_every_kind_come_to_the_same_again() throws SQLException {
    assertThat(violations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"$first", "$euros", "$tiered", "$rented", "$cut", "$gone", "$worked"})
  void an_amount_that_was_changed_all_along_is_found(String event) throws SQLException {
    assertThat(spoilt(ALL_ALONG.formatted(event)))
        .hasSize(1)
        .allMatch(one -> one.invariant().equals("I14") && one.detail().contains("was charged"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "I14 | UPDATE rated SET unit_price = 0.8500006 WHERE event_id = $first AND level = 0",
        "I14 | UPDATE rated SET price_id = 999 WHERE event_id = $first AND level = 0",
        "I14 | UPDATE rated SET price_id = 0 WHERE event_id = $first AND level = 0",
        "I14 | INSERT INTO price SELECT 900, 20, 32, product, '', '', '', currency, unit_price,"
            + " valid_from, valid_to FROM price WHERE seller_id = 20 AND product = 'MT' AND buyer_id ="
            + " 0; UPDATE rated SET price_id = 900 WHERE event_id = $tiered AND level = 0",
        "I14 | INSERT INTO price SELECT 900, 20, 0, 'MT2', '', '', '', currency, unit_price,"
            + " valid_from, valid_to FROM price WHERE seller_id = 20 AND product = 'MT' AND buyer_id ="
            + " 0; UPDATE rated SET price_id = 900 WHERE event_id = $tiered AND level = 0",
        "I14 | UPDATE rated SET price_id = (SELECT id FROM price WHERE seller_id = 21 AND product ="
            + " 'MT') WHERE event_id = $tiered AND level = 0",
        "I14 | UPDATE rated SET unit_price = 0.01 WHERE event_id = $first AND level = 2",
        "I14 | UPDATE rated SET rate = 0.0213333334 WHERE event_id = $euros AND level = 0",
        "I14 | UPDATE rated SET rate = NULL WHERE event_id = $euros AND level = 0",
        "I14 | UPDATE rated SET rate_on = '2026-03-02' WHERE event_id = $euros AND level = 0",
        "I14 | UPDATE rent SET from_day = '2026-03-16' WHERE event_id = $rented",
        "I14 | DELETE FROM rent WHERE event_id = $rented",
        "I14 | UPDATE rated SET unit_price = 25, quantity = 1, posted = 1 WHERE event_id = $worked;"
            + " UPDATE transfer SET quantity = 1, own_quantity = 1"
            + " WHERE reference = 'Під ключ'",
        "I14 | UPDATE hold SET chains = REPLACE(chains, '0.85', '0.86')",
        "I14 | UPDATE currency_rate SET from_currency = 'USD'",
        "I5 | UPDATE rated SET quantity = quantity + 1 WHERE event_id = $first AND level = 0",
        "I5 | UPDATE rated SET quantity = quantity - 1 WHERE state = 'RELEASED' AND level = 1",
        "I12 | UPDATE transfer SET own_quantity = own_quantity + 1"
            + " WHERE kind = 'CHARGE' AND seller_id = 20 ORDER BY id LIMIT 1",
        "I12 | UPDATE transfer SET own_list_amount ="
            + " own_list_amount + 1 WHERE list_amount IS NOT NULL",
        "I12 | UPDATE rated SET apart = 1 WHERE event_id = $first AND level = 1",
        "I6 | UPDATE rated SET amount = amount + 1 WHERE event_id = $first AND level = 0",
        "I6 | UPDATE rated SET posted = posted + 1, quantity = quantity + 1 WHERE event_id = $first"
            + " AND level = 0"
      })
  void a_row_that_was_changed_is_told_under_one_name(String invariant, String spoil)
      throws SQLException {
    var violations = spoilt(spoil);

    var names = new TreeSet<>(violations.stream().map(Violation::invariant).toList());
    assertThat(names).as(violations.toString()).containsExactly(invariant);
  }

  @Test
  void only_the_newest_rows_are_rated_again() throws SQLException {
    try (var connection = town.connect();
        var statement = connection.createStatement()) {
      var all = Rerating.since(connection, BooksCheck.NEWEST_ROWS_MAX);
      var newest = Rerating.since(connection, 2);
      connection.setAutoCommit(false);
      statement.execute("UPDATE rated SET unit_price = 0.8500006 WHERE unit_price = 0.8500005");

      assertThat(all).isZero();
      assertThat(newest).isBetween(sent.get(0).eventId() + 1, town.lastId.get());
      assertThat(Rerating.check(connection, all, List.of())).isNotEmpty();
      assertThat(Rerating.check(connection, newest, List.of())).isEmpty();
      connection.rollback();
    }
  }
}
