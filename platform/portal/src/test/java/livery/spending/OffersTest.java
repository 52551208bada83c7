package livery.spending;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import livery.fault.Fault;
import livery.money.Purses;
import livery.order.TestParts;
import livery.price.Prices;
import livery.store.AtOnce;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

/** How many bundles a seller may offer, and that none of them is lost from sight. */
class OffersTest {

  private final Purses purses = new Purses();
  private final TestTenants test = purses.test;
  private final Scope acme = test.owner(ACME);
  private final Offers offers =
      new Offers(
          test.store,
          test.sql,
          test.tree,
          purses.wallets,
          purses.alerts,
          test.ids,
          test.clock,
          test.audit);

  private Offer make(String name) {
    return offers.make(acme, new Offers.Wish(name, Prices.MT, 5, BigDecimal.ONE, 30));
  }

  private void ended(int count) {
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO bundle_offer (id, tenant_id, name, product, units, price,"
                        + " currency, days, created_at, ended_at) SELECT ? + seq, ?, 'old',"
                        + " 'sms.mt', 1, 1000000, 'EUR', 30, '2026-01-01', '2026-01-02' FROM"
                        + " seq_1_to_"
                        + count,
                    test.ids.next(count) - 1,
                    ACME));
  }

  private List<Offer> all() {
    return TestParts.all(
        "", Offers.PART_MAX, (after, limit) -> offers.offered(acme, after, limit), Offer::place);
  }

  @Test
  void every_offer_is_listed_and_the_oldest_can_be_ended_twice() {
    var first = make("first");
    ended(501);
    var last = make("last");

    assertThat(all()).hasSize(503).doesNotHaveDuplicates();
    assertThat(all()).startsWith(last, first);
    assertThat(offers.offered(test.owner(NOVA), "", 9)).isEmpty();

    assertThat(offers.end(acme, first.id()).open()).isFalse();
    assertThat(offers.end(acme, first.id()).open()).isFalse();
    assertThat(all().get(502).id()).isEqualTo(first.id());
    assertThatThrownBy(() -> offers.end(test.owner(NOVA), last.id())).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> offers.offered(acme, "1_x", 9)).isInstanceOf(Fault.class);
  }

  @Test
  void the_last_offer_that_may_be_open_is_made_once_and_then_sold() throws Exception {
    purses.topUp(ACME, BAKERY, "10");
    for (var i = 1; i < Offers.OPEN_MAX; i++) {
      make("offer" + i);
    }

    assertThat(AtOnce.granted(i -> () -> make("race"))).isEqualTo(1);
    assertThat(offers.forSale(test.owner(BAKERY)))
        .hasSize(Offers.OPEN_MAX)
        .extracting(Offer::name)
        .contains("race");
  }
}
