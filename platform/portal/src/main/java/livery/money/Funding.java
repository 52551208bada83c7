package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import livery.billing.AgentLedger;
import livery.billing.BillingException;
import livery.billing.Bundles;
import livery.billing.IdSource;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.NewIds;
import livery.billing.Transfer;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * What a seller does by hand with the wallets of those it sells to. Thread-safe.
 *
 * <p>Four different things: a <em>top-up</em> credits money that the buyer has brought; an
 * <em>allocation</em> moves money that the seller itself has; a <em>credit line</em> moves nothing,
 * it says how far below zero the buyer may go; what a buyer has left that buys elsewhere now is
 * <em>paid back</em>.
 */
@ApplicationScoped
public class Funding {

  private static final int YEARS_MAX = 10;

  private final Store store;
  private final Wallets wallets;
  private final Alerts alerts;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /**
   * Money that was moved.
   *
   * @param postingId names it for ever
   * @param repeated it had been moved before under this key; nothing was changed
   * @param purse the buyer's wallet afterwards
   */
  public record Moved(long postingId, boolean repeated, Money amount, Purse purse) {}

  /**
   * What is to be moved.
   *
   * @param currency of the amount; empty for the wallet's
   * @param reference as the statement shows it, up to 190 characters; may be empty
   * @param key names this payment among all of the buyer's: a repeat changes nothing
   * @param lastDay of a top-up that expires, in the buyer's zone; {@code null} for money that stays
   */
  public record Order(
      long buyerId,
      BigDecimal amount,
      String currency,
      String reference,
      String key,
      LocalDate lastDay) {

    public Order(long buyerId, BigDecimal amount, String currency, String reference, String key) {
      this(buyerId, amount, currency, reference, key, null);
    }
  }

