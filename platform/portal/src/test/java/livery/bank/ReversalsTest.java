package livery.bank;

import static livery.bank.BankDesk.BAKERS_BANK;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.billing.Money;
import livery.fault.Fault;
import livery.money.Purses;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReversalsTest {

  private static final String DENTISTS_BANK = "DE02120300000000202051";

  private final BankDesk desk = new BankDesk();
  private final Purses purses = desk.purses;
  private final TestTenants test = desk.test;
  private final Demands demands = desk.demands;
  private final Reversals reversals = desk.reversals;
  private final Entries entries = desk.entries;
  private final Statements statements = desk.statements;
  private final Scope acme = desk.acme;
  private final Entry bakers;
  private final Entry dentists;

  ReversalsTest() {
    bakers = came(BAKERY, "B-1", BAKERS_BANK);
    dentists = came(DENTIST, "B-2", DENTISTS_BANK);
  }

  @AfterEach
  void every_invariant_holds_afterwards() {
    assertThat(purses.violations()).isEmpty();
  }

  private Entry came(long buyer, String number, String account) {
    statements.read(
        acme, new Camt("08").entry("10", "EUR", "CRDT", false, number, "", account, number).file());
    return entries.assign(acme, waiting().id(), buyer);
  }

  private Entry waiting() {
    var waiting = entries.list(acme, Entry.State.UNMATCHED, Entry.ORDERS.first(), 10);
    assertThat(waiting).hasSize(1);
    return waiting.get(0);
  }

  /** A reversal that names its entry by nothing but the payer. */
  private Entry unmatched(String amount, String account) {
    statements.read(
        acme,
        new Camt("08")
            .entry(amount, "EUR", "DBIT", true, "", "R " + amount, "", account, "Return " + amount)
            .file());
    return waiting();
  }

  private static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  @Test
  void a_reversal_that_found_nothing_is_tied_by_a_person_once() {
    var reversal = unmatched("10", BAKERS_BANK);
    assertThat(reversals.originals(acme, reversal.id()))
        .extracting(Entry::id)
        .containsExactly(bakers.id());

    var tied = reversals.tie(acme, reversal.id(), bakers.id());
    reversals.tie(acme, reversal.id(), bakers.id());

    assertThat(tied.state()).isEqualTo(Entry.State.POSTED);
    assertThat(tied.originalId()).isEqualTo(bakers.id());
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(purses.transfers("REVERSAL")).isEqualTo(1);
    assertThat(test.log.read(acme, "bank.tie", Long.MAX_VALUE, 9)).hasSize(1);
    assertFault(Fault.Kind.CONFLICT, () -> reversals.tie(acme, reversal.id(), dentists.id()));
    var second = unmatched("0.01", BAKERS_BANK);
    assertThat(reversals.originals(acme, second.id())).isEmpty();
  }

  @Test
  void another_payers_entry_or_one_with_less_left_is_not_tied() {
    var reversal = unmatched("6", BAKERS_BANK);

    assertFault(Fault.Kind.INVALID, () -> reversals.tie(acme, reversal.id(), dentists.id()));
    assertFault(Fault.Kind.INVALID, () -> reversals.tie(acme, reversal.id(), reversal.id()));
    assertFault(Fault.Kind.CONFLICT, () -> reversals.tie(acme, bakers.id(), bakers.id()));
    assertFault(
        Fault.Kind.NOT_FOUND, () -> reversals.tie(test.owner(NOVA), reversal.id(), bakers.id()));
    assertFault(Fault.Kind.NOT_FOUND, () -> reversals.tie(acme, reversal.id(), 4711));
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> reversals.tie(test.scope(ACME, Role.MANAGER), reversal.id(), bakers.id()));
    purses.takeBack(ACME, BAKERY, bakers.postingId(), "5", "some");
    assertFault(Fault.Kind.INVALID, () -> reversals.tie(acme, reversal.id(), bakers.id()));

    assertThat(purses.available(ACME, BAKERY)).isEqualTo("5 EUR");
    assertThat(purses.available(ACME, DENTIST)).isEqualTo("10 EUR");
    assertThat(waiting().id()).isEqualTo(reversal.id());
  }

  @Test
  void what_was_taken_back_by_hand_is_not_taken_again_by_the_banks_reversal() {
    purses.takeBack(ACME, BAKERY, bakers.postingId(), "4", "some");
    purses.takeBack(ACME, DENTIST, dentists.postingId(), "10", "all");

    statements.read(
        acme,
        new Camt("08")
            .entry("10", "EUR", "DBIT", true, "B-1", "", BAKERS_BANK, "")
            .entry("10", "EUR", "DBIT", true, "B-2", "", DENTISTS_BANK, "")
            .file());

    assertThat(purses.available(ACME, BAKERY)).isEqualTo("0 EUR");
    assertThat(purses.available(ACME, DENTIST)).isEqualTo("0 EUR");
    assertThat(entries.list(acme, Entry.State.SET_ASIDE, Entry.ORDERS.first(), 9))
        .extracting(Entry::reason)
        .containsExactly("taken-back");
  }

  @Test
  void a_proforma_is_open_again_by_what_goes_back_by_hand() {
    var demand = demands.open(acme, BAKERY, "PF-2026-7", Money.of("3", "EUR"), 0);
    statements.read(
        acme, new Camt("08").credit("3", "EUR", "Bakery", BAKERS_BANK, "PF-2026-7").file());
    var paid = entries.list(acme, Entry.State.POSTED, Entry.ORDERS.first(), 1).get(0);

    purses.takeBack(ACME, BAKERY, paid.postingId(), "1", "k");

    assertThat(demands.get(acme, demand).orElseThrow().paid()).hasToString("2 EUR");
  }

  @Test
  void a_person_and_another_by_hand_at_once_take_no_more_than_came() throws Exception {
    var reversal = unmatched("6", BAKERS_BANK);
    var pool = Executors.newFixedThreadPool(2);
    var work = new ArrayList<Callable<Object>>();
    work.add(() -> reversals.tie(acme, reversal.id(), bakers.id()));
    work.add(() -> purses.takeBack(ACME, BAKERY, bakers.postingId(), "6", "hand"));

    var refused = 0;
    for (var one : pool.invokeAll(work)) {
      try {
        one.get();
      } catch (java.util.concurrent.ExecutionException less) {
        assertThat(less).hasCauseInstanceOf(Fault.class);
        refused++;
      }
    }
    pool.shutdown();

    assertThat(refused).isEqualTo(1);
    assertThat(purses.available(ACME, BAKERY)).isEqualTo("4 EUR");
  }
}
