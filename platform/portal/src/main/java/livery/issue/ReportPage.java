package livery.issue;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import livery.document.Document;
import livery.document.Documents;
import livery.document.State;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.paper.Kind;
import livery.tenant.CurrentScope;

/** An agent's report that is to be sent, or answered after an objection. */
@Named
@ViewScoped
public class ReportPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Documents documents;
  private final Reports reports;
  private final ActVersions versions;
  private final CurrentScope current;
  private long id;
  private String text = "";
  private String amount = "";

  @Inject
  public ReportPage(
      Documents documents, Reports reports, ActVersions versions, CurrentScope current) {
    this.documents = documents;
    this.reports = reports;
    this.versions = versions;
    this.current = current;
  }

  protected ReportPage() {
    this(null, null, null, null);
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  @Once
  public Document getReport() {
    return documents.get(current.get(), id);
  }

  /** What the recipient said, empty before. */
  @Once
  public String getObjection() {
    return documents.events(current.get(), id).stream()
        .filter(event -> event.state() == State.OBJECTED)
        .map(Documents.Event::detail)
        .findFirst()
        .orElse("");
  }

  /** Whether it is an act that the recipient objected to. */
  @Once
  public boolean isAct() {
    return getReport().kind() == Kind.ACT;
  }

  private boolean mine(State state) {
    var report = getReport();
    return current.isFinances()
        && report.issuerId() == current.get().tenantId()
        && report.state() == state;
  }

  /** Whether this person may send it. */
  @Once
  public boolean isSendable() {
    return mine(State.DRAFT) && !reports.isEarly(getReport());
  }

  /** Whether it waits for the close of its month. */
  @Once
  public boolean isEarly() {
    return mine(State.DRAFT) && reports.isEarly(getReport());
  }

  /** Whether this person may answer an objection to a report. */
  @Once
  public boolean isAnswerable() {
    return isWithEvidence() && mine(State.OBJECTED);
  }

  /** Whether files may be with it. */
  @Once
  public boolean isWithEvidence() {
    return getReport().kind() == Kind.AGENT_REPORT;
  }

  /** Answers an objection to an act and opens the new version. */
  public String correctAct() {
    return "/document/view.xhtml?faces-redirect=true&id="
        + versions.correct(current.get(), id).id();
  }

  /** Sends the draft and opens what was sent. */
  public String send() {
    return open(reports.send(current.get(), id).id());
  }

  /** Sends a new version and opens it. */
  public String correct() {
    var adjustments =
        text.isBlank() && amount.isBlank()
            ? List.<Reports.Adjustment>of()
            : List.of(new Reports.Adjustment(text, Amounts.typed("amount", amount)));
    return open(reports.correct(current.get(), id, adjustments).id());
  }

  private static String open(long id) {
    return "/document/view.xhtml?faces-redirect=true&id=" + id;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    this.text = text;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }
}