  @Inject
  public Funding(Store store, Wallets wallets, Alerts alerts, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.wallets = wallets;
    this.alerts = alerts;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Funding() {
    this(null, null, null, null, null, null);
  }

  private interface Posting {
    long post(Connection connection, IdSource ids) throws SQLException;
  }

  /** What would be moved, checked; for the question before the act. */
  public Money check(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    end(scope, purse, order);
    return amount(purse, order);
  }

  /**
   * Credits the wallet of a buyer with money that it has brought.
   *
   * @throws Fault when the tenant does not sell to it, the amount or the last day is not right, or
   *     the key was used for something else
   */
  public Moved topUp(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    var amount = amount(purse, order);
    var end = end(scope, purse, order);
    return move(
        scope,
        order,
        amount,
        "wallet.top-up",
        isAgent(scope, purse)
            ? collecting(scope, purse, order, amount)
            : (connection, given) -> credit(connection, given, scope, order, amount, end));
  }

  private long credit(
      Connection connection,
      IdSource given,
      Scope scope,
      Order order,
      Money amount,
      Optional<Instant> end)
      throws SQLException {
    var buyer = order.buyerId();
    var seller = scope.tenantId();
    var now = clock.instant();
    if (end.isPresent()) {
      return new Bundles(given)
          .topUp(connection, buyer, seller, amount, end.get(), key(order), reference(order), now);
    }
    var posted =
        new Ledger(given)
            .topUp(connection, buyer, seller, amount, key(order), reference(order), now);
    if (Bundles.endOf(connection, posted).isPresent()) {
      throw new BillingException.Conflict("Key " + order.key() + " was used for other money");
    }
    return posted;
  }

  /** The first moment at which the money is lost. */
  private Optional<Instant> end(Scope scope, Purse purse, Order order) {
    var day = order.lastDay();
    if (day == null) {
      return Optional.empty();
    }
    if (isAgent(scope, purse)) {
      throw Fault.conflict("lastDay", "money.fault.agent-expires", purse.buyer());
    }
    var zone = wallets.zoneOf(order.buyerId());
    var today = LocalDate.ofInstant(clock.instant(), zone);
    var last = today.plusYears(YEARS_MAX);
    if (day.isBefore(today) || day.isAfter(last)) {
      throw Fault.invalid("lastDay", "money.fault.last-day", day, today, last);
    }
    return Optional.of(day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** Whether somebody else sells to the buyer, whose agent the tenant is. */
  private static boolean isAgent(Scope scope, Purse purse) {
    return purse.wallet().sellerId() != scope.tenantId();
  }

  private Posting collecting(Scope scope, Purse purse, Order order, Money amount) {
    return (connection, given) -> {
      try {
        return new AgentLedger(given)
            .collect(
                connection,
                scope.tenantId(),
                order.buyerId(),
                purse.wallet().sellerId(),
                amount,
                key(order),
                reference(order),
                clock.instant());
      } catch (BillingException.NoMoney tooMuch) {
        throw new Fault(Fault.Kind.NO_MONEY, "amount", "money.fault.collect-more", amount);
      }
    };
  }

  /**
   * Moves money that the tenant really has from its own wallet into a buyer's.
   *
   * @throws Fault as for {@link #topUp}, and when the tenant has less, what it may borrow not
   *     counted
   */
  public Moved allocate(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    requireSeller(scope, purse);
    var amount = amount(purse, order);
    var source =
        wallets.own(scope).orElseThrow(() -> Fault.conflict("", "money.fault.platform-allocates"));
    if (!source.currency().equals(purse.currency())) {
      throw Fault.invalid(
          "amount", "money.fault.two-currencies", source.currency(), purse.currency());
    }
    try {
      return move(
          scope,
          order,
          amount,
          "wallet.allocate",
          (connection, given) ->
              new Ledger(given)
                  .allocate(
                      connection,
                      order.buyerId(),
                      scope.tenantId(),
                      source.wallet().sellerId(),
                      amount,
                      key(order),
                      reference(order),
                      clock.instant()));
    } catch (BillingException.NoMoney tooLittle) {
      throw new Fault(
          Fault.Kind.NO_MONEY, "amount", "money.fault.allocate-less", source.own(), amount);
    }
  }

  /**
   * Notes that a buyer which has another seller now was paid out what it had left here, or a part.
   *
   * @throws Fault as for {@link #topUp}, when it still buys here, and when it has less
   */
  public Moved payBack(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    if (isAgent(scope, purse)) {
      throw Fault.conflict("", "money.fault.agent", purse.buyer());
    }
    if (!wallets.hasLeft(scope, order.buyerId())) {
      throw Fault.conflict("", "money.fault.stays", purse.buyer());
    }
    var amount = amount(purse, order);
    try {
      return move(
          scope,
          order,
          amount,
          "wallet.pay-back",
          (connection, given) ->
              new AgentLedger(given)
                  .payBack(
                      connection,
                      order.buyerId(),
                      scope.tenantId(),
                      amount,
                      key(order),
                      reference(order),
                      clock.instant()));
    } catch (BillingException.NoMoney tooLittle) {
      throw new Fault(
          Fault.Kind.NO_MONEY, "amount", "money.fault.pay-back-more", purse.own(), amount);
    }
  }

  /** Sets how far below zero a buyer's purchases may take its wallet; 0 is prepaid. */
  public Purse setCreditLine(Scope scope, long buyerId, BigDecimal limit, String currency) {
    Rights.mayFinance(scope);
    var before = wallets.ofBuyer(scope, buyerId);
    requireSeller(scope, before);
    requireCurrency(before, currency);
    var line = Amounts.notBelowZero("limit", limit, before.currency());
    if (!line.equals(before.wallet().creditLimit())) {
      again(
          connection -> {
            new Ledger(ids::next)
                .setCreditLimit(
                    connection,
                    buyerId,
                    scope.tenantId(),
                    line,
                    UUID.randomUUID().toString(),
                    clock.instant());
            audit.write(
                scope,
                "wallet.credit-line",
                "tenant " + buyerId,
                before.buyer() + ": " + before.wallet().creditLimit() + " → " + line);
            return null;
          });
      alerts.watch();
    }
    return wallets.ofBuyer(scope, buyerId);
  }

  private void requireSeller(Scope scope, Purse purse) {
    if (isAgent(scope, purse)) {
      throw Fault.conflict("", "money.fault.agent", purse.buyer());
    }
    if (wallets.hasLeft(scope, purse.wallet().buyerId())) {
      throw Fault.conflict("", "money.fault.left", purse.buyer());
    }
  }

  private Moved move(Scope scope, Order order, Money amount, String action, Posting posting) {
    var before = wallets.ofBuyer(scope, order.buyerId());
    record Posted(long id, boolean isNew) {}
    var posted =
        again(
            connection -> {
              var newIds = new NewIds(ids::next);
              var id = posting.post(connection, newIds);
              if (newIds.gave(id)) {
                audit.write(
                    scope,
                    action,
                    "tenant " + order.buyerId(),
                    before.buyer()
                        + ": "
                        + amount
                        + (order.lastDay() == null ? "" : " → " + order.lastDay())
                        + ", "
                        + reference(order));
              }
              return new Posted(id, newIds.gave(id));
            });
    alerts.watch();
    var after = wallets.ofBuyer(scope, order.buyerId());
    return new Moved(posted.id(), !posted.isNew(), amount, after);
  }

  /** A deadlock or a lock that took too long undoes the unit; it is run again. */
  private <T> T again(Store.Work<T> work) {
    try {
      return store.repeating(work);
    } catch (BillingException.Conflict used) {
      throw Fault.conflict("key", "money.fault.key-used");
    }
  }

  private static Money amount(Purse purse, Order order) {
    requireCurrency(purse, order.currency());
    reference(order);
    key(order);
    return Amounts.aboveZero("amount", order.amount(), purse.currency());
  }

  static void requireCurrency(Purse purse, String currency) {
    if (currency != null && !currency.isEmpty() && !currency.equals(purse.currency())) {
      throw Fault.invalid(
          "currency", "money.fault.currency", purse.currency(), Check.shown(currency));
    }
  }

  private static String reference(Order order) {
    return Check.optionalText("reference", order.reference(), Transfer.REFERENCE_MAX);
  }

  private static String key(Order order) {
    return PersonKey.of(order.key());
  }
}
