package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import livery.billing.BillingException;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.Invariants.Violation;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.RatedRows;
import livery.billing.Statement;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.Discount.Basis;
import livery.billing.contract.Discount.Counts;
import livery.billing.contract.Discount.Grant;
import livery.billing.contract.MinimumSpend;
import livery.billing.contract.PassThrough;
import livery.billing.price.Rating;
import livery.billing.price.TierPrices;
import livery.billing.rent.Proration;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Months by terms that look at single messages, at who sent them, and at how they are paid. */
class TermsCloseTest {

  private static final TierTable TIERS =
      TierTable.graduated(Tier.upTo("4", "0.7"), Tier.rest("0.5"));
  private static final Discount BY_VOLUME =
      Discount.byVolume(TIERS).passingOn(PassThrough.of("50", PassThrough.Among.PRO_RATA_QTY));

  private PeriodTown town;

  @BeforeEach
  void build() throws SQLException {
    town = new PeriodTown();
  }

  private static Contract contract(Discount discount) {
    return Contract.resale(20, 10, 20, "UAH", LocalDate.of(2026, 1, 1)).withDiscount(discount);
  }

  private static VolumeTerms terms(Discount discount) {
    return VolumeTerms.of(20, "MT", Set.of("MT"), ContractHistory.of(contract(discount)));
  }

  /** What the reseller sends itself. */
  private RatedEvent own(int parts, Instant at) throws SQLException {
    var edges = List.of(new Edge(0, 10, 20, "UAH"), new Edge(1, Edge.OPERATORS, 10, "UAH"));
    return charge(
        Rating.rate(town.book, town.lastId.incrementAndGet(), edges, "MT", parts, "", "", at), at);
  }

  private RatedEvent charge(RatedEvent event, Instant at) throws SQLException {
    try (var connection = town.connect()) {
      assertThat(town.ledger.charge(connection, List.of(event), at)).isEmpty();
    }
    return event;
  }

  private PeriodLine close(VolumeTerms terms) throws SQLException {
    town.close.close(town.dataSource(), MARCH, List.of(terms), APRIL, (done, all) -> {});
    assertThat(violations()).isEmpty();
    return line("MT");
  }

