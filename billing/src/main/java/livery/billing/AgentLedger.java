package livery.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Moves the money of agents (reference billing.md §2.4): what they collect for their principal,
 * hand over, and earn. Messages of their clients are charged by {@link Ledger} from the client's
 * wallet at the principal, so an agent's wallet is not touched by them; its exposure is what it has
 * collected and not handed over, and its credit line bounds that.
 *
 * <p>Stateless and thread-safe; every call joins the transaction of its connection. What people do
 * takes a key and changes nothing when it is repeated, as in {@link Ledger#topUp}.
 */
public final class AgentLedger {

  /** The product of the fee that an agent charges its clients on top, for itself. */
  public static final String FEE = "agent.fee";

  private final IdSource ids;

  public AgentLedger(IdSource ids) {
    this.ids = ids;
  }

  /**
   * Credits the wallet of an agent's client with money that the agent has taken from it. What the
   * client owes the agent for its own fee is paid first: that part is the agent's and not collected
   * for anybody.
   *
   * @param principal who sells to the client
   * @return the posting's id
   * @throws BillingException.NoMoney when the agent would hold more than its credit line allows
   */
  public long collect(
      Connection connection,
      long agent,
      long client,
      long principal,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    var funds = new Funds(connection, ids, key, reference, now);
    Funds.requireAboveZero(amount);
    var kind = Transfer.Kind.TOP_UP;
    var postingId = ids.next(1);
    var payload = funds.payload(kind + " by agent " + agent, client, principal, amount);
    var before = funds.claim(client, kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    var wallets = LockedWallets.lock(connection, List.of(agent, client));
    var own = wallets.require(new LockedWallets.Key(agent, principal, amount.currency()));
    var holds = AgentAccounts.holds(connection, agent, principal, amount.currency());
    var owed = AgentAccounts.feeOwed(connection, agent, client, amount.currency());
    var fee = owed.compareTo(amount) < 0 ? owed : amount;
    var rest = amount.minus(fee);
    if (!rest.isZero() && holds.plus(rest).compareTo(own.creditLimit()) > 0) {
      throw new BillingException.NoMoney(
          "Agent %d holds %s of its principal and may hold %s, so it cannot take %s more"
              .formatted(agent, holds, own.creditLimit(), rest));
    }
    if (!fee.isZero()) {
      var paid = new LockedWallets.Key(client, agent, amount.currency());
      var wallet = wallets.require(paid).id();
      wallets.change(paid, fee.micros(), 0);
      funds.move(kind, postingId, Account.CASH.of(agent), wallet, paid, fee);
    }
    if (!rest.isZero()) {
      var edge = new LockedWallets.Key(client, principal, amount.currency());
      var wallet = wallets.require(edge).id();
      wallets.change(edge, rest.micros(), 0);
      // A posting of its own, with a key of its own: a key names one payment into one wallet.
      var second = fee.isZero() ? postingId : ids.next(1);
      var its = EngineKey.of("rest-of-" + postingId);
      var with = fee.isZero() ? funds : new Funds(connection, ids, its, reference, now);
      if (!fee.isZero()) {
        with.claim(client, kind.name(), with.payload(kind.name(), client, principal, rest), second);
      }
      with.move(kind, second, Account.CLEARING.of(agent), wallet, edge, rest);
    }
    wallets.write(connection);
    return postingId;
  }

  /**
   * Notes that an agent has handed over what it had collected, and what the clients owe that it
   * answers for. What those pay to it later makes good what it handed over for them.
   *
   * @param answersFor its clients under del credere; empty without it
   * @throws BillingException.NoMoney when that is more than it holds and they owe
   */
  public long remit(
      Connection connection,
      long agent,
      long principal,
      Collection<Long> answersFor,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return once(
        new Funds(connection, ids, key, reference, now),
        Transfer.Kind.REMITTANCE,
        connection,
        new LockedWallets.Key(agent, principal, amount.currency()),
        amount,
        () ->
            AgentAccounts.mostToHandOver(
                connection, agent, principal, answersFor, amount.currency()),
        Account.CASH.of(principal),
        Account.CLEARING.of(agent));
  }

  /**
   * Notes that an agent was paid its commission.
   *
   * @throws BillingException.NoMoney when that is more than it has earned and not got yet
   */
  public long payOut(
      Connection connection,
      long agent,
      long principal,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return once(
        new Funds(connection, ids, key, reference, now),
        Transfer.Kind.SETTLEMENT,
        connection,
        new LockedWallets.Key(agent, principal, amount.currency()),
        amount,
        () -> AgentAccounts.payable(connection, agent, principal, amount.currency()),
        Account.COMMISSION_PAYABLE.of(agent),
        Account.CASH.of(principal));
  }

  /**
   * Keeps back, of what the agent has to hand over, the commission that it has earned up to a
   * month's end and not got: the smaller of the two.
   *
   * @param answersFor its clients under del credere; empty without it
   * @param period 202611; each is settled once
   * @return what was withheld; a repeat withholds nothing
   */
  public Money withhold(
      Connection connection,
      long agent,
      long principal,
      Collection<Long> answersFor,
      String currency,
      int period,
      Instant now)
      throws SQLException {
    lock(connection, new LockedWallets.Key(agent, principal, currency));
    var payable = AgentAccounts.payable(connection, agent, principal, currency, period);
    var most = AgentAccounts.mostToHandOver(connection, agent, principal, answersFor, currency);
    var amount = payable.compareTo(most) <= 0 ? payable : most;
    return settle(connection, agent, principal, amount, Account.CLEARING.of(agent), period, now);
  }

  /**
   * Credits to the agent's wallet at its principal the commission that it has earned up to a
   * month's end and not got.
   *
   * @param period 202611; each is settled once
   * @return what was credited; a repeat credits nothing
   */
  public Money toBalance(
      Connection connection, long agent, long principal, String currency, int period, Instant now)
      throws SQLException {
    var edge = new LockedWallets.Key(agent, principal, currency);
    var wallets = LockedWallets.lock(connection, List.of(agent));
    var wallet = wallets.require(edge).id();
    var amount = AgentAccounts.payable(connection, agent, principal, currency, period);
    var credited = settle(connection, agent, principal, amount, wallet, period, now);
    if (!credited.isZero()) {
      wallets.change(edge, credited.micros(), 0);
      wallets.write(connection);
    }
    return credited;
  }

  private Money settle(
      Connection connection,
      long agent,
      long principal,
      Money amount,
      long to,
      int period,
      Instant now)
      throws SQLException {
    var nothing = Money.zero(amount.currency());
    if (amount.micros() <= 0) {
      return nothing;
    }
    var reference = "%d-%02d".formatted(period / 100, period % 100);
    var funds = new Funds(connection, ids, AgentAccounts.key(period), reference, now);
    var kind = Transfer.Kind.SETTLEMENT;
    var postingId = ids.next(1);
    // The amount is not part of the payload: the key alone says which month is settled.
    var payload = funds.payload(kind.name(), agent, principal, nothing);
    if (funds.claim(agent, kind.name(), payload, postingId).isPresent()) {
      return nothing;
    }
    var edge = new LockedWallets.Key(agent, principal, amount.currency());
    funds.move(kind, postingId, Account.COMMISSION_PAYABLE.of(agent), to, edge, amount);
    return amount;
  }

  /**
   * Posts what an agent has earned, or takes back what it had earned too much; each time it is
   * told, as the caller's own key makes it once.
   *
   * @param earned not zero
   * @return the posting's id
   */
  public long commission(
      Connection connection,
      long agent,
      long principal,
      Money earned,
      String reference,
      Instant now)
      throws SQLException {
    var cost = Account.COMMISSION.of(principal);
    var owed = Account.COMMISSION_PAYABLE.of(agent);
    var back = earned.isNegative();
    var postingId = ids.next(1);
    var edge = new LockedWallets.Key(agent, principal, earned.currency());
    new Funds(connection, ids, "-", reference, now)
        .move(
            Transfer.Kind.COMMISSION,
            postingId,
            back ? owed : cost,
            back ? cost : owed,
            edge,
            back ? earned.negated() : earned);
    return postingId;
  }

  /**
   * Moves what a buyer has free with one seller to another, when an agent takes the place of a
   * reseller or the other way round. The one of the two that is the agent has the buyer's money in
   * hand, so it owes it to the principal, or is owed it.
   *
   * @param agent one of {@code from} and {@code to}
   * @return what was moved; zero where there is nothing free
   */
  public Money takeOver(
      Connection connection,
      long buyer,
      long from,
      long to,
      long agent,
      String currency,
      String reference,
      Instant now)
      throws SQLException {
    return takeOver(
        connection, buyer, from, to, hand(from, agent), hand(to, agent), currency, reference, now);
  }

  /**
   * Moves what a buyer has free with one seller to another that takes its place for good: the money
   * leaves the cash of the one and comes into that of the other, who settle it between themselves.
   *
   * @return what was moved; zero where there is nothing free
   */
  public Money takeOver(
      Connection connection,
      long buyer,
      long from,
      long to,
      String currency,
      String reference,
      Instant now)
      throws SQLException {
    return takeOver(
        connection,
        buyer,
        from,
        to,
        Account.CASH.of(from),
        Account.CASH.of(to),
        currency,
        reference,
        now);
  }

  private Money takeOver(
      Connection connection,
      long buyer,
      long from,
      long to,
      long fromHand,
      long toHand,
      String currency,
      String reference,
      Instant now)
      throws SQLException {
    var wallets = LockedWallets.lock(connection, List.of(buyer));
    var old = new LockedWallets.Key(buyer, from, currency);
    var next = new LockedWallets.Key(buyer, to, currency);
    var wallet = wallets.require(old);
    var free = wallet.balance().minus(wallet.held());
    if (free.micros() <= 0) {
      return Money.zero(currency);
    }
    var kind = Transfer.Kind.TAKEOVER;
    var funds = new Funds(connection, ids, "-", reference, now);
    var postingId = ids.next(1);
    wallets.change(old, -free.micros(), 0);
    wallets.change(next, free.micros(), 0);
    funds.move(kind, postingId, wallet.id(), fromHand, old, free);
    funds.move(kind, postingId, toHand, wallets.require(next).id(), next, free);
    wallets.write(connection);
    return free;
  }

  /**
   * Pays a buyer out what it has free with a seller that no longer sells to it. Repeats as in
   * {@link Ledger#topUp}.
   *
   * @return the posting's id
   * @throws BillingException.NoMoney when balance − held is smaller
   */
  public long payBack(
      Connection connection,
      long buyer,
      long seller,
      Money amount,
      String key,
      String reference,
      Instant now)
      throws SQLException {
    return new Funds(connection, ids, key, reference, now).payBack(buyer, seller, amount);
  }

  /**
   * Where a buyer's money lies: with a seller in its cash, with an agent of another in clearing.
   */
  private static long hand(long seller, long agent) {
    return seller == agent ? Account.CASH.of(agent) : Account.CLEARING.of(agent);
  }

  private interface Most {
    Money get() throws SQLException;
  }

  private long once(
      Funds funds,
      Transfer.Kind kind,
      Connection connection,
      LockedWallets.Key edge,
      Money amount,
      Most most,
      long from,
      long to)
      throws SQLException {
    Funds.requireAboveZero(amount);
    var postingId = ids.next(1);
    var payload = funds.payload(kind.name(), edge.buyerId(), edge.sellerId(), amount);
    var before = funds.claim(edge.buyerId(), kind.name(), payload, postingId);
    if (before.isPresent()) {
      return before.get();
    }
    lock(connection, edge);
    if (most.get().compareTo(amount) < 0) {
      throw new BillingException.NoMoney(
          "%s of agent %d: there are %s, not %s"
              .formatted(kind, edge.buyerId(), most.get(), amount));
    }
    funds.move(kind, postingId, from, to, edge, amount);
    return postingId;
  }

  /** The agent's wallet stands for all of its accounts. */
  private static void lock(Connection connection, LockedWallets.Key edge) throws SQLException {
    LockedWallets.lock(connection, List.of(edge.buyerId())).require(edge);
  }
}
