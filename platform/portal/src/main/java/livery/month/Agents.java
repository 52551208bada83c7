package livery.month;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import livery.billing.AgentLedger;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.period.BillingMonth;
import livery.billing.period.CommissionAccrual;
import livery.contract.Agreement;
import livery.contract.Contracts;
import livery.price.Prices;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * Resellers that sell for their seller as agents: who they are today, what they earn, and what
 * happens to wallets when one begins or ends. Thread-safe.
 *
 * <p>The tree of tenants is told who is an agent, so that rating a message needs no query.
 */
@ApplicationScoped
public class Agents {

  private static final int BUYERS_MAX = 100_000;

  /** What was held when an agent began is moved when it is free, at every so many looks. */
  private static final int LOOKS = 20;

  private final Store store;
  private final TenantTree tree;
  private final Contracts contracts;
  private final Prices prices;
  private final Ids ids;
  private final Clock clock;
  private Set<Long> before = Set.of();
  private int looks;

  /** An agent's contract with the one that it sells for. */
  record Deal(long agentId, long sellerId, ContractHistory history) {

    String currency() {
      return history.versions().get(0).currency();
    }

    Optional<Contract> at(LocalDate day) {
      return history.at(day).filter(contract -> contract.mode().isAgent());
    }

    boolean isAgentWithin(LocalDate from, LocalDate to) {
      return lastWithin(from, to).isPresent();
    }

    Optional<Contract> lastWithin(LocalDate from, LocalDate to) {
      return history.within(from, to).stream()
          .map(ContractHistory.Term::contract)
          .filter(contract -> contract.mode().isAgent())
          .reduce((one, later) -> later);
    }
  }

  @Inject
  public Agents(
      Store store, TenantTree tree, Contracts contracts, Prices prices, Ids ids, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.contracts = contracts;
    this.prices = prices;
    this.ids = ids;
    this.clock = clock;
  }

  protected Agents() {
    this(null, null, null, null, null, null);
  }

  /** Contracts in which the buyer is an agent at some time. */
  List<Deal> deals() {
    var deals = new ArrayList<Deal>();
    for (var seller : tree.root().map(root -> tree.subtree(root.id())).orElse(List.of())) {
      deals.addAll(dealsOf(seller));
    }
    return deals;
  }

  /** The same of one seller. */
  List<Deal> dealsOf(long seller) {
    var deals = new ArrayList<Deal>();
    for (Agreement one : contracts.ofSeller(seller)) {
      one.history()
          .filter(history -> history.versions().stream().anyMatch(v -> v.mode().isAgent()))
          .ifPresent(history -> deals.add(new Deal(one.parties().buyerId(), seller, history)));
    }
    return deals;
  }

  /** Contracts by which a tenant sells in its own name as an agent, on a day or later. */
  List<Deal> ownName(long agent, LocalDate since) {
    return deals().stream()
        .filter(deal -> deal.agentId() == agent)
        .filter(
            deal ->
                deal.history().within(since, Contract.NO_END).stream()
                    .anyMatch(term -> term.contract().mode() == Contract.Mode.AGENT_OWN_NAME))
        .toList();
  }

  /** Everybody that is somebody's agent on a day. */
  Set<Long> on(LocalDate day) {
    return on(deals(), day);
  }

  private static Set<Long> on(List<Deal> deals, LocalDate day) {
    return deals.stream()
        .filter(deal -> deal.at(day).isPresent())
        .map(Deal::agentId)
        .collect(Collectors.toSet());
  }

  /** A client's wallet at its agent, for what the agent charges for itself. */
  void openOwn(Connection connection, long client, long agent) throws SQLException {
    open(connection, tree.find(client).orElseThrow(), tree.principalOf(agent), agent);
  }

  /**
   * Looks at who is an agent today. Where one begins or ends, wallets are opened at the new seller
   * first, so that no message finds none, then what buyers have with the old one is moved.
   */
  synchronized void refresh() {
    var deals = deals();
    if (deals.isEmpty()) {
      return;
    }
    var today = clock.instant().atZone(tree.root().orElseThrow().zone()).toLocalDate();
    var agents = on(deals, today);
    if (looks++ % LOOKS == 0 || !agents.equals(before)) {
      open(deals, agents);
      tree.agents(agents);
      move(deals, agents);
      before = agents;
    }
  }

  private void open(List<Deal> deals, Set<Long> agents) {
    for (var deal : deals) {
      var seller = seller(deal, agents);
      var before = seller == deal.agentId() ? principal(deal, agents) : deal.agentId();
      for (var buyer : tree.childrenOf(deal.agentId())) {
        store.inTransaction(connection -> open(connection, buyer, before, seller));
      }
    }
  }