  private PeriodLine line(String group) throws SQLException {
    try (var connection = town.connect()) {
      return PeriodLine.of(connection, 10, 202603, 0).stream()
          .filter(line -> line.group().equals(group))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<Violation> violations() throws SQLException {
    try (var connection = town.connect()) {
      return BooksCheck.check(connection);
    }
  }

  /**
   * OpenMeter, rating/service/rate/tieredvolume.go: nothing before the last line of a period, then
   * the whole at one price. Here each message costs the list price at once, 4 × 0.70 and 2 × 0.70,
   * whatever tier is reached, and the close brings 6 × (0.70 − 0.50) back.
   */
  @Test
  void openmeter_volume_is_the_list_price_until_the_close_and_then_one_price() throws SQLException {
    own(4, MIDDLE);
    assertThat(town.balance(20, 10)).isEqualTo(uah("99997.2"));
    own(2, MIDDLE);
    assertThat(town.balance(20, 10)).isEqualTo(uah("99995.8"));

    close(terms(Discount.byVolume(TierTable.allUnits(Tier.upTo("5", "0.70"), Tier.rest("0.50")))));

    assertThat(town.balance(20, 10)).isEqualTo(uah("99997"));
  }

  @Test
  void messages_count_once_however_many_parts_they_have() throws SQLException {
    for (var parts = 1; parts <= 6; parts++) {
      town.send(30, parts, MIDDLE);
    }
    town.refund(town.send(31, 3, MIDDLE), MIDDLE.plusSeconds(1));

    var line = close(terms(BY_VOLUME.counting(Counts.MESSAGES, Scope.SUBTREE)));

    assertThat(line.quantity()).isEqualTo(6);
    assertThat(line.posted()).isEqualTo(uah("14.7")); // 21 parts at 0.70
    assertThat(line.exact()).isEqualByComparingTo("3.8"); // 4 × 0.7 + 2 × 0.5
    assertThat(line.delta()).isEqualTo(uah("-10.9"));
  }

  /** Sold at no price on the edges of the discount; at the list price on the platform's own. */
  /** The same at a price of 0 that the sellers have for one network. */
  private RatedEvent unpriced(RatedEvent event) throws SQLException {
    for (var seller : List.of(10, 20)) {
      listed(seller, 0, "free", "UAH", "0");
    }
    return new RatedEvent(
        event.eventId(),
        event.lines().stream()
            .map(
                line ->
                    !line.hasWallet()
                        ? line
                        : new livery.billing.RatedLine(
                            line.level(),
                            line.sellerId(),
                            line.buyerId(),
                            line.product(),
                            line.quantity(),
                            900 + line.sellerId(),
                            BigDecimal.ZERO,
                            0,
                            line.currency()))
            .toList());
  }

  /** A price whose number is the seller's and 900. */
  private void listed(long seller, long buyer, String network, String currency, String unitPrice)
      throws SQLException {
    town.execute(
        "INSERT IGNORE INTO price VALUES (%d, %d, %d, 'MT', '', '%s', '', '%s', %s, '2026-01-01', '9999-12-31')"
            .formatted(900 + seller, seller, buyer, network, currency, unitPrice));
  }

  @ParameterizedTest(name = "in batches of {0}")
  @ValueSource(ints = {1, 2, 6})
  void units_at_a_price_of_0_count_whether_alone_or_batched(int batch) throws SQLException {
    var events = new ArrayList<RatedEvent>();
    for (var parts = 1; parts <= 6; parts++) {
      var event = town.event(30, "MT", parts, MIDDLE);
      events.add(parts % 2 == 0 ? unpriced(event) : event);
    }
    try (var connection = town.connect()) {
      for (var first = 0; first < 6; first += batch) {
        var some = events.subList(first, first + batch);
        assertThat(town.ledger.charge(connection, some, MIDDLE)).isEmpty();
      }
      town.ledger.refund(
          connection, List.of(events.get(1).eventId()), "late", MIDDLE.plusSeconds(1));
    }
    town.giveBack(events.get(3), 3, "0", MIDDLE.plusSeconds(2));

    var line = close(terms(BY_VOLUME));

    assertThat(line.quantity()).isEqualTo(16); // 1 + 3 + 1 + 5 + 6
    assertThat(line.posted()).isEqualTo(uah("6.3")); // 9 × 0.7
    assertThat(line.exact()).isEqualByComparingTo("8.8"); // 4 × 0.7 + 12 × 0.5
    assertThat(statementOf(20, 10)).noneMatch(Money::isZero);
  }

  private List<Money> statementOf(long buyer, long seller) throws SQLException {
    try (var connection = town.connect()) {
      var wallet = Wallet.find(connection, buyer, seller, "UAH").orElseThrow().id();
      return Statement.of(connection, wallet, Instant.EPOCH, MARCH.to(), 100).lines().stream()
          .map(Statement.Line::change)
          .toList();
    }
  }

  @ParameterizedTest(name = "in batches of {0}")
  @ValueSource(ints = {1, 4})
  void units_of_a_bundle_were_sold_with_it_and_count_for_no_tier(int batch) throws SQLException {
    try (var connection = town.connect()) {
      new Bundles(town.ids)
          .sell(
              connection,
              new Bundles.Sale(20, 10, "MT", 5, uah("3"), MARCH.to()),
              "five",
              "",
              MARCH.from());
      var events = new ArrayList<RatedEvent>();
      for (var i = 0; i < 4; i++) {
        events.add(town.event(30, "MT", 2, MIDDLE));
      }
      for (var first = 0; first < 4; first += batch) {
        var some = events.subList(first, first + batch);
        assertThat(town.ledger.charge(connection, some, MIDDLE)).isEmpty();
      }
    }

    var segments = close(terms(BY_VOLUME));

    assertThat(segments.quantity()).isEqualTo(3);
    assertThat(segments.posted()).isEqualTo(uah("2.1"));
    assertThat(segments.delta()).isEqualTo(uah("0"));
  }

  /** Client 33 buys from 20 in euros, for so much a part. */
  private void inEuros(int parts, String price) throws SQLException {
    try (var connection = town.connect()) {
      Wallet.open(connection, town.ids, 33, 20, "EUR", MARCH.from());
      var ten = Money.of("10", "EUR");
      town.ledger.topUp(connection, 33, 20, ten, "first-33", "", MARCH.from());
    }
    var event = town.event(30, "MT", parts, MIDDLE);
    var lines = new ArrayList<>(event.lines());
    var unit = new BigDecimal(price);
    var micros = livery.billing.RatedLine.micros(unit, parts);
    listed(20, 33, "", "EUR", price);
    lines.set(0, new livery.billing.RatedLine(0, 20, 33, "MT", parts, 920, unit, micros, "EUR"));
    charge(new RatedEvent(event.eventId(), lines), MIDDLE);
  }

  private void rate(int id, String rate, String from) throws SQLException {
    town.execute(
        "INSERT INTO currency_rate VALUES (%d, 'UAH', 'EUR', %s, '%s', 'NBU', '', NOW())"
            .formatted(id, rate, from));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // 10 parts each; of 3.2 earned 1.6 goes on
    "PRO_RATA_QTY, 0.80, 0.80, 10.01", // 0.8 × 0.0213 = 0.01704
    // 8.50 UAH beside 0.4 EUR ÷ 0.0213 = 18.779343 UAH
    "PRO_RATA_MONEY, 0.50, 1.10, 10.02", // 1.1 × 0.0213 = 0.02343
  })
  void a_client_with_another_currency_gets_its_share_at_the_rate_of_the_last_day(
      PassThrough.Among among, String ours, String theirs, String balance) throws SQLException {
    rate(1, "0.02", "2026-03-01");
    rate(2, "0.0213", "2026-03-31");
    rate(3, "5", "2026-04-01");
    town.send(31, 10, MIDDLE);
    inEuros(10, "0.04");
    var discount = Discount.byVolume(TIERS).passingOn(PassThrough.of("50", among));

    var line = close(terms(discount));

    assertThat(line.delta()).isEqualTo(uah("-3.2"));
    try (var connection = town.connect()) {
      var shares = line.shares(connection);
      assertThat(shares)
          .extracting(PeriodLine.Share::amount)
          .containsExactly(uah(ours), uah(theirs));
      assertThat(shares.get(1).rate().date()).isEqualTo("2026-03-31");
      var paid = shares.get(1).paid();
      assertThat(Wallet.find(connection, 33, 20, "EUR").orElseThrow().balance())
          .isEqualTo(Money.of("9.6", "EUR").plus(paid))
          .isEqualTo(Money.of(balance, "EUR").minus(Money.of("0.4", "EUR")));
    }
  }

  @Test
  void a_client_whose_currency_has_no_rate_leaves_its_part_with_its_seller() throws SQLException {
    rate(1, "0.02", "2026-04-01");
    town.send(31, 10, MIDDLE);
    inEuros(10, "0.04");

    var line = close(terms(BY_VOLUME));

    try (var connection = town.connect()) {
      assertThat(line.shares(connection))
          .extracting(PeriodLine.Share::clientId, PeriodLine.Share::amount)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(31L, uah("0.8")));
    }
  }

