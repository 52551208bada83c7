package livery.month;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import livery.faces.Once;
import livery.fault.Check;
import livery.frame.Amounts;
import livery.frame.Parts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** What agents hold and earn: the tenant's, and the tenant itself where it is one. */
@Named("agentsPage")
@ViewScoped
public class AgentsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is noted. */
  public enum Act {
    REMIT,
    PAY_OUT
  }

  private final Commissions commissions;
  private final CurrentScope current;
  private final Parts<Commissions.Line, String> parts =
      new Parts<>(Commissions.PART_MAX, "", this::read, Commissions.Line::place);
  private Act act = Act.REMIT;
  private long agentId;
  private String amount = "";
  private String reference = "";
  private String key = "";
  private transient List<Commissions.Row> rows;

  @Inject
  public AgentsPage(Commissions commissions, CurrentScope current) {
    this.commissions = commissions;
    this.current = current;
  }

  protected AgentsPage() {
    this(null, null);
  }

  public List<Commissions.Row> getRows() {
    if (rows == null) {
      rows = new ArrayList<>(commissions.list(current.get()));
    }
    return rows;
  }

  @Once
  public List<Commissions.Line> getLines() {
    return parts.getRows();
  }

  private List<Commissions.Line> read(String after, int limit) {
    return commissions.lines(current.get(), after, limit);
  }

  public Parts<Commissions.Line, String> getParts() {
    return parts;
  }

  /** Whether the tenant settles with this agent, rather than being it. */
  public boolean settles(Commissions.Row row) {
    return current.isFinances() && row.sellerId() == current.get().tenantId();
  }

  /** Begins a note about one agent. */
  public void begin(String wanted, long agent) {
    act = Check.oneOf("act", wanted, Act.class);
    agentId = agent;
    amount = "";
    reference = "";
    key = UUID.randomUUID().toString();
  }

  /** Does it; sent twice it is done once, because the key stays the same. */
  public void confirm() {
    var order = new Commissions.Order(agentId, Amounts.typed("amount", amount), reference, key);
    switch (act) {
      case REMIT -> commissions.remit(current.get(), order);
      case PAY_OUT -> commissions.payOut(current.get(), order);
    }
    rows = null;
    agentId = 0;
    Notice.say("month.noted");
  }

  /** The agent that is meant; {@code null} before one is chosen. */
  @Once
  public Commissions.Row getRow() {
    return agentId == 0
        ? null
        : getRows().stream().filter(row -> row.agentId() == agentId).findFirst().orElse(null);
  }

  /** Whether the agent that hands over answers for its clients. */
  @Once
  public boolean isAnswering() {
    return act == Act.REMIT && getRow().delCredere();
  }

  public Act getAct() {
    return act;
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
