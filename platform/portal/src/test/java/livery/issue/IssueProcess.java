package livery.issue;

import java.time.YearMonth;
import livery.store.TestStore;
import livery.tenant.TestTenants;
import org.mariadb.jdbc.MariaDbDataSource;

/** Issues a month's documents in a process of its own, so that it can be killed. */
final class IssueProcess {

  private IssueProcess() {}

  /** The database's address, the moment, the seller, the month. */
  public static void main(String[] arguments) throws Exception {
    var store = TestStore.over(new MariaDbDataSource(arguments[0]));
    var town = new IssueTown(TestTenants.over(store));
    town.at(arguments[1]);
    town.agreements.reload();
    var seller = Long.parseLong(arguments[2]);
    town.months.run(town.owner(seller), YearMonth.parse(arguments[3]));
  }
}