  @Test
  void a_transfer_that_says_other_units_than_its_rows_is_found() throws SQLException {
    charge(unpriced(town.event(30, "MT", 2, MIDDLE)), MIDDLE);
    assertThat(violations()).isEmpty();

    town.execute("UPDATE rated SET posted = 1 WHERE level = 1");

    assertThat(violations()).extracting(Violation::invariant).contains("I6");
  }

  @Test
  void own_counts_and_discounts_what_the_reseller_sent_itself() throws SQLException {
    own(10, MIDDLE);
    town.refund(own(5, MIDDLE), MIDDLE.plusSeconds(1));
    town.send(30, 100, MIDDLE);

    var line = close(terms(BY_VOLUME.counting(Counts.SEGMENTS, Scope.OWN)));

    assertThat(line.quantity()).isEqualTo(10);
    assertThat(line.posted()).isEqualTo(uah("7"));
    assertThat(line.delta()).isEqualTo(uah("-1.2")); // 6 × 0.2
    assertThat(town.count("period_share")).isZero();
  }

  @Test
  void clients_leave_out_what_the_reseller_sent_itself() throws SQLException {
    own(10, MIDDLE);
    town.send(30, 5, MIDDLE);
    town.send(31, 5, MIDDLE);

    var line = close(terms(BY_VOLUME.counting(Counts.SEGMENTS, Scope.CLIENTS)));

    assertThat(line.quantity()).isEqualTo(10);
    assertThat(line.delta()).isEqualTo(uah("-1.2"));
    try (var connection = town.connect()) {
      assertThat(line.shares(connection))
          .extracting(PeriodLine.Share::amount)
          .containsExactly(uah("0.3"), uah("0.3"));
    }
  }

  @Test
  void what_was_posted_before_transfers_said_what_counts_is_told_by_its_rows() throws SQLException {
    own(10, MIDDLE);
    town.send(30, 5, MIDDLE);
    town.execute("DROP TRIGGER transfer_no_update");
    try {
      town.execute(
          "UPDATE transfer SET events = 0, own_events = 0, own_quantity = 0, own_amount = 0");
    } finally {
      town.execute(
          "CREATE TRIGGER transfer_no_update BEFORE UPDATE ON transfer FOR EACH ROW SIGNAL"
              + " SQLSTATE '45000' SET MESSAGE_TEXT = 'transfer is append only: post a reversal'");
    }

    assertThat(close(terms(BY_VOLUME.counting(Counts.MESSAGES, Scope.OWN))).quantity())
        .isEqualTo(1);
  }

