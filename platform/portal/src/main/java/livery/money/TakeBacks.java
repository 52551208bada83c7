package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import livery.billing.BillingException;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.NewIds;
import livery.billing.TopUp;
import livery.billing.Transfer;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * Takes a top-up back by hand, all of it or a part: one typed wrongly, or money that the buyer got
 * back outside. However it came in (by hand, bank, provider or voucher), no more goes back than
 * came. What an agent has collected stays, as the agent answers for it. Thread-safe.
 */
@ApplicationScoped
public class TakeBacks {

  private static final int BACKS_MAX = 500;

  private final Store store;
  private final Wallets wallets;
  private final Alerts alerts;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;
  private final Event<TakenBack> takenBack;

  /**
   * What is to be taken back.
   *
   * @param topUp its posting
   * @param currency of the amount; empty for the wallet's
   * @param reason as the statement shows it, 1 to 190 characters
   * @param key names it among all of the buyer's: a repeat changes nothing
   */
  public record Order(
      long buyerId, long topUp, BigDecimal amount, String currency, String reason, String key) {}

  /**
   * Told in the transaction that takes back, so that those who brought the money in know of it.
   *
   * @param topUp as it stands afterwards
   * @param amount what went back now
   */
  public record TakenBack(Scope scope, TopUp topUp, Money amount) {}

  @Inject
  public TakeBacks(
      Store store,
      Wallets wallets,
      Alerts alerts,
      Ids ids,
      Clock clock,
      Audit audit,
      Event<TakenBack> takenBack) {
    this.store = store;
    this.wallets = wallets;
    this.alerts = alerts;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
    this.takenBack = takenBack;
  }

  protected TakeBacks() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * One of a buyer's top-ups, as it stands.
   *
   * @throws Fault when the tenant does not sell to it, or it has no such top-up
   */
  public TopUp get(Scope scope, long buyerId, long posting) {
    return find(wallets.ofBuyer(scope, buyerId), posting);
  }

  /**
   * A part of a top-up that was taken back.
   *
   * @param reason as the statement shows it
   */
  public record Back(long postingId, Money amount, String reason, Instant at) {}

  /**
   * What of a top-up was taken back, the newest first.
   *
   * @throws Fault when the tenant does not sell to the buyer, or it has no such top-up
   */
  public List<Back> backs(Scope scope, long buyerId, long posting) {
    var topUp = get(scope, buyerId, posting);
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT t.posting_id, t.amount, t.reference, t.posted_at FROM reversal r JOIN"
                            + " transfer t ON t.posting_id = r.posting_id AND t.kind = 'REVERSAL'"
                            + " WHERE r.original_id = :posting ORDER BY t.id DESC LIMIT "
                            + BACKS_MAX)
                    .bind("posting", posting)
                    .map(
                        (row, context) ->
                            new Back(
                                row.getLong("posting_id"),
                                new Money(row.getLong("amount"), topUp.amount().currency()),
                                row.getString("reference"),
                                Utc.read(row, "posted_at").orElseThrow()))
                    .list());
  }

  private TopUp find(Purse purse, long posting) {
    return store
        .inTransaction(connection -> TopUp.find(connection, posting))
        .filter(topUp -> topUp.walletId() == purse.wallet().id())
        .orElseThrow(() -> Fault.notFound("top-up", posting));
  }

  /** What would go back, checked; for the question before the act. */
  public Money check(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    var amount = amount(scope, purse, order);
    var left = find(purse, order.topUp()).left();
    if (left.compareTo(amount) < 0) {
      throw tooMuch(left, amount);
    }
    return amount;
  }

  /**
   * Takes it off the buyer's wallet, which may end below zero.
   *
   * @throws Fault when the tenant does not sell to the buyer, less is left of the top-up, an agent
   *     collected it, or the key was used for something else
   */
  public Funding.Moved takeBack(Scope scope, Order order) {
    Rights.mayFinance(scope);
    var purse = wallets.ofBuyer(scope, order.buyerId());
    var amount = amount(scope, purse, order);
    record Posted(long id, boolean isNew) {}
    Posted posted;
    try {
      posted =
          store.repeating(
              connection -> {
                var newIds = new NewIds(ids::next);
                var id = post(connection, newIds, scope, order, amount);
                if (newIds.gave(id)) {
                  tell(connection, scope, purse, order, amount);
                }
                return new Posted(id, newIds.gave(id));
              });
    } catch (BillingException.Conflict used) {
      throw Fault.conflict("key", "money.fault.key-used");
    }
    alerts.watch();
    return new Funding.Moved(
        posted.id(), !posted.isNew(), amount, wallets.ofBuyer(scope, order.buyerId()));
  }

  private long post(Connection connection, NewIds newIds, Scope scope, Order order, Money amount)
      throws SQLException {
    try {
      return new Ledger(newIds)
          .takeBack(
              connection,
              order.buyerId(),
              scope.tenantId(),
              order.topUp(),
              amount,
              PersonKey.of(order.key()),
              reason(order),
              clock.instant());
    } catch (BillingException.Invalid more) {
      var left = TopUp.find(connection, order.topUp()).map(TopUp::left);
      throw tooMuch(left.orElse(Money.zero(amount.currency())), amount);
    }
  }

  private void tell(Connection connection, Scope scope, Purse purse, Order order, Money amount)
      throws SQLException {
    audit.write(
        scope,
        "wallet.take-back",
        "tenant " + order.buyerId(),
        purse.buyer() + ": " + amount + " of " + order.topUp() + ", " + reason(order));
    var after = TopUp.find(connection, order.topUp()).orElseThrow();
    takenBack.fire(new TakenBack(scope, after, amount));
  }

  private Money amount(Scope scope, Purse purse, Order order) {
    if (purse.wallet().sellerId() != scope.tenantId()) {
      throw Fault.conflict("", "money.fault.take-back-agent", purse.buyer());
    }
    Funding.requireCurrency(purse, order.currency());
    reason(order);
    PersonKey.of(order.key());
    var amount = Amounts.aboveZero("amount", order.amount(), purse.currency());
    if (find(purse, order.topUp()).collected()) {
      throw Fault.conflict("", "money.fault.take-back-collected", purse.buyer());
    }
    return amount;
  }

  private static String reason(Order order) {
    return Check.text("reason", order.reason(), Transfer.REFERENCE_MAX);
  }

  private static Fault tooMuch(Money left, Money amount) {
    return Fault.invalid("amount", "money.fault.take-back-more", left, amount);
  }
}
