package livery.traffic;

import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import livery.fault.Fault;
import livery.message.MessageTown;
import org.junit.jupiter.api.Test;

class TrafficCountsTest {

  private static final Instant FROM = Instant.parse("2026-03-01T08:00:00Z");

  private final MessageTown town = new MessageTown();

  private List<TrafficCounts.Group> groups(int most) {
    return new TrafficCounts(town.tenants.sql, most)
        .groups(
            town.tenants.owner(BAKERY), TrafficCounts.By.CAMPAIGN, FROM, FROM.plusSeconds(3_600));
  }

  @Test
  void a_period_of_too_many_groups_is_refused_and_never_told_in_part() {
    town.execute(
        "INSERT INTO traffic_hour (tenant_id, hour, direction, campaign_id, number_id, link_id,"
            + " state, messages, parts, spend_micros) SELECT ?, '2026-03-01 08:00:00', 'OUT', seq,"
            + " 1, 1, 'SENT', 3, 3, 5 FROM seq_1_to_4",
        BAKERY);

    assertThat(groups(4)).hasSize(4).allMatch(group -> group.messages() == 3);
    assertThatThrownBy(() -> groups(3))
        .isInstanceOf(Fault.class)
        .hasMessage("This period has more than 3 lines. Narrow the period.");
  }
}
