package livery.month;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import livery.contract.Contracts;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.TestStore;
import livery.tenant.Audit;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.mariadb.jdbc.MariaDbDataSource;

/** Works on the close of a month in a process of its own, so that it can be killed. */
final class CloseProcess {

  private CloseProcess() {}

  public static void main(String[] arguments) throws Exception {
    var store = TestStore.over(new MariaDbDataSource(arguments[0]));
    var clock = Clock.fixed(Instant.parse(arguments[1]), ZoneOffset.UTC);
    var tree = new TenantTree(store);
    var contracts = new Contracts(store, new TenantSql(store, tree));
    var prices = new Prices(store, tree, new Ids(store));
    tree.reload();
    contracts.reload();
    prices.reload();
    var ids = new Ids(store);
    var agents = new Agents(store, tree, contracts, prices, ids, clock);
    var audit = new Audit(new TenantSql(store, tree), ids, clock);
    var fees = new Fees(store, tree, agents, contracts, clock, audit);
    new MonthClose(store, tree, ids, clock, contracts, agents, fees).run(202602);
  }
}
