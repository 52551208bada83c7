package livery.bank;

import static livery.bank.BankDesk.BAKERS_BANK;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import livery.billing.Money;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody looks once more for the buyers of the entries that wait. */
class AgainTest {

  private static final String DEMAND = "PF-2026-31";

  private final BankDesk desk = new BankDesk();

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(desk.purses.violations()).isEmpty();
  }

  private List<String> log() {
    return desk.test
        .store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(
                        "SELECT CONCAT(actor, ': ', detail) FROM audit WHERE action = 'bank.match'"
                            + " AND tenant_id = "
                            + ACME
                            + " ORDER BY id")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void the_log_says_who_looked_again_and_how_many_were_credited() {
    desk.statements.read(
        desk.acme,
        new Camt("08")
            .credit("10", "EUR", "Bakery", BAKERS_BANK, DEMAND)
            .credit("3", "EUR", "Somebody", "", "no reference")
            .file());
    assertThat(log()).as("nobody has looked again").isEmpty();
    desk.demands.open(desk.acme, BAKERY, DEMAND, Money.of("10", "EUR"), 0);

    assertThat(desk.entries.again(desk.acme)).isEqualTo(1);
    assertThat(desk.entries.again(desk.acme)).isZero();

    var who = desk.acme.actor();
    assertThat(log()).containsExactly(who + ": 1 of 2 credited", who + ": 0 of 1 credited");
    assertThat(desk.purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
  }

  @Test
  void who_may_not_look_leaves_no_line() {
    var viewer = desk.test.scope(ACME, Role.VIEWER);

    assertThatThrownBy(() -> desk.entries.again(viewer)).isInstanceOf(NotAllowed.class);

    assertThat(log()).isEmpty();
  }

  @Test
  void an_entry_behind_many_others_that_wait_is_found() {
    desk.statements.read(
        desk.acme, new Camt("08").credit("10", "EUR", "Bakery", BAKERS_BANK, DEMAND).file());
    var others = new Camt("08");
    for (var at = 0; at < Entries.PAGE_MAX; at++) {
      others.credit("1", "EUR", "Somebody", "", "no reference " + at);
    }
    desk.statements.read(desk.acme, others.file());
    desk.demands.open(desk.acme, BAKERY, DEMAND, Money.of("10", "EUR"), 0);

    assertThat(desk.entries.again(desk.acme)).isEqualTo(1);

    assertThat(desk.purses.available(ACME, BAKERY)).isEqualTo("10 EUR");
    assertThat(log()).hasSize(1).allMatch(line -> line.endsWith("1 of 201 credited"));
  }
}
