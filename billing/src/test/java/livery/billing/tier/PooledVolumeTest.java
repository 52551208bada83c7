package livery.billing.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livery.billing.BillingException;
import livery.billing.tier.PooledVolume.Link;
import livery.billing.tier.PooledVolume.Moved;
import livery.billing.tier.PooledVolume.Scope;
import livery.billing.tier.PooledVolume.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resellers 20 and 21 below platform 10; 20 has sub-reseller 25, who has client 33. */
class PooledVolumeTest {

  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant MIDDLE = Instant.parse("2026-03-16T00:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

  private final List<Link> links =
      new ArrayList<>(
          List.of(
              Link.of(20, 10),
              Link.of(21, 10),
              Link.of(30, 20),
              Link.of(25, 20),
              Link.of(33, 25),
              new Link(31, 20, MARCH, MIDDLE, true),
              new Link(31, 21, MIDDLE, PooledVolume.NO_END, true)));

  private final List<Usage> usage =
      List.of(
          used(1, 20, MARCH, "1"),
          used(2, 30, MARCH, "10"),
          used(3, 33, MARCH, "100"),
          used(4, 31, MIDDLE.minusMillis(1), "1000"),
          used(5, 31, MIDDLE, "5000"),
          used(6, 30, MARCH.minusMillis(1), "700000"),
          used(7, 30, APRIL, "700000"));

  private static Usage used(long event, long tenant, Instant at, String quantity) {
    return new Usage(event, tenant, at, new BigDecimal(quantity));
  }

  @ParameterizedTest(name = "{0} {1} counts {2} for tenant {3}")
  @CsvSource({
    "SUBTREE, FROM_MOVE, 1111, 20",
    "SUBTREE, FROM_MOVE, 5000, 21",
    "SUBTREE, FROM_MOVE, 6111, 10",
    "SUBTREE, WHOLE_PERIOD, 111, 20",
    "SUBTREE, WHOLE_PERIOD, 6000, 21",
    "SUBTREE, WHOLE_PERIOD, 6111, 10",
    "OWN, FROM_MOVE, 1, 20",
    "CLIENTS, FROM_MOVE, 1110, 20",
    "SUBTREE, FROM_MOVE, 100, 25",
    "SUBTREE, FROM_MOVE, 100, 33",
    "CLIENTS, FROM_MOVE, 0, 33"
  })
  void everything_below_counts_once_for_each_above(
      Scope scope, Moved moved, String total, long payer) {
    var volume = PooledVolume.over(links, moved).count(payer, scope, usage, MARCH, APRIL);

    assertThat(volume.total()).isEqualByComparingTo(total);
    assertThat(volume.byTenant().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(total);
    assertThat(volume.byBranch().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(total);
  }

  @Test
  void a_branch_is_the_client_among_whom_a_discount_is_shared() {
    var volume =
        PooledVolume.over(links, Moved.FROM_MOVE).count(20, Scope.SUBTREE, usage, MARCH, APRIL);

    assertThat(volume.byBranch())
        .containsExactlyEntriesOf(
            new java.util.TreeMap<>(
                Map.of(
                    20L, new BigDecimal("1"),
                    25L, new BigDecimal("100"),
                    30L, new BigDecimal("10"),
                    31L, new BigDecimal("1000"))));
    assertThat(volume.byTenant()).containsKeys(33L).doesNotContainKeys(25L);
  }

  @Test
  void a_sub_reseller_counts_upward_only_as_its_contract_says() {
    links.remove(Link.of(25, 20));
    links.add(new Link(25, 20, Instant.EPOCH, PooledVolume.NO_END, false));
    var pool = PooledVolume.over(links, Moved.FROM_MOVE);

    assertThat(pool.count(20, Scope.SUBTREE, usage, MARCH, APRIL).total())
        .isEqualByComparingTo("1011");
    assertThat(pool.count(10, Scope.SUBTREE, usage, MARCH, APRIL).total())
        .isEqualByComparingTo("6011");
    assertThat(pool.count(25, Scope.SUBTREE, usage, MARCH, APRIL).total())
        .isEqualByComparingTo("100");
  }

  @Test
  void an_event_that_comes_twice_counts_once() {
    var twice = new ArrayList<>(usage);
    twice.addAll(usage);
    var pool = PooledVolume.over(links, Moved.FROM_MOVE);

    assertThat(pool.count(20, Scope.SUBTREE, twice, MARCH, APRIL).total())
        .isEqualByComparingTo("1111");
    twice.add(used(2, 30, MARCH, "11"));
    assertThatThrownBy(() -> pool.count(20, Scope.SUBTREE, twice, MARCH, APRIL))
        .isInstanceOf(BillingException.Conflict.class)
        .hasMessageContaining("Event 2 comes twice");
  }

  @Test
  void a_tree_that_is_none_is_refused() {
    assertThatThrownBy(
            () -> PooledVolume.over(List.of(Link.of(1, 2), Link.of(1, 3)), Moved.FROM_MOVE))
        .hasMessageContaining("Tenant 1 is below 2 and 3 at once");
    var ring = PooledVolume.over(List.of(Link.of(1, 2), Link.of(2, 1)), Moved.FROM_MOVE);
    assertThatThrownBy(
            () -> ring.count(9, Scope.SUBTREE, List.of(used(1, 1, MARCH, "1")), MARCH, APRIL))
        .hasMessageContaining("no top above it");
    assertThatThrownBy(() -> Link.of(1, 1)).isInstanceOf(BillingException.Invalid.class);
    assertThatThrownBy(() -> used(5, 1, MARCH, "-1")).hasMessageContaining("Event 5");
  }
}
