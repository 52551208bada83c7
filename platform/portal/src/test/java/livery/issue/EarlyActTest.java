package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.billing.Money;
import livery.document.Issuer;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.tenant.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acts up to a day of a month that goes on. */
class EarlyActTest {

  private static final LocalDate FIFTEENTH = MARCH.atDay(15);

  private final IssueTown town = new IssueTown();
  private final Scope acme = town.owner(ACME);

  /** Six parts at 0.05 and fifteen at 0.0325: 0.7875 in all. */
  @BeforeEach
  void sell() {
    town.sellInMarch();
    town.at("2026-03-16T08:00:00Z");
  }

  private List<String> invoices(long tenant) {
    return town.all(tenant, Kind.INVOICE).stream()
        .map(one -> one.fromDay() + " " + one.toDay() + " " + one.ledger())
        .toList();
  }

  /** Newest first: of which invoice how much. */
  private List<String> credited() {
    return town.all(BAKERY, Kind.CREDIT_NOTE).stream()
        .map(one -> town.documents.get(acme, one.refersTo()).fromDay() + " " + one.ledger())
        .toList();
  }

  private void refund(int first, int count) {
    var events = new ArrayList<Long>();
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT event_id FROM rated WHERE unit_price = 0.05 ORDER BY event_id")
                    .mapTo(Long.class)
                    .forEach(events::add));
    town.refund(events.subList(first, first + count));
  }

  @Test
  void a_contract_that_ends_has_its_act_at_once_and_the_month_says_the_rest() {
    var acts = town.months.act(acme, FIFTEENTH, BAKERY);

    assertThat(acts)
        .extracting(Issuer.Issued::id)
        .containsExactly(town.all(BAKERY, Kind.ACT).get(0).id());
    assertThat(invoices(BAKERY)).containsExactly("2026-03-01 2026-03-15 0.7875 EUR");
    assertThat(town.months.act(acme, FIFTEENTH, BAKERY))
        .extracting(Issuer.Issued::id)
        .containsExactly(acts.get(0).id());
    assertThat(town.count("SELECT COUNT(*) FROM document_run")).isZero();
    town.at("2026-03-20T08:00:00Z");
    town.sell(BAKERY, 2, "0.05", "0.02");
    town.at("2026-04-02T08:00:00Z");

    assertThat(town.months.run(acme, MARCH).invoices()).isEqualTo(2);

    assertThat(invoices(BAKERY))
        .containsExactly("2026-03-16 2026-03-31 0.15 EUR", "2026-03-01 2026-03-15 0.7875 EUR");
    assertThat(invoices(DENTIST)).containsExactly("2026-03-01 2026-03-31 0.69993 EUR");
    assertThat(town.documents.lines(acme, town.all(BAKERY, Kind.INVOICE).get(0).id()))
        .hasSize(1)
        .allSatisfy(
            line -> {
              assertThat(line.quantity()).isEqualTo(3);
              assertThat(line.unitPrice()).isEqualByComparingTo("0.05");
            });
    assertThat(town.all(BAKERY, Kind.ACT)).hasSize(2);
    assertThat(town.months.run(acme, MARCH).invoices()).isZero();
  }

  @Test
  void acts_of_one_month_follow_each_other_day_by_day() {
    town.months.act(acme, MARCH.atDay(5), BAKERY);
    town.sell(BAKERY, 2, "0.05", "0.02");
    town.at("2026-03-17T08:00:00Z");
    town.months.act(acme, MARCH.atDay(16), BAKERY);

    assertThat(invoices(BAKERY))
        .containsExactly("2026-03-06 2026-03-16 0.15 EUR", "2026-03-01 2026-03-05 0.7875 EUR");
    town.at("2026-04-02T08:00:00Z");
    town.months.run(acme, MARCH);
    assertThat(invoices(BAKERY)).as("nothing is left").hasSize(2);
    assertThatThrownBy(() -> town.months.act(acme, MARCH, BAKERY)).isInstanceOf(Fault.class);
  }

  @Test
  void what_is_given_back_after_the_act_is_taken_off_the_rest_or_credited_once() {
    town.months.act(acme, FIFTEENTH, BAKERY);
    town.at("2026-03-20T08:00:00Z");
    refund(0, 1);
    town.at("2026-04-02T08:00:00Z");
    assertThat(town.months.run(acme, MARCH).creditNotes()).isEqualTo(1);
    assertThat(credited()).containsExactly("2026-03-01 0.05 EUR");
    again();

    assertThat(town.months.run(acme, MARCH).creditNotes()).isZero();

    assertThat(invoices(BAKERY)).containsExactly("2026-03-01 2026-03-15 0.7875 EUR");
    assertThat(credited()).hasSize(1);
  }

  @Test
  void a_later_refund_is_credited_on_the_rest_first_and_then_on_the_early_invoice() {
    town.months.act(acme, FIFTEENTH, BAKERY);
    town.at("2026-03-20T08:00:00Z");
    town.sell(BAKERY, 2, "0.05", "0.02");
    refund(0, 1);
    town.at("2026-04-02T08:00:00Z");
    assertThat(town.months.run(acme, MARCH).creditNotes()).isZero();
    assertThat(invoices(BAKERY).get(0)).isEqualTo("2026-03-16 2026-03-31 0.1 EUR");
    town.at("2026-04-10T08:00:00Z");
    refund(1, 1);
    town.at("2026-05-02T08:00:00Z");
    var april = MARCH.plusMonths(1);
    town.months.run(acme, april);
    assertThat(credited()).containsExactly("2026-03-16 0.1 EUR");
    again();
    town.months.run(acme, april);
    assertThat(credited()).as("nothing of it a second time, though no rest is left").hasSize(1);
    town.at("2026-05-10T08:00:00Z");
    refund(2, 2);
    town.at("2026-06-02T08:00:00Z");

    town.months.run(acme, april.plusMonths(1));

    assertThat(credited()).containsExactly("2026-03-01 0.15 EUR", "2026-03-16 0.1 EUR");
  }

  /** As if the last runs had been cut off before their end. */
  private void again() {
    town.test
        .store
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE document_run SET state = 'RUNNING'"));
  }

  @Test
  void what_cannot_be_is_refused_with_its_field_and_takes_no_day() {
    town.months.act(acme, MARCH.atDay(10), BAKERY);
    var documents = town.count("SELECT COUNT(*) FROM document");

    assertFault("to", () -> town.months.act(acme, MARCH.atDay(16), BAKERY));
    assertFault("to", () -> town.months.act(acme, MARCH.atDay(30), BAKERY));
    assertFault("to", () -> town.months.act(acme, MARCH.atDay(9), BAKERY));
    assertFault("to", () -> town.months.act(acme, MARCH.minusMonths(1).atDay(9), BAKERY));
    assertFault("to", () -> town.months.act(acme, LocalDate.of(1999, 12, 30), BAKERY));
    assertFault("buyerId", () -> town.months.act(acme, FIFTEENTH, BAKERY));
    assertFault("buyerId", () -> town.months.act(acme, FIFTEENTH, STUDIO));
    assertThatThrownBy(() -> town.months.act(town.owner(BAKERY), FIFTEENTH, DENTIST))
        .isInstanceOf(Fault.class);
    assertThat(town.count("SELECT COUNT(*) FROM document")).isEqualTo(documents);
    assertThat(town.count("SELECT COUNT(*) FROM document_until")).isEqualTo(1);
    town.at("2026-03-15T22:00:59Z");
    assertFault("to", () -> town.months.act(acme, FIFTEENTH, DENTIST));
    town.at("2026-03-15T22:01:00Z");
    assertThat(town.months.act(acme, FIFTEENTH, DENTIST)).as("Kyiv's midnight").hasSize(1);
  }

  @Test
  void many_at_once_put_each_text_on_one_invoice() throws Exception {
    var threads = Executors.newFixedThreadPool(6);
    var calls = new ArrayList<Callable<Integer>>();
    for (var day : new int[] {15, 14, 13, 15, 14, 12}) {
      calls.add(() -> documented(MARCH.atDay(day)));
    }

    for (var done : threads.invokeAll(calls)) {
      done.get();
    }
    threads.shutdown();

    assertThat(town.count("SELECT SUM(ledger) FROM document WHERE kind = 'INVOICE'"))
        .isEqualTo(Money.of("0.7875", "EUR").micros());
    assertThat(town.all(BAKERY, Kind.INVOICE)).hasSize(1);
  }

  private int documented(LocalDate day) {
    try {
      return town.months.act(acme, day, BAKERY).size();
    } catch (Fault documentedOrNothingLeft) {
      return 0;
    }
  }

  private static void assertFault(
      String field, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }
}
