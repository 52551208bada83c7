package livery.payment;

import static livery.payment.PayTown.assertFault;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import livery.fault.Fault;
import livery.order.Sought;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VouchersTest {

  private static final String HERE = "203.0.113.7";

  private final PayTown town = new PayTown();
  private final Vouchers vouchers = town.vouchers;

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(town.purses.violations()).isEmpty();
  }

  private Vouchers.Made make(int count, String amount) {
    return vouchers.make(
        town.test.owner(ACME),
        new Vouchers.Wish(
            "Spring", count, new BigDecimal(amount), "", LocalDate.parse("2026-03-31")));
  }

  private Scope person(long tenant, int number) {
    return new Scope(tenant, tenant, number, "person " + number, Role.FINANCE);
  }

  @Test
  void a_code_that_a_hundred_redeem_at_once_counts_once() throws Exception {
    var code = make(1, "25").codes().get(0);
    var good = new AtomicInteger();
    var pool = Executors.newFixedThreadPool(16);
    var work = new ArrayList<Callable<Void>>();
    for (var i = 0; i < 100; i++) {
      var who = person(i % 2 == 0 ? BAKERY : DENTIST, i + 1);
      var place = "198.51.100." + i;
      work.add(
          () -> {
            try {
              vouchers.redeem(who, code, place);
              good.incrementAndGet();
            } catch (Fault used) {
              assertThat(used.kind()).isEqualTo(Fault.Kind.CONFLICT);
            }
            return null;
          });
    }
    for (var done : pool.invokeAll(work)) {
      done.get();
    }
    pool.shutdown();

    assertThat(good.get()).isEqualTo(1);
    assertThat(town.purses.transfers("TOP_UP")).isEqualTo(1);
    var acme = town.test.owner(ACME);
    var batch = vouchers.list(acme, Long.MAX_VALUE, 10).get(0);
    assertThat(batch.redeemed()).isEqualTo(1);
    var part = Sought.of(batch.name().substring(1).toUpperCase(Locale.ROOT));
    assertThat(vouchers.list(acme, part, Long.MAX_VALUE, 10)).containsExactly(batch);
    assertThat(vouchers.list(acme, Sought.of("%"), Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void a_code_may_be_written_as_people_write() {
    var code = make(1, "25").codes().get(0);
    var written = " " + code.toLowerCase(Locale.ROOT).replace('0', 'o').replace("-", " ") + "\t";

    var redeemed = vouchers.redeem(person(BAKERY, 1), written.strip(), HERE);

    assertThat(redeemed.amount()).hasToString("25 EUR");
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("25 EUR");
  }

  @Test
  void the_database_keeps_no_code() {
    var codes = make(3, "1").codes();

    var rows =
        town.test
            .store
            .jdbi()
            .withHandle(handle -> handle.createQuery("SELECT * FROM voucher").mapToMap().list());
    assertThat(rows).hasSize(3);
    for (var code : codes) {
      assertThat(rows.toString()).doesNotContain(code).doesNotContain(code.replace("-", ""));
    }
    assertThat(codes).doesNotHaveDuplicates();
  }

  @Test
  void a_code_is_worth_nothing_elsewhere_and_nobody_there_learns_that_it_exists() {
    var code = make(1, "25").codes().get(0);

    assertFault(Fault.Kind.INVALID, () -> vouchers.redeem(person(STUDIO, 1), code, HERE));
    assertThat(town.purses.transfers("TOP_UP")).isZero();
  }

  @Test
  void the_last_day_still_counts_and_the_moment_after_does_not() {
    var codes = make(2, "25").codes();
    // Midnight in Kyiv is 21:00 UTC; the clock stands at 1 March, 10:00 UTC.
    town.test.clock.pass(Duration.ofDays(30).plusHours(11).minusMillis(1));

    vouchers.redeem(person(BAKERY, 1), codes.get(0), HERE);
    town.test.clock.pass(Duration.ofMillis(1));

    assertFault(Fault.Kind.CONFLICT, () -> vouchers.redeem(person(BAKERY, 1), codes.get(1), HERE));
  }

  @Test
  void a_stopped_batch_keeps_what_was_redeemed_and_gives_no_more() {
    var made = make(2, "25");
    vouchers.redeem(person(BAKERY, 1), made.codes().get(0), HERE);

    vouchers.stop(town.test.owner(ACME), made.batch().id());
    vouchers.stop(town.test.owner(ACME), made.batch().id());

    assertFault(
        Fault.Kind.CONFLICT, () -> vouchers.redeem(person(BAKERY, 1), made.codes().get(1), HERE));
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("25 EUR");
  }

  @Test
  void who_guesses_has_to_wait_by_person_and_by_place() {
    var code = make(1, "25").codes().get(0);
    for (var i = 0; i < 5; i++) {
      assertFault(
          Fault.Kind.INVALID,
          () -> vouchers.redeem(person(BAKERY, 1), "0000-0000-0000-0000", HERE));
    }

    assertFault(Fault.Kind.TOO_MANY, () -> vouchers.redeem(person(BAKERY, 1), code, HERE));
    town.test.clock.pass(Duration.ofMinutes(20));
    assertThat(vouchers.redeem(person(BAKERY, 1), code, HERE).amount()).hasToString("25 EUR");
  }

  @Test
  void many_persons_of_one_place_are_slowed_down_together() {
    for (var i = 0; i < 20; i++) {
      var who = person(BAKERY, i);
      assertFault(Fault.Kind.INVALID, () -> vouchers.redeem(who, "0000-0000-0000-0000", HERE));
    }

    assertFault(
        Fault.Kind.TOO_MANY,
        () -> vouchers.redeem(person(DENTIST, 99), "0000-0000-0000-0000", HERE));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no name, '', 1, 1, 2026-03-31",
    "none, x, 0, 1, 2026-03-31",
    "too many, x, 10001, 1, 2026-03-31",
    "worth nothing, x, 1, 0, 2026-03-31",
    "below zero, x, 1, -1, 2026-03-31",
    "yesterday, x, 1, 1, 2026-02-28",
    "in six years, x, 1, 1, 2032-03-01"
  })
  void a_batch_that_cannot_be_right_is_not_made(
      String what, String name, int count, BigDecimal amount, LocalDate lastDay) {
    assertFault(
        Fault.Kind.INVALID,
        () ->
            vouchers.make(
                town.test.owner(ACME), new Vouchers.Wish(name, count, amount, "", lastDay)));
    assertThat(vouchers.list(town.test.owner(ACME), Long.MAX_VALUE, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"VIEWER", "MANAGER"})
  void only_those_who_may_finance_make_or_redeem(Role role) {
    var code = make(1, "25").codes().get(0);
    var wish = new Vouchers.Wish("x", 1, BigDecimal.ONE, "", LocalDate.parse("2026-03-31"));

    assertFault(Fault.Kind.NOT_ALLOWED, () -> vouchers.make(town.test.scope(ACME, role), wish));
    assertFault(
        Fault.Kind.NOT_ALLOWED, () -> vouchers.redeem(town.test.scope(BAKERY, role), code, HERE));
    assertFault(Fault.Kind.CONFLICT, () -> vouchers.make(town.test.owner(BAKERY), wish));
  }
}
