package livery.price;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.RatedEvent;
import livery.billing.Till;
import livery.billing.price.BillRules;
import livery.billing.price.NoPrice;
import livery.billing.price.PriceBook;
import livery.billing.price.RateBook;
import livery.billing.price.Rater;
import livery.billing.price.TierPrices;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * The prices as they are now, and the chain of sellers above each tenant. Thread-safe.
 *
 * <p>The price book is a snapshot in memory, so that rating needs no query.
 */
@ApplicationScoped
public class Prices {

  /** An incoming message, for each part. */
  public static final String MO = "sms.mo";

  /** An incoming message that costs the subscriber nothing, for each part: the business pays. */
  public static final String MO_FREE = "sms.mo.free";

  /** An outgoing message, for each part. */
  public static final String MT = "sms.mt";

  private final Store store;
  private final TenantTree tree;
  private final Ledger ledger;
  private volatile PriceBook book;
  private volatile BillRules rules = BillRules.of(List.of());
  private volatile TierPrices tiers = TierPrices.NONE;

  @Inject
  public Prices(Store store, TenantTree tree, Ids ids) {
    this.store = store;
    this.tree = tree;
    this.ledger = ids == null ? null : new Ledger(ids::next);
  }

  protected Prices() {
    this(null, null, null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    reload();
  }

  /** Reads prices, rules and rates again; called after every change to one. */
  public void reload() {
    var zone = tree.root().map(Tenant::zone).orElse(ZoneOffset.UTC);
    var rates = store.inTransaction(connection -> RateBook.load(connection, zone));
    book = store.inTransaction(PriceBook::load).with(rates);
    rules = store.inTransaction(BillRules::load);
  }

  /** When each seller charges what it sells. */
  public BillRules rules() {
    return rules;
  }

  /** Takes the prices that contracts give at the counter, as the counters stand now. */
  public void use(TierPrices counted) {
    tiers = counted;
  }

  public PriceBook book() {
    return book;
  }

  public Ledger ledger() {
    return ledger;
  }

  /**
   * Who sells to whom, from this tenant up to the operators; each edge in its buyer's currency. An
   * agent has no edge of its own below it: its clients buy from its principal.
   */
  public List<Edge> edges(long tenantId) {
    var edges = new ArrayList<Edge>();
    var sellers = tree.sellers(tenantId);
    for (var buyer : sellers) {
      var above = edges.size() + 1;
      var seller = above == sellers.size() ? Edge.OPERATORS : sellers.get(above).id();
      edges.add(new Edge(edges.size(), seller, buyer.id(), buyer.currency()));
    }
    return edges;
  }

  /**
   * Opens a till for a batch. When it is open nobody whose wallet it holds can get another seller
   * until the transaction ends, so {@link #edges} stays as it is.
   *
   * @param buyers all whose wallets the batch may need, as {@link #buyers} has them at the moment
   */
  public Till open(Connection connection, Supplier<Set<Long>> buyers, Instant now)
      throws SQLException {
    while (true) {
      var shape = tree.shape();
      var till = ledger.open(connection, buyers.get(), now);
      if (shape == tree.shape()) {
        return till;
      }
    }
  }

  /**
   * As {@link #open}, for long batches that others should not wait for: see {@link
   * livery.billing.Ledger#openLate}. Closing it finds out whether somebody has got another seller
   * meanwhile.
   */
  public Till openLate(Connection connection, Supplier<Set<Long>> buyers, Instant now)
      throws SQLException {
    var shape = tree.shape();
    return ledger.openLate(connection, buyers.get(), now, () -> shape == tree.shape());
  }

  /** Whose wallets pay for what this tenant buys: its own, and those of all who sell to it. */
  public List<Long> buyers(long tenantId) {
    return edges(tenantId).stream().filter(Edge::hasWallet).map(Edge::buyerId).toList();
  }

  /**
   * What one message of somebody whose number is not known costs on every edge, and when that is
   * charged.
   *
   * @throws NoPrice when somebody in the chain has no price for it
   */
  public RatedEvent rate(
      long eventId,
      List<Edge> edges,
      String product,
      int quantity,
      String country,
      String network,
      Instant at) {
    return rater().rate(eventId, edges, product, quantity, country, network, at);
  }

  /** How numbers begin for which a tenant may pay another price than for others of a country. */
  public Set<String> prefixes(Edge retail, String product, String country) {
    var prefixes = book.prefixes(retail.sellerId(), retail.buyerId(), product);
    prefixes.removeIf(prefix -> !Place.isOf(product, country, prefix));
    return prefixes;
  }

  /** Rates a batch. */
  public Rater rater() {
    return new Rater(book, tiers, rules);
  }
}
