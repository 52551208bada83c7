package livery.report;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import livery.history.Messages;
import livery.message.MessageTown;
import livery.sales.SalesQuery;
import livery.traffic.TrafficCounts;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
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
  void names_are_read_in_parts_and_none_is_lost_between_two() {
    town.execute(
        "INSERT INTO campaign (id, tenant_id, name, type, settings, time_zone, state, starts_at,"
            + " created_at) SELECT seq, ?, CONCAT('Campaign ', seq), 'voting', '{}', 'UTC',"
            + " 'RUNNING', '2026-01-01', '2026-01-01' FROM seq_1_to_2001",
        BAKERY);
    var scope = town.tenants.owner(BAKERY);

    for (var many : new int[] {999, 1_000, 1_001, 2_000, 2_001}) {
      var ids = LongStream.rangeClosed(1, many).boxed().toList();
      assertThat(town.messages.campaignNames(scope, ids))
          .hasSize(many)
          .containsEntry((long) many, "Campaign " + many);
    }
    assertThat(
            asked(
                () ->
                    town.messages.campaignNames(
                        scope, LongStream.range(1, 2_002).boxed().toList())))
        .isEqualTo(3);
  }

  @Test
  void campaigns_that_cost_nothing_are_not_asked_about() {
    campaigns();
    town.execute(
        "INSERT INTO traffic_hour (tenant_id, hour, direction, campaign_id, number_id, link_id,"
            + " state, messages, parts, spend_micros) SELECT ?, '2026-03-01 08:00:00', 'OUT',"
            + " 500000 + seq, 1, 1, 'SENT', 3, 3, 0 FROM seq_2_to_99",
        BAKERY);
    town.execute("UPDATE traffic_hour SET campaign_id = 0 WHERE campaign_id = ?", OLDEST);
    var scope = town.tenants.owner(BAKERY);
    var queries = new SalesQuery(town.tenants.sql, town.tenants.tree, town.tenants.clock);
    var spending = new Spending(null, queries, counts, town.messages, town.tenants.tree);
    var day = spending.period(scope, "2026-03-01", "2026-03-01");

    assertThat(asked(() -> spending.byCampaign(scope, day))).isZero();
    assertThat(spending.byCampaign(scope, day))
        .extracting(line -> line.campaignId() + " " + line.name() + line.paid())
        .containsExactly("0 0.15 EUR");
  }

  private int asked(Runnable work) {
    var asked = new ArrayList<String>();
    var jdbi = town.tenants.store.jdbi();
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            asked.add(context.getRawSql());
          }
        });
    work.run();
    jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    return (int) asked.stream().filter(one -> one.contains("FROM campaign")).count();
  }

  @Test
  void a_filter_offers_the_newest_campaigns_and_the_one_that_is_chosen() {
    campaigns();
    var owner = town.tenants.owner(BAKERY);
    var newest = town.messages.campaigns(owner, 0);

    assertThat(newest)
        .hasSize(Messages.LIST_MAX)
        .startsWith(new Messages.Choice(OLDEST + 200, "Campaign 201"));
    assertThat(town.messages.campaigns(owner, OLDEST + 1)).isEqualTo(newest);
    assertThat(town.messages.campaigns(owner, OLDEST))
        .startsWith(newest.toArray(Messages.Choice[]::new))
        .endsWith(new Messages.Choice(OLDEST, "Campaign 1"));
    assertThat(town.messages.campaigns(town.tenants.owner(STUDIO), OLDEST)).isEmpty();
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
