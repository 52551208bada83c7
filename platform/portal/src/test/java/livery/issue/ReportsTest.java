package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.books.Branches;
import livery.document.Document;
import livery.document.State;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Total;
import org.junit.jupiter.api.Test;

class ReportsTest {

  private static final YearMonth APRIL = YearMonth.of(2026, 4);

  private final IssueTown town = new IssueTown();
  private final AgentMonths months = new AgentMonths(town);

  private void month(String mode, String settlement, boolean selfBilled) {
    town.agent(mode, settlement, selfBilled);
    town.at("2026-04-10T08:00:00Z");
    town.collect(BAKERY, "100");
    town.collect(DENTIST, "50");
    town.sellDirect(BAKERY, 20, "0.5");
    town.sellDirect(DENTIST, 10, "0.333333");
    town.at("2026-05-03T08:00:00Z");
    town.months.run(town.owner(PLATFORM), APRIL);
  }

  private Document report() {
    return town.all(ACME, Kind.AGENT_REPORT).get(0);
  }

  private Money total(Document document, Total.What what) {
    return months.total(document, what).orElseThrow();
  }

  @Test
  void an_agent_finds_its_report_drawn_up_and_only_it_sees_the_draft() {
    month("AGENT_OWN_NAME", "WITHHOLD", false);

    var draft = report();
    assertThat(draft.state()).isEqualTo(State.DRAFT);
    assertThat(draft.number()).isEmpty();
    assertThat(town.all(PLATFORM, Kind.AGENT_REPORT)).isEmpty();
    assertThat(town.all(PLATFORM, Kind.INVOICE)).hasSize(2).allMatch(one -> one.issuerId() == ACME);
    assertThat(draft.ledger()).isEqualTo(Money.of("19.999995", "EUR"));
    assertThat(total(draft, Total.What.SOLD)).isEqualTo(Money.of("20", "EUR"));
    assertThat(total(draft, Total.What.RECEIVED)).isEqualTo(Money.of("150", "EUR"));
    assertThat(total(draft, Total.What.COMMISSION_DUE)).isEqualTo(Money.of("2", "EUR"));
    assertThat(total(draft, Total.What.WITHHELD)).isEqualTo(Money.of("2", "EUR"));
    assertThat(total(draft, Total.What.TO_PRINCIPAL)).isEqualTo(Money.of("148", "EUR"));
  }

  @Test
  void an_objection_is_answered_by_a_new_version_and_acceptance_makes_the_papers() {
    month("AGENT_OWN_NAME", "WITHHOLD", false);
    months.close(APRIL, Contract.Settlement.WITHHOLD);
    var sent = town.reports.send(town.owner(ACME), report().id());
    assertThat(sent.number()).isEqualTo("AG-AR-2026-00001");
    var platform = town.owner(PLATFORM);
    assertThatThrownBy(() -> town.acts.accept(town.owner(ACME), sent.id()))
        .isInstanceOf(Fault.class);

    town.acts.object(platform, sent.id(), "One sale is missing");
    var next =
        town.reports.correct(
            town.owner(ACME),
            sent.id(),
            List.of(new Reports.Adjustment("Sold by hand", new BigDecimal("10.00"))));

    assertThat(town.documents.get(platform, sent.id()).state()).isEqualTo(State.CORRECTED);
    var corrected = town.documents.get(platform, next.id());
    assertThat(corrected.version()).isEqualTo(2);
    assertThat(corrected.correctsId()).isEqualTo(sent.id());
    assertThat(total(corrected, Total.What.SOLD)).isEqualTo(Money.of("30", "EUR"));

    town.acts.accept(platform, next.id());
    town.acts.settle(platform, next.id(), "Paid over");

    var invoice = town.all(ACME, Kind.COMMISSION_INVOICE).get(0);
    assertThat(invoice.issuerId()).isEqualTo(ACME);
    assertThat(invoice.gross()).isEqualTo(Money.of("3", "EUR"));
    assertThat(invoice.tax()).isEqualTo(Money.of("0.50", "EUR"));
    assertThat(invoice.open()).isEqualTo(Money.of("1", "EUR")); // the close knew of 2.00
    assertThat(town.all(ACME, Kind.ACT)).hasSize(3);
    assertThat(total(town.all(ACME, Kind.NETTING).get(0), Total.What.SET_OFF))
        .isEqualTo(Money.of("2", "EUR"));
    assertThat(town.documents.get(platform, next.id()).state()).isEqualTo(State.SETTLED);
    assertThat(town.documents.events(platform, next.id())).hasSize(4);
  }

