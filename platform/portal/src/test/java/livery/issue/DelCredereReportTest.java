package livery.issue;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.Optional;
import livery.billing.Money;
import livery.paper.Total;
import org.junit.jupiter.api.Test;

/** The reports of an agent that answers for clients that do not pay. */
class DelCredereReportTest {

  private static final YearMonth APRIL = YearMonth.of(2026, 4);
  private static final YearMonth MAY = YearMonth.of(2026, 5);

  private final IssueTown town = new IssueTown();
  private final AgentMonths months = new AgentMonths(town);

  /** In April a client uses 15.00 and pays 5.00; it pays the rest in May, and 2.00 ahead. */
  private void twoMonths(String settlement, boolean delCredere) {
    town.agent("AGENT_OWN_NAME", settlement, false, delCredere);
    town.at("2026-04-10T08:00:00Z");
    town.collect(BAKERY, "5");
    town.sellDirect(BAKERY, 20, "0.5");
    town.at("2026-05-03T08:00:00Z");
    town.months.run(town.owner(PLATFORM), APRIL);
    town.at("2026-05-20T08:00:00Z");
    town.collect(BAKERY, "12");
    town.at("2026-06-03T08:00:00Z");
    town.months.run(town.owner(PLATFORM), MAY);
  }

  private Optional<Money> total(YearMonth month, Total.What what) {
    return months.total(months.report(month), what);
  }

  private static Optional<Money> eur(String amount) {
    return Optional.of(Money.of(amount, "EUR"));
  }

  @Test
  void what_clients_owe_is_asked_for_once() {
    twoMonths("PAYOUT", true);

    assertThat(total(APRIL, Total.What.RECEIVABLE)).isEqualTo(eur("10"));
    assertThat(total(APRIL, Total.What.ANSWERED_BEFORE)).isEmpty();
    assertThat(total(APRIL, Total.What.TO_PRINCIPAL)).isEqualTo(eur("15"));
    assertThat(total(MAY, Total.What.RECEIVABLE)).isEqualTo(eur("0"));
    assertThat(total(MAY, Total.What.ANSWERED_BEFORE)).isEqualTo(eur("-10"));
    assertThat(total(MAY, Total.What.TO_PRINCIPAL)).isEqualTo(eur("2"));
  }

  @Test
  void commission_is_kept_back_of_what_is_handed_over_for_clients() {
    twoMonths("WITHHOLD", true);

    assertThat(total(APRIL, Total.What.WITHHELD)).isEqualTo(eur("1.5"));
    assertThat(total(APRIL, Total.What.TO_PRINCIPAL)).isEqualTo(eur("13.5"));
  }

  @Test
  void without_it_what_clients_owe_is_told_and_not_asked_for() {
    twoMonths("PAYOUT", false);

    assertThat(total(APRIL, Total.What.RECEIVABLE)).isEqualTo(eur("10"));
    assertThat(total(APRIL, Total.What.TO_PRINCIPAL)).isEqualTo(eur("5"));
    assertThat(total(MAY, Total.What.ANSWERED_BEFORE)).isEmpty();
    assertThat(total(MAY, Total.What.TO_PRINCIPAL)).isEqualTo(eur("12"));
  }
}
