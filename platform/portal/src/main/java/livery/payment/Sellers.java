package livery.payment;

import livery.fault.Check;
import livery.fault.Fault;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Who sells, and what every resource of money checks. */
public final class Sellers {

  private Sellers() {}

  /** The tenant, when it may have tenants below that pay it. */
  public static Tenant require(TenantTree tree, Scope scope) {
    return tree.find(scope.tenantId())
        .filter(tenant -> tenant.kind() != Tenant.Kind.CLIENT)
        .orElseThrow(() -> Fault.conflict("", "payment.fault.seller"));
  }

  /** A currency as somebody has given it. */
  public static String currency(String code) {
    var known =
        java.util.Currency.getAvailableCurrencies().stream()
            .anyMatch(one -> one.getCurrencyCode().equals(code));
    if (!known) {
      throw Fault.invalid("currency", "payment.fault.currency", Check.shown(code));
    }
    return code;
  }
}
