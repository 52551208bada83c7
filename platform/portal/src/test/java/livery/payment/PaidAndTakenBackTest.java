package livery.payment;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import livery.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A top-up by a provider, taken back by hand as well. */
class PaidAndTakenBackTest {

  private final PayTown town = new PayTown();
  private Payment payment;

  @BeforeEach
  void pay() {
    town.openAccounts();
    town.purses.takenBack.observe(town.ledger::takenBack);
    payment = town.begin(BAKERY);
    town.tell(payment, "1", "paid", "10");
  }

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(town.purses.violations()).isEmpty();
  }

  private void byHand(String amount) {
    var posting = town.payments.get(town.test.owner(BAKERY), payment.reference()).postingId();
    town.purses.takeBack(ACME, BAKERY, posting, amount, "by hand " + amount);
  }

  private Payment now() {
    return town.payments.get(town.test.owner(BAKERY), payment.reference());
  }

  @Test
  void what_the_provider_tells_afterwards_is_not_taken_again_but_what_is_more() {
    byHand("3");
    assertThat(now().wentBack()).hasToString("3 EUR");

    assertThat(town.tell(payment, "2", "refunded", "3").wentBack()).hasToString("3 EUR");
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("7 EUR");
    town.tell(payment, "3", "refunded", "2");
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("5 EUR");
    byHand("1");
    var after = town.tell(payment, "4", "chargeback", "10");

    assertThat(after.state()).isEqualTo(PaymentState.CHARGEBACK);
    assertThat(after.wentBack()).hasToString("10 EUR");
    assertThat(after.problem()).isEmpty();
    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
  }

  @Test
  void all_by_hand_leaves_nothing_to_the_provider_and_the_other_way() {
    byHand("10");
    assertThat(now().state()).isEqualTo(PaymentState.REFUNDED);

    town.tell(payment, "2", "refunded", "10");
    town.tell(payment, "3", "chargeback", "10");

    assertThat(town.purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
    PayTown.assertFault(Fault.Kind.INVALID, () -> byHand("0.01"));
  }
}