  /** 40 buys from 30, which is a reseller below 20. */
  private RatedEvent below(int parts, TierPrices prices) throws SQLException {
    try (var connection = town.connect()) {
      Wallet.open(connection, town.ids, 40, 30, "UAH", MARCH.from());
      town.ledger.topUp(connection, 40, 30, uah("1000"), "first-40", "", MARCH.from());
    }
    var edges =
        List.of(
            new Edge(0, 20, 40, "UAH"),
            new Edge(1, 10, 20, "UAH"),
            new Edge(2, Edge.OPERATORS, 10, "UAH"));
    var rated =
        Rating.rate(town.book, town.lastId.incrementAndGet(), edges, "MT", parts, "", "", MIDDLE);
    listed(30, 40, "", "UAH", "1");
    var lines = new java.util.ArrayList<livery.billing.RatedLine>();
    lines.add(
        new livery.billing.RatedLine(
            0, 30, 40, "MT", parts, 930, new BigDecimal("1"), parts * 1_000_000L, "UAH"));
    for (var line : rated.lines()) {
      lines.add(
          new livery.billing.RatedLine(
              line.level() + 1,
              line.sellerId(),
              line.level() == 0 ? 30 : line.buyerId(),
              "MT",
              parts,
              line.priceId(),
              line.unitPrice(),
              line.amountMicros(),
              "UAH"));
    }
    return charge(prices.apply(new RatedEvent(rated.eventId(), lines)), MIDDLE);
  }

