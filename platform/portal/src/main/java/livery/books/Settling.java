package livery.books;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import livery.billing.AgentAccounts;
import livery.billing.Money;
import livery.billing.contract.Contract;
import livery.billing.period.Period;
import livery.store.Store;
import livery.tenant.TenantTree;

/** What the close of a month has settled with an agent. Thread-safe. */
@ApplicationScoped
public class Settling {

  private final Store store;
  private final TenantTree tree;

  /**
   * What was settled.
   *
   * @param payable commission that the agent had earned up to the month's end and not got
   * @param inHand what it had to hand over, and what its clients owed that it answers for
   * @param amount withheld of it, or credited to the agent's balance
   */
  public record Settled(Money payable, Money inHand, Money amount) {}

  @Inject
  public Settling(Store store, TenantTree tree) {
    this.store = store;
    this.tree = tree;
  }

  protected Settling() {
    this(null, null);
  }

  /**
   * Whether a close settles commission by this contract, and that of the month is still to come.
   */
  public boolean isToCome(Contract contract, int period) {
    var seller = contract.sellerId();
    return contract.settlement() != Contract.Settlement.PAYOUT
        && store
            .inTransaction(connection -> Period.find(connection, seller, period))
            .filter(month -> month.state() == Period.State.CLOSED)
            .isEmpty()
        && sells(seller);
  }

  /** Months of those that have no wallets below them are never closed: nobody buys from them. */
  private boolean sells(long seller) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT EXISTS (SELECT 1 FROM wallet WHERE seller_id = :id)")
                    .bind("id", seller)
                    .mapTo(boolean.class)
                    .one());
  }

  /** What the close posted; empty where it posted nothing. */
  public Optional<Settled> posted(Contract contract, int period) {
    return store
        .inTransaction(
            connection ->
                AgentAccounts.settled(
                    connection,
                    contract.buyerId(),
                    contract.sellerId(),
                    contract.currency(),
                    period))
        .map(
            one ->
                new Settled(
                    one.payable(),
                    contract.commission().delCredere()
                        ? one.held().plus(owing(contract, List.of(contract.sellerId()), one.at()))
                        : one.held(),
                    one.amount()));
  }

  /** How far the wallets of an agent's clients were below zero at a moment. */
  public Money owing(Contract contract, List<Long> principals, Instant at) {
    var then = Branches.at(store, tree, at);
    var balances = new LedgerMoney(store, principals).balances(at);
    var micros =
        balances.entrySet().stream()
            .filter(one -> then.isBelow(one.getKey().buyerId(), contract.buyerId()))
            .filter(one -> one.getKey().currency().equals(contract.currency()))
            .mapToLong(one -> Math.max(0, -one.getValue()))
            .sum();
    return new Money(micros, contract.currency());
  }
}
