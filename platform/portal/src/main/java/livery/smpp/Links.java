package livery.smpp;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import livery.fault.Fault;
import livery.link.Link;
import livery.link.LinkStatus;
import livery.link.LinkTable;
import livery.message.Networks;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Stopping;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * The links to operators: kept as data, run while they are active, changed while they run. For the
 * platform's own people only. Thread-safe.
 */
@ApplicationScoped
public class Links {

  private static final int STOP_SECONDS = 15;
  private static final System.Logger LOG = System.getLogger(Links.class.getName());

  private final LinkTable table;
  private final Ids ids;
  private final Clock clock;
  private final MessagePath path;
  private final Networks networks;
  private final Store store;
  private final TenantTree tree;
  private final Audit audit;
  private final Map<Long, LinkSlot> slots = new ConcurrentHashMap<>();
  private ThreadFactory threads;
  private ScheduledExecutorService timer;
  private ExecutorService settling;

  @Resource private ManagedThreadFactory managed;

  @Inject
  Links(
      Store store,
      Ids ids,
      Clock clock,
      MessagePath path,
      Networks networks,
      TenantTree tree,
      Audit audit) {
    this.store = store;
    this.table = new LinkTable(store);
    this.ids = ids;
    this.clock = clock;
    this.path = path;
    this.networks = networks;
    this.tree = tree;
    this.audit = audit;
  }

  protected Links() {
    this(null, null, null, null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    start(managed);
  }

  /** Binds all active links; {@code factory} makes every thread. */
  void start(ThreadFactory factory) {
    threads = factory;
    timer = Executors.newScheduledThreadPool(1, factory);
    settling = Executors.newCachedThreadPool(factory);
    table.all().forEach(this::apply);
  }

  void stop(@Observes @Priority(Stopping.LINKS) Stopping stopping) {
    slots.values().forEach(this::drop);
    settling.shutdown();
    try {
      if (!settling.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "Some links did not finish in time");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
  }

  /** All links by name. */
  public List<Link> list(Scope scope) {
    Rights.mayOperate(scope, tree);
    return table.all();
  }

  /**
   * One link.
   *
   * @throws Fault when there is none
   */
  public Link get(Scope scope, long id) {
    Rights.mayOperate(scope, tree);
    return table.find(id).orElseThrow(() -> Fault.notFound("link", id));
  }

  /** How a link stands at this moment. */
  public LinkStatus status(Scope scope, Link link) {
    Rights.mayOperate(scope, tree);
    var slot = slots.get(link.id());
    return slot == null ? LinkStatus.none(link) : slot.status(link);
  }

  /** Adds a link and binds it if it is active; its id is given here. */
  public Link add(Scope scope, Link wanted) {
    Rights.mayOperate(scope, tree);
    requireFreeName(wanted.name(), 0);
    var link = wanted.stored(ids.next(), clock.instant());
    keep(scope, "link.create", link, () -> table.insert(link));
    apply(link);
    return link;
  }

  /** Changes a link; it binds anew when that is needed, after what is under way has finished. */
  public Link change(Scope scope, Link wanted) {
    var before = get(scope, wanted.id());
    requireFreeName(wanted.name(), wanted.id());
    var link = wanted.stored(before.id(), before.createdAt());
    keep(scope, "link.change", link, () -> table.update(link));
    networks.forget(link.id());
    apply(link);
    return link;
  }

  /** Unbinds a link, or binds it again. Messages for it wait meanwhile. */
  public Link pause(Scope scope, long id, boolean paused) {
    var link = get(scope, id).in(paused ? Link.State.PAUSED : Link.State.ACTIVE);
    keep(scope, paused ? "link.pause" : "link.resume", link, () -> table.update(link));
    apply(link);
    return link;
  }

  /**
   * Removes a paused link that no number uses. What it carried stays.
   *
   * @throws Fault when it is active or a number uses it
   */
  public void remove(Scope scope, long id) {
    var link = get(scope, id);
    if (link.state() == Link.State.ACTIVE) {
      throw Fault.conflict("state", "smpp.fault.active", link.name());
    }
    var numbers = table.numbers(id);
    if (numbers > 0) {
      throw Fault.conflict("", "smpp.fault.used", link.name(), numbers);
    }
    keep(scope, "link.remove", link, () -> table.delete(id));
    var slot = slots.remove(id);
    if (slot != null) {
      drop(slot);
    }
  }

  private void requireFreeName(String name, long id) {
    if (table.taken(name, id)) {
      throw Fault.conflict("name", "smpp.fault.taken", name);
    }
  }

  private void keep(Scope scope, String action, Link link, Runnable change) {
    store.inTransaction(
        connection -> {
          change.run();
          audit.write(scope, action, "link " + link.id(), link.toString());
          return null;
        });
  }

  private void apply(Link link) {
    var slot =
        slots.computeIfAbsent(
            link.id(),
            id -> new LinkSlot(wanted -> new SmppLink(wanted, path, clock, threads, timer)));
    slot.want(link);
    settling.execute(() -> settle(slot));
  }

  private void drop(LinkSlot slot) {
    slot.want(null);
    settling.execute(() -> settle(slot));
  }

  private static void settle(LinkSlot slot) {
    try {
      slot.settle();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
