package livery.payment;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.frame.WebAddress;
import livery.money.Purse;
import livery.money.Wallets;
import livery.tenant.CurrentScope;

/** How the tenant tops its wallet up: online, by voucher, by bank transfer. */
@Named
@ViewScoped
public class TopUpPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 10;

  private final Payments payments;
  private final Vouchers vouchers;
  private final Wallets wallets;
  private final CurrentScope current;
  private String amount = "";
  private String code = "";
  private String brought = "";
  private String reference = "";

  @Inject
  public TopUpPage(Payments payments, Vouchers vouchers, Wallets wallets, CurrentScope current) {
    this.payments = payments;
    this.vouchers = vouchers;
    this.wallets = wallets;
    this.current = current;
  }

  protected TopUpPage() {
    this(null, null, null, null);
  }

  /** {@code null} for the platform. */
  @Once
  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  @Once
  public boolean isOffered() {
    return payments.isOffered(current.get());
  }

  @Once
  public List<Payment> getRecent() {
    return payments.list(current.get(), false, Payment.ORDERS.first(), ROWS);
  }

  /** Begins a payment and sends the browser to the provider's page. */
  public void pay() {
    var external = FacesContext.getCurrentInstance().getExternalContext();
    var request = (HttpServletRequest) external.getRequest();
    var begun =
        payments.begin(current.get(), Amounts.typed("amount", amount), WebAddress.base(request));
    try {
      external.redirect(begun.payAddress());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** Redeems a code; the amount is shown afterwards. */
  public void redeem() {
    brought = "";
    var external = FacesContext.getCurrentInstance().getExternalContext();
    var place = ((HttpServletRequest) external.getRequest()).getRemoteAddr();
    var redeemed = vouchers.redeem(current.get(), code, place);
    brought = Amounts.plain(redeemed.amount()).toPlainString() + " " + redeemed.amount().currency();
    code = "";
  }

  /** The payment that the browser comes back from. */
  @Once
  public Payment getPayment() {
    return payments.get(current.get(), reference);
  }

  @Once
  public boolean isWaiting() {
    return getPayment().state().isOpen();
  }

  public String getBrought() {
    return brought;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public String getCode() {
    return code;
  }

  public void setCode(String code) {
    this.code = code;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(String reference) {
    this.reference = reference;
  }
}
