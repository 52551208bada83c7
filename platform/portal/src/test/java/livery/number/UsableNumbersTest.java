package livery.number;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;

import livery.store.TestStore;
import org.junit.jupiter.api.Test;

/** The numbers that a campaign may be put on, of a client that has a great many. */
class UsableNumbersTest {

  private static final NumberTown TOWN = new NumberTown(TestStore.migrated());

  @Test
  void each_of_a_thousand_numbers_can_be_found_and_used() {
    TOWN.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO number (id, country, digits, kind, state, tenant_id, created_at)"
                        + " SELECT 900000 + seq, 'UA', 38067000000 + seq, 'LONG', 'RENTED', "
                        + CLIENT
                        + ", '2026-01-01' FROM seq_1_to_1001"));
    var client = owner(CLIENT);

    assertThat(TOWN.numbers.usable(client, "", 200)).hasSize(200);
    assertThat(TOWN.numbers.countUsable(client)).isEqualTo(1_001);
    assertThat(TOWN.numbers.usable(client, "67 001 001", 200))
        .extracting(NumberRow::digits)
        .containsExactly("38067001001");
    assertThat(TOWN.numbers.findUsable(client, 901_001)).isPresent();
    assertThat(TOWN.numbers.usable(client, "999999", 200)).isEmpty();
    assertThat(TOWN.numbers.usable(owner(OTHER), "1001", 200)).isEmpty();
    assertThat(TOWN.numbers.findUsable(owner(OTHER), 901_001)).isEmpty();
    assertThat(TOWN.numbers.countUsable(owner(OTHER))).isZero();
  }
}
