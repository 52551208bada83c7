package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.KYIV;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livery.billing.BillRule;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.Invariants.Violation;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedLine;
import livery.billing.Settlement;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.Discount.Counts;
import livery.billing.contract.Discount.Grant;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.price.Price;
import livery.billing.price.Rating;
import livery.billing.price.TierPrices;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A share of a discount that was given as a price: earned is what the units would have cost at the
 * price list, 0.70 each, less what they cost in the end.
 */
class ListValueTest {

  private static final TierTable TIERS =
      TierTable.graduated(Tier.upTo("4", "0.6"), Tier.rest("0.5"));
  private static final Discount AT_ONCE =
      Discount.byVolume(TIERS)
          .grantedAs(Grant.PRICE)
          .passingOn(PassThrough.of("50", Among.PRO_RATA_QTY));

  private final PeriodTown town;
  private long counted;

  ListValueTest() throws SQLException {
    town = new PeriodTown();
  }

  private static VolumeTerms terms(Discount discount) {
    return VolumeTerms.of(20, "MT", Set.of("MT"), PeriodTown.contract(20, discount));
  }

  /** What the counter gives as a price now. */
  private TierPrices prices(Discount discount) {
    var counter = new TierPrices.Counter(Set.of("MT"), discount, BigDecimal.valueOf(counted));
    return TierPrices.of(List.of(new TierPrices.Deal(10, 20, "UAH", true, List.of(counter))));
  }

  private RatedEvent send(long client, int parts) throws SQLException {
    var sent = town.send(client, parts, MIDDLE, prices(AT_ONCE));
    counted += parts;
    return sent;
  }

  private PeriodLine close(VolumeTerms terms) throws SQLException {
    for (var time = 0; time < 2; time++) { // the second time posts nothing
      town.close.close(town.dataSource(), MARCH, List.of(terms), APRIL, (done, all) -> {});
    }
    assertThat(violations()).isEmpty();
    try (var connection = town.connect()) {
      return PeriodLine.of(connection, 10, 202603, 0).get(0);
    }
  }

  private PeriodLine close(Discount discount) throws SQLException {
    return close(terms(discount));
  }

