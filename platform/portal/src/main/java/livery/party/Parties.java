package livery.party;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** Keeps the legal details of tenants. Thread-safe. */
@ApplicationScoped
public class Parties {

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Parties(Store store, TenantSql sql, TenantTree tree, Clock clock, Audit audit) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
    this.audit = audit;
  }

  protected Parties() {
    this(null, null, null, null, null);
  }

  /** The details of the tenant; empty before they were told. */
  public Optional<Requisites> get(Scope scope) {
    return sql.query(
        scope,
        "SELECT " + Requisites.COLUMNS + " FROM requisites WHERE tenant_id = :tenant",
        query -> query.map((row, context) -> Requisites.read(row)).findOne());
  }

  /**
   * Keeps the details of the tenant. Documents that are issued already stay as they are.
   *
   * @throws livery.fault.Fault naming every value that breaks a rule
   */
  public Requisites save(Scope scope, Requisites wish) {
    Rights.mayFinance(scope);
    var checked = RequisitesCheck.check(wish);
    var before = get(scope);
    if (before.filter(checked::equals).isPresent()) {
      return checked;
    }
    return sql.inTransaction(
        () -> {
          write(scope, checked);
          audit.write(scope, "requisites.save", "tenant " + scope.tenantId(), checked.legalName());
          return checked;
        });
  }

  private void write(Scope scope, Requisites one) {
    sql.update(
        scope,
        "REPLACE INTO requisites (tenant_id, "
            + Requisites.COLUMNS
            + ", updated_at) VALUES (:tenant, :name, :tax, :vat, :country, :postcode, :city,"
            + " :street, :bank, :bankCode, :account, :payer, :percent, :gross, :signatory,"
            + " :position, :email, :phone, :now)",
        update ->
            update
                .bind("name", one.legalName())
                .bind("tax", one.taxNumber())
                .bind("vat", one.vatNumber())
                .bind("country", one.country())
                .bind("postcode", one.postcode())
                .bind("city", one.city())
                .bind("street", one.street())
                .bind("bank", one.bank())
                .bind("bankCode", one.bankCode())
                .bind("account", one.account())
                .bind("payer", one.vatPayer())
                .bind("percent", one.vatPercent())
                .bind("gross", one.pricesIncludeVat())
                .bind("signatory", one.signatory())
                .bind("position", one.position())
                .bind("email", one.email())
                .bind("phone", one.phone())
                .bind("now", Utc.of(clock.instant())));
  }

  /**
   * The details of many tenants, for their documents: those of a tenant that has told nothing are
   * its name alone.
   */
  public Map<Long, Requisites> of(Collection<Long> tenants) {
    var found = new HashMap<Long, Requisites>();
    if (tenants.isEmpty()) {
      return found;
    }
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT tenant_id, "
                            + Requisites.COLUMNS
                            + " FROM requisites WHERE tenant_id IN (<tenants>)")
                    .bindList("tenants", List.copyOf(tenants))
                    .map((row, context) -> Map.entry(row.getLong(1), Requisites.read(row)))
                    .forEach(one -> found.put(one.getKey(), one.getValue())));
    for (var tenant : tenants) {
      found.computeIfAbsent(
          tenant,
          id ->
              tree.find(id)
                  .map(known -> Requisites.unknown(known.name(), known.country()))
                  .orElseGet(() -> Requisites.unknown("", "")));
    }
    return found;
  }

  /** Whether the tenant has told its details, without which it issues no documents. */
  public boolean areKnown(long tenantId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT 1 FROM requisites WHERE tenant_id = :id")
                    .bind("id", tenantId)
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
  }
}
