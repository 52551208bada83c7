package livery.money;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import livery.billing.RatedEvent;
import livery.client.Tenants;
import livery.fault.Fault;
import livery.price.PriceTown;
import livery.price.Prices;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The tenants of {@link TestTenants} with wallets in EUR, a few prices and all of this package. */
final class MoneyTown {

  final TestTenants test = new TestTenants();
  final Wallets wallets = new Wallets(test.store, test.sql, test.tree, test.ids, test.clock);
  final Alerts alerts = new Alerts(test.store, test.sql, wallets, test.clock, test.audit);
  final Funding funding =
      new Funding(test.store, wallets, alerts, test.ids, test.clock, test.audit);
  final Statements statements = new Statements(test.store, wallets, test.tree, test.clock);
  final Prices prices;
  final LedgerChecks checks =
      new LedgerChecks(test.store, test.tree, test.ids, test.clock, test.audit);

  MoneyTown() {
    test.added.observe(wallets::open);
    for (var edge :
        new long[][] {
          {ACME, PLATFORM}, {NOVA, PLATFORM}, {BAKERY, ACME}, {DENTIST, ACME}, {STUDIO, NOVA}
        }) {
      wallets.open(new Tenants.Added(edge[0], edge[1], "EUR"));
    }
    prices = new PriceTown(test).prices;
  }

  Scope owner(long tenant) {
    return test.owner(tenant);
  }

  Scope scope(long tenant, Role role) {
    return test.scope(tenant, role);
  }

  static Funding.Order order(long buyer, String amount) {
    return new Funding.Order(
        buyer, new BigDecimal(amount), "", "Payment", UUID.randomUUID().toString());
  }

  void topUp(long seller, long buyer, String amount) {
    funding.topUp(owner(seller), order(buyer, amount));
  }

  String available(long seller, long buyer) {
    return wallets.ofBuyer(owner(seller), buyer).wallet().available().toString();
  }

  /** Charges so many messages at once: one transfer on each edge. */
  List<Long> charge(long client, int messages) {
    var now = test.clock.instant();
    var events = new ArrayList<RatedEvent>();
    for (var i = 0; i < messages; i++) {
      events.add(
          prices.rate(test.ids.next(), prices.edges(client), Prices.MT, 1 + i % 2, "", "", now));
    }
    var refused =
        test.store.inTransaction(connection -> prices.ledger().charge(connection, events, now));
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused.toString());
    }
    return events.stream().map(RatedEvent::eventId).toList();
  }

  /**
   * Charges messages of one part at once: first some at the list price, then some at a price of 0.
   */
  List<Long> chargeMixed(long client, int priced, int unpriced) {
    var now = test.clock.instant();
    var events = new ArrayList<RatedEvent>();
    for (var i = 0; i < priced + unpriced; i++) {
      var event = prices.rate(test.ids.next(), prices.edges(client), Prices.MT, 1, "", "", now);
      var lines = event.lines().stream();
      events.add(
          i < priced
              ? event
              : new RatedEvent(
                  event.eventId(), lines.map(line -> line.at(BigDecimal.ZERO, 0)).toList()));
    }
    test.store.inTransaction(connection -> prices.ledger().charge(connection, events, now));
    return events.stream().map(RatedEvent::eventId).toList();
  }

  /** Writes the messages and prices that what was charged is about. */
  void complete() {
    test.store.inTransaction(
        connection -> {
          HandCharged.complete(connection);
          return null;
        });
  }

  /** How many lines the audit log has for this action. */
  long audited(long tenant, String action) {
    return test.log.read(owner(tenant), action, Long.MAX_VALUE, 100).stream()
        .filter(entry -> entry.action().equals(action))
        .count();
  }

  static AbstractThrowableAssert<?, ?> assertFault(Fault.Kind kind, ThrowingCallable act) {
    return assertThatThrownBy(act)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> org.assertj.core.api.Assertions.assertThat(fault.kind()).isEqualTo(kind));
  }
}