  private List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      return BooksCheck.check(connection);
    }
  }

  /** "30: 0.50". */
  private List<String> shares(PeriodLine line) throws SQLException {
    try (var connection = town.connect()) {
      return line.shares(connection).stream()
          .map(share -> share.clientId() + ": " + share.amount().toBigDecimal().setScale(2))
          .toList();
    }
  }

  @Test
  void a_share_of_a_discount_that_was_a_price_is_given_at_the_close() throws SQLException {
    send(30, 3); // 3 × 0.60
    send(31, 3); // 1 × 0.60 + 2 × 0.50
    send(30, 3); // 3 × 0.50
    VolumeEstimate foretold;
    try (var connection = town.connect()) {
      foretold = VolumeEstimate.of(connection, MARCH, terms(AT_ONCE), Instant.now());
    }

    var line = close(AT_ONCE);

    assertThat(foretold.earned()).isEqualTo(line.earned());
    assertThat(foretold.passedOn()).isEqualTo(sum(line)).isEqualTo(uah("0.7"));
    assertThat(line.posted()).isEqualTo(uah("4.9"));
    assertThat(line.delta()).isEqualTo(uah("0"));
    assertThat(line.list()).isEqualTo(uah("6.3")); // 9 × 0.70
    assertThat(line.earned()).isEqualTo(uah("1.4"));
    assertThat(shares(line)).containsExactly("30: 0.47", "31: 0.23"); // 0.70 as 6 : 3
    assertThat(town.balance(30, 20)).isEqualTo(uah("99995.37")); // 6 × 0.85, less 0.47
    assertThat(town.balance(20, 10)).isEqualTo(uah("99995.10"));
  }

  @Test
  void a_client_gets_its_percentage_of_what_its_own_units_earned() throws SQLException {
    send(30, 6);
    send(31, 3);
    var listed =
        PassThrough.perClient(Map.of(30L, new BigDecimal("100"), 31L, new BigDecimal("10")));

    // 0.93 and 0.47 of 1.40; a tenth of 0.47 is rounded down
    assertThat(shares(close(AT_ONCE.passingOn(listed)))).containsExactly("30: 0.93", "31: 0.04");
  }

  @ParameterizedTest
  @EnumSource(Grant.class)
  void the_same_month_earns_the_same_as_a_price_and_as_a_rebate(Grant grant) throws SQLException {
    var way = AT_ONCE.grantedAs(grant);
    var events = new ArrayList<RatedEvent>();
    for (var parts = 1; parts <= 6; parts++) {
      events.add(town.send(30 + parts % 2, parts, MIDDLE, prices(way)));
      counted += parts;
    }
    town.refund(events.get(2), MIDDLE.plusSeconds(60));
    var each = grant == Grant.PRICE ? "1" : "1.4"; // two units at 0.50, at 0.70
    town.giveBack(events.get(5), 2, each, MIDDLE.plusSeconds(60));

    var line = close(way);

    assertThat(line.quantity()).isEqualTo(16); // 1 + 2 + 4 + 5 + 4
    assertThat(line.list()).isEqualTo(uah("11.2"));
    assertThat(line.posted().plus(line.delta())).isEqualTo(uah("8.4")); // 4 × 0.6 + 12 × 0.5
    assertThat(shares(line)).hasSize(2);
    assertThat(line.earned()).isEqualTo(uah("2.8"));
    assertThat(sum(line)).isEqualTo(uah("1.4"));
  }

  private Money sum(PeriodLine line) throws SQLException {
    try (var connection = town.connect()) {
      var shares = line.shares(connection).stream().map(PeriodLine.Share::amount);
      return shares.reduce(uah("0"), Money::plus);
    }
  }

  @ParameterizedTest(name = "at {0}: {1}")
  @CsvSource({
    "0.69, 0.1",
    "0.699, 0.01",
    "0.6994, 0.01", // 6.994 are 6.99 in coins
    "0.6995, 0", // and 6.995 are 7.00
    "0.7, 0",
    "0.701, 0",
    "0.9, 0",
  })
  void nothing_is_passed_on_where_the_tier_is_no_cheaper_than_the_list(String price, String earned)
      throws SQLException {
    var way =
        Discount.byVolume(TierTable.single(price))
            .grantedAs(Grant.PRICE)
            .passingOn(PassThrough.of("100", Among.PRO_RATA_QTY));
    town.send(30, 10, MIDDLE, prices(way));

    var line = close(way);

    assertThat(line.list()).isEqualTo(uah("7"));
    assertThat(line.earned()).isEqualTo(uah(earned));
    assertThat(sum(line)).isEqualTo(uah(earned));
  }

  @Test
  void units_count_at_the_price_list_that_their_line_names() throws SQLException {
    town.price(10, 20, "MT", "0.65", MARCH.from(), MIDDLE);
    town.price(10, 20, "MT", "0.80", MIDDLE, Price.OPEN);
    town.load();
    var held = town.event(30, "MT", 2, MIDDLE.minusMillis(1));
    town.send(30, 2, MIDDLE.minusMillis(1), prices(AT_ONCE)); // the list says 0.65
    try (var connection = town.connect()) {
      town.ledger.hold(
          connection,
          List.of(prices(AT_ONCE).apply(held)),
          MIDDLE.minusMillis(1),
          MIDDLE.plusSeconds(60));
      town.ledger.settle(
          connection, List.of(new Settlement(held.eventId(), 2)), MIDDLE.plusSeconds(1));
    }
    town.send(30, 2, MIDDLE, prices(AT_ONCE)); // 0.80

    var line = close(AT_ONCE);

    assertThat(line.list()).isEqualTo(uah("4.2")); // 4 × 0.65 + 2 × 0.80
    assertThat(line.earned()).isEqualTo(uah("0.8")); // less 4 × 0.60 + 2 × 0.50
  }

  @Test
  void what_was_free_earned_nothing_and_what_the_list_gives_away_earns_less() throws SQLException {
    try (var connection = town.connect()) {
      var sale = new Bundles.Sale(20, 10, "MT", 5, uah("3"), MARCH.to());
      new Bundles(town.ids).sell(connection, sale, "five", "", MARCH.from());
    }
    send(30, 7); // 5 of the bundle, 2 paid
    counted = 2;
    send(31, 2);
    town.price(10, 20, "MT", "0", MARCH.from(), Price.OPEN);
    town.load();
    counted = 4;
    send(30, 1); // the list asks nothing, the contract's table does

    var line = close(AT_ONCE);

    assertThat(line.quantity()).isEqualTo(5);
    assertThat(line.list()).isEqualTo(uah("2.8")); // 4 × 0.70 + 0
    // 2 at the 7's average of (4 × 0.60 + 3 × 0.50) ÷ 7, 2 × 0.60, 0.50; they come to 2.90
    assertThat(line.posted()).isEqualTo(uah("2.814286"));
    assertThat(line.delta()).isEqualTo(uah("0.085714"));
    assertThat(line.earned()).isEqualTo(uah("0"));
    assertThat(shares(line)).isEmpty();
  }

  @Test
  void late_receipts_count_what_arrived_at_the_price_list() throws SQLException {
    var rule = new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.RELEASE);
    var event = prices(AT_ONCE).apply(town.event(30, "MT", 10, MIDDLE));
    var held =
        new RatedEvent(event.eventId(), event.lines().stream().map(line -> line.by(rule)).toList());
    try (var connection = town.connect()) {
      town.ledger.hold(connection, List.of(held), MIDDLE, MIDDLE.plusSeconds(60));
      town.ledger.expire(connection, MIDDLE.plusSeconds(61), 10);
      var first = new Ledger.Late(event.eventId(), 8, MIDDLE);
      town.ledger.late(connection, List.of(first), KYIV, MIDDLE.plusSeconds(62));
      var second = new Ledger.Late(event.eventId(), 6, MIDDLE);
      town.ledger.late(connection, List.of(second), KYIV, MARCH.to().plus(Duration.ofHours(1)));
    }

    var line = close(AT_ONCE);

    assertThat(line.quantity()).isEqualTo(6);
    assertThat(line.list()).isEqualTo(uah("4.2"));
    assertThat(line.earned()).isEqualTo(uah("0.8")); // less 4 × 0.60 + 2 × 0.50
    assertThat(shares(line)).containsExactly("30: 0.40");
  }

  @Test
  void own_use_of_the_buyer_and_what_is_set_apart_earn_it_no_list_value() throws SQLException {
    var clients = AT_ONCE.counting(Counts.SEGMENTS, Scope.CLIENTS);
    var edges = List.of(new Edge(0, 10, 20, "UAH"), new Edge(1, Edge.OPERATORS, 10, "UAH"));
    var own = Rating.rate(town.book, 7, edges, "MT", 5, "", "", MIDDLE);
    try (var connection = town.connect()) {
      var apart = prices(AT_ONCE).apply(town.event(31, "MT", 3, MIDDLE));
      var lines = apart.lines().stream().map(one -> one.level() == 1 ? one.setApart() : one);
      var events =
          List.of(
              prices(AT_ONCE).apply(own),
              new RatedEvent(apart.eventId(), lines.toList()),
              prices(AT_ONCE).apply(town.event(30, "MT", 4, MIDDLE)));
      assertThat(town.ledger.charge(connection, events, MIDDLE)).isEmpty();
    }

    var line = close(terms(clients).settingApart(List.of(31L)));

    assertThat(line.quantity()).isEqualTo(4);
    assertThat(line.list()).isEqualTo(uah("2.8"));
    assertThat(shares(line)).containsExactly("30: 0.20");
  }

  @Test
  void a_price_of_the_sellers_currency_counts_at_the_rate_of_its_line() throws SQLException {
    try (var connection = town.connect()) {
      Wallet.open(connection, town.ids, 20, 10, "EUR", MARCH.from());
      town.ledger.topUp(connection, 20, 10, Money.of("100", "EUR"), "euro", "", MARCH.from());
      var event = town.event(30, "MT", 3, MIDDLE);
      var lines = new ArrayList<>(event.lines());
      var line = lines.get(1);
      var euro =
          new RatedLine(
              1, 10, 20, "MT", 3, line.priceId(), new BigDecimal("0.0149333333"), 44_800, "EUR");
      town.execute(
          "INSERT INTO currency_rate VALUES (1, 'UAH', 'EUR', 0.0213333333, '2026-03-01', 'NBU', '',"
              + " NOW())");
      lines.set(
          1,
          euro.withRate(new BigDecimal("0.0213333333"), LocalDate.of(2026, 3, 1))
              .at(new BigDecimal("0.01"), 1));
      var charged = new RatedEvent(event.eventId(), lines);
      assertThat(town.ledger.charge(connection, List.of(charged), MIDDLE)).isEmpty();
    }
    var tiers = Discount.byVolume(TierTable.single("0.01")).grantedAs(Grant.PRICE);
    var since = LocalDate.of(2026, 1, 1);
    var euros = Contract.resale(20, 10, 20, "EUR", since).withDiscount(tiers);

    var line = close(VolumeTerms.of(20, "MT", Set.of("MT"), ContractHistory.of(euros)));

    // 0.70 × 0.0213333333 = 0.0149333333, three times
    assertThat(line.list()).isEqualTo(Money.of("0.0448", "EUR"));
    assertThat(line.posted()).isEqualTo(Money.of("0.03", "EUR"));
  }

  @Test
  void terms_that_change_from_a_price_to_a_rebate_within_a_month_earn_both() throws SQLException {
    send(30, 4); // 4 × 0.60
    town.send(30, 6, MIDDLE.plus(Duration.ofDays(5))); // 6 × 0.70, later 0.50
    var first = PeriodTown.contract(20, AT_ONCE.passingOn(PassThrough.NONE)).versions().get(0);
    var rebate = first.next(LocalDate.of(2026, 3, 17));
    var history =
        ContractHistory.of(first)
            .amend(
                rebate.withDiscount(AT_ONCE.grantedAs(Grant.REBATE_CREDIT_NOTE)), MARCH.firstDay());

    var line = close(VolumeTerms.of(20, "MT", Set.of("MT"), history));

    assertThat(line.delta()).isEqualTo(uah("-1.2"));
    assertThat(line.earned()).isEqualTo(uah("1.6")); // 10 × 0.70 − 4 × 0.60 − 6 × 0.50
    assertThat(shares(line)).containsExactly("30: 0.80");
  }

  @Test
  void what_is_closed_keeps_its_list_value_when_something_comes_back_later() throws SQLException {
    var sent = send(30, 10);
    var line = close(AT_ONCE);
    town.refund(sent, APRIL.instant().plusSeconds(1));

    assertThat(close(AT_ONCE)).isEqualTo(line);
    assertThat(line.earned()).isEqualTo(uah("1.6"));
  }

  @Test
  void clients_that_got_more_than_was_earned_are_found() throws SQLException {
    send(30, 10);
    var line = close(AT_ONCE.passingOn(PassThrough.of("100", Among.PRO_RATA_QTY)));
    assertThat(line.delta()).isEqualTo(uah("0"));
    assertThat(sum(line)).isEqualTo(uah("1.6"));

    town.execute("UPDATE period_share SET amount = amount + 10000");
    assertThat(found())
        .contains("I8 posting " + line.postingId())
        .anyMatch(one -> one.startsWith("I9"));
    town.execute("UPDATE period_share SET amount = amount - 10000");
    town.execute("UPDATE period_line SET list_amount = list_amount + 1");
    assertThat(found()).anyMatch(one -> one.startsWith("I12"));
    town.execute("UPDATE period_line SET list_amount = list_amount - 1");
    town.execute("UPDATE price SET unit_price = 0.71 WHERE seller_id = 10 AND product = 'MT'");
    assertThat(found()).anyMatch(one -> one.startsWith("I12"));
  }

  private List<String> found() throws SQLException {
    return violations().stream().map(one -> one.invariant() + " " + one.subject()).toList();
  }

  @Test
  void a_share_in_another_currency_is_paid_at_the_rate_of_the_last_day() throws SQLException {
    town.execute(
        "INSERT INTO currency_rate VALUES (1, 'UAH', 'EUR', 0.0213, '2026-03-31', 'NBU', '', NOW())");
    town.execute(
        "INSERT INTO price VALUES (77, 20, 33, 'MT', '', '', '', 'EUR', 0.02, '2026-01-01',"
            + " '9999-12-31')");
    try (var connection = town.connect()) {
      Wallet.open(connection, town.ids, 33, 20, "EUR", MARCH.from());
      town.ledger.topUp(connection, 33, 20, Money.of("10", "EUR"), "33", "", MARCH.from());
      var event = prices(AT_ONCE).apply(town.event(30, "MT", 100, MIDDLE));
      var lines = new ArrayList<>(event.lines());
      var unit = new BigDecimal("0.02");
      lines.set(0, new RatedLine(0, 20, 33, "MT", 100, 77, unit, 2_000_000, "EUR"));
      var sold = new RatedEvent(event.eventId(), lines);
      assertThat(town.ledger.charge(connection, List.of(sold), MIDDLE)).isEmpty();
    }

    var line = close(AT_ONCE);

    assertThat(line.earned()).isEqualTo(uah("19.6")); // 70 − 4 × 0.60 − 96 × 0.50
    try (var connection = town.connect()) {
      var share = line.shares(connection).get(0);
      assertThat(share.amount()).isEqualTo(uah("9.8"));
      assertThat(share.paid()).isEqualTo(Money.of("0.2", "EUR")); // 0.20874 in coins, down
    }
  }
}
