package livery.bank;

import static livery.tenant.TestTenants.ACME;

import livery.money.Purses;
import livery.store.Heard;
import livery.tenant.Scope;
import livery.tenant.TestTenants;

/** Where the bank statements of acme are read. */
final class BankDesk {

  static final String BAKERS_BANK = "DE89370400440532013000";

  final Purses purses = new Purses();
  final TestTenants test = purses.test;
  final Scope acme = test.owner(ACME);
  final Heard<Demands.Paid> paid = new Heard<>();
  final Demands demands = new Demands(test.sql, test.ids, test.clock, paid);
  final Reversals reversals =
      new Reversals(test.store, test.sql, purses.alerts, demands, test.ids, test.clock, test.audit);
  final Entries entries =
      new Entries(
          test.store,
          test.sql,
          purses.wallets,
          purses.alerts,
          new Matching(test.sql, demands),
          demands,
          reversals,
          test.ids,
          test.clock,
          test.audit);
  final Statements statements =
      new Statements(test.sql, test.tree, entries, purses.alerts, test.ids, test.clock, test.audit);

  BankDesk() {
    purses.takenBack.observe(reversals::takenBack);
  }
}
