package livery.contract;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import livery.billing.tier.Cliff;
import livery.client.Tenants;
import livery.contract.Agreement.Parties;
import livery.faces.Once;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Rights;
import livery.tenant.Tenant;

/** Writes the draft of a contract, a new one's or that of the next version: {@code ?id=42}. */
@Named
@ViewScoped
public class ContractEditPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Contracts contracts;
  private final Drafts drafts;
  private final ProductGroups groups;
  private final Estimates estimates;
  private final Tenants tenants;
  private final CurrentScope current;
  private final Texts texts;
  private String asked = "";
  private long id;
  private long buyer;
  private String number = "";
  private String buyerName = "";
  private int mark;
  private String currency = "";
  private String newGroup = "";
  private TermsForm form;

  @Inject
  public ContractEditPage(
      Contracts contracts,
      Drafts drafts,
      ProductGroups groups,
      Estimates estimates,
      Tenants tenants,
      CurrentScope current,
      Texts texts) {
    this.contracts = contracts;
    this.drafts = drafts;
    this.groups = groups;
    this.estimates = estimates;
    this.tenants = tenants;
    this.current = current;
    this.texts = texts;
  }

  protected ContractEditPage() {
    this(null, null, null, null, null, null, null);
  }

  /** Fills the form: with the draft, else with what was sent last, from the next month on. */
  public void load() {
    Rights.mayFinance(current.get());
    var scope = current.get();
    if (asked == null || !asked.matches("[1-9]\\d{0,17}")) {
      var parties = new Parties(scope.tenantId(), 0, current.getTenant().currency());
      currency = parties.currency();
      form = TermsForm.of(Terms.resale(nextMonth(parties)));
      return;
    }
    id = Long.parseLong(asked);
    var agreement = contracts.require(scope, id);
    if (agreement.parties().sellerId() != scope.tenantId()) {
      throw Fault.notFound("contract", id);
    }
    buyer = agreement.parties().buyerId();
    buyerName = agreement.buyer();
    number = agreement.number();
    currency = agreement.parties().currency();
    mark = agreement.draftMark();
    var day = nextMonth(agreement.parties());
    form =
        TermsForm.of(
            agreement.draft() != null
                ? agreement.draft()
                : agreement
                    .last()
                    .map(last -> last.terms().starting(day))
                    .orElse(Terms.resale(day)));
  }

  private String nextMonth(Parties parties) {
    return estimates.today().withDayOfMonth(1).plusMonths(1).toString();
  }

  /** Resellers directly below without a contract. */
  @Once
  public List<Tenant> getBuyers() {
    var taken = contracts.sold(current.get()).stream().map(one -> one.parties().buyerId()).toList();
    return tenants.children(current.get()).stream()
        .filter(one -> one.kind() == Tenant.Kind.RESELLER && !taken.contains(one.id()))
        .toList();
  }

  /** The names of groups that have no discount yet. */
  @Once
  public List<String> getFreeGroups() {
    return groups.of(current.get()).keySet().stream()
        .filter(name -> form.getDiscounts().stream().noneMatch(one -> one.isNamed(name)))
        .toList();
  }

  /** Adds a discount on the chosen group. */
  public void addDiscount() {
    var products = groups.of(current.get()).get(newGroup);
    if (products != null && getFreeGroups().contains(newGroup)) {
      form.add(newGroup, products);
    }
  }

  public void removeDiscount(TermsForm.Rebate discount) {
    form.getDiscounts().remove(discount);
  }

  /** Says on each row what is wrong with it. */
  public void check() {
    form.check(texts);
  }

  /** Where more costs less, in words; empty while a table is not right. */
  public List<String> cliffs(TermsForm.Rebate discount) {
    var words = new ArrayList<String>();
    try {
      var table = TierRules.table("t", discount.getTiers().table("t"), discount.isPercent());
      if (!discount.isPercent()) {
        for (var cliff : table.cliffs()) {
          words.add(words(cliff));
        }
      }
    } catch (Fault notYet) {
      return List.of();
    }
    return words;
  }

  private String words(Cliff cliff) {
    return texts.of(
        "contract.cliff",
        cliff.bound().stripTrailingZeros().toPlainString(),
        cliff.before().stripTrailingZeros().toPlainString(),
        cliff.after().stripTrailingZeros().toPlainString(),
        cliff.drop().stripTrailingZeros().toPlainString(),
        currency);
  }

  /** Saves the draft and shows the contract. */
  public String save() {
    var right = form.check(texts);
    var faults = new Faults();
    var terms = form.read(faults);
    faults.check(() -> drafts.check(current.get(), id, buyer, number, terms));
    if (!right) {
      throw TermsForm.seeRows(faults);
    }
    faults.end();
    if (id == 0) {
      id = drafts.create(current.get(), buyer, number, terms).id();
    } else {
      drafts.save(current.get(), id, terms, mark);
    }
    jakarta.faces.context.FacesContext.getCurrentInstance()
        .getExternalContext()
        .getFlash()
        .setKeepMessages(true);
    Notice.say("contract.saved");
    return "/contract/view.xhtml?faces-redirect=true&id=" + id;
  }

  @Once
  public List<Tenant> getClients() {
    return buyer == 0
        ? List.of()
        : tenants.subtree(current.get()).stream().filter(one -> one.parentId() == buyer).toList();
  }

  public TermsForm getForm() {
    return form;
  }

  public long getId() {
    return id;
  }

  /** The contract in the address as it was written. */
  public String getAsked() {
    return asked;
  }

  public void setAsked(String asked) {
    this.asked = asked;
  }

  public long getBuyer() {
    return buyer;
  }

  public void setBuyer(long buyer) {
    this.buyer = buyer;
  }

  public String getBuyerName() {
    return buyerName;
  }

  public String getNumber() {
    return number;
  }

  public void setNumber(String number) {
    this.number = number;
  }

  public String getNewGroup() {
    return newGroup;
  }

  public void setNewGroup(String newGroup) {
    this.newGroup = newGroup;
  }
}
