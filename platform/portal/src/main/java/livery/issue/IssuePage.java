package livery.issue;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import livery.document.Documents;
import livery.document.Numbering;
import livery.document.Series;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.frame.Parts;
import livery.paper.Kind;
import livery.party.Parties;
import livery.task.Task;
import livery.task.Tasks;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Rights;
import livery.tenant.Tenant;

/** Issuing: the month, proformas, reconciliation acts, and how documents are numbered. */
@Named
@ViewScoped
public class IssuePage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Tasks tasks;
  private final MonthIssue months;
  private final Runs runs;
  private final ByHand byHand;
  private final OperatorPapers operators;
  private final Numbering numbering;
  private final Documents documents;
  private final Parties parties;
  private final Terms terms;
  private final Parts<Undocumented, String> undocumented =
      new Parts<>(Undocumented.PART_MAX, "", this::undocumented, Undocumented::place);
  private final CurrentScope current;
  private long buyer;
  private String amount = "";
  private String text = "";
  private long party;
  private LocalDate from;
  private LocalDate to;
  private LocalDate actTo;
  private String key = UUID.randomUUID().toString();
  private int issueDay = -1;
  private int dueDays;
  private boolean send;
  private Kind kind = Kind.INVOICE;
  private String prefix;
  private boolean yearly;
  private int digits;

  @Inject
  public IssuePage(
      Tasks tasks,
      MonthIssue months,
      Runs runs,
      ByHand byHand,
      OperatorPapers operators,
      Numbering numbering,
      Documents documents,
      Parties parties,
      Terms terms,
      CurrentScope current) {
    this.tasks = tasks;
    this.months = months;
    this.runs = runs;
    this.byHand = byHand;
    this.operators = operators;
    this.numbering = numbering;
    this.documents = documents;
    this.parties = parties;
    this.terms = terms;
    this.current = current;
  }

  protected IssuePage() {
    this(null, null, null, null, null, null, null, null, null, null);
  }

  /** Issues what operators' confirmed statements come to for each buyer. */
  public void settleOperators() {
    Notice.say(
        operators.issue(current.get()) == 0 ? "issue.operators-none" : "issue.operators-done");
  }

  /** Whether the tenant sells, so that it has months to issue. */
  public boolean isSelling() {
    return current.getTenant().kind() != Tenant.Kind.CLIENT;
  }

  /** Whether the legal details are told. */
  @Once
  public boolean isReady() {
    return parties.areKnown(current.get().tenantId());
  }

  @Once
  public List<Run> getRuns() {
    return runs.list(current.get());
  }

  /** What was given back and no credit note says. */
  @Once
  public List<Undocumented> getUndocumented() {
    return undocumented.getRows();
  }

  private List<Undocumented> undocumented(String after, int limit) {
    return Rights.finances(current.get().role())
        ? runs.undocumented(current.get(), after, limit)
        : List.of();
  }

  public Parts<Undocumented, String> getUndocumentedParts() {
    return undocumented;
  }

  @Once
  public YearMonth getNext() {
    return runs.next(current.get());
  }

  /** Whether that month has ended. */
  @Once
  public boolean isNextEnded() {
    return documents.today(current.get()).isAfter(getNext().atEndOfMonth());
  }

  /** Begins to issue the month that comes next. */
  public void issue() {
    var month = getNext().toString();
    tasks.begin(current.get(), Task.Kind.DOCUMENTS, month, month.getBytes(StandardCharsets.UTF_8));
  }

  /** The tenants directly below. */
  public List<Tenant> getBuyers() {
    return current.getBelow();
  }

  /** With whom there is an account: the one above, those below, and who was that before a move. */
  @Once
  public List<Tenant> getOthers() {
    var others = new ArrayList<Tenant>();
    var above = current.getTenant().parentId();
    if (above != 0) {
      others.add(terms.tenant(above));
    }
    others.addAll(getBuyers());
    others.addAll(byHand.former(current.get()));
    return others;
  }

  /** Writes a proforma and opens it. */
  public String proforma() {
    var issued =
        byHand.proforma(
            current.get(), isSelling() ? buyer : 0, Amounts.typed("amount", amount), text, key);
    return open(issued.id());
  }

  /** Draws up a reconciliation act and opens it. */
  public String reconcile() {
    var other = party == 0 ? current.getTenant().parentId() : party;
    return open(byHand.reconcile(current.get(), other, getFrom(), getTo(), key).id());
  }

  /** Issues one buyer's act up to a day, and opens it. */
  public String act() {
    return open(months.act(current.get(), getActTo(), buyer).get(0).id());
  }

  /** The end of the month that comes next where it has ended, else yesterday. */
  @Once
  public LocalDate getActTo() {
    if (actTo != null) {
      return actTo;
    }
    return isNextEnded() ? getNext().atEndOfMonth() : documents.today(current.get()).minusDays(1);
  }

  public void setActTo(LocalDate actTo) {
    this.actTo = actTo;
  }

  private static String open(long id) {
    return "/document/view.xhtml?faces-redirect=true&id=" + id;
  }

  @Once
  public List<Numbering.Setting> getSeries() {
    return numbering.settings(current.get(), documents.today(current.get()));
  }

  /** Begins to change a series. */
  public void change(String wanted) {
    kind = Kind.valueOf(wanted);
    for (var setting : getSeries()) {
      if (setting.series().kind() == kind) {
        prefix = setting.series().prefix();
        yearly = setting.series().yearly();
        digits = setting.series().digits();
      }
    }
  }

  public void saveSeries() {
    numbering.save(current.get(), new Series(kind, prefix, yearly, digits));
    Notice.say("issue.done.saved");
  }

  private void readRule() {
    if (issueDay < 0) {
      var rule = runs.rule(current.get());
      issueDay = rule.issueDay();
      dueDays = rule.dueDays();
      send = rule.send();
    }
  }

  public void saveRule() {
    runs.save(current.get(), new Rule(issueDay, dueDays, send));
    Notice.say("issue.done.saved");
  }

  public int getIssueDay() {
    readRule();
    return issueDay;
  }

  public void setIssueDay(int issueDay) {
    this.issueDay = issueDay;
  }

  public int getDueDays() {
    readRule();
    return dueDays;
  }

  public void setDueDays(int dueDays) {
    this.dueDays = dueDays;
  }

  public boolean isSend() {
    readRule();
    return send;
  }

  public void setSend(boolean send) {
    this.send = send;
  }

  public Kind getKind() {
    return kind;
  }

  public String getPrefix() {
    return prefix;
  }

  public void setPrefix(String prefix) {
    this.prefix = prefix;
  }

  public boolean isYearly() {
    return yearly;
  }

  public void setYearly(boolean yearly) {
    this.yearly = yearly;
  }

  public int getDigits() {
    return digits;
  }

  public void setDigits(int digits) {
    this.digits = digits;
  }

  public long getBuyer() {
    return buyer;
  }

  public void setBuyer(long buyer) {
    this.buyer = buyer;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  public long getParty() {
    return party;
  }

  public void setParty(long party) {
    this.party = party;
  }

  public LocalDate getFrom() {
    return from == null ? documents.today(current.get()).withDayOfMonth(1) : from;
  }

  public void setFrom(LocalDate from) {
    this.from = from;
  }

  public LocalDate getTo() {
    return to == null ? documents.today(current.get()) : to;
  }

  public void setTo(LocalDate to) {
    this.to = to;
  }
}
