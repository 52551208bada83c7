package livery.price;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;

import java.math.BigDecimal;
import livery.campaign.OneType;
import livery.sales.Sales;
import livery.tenant.TestTenants;

/** The tenants of {@link TestTenants} with a few prices in EUR. */
public final class PriceTown {

  public final TestTenants test;
  public final Prices prices;
  public final PriceLists lists;
  public final PriceFiles files;
  public final PriceOutlook outlook;
  public final Products products;

  public PriceTown(TestTenants test) {
    this.test = test;
    prices = new Prices(test.store, test.tree, test.ids);
    products = new Products(test.store, test.tree, test.audit, new OneType());
    lists =
        new PriceLists(
            test.store, test.sql, test.tree, prices, products, test.ids, test.clock, test.audit);
    outlook = new PriceOutlook(lists, new Sales(test.sql, test.tree), test.tree, test.clock);
    files =
        new PriceFiles(
            test.store,
            test.tree,
            prices,
            lists,
            outlook,
            products,
            test.ids,
            test.clock,
            test.audit);
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
