package livery.tariff;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.billing.rent.Proration;
import livery.number.RentPolicies;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Tenant;

/** How rents are shared out over a month and what is given back; for the platform's people. */
@Named
@ViewScoped
public class RentsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final RentPolicies policies;
  private final CurrentScope current;
  private String product = "";
  private String proration = "";
  private String onRelease = "";

  @Inject
  public RentsPage(RentPolicies policies, CurrentScope current) {
    this.policies = policies;
    this.current = current;
  }

  protected RentsPage() {
    this(null, null);
  }

  public List<RentPolicies.Policy> getRows() {
    return policies.all();
  }

  public boolean isChangeable() {
    return current.isOperates() && current.getTenant().kind() == Tenant.Kind.PLATFORM;
  }

  public Proration[] getProrations() {
    return Proration.values();
  }

  public RentPolicies.OnRelease[] getReleases() {
    return RentPolicies.OnRelease.values();
  }

  /** Begins to change a policy. */
  public void choose(RentPolicies.Policy policy) {
    product = policy.product();
    proration = policy.proration().name();
    onRelease = policy.onRelease().name();
  }

  /** Puts the policy of the form in the place of the one before. */
  public void save() {
    policies.put(current.get(), product, proration, onRelease);
    Notice.say("tariff.rent-saved");
  }

  public String getProduct() {
    return product;
  }

  public String getProration() {
    return proration;
  }

  public void setProration(String proration) {
    this.proration = proration;
  }

  public String getOnRelease() {
    return onRelease;
  }

  public void setOnRelease(String onRelease) {
    this.onRelease = onRelease;
  }
}
