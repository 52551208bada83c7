package livery.money;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import livery.billing.Invariants;
import livery.store.Heard;
import livery.tenant.TestTenants;

/** The tenants of {@link TestTenants} with wallets in EUR, for features that move money. */
public final class Purses {

  public final TestTenants test = new TestTenants();
  public final Wallets wallets = new Wallets(test.store, test.sql, test.tree, test.ids, test.clock);
  public final Alerts alerts = new Alerts(test.store, test.sql, wallets, test.clock, test.audit);
  public final Funding funding =
      new Funding(test.store, wallets, alerts, test.ids, test.clock, test.audit);
  public final Heard<TakeBacks.TakenBack> takenBack = new Heard<>();
  public final TakeBacks takeBacks =
      new TakeBacks(test.store, wallets, alerts, test.ids, test.clock, test.audit, takenBack);

  public Purses() {
    for (var edge :
        new long[][] {
          {ACME, PLATFORM}, {NOVA, PLATFORM}, {BAKERY, ACME}, {DENTIST, ACME}, {STUDIO, NOVA}
        }) {
      wallets.open(new livery.client.Tenants.Added(edge[0], edge[1], "EUR"));
    }
  }

  /** Tops a wallet up by hand, and gives the posting. */
  public long topUp(long seller, long buyer, String amount) {
    return funding
        .topUp(
            test.owner(seller),
            new Funding.Order(
                buyer, new BigDecimal(amount), "", "Payment", UUID.randomUUID().toString()))
        .postingId();
  }

  /** Takes a top-up back by hand. */
  public Funding.Moved takeBack(long seller, long buyer, long topUp, String amount, String key) {
    var order = new TakeBacks.Order(buyer, topUp, new BigDecimal(amount), "", "Typed wrongly", key);
    return takeBacks.takeBack(test.owner(seller), order);
  }

  /** What a buyer has, with its currency. */
  public String available(long seller, long buyer) {
    return wallets.ofBuyer(test.owner(seller), buyer).wallet().available().toString();
  }

  /** How many transfers of a kind there are. */
  public long transfers(String kind) {
    return test.store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM transfer WHERE kind = :kind")
                    .bind("kind", kind)
                    .mapTo(Long.class)
                    .one());
  }

  /** What does not add up in the ledger. */
  public List<Invariants.Violation> violations() {
    return test.store.inTransaction(Invariants::check);
  }
}
