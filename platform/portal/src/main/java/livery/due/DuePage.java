package livery.due;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.billing.BillRule;
import livery.client.Tenants;
import livery.faces.Once;
import livery.frame.Parts;
import livery.price.Prices;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Tenant;

/** When the tenant charges its buyers, and when it is charged itself. */
@Named
@ViewScoped
public class DuePage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final DueRules rules;
  private final Tenants tenants;
  private final CurrentScope current;
  private long buyer;
  private String product = Prices.MT;
  private String country = "";
  private String network = "";
  private String billOn = BillRule.On.DELIVERED.name();
  private String onTimeout = BillRule.OnTimeout.RELEASE.name();
  private boolean operators;
  private final Parts<DueRules.Rule, Long> soldParts =
      new Parts<>(DueRules.PART_MAX, Long.MAX_VALUE, this::sold, DueRules.Rule::id);
  private final Parts<DueRules.Rule, Long> boughtParts =
      new Parts<>(DueRules.PART_MAX, Long.MAX_VALUE, this::bought, DueRules.Rule::id);
  private transient List<DueRules.Rule> sold;
  private long soldBefore;

  @Inject
  public DuePage(DueRules rules, Tenants tenants, CurrentScope current) {
    this.rules = rules;
    this.tenants = tenants;
    this.current = current;
  }

  protected DuePage() {
    this(null, null, null);
  }

  /** Whether the tenant has buyers. */
  public boolean isSelling() {
    return current.getTenant().kind() != Tenant.Kind.CLIENT;
  }

  public boolean isPlatform() {
    return current.getTenant().kind() == Tenant.Kind.PLATFORM;
  }

  @Once
  public boolean isChangeable() {
    return isSelling() && current.isFinances();
  }

  @Once
  public List<DueRules.Rule> getSold() {
    return soldParts.getRows();
  }

  /** Kept from one request to the next: a row is ended that somebody has seen. */
  private List<DueRules.Rule> sold(long before, int limit) {
    if (sold == null || soldBefore != before) {
      sold = isSelling() ? rules.sold(current.get(), before, limit) : List.of();
      soldBefore = before;
    }
    return sold;
  }

  public Parts<DueRules.Rule, Long> getSoldParts() {
    return soldParts;
  }

  @Once
  public List<DueRules.Rule> getBought() {
    return boughtParts.getRows();
  }

  private List<DueRules.Rule> bought(long before, int limit) {
    return isPlatform() ? List.of() : rules.bought(current.get(), before, limit);
  }

  public Parts<DueRules.Rule, Long> getBoughtParts() {
    return boughtParts;
  }

  @Once
  public List<Tenant> getBuyers() {
    return tenants.children(current.get());
  }

  public List<String> getProducts() {
    return List.of(Prices.MT);
  }

  public BillRule.On[] getMoments() {
    return BillRule.On.values();
  }

  public BillRule.OnTimeout[] getTimeouts() {
    return BillRule.OnTimeout.values();
  }

  /** Lets the rule of the form hold from now on. */
  public void save() {
    rules.put(
        current.get(),
        new DueRules.Wish(buyer, product, country, network, billOn, onTimeout, operators));
    sold = null;
    Notice.say("due.saved");
  }

  /** Ends a rule now. */
  public void end(long id) {
    rules.end(current.get(), id);
    sold = null;
    Notice.say("due.saved");
  }

  public long getBuyer() {
    return buyer;
  }

  public void setBuyer(long buyer) {
    this.buyer = buyer;
  }

  public String getProduct() {
    return product;
  }

  public void setProduct(String product) {
    this.product = product;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getNetwork() {
    return network;
  }

  public void setNetwork(String network) {
    this.network = network;
  }

  public String getBillOn() {
    return billOn;
  }

  public void setBillOn(String billOn) {
    this.billOn = billOn;
  }

  public String getOnTimeout() {
    return onTimeout;
  }

  public void setOnTimeout(String onTimeout) {
    this.onTimeout = onTimeout;
  }

  public boolean isOperators() {
    return operators;
  }

  public void setOperators(boolean operators) {
    this.operators = operators;
  }
}
