package livery.payment;

import static livery.payment.PayTown.SECRET;
import static livery.payment.PayTown.assertFault;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.billing.Money;
import livery.billing.Wallet;
import livery.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsTest {

  private static final String BASE = "https://acme.example";

  private final PayTown town = new PayTown();
  private final Payments payments = town.payments;

  @BeforeEach
  void open_accounts() {
    town.openAccounts();
  }

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(town.purses.violations()).isEmpty();
  }

  private Payment begin(long client) {
    return town.begin(client);
  }

  private byte[] news(Payment payment, String id, String type, String amount) {
    return PayTown.news(payment, id, type, amount);
  }

  private Payment tell(Payment payment, String id, String type, String amount) {
    return town.tell(payment, id, type, amount);
  }

  private static String signed(long seller, byte[] body, Instant at) {
    return PayTown.signed(seller, body, at);
  }

  private static <T> List<List<T>> permutations(List<T> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    var all = new ArrayList<List<T>>();
    for (var i = 0; i < of.size(); i++) {
      var rest = new ArrayList<>(of);
      var first = rest.remove(i);
      for (var tail : permutations(rest)) {
        var one = new ArrayList<T>();
        one.add(first);
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }

  private record News(String id, String type, String amount) {}

  @Test
  void news_in_any_order_and_repeated_comes_to_one_posting_and_one_state() {
    var news =
        List.of(
            new News("1", "pending", "10"),
            new News("2", "paid", "10"),
            new News("3", "refunded", "4"),
            new News("4", "chargeback", "10"));
    var orders = permutations(news);
    var topUps = town.purses.transfers("TOP_UP");
    for (var order : orders) {
      var payment = begin(BAKERY);
      for (var one : order) {
        tell(payment, one.id, one.type, one.amount);
        tell(payment, one.id, one.type, one.amount);
      }
      var after = payments.get(town.test.owner(BAKERY), payment.reference());
      assertThat(after.state()).as(order.toString()).isEqualTo(PaymentState.CHARGEBACK);
      assertThat(after.wentBack()).hasToString("10 EUR");
      assertThat(town.purses.transfers("TOP_UP")).isEqualTo(++topUps);
    }
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
  }

  @Test
  void money_that_came_counts_whatever_else_was_told() {
    var news =
        List.of(
            new News("1", "pending", "10"),
            new News("2", "failed", "10"),
            new News("3", "paid", "10"),
            new News("4", "paid", "10"));
    var states = new HashSet<PaymentState>();
    var orders = permutations(news);
    for (var order : orders) {
      var payment = begin(BAKERY);
      order.forEach(one -> tell(payment, one.id, one.type, one.amount));
      states.add(payments.get(town.test.owner(BAKERY), payment.reference()).state());
    }

    assertThat(states).containsExactly(PaymentState.PAID);
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo(orders.size() * 10 + " EUR");
  }

  @Test
  void the_states_follow_the_news() {
    var payment = begin(BAKERY);
    assertThat(payment.state()).isEqualTo(PaymentState.CREATED);
    assertThat(tell(payment, "1", "pending", "10").state()).isEqualTo(PaymentState.PENDING);
    assertThat(tell(payment, "2", "paid", "10").state()).isEqualTo(PaymentState.PAID);
    assertThat(tell(payment, "3", "refunded", "2.50").state()).isEqualTo(PaymentState.PAID);
    assertThat(tell(payment, "4", "refunded", "7.50").state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(tell(payment, "5", "refunded", "1").wentBack()).hasToString("10 EUR");
    assertThat(tell(begin(BAKERY), "6", "failed", "10").state()).isEqualTo(PaymentState.FAILED);
  }

  @Test
  void the_same_news_from_many_at_once_credits_once() throws Exception {
    var payment = begin(BAKERY);
    var pool = Executors.newFixedThreadPool(8);
    var work = new ArrayList<Callable<Payment>>();
    for (var i = 0; i < 40; i++) {
      var id = "paid-" + i % 3;
      work.add(() -> tell(payment, id, "paid", "10"));
    }
    for (var done : pool.invokeAll(work)) {
      assertThat(done.get().state()).isEqualTo(PaymentState.PAID);
    }
    pool.shutdown();

    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
  }

  @Test
  void a_chargeback_of_spent_money_leaves_a_debt() {
    var payment = begin(BAKERY);
    tell(payment, "1", "paid", "10");
    town.purses.funding.setCreditLine(town.test.owner(ACME), BAKERY, BigDecimal.ZERO, "");
    town.test.store.inTransaction(
        connection ->
            new livery.billing.Bundles(town.test.ids::next)
                .sell(
                    connection,
                    new livery.billing.Bundles.Sale(
                        BAKERY,
                        ACME,
                        "sms.mt",
                        5,
                        livery.billing.Money.of("8", "EUR"),
                        town.test.clock.instant().plusSeconds(60)),
                    "spend",
                    "",
                    town.test.clock.instant()));

    tell(payment, "2", "chargeback", "10");

    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("-8 EUR");
  }

  @Test
  void another_amount_than_asked_is_credited_to_nobody_and_shown() {
    var payment = begin(BAKERY);

    var after = tell(payment, "1", "paid", "9.99");

    assertThat(after.problem()).isEqualTo("amount");
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(tell(payment, "2", "paid", "10").problem()).isEmpty();
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
  }

  @Test
  void more_given_back_than_was_paid_takes_back_what_was_and_is_shown_in_any_order() {
    var news =
        List.of(
            new News("1", "paid", "10"),
            new News("2", "refunded", "6"),
            new News("3", "refunded", "6.5"));
    for (var order : permutations(news)) {
      var payment = begin(BAKERY);
      order.forEach(one -> tell(payment, one.id, one.type, one.amount));

      var after = payments.get(town.test.owner(ACME), payment.reference());
      assertThat(after.state()).as(order.toString()).isEqualTo(PaymentState.REFUNDED);
      assertThat(after.wentBack()).hasToString("10 EUR");
      assertThat(after.problem()).as(order.toString()).isEqualTo("refund");
    }
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(town.test.log.read(town.test.owner(ACME), "", Long.MAX_VALUE, 100).toString())
        .contains("refund: REFUNDED 6.5 EUR, news 3");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"paid, 11", "refunded, 10", "failed, 10"})
  void a_known_number_with_other_content_is_refused_and_shown(String type, String amount) {
    var payment = begin(BAKERY);
    tell(payment, "1", "paid", "10");

    for (var again = 0; again < 2; again++) {
      assertFault(Fault.Kind.CONFLICT, () -> tell(payment, "1", type, amount));
    }

    var after = tell(payment, "1", "paid", "10");
    assertThat(after.state()).isEqualTo(PaymentState.PAID);
    assertThat(after.problem()).isEqualTo("content");
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
    assertThat(town.test.log.read(town.test.owner(ACME), "", Long.MAX_VALUE, 100).toString())
        .contains("content: " + type.toUpperCase(java.util.Locale.ROOT) + " " + amount);
  }

  @Test
  void a_payment_of_which_nothing_is_heard_expires_and_late_money_still_counts() {
    var payment = begin(BAKERY);
    town.test.clock.pass(Payments.TIME_TO_PAY.minusMillis(1));
    assertThat(payments.expire()).isZero();
    town.test.clock.pass(Duration.ofMillis(1));

    assertThat(payments.expire()).isEqualTo(1);
    assertThat(tell(payment, "1", "pending", "10").state()).isEqualTo(PaymentState.EXPIRED);
    assertThat(tell(payment, "2", "paid", "10").state()).isEqualTo(PaymentState.PAID);
  }

  @Test
  void a_forged_stale_or_foreign_callback_changes_nothing() {
    var payment = begin(BAKERY);
    var body = news(payment, "1", "paid", "10");
    var now = town.test.clock.instant();
    var forged = body.clone();
    forged[forged.length - 3] ^= 1;
    var window = Signature.WINDOW.plusSeconds(1);
    for (var header :
        new String[] {
          null,
          "",
          "t=1,v1=00",
          signed(ACME, forged, now),
          signed(NOVA, body, now),
          signed(ACME, body, now.minus(window)),
          signed(ACME, body, now.plus(window)),
          signed(ACME, body, now).toUpperCase(java.util.Locale.ROOT)
        }) {
      assertFault(Fault.Kind.NOT_ALLOWED, () -> payments.receive(ACME, header, body));
    }
    // Nova's own signature on Nova's own address does not reach Acme's payment.
    assertFault(Fault.Kind.NOT_FOUND, () -> payments.receive(NOVA, signed(NOVA, body, now), body));
    assertFault(
        Fault.Kind.NOT_FOUND, () -> payments.receive(DENTIST, signed(DENTIST, body, now), body));
    assertThat(town.purses.transfers("TOP_UP")).isZero();
    assertThat(
            payments.receive(ACME, signed(ACME, body, now.minus(Signature.WINDOW)), body).state())
        .isEqualTo(PaymentState.PAID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"id\":\"1\"}",
        "{\"id\":1,\"payment\":\"x\",\"type\":\"paid\",\"amount\":\"1\",\"currency\":\"EUR\",\"at\":\"x\"}",
        "{\"id\":\"1\",\"payment\":\"x\",\"type\":\"stolen\",\"amount\":\"1\",\"currency\":\"EUR\",\"at\":\"2026-03-01T09:00:00Z\"}",
        "{\"id\":\"1\",\"payment\":\"x\",\"type\":\"paid\",\"amount\":\"-1\",\"currency\":\"EUR\",\"at\":\"2026-03-01T09:00:00Z\"}",
        "{\"id\":\"1\",\"payment\":\"x\",\"type\":\"paid\",\"amount\":\"1e9\",\"currency\":\"EUR\",\"at\":\"2026-03-01T09:00:00Z\"}",
        "{\"id\":\"1\",\"payment\":\"x\",\"type\":\"paid\",\"amount\":\"1\",\"currency\":\"ZZZ\",\"at\":\"2026-03-01T09:00:00Z\"}",
        "{\"id\":\"ключ\",\"payment\":\"x\",\"type\":\"paid\",\"amount\":\"1\",\"currency\":\"EUR\",\"at\":\"2026-03-01T09:00:00Z\"}"
      })
  void a_signed_callback_that_says_nothing_clear_is_refused(String text) {
    var body = text.getBytes(StandardCharsets.UTF_8);
    var signature = signed(ACME, body, town.test.clock.instant());

    assertFault(Fault.Kind.INVALID, () -> payments.receive(ACME, signature, body));
  }

  @Test
  void what_cannot_be_paid_is_not_begun() {
    for (var amount : new String[] {"0", "-1", "0.001", "100000001"}) {
      assertFault(
          Fault.Kind.INVALID,
          () -> payments.begin(town.test.owner(BAKERY), new BigDecimal(amount), BASE));
    }
    assertFault(
        Fault.Kind.CONFLICT, () -> payments.begin(town.test.owner(ACME), BigDecimal.ONE, BASE));
    for (var i = 0; i < Payments.OPEN_MAX; i++) {
      begin(STUDIO);
    }
    assertFault(Fault.Kind.TOO_MANY, () -> begin(STUDIO));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 10.55, 10", "KWD, 1.2345, 1.234"})
  void what_is_paid_is_whole_coins_of_the_currency(String currency, String fine, String coins) {
    var studio = town.test.owner(STUDIO);
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE tenant SET currency = ? WHERE id = ?", currency, STUDIO));
    town.test.tree.reload();
    town.test.store.inTransaction(
        connection ->
            Wallet.open(
                connection,
                town.test.ids::next,
                STUDIO,
                NOVA,
                currency,
                town.test.clock.instant()));

    assertFault(Fault.Kind.INVALID, () -> payments.begin(studio, new BigDecimal(fine), BASE));
    assertThat(payments.begin(studio, new BigDecimal(coins), BASE).payment().amount())
        .isEqualTo(Money.of(coins, currency));
  }

  @Test
  void only_its_buyer_and_its_seller_see_a_payment() {
    var payment = begin(BAKERY);

    assertThat(payments.get(town.test.owner(ACME), payment.reference()).buyerId())
        .isEqualTo(BAKERY);
    assertFault(
        Fault.Kind.NOT_FOUND, () -> payments.get(town.test.owner(DENTIST), payment.reference()));
    assertThat(payments.list(town.test.owner(DENTIST), false, Payment.ORDERS.first(), 10))
        .isEmpty();
    assertThat(payments.list(town.test.owner(NOVA), true, Payment.ORDERS.first(), 10)).isEmpty();
  }

  @Test
  void the_secret_is_kept_when_none_is_given_and_never_written_to_the_audit_log() {
    town.accounts.set(
        town.test.owner(ACME),
        new Accounts.Wish("gateway", "https://pay.example/other", "m", "", true));

    tell(begin(BAKERY), "1", "paid", "10");

    assertThat(town.test.log.read(town.test.owner(ACME), "", Long.MAX_VALUE, 100).toString())
        .doesNotContain(SECRET);
    for (var address :
        new String[] {
          "javascript:alert(1)", "pay.example", "https://u:p@pay.example/", "ftp://x/"
        }) {
      assertFault(
          Fault.Kind.INVALID,
          () ->
              town.accounts.set(
                  town.test.owner(ACME), new Accounts.Wish("gateway", address, "m", "", true)));
    }
  }
}
