package livery.price;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import livery.fault.Fault;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

/** A tenant reads all prices at which it buys, part by part, in the orders of the list. */
class BoughtTest {

  private final TestTenants test = new TestTenants();
  private final PriceTown town = new PriceTown(test);

  private void prices(long buyer, String product, int count) {
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO price (id, seller_id, buyer_id, product, country, network,"
                        + " currency, unit_price, valid_from, valid_to) SELECT ? + seq, ?, ?, ?,"
                        + " 'PL', CONCAT('network ', seq), 'EUR', (seq % 7) / 100, '2026-01-01',"
                        + " '9999-12-31' FROM seq_1_to_"
                        + count,
                    test.ids.next(count) - 1,
                    PLATFORM,
                    buyer,
                    product));
  }

  private List<PriceRow> all(Scope scope, String order) {
    var all = new ArrayList<PriceRow>();
    var place = PriceRow.ORDERS.from(order, "");
    List<PriceRow> part;
    do {
      part = town.lists.bought(scope, place, 200);
      all.addAll(part);
      place = part.isEmpty() ? place : place.behind(part.get(part.size() - 1));
    } while (part.size() == 200);
    return all;
  }

  @Test
  void every_price_that_is_bought_at_is_listed() {
    var acme = test.owner(ACME);
    var before = all(acme, "").size();
    prices(ACME, "sms.mt", 1_001);
    prices(0, "sms.mt", 4);
    prices(NOVA, "sms.mt", 3);
    prices(ACME, "sms.last", 1);

    var oldestFirst = all(acme, "");
    var dearestFirst = all(acme, "-price");

    assertThat(oldestFirst).hasSize(before + 1_006).doesNotHaveDuplicates();
    assertThat(oldestFirst.get(oldestFirst.size() - 1).price().product()).isEqualTo("sms.last");
    assertThat(oldestFirst).extracting(row -> row.price().buyerId()).containsOnly(0L, ACME);
    assertThat(dearestFirst).containsExactlyInAnyOrderElementsOf(oldestFirst);
    assertThat(dearestFirst)
        .extracting(row -> row.price().unitPrice())
        .isSortedAccordingTo(Comparator.reverseOrder());
    var end = PriceRow.ORDERS.first().behind(oldestFirst.get(oldestFirst.size() - 1));
    assertThat(town.lists.bought(acme, end, 1)).isEmpty();
    assertThat(town.lists.products(acme)).contains("sms.last");
    assertThat(town.lists.products(test.owner(BAKERY))).doesNotContain("sms.last");
    assertThatThrownBy(
            () -> town.lists.bought(acme, PriceRow.ORDERS.first(), PriceLists.PAGE_MAX + 2))
        .isInstanceOf(Fault.class);
  }
}
