package livery.traffic;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import livery.message.MessageRow;
import livery.message.MessageTown;
import livery.message.Traffic;
import org.junit.jupiter.api.Test;

class PulseTest {

  private final MessageTown town = new MessageTown();
  private final Pulse pulse = new Pulse(town.tenants.sql, town.tenants.tree, town.tenants.clock);

  @Test
  void rates_are_what_was_added_since_the_last_time_also_across_the_hour() {
    count(BAKERY, "IN", "DONE", 100);
    pulse.sample();
    count(BAKERY, "IN", "DONE", 50);
    count(BAKERY, "OUT", "QUEUED", 9);
    count(BAKERY, "OUT", "SENT", 25);
    count(STUDIO, "IN", "DONE", 5);
    town.tenants.clock.pass(Duration.ofSeconds(5));
    pulse.sample();
    town.tenants.clock.pass(Duration.ofHours(1));
    count(BAKERY, "IN", "DONE", 3_600);
    pulse.sample();

    assertThat(pulse.of(town.tenants.owner(BAKERY)).received()).containsExactly(10.0, 1.0);
    assertThat(pulse.of(town.tenants.owner(ACME)).sent()).containsExactly(5.0, 0.0);
    assertThat(pulse.of(town.tenants.owner(STUDIO)).received()).containsExactly(1.0, 0.0);
    assertThat(pulse.of(town.tenants.owner(BAKERY)).now()).isEqualTo(1.0);
  }

  private void count(long tenant, String direction, String state, int messages) {
    town.tenants.store.inTransaction(
        connection -> {
          write(connection, tenant, direction, state, messages);
          return null;
        });
  }

  private void write(
      java.sql.Connection connection, long tenant, String direction, String state, int messages)
      throws SQLException {
    var traffic = new Traffic();
    var now = town.tenants.clock.instant();
    var row =
        new MessageRow(
            1,
            tenant,
            MessageRow.Direction.valueOf(direction),
            1,
            "3838",
            "380671112233",
            "A",
            false,
            1,
            MessageTown.LINK,
            0,
            0,
            state,
            null,
            "",
            "",
            "",
            0,
            "EUR",
            now,
            now,
            false);
    for (var i = 0; i < messages; i++) {
      traffic.count(row, 0);
    }
    traffic.write(connection);
  }
}
