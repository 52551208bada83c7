package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.billing.ProductFamily;
import livery.billing.rent.Proration;
import livery.fault.Check;
import livery.store.Store;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * How a month's rent is shared out over its days, and what becomes of it when the thing is given
 * back early; by product, the same on every edge. Thread-safe.
 */
@ApplicationScoped
public class RentPolicies {

  /** The month of a campaign type, whichever it is. */
  public static final String TYPES = ProductFamily.TYPES;

  /** The products that are rented by the month. */
  public static final List<String> PRODUCTS =
      List.of(NumberRent.RENT, NumberRent.RENT + NumberRent.GOLDEN, KeywordRent.RENT, TYPES);

  private final Store store;
  private final TenantTree tree;
  private final Audit audit;

  @Inject
  public RentPolicies(Store store, TenantTree tree, Audit audit) {
    this.store = store;
    this.tree = tree;
    this.audit = audit;
  }

  protected RentPolicies() {
    this(null, null, null);
  }

  /** What becomes of the rent of the days that are left. */
  public enum OnRelease {
    /** It stays with the seller. */
    KEEP,
    /** It is given back, from the day after on. */
    CREDIT
  }

  /** The policy of a product. */
  public record Policy(String product, Proration proration, OnRelease onRelease) {

    /** Whether the days that are left are given back. */
    public boolean credits() {
      return onRelease == OnRelease.CREDIT && proration != Proration.NONE;
    }
  }

  /** The policies of all products that are rented. */
  public List<Policy> all() {
    Map<String, Policy> stored = new HashMap<>();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM rent_policy LIMIT 100")
                    .map(
                        (row, context) ->
                            new Policy(
                                row.getString("product"),
                                Proration.valueOf(row.getString("proration")),
                                OnRelease.valueOf(row.getString("on_release"))))
                    .forEach(policy -> stored.put(policy.product(), policy)));
    return PRODUCTS.stream()
        .map(product -> stored.getOrDefault(product, standard(product)))
        .toList();
  }

  private static Policy standard(String product) {
    return new Policy(product, Proration.DAILY_ACTUAL, OnRelease.KEEP);
  }

  /** The policy of one product; all campaign types have one. */
  public Policy of(String product) {
    var name = product.startsWith(TYPES + ".") ? TYPES : product;
    return all().stream()
        .filter(policy -> policy.product().equals(name))
        .findFirst()
        .orElseGet(() -> standard(name));
  }

  /** Puts a policy in the place of the one before; it holds for rents charged from now on. */
  public Policy put(Scope scope, String product, String proration, String onRelease) {
    Rights.mayOperate(scope, tree);
    var policy =
        new Policy(
            Check.oneOf("product", product, PRODUCTS),
            Check.oneOf("proration", proration, Proration.class),
            Check.oneOf("onRelease", onRelease, OnRelease.class));
    store.inTransaction(
        connection -> {
          store
              .jdbi()
              .useHandle(
                  handle ->
                      handle.execute(
                          "REPLACE INTO rent_policy (product, proration, on_release)"
                              + " VALUES (?, ?, ?)",
                          policy.product(),
                          policy.proration().name(),
                          policy.onRelease().name()));
          audit.write(scope, "rent.policy", product, policy.proration() + " " + policy.onRelease());
          return null;
        });
    return policy;
  }
}
