package livery.brand;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import livery.fault.Fault;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

class BrandHostsTest {

  private final TestTenants test = new TestTenants();
  private final Branding branding = new Branding(test.sql, test.tree, test.brands, test.audit);
  private final BrandHosts hosts =
      new BrandHosts(test.sql, test.tree, test.brands, branding, test.audit);

  private void waiting(long tenant, String name, int count) {
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO brand_host (host, tenant_id, live) SELECT CONCAT(?, LPAD(seq, 4,"
                        + " '0'), '.example'), ?, FALSE FROM seq_1_to_"
                        + count,
                    name,
                    tenant));
  }

  @Test
  void every_host_that_waits_is_shown_to_who_may_agree() {
    waiting(ACME, "a", 201);
    waiting(NOVA, "n", 200);
    waiting(PLATFORM, "own", 1);
    var platform = test.owner(PLATFORM);

    var all = new ArrayList<BrandHosts.Host>();
    var after = "";
    List<BrandHosts.Host> part;
    do {
      part = hosts.waiting(platform, after, BrandHosts.PART_MAX);
      all.addAll(part);
      after = part.isEmpty() ? after : part.get(part.size() - 1).host();
    } while (part.size() == BrandHosts.PART_MAX);

    assertThat(all).hasSize(401).doesNotHaveDuplicates();
    assertThat(all).extracting(BrandHosts.Host::host).isSorted().doesNotContain("own0001.example");
    assertThat(hosts.waiting(test.owner(ACME), "", 9)).as("who may not agree").isEmpty();

    hosts.confirm(platform, "n0200.example");
    assertThat(hosts.waiting(platform, "n0199.example", 9)).isEmpty();
  }

  @Test
  void the_last_place_of_a_brand_is_given_once_however_many_ask_at_once() throws Exception {
    var acme = test.owner(ACME);
    for (var i = hosts.list(acme).size() + 1; i < BrandHosts.MOST; i++) {
      hosts.add(acme, "host" + i + ".acme.test");
    }
    var barrier = new CyclicBarrier(8);
    var threads = Executors.newFixedThreadPool(8);

    var outcomes =
        threads.invokeAll(
            IntStream.range(0, 8)
                .mapToObj(i -> asking(barrier, "race" + i + ".acme.test"))
                .toList());
    threads.shutdown();

    var added = 0;
    for (var outcome : outcomes) {
      added += outcome.get() ? 1 : 0;
    }
    assertThat(added).isEqualTo(1);
    assertThat(hosts.list(acme)).hasSize(BrandHosts.MOST);
    assertThatThrownBy(() -> hosts.add(acme, "more.acme.test")).isInstanceOf(Fault.class);
  }

  private Callable<Boolean> asking(CyclicBarrier barrier, String host) {
    return () -> {
      barrier.await();
      try {
        hosts.add(test.owner(ACME), host);
        return true;
      } catch (Fault refused) {
        assertThat(refused).hasMessageContaining("20");
        return false;
      }
    };
  }
}
