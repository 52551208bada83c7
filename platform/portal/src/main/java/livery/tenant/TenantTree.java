package livery.tenant;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import livery.store.Started;
import livery.store.Store;
import org.jdbi.v3.core.JdbiException;

/**
 * All tenants, held in memory: who is above and below whom. Thread-safe; read without locks.
 *
 * <p>The message path asks it for the chain of sellers above a client on every batch.
 */
@ApplicationScoped
public class TenantTree {

  private static final Duration RETRY_PAUSE = Duration.ofMillis(250);
  private static final System.Logger LOG = System.getLogger(TenantTree.class.getName());

  private final Store store;
  private volatile Map<Long, Tenant> tenants = Map.of();
  private volatile Map<Long, List<Long>> children = Map.of();
  private volatile Set<Long> agents = Set.of();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile int shape;

  @Inject
  public TenantTree(Store store) {
    this.store = store;
  }

  protected TenantTree() {
    this(null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    reload();
  }

  /** Reads the tree again; called after every change to a tenant. */
  public void reload() {
    reading.lock();
    try {
      read();
    } finally {
      reading.unlock();
    }
  }

  /**
   * Shows what the caller's transaction has changed before it commits, and keeps everybody from
   * reading what was before until {@link #settle}. It is the last thing that the transaction does:
   * it holds the wallets of those who move, so that whoever waits for these finds the new chain.
   */
  public void announce() {
    reading.lock();
    read();
  }

  /**
   * The transaction behind {@link #announce} has ended, whichever way: the tree is read again, and
   * again while the database does not answer.
   */
  public void settle() {
    if (!reading.isHeldByCurrentThread()) {
      return;
    }
    try {
      readUntilDone();
    } finally {
      reading.unlock();
    }
  }

  /** Another number whenever somebody has got another parent. */
  public int shape() {
    return shape;
  }

  private void read() {
    var all = new HashMap<Long, Tenant>();
    var below = new HashMap<Long, List<Long>>();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT id, parent_id, kind, name, path, state, currency, time_zone,"
                            + " language, country FROM tenant ORDER BY id")
                    .map((row, context) -> Tenant.read(row))
                    .forEach(
                        tenant -> {
                          all.put(tenant.id(), tenant);
                          below
                              .computeIfAbsent(tenant.parentId(), id -> new ArrayList<>())
                              .add(tenant.id());
                        }));
    var before = tenants;
    tenants = Map.copyOf(all);
    children = Map.copyOf(below);
    if (before.values().stream().anyMatch(old -> hasMoved(old, all.get(old.id())))) {
      // After the tenants: who sees the old number may see the new chain, never the reverse.
      shape++;
    }
  }

  private void readUntilDone() {
    while (true) {
      try {
        read();
        return;
      } catch (JdbiException down) {
        LOG.log(System.Logger.Level.WARNING, "The tree of tenants is not read: {0}", down);
        LockSupport.parkNanos(RETRY_PAUSE.toNanos());
      }
    }
  }

  private static boolean hasMoved(Tenant before, Tenant now) {
    return now != null && now.parentId() != before.parentId();
  }

  /** The tenant with this id. */
  public Optional<Tenant> find(long id) {
    return Optional.ofNullable(tenants.get(id));
  }

  /** The platform; absent before the first tenant is there. */
  public Optional<Tenant> root() {
    return childrenOf(0).stream().findFirst();
  }

  /** This tenant and everybody above it, ending with the platform. */
  public List<Tenant> chain(long id) {
    var all = tenants; // one state of the tree, also while somebody moves
    var chain = new ArrayList<Tenant>();
    for (var tenant = all.get(id); tenant != null; tenant = all.get(tenant.parentId())) {
      chain.add(tenant);
    }
    return Collections.unmodifiableList(chain);
  }

  /** From now on these sell for their seller instead of for themselves. */
  public void agents(Collection<Long> ids) {
    agents = Set.copyOf(ids);
  }

  /** Whether the tenant sells as an agent. */
  public boolean isAgent(long id) {
    return agents.contains(id);
  }

  /** Who sells to the buyers of this tenant: itself, or where it is an agent its principal. */
  public long principalOf(long id) {
    var tenant = tenants.get(id);
    while (tenant != null && agents.contains(tenant.id())) {
      tenant = tenants.get(tenant.parentId());
    }
    return tenant == null ? 0 : tenant.id();
  }

  /** Who sells to this tenant; 0 for the platform. */
  public long sellerOf(long id) {
    var tenant = tenants.get(id);
    return tenant == null ? 0 : principalOf(tenant.parentId());
  }

  /** This tenant and those through whose hands its purchases go: {@link #chain} without agents. */
  public List<Tenant> sellers(long id) {
    var chain = chain(id);
    return agents.isEmpty()
        ? chain
        : chain.stream()
            .filter(tenant -> tenant.id() == id || !agents.contains(tenant.id()))
            .toList();
  }

  /** This tenant's id and those of everybody below it. */
  public Collection<Long> subtree(long id) {
    var ids = new ArrayList<Long>();
    ids.add(id);
    for (var i = 0; i < ids.size(); i++) {
      ids.addAll(children.getOrDefault(ids.get(i), List.of()));
    }
    return ids;
  }

  /** The tenants directly below. */
  public List<Tenant> childrenOf(long id) {
    return children.getOrDefault(id, List.of()).stream().map(tenants::get).toList();
  }

  /** Whether the tenant is there and neither it nor anybody above it is suspended. */
  public boolean isActive(long id) {
    var chain = chain(id);
    return !chain.isEmpty() && chain.stream().allMatch(Tenant::active);
  }

  /** Whether this is the platform itself. */
  public boolean isPlatform(long id) {
    return find(id).filter(tenant -> tenant.kind() == Tenant.Kind.PLATFORM).isPresent();
  }

  /** Whether {@code id} is {@code ancestorId} or below it. */
  public boolean isWithin(long id, long ancestorId) {
    var tenant = tenants.get(id);
    return tenant != null && tenant.path().contains("/" + ancestorId + "/");
  }
}
