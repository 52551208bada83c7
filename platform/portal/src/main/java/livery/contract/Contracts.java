package livery.contract;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import livery.billing.contract.ContractHistory;
import livery.billing.period.MinimumTerms;
import livery.billing.period.VolumeTerms;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.Place;
import livery.store.Started;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * The contracts that were sent: for other features out of memory, without a query; for pages from
 * the database, each tenant its own. Thread-safe.
 */
@ApplicationScoped
public class Contracts {

  /** Longest page. */
  public static final int PAGE_MAX = 200;

  private final Store store;
  private final ContractTable table;
  private volatile Map<Pair, Agreement> sent = Map.of();

  private record Pair(long sellerId, long buyerId) {}

  @Inject
  public Contracts(Store store, TenantSql sql) {
    this.store = store;
    this.table = new ContractTable(sql);
  }

  protected Contracts() {
    this(null, null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    reload();
  }

  /** Reads what was sent again; called after every version. */
  public void reload() {
    var all = new HashMap<Pair, Agreement>();
    for (var one : store.jdbi().withHandle(ContractTable::all)) {
      all.put(new Pair(one.parties().sellerId(), one.parties().buyerId()), one);
    }
    sent = Map.copyOf(all);
  }

  /** What was sent between two tenants. */
  public Optional<Agreement> agreement(long sellerId, long buyerId) {
    return Optional.ofNullable(sent.get(new Pair(sellerId, buyerId)));
  }

  /** When which version holds between two tenants; empty where nothing was sent. */
  public Optional<ContractHistory> history(long sellerId, long buyerId) {
    return agreement(sellerId, buyerId).flatMap(Agreement::history);
  }

  /** What was sent by a seller to its buyers, by buyer. */
  public List<Agreement> ofSeller(long sellerId) {
    return sent.values().stream()
        .filter(one -> one.parties().sellerId() == sellerId)
        .sorted(Comparator.comparingLong(one -> one.parties().buyerId()))
        .toList();
  }

  /**
   * What the close of a seller's month settles by: one for each buyer and product group with a
   * discount, by buyer. Agents are not among them.
   */
  public List<VolumeTerms> volumeTerms(long sellerId, YearMonth month) {
    return ofSeller(sellerId).stream().flatMap(one -> volumeTerms(one, month).stream()).toList();
  }

  /** The same of one agreement. */
  public List<VolumeTerms> volumeTerms(Agreement agreement, YearMonth month) {
    var apart = apart(agreement.parties().buyerId(), month);
    return agreement.volumeTerms(month).stream().map(terms -> terms.settingApart(apart)).toList();
  }

  /** What a seller's buyers spend at least in a month, by buyer. */
  public List<MinimumTerms> minimumTerms(long sellerId, YearMonth month) {
    return ofSeller(sellerId).stream().flatMap(one -> one.minimumTerms(month).stream()).toList();
  }

  /** A seller's buyers whose usage counts for nobody above it in a month. */
  List<Long> apart(long sellerId, YearMonth month) {
    return ofSeller(sellerId).stream()
        .filter(one -> !one.countsUpward(month))
        .map(one -> one.parties().buyerId())
        .toList();
  }

  /**
   * Who sold to a seller's buyers at some time before a day: the seller and, where it was an agent,
   * the one that it sold for, and so on. Asked for a day that is over it does not change.
   */
  public List<Long> principals(long sellerId, LocalDate before) {
    var principals = new LinkedHashSet<Long>();
    addPrincipals(sellerId, before, principals);
    return List.copyOf(principals);
  }

  private void addPrincipals(long sellerId, LocalDate before, Set<Long> principals) {
    if (principals.add(sellerId)) {
      sent.values().stream()
          .filter(one -> one.parties().buyerId() == sellerId)
          .filter(one -> one.lastAgency(LocalDate.MIN, before).isPresent())
          .map(one -> one.parties().sellerId())
          .sorted()
          .forEach(above -> addPrincipals(above, before, principals));
    }
  }

  /** Everything that was sent. */
  List<Agreement> all() {
    return List.copyOf(sent.values());
  }

  /**
   * The tenant's contracts with its buyers, with their drafts, in an order of {@link
   * Agreement#ORDERS}.
   */
  public List<Agreement> sold(Scope scope, Place<Agreement> place, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    return table.sold(scope, place, limit);
  }

  /** All of {@link #sold(Scope, Place, int)}: one for each reseller directly below. */
  public List<Agreement> sold(Scope scope) {
    var all = new ArrayList<Agreement>();
    var place = Agreement.ORDERS.first();
    List<Agreement> some;
    do {
      some = sold(scope, place, PAGE_MAX);
      all.addAll(some);
      place = some.isEmpty() ? place : place.behind(some.get(some.size() - 1));
    } while (some.size() == PAGE_MAX);
    return all;
  }

  /** The contracts by which the tenant buys, as they were sent. */
  @Once
  public List<Agreement> bought(Scope scope) {
    return table.bought(scope);
  }

  /**
   * A contract of which the tenant is one side.
   *
   * @throws Fault when there is none with this id
   */
  public Agreement require(Scope scope, long id) {
    return table.find(scope, id).stream()
        .findFirst()
        .orElseThrow(() -> Fault.notFound("contract", id));
  }
}