  @Test
  void a_sub_reseller_that_does_not_count_upward_is_neither_counted_nor_shared_with()
      throws SQLException {
    var apart = TierPrices.of(List.of(new TierPrices.Deal(20, 30, "UAH", false, List.of())));
    below(50, apart);
    town.send(31, 10, MIDDLE);

    var line = close(terms(BY_VOLUME).settingApart(List.of(30L)));

    assertThat(line.quantity()).isEqualTo(10);
    assertThat(line.posted()).isEqualTo(uah("7"));
    assertThat(line.delta()).isEqualTo(uah("-1.2"));
    try (var connection = town.connect()) {
      assertThat(line.shares(connection))
          .extracting(PeriodLine.Share::clientId, PeriodLine.Share::amount)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(31L, uah("0.6")));
    }
  }

  @Test
  void a_sub_reseller_counts_upward_unless_its_contract_says_no() throws SQLException {
    below(50, TierPrices.NONE);
    town.send(31, 10, MIDDLE);

    assertThat(close(terms(BY_VOLUME)).quantity()).isEqualTo(60);
  }

  @Test
  void a_price_at_the_counter_is_charged_and_the_close_posts_the_rest() throws SQLException {
    var discount = Discount.byVolume(TIERS).grantedAs(Grant.PRICE);
    var last = 0L;
    for (var counted : new String[] {"0", "2", "4"}) {
      var counter = new TierPrices.Counter(Set.of("MT"), discount, new BigDecimal(counted));
      var prices =
          TierPrices.of(List.of(new TierPrices.Deal(10, 20, "UAH", true, List.of(counter))));
      last = charge(prices.apply(town.event(30, "MT", 3, MIDDLE)), MIDDLE).eventId();
    }
    try (var connection = town.connect()) {
      var rows = RatedRows.of(connection, last);
      assertThat(rows.get(1).line().tier()).isEqualTo(2);
      assertThat(rows.get(1).line().unitPrice()).isEqualByComparingTo("0.5");
      assertThat(rows.get(0).line().tier()).isZero();
    }

    var line = close(terms(discount));

    // 3 × 0.7, then 2 × 0.7 + 1 × 0.5 counted from 2, then 3 × 0.5
    assertThat(line.posted()).isEqualTo(uah("5.5"));
    assertThat(line.exact()).isEqualByComparingTo("5.3"); // 4 × 0.7 + 5 × 0.5
    assertThat(line.delta()).isEqualTo(uah("-0.2"));
  }

  @Test
  void a_held_message_keeps_the_tier_that_it_was_held_at() throws SQLException {
    var discount = Discount.byVolume(TIERS).grantedAs(Grant.PRICE);
    var counter = new TierPrices.Counter(Set.of("MT"), discount, new BigDecimal("4"));
    var prices = TierPrices.of(List.of(new TierPrices.Deal(10, 20, "UAH", true, List.of(counter))));
    var event = prices.apply(town.event(30, "MT", 3, MIDDLE));
    try (var connection = town.connect()) {
      town.ledger.hold(connection, List.of(event), MIDDLE, MIDDLE.plus(Duration.ofDays(1)));
      town.ledger.settle(
          connection, List.of(livery.billing.Settlement.answered(event.eventId(), 2, 2)), MIDDLE);
      var row = RatedRows.of(connection, event.eventId()).get(1);
      assertThat(row.line().tier()).isEqualTo(2);
      assertThat(row.line().amount()).isEqualTo(uah("1"));
    }
    assertThat(violations()).isEmpty();
  }

  @Test
  void units_cost_by_the_last_top_up_before_them() throws SQLException {
    var sizes =
        TierTable.allUnits(Tier.upTo("500", "0.7"), Tier.upTo("5000", "0.6"), Tier.rest("0.5"));
    var discount = Discount.byVolume(sizes).onBasis(Basis.TOPUP_SIZE, 1);
    town.send(30, 10, MIDDLE); // the 100,000 of March 1
    topUp("200", MIDDLE.plusSeconds(10));
    town.send(30, 10, MIDDLE.plusSeconds(20));
    topUp("300", MIDDLE.plusSeconds(30));
    town.send(30, 10, MIDDLE.plusSeconds(40));
    topUp("1000", MIDDLE.plusSeconds(50));
    town.send(30, 10, MIDDLE.plusSeconds(60));

    var line = close(terms(discount));

    assertThat(line.exact()).isEqualByComparingTo("25"); // 10 × 0.5 + 20 × 0.7 + 10 × 0.6
    assertThat(line.delta()).isEqualTo(uah("-3"));
  }

  private void topUp(String amount, Instant at) throws SQLException {
    try (var connection = town.connect()) {
      town.ledger.topUp(connection, 20, 10, uah(amount), "more-" + at, "", at);
    }
  }

  private static MinimumTerms minimum(String amount) {
    return new MinimumTerms(
        20,
        ContractHistory.of(contract(Discount.NONE)),
        new TreeMap<>(Map.of(1, new MinimumSpend(uah(amount), Proration.DAILY_ACTUAL))));
  }

  private void closeWith(MinimumTerms minimum) throws SQLException {
    town.close.close(
        town.dataSource(),
        MARCH,
        List.of(terms(BY_VOLUME)),
        List.of(minimum),
        APRIL,
        (done, all) -> {});
  }

  @Test
  void what_is_missing_to_the_minimum_is_billed_once_after_the_rebate() throws SQLException {
    town.send(30, 10, MIDDLE);
    var before = town.balance(20, 10);

    closeWith(minimum("50"));
    closeWith(minimum("50"));

    assertThat(line("MT").delta()).isEqualTo(uah("-1.2"));
    assertThat(line(MinimumTerms.GROUP).posted()).isEqualTo(uah("5.8"));
    assertThat(line(MinimumTerms.GROUP).delta()).isEqualTo(uah("44.2"));
    // the rebate comes, the shortfall goes, half of the rebate is passed on between 20 and 30
    assertThat(town.balance(20, 10)).isEqualTo(before.plus(uah("1.2")).minus(uah("44.2")));
    assertThat(violations()).isEmpty();
  }

  @Test
  void nothing_is_billed_where_the_minimum_is_reached() throws SQLException {
    town.send(30, 10, MIDDLE);

    closeWith(minimum("5.8"));

    assertThat(line(MinimumTerms.GROUP).delta()).isEqualTo(uah("0"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void a_minimum_that_holds_for_a_part_of_the_month_is_a_part_of_it() {
    var late = Contract.resale(20, 10, 20, "UAH", LocalDate.of(2026, 3, 22));
    var agreed = new TreeMap<>(Map.of(1, new MinimumSpend(uah("31"), Proration.DAILY_ACTUAL)));

    assertThat(new MinimumTerms(20, ContractHistory.of(late), agreed).minimum(MARCH))
        .isEqualTo(uah("10"));
  }

  @Test
  void a_month_is_not_closed_before_its_minimums_are_settled() throws SQLException {
    town.send(30, 1, MIDDLE);
    try (var connection = town.connect()) {
      town.close.begin(connection, MARCH, APRIL.instant());
      assertThatThrownBy(
              () ->
                  town.close.finish(
                      connection, MARCH, List.of(), List.of(minimum("5")), APRIL.instant()))
          .isInstanceOf(BillingException.Invalid.class)
          .hasMessageContaining("minimum of buyer 20");
    }
  }
}
