package livery.mail;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import livery.money.Purses;
import livery.tenant.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LowBalanceMailsTest {

  private final Purses purses = new Purses();
  private final livery.tenant.TestTenants test = purses.test;
  private final Mails mails = new Mails(test.store, test.ids, test.clock);
  private final LowBalanceMails lowBalances =
      new LowBalanceMails(test.store, test.tree, test.brands, mails, test.clock);

  @BeforeEach
  void hire() {
    test.person(BAKERY, "anna", Role.OWNER);
    test.person(BAKERY, "fedir", Role.FINANCE);
    test.person(BAKERY, "viktor", Role.VIEWER);
    purses.topUp(ACME, BAKERY, "10");
    purses.alerts.set(test.owner(BAKERY), new BigDecimal("5"));
  }

  private void spend(String amount) {
    test.store.inTransaction(
        connection ->
            new livery.billing.Bundles(test.ids::next)
                .sell(
                    connection,
                    new livery.billing.Bundles.Sale(
                        BAKERY,
                        ACME,
                        "sms.mt",
                        1,
                        livery.billing.Money.of(amount, "EUR"),
                        test.clock.instant().plusSeconds(60)),
                    "spend " + test.ids.next(),
                    "",
                    test.clock.instant()));
    purses.alerts.watch();
  }

  private long queued() {
    return test.store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM mail").mapTo(Long.class).one());
  }

  @Test
  void a_crossing_is_told_once_to_those_who_look_after_money_and_again_after_recovery() {
    assertThat(lowBalances.write()).isZero();
    spend("5");
    assertThat(lowBalances.write()).as("exactly the threshold is enough").isZero();

    spend("1");
    assertThat(purses.alerts.rings(test.owner(BAKERY))).isTrue();
    assertThat(lowBalances.write()).isEqualTo(1);
    spend("1");
    assertThat(lowBalances.write()).isZero();
    assertThat(queued()).isEqualTo(2);

    purses.topUp(ACME, BAKERY, "10");
    assertThat(purses.alerts.rings(test.owner(BAKERY))).isFalse();
    spend("9");
    assertThat(lowBalances.write()).isEqualTo(1);
    assertThat(queued()).isEqualTo(4);
  }

  @Test
  void the_mail_speaks_its_readers_language_and_names_the_brand() {
    spend("6");
    lowBalances.write();

    var mail = mails.take().get(0);

    assertThat(mail.sender()).isEqualTo("acme");
    assertThat(mail.subject()).contains("bakery").contains("залишилося");
    assertThat(mail.body()).contains("4").contains("\n");
    assertThat(mails.take()).as("taken by another run").isEmpty();
  }

  @Test
  void a_mail_that_no_server_takes_is_tried_again_and_given_up_in_the_end() {
    spend("6");
    lowBalances.write();
    var tries = 0;
    for (var i = 0; i < 200; i++) {
      for (var mail : mails.take()) {
        mails.failed(mail, "no server");
        tries++;
      }
      test.clock.pass(Duration.ofHours(1));
    }

    assertThat(tries).isEqualTo(2 * 12);
  }

  @Test
  void what_was_sent_is_not_sent_again() {
    spend("6");
    lowBalances.write();
    mails.take().forEach(mails::sent);

    test.clock.pass(Duration.ofDays(3));
    assertThat(mails.take()).isEmpty();
  }
}