  @Test
  void who_says_nothing_for_thirty_days_has_accepted() {
    month("AGENT_OWN_NAME", "PAYOUT", true);
    var sent = town.reports.send(town.owner(ACME), report().id());
    town.test.clock.pass(Duration.ofDays(30).minusSeconds(1));
    assertThat(town.acts.deem()).isZero();
    town.test.clock.pass(Duration.ofSeconds(1));

    assertThat(town.acts.deem()).isEqualTo(1);
    assertThat(town.acts.deem()).isZero();

    assertThatThrownBy(() -> town.acts.object(town.owner(PLATFORM), sent.id(), "Late"))
        .isInstanceOf(Fault.class);
    assertThat(town.documents.get(town.owner(PLATFORM), sent.id()).state())
        .isEqualTo(State.DEEMED_ACCEPTED);
    var invoice = town.all(ACME, Kind.COMMISSION_INVOICE).get(0);
    assertThat(invoice.issuerId()).isEqualTo(PLATFORM);
    assertThat(invoice.open()).isEqualTo(Money.of("2", "EUR"));
    assertThat(town.documents.sheet(town.owner(ACME), invoice.id()).heading().selfBilled())
        .isTrue();
    assertThat(town.all(ACME, Kind.NETTING)).isEmpty();
  }

  @Test
  void in_the_principals_name_the_principal_writes_to_the_clients() {
    month("AGENT_PRINCIPAL_NAME", "PAYOUT", false);

    var invoices = town.all(BAKERY, Kind.INVOICE);
    assertThat(invoices).hasSize(1);
    assertThat(invoices.get(0).issuerId()).isEqualTo(PLATFORM);
    assertThat(town.all(ACME, Kind.INVOICE)).isEmpty();
    var april = town.months.run(town.owner(ACME), APRIL);
    assertThat(april.invoices()).isZero();
    assertThat(total(report(), Total.What.TO_PRINCIPAL)).isEqualTo(Money.of("150", "EUR"));
  }

  @Test
  void who_was_an_agent_until_the_twentieth_reports_and_is_paid_for_these_days() {
    town.agentUntil("2026-04-20");
    town.at("2026-04-10T08:00:00Z");
    town.collect(BAKERY, "100");
    town.sellDirect(BAKERY, 20, "0.5");
    town.test.tree.agents(List.of());
    town.at("2026-05-03T08:00:00Z");
    town.months.run(town.owner(PLATFORM), APRIL);
    months.close(APRIL, Contract.Settlement.WITHHOLD);

    var sent = town.reports.send(town.owner(ACME), report().id());
    town.acts.accept(town.owner(PLATFORM), sent.id());

    var document = town.documents.get(town.owner(ACME), sent.id());
    assertThat(total(document, Total.What.COMMISSION_DUE)).isEqualTo(Money.of("1.5", "EUR"));
    assertThat(town.all(ACME, Kind.COMMISSION_INVOICE))
        .extracting(Document::gross)
        .containsExactly(Money.of("1.5", "EUR"));
    assertThat(town.all(ACME, Kind.NETTING)).hasSize(1);
  }

  @Test
  void a_sub_agents_report_is_about_what_was_sold_then_when_its_agent_is_none_any_more() {
    town.test.put(NOVA, ACME);
    town.agentUntil("2026-04-30");
    town.subAgent(ACME, NOVA);
    town.wallet(STUDIO, PLATFORM);
    town.at("2026-04-10T08:00:00Z");
    town.sellDirect(STUDIO, 20, "0.5");
    town.test.tree.agents(List.of(NOVA));
    town.at("2026-05-03T08:00:00Z");
    town.months.run(town.owner(ACME), APRIL);

    var report = town.all(NOVA, Kind.AGENT_REPORT).get(0);
    assertThat(total(report, Total.What.SOLD)).isEqualTo(Money.of("15", "EUR"));
  }

  /** As a move leaves the tables: the rules refuse one while the agency holds. */
  private void moved(long tenant, long to, String at) {
    var store = town.test.store;
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO tenant_move SELECT ?, id, parent_id, ?, FALSE, 'test', ? FROM tenant"
                      + " WHERE id = ?",
                  town.test.ids.next(),
                  to,
                  livery.store.Utc.of(Instant.parse(at)),
                  tenant);
              handle.execute(
                  "UPDATE tenant SET parent_id = ?, path = CONCAT('/1/', ?, '/', id, '/') WHERE id"
                      + " = ?",
                  to,
                  to,
                  tenant);
            });
    town.test.tree.reload();
  }

  @Test
  void a_report_about_a_month_before_a_move_names_who_was_below_the_agent_then() {
    month("AGENT_OWN_NAME", "WITHHOLD", false);
    months.close(APRIL, Contract.Settlement.WITHHOLD);
    moved(BAKERY, NOVA, "2026-05-02T08:00:00Z");
    moved(STUDIO, ACME, "2026-05-02T08:00:00Z");

    var sent = town.reports.send(town.owner(ACME), report().id());

    var document = town.documents.get(town.owner(ACME), sent.id());
    assertThat(total(document, Total.What.SOLD)).isEqualTo(Money.of("20", "EUR"));
    assertThat(total(document, Total.What.RECEIVED)).isEqualTo(Money.of("150", "EUR"));
    var then = Branches.at(town.test.store, town.test.tree, Instant.parse("2026-05-01T00:00:00Z"));
    assertThat(then.isBelow(BAKERY, ACME)).isTrue();
    assertThat(then.isBelow(STUDIO, ACME)).isFalse();
    assertThat(then.isBelow(STUDIO, PLATFORM)).isTrue();
    assertThat(then.isBelow(ACME, ACME)).isFalse();
  }
}
