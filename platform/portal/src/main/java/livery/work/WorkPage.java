package livery.work;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import livery.billing.tax.TaxRule;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** Charges a client for work: what, how many, at what price; then the question, then the act. */
@Named
@ViewScoped
public class WorkPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Work work;
  private final Wallets wallets;
  private final CurrentScope current;
  private long buyerId;
  private String text = "";
  private String quantity = "1";
  private String unitPrice = "";
  private String key = "";
  private boolean asking;
  private transient Work.Quote quote;

  @Inject
  public WorkPage(Work work, Wallets wallets, CurrentScope current) {
    this.work = work;
    this.wallets = wallets;
    this.current = current;
  }

  protected WorkPage() {
    this(null, null, null);
  }

  /** Whether the tenant itself sells to the wallet's owner, today. */
  public boolean isChargeable(Purse purse) {
    var scope = current.get();
    return purse.wallet().sellerId() == scope.tenantId()
        && !wallets.hasLeft(scope, purse.wallet().buyerId());
  }

  /** Begins with one client. */
  public void begin(long buyer) {
    buyerId = buyer;
    text = "";
    quantity = "1";
    unitPrice = "";
    key = UUID.randomUUID().toString();
    asking = false;
  }

  /** Checks what was typed and asks whether it is meant. */
  public void ask() {
    quote = work.check(current.get(), order());
    asking = true;
  }

  public void back() {
    asking = false;
  }

  /** Does it; sent twice it is done once, because the key stays the same. */
  public void confirm() {
    asking = false;
    work.charge(current.get(), order());
    Notice.say("work.done");
  }

  private Work.Order order() {
    return new Work.Order(
        buyerId,
        text,
        Amounts.typed("quantity", quantity),
        Amounts.typed("unitPrice", unitPrice),
        "",
        key);
  }

  /** The wallet that will pay; {@code null} before one is chosen. */
  @Once
  public Purse getPurse() {
    return buyerId == 0 ? null : wallets.ofBuyer(current.get(), buyerId);
  }

  /** What it comes to; {@code null} before that is asked. */
  @Once
  public Work.Quote getQuote() {
    if (asking && quote == null) {
      quote = work.check(current.get(), order());
    }
    return asking ? quote : null;
  }

  /** How the invoice will tax it, the key of a text. */
  @Once
  public String getTaxHint() {
    var tax = getQuote().tax();
    if (tax.regime() != TaxRule.Regime.VAT) {
      return "work.tax." + tax.regime();
    }
    return tax.priceIncludesTax() ? "work.tax.inside" : "work.tax.on-top";
  }

  /** Longest text, for the field. */
  public int getTextMax() {
    return Work.TEXT_MAX;
  }

  public boolean isAsking() {
    return asking;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  public String getQuantity() {
    return quantity;
  }

  public void setQuantity(String quantity) {
    this.quantity = quantity;
  }

  public String getUnitPrice() {
    return unitPrice;
  }

  public void setUnitPrice(String unitPrice) {
    this.unitPrice = unitPrice;
  }
}