  private Void open(Connection connection, Tenant buyer, long before, long seller)
      throws SQLException {
    if (!isOpen(connection, buyer, seller)) {
      var currency = buyer.currency();
      Wallet.open(connection, ids::next, buyer.id(), seller, currency, clock.instant());
      OwnRules.takeAlong(connection, buyer.id(), before, seller, currency);
    }
    return null;
  }

  /** Who sells to the buyers below an agreement's buyer, given who is an agent. */
  private long seller(Deal deal, Set<Long> agents) {
    var id = deal.agentId();
    while (agents.contains(id)) {
      id = tree.find(id).map(Tenant::parentId).orElse(0L);
    }
    return id;
  }

  private void move(List<Deal> deals, Set<Long> agents) {
    var ledger = new AgentLedger(ids::next);
    for (var deal : deals) {
      var to = seller(deal, agents);
      var from = to == deal.agentId() ? principal(deal, agents) : deal.agentId();
      for (var buyer : tree.childrenOf(deal.agentId())) {
        store.inTransaction(
            connection -> {
              if (isOpen(connection, buyer, from) && isOpen(connection, buyer, to)) {
                ledger.takeOver(
                    connection,
                    buyer.id(),
                    from,
                    to,
                    deal.agentId(),
                    buyer.currency(),
                    "",
                    clock.instant());
              }
              return null;
            });
      }
    }
  }

  private long principal(Deal deal, Set<Long> agents) {
    var with = new HashSet<>(agents);
    with.add(deal.agentId());
    return seller(deal, with);
  }

  private static boolean isOpen(Connection connection, Tenant buyer, long seller)
      throws SQLException {
    return Wallet.find(connection, buyer.id(), seller, buyer.currency()).isPresent();
  }

  /** Those whose purchases earn the agent's commission: everybody below it. */
  Set<Long> clients(long agentId) {
    var clients = new HashSet<>(tree.subtree(agentId));
    clients.remove(agentId);
    if (clients.size() > BUYERS_MAX) {
      throw new IllegalStateException(
          "Agent " + agentId + " has " + clients.size() + " below it, more than " + BUYERS_MAX);
    }
    return clients;
  }

  /** The clients that an agent answers for by a version of its contract: all, or none. */
  Set<Long> answersFor(Contract contract) {
    return contract.mode().isAgent() && contract.commission().delCredere()
        ? clients(contract.buyerId())
        : Set.of();
  }

  /** Posts each agent's commission of yesterday and before, once for each day. */
  void accrue() {
    var zone = tree.root().map(Tenant::zone);
    if (zone.isEmpty()) {
      return;
    }
    var today = clock.instant().atZone(zone.get()).toLocalDate();
    var month = YearMonth.from(today.minusDays(1));
    for (var deal : deals()) {
      var books = new BillingMonth(deal.sellerId(), month, zone.get());
      if (deal.isAgentWithin(month.atDay(1), today)
          && clock.instant().isAfter(books.start(today).plusSeconds(120))) {
        store.inTransaction(connection -> accrue(connection, books, deal, today));
      }
    }
  }

  /**
   * Posts an agent's commission of a month up to a day.
   *
   * @return whether anything was there to post for the first time
   */
  boolean accrue(Connection connection, BillingMonth books, Deal deal, LocalDate uptoDay)
      throws SQLException {
    return new CommissionAccrual(ids::next)
        .accrue(
            connection,
            books,
            deal.history(),
            contracts.principals(deal.sellerId(), uptoDay),
            clients(deal.agentId()),
            prices.book(),
            uptoDay,
            clock.instant())
        .isPresent();
  }

  /**
   * The month's end: what fell due up to it is withheld or credited, as the last version says by
   * which it was an agent in that month.
   */
  boolean settle(Connection connection, BillingMonth books, Deal deal) throws SQLException {
    var last = deal.lastWithin(books.firstDay(), books.endDay());
    // What a sub-agent holds is owed to the principal, not to the agent that owes its commission.
    if (last.isEmpty() || tree.isAgent(deal.sellerId())) {
      return false;
    }
    var ledger = new AgentLedger(ids::next);
    var now = clock.instant();
    var agent = deal.agentId();
    var settled =
        switch (last.get().settlement()) {
          case WITHHOLD ->
              ledger.withhold(
                  connection,
                  agent,
                  deal.sellerId(),
                  answersFor(last.get()),
                  deal.currency(),
                  books.number(),
                  now);
          case TO_BALANCE ->
              ledger.toBalance(
                  connection, agent, deal.sellerId(), deal.currency(), books.number(), now);
          case PAYOUT -> livery.billing.Money.zero(deal.currency());
        };
    return !settled.isZero();
  }
}
