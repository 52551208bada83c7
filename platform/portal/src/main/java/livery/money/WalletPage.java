package livery.money;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import livery.billing.Money;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The tenant's own wallet and what its buyers have together. */
@Named
@ViewScoped
public class WalletPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Wallets wallets;
  private final Alerts alerts;
  private final CurrentScope current;
  private String threshold;

  @Inject
  public WalletPage(Wallets wallets, Alerts alerts, CurrentScope current) {
    this.wallets = wallets;
    this.alerts = alerts;
    this.current = current;
  }

  protected WalletPage() {
    this(null, null, null);
  }

  /** {@code null} for the platform. */
  @Once
  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  /** Its wallet at its agent, which charges a fee of its own; {@code null} without one. */
  @Once
  public Purse getFeePurse() {
    return wallets.atAgent(current.get()).orElse(null);
  }

  /** What it owes there, 0 where it is paid; {@code null} without a fee. */
  public Money getFeeOwed() {
    var purse = getFeePurse();
    if (purse == null) {
      return null;
    }
    var balance = purse.wallet().balance();
    return balance.isNegative() ? balance.negated() : Money.zero(balance.currency());
  }

  /** Who charges it. */
  @Once
  public String getAgent() {
    return wallets.agentOf(current.get());
  }

  @Once
  public List<Wallets.Total> getTotals() {
    return wallets.totals(current.get());
  }

  /** Sets the threshold; nothing means never. */
  public void save() {
    var wanted =
        threshold == null || threshold.isBlank()
            ? BigDecimal.ZERO
            : Amounts.typed("threshold", threshold);
    alerts.set(current.get(), wanted);
    threshold = null;
    Notice.say("money.saved");
  }

  public String getThreshold() {
    if (threshold == null) {
      var purse = getPurse();
      threshold =
          purse == null || purse.thresholdMicros() == 0
              ? ""
              : BigDecimal.valueOf(purse.thresholdMicros(), 6).stripTrailingZeros().toPlainString();
    }
    return threshold;
  }

  public void setThreshold(String threshold) {
    this.threshold = threshold;
  }
}
