package livery.report;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Instant;
import livery.fault.Fault;
import livery.message.MessageTown;
import livery.traffic.TrafficCounts;
import org.junit.jupiter.api.Test;

/** At 2026-03-01T10:00Z it is noon in Kyiv, where the tenants are. */
class StatisticsTest {

  private final MessageTown town = new MessageTown();
  private final Statistics statistics =
      new Statistics(
          new TrafficCounts(town.tenants.sql),
          town.networks,
          town.messages,
          town.tenants.tree,
          town.tenants.clock);

  @Test
  void today_begins_in_the_tenants_zone_and_is_compared_with_the_same_hours_of_yesterday() {
    count(BAKERY, "2026-02-28T22:00:00Z", "IN", "DONE", 30); // today's first hour
    count(BAKERY, "2026-02-28T21:00:00Z", "IN", "DONE", 7); // yesterday's last hour
    count(BAKERY, "2026-02-28T09:00:00Z", "IN", "DONE", 20); // yesterday before noon

    var received = statistics.overview(town.tenants.owner(BAKERY), 1).figure("received");

    assertThat(received.value()).isEqualTo(30);
    assertThat(received.change()).isEqualTo(0.5);
    assertThat(received.points()).hasSize(13).startsWith(30L);
  }

  @Test
  void figures_count_each_message_once() {
    var at = "2026-03-01T08:00:00Z";
    count(BAKERY, at, "IN", "DONE", 10);
    count(BAKERY, at, "IN", "UNCLAIMED", 2);
    count(BAKERY, at, "OUT", "QUEUED", 10);
    count(BAKERY, at, "OUT", "SENT", 9);
    count(BAKERY, at, "OUT", "DELIVERED", 6);
    count(BAKERY, at, "OUT", "FAILED", 2);
    count(BAKERY, at, "OUT", "REFUSED", 3);
    town.execute(
        "INSERT INTO opt_out (tenant_id, phone, message_id, created_at) VALUES (?, '1', 1, ?)",
        BAKERY,
        Timestamp.from(Instant.parse(at)));

    var overview = statistics.overview(town.tenants.owner(BAKERY), 7);

    assertThat(overview.figure("received").value()).isEqualTo(12);
    assertThat(overview.figure("sent").value()).isEqualTo(9);
    assertThat(overview.figure("delivered").share()).isEqualTo(0.75);
    assertThat(overview.figure("failed").value()).isEqualTo(5);
    assertThat(overview.figure("blocked").value()).isEqualTo(1);
    assertThat(overview.hoursIn().get(10)).isEqualTo(12);
    assertThat(overview.operators()).extracting(Overview.Group::name).containsExactly("Kyivtel");
  }

  @Test
  void reseller_sees_its_clients_together_and_nobody_elses() {
    var at = "2026-03-01T08:00:00Z";
    count(BAKERY, at, "IN", "DONE", 10);
    count(DENTIST, at, "IN", "DONE", 20);
    count(STUDIO, at, "IN", "DONE", 40);

    var overview = statistics.overview(town.tenants.owner(ACME), 30);

    assertThat(overview.figure("received").value()).isEqualTo(30);
    assertThat(overview.clients())
        .extracting(Overview.Group::name)
        .containsExactly("dentist", "bakery");
  }

  @Test
  void the_largest_campaigns_are_shown_however_many_smaller_ones_there_are() {
    town.execute(
        "INSERT INTO traffic_hour SELECT ?, '2026-03-01 08:00:00', 'IN', 101, seq, 7, 'DONE',"
            + " IF(seq > 20000, seq, 1), 1, 0 FROM seq_1_to_20001",
        BAKERY);

    var overview = statistics.overview(town.tenants.owner(BAKERY), 1);

    assertThat(overview.campaigns()).hasSize(8);
    assertThat(overview.campaigns().get(0))
        .extracting(Overview.Group::id, Overview.Group::received)
        .containsExactly(20_001L, 20_001L);
    assertThat(overview.operators())
        .extracting(Overview.Group::received)
        .containsExactly(overview.figure("received").value());
  }

  @Test
  void other_stretches_are_refused() {
    assertThatThrownBy(() -> statistics.overview(town.tenants.owner(BAKERY), 2))
        .isInstanceOf(Fault.class);
  }

  private void count(long tenant, String hour, String direction, String state, long messages) {
    town.execute(
        "INSERT INTO traffic_hour VALUES (?, ?, ?, 101, 0, 7, ?, ?, ?, 0)",
        tenant,
        Timestamp.from(Instant.parse(hour)),
        direction,
        state,
        messages,
        messages);
  }
}
