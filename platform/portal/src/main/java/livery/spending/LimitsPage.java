package livery.spending;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import livery.billing.Bundles;
import livery.billing.DayLimits;
import livery.frame.Amounts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The tenant's limit of a day, its bundles, and those it can buy. */
@Named
@ViewScoped
public class LimitsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Limits limits;
  private final Offers offers;
  private final Wallets wallets;
  private final CurrentScope current;
  private String limit;
  private String key = UUID.randomUUID().toString();

  @Inject
  public LimitsPage(Limits limits, Offers offers, Wallets wallets, CurrentScope current) {
    this.limits = limits;
    this.offers = offers;
    this.wallets = wallets;
    this.current = current;
  }

  protected LimitsPage() {
    this(null, null, null, null);
  }

  /** {@code null} for the platform. */
  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  /** The limits and what was spent; {@code null} for the platform. */
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

  public List<Bundles.Open> getLots() {
    return offers.lots(current.get());
  }

  public List<Offer> getForSale() {
    return offers.forSale(current.get());
  }

  /** Buys; sent twice it is bought once, because the key changes only afterwards. */
  public void buy(long offerId) {
    offers.buy(current.get(), offerId, key);
    key = UUID.randomUUID().toString();
    Notice.say("spending.bought");
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
