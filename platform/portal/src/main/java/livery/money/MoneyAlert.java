package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.tenant.CurrentScope;

/** The banner above every page when the tenant's wallet has run low. */
@Named
@RequestScoped
public class MoneyAlert {

  private final Alerts alerts;
  private final Wallets wallets;
  private final CurrentScope current;
  private Boolean rings;

  @Inject
  public MoneyAlert(Alerts alerts, Wallets wallets, CurrentScope current) {
    this.alerts = alerts;
    this.wallets = wallets;
    this.current = current;
  }

  protected MoneyAlert() {
    this(null, null, null);
  }

  public boolean isRings() {
    if (rings == null) {
      rings = current.isKnown() && alerts.rings(current.get());
    }
    return rings;
  }

  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  /** Puts the banner away until the wallet has recovered and fallen again. */
  public void seen() {
    alerts.seen(current.get());
    rings = false;
  }
}
