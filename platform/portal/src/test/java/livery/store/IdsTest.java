package livery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class IdsTest {

  private final Store store = TestStore.migrated();

  @Test
  void ids_never_come_twice_from_two_portals_on_one_database() {
    var one = new Ids(store);
    var other = new Ids(store);
    var seen = new HashSet<Long>();

    for (var i = 0; i < 25_000; i++) {
      assertThat(seen.add(one.next())).isTrue();
      assertThat(seen.add(other.next())).isTrue();
    }
  }

  @Test
  void a_block_of_ids_is_kept_together() {
    var ids = new Ids(store);

    var first = ids.next(9_000);
    var second = ids.next(9_000);

    assertThat(second).isGreaterThanOrEqualTo(first + 9_000);
  }
}
