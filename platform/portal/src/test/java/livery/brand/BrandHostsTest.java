package livery.brand;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import livery.fault.Fault;
import livery.order.TestParts;
import livery.store.AtOnce;
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

    var all =
        TestParts.all(
            "",
            BrandHosts.PART_MAX,
            (after, limit) -> hosts.waiting(platform, after, limit),
            BrandHosts.Host::host);

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

    assertThat(
            AtOnce.granted(
                i ->
                    () -> {
                      hosts.add(acme, "race" + i + ".acme.test");
                      return i;
                    }))
        .isEqualTo(1);
    assertThat(hosts.list(acme)).hasSize(BrandHosts.MOST);
    assertThatThrownBy(() -> hosts.add(acme, "more.acme.test")).isInstanceOf(Fault.class);
  }
}
