package livery.money;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import livery.billing.Money;
import livery.faces.Answers;
import livery.faces.Once;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.order.Asked;
import livery.order.Ordered;
import livery.order.Place;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The wallets of those that the tenant sells to, and what it may do with them. */
@Named
@ViewScoped
public class BuyersPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 25;

  /** What is done with a wallet. */
  public enum Act {
    TOP_UP,
    ALLOCATE,
    CREDIT_LINE,
    PAY_BACK
  }

  private final Wallets wallets;
  private final Funding funding;
  private final CurrentScope current;
  private String text = "";
  private boolean owing;
  private final Asked asked = new Asked();
  private Act act = Act.TOP_UP;
  private long buyerId;
  private String amount = "";
  private String reference = "";
  private LocalDate lastDay;
  private String key = "";
  private boolean asking;

  @Inject
  public BuyersPage(Wallets wallets, Funding funding, CurrentScope current) {
    this.wallets = wallets;
    this.funding = funding;
    this.current = current;
  }

  protected BuyersPage() {
    this(null, null, null);
  }

  private List<Purse> read() {
    return Answers.once(
        this, "read", () -> wallets.ofBuyers(current.get(), text, owing, place(), ROWS + 1));
  }

  private Place<Purse> place() {
    return asked.in(Purse.ORDERS);
  }

  /** The order of the list and its filters. */
  public Ordered getOrdered() {
    return Ordered.of(place(), "owing", owing ? "true" : "", "text", text);
  }

  @Once
  public List<Purse> getRows() {
    var rows = read();
    return rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
  }

  /** Behind which wallet the next page begins; empty at the end. */
  @Once
  public String getNext() {
    var rows = read();
    return rows.size() > ROWS ? place().after(rows.get(ROWS - 1)) : "";
  }

  @Once
  public List<Wallets.Total> getTotals() {
    return wallets.totals(current.get());
  }

  /** The tenant's own wallet, from which it allocates; {@code null} for the platform. */
  @Once
  public Purse getOwn() {
    return wallets.own(current.get()).orElse(null);
  }

  /** Begins an act with one wallet. */
  public void begin(String wanted, long buyer) {
    act = Check.oneOf("act", wanted, Act.class);
    buyerId = buyer;
    reference = "";
    lastDay = null;
    key = UUID.randomUUID().toString();
    asking = false;
    amount =
        switch (act) {
          case TOP_UP, ALLOCATE -> "";
          case CREDIT_LINE -> Amounts.plain(getPurse().wallet().creditLimit()).toPlainString();
          case PAY_BACK -> Amounts.plain(getPurse().own()).toPlainString();
        };
  }

  /** Checks what was typed and asks whether it is meant. */
  public void ask() {
    if (act == Act.CREDIT_LINE) {
      Amounts.notBelowZero("amount", Amounts.typed("amount", amount), getPurse().currency());
    } else {
      funding.check(current.get(), order());
    }
    asking = true;
  }

  public void back() {
    asking = false;
  }

  /** Does it; sent twice it is done once, because the key stays the same. */
  public void confirm() {
    var scope = current.get();
    asking = false;
    switch (act) {
      case TOP_UP -> funding.topUp(scope, order());
      case ALLOCATE -> funding.allocate(scope, order());
      case PAY_BACK -> funding.payBack(scope, order());
      case CREDIT_LINE ->
          funding.setCreditLine(scope, buyerId, Amounts.typed("amount", amount), "");
    }
    Notice.say("money.done." + act);
  }

  private Funding.Order order() {
    var until = isExpiring() ? lastDay : null;
    return new Funding.Order(buyerId, Amounts.typed("amount", amount), "", reference, key, until);
  }

  /** The wallet that is acted upon; {@code null} before one is chosen. */
  @Once
  public Purse getPurse() {
    return buyerId == 0 ? null : wallets.ofBuyer(current.get(), buyerId);
  }

  /** Whether the buyer has another seller now: what is left here is paid, or paid back. */
  public boolean isLeft(Purse purse) {
    return wallets.hasLeft(current.get(), purse.wallet().buyerId());
  }

  /** Whether there is something to pay back. */
  public boolean isPayable(Purse purse) {
    return isLeft(purse) && purse.own().micros() > 0;
  }

  /** The amount as it is understood. */
  @Once
  public Money getMeant() {
    return asking
        ? Amounts.notBelowZero("amount", Amounts.typed("amount", amount), getPurse().currency())
        : null;
  }

  /** Whether what is moved may have a last day: money that the tenant itself credits. */
  @Once
  public boolean isExpiring() {
    var purse = act == Act.TOP_UP ? getPurse() : null;
    return purse != null && purse.wallet().sellerId() == current.get().tenantId();
  }

  public LocalDate getLastDay() {
    return lastDay;
  }

  public void setLastDay(LocalDate lastDay) {
    this.lastDay = lastDay;
  }

  public Act getAct() {
    return act;
  }

  public boolean isAsking() {
    return asking;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text == null ? "" : text;
  }

  public boolean isOwing() {
    return owing;
  }

  public void setOwing(boolean owing) {
    this.owing = owing;
  }

  public Asked getAsked() {
    return asked;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(String reference) {
    this.reference = reference;
  }
}
