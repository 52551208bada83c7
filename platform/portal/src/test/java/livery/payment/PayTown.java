package livery.payment;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import livery.fault.Fault;
import livery.money.Purses;
import livery.signin.Tries;
import livery.tenant.TestTenants;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** All of this package, with {@link Purses}. */
final class PayTown {

  static final String SECRET = "a secret of sixteen";

  final Purses purses = new Purses();
  final TestTenants test = purses.test;
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
  final PaymentLedger ledger = new PaymentLedger(test.store, test.ids, test.clock);
  final Payments payments =
      new Payments(
          test.store,
          test.sql,
          test.tree,
          purses.wallets,
          purses.alerts,
          accounts,
          providers,
          ledger,
          test.ids,
          test.clock,
          test.audit);
  final Flagged flagged =
      new Flagged(test.store, test.sql, payments, ledger, test.clock, test.audit);

  /** Lets Acme and Nova take payments. */
  void openAccounts() {
    for (var seller : new long[] {TestTenants.ACME, TestTenants.NOVA}) {
      accounts.set(
          test.owner(seller),
          new Accounts.Wish(
              "gateway", "https://pay.example/pay", "m" + seller, SECRET + seller, true));
    }
  }

  /** A payment of ten. */
  Payment begin(long client) {
    return payments.begin(test.owner(client), BigDecimal.TEN, "https://acme.example").payment();
  }

  static byte[] news(Payment payment, String id, String type, String amount) {
    return """
    {"id":"%s","payment":"%s","type":"%s","amount":"%s","currency":"EUR",
     "at":"2026-03-01T09:00:00Z","reference":"bank-7"}\
    """
        .formatted(id, payment.reference(), type, amount)
        .getBytes(StandardCharsets.UTF_8);
  }

  Payment tell(Payment payment, String id, String type, String amount) {
    var body = news(payment, id, type, amount);
    return payments.receive(
        payment.sellerId(), signed(payment.sellerId(), body, test.clock.instant()), body);
  }

  static String signed(long seller, byte[] body, Instant at) {
    return Signature.of(SECRET + seller, body, at);
  }

  static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    Assertions.assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Fault.class, fault -> Assertions.assertThat(fault.kind()).isEqualTo(kind));
  }
}
