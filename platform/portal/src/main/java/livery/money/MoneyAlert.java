package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import livery.tenant.CurrentScope;

/** The banners above every page: the wallet has run low, or the books do not add up. */
@Named
@RequestScoped
public class MoneyAlert {

  private final Alerts alerts;
  private final Wallets wallets;
  private final LedgerChecks checks;
  private final CurrentScope current;
  private Boolean rings;

  @Inject
  public MoneyAlert(Alerts alerts, Wallets wallets, LedgerChecks checks, CurrentScope current) {
    this.alerts = alerts;
    this.wallets = wallets;
    this.checks = checks;
    this.current = current;
  }

  protected MoneyAlert() {
    this(null, null, null, null);
  }

  public boolean isRings() {
    if (rings == null) {
      rings = current.isKnown() && alerts.rings(current.get());
    }
    return rings;
  }

  /** How many things do not add up in the books; 0 for all but the platform's people. */
  public int getBroken() {
    return current.isKnown() ? checks.alarm(current.get()) : 0;
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
