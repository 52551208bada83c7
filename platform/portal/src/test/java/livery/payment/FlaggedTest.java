package livery.payment;

import static livery.payment.PayTown.assertFault;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import livery.fault.Fault;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlaggedTest {

  private final PayTown town = new PayTown();

  @BeforeEach
  void open_accounts() {
    town.openAccounts();
  }

  @Test
  void what_was_looked_at_asks_no_more_until_the_provider_tells_something_new() {
    var acme = town.test.owner(ACME);
    var fine = town.tell(town.begin(BAKERY), "1", "paid", "10");
    var wrong = town.tell(town.begin(BAKERY), "1", "paid", "11");
    assertThat(town.flagged.list(acme, Payment.ORDERS.first(), 10)).containsExactly(wrong);
    town.test.clock.pass(Duration.ofMinutes(1));

    var looked = looked(acme, wrong, " Sent back by the bank ");

    assertThat(looked.isFlagged()).isFalse();
    assertThat(looked.problem()).isEqualTo("amount");
    assertThat(looked.checkedNote()).isEqualTo("Sent back by the bank");
    assertThat(looked(acme, wrong, "Again")).isEqualTo(looked);
    assertThat(town.flagged.count(acme)).isZero();
    assertThat(town.test.log.read(acme, "", Long.MAX_VALUE, 100).toString())
        .contains("amount: Sent back by the bank")
        .doesNotContain("Again");
    assertFault(Fault.Kind.CONFLICT, () -> looked(acme, fine, "Fine"));
    town.test.clock.pass(Duration.ofMinutes(1));
    var news = town.tell(wrong, "2", "paid", "12");
    assertThat(news.isFlagged()).isTrue();
    assertFault(Fault.Kind.CONFLICT, () -> looked(acme, wrong, "What was seen before"));
    assertThat(looked(acme, news, "This too").isFlagged()).isFalse();
  }

  @Test
  void a_second_content_that_was_looked_at_is_not_asked_about_with_each_news() {
    var payment = town.tell(town.begin(BAKERY), "1", "paid", "10");
    assertFault(Fault.Kind.CONFLICT, () -> town.tell(payment, "1", "paid", "11"));
    var acme = town.test.owner(ACME);
    looked(acme, town.flagged.list(acme, Payment.ORDERS.first(), 10).get(0), "Their mistake");

    assertThat(town.tell(payment, "2", "refunded", "4").isFlagged()).isFalse();
    assertFault(Fault.Kind.CONFLICT, () -> town.tell(payment, "1", "paid", "11"));
    assertThat(town.flagged.count(acme)).isZero();
    assertThat(town.tell(payment, "3", "refunded", "7").problem()).isEqualTo("content");
  }

  @Test
  void only_the_sellers_finance_ticks_off_with_a_note() {
    var wrong = town.tell(town.begin(BAKERY), "1", "paid", "11");
    var acme = town.test.owner(ACME);

    assertFault(Fault.Kind.NOT_FOUND, () -> looked(town.test.owner(NOVA), wrong, "Ours"));
    assertFault(Fault.Kind.NOT_FOUND, () -> looked(town.test.owner(BAKERY), wrong, "Ours"));
    assertThatThrownBy(() -> looked(town.test.scope(ACME, Role.MANAGER), wrong, "Fine"))
        .isInstanceOf(NotAllowed.class);
    for (var note : new String[] {null, " ", "x".repeat(301)}) {
      assertFault(Fault.Kind.INVALID, () -> looked(acme, wrong, note));
    }
    assertThat(town.flagged.count(acme)).isEqualTo(1);
    assertThat(looked(acme, wrong, "x".repeat(300)).isFlagged()).isFalse();
  }

  private Payment looked(Scope scope, Payment payment, String note) {
    return town.flagged.check(scope, payment.reference(), payment.changedAt(), note);
  }
}
