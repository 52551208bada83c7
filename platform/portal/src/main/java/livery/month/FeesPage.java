package livery.month;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import livery.frame.Amounts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** What an agent charges its clients on top, and what was charged. */
@Named("feesPage")
@ViewScoped
public class FeesPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Fees fees;
  private final TenantTree tree;
  private final CurrentScope current;
  private long clientId;
  private String currency = "";
  private String from = "";
  private String percent = "";
  private String fixed = "";

  @Inject
  public FeesPage(Fees fees, TenantTree tree, CurrentScope current) {
    this.fees = fees;
    this.tree = tree;
    this.current = current;
  }

  protected FeesPage() {
    this(null, null, null);
  }

  /** Whether the tenant may state one: an agent in its own name, today or later. */
  public boolean isCharging() {
    return fees.mayCharge(current.get());
  }

  public List<Fees.Row> getRows() {
    return fees.list(current.get());
  }

  public List<Fees.Charged> getCharged() {
    return fees.charged(current.get());
  }

  public List<Tenant> getClients() {
    return tree.childrenOf(current.get().tenantId());
  }

  /** States what was typed; an empty part is none of it. */
  public void set() {
    fees.set(
        current.get(),
        new Fees.Wish(
            clientId, currency, from, number("percent", percent), number("fixed", fixed)));
    percent = "";
    fixed = "";
    Notice.say("month.fee-set");
  }

  private static BigDecimal number(String field, String typed) {
    return typed == null || typed.isBlank() ? null : Amounts.typed(field, typed);
  }

  /** Takes one back that has not been charged. */
  public void remove(Fees.Row row) {
    fees.remove(current.get(), row.clientId(), row.currency(), row.from().toString());
    Notice.say("month.fee-removed");
  }

  public long getClientId() {
    return clientId;
  }

  public void setClientId(long clientId) {
    this.clientId = clientId;
  }

  public String getCurrency() {
    if (currency.isEmpty()) {
      currency = tree.find(current.get().tenantId()).map(Tenant::currency).orElse("");
    }
    return currency;
  }

  public void setCurrency(String currency) {
    this.currency = currency == null ? "" : currency;
  }

  public String getFrom() {
    if (from.isEmpty()) {
      from = fees.nextMonth().toString();
    }
    return from;
  }

  public void setFrom(String from) {
    this.from = from == null ? "" : from;
  }

  public String getPercent() {
    return percent;
  }

  public void setPercent(String percent) {
    this.percent = percent;
  }

  public String getFixed() {
    return fixed;
  }

  public void setFixed(String fixed) {
    this.fixed = fixed;
  }
}
