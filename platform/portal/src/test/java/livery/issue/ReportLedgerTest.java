package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import livery.billing.Bundles;
import livery.billing.Money;
import livery.document.Document;
import livery.paper.Total;
import org.junit.jupiter.api.Test;

/** An agent's report tells what the ledger has posted as its commission, neither more nor less. */
class ReportLedgerTest {

  private static final YearMonth APRIL = YearMonth.of(2026, 4);
  private static final YearMonth MAY = YearMonth.of(2026, 5);
  private static final YearMonth JUNE = YearMonth.of(2026, 6);

  private final IssueTown town = new IssueTown();
  private final AgentMonths months = new AgentMonths(town);

  private void agent(String accrueOn) {
    town.agent("AGENT_OWN_NAME", "PAYOUT", false, AgentTerms.fee("10", accrueOn, false));
    town.at("2026-04-10T08:00:00Z");
  }

  private Document report(YearMonth month) {
    town.months.run(town.owner(PLATFORM), month);
    return months.report(month);
  }

  private Money total(Document document, Total.What what) {
    return months.total(document, what).orElseThrow();
  }

  /** Draws the report up before the commission is posted and after it: they are the same. */
  private void told(YearMonth month, String sold, String received, String due) {
    told(report(month), sold, received, due);
    months.accrue(month);
    var posted =
        town.count(
            "SELECT COALESCE(SUM(delta), 0) FROM commission WHERE period = "
                + (month.getYear() * 100 + month.getMonthValue()));
    assertThat(new Money(posted, "EUR")).isEqualTo(Money.of(due, "EUR"));
    told(report(month), sold, received, due);
  }

  private void told(Document report, String sold, String received, String due) {
    assertThat(total(report, Total.What.COMMISSION_DUE)).isEqualTo(Money.of(due, "EUR"));
    assertThat(total(report, Total.What.SOLD)).isEqualTo(Money.of(sold, "EUR"));
    assertThat(total(report, Total.What.RECEIVED)).isEqualTo(Money.of(received, "EUR"));
    assertThat(report.ledger()).isEqualTo(Money.of(sold, "EUR"));
  }

  @Test
  void a_payment_that_was_taken_back_earns_nothing() {
    agent("CLIENT_PAYMENT");
    var now = town.test.clock.instant();
    town.test.store.inTransaction(
        connection -> {
          var amount = Money.of("1000", "EUR");
          var key = UUID.randomUUID().toString();
          var paid = town.ledger.topUp(connection, BAKERY, PLATFORM, amount, key, "Card", now);
          return town.ledger.takeBack(
              connection, BAKERY, PLATFORM, paid, amount, key + "-", "Chargeback", now);
        });
    town.sellDirect(BAKERY, 1, "1000");
    town.at("2026-05-03T08:00:00Z");

    told(APRIL, "1000", "0", "0");
  }

  @Test
  void a_bundle_earns_nothing() {
    agent("CHARGE");
    town.topUp(BAKERY, PLATFORM, "1000");
    town.test.store.inTransaction(
        connection ->
            new Bundles(town.test.ids::next)
                .sell(
                    connection,
                    new Bundles.Sale(
                        BAKERY,
                        PLATFORM,
                        "sms.mt",
                        500,
                        Money.of("1000", "EUR"),
                        Instant.parse("2027-01-01T00:00:00Z")),
                    UUID.randomUUID().toString(),
                    "Bundle",
                    town.test.clock.instant()));
    town.sellDirect(BAKERY, 1, "10");
    town.at("2026-05-03T08:00:00Z");

    told(APRIL, "0", "1000", "0"); // the bundle covers the text
    var sheet = town.documents.sheet(town.owner(ACME), report(APRIL).id());
    assertThat(sheet.tables().get(0).rows()).isEmpty();
  }

  @Test
  void a_credit_is_taken_off() {
    agent("CHARGE");
    town.sellDirect(BAKERY, 1, "1000");
    town.test.store.inTransaction(
        connection ->
            town.ledger.credit(
                connection,
                BAKERY,
                PLATFORM,
                Money.of("100", "EUR"),
                UUID.randomUUID().toString(),
                "Sorry",
                town.test.clock.instant()));
    town.at("2026-05-03T08:00:00Z");

    told(APRIL, "900", "0", "90");
  }

  @Test
  void a_late_refund_counts_in_the_month_in_which_it_was_posted() {
    agent("CHARGE");
    var events = town.sellDirect(BAKERY, 1, "100");
    town.at("2026-05-02T08:00:00Z");
    town.refund(events);
    town.sellDirect(BAKERY, 1, "1000");
    told(APRIL, "100", "0", "10");
    town.at("2026-06-03T08:00:00Z");

    told(MAY, "900", "0", "90");
  }

  @Test
  void what_a_month_of_refunds_left_is_told_by_it_and_by_the_next() {
    agent("CHARGE");
    var events = town.sellDirect(BAKERY, 1, "100");
    town.at("2026-05-02T08:00:00Z");
    town.refund(events);
    told(APRIL, "100", "0", "10");
    town.at("2026-06-03T08:00:00Z");
    told(MAY, "0", "0", "0");
    assertThat(rows(report(MAY), 0)).contains("Продано: перенесено на наступний місяць 100.00");
    assertThat(rows(report(MAY), 2))
        .containsExactly("Продано: перенесено на наступний місяць -100.00");
    town.sellDirect(BAKERY, 1, "250");
    town.at("2026-07-03T08:00:00Z");

    told(JUNE, "150", "0", "15");

    assertThat(rows(report(JUNE), 0)).contains("Продано: перенесено з минулих місяців -100.00");
    assertThat(rows(report(JUNE), 2))
        .containsExactly("Продано: перенесено з минулих місяців -100.00");
  }

  /** What a table of a report names, and the last cell of it. */
  private List<String> rows(Document report, int table) {
    var rows = town.documents.sheet(town.owner(ACME), report.id()).tables().get(table).rows();
    return rows.stream()
        .map(row -> row.cells())
        .map(
            cells -> {
              var name = cells.get(0) == null ? cells.get(1) : cells.get(0);
              var amount = (BigDecimal) cells.get(cells.size() - 1);
              return name + " " + amount.setScale(2);
            })
        .toList();
  }

  @Test
  void each_version_of_the_contract_earns_on_its_own_days() {
    agent("CHARGE");
    town.agentFrom("2026-04-16", "AGENT_OWN_NAME", "PAYOUT", AgentTerms.fee("20", "CHARGE", false));
    town.sellDirect(BAKERY, 1, "1000");
    town.at("2026-04-20T08:00:00Z");
    town.sellDirect(BAKERY, 1, "1000");
    town.at("2026-05-03T08:00:00Z");

    told(APRIL, "2000", "0", "300");
  }
}
