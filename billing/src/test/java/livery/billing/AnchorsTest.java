package livery.billing;

import static livery.billing.Town.CLIENT;
import static livery.billing.Town.LATER;
import static livery.billing.Town.NOW;
import static livery.billing.Town.PLATFORM;
import static livery.billing.Town.RESELLER;
import static livery.billing.Town.UAH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import livery.billing.rent.Proration;
import org.junit.jupiter.api.Test;

/**
 * Examples of other systems that no other test names, and that the list of them all in
 * docs/billing-api.md names tests that are there.
 */
class AnchorsTest {

  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)\\.([a-z]\\w+)`");

  private static Money uah(String amount) {
    return Money.of(amount, UAH);
  }

  /**
   * TigerBeetle, docs/coding/two-phase-transfers: a pending transfer is posted in part, the rest
   * goes back; voided; or expires; once. Later answers change nothing.
   */
  @Test
  void tigerbeetle_a_pending_transfer_is_posted_voided_or_expires_once() throws SQLException {
    var town = new Town();
    try (var connection = town.connect()) {
      town.fund(connection, "10");
      var events = List.of(town.event(1, 4), town.event(2, 4), town.event(3, 3));
      assertThat(town.ledger.hold(connection, events, NOW, LATER)).isEmpty();
      assertThat(town.client(connection).available()).isEqualTo(uah("0.65"));
      // what is pending counts: the next does not fit
      assertThat(town.ledger.charge(connection, List.of(town.event(4, 1)), NOW)).hasSize(1);

      // post_pending 3 of 4, void_pending, timeout
      town.ledger.settle(connection, List.of(new Settlement(1, 3), new Settlement(2, 0)), NOW);
      assertThat(town.ledger.expire(connection, LATER, 10)).containsExactly(3L);

      assertThat(town.client(connection).balance()).isEqualTo(uah("7.45"));
      assertThat(town.client(connection).held()).isEqualTo(uah("0"));
      // pending_transfer_already_posted, _already_voided, _expired, _not_found
      var again = List.of(1, 2, 3, 99).stream().map(id -> new Settlement(id, 1)).toList();
      assertThat(town.ledger.settle(connection, again, NOW)).isEqualTo(again);
      assertThat(town.client(connection).balance()).isEqualTo(uah("7.45"));
      assertThat(Invariants.check(connection)).isEmpty();
    }
  }

  /** TigerBeetle, create_transfers: exists, exists_with_different_amount, exists_with_different… */
  @Test
  void tigerbeetle_the_same_id_is_the_same_transfer_or_a_conflict() throws SQLException {
    var town = new Town();
    try (var connection = town.connect()) {
      var first = topUp(town, connection, CLIENT, RESELLER, "5");

      assertThat(topUp(town, connection, CLIENT, RESELLER, "5")).isEqualTo(first);
      assertThatThrownBy(() -> topUp(town, connection, CLIENT, RESELLER, "5.000001"))
          .isInstanceOf(BillingException.Conflict.class);
      // another buyer's key of the same name is another key
      assertThat(topUp(town, connection, RESELLER, PLATFORM, "7")).isNotEqualTo(first);
      assertThat(town.client(connection).balance()).isEqualTo(uah("5"));
    }
  }

  private static long topUp(
      Town town, java.sql.Connection connection, long buyer, long seller, String amount)
      throws SQLException {
    return town.ledger.topUp(connection, buyer, seller, uah(amount), "id-1", "", NOW);
  }

  /**
   * Kill Bill, InvoiceDateUtils and InvoiceItem: price × the days' share with nine decimals,
   * HALF_UP, then coins. A first part of a month costs the same here; the last part is what is
   * left. Where nine decimals turn a tie into less (25 of 30 days of 0.99 are 0.825), theirs is a
   * coin lower.
   */
  @Test
  void kill_bill_prorates_by_nine_decimals_and_the_first_part_is_the_same() {
    for (var price : List.of("10", "1300", "249.95", "31")) {
      for (var month = LocalDate.of(2026, 1, 1);
          month.getYear() == 2026;
          month = month.plusMonths(1)) {
        var length = BigDecimal.valueOf(month.lengthOfMonth());
        for (var days = 1; days < month.lengthOfMonth(); days++) {
          var share = BigDecimal.valueOf(days).divide(length, 9, RoundingMode.HALF_UP);
          var killBill = new BigDecimal(price).multiply(share).setScale(2, RoundingMode.HALF_UP);
          var first = Proration.DAILY_ACTUAL.ofMonth(uah(price), month, month.plusDays(days));
          var last =
              Proration.DAILY_ACTUAL.ofMonth(uah(price), month.plusDays(days), month.plusMonths(1));

          assertThat(first).as(price + " " + month + " " + days).isEqualTo(Money.of(killBill, UAH));
          assertThat(first.plus(last)).isEqualTo(uah(price));
        }
      }
    }
  }

  @Test
  void kill_bill_nine_decimals_lose_a_tie_that_is_kept_here() {
    var april = LocalDate.of(2026, 4, 1);

    assertThat(Proration.DAILY_ACTUAL.ofMonth(uah("0.99"), april, april.plusDays(25)))
        .isEqualTo(uah("0.83"));
  }

  /**
   * Jasmin, managers/listeners.py (case C05): a part of the price is taken at submit, the rest at
   * submit_sm_resp; when the balance is too low by then the message stays sent and uncharged, and
   * the part is not given back when it was refused. Here all of it is held at once, so nobody can
   * spend it meanwhile, and what the operator refused is free again.
   */
  @Test
  void jasmin_the_answer_of_the_operator_finds_the_money_that_the_message_costs()
      throws SQLException {
    var town = new Town();
    try (var connection = town.connect()) {
      town.fund(connection, "1.7");
      topUp(town, connection, RESELLER, PLATFORM, "9");
      assertThat(town.ledger.hold(connection, List.of(town.event(1, 2)), NOW, LATER)).isEmpty();
      assertThat(town.ledger.hold(connection, List.of(town.event(2, 1)), NOW, LATER)).hasSize(1);
      assertThat(town.client(connection).balance()).as("nothing is taken").isEqualTo(uah("1.7"));

      town.ledger.settle(connection, List.of(new Settlement(1, 2)), NOW);
      assertThat(town.client(connection).balance()).as("sent and charged").isEqualTo(uah("0"));

      topUp(town, connection, CLIENT, RESELLER, "0.85");
      assertThat(town.ledger.hold(connection, List.of(town.event(3, 1)), NOW, LATER)).isEmpty();
      town.ledger.settle(connection, List.of(new Settlement(3, 0)), NOW);
      assertThat(town.client(connection).available()).as("refused, free").isEqualTo(uah("0.85"));
      assertThat(Invariants.check(connection)).isEmpty();
    }
  }

  /**
   * Seed 004 and Infobip's fail-over (case C06): Viber is paid when it is delivered; after its time
   * the text goes as SMS. A receipt of Viber that comes later still is charged, too, once: both
   * have arrived.
   */
  @Test
  void seed_004_a_viber_that_arrives_after_its_sms_is_charged_too_and_once() throws SQLException {
    var town = new Town();
    var rule = new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.RELEASE);
    var kyiv = java.time.ZoneId.of("Europe/Kyiv");
    try (var connection = town.connect()) {
      town.fund(connection, "1.7");
      var viber =
          new RatedEvent(1, town.event(1, 1).lines().stream().map(line -> line.by(rule)).toList());
      var over = NOW.plusSeconds(60);
      assertThat(town.ledger.hold(connection, List.of(viber), NOW, over)).isEmpty();
      assertThat(town.client(connection).available()).as("the path's most").isEqualTo(uah("0.85"));

      assertThat(town.ledger.expire(connection, over, 10)).containsExactly(1L);
      assertThat(town.ledger.charge(connection, List.of(town.event(2, 1)), over)).isEmpty();
      assertThat(town.client(connection).balance()).as("SMS alone").isEqualTo(uah("0.85"));

      var receipt = List.of(new Ledger.Late(1, 1, NOW));
      assertThat(town.ledger.late(connection, receipt, kyiv, over)).containsExactly(1L);
      assertThat(town.ledger.late(connection, receipt, kyiv, over)).isEmpty();
      assertThat(town.client(connection).balance()).as("both").isEqualTo(uah("0"));
      assertThat(Invariants.check(connection)).isEmpty();
    }
  }

  /**
   * Lago, spec/services/credit_notes/create_from_progressive_billing_invoice_spec.rb (case E07):
   * interim invoices asked for 0.80 and 0.40, and 1.00 too much. The difference is a credit note of
   * 0.80 and 0.20, with 20 % tax 1.20; 1.30 cannot be credited.
   */
  @Test
  void lago_what_interim_invoices_asked_too_much_is_a_credit_note() {
    var interim =
        livery.billing.tax.Creditable.of(
            livery.billing.tax.TaxRule.exclusive("20").document(List.of(eur("0.80"), eur("0.40"))));
    var delta =
        livery.billing.tier.Delta.toPost(
            new BigDecimal("0.20"), eur("1.20"), Rounding.toCoins("EUR"));
    assertThat(delta).isEqualTo(eur("-1.00"));

    var note = interim.credit(List.of(eur("0.80"), eur("0.20")));

    assertThat(note.total().net()).isEqualTo(delta.negated());
    assertThat(note.total().gross()).isEqualTo(eur("1.20"));
    assertThatThrownBy(() -> interim.credit(List.of(eur("0.80"), eur("0.50"))))
        .isInstanceOf(BillingException.Invalid.class)
        .hasMessageContaining("Row 2: 0 to 0.4 EUR can be credited");
  }

  private static Money eur(String amount) {
    return Money.of(amount, "EUR");
  }

  /** A2Billing takes a commission back at today's percentage; here at the price of then. */
  @Test
  void a2billing_what_is_given_back_is_what_was_charged() throws SQLException {
    var town = new Town();
    try (var connection = town.connect()) {
      town.fund(connection, "100");
      town.ledger.charge(connection, List.of(town.event(1, 2)), NOW);
      new livery.billing.price.PriceList(town.ids)
          .add(
              connection,
              livery.billing.price.Price.starting(
                  RESELLER, CLIENT, "MT", "", "", UAH, new BigDecimal("9"), NOW.plusSeconds(1)));

      town.ledger.refund(connection, List.of(1L), "late", NOW.plusSeconds(2));

      assertThat(town.client(connection).balance()).isEqualTo(uah("100"));
      assertThat(town.reseller(connection).balance()).isEqualTo(uah("100"));
    }
  }

  @Test
  void every_test_that_the_list_of_examples_names_is_there() throws IOException {
    var sources = new TreeSet<Path>();
    try (var files = Files.walk(Path.of("src/test/java"))) {
      files.filter(file -> file.toString().endsWith("Test.java")).forEach(sources::add);
    }
    var named = NAMED.matcher(Files.readString(Path.of("../docs/billing-api.md")));
    var found = 0;
    for (; named.find(); found++) {
      var test = named.group();
      var file = "/" + named.group(1) + ".java";
      var method = "void " + named.group(2) + "(";
      assertThat(sources)
          .as(test)
          .anySatisfy(
              source -> {
                assertThat(source.toString()).endsWith(file);
                assertThat(Files.readString(source)).contains(method);
              });
    }
    assertThat(found).isGreaterThan(30);
  }
}
