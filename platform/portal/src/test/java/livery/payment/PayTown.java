package livery.payment;

import java.util.List;
import java.util.Optional;
import livery.fault.Fault;
import livery.money.Purses;
import livery.signin.Tries;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** All of this package, with {@link Purses}. */
final class PayTown {

  static final String SECRET = "a secret of sixteen";

  final Purses purses = new Purses();
  final livery.tenant.TestTenants test = purses.test;
  final Vouchers vouchers =
      new Vouchers(
          test.store,
          test.sql,
          test.tree,
          purses.wallets,
          purses.alerts,
          new Tries(test.clock),
          test.ids,
          test.clock,
          test.audit);
  final Gateway gateway = new Gateway();
  final Providers providers = new Providers(List.of(gateway));
  final Accounts accounts =
      new Accounts(
          test.store, test.sql, test.tree, providers, test.clock, test.audit, Optional.empty());
  final Payments payments =
      new Payments(
          test.store,
          test.sql,
          test.tree,
          purses.wallets,
          purses.alerts,
          accounts,
          providers,
          new PaymentLedger(test.store, test.ids, test.clock),
          test.ids,
          test.clock,
          test.audit);

  static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    Assertions.assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Fault.class, fault -> Assertions.assertThat(fault.kind()).isEqualTo(kind));
  }
}
