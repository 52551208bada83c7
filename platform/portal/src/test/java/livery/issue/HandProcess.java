package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.document.Issuer.Issued;
import livery.paper.Kind;
import livery.store.TestStore;
import livery.tenant.TestTenants;
import org.mariadb.jdbc.MariaDbDataSource;

/** Issues documents by hand, one after the other, in a process of its own, to be killed. */
final class HandProcess {

  /** Proformas, as many credit notes and as many reconciliation acts. */
  static final int ROUNDS = 40;

  private HandProcess() {}

  /** The database's address, the moment. */
  public static void main(String[] arguments) throws Exception {
    var store = TestStore.over(new MariaDbDataSource(arguments[0]));
    var town = new IssueTown(TestTenants.over(store));
    town.at(arguments[1]);
    town.agreements.reload();
    all(town);
  }

  /** All of them, each under a key of its own. */
  static List<Issued> all(IssueTown town) {
    var acme = town.owner(ACME);
    var invoice = town.one(BAKERY, Kind.INVOICE).id();
    var march = IssueTown.MARCH;
    var issued = new ArrayList<Issued>();
    for (var round = 0; round < ROUNDS; round++) {
      var key = "by-hand-" + round;
      issued.add(town.byHand.proforma(acme, BAKERY, BigDecimal.TEN, "", key));
      var wish = new CreditNotes.Wish(1, new BigDecimal("0.01"));
      issued.add(town.notes.byHand(acme, invoice, List.of(wish), "why", key));
      issued.add(town.byHand.reconcile(acme, BAKERY, march.atDay(1), march.atEndOfMonth(), key));
    }
    return issued;
  }
}
