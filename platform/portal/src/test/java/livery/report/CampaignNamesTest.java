package livery.report;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import livery.message.MessageTown;
import livery.sales.SalesQuery;
import livery.traffic.TrafficCounts;
import org.junit.jupiter.api.Test;

/** A campaign is called by its name wherever it is counted, however many came after it. */
class CampaignNamesTest {

  private static final long OLDEST = 500_001;

  private final MessageTown town = new MessageTown();
  private final TrafficCounts counts = new TrafficCounts(town.tenants.sql);

  private void campaigns() {
    town.execute(
        "INSERT INTO campaign (id, tenant_id, name, type, settings, time_zone, state, starts_at,"
            + " created_at) SELECT 500000 + seq, ?, CONCAT('Campaign ', seq), 'voting', '{}',"
            + " 'UTC', 'RUNNING', '2026-01-01', '2026-01-01' FROM seq_1_to_201",
        BAKERY);
    town.execute(
        "INSERT INTO traffic_hour (tenant_id, hour, direction, campaign_id, number_id, link_id,"
            + " state, messages, parts, spend_micros) VALUES (?, '2026-03-01 08:00:00', 'OUT', ?,"
            + " 1, ?, 'SENT', 3, 3, 150000)",
        BAKERY,
        OLDEST,
        MessageTown.LINK);
  }

  @Test
  void the_oldest_of_201_campaigns_has_its_name_among_the_spendings_and_on_the_dashboard() {
    campaigns();
    var scope = town.tenants.owner(BAKERY);
    var queries = new SalesQuery(town.tenants.sql, town.tenants.tree, town.tenants.clock);
    var spending = new Spending(null, queries, counts, town.messages, town.tenants.tree);
    var statistics =
        new Statistics(counts, town.networks, town.messages, town.tenants.tree, town.tenants.clock);

    assertThat(spending.byCampaign(scope, spending.period(scope, "2026-03-01", "2026-03-01")))
        .extracting(line -> line.name() + " " + line.quantity() + " " + line.paid())
        .containsExactly("Campaign 1 3 0.15 EUR");
    assertThat(statistics.overview(scope, 1).campaigns())
        .extracting(Overview.Group::name)
        .containsExactly("Campaign 1");
  }

  @Test
  void nobody_learns_the_name_of_another_tenants_campaign() {
    campaigns();

    assertThat(town.messages.campaignNames(town.tenants.owner(STUDIO), List.of(OLDEST))).isEmpty();
    assertThat(town.messages.campaignNames(town.tenants.owner(BAKERY), List.of(OLDEST, 1L)))
        .isEqualTo(Map.of(OLDEST, "Campaign 1"));
    assertThat(town.messages.campaignNames(town.tenants.owner(BAKERY), List.of())).isEmpty();
  }
}
