package livery.contract;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Format;
import livery.frame.Texts;
import livery.price.ProductNames;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** One contract: what holds, its versions with what changed, its draft: {@code ?id=42}. */
@Named
@ViewScoped
public class ContractPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Contracts contracts;
  private final Drafts drafts;
  private final Estimates estimates;
  private final TenantTree tree;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private final ProductNames products;
  private long id;
  private String group = "";
  private TermsForm.Rebate share;
  private String from = "";
  private transient Agreement agreement;

  @Inject
  public ContractPage(
      Contracts contracts,
      Drafts drafts,
      Estimates estimates,
      TenantTree tree,
      CurrentScope current,
      Texts texts,
      Format format,
      ProductNames products) {
    this.contracts = contracts;
    this.drafts = drafts;
    this.estimates = estimates;
    this.tree = tree;
    this.current = current;
    this.texts = texts;
    this.format = format;
    this.products = products;
  }

  protected ContractPage() {
    this(null, null, null, null, null, null, null, null);
  }

  /** A version as the page shows it. */
  public record Shown(
      Agreement.Version version,
      Contract contract,
      String state,
      List<TermsWords.Change> changes) {}

  public Agreement getAgreement() {
    if (agreement == null) {
      agreement = contracts.require(current.get(), id);
    }
    return agreement;
  }

  @Once
  public boolean isSeller() {
    return getAgreement().parties().sellerId() == current.get().tenantId();
  }

  @Once
  public boolean isWriter() {
    return isSeller() && current.isFinances();
  }

  @Once
  public String getStatus() {
    return getAgreement()
        .status(estimates.today())
        .map(ContractHistory.Status::name)
        .orElse("DRAFT");
  }

  private TermsWords words() {
    return new TermsWords(texts, format, getAgreement().parties().currency(), products::name);
  }

  /** The version of today, else the last that was sent; {@code null} before. */
  @Once
  public Agreement.Version getHolding() {
    return getAgreement().at(estimates.today()).or(getAgreement()::last).orElse(null);
  }

  @Once
  public List<TermsWords.Line> getLines() {
    return getHolding() == null ? List.of() : words().lines(getHolding().terms());
  }

  @Once
  public List<TermsWords.Change> getDraftChanges() {
    var draft = getAgreement().draft();
    var before = getAgreement().last().map(Agreement.Version::terms);
    return draft == null ? List.of() : words().changes(before.orElse(draft.ending("")), draft);
  }

  @Once
  public List<TermsWords.Line> getDraftLines() {
    return getAgreement().draft() == null ? List.of() : words().lines(getAgreement().draft());
  }

  /** Latest first, each with what it changed. */
  public List<Shown> getVersions() {
    var today = estimates.today();
    var history = getAgreement().history();
    var shown = new ArrayList<Shown>();
    Terms before = null;
    for (var version : getAgreement().versions()) {
      var held =
          history.orElseThrow().versions().stream()
              .filter(contract -> contract.version() == version.number())
              .findFirst();
      var state =
          held.map(
                  contract ->
                      contract.holdsOn(today)
                          ? "ACTIVE"
                          : contract.from().isAfter(today) ? "FUTURE" : "ENDED")
              .orElse("REPLACED");
      var changes =
          before == null ? List.<TermsWords.Change>of() : words().changes(before, version.terms());
      shown.add(new Shown(version, held.orElse(null), state, changes));
      before = version.terms();
    }
    shown.sort(Comparator.comparing((Shown one) -> one.version().number()).reversed());
    return shown;
  }

  /** Sends the draft. */
  public String send() {
    drafts.send(current.get(), id, getAgreement().draftMark());
    Notice.say("contract.sent");
    return again();
  }

  /** Throws the draft away. */
  public String drop() {
    drafts.drop(current.get(), id, getAgreement().draftMark());
    Notice.say("contract.dropped");
    return again();
  }

  private String again() {
    var flash = jakarta.faces.context.FacesContext.getCurrentInstance().getExternalContext();
    flash.getFlash().setKeepMessages(true);
    return "/contract/view.xhtml?faces-redirect=true&id=" + id;
  }

  /** The discounts of which the buyer may change the share that it passes on. */
  @Once
  public List<Terms.Rebate> getSharing() {
    var holding = getHolding();
    return isSeller()
            || !current.isFinances()
            || holding == null
            || !Boolean.TRUE.equals(holding.terms().buyerSetsShare())
        ? List.of()
        : holding.terms().discounts();
  }

  /** Fills the form for the share of a group. */
  public void edit(String chosen) {
    group = chosen;
    from = estimates.today().withDayOfMonth(1).plusMonths(1).toString();
    share =
        getHolding().terms().discounts().stream()
            .filter(one -> one.group().equals(chosen))
            .findFirst()
            .map(TermsForm.Rebate::new)
            .orElseThrow(() -> Fault.notFound("group", chosen));
  }

  /** Passes on another share from a day on. */
  public String passOn() {
    drafts.passOn(current.get(), id, group, share.share(""), from);
    Notice.say("contract.saved");
    return again();
  }

  @Once
  public List<Tenant> getClients() {
    return tree.childrenOf(getAgreement().parties().buyerId());
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public TermsForm.Rebate getShare() {
    return share;
  }

  public String getGroup() {
    return group;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }
}
