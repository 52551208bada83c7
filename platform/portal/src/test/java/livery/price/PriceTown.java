package livery.price;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;

import java.math.BigDecimal;
import livery.tenant.TestTenants;

/** The tenants of {@link TestTenants} with a few prices in EUR. */
public final class PriceTown {

  public final TestTenants test;
  public final Prices prices;
  public final PriceLists lists;
  public final PriceFiles files;

  public PriceTown(TestTenants test) {
    this.test = test;
    prices = new Prices(test.store, test.tree, test.ids);
    lists =
        new PriceLists(test.store, test.sql, test.tree, prices, test.ids, test.clock, test.audit);
    files = new PriceFiles(test.store, test.tree, prices, lists, test.ids, test.clock, test.audit);
    prices.reload();
    price(PLATFORM, "0.01");
    price(ACME, "0.02");
    price(NOVA, "0.03");
  }

  private void price(long seller, String amount) {
    lists.add(
        test.owner(seller),
        new PriceWish(0, Prices.MT, "", "", "", new BigDecimal(amount), null, null, false));
  }
}
