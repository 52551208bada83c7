package livery.contract;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import livery.faces.Answers;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.Asked;
import livery.order.Ordered;
import livery.order.Place;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The contracts by which the tenant sells and buys, and its product groups. */
@Named
@ViewScoped
public class ContractsPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 50;
  private static final int GROUPS_LENGTH = 30_000;

  private final Contracts contracts;
  private final ProductGroups groups;
  private final Estimates estimates;
  private final CurrentScope current;
  private final Asked asked = new Asked();
  private String groupsText;

  @Inject
  public ContractsPage(
      Contracts contracts, ProductGroups groups, Estimates estimates, CurrentScope current) {
    this.contracts = contracts;
    this.groups = groups;
    this.estimates = estimates;
    this.current = current;
  }

  protected ContractsPage() {
    this(null, null, null, null);
  }

  private List<Agreement> read() {
    return Answers.once(this, "read", () -> contracts.sold(current.get(), place(), ROWS + 1));
  }

  private Place<Agreement> place() {
    return asked.in(Agreement.ORDERS);
  }

  /** The order of the list. */
  public Ordered getOrdered() {
    return Ordered.of(place());
  }

  @Once
  public List<Agreement> getSold() {
    var rows = read();
    return rows.size() > ROWS ? rows.subList(0, ROWS) : rows;
  }

  /** Behind which contract the next page begins; empty at the end. */
  @Once
  public String getNext() {
    var rows = read();
    return rows.size() > ROWS ? place().after(rows.get(ROWS - 1)) : "";
  }

  @Once
  public List<Agreement> getBought() {
    return contracts.bought(current.get());
  }

  /** FUTURE, ACTIVE, RESTING, ENDED, or DRAFT while nothing was sent. */
  public String status(Agreement agreement) {
    return agreement.statusName(estimates.today());
  }

  /** The terms of today, else those that come, else the draft. */
  public Terms terms(Agreement agreement) {
    return agreement.terms(estimates.today());
  }

  /** The groups, one on a line: "SMS: sms.mt, sms.mo". */
  public String getGroupsText() {
    if (groupsText == null) {
      groupsText =
          groups.of(current.get()).entrySet().stream()
              .map(group -> group.getKey() + ": " + String.join(", ", group.getValue()))
              .collect(Collectors.joining("\n"));
    }
    return groupsText;
  }

  public void setGroupsText(String groupsText) {
    this.groupsText = groupsText;
  }

  /** Takes the groups over as they are typed. */
  public void saveGroups() {
    var read = new LinkedHashMap<String, List<String>>();
    if (groupsText.length() > GROUPS_LENGTH) {
      throw Fault.invalid("groups", "fault.too-long", "groups", groupsText.length(), GROUPS_LENGTH);
    }
    for (var line : groupsText.strip().split("\\R")) {
      var colon = line.indexOf(':');
      if (colon < 1) {
        throw Fault.invalid("groups", "contract.fault.group-line", Check.shown(line));
      }
      var name = line.substring(0, colon).strip();
      var products = List.of(line.substring(colon + 1).strip().split("[,;\\s]+"));
      if (read.put(name, products) != null) {
        throw Fault.invalid("groups", "contract.fault.group-twice", name);
      }
    }
    groups.set(current.get(), read);
    groupsText = null;
    Notice.say("contract.saved");
  }

  public Asked getAsked() {
    return asked;
  }
}
