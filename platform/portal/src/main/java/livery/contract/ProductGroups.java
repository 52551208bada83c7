package livery.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Which products discounts by volume are about, by name. Versions that were sent keep their own
 * copy. Thread-safe.
 */
@ApplicationScoped
public class ProductGroups {

  /** Most groups of one seller. */
  public static final int MOST = 50;

  /** What a seller has before it names any: outgoing messages. */
  static final SortedMap<String, SortedSet<String>> USUAL =
      new TreeMap<>(Map.of("SMS", new TreeSet<>(List.of("sms.mt"))));

  private final TenantSql sql;
  private final Audit audit;

  @Inject
  public ProductGroups(TenantSql sql, Audit audit) {
    this.sql = sql;
    this.audit = audit;
  }

  protected ProductGroups() {
    this(null, null);
  }

  /** The tenant's groups by name, with their products. */
  public SortedMap<String, SortedSet<String>> of(Scope scope) {
    var groups = new TreeMap<String, SortedSet<String>>();
    sql.query(
        scope,
        "SELECT name, products FROM product_group WHERE seller_id = :tenant LIMIT " + MOST,
        query ->
            query
                .map(
                    (row, context) ->
                        groups.put(
                            row.getString("name"),
                            new TreeSet<>(List.of(row.getString("products").split(",")))))
                .list());
    return groups.isEmpty() ? new TreeMap<>(USUAL) : groups;
  }

  /** Replaces all groups; versions that were sent stay as they are. */
  public void set(Scope scope, Map<String, ? extends java.util.Collection<String>> groups) {
    Rights.mayFinance(scope);
    if (groups.isEmpty() || groups.size() > MOST) {
      throw Fault.invalid("groups", "contract.fault.groups", MOST, groups.size());
    }
    var checked = new TreeMap<String, SortedSet<String>>();
    groups.forEach(
        (name, products) ->
            checked.put(
                TermsRules.groupName("groups", name), TermsRules.products("groups", products)));
    sql.inTransaction(
        () -> {
          sql.update(scope, "DELETE FROM product_group WHERE seller_id = :tenant", all -> all);
          checked.forEach(
              (name, products) ->
                  sql.update(
                      scope,
                      "INSERT INTO product_group (seller_id, name, products)"
                          + " VALUES (:tenant, :name, :products)",
                      update ->
                          update.bind("name", name).bind("products", String.join(",", products))));
          audit.write(scope, "contract.groups", "product groups", words(checked));
          return null;
        });
  }

  private static String words(SortedMap<String, SortedSet<String>> groups) {
    return groups.entrySet().stream()
        .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
        .collect(Collectors.joining("; "));
  }
}
