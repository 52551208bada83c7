package livery.month;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.frame.Format;
import livery.frame.Parts;
import livery.frame.Texts;
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
  private final Texts texts;
  private final Format format;
  private final Parts<Fees.Charged, String> parts =
      new Parts<>(Fees.PART_MAX, "", this::read, Fees.Charged::place);
  private long clientId;
  private String currency = "";
  private String from = "";
  private String percent = "";
  private String fixed = "";

  @Inject
  public FeesPage(Fees fees, TenantTree tree, CurrentScope current, Texts texts, Format format) {
    this.fees = fees;
    this.tree = tree;
    this.current = current;
    this.texts = texts;
    this.format = format;
  }

  protected FeesPage() {
    this(null, null, null, null, null);
  }

  /** Whether the tenant may state one: an agent in its own name, today or later. */
  @Once
  public boolean isCharging() {
    return fees.mayCharge(current.get());
  }

  @Once
  public List<Fees.Row> getRows() {
    return fees.list(current.get());
  }

  @Once
  public List<Fees.Charged> getCharged() {
    return parts.getRows();
  }

  private List<Fees.Charged> read(String after, int limit) {
    return fees.charged(current.get(), after, limit);
  }

  public Parts<Fees.Charged, String> getParts() {
    return parts;
  }

  /** Whether fees are nothing to the tenant: none stated, none charged, none to state. */
  @Once
  public boolean isForeign() {
    return !isCharging() && getRows().isEmpty() && getCharged().isEmpty();
  }

  /** How a fee was worked out; empty where that was not kept. */
  public String how(Fees.Charged one) {
    if (one.how() == null) {
      return "";
    }
    var fee = one.how().fee();
    var parts = new ArrayList<String>();
    if (fee.percent().signum() > 0) {
      var bought = one.how().bought();
      var base = bought.isNegative() ? Money.zero(bought.currency()) : bought;
      parts.add(texts.of("month.fee-how-part", format.rate(fee.percent()), money(base)));
    }
    if (!fee.fixed().isZero()) {
      parts.add(texts.of("month.fee-how-fixed", money(fee.fixed())));
    }
    return String.join(" + ", parts);
  }

  private String money(Money money) {
    return format.money(money.micros(), money.currency());
  }

  @Once
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

  @Once
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
