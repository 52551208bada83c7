package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import livery.billing.Money;
import livery.billing.contract.AgentFee;
import livery.billing.period.AgentFeeTerms;
import livery.billing.period.BillingMonth;
import livery.billing.period.PeriodClose;
import livery.document.Document;
import livery.paper.Kind;
import livery.paper.Total;
import org.junit.jupiter.api.Test;

/**
 * klerk.ru (billing.md §2.2, E11): the principal's 9,000 are re-issued, the agent's 1,000 apart.
 */
class AgentFeeIssueTest {

  private static final YearMonth APRIL = YearMonth.of(2026, 4);

  private final IssueTown town = new IssueTown();
  private final AgentMonths months = new AgentMonths(town);

  private static Money eur(String amount) {
    return Money.of(amount, "EUR");
  }

  private void charge(String percent, String fixed) {
    var fee = new AgentFee(new BigDecimal(percent), eur(fixed));
    var history = town.agreements.history(PLATFORM, ACME).orElseThrow();
    var terms = new AgentFeeTerms(BAKERY, history, List.of(PLATFORM), fee);
    var closer = new PeriodClose(town.test.ids::next, PeriodClose.IN_FLIGHT);
    var books = new BillingMonth(ACME, APRIL, town.runs.zone());
    var now = town.test.clock.instant();
    town.test.store.inTransaction(
        connection -> {
          closer.begin(connection, books, now);
          closer.settle(connection, books, terms, now);
          return closer.finish(connection, books, List.of(), List.of(), List.of(terms), now);
        });
  }

  @Test
  void klerk_the_fee_has_documents_of_its_own_and_the_report_does_not_owe_it() throws SQLException {
    town.agent("AGENT_OWN_NAME", "PAYOUT", false);
    town.at("2026-04-10T08:00:00Z");
    town.sellDirect(BAKERY, 2, "3000"); // 1 part, 2 parts
    town.at("2026-05-03T08:00:00Z");
    charge("10", "100");
    town.months.run(town.owner(PLATFORM), APRIL);
    town.test.clock.pass(PeriodClose.IN_FLIGHT.plusSeconds(1));

    assertThat(town.months.run(town.owner(ACME), APRIL).invoices()).isEqualTo(1);
    assertThat(town.months.run(town.owner(ACME), APRIL).invoices()).isZero();

    var invoices = town.all(BAKERY, Kind.INVOICE);
    assertThat(invoices).allMatch(one -> one.issuerId() == ACME).hasSize(2);
    var own = only(invoices, ACME);
    var reissued = only(invoices, PLATFORM);
    assertThat(reissued.ledger()).isEqualTo(eur("9000"));
    assertThat(own.ledger()).isEqualTo(eur("1000"));
    assertThat(own.open()).as("not paid by the close itself").isEqualTo(eur("1000"));
    assertThat(own.number()).isNotEqualTo(reissued.number()).isNotEmpty();
    assertThat(own.tax()).isEqualTo(eur("166.67"));
    assertThat(town.documents.lines(town.owner(BAKERY), own.id()))
        .singleElement()
        .satisfies(line -> assertThat(line.product()).isEqualTo("agent.fee"));
    assertThat(town.documents.sheet(town.owner(BAKERY), own.id()).lines().get(0).name())
        .isEqualTo("Власна винагорода агента");
    assertThat(
            town.documents
                .sheet(town.owner(BAKERY), own.id())
                .lines()
                .get(0)
                .detail()
                .replace('\u00A0', ' '))
        .as("bought and fixed, as the issuer writes them")
        .isEqualTo("10 % від купленого за місяць на 9 000,00 € + 100,00 € за місяць");
    assertThat(town.all(BAKERY, Kind.ACT)).hasSize(2);

    var report = town.all(ACME, Kind.AGENT_REPORT).get(0);
    assertThat(months.total(report, Total.What.SOLD)).contains(eur("9000"));
    assertThat(months.total(report, Total.What.COMMISSION_DUE)).contains(eur("900"));
    assertThat(town.documents.sheet(town.owner(ACME), report.id()).tables().get(2).rows())
        .singleElement()
        .satisfies(row -> assertThat(row.toString()).contains("1000"));
    assertThat(town.all(PLATFORM, Kind.NETTING)).isEmpty();
    assertThat(Spoilt.by(town.test.store)).isEmpty();
    var more = "UPDATE document_line SET ledger = ledger + 1 WHERE product = 'agent.fee'";
    assertThat(Spoilt.by(town.test.store, more)).isNotEmpty();
  }

  private static Document only(List<Document> all, long seller) {
    return all.stream().filter(one -> one.sellerId() == seller).findFirst().orElseThrow();
  }
}
