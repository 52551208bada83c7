package livery.tenant;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import livery.store.Started;
import livery.store.Store;

/** All brands by host name, held in memory. Thread-safe; read without locks. */
@ApplicationScoped
public class Brands {

  /** What a platform without a brand of its own shows. */
  private static final Brand PLAIN =
      new Brand(1, "Messages", "base", "", "", List.of("en", "uk", "ru"), "", "", "");

  private final Store store;
  private final TenantTree tree;
  private volatile Map<Long, Brand> byTenant = Map.of();
  private volatile Map<String, Brand> byHost = Map.of();

  /** A picture as it was sent. */
  public record Logo(byte[] bytes, String type) implements Serializable {}

  @Inject
  public Brands(Store store, TenantTree tree) {
    this.store = store;
    this.tree = tree;
  }

  protected Brands() {
    this(null, null);
  }

  void load(@Observes @Priority(Started.CACHES + 10) Started started) {
    reload();
  }

  /** Reads the brands again; called after every change to one. */
  public void reload() {
    var tenants = new HashMap<Long, Brand>();
    var hosts = new HashMap<String, Brand>();
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle
                  .createQuery(
                      "SELECT tenant_id, name, theme, footer, support, languages, colour, accent,"
                          + " logo_hash FROM brand")
                  .map(
                      (row, context) ->
                          new Brand(
                              row.getLong("tenant_id"),
                              row.getString("name"),
                              row.getString("theme"),
                              row.getString("footer"),
                              row.getString("support"),
                              List.of(row.getString("languages").split(",")),
                              row.getString("colour"),
                              row.getString("accent"),
                              row.getString("logo_hash")))
                  .forEach(brand -> tenants.put(brand.tenantId(), brand));
              handle
                  .createQuery("SELECT host, tenant_id FROM brand_host WHERE live")
                  .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                  .forEach(
                      host -> {
                        if (tenants.containsKey(host.getValue())) {
                          hosts.put(host.getKey(), tenants.get(host.getValue()));
                        }
                      });
            });
    byTenant = Map.copyOf(tenants);
    byHost = Map.copyOf(hosts);
  }

  /**
   * The brand that answers at this host; the platform's own for an unknown one.
   *
   * @param host as the request names it, with or without a port
   */
  public Brand byHost(String host) {
    var name = host == null ? "" : host.toLowerCase(Locale.ROOT);
    var port = name.lastIndexOf(':');
    if (port > name.lastIndexOf(']')) {
      name = name.substring(0, port);
    }
    var brand = byHost.get(name);
    return brand == null ? platform() : brand;
  }

  /** The brand that the tenant lives under: its own, or that of the nearest above it. */
  public Brand of(long tenantId) {
    return tree.chain(tenantId).stream()
        .map(tenant -> byTenant.get(tenant.id()))
        .filter(brand -> brand != null)
        .findFirst()
        .orElseGet(this::platform);
  }

  /** The tenant's own brand; empty when it lives under that of somebody above it. */
  public Optional<Brand> own(long tenantId) {
    return Optional.ofNullable(byTenant.get(tenantId));
  }

  /** The themes that other tenants wear. */
  public Set<String> wornByOthers(long tenantId) {
    return byTenant.values().stream()
        .filter(brand -> brand.tenantId() != tenantId)
        .map(Brand::theme)
        .collect(Collectors.toSet());
  }

  /** The own logo of a brand, for everybody who sees the brand. */
  public Optional<Logo> logo(Brand brand) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT logo, logo_type FROM brand WHERE tenant_id = :id AND logo IS NOT"
                            + " NULL")
                    .bind("id", brand.tenantId())
                    .map((row, context) -> new Logo(row.getBytes(1), row.getString(2)))
                    .findOne());
  }

  private Brand platform() {
    return tree.root().map(root -> byTenant.get(root.id())).orElse(PLAIN);
  }
}
