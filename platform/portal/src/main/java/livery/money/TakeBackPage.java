package livery.money;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import livery.billing.Money;
import livery.billing.TopUp;
import livery.billing.Transfer;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;

/** A top-up behind a line of a client's statement, and how it is taken back. */
@Named
@ViewScoped
public class TakeBackPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TakeBacks takeBacks;
  private final StatementPage statement;
  private final CurrentScope current;
  private String amount;
  private String reason = "";
  private transient Money meant;
  private final String key = UUID.randomUUID().toString();

  @Inject
  public TakeBackPage(TakeBacks takeBacks, StatementPage statement, CurrentScope current) {
    this.takeBacks = takeBacks;
    this.statement = statement;
    this.current = current;
  }

  protected TakeBackPage() {
    this(null, null, null);
  }

  /** Whether the line is a top-up of one that the tenant sells to, and the person may ask. */
  @Once
  public boolean isShown() {
    var scope = current.get();
    var detail = statement.getDetail();
    return Rights.finances(scope.role())
        && detail.purse().wallet().buyerId() != scope.tenantId()
        && detail.transfer().kind() == Transfer.Kind.TOP_UP;
  }

  /** Whether an agent took the money, which answers for it. */
  @Once
  public boolean isCollected() {
    return getTopUp().collected()
        || statement.getDetail().purse().wallet().sellerId() != current.get().tenantId();
  }

  /** The top-up as it stands. */
  @Once
  public TopUp getTopUp() {
    var detail = statement.getDetail();
    return takeBacks.get(
        current.get(), detail.purse().wallet().buyerId(), detail.transfer().postingId());
  }

  /** Checks what was typed and asks whether it is meant. */
  public void ask() {
    meant = takeBacks.check(current.get(), order());
  }

  public void back() {
    meant = null;
  }

  /** Does it, once however often it is sent, and shows the line anew. */
  public String confirm() {
    meant = null;
    var detail = statement.getDetail();
    takeBacks.takeBack(current.get(), order());
    return "/money/statement.xhtml?faces-redirect=true&wallet="
        + detail.purse().wallet().id()
        + "&transfer="
        + detail.transfer().id();
  }

  private TakeBacks.Order order() {
    var detail = statement.getDetail();
    return new TakeBacks.Order(
        detail.purse().wallet().buyerId(),
        detail.transfer().postingId(),
        Amounts.typed("amount", getAmount()),
        "",
        reason,
        key);
  }

  /** The amount that is asked about; {@code null} while nothing is asked. */
  public Money getMeant() {
    return meant;
  }

  /** What the wallet will have then. */
  public Money getAfter() {
    return statement.getDetail().purse().wallet().balance().minus(meant);
  }

  /** All that is left of it, unless something else is typed. */
  @Once
  public String getAmount() {
    return amount == null ? Amounts.plain(getTopUp().left()).toPlainString() : amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }
}
