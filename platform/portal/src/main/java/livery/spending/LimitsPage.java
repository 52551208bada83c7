package livery.spending;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import livery.billing.DayLimits;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The tenant's limit of a day. */
@Named
@ViewScoped
public class LimitsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Limits limits;
  private final Wallets wallets;
  private final CurrentScope current;
  private String limit;

  @Inject
  public LimitsPage(Limits limits, Wallets wallets, CurrentScope current) {
    this.limits = limits;
    this.wallets = wallets;
    this.current = current;
  }

  protected LimitsPage() {
    this(null, null, null);
  }

  /** {@code null} for the platform. */
  @Once
  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  /** The limits and what was spent; {@code null} for the platform. */
  @Once
  public DayLimits.Today getToday() {
    return limits.own(current.get()).orElse(null);
  }

  /** Empty for no limit. */
  public void save() {
    limits.setOwn(current.get(), typed(limit));
    limit = null;
    Notice.say("spending.saved");
  }

  static BigDecimal typed(String text) {
    return text == null || text.isBlank() ? null : Amounts.typed("limit", text);
  }

  public String getLimit() {
    if (limit == null) {
      limit =
          limits
              .own(current.get())
              .flatMap(DayLimits.Today::own)
              .map(money -> Amounts.plain(money).toPlainString())
              .orElse("");
    }
    return limit;
  }

  public void setLimit(String limit) {
    this.limit = limit;
  }
}
