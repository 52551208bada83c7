package livery.move;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import livery.billing.Money;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Tenant;

/** Another seller for a tenant: where to, what it does, and the confirmation. */
@Named
@ViewScoped
public class MovePage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Moves moves;
  private final CurrentScope current;
  private final Texts texts;
  private long id;
  private long to;
  private Moves.Balance balance = Moves.Balance.TAKE_ALONG;
  private transient MovePlan plan;
  private String refusal = "";

  @Inject
  public MovePage(Moves moves, CurrentScope current, Texts texts) {
    this.moves = moves;
    this.current = current;
    this.texts = texts;
  }

  protected MovePage() {
    this(null, null, null);
  }

  @Once
  public Tenant getTenant() {
    return moves.mover(current.get(), id);
  }

  @Once
  public List<Tenant> getDestinations() {
    return moves.destinations(current.get(), id);
  }

  /** What the move would do; {@code null} while no seller is chosen or something is in the way. */
  public MovePlan getPlan() {
    if (plan == null && to != 0 && refusal.isEmpty()) {
      try {
        plan = moves.plan(current.get(), id, to);
      } catch (Fault inTheWay) {
        refusal = texts.of(inTheWay.key(), inTheWay.arguments());
      }
    }
    return plan;
  }

  /** Last day of the contract with the old seller; {@code null} for none. */
  @Once
  public LocalDate getContractEnds() {
    return getPlan().contractEnds().orElse(null);
  }

  /** {@code null} for none. */
  @Once
  public Money getPriceNow() {
    return getPlan().priceNow().orElse(null);
  }

  /** {@code null} for none. */
  @Once
  public Money getPriceThen() {
    return getPlan().priceThen().orElse(null);
  }

  /** What else ends; {@code null} for a limit that there is none of. */
  @Once
  public Ending getEnding() {
    return getPlan().ending();
  }

  @Once
  public Money getSellerLimit() {
    return getEnding().sellerLimit().orElse(null);
  }

  @Once
  public Money getOwnLimit() {
    return getEnding().ownLimit().orElse(null);
  }

  @Once
  public Money getAlert() {
    return getEnding().alert().orElse(null);
  }

  /** Whether a price has an end. */
  public boolean isEnding(Ending.OwnPrice price) {
    return price.to().isBefore(Instant.MAX);
  }

  /** What stands in the way; empty when nothing does. */
  @Once
  public String getRefusal() {
    getPlan();
    return refusal;
  }

  public String move() {
    moves.move(current.get(), id, to, balance);
    return "/tenant/clients.xhtml?faces-redirect=true";
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public long getTo() {
    return to;
  }

  public void setTo(long to) {
    this.to = to;
  }

  public Moves.Balance getBalance() {
    return balance;
  }

  public void setBalance(Moves.Balance balance) {
    this.balance = balance;
  }
}
