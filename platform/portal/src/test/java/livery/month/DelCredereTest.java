package livery.month;

import static livery.month.MonthTown.eur;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import livery.contract.Terms;
import livery.fault.Fault;
import livery.money.Funding;
import org.junit.jupiter.api.Test;

/** An agent that answers for its clients, as principals see it. */
class DelCredereTest {

  private final MonthTown town = new MonthTown();

  /** Acme holds 2000 of its two clients; the bakery then owes 50. */
  private void acmeIsAgent(boolean delCredere) {
    var rows = List.of(new Terms.Row(null, BigDecimal.TEN, null, null));
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, rows);
    var fee = new Terms.Fee("PCT_OF_SALES", tiers, "CHARGE", delCredere);
    town.agree(ACME, Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, "PAYOUT"));
    town.agents.refresh();
    var platform = town.test.owner(PLATFORM);
    town.funding.setCreditLine(platform, BAKERY, new BigDecimal("100"), "");
    town.funding.setCreditLine(platform, ACME, new BigDecimal("3000"), "");
    town.send(BAKERY, 10_500, town.test.clock.instant());
  }

  private Commissions.Row remit(String amount, String key) {
    return town.commissions.remit(
        town.test.owner(PLATFORM),
        new Commissions.Order(ACME, new BigDecimal(amount), "bank", key));
  }

  private Commissions.Row acme() {
    return town.commissions.list(town.test.owner(PLATFORM)).get(0);
  }

  private void refused(String amount) {
    var before = town.rows("transfer", "posting_key");
    assertThatThrownBy(() -> remit(amount, "too-much")).isInstanceOf(Fault.class);
    assertThat(town.rows("transfer", "posting_key")).isEqualTo(before);
  }

  @Test
  void it_hands_over_what_it_holds_and_what_its_clients_owe() {
    acmeIsAgent(true);
    assertThat(acme().answersFor()).isEqualTo(eur("50"));
    assertThat(acme().most()).isEqualTo(eur("2050"));
    refused("2050.000001");

    remit("2050", "march");
    var after = remit("2050", "march");

    assertThat(after.holds()).isEqualTo(eur("-50"));
    assertThat(after.most()).isEqualTo(eur("0"));
    refused("0.000001");
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void what_the_client_pays_then_is_the_agents() {
    acmeIsAgent(true);
    remit("2050", "march");

    var paid = new Funding.Order(BAKERY, new BigDecimal("60"), "", "", "paid");
    town.funding.topUp(town.test.owner(ACME), paid);

    assertThat(acme().holds()).isEqualTo(eur("10"));
    assertThat(acme().answersFor()).isEqualTo(eur("0"));
    refused("10.000001");
    assertThat(remit("10", "rest").holds()).isEqualTo(eur("0"));
    assertThat(town.broken()).isEmpty();
  }

  @Test
  void without_it_nothing_is_handed_over_for_clients() {
    acmeIsAgent(false);
    assertThat(acme().answersFor()).isEqualTo(eur("0"));

    refused("2000.000001");

    assertThat(remit("2000", "march").holds()).isEqualTo(eur("0"));
    assertThat(town.broken()).isEmpty();
  }
}
