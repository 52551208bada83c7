package livery.issue;

import static livery.billing.contract.Contract.Settlement.TO_BALANCE;
import static livery.billing.contract.Contract.Settlement.WITHHOLD;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.billing.Money;
import livery.document.Document;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Total;
import org.junit.jupiter.api.Test;

/** An agent's report and the netting tell what the close of the month has posted. */
class SettlingTest {

  private static final YearMonth APRIL = YearMonth.of(2026, 4);
  private static final YearMonth MAY = YearMonth.of(2026, 5);

  private final IssueTown town = new IssueTown();
  private final AgentMonths months = new AgentMonths(town);

  /** In April acme collects 1,000 and sells for as much: it earns 100. */
  private void april(String settlement) {
    town.agent("AGENT_OWN_NAME", settlement, false);
    town.at("2026-04-10T08:00:00Z");
    town.collect(BAKERY, "1000");
    town.sellDirect(BAKERY, 1, "1000");
    town.at("2026-05-01T08:00:00Z");
    town.months.run(town.owner(PLATFORM), APRIL);
  }

  /** On the first days of May it sells for 500 more. */
  private void firstDaysOfMay() {
    town.sellDirect(BAKERY, 1, "500");
    town.at("2026-05-04T08:00:00Z");
    months.accrue(MAY, LocalDate.of(2026, 5, 4));
  }

  private Document accepted(YearMonth month) {
    var draft = months.report(month);
    var sent = town.reports.send(town.owner(ACME), draft.id());
    town.acts.accept(town.owner(PLATFORM), sent.id());
    return town.documents.get(town.owner(ACME), sent.id());
  }

  private static Optional<Money> eur(String amount) {
    return Optional.of(Money.of(amount, "EUR"));
  }

  @Test
  void nothing_is_set_off_where_all_was_handed_over_before_the_close() {
    april("WITHHOLD");
    months.remit("1000");
    firstDaysOfMay();
    months.close(APRIL, WITHHOLD);

    var report = accepted(APRIL);

    assertThat(months.total(report, Total.What.COMMISSION_DUE)).isEqualTo(eur("100"));
    assertThat(months.total(report, Total.What.WITHHELD)).isEqualTo(eur("0"));
    assertThat(months.total(report, Total.What.PAID_OUT)).isEqualTo(eur("100"));
    assertThat(months.total(report, Total.What.TO_PRINCIPAL)).isEqualTo(eur("1000"));
    assertThat(town.all(ACME, Kind.NETTING)).isEmpty();
    assertThat(town.all(ACME, Kind.COMMISSION_INVOICE).get(0).open())
        .isEqualTo(Money.of("100", "EUR"));

    town.collect(BAKERY, "200");
    town.at("2026-06-01T08:00:00Z");
    town.months.run(town.owner(PLATFORM), MAY);
    months.close(MAY, WITHHOLD);
    var next = accepted(MAY);
    assertThat(months.total(next, Total.What.COMMISSION_DUE)).isEqualTo(eur("50"));
    assertThat(months.total(next, Total.What.LEFT_BEFORE)).isEqualTo(eur("100"));
    assertThat(months.total(next, Total.What.WITHHELD)).isEqualTo(eur("150"));
    assertThat(months.total(next, Total.What.PAID_OUT)).isEqualTo(eur("0"));
    assertThat(months.total(next, Total.What.TO_PRINCIPAL)).isEqualTo(eur("50"));
  }

  @Test
  void what_was_earned_after_the_month_is_not_settled_with_it() {
    april("WITHHOLD");
    firstDaysOfMay();
    months.close(APRIL, WITHHOLD);

    var report = accepted(APRIL);

    assertThat(months.total(report, Total.What.WITHHELD)).isEqualTo(eur("100"));
    assertThat(months.total(report, Total.What.LEFT_BEFORE)).isEmpty();
    assertThat(months.total(report, Total.What.TO_PRINCIPAL)).isEqualTo(eur("900"));
    var netting = town.all(ACME, Kind.NETTING).get(0);
    assertThat(months.total(netting, Total.What.CLAIMS_OF_ISSUER)).isEqualTo(eur("100"));
    assertThat(months.total(netting, Total.What.CLAIMS_OF_RECIPIENT)).isEqualTo(eur("1000"));
    assertThat(months.total(netting, Total.What.SET_OFF)).isEqualTo(eur("100"));
    assertThat(months.total(netting, Total.What.REMAINS)).isEqualTo(eur("900"));
  }

  @Test
  void papers_that_say_something_else_than_the_ledger_are_found() throws SQLException {
    april("WITHHOLD");
    months.close(APRIL, WITHHOLD);
    accepted(APRIL);
    var store = town.test.store;
    assertThat(town.all(ACME, Kind.COMMISSION_INVOICE)).hasSize(1);
    assertThat(town.all(ACME, Kind.NETTING)).hasSize(1);
    assertThat(Spoilt.by(store)).isEmpty();

    for (var kind : List.of("AGENT_REPORT", "COMMISSION_INVOICE", "NETTING")) {
      var subject = "I7 " + kind.replace("AGENT_", "").replace('_', ' ').toLowerCase(Locale.ROOT);
      assertThat(
              Spoilt.by(
                  store, "UPDATE document SET ledger = ledger + 1 WHERE kind = '" + kind + "'"))
          .anyMatch(found -> found.startsWith(subject));
    }
  }

  @Test
  void the_report_is_sent_after_the_close_that_credits_the_commission() {
    april("TO_BALANCE");
    firstDaysOfMay();
    var draft = town.all(ACME, Kind.AGENT_REPORT).get(0);
    assertThat(town.reports.isEarly(draft)).isTrue();
    assertThatThrownBy(() -> accepted(APRIL)).isInstanceOf(Fault.class);
    months.close(APRIL, TO_BALANCE);
    assertThat(town.reports.isEarly(draft)).isFalse();

    var report = accepted(APRIL);

    assertThat(months.total(report, Total.What.TO_BALANCE)).isEqualTo(eur("100"));
    assertThat(months.total(report, Total.What.PAID_OUT)).isEqualTo(eur("0"));
    assertThat(town.all(ACME, Kind.NETTING)).isEmpty();
  }
}
