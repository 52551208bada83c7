package livery.payment;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import livery.faces.Answers;
import livery.faces.Once;
import livery.frame.WebAddress;
import livery.order.Asked;
import livery.order.Ordered;
import livery.order.Place;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** What a seller's clients have paid through its provider, and the account with the provider. */
@Named
@ViewScoped
public class PaymentsPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 25;

  private final Payments payments;
  private final Flagged flagged;
  private final Accounts accounts;
  private final Providers providers;
  private final CurrentScope current;
  private final Asked asked = new Asked();
  private boolean open;
  private boolean read;
  private String looked = "";
  private Instant seenAt;
  private String note = "";
  private String provider = "";
  private String address = "";
  private String merchant = "";
  private String secret = "";
  private boolean active;

  @Inject
  public PaymentsPage(
      Payments payments,
      Flagged flagged,
      Accounts accounts,
      Providers providers,
      CurrentScope current) {
    this.payments = payments;
    this.flagged = flagged;
    this.accounts = accounts;
    this.providers = providers;
    this.current = current;
  }

  protected PaymentsPage() {
    this(null, null, null, null, null);
  }

  private Place<Payment> place() {
    return asked.in(Payment.ORDERS);
  }

  /** The order of the list and its filter. */
  public Ordered getOrdered() {
    return Ordered.of(place(), "open", open);
  }

  private List<Payment> read() {
    return Answers.once(
        this,
        "read",
        () ->
            open
                ? flagged.list(current.get(), place(), ROWS + 1)
                : payments.list(current.get(), true, place(), ROWS + 1));
  }

  /** How many payments somebody must look at. */
  @Once
  public int getFlagged() {
    return flagged.count(current.get());
  }

  /** Begins to say what came of looking at a payment. */
  public void look(Payment payment) {
    looked = payment.reference();
    seenAt = payment.changedAt();
    note = "";
  }

  /** The payment that is looked at; {@code null} before one is chosen. */
  @Once
  public Payment getLooked() {
    return looked.isEmpty() ? null : payments.get(current.get(), looked);
  }

  public void check() {
    flagged.check(current.get(), looked, seenAt, note);
    looked = "";
    Notice.say("payment.checked");
  }

  @Once
  public List<Payment> getRows() {
    var rows = read();
    return rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
  }

  /** Behind which payment the next page begins; empty at the end. */
  @Once
  public String getNext() {
    var rows = read();
    return rows.size() > ROWS ? place().after(rows.get(ROWS - 1)) : "";
  }

  /** Reads the account into the form, once. */
  private void load() {
    if (read) {
      return;
    }
    read = true;
    var own = accounts.own(current.get());
    provider = own.map(PaymentAccount::provider).orElse(providers.ids().get(0));
    address = own.map(PaymentAccount::address).orElse("");
    merchant = own.map(PaymentAccount::merchant).orElse("");
    active = own.map(PaymentAccount::active).orElse(true);
  }

  public void save() {
    accounts.set(current.get(), new Accounts.Wish(provider, address, merchant, secret, active));
    secret = "";
    Notice.say("payment.account-saved");
  }

  /** What the provider needs to know: where to tell its news. */
  @Once
  public String getCallback() {
    var external = FacesContext.getCurrentInstance().getExternalContext();
    return WebAddress.base((HttpServletRequest) external.getRequest())
        + Payments.callbackPath(current.get().tenantId());
  }

  public List<String> getProviders() {
    return providers.ids();
  }

  public Asked getAsked() {
    return asked;
  }

  /** Whether only those are shown that somebody must look at. */
  public boolean isOpen() {
    return open;
  }

  public void setOpen(boolean open) {
    this.open = open;
  }

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note;
  }

  public String getProvider() {
    load();
    return provider;
  }

  public void setProvider(String provider) {
    this.provider = provider;
  }

  public String getAddress() {
    load();
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  public String getMerchant() {
    load();
    return merchant;
  }

  public void setMerchant(String merchant) {
    this.merchant = merchant;
  }

  public String getSecret() {
    return secret;
  }

  public void setSecret(String secret) {
    this.secret = secret;
  }

  public boolean isActive() {
    load();
    return active;
  }

  public void setActive(boolean active) {
    this.active = active;
  }
}
