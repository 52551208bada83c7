package livery.document;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import livery.faces.Answers;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.paper.Kind;
import livery.paper.Sheet;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** One document: what is on it, how it stands, and what can be done with it. */
@Named
@ViewScoped
public class DocumentPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Documents documents;
  private final Acts acts;
  private final Payments payments;
  private final Files files;
  private final Mailing mailing;
  private final CurrentScope current;
  private long id;
  private String reason = "";
  private String amount = "";
  private String reference = "";
  private LocalDate paidOn;
  private String key = UUID.randomUUID().toString();
  private transient Sheet sheet;

  @Inject
  public DocumentPage(
      Documents documents,
      Acts acts,
      Payments payments,
      Files files,
      Mailing mailing,
      CurrentScope current) {
    this.documents = documents;
    this.acts = acts;
    this.payments = payments;
    this.files = files;
    this.mailing = mailing;
    this.current = current;
  }

  protected DocumentPage() {
    this(null, null, null, null, null, null);
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public Document getDocument() {
    return Answers.once(this, "document", () -> documents.get(current.get(), id));
  }

  /** What is printed. */
  public Sheet getSheet() {
    if (sheet == null) {
      sheet = documents.sheet(current.get(), id);
    }
    return sheet;
  }

  @Once
  public List<Documents.Event> getEvents() {
    return documents.events(current.get(), id);
  }

  @Once
  public List<Document> getRelated() {
    return documents.related(current.get(), getDocument());
  }

  /** How its mail stands; {@code null} where none was sent. */
  @Once
  public Mailing.Mail getMail() {
    return mailing.of(getDocument()).orElse(null);
  }

  private boolean mine() {
    return getDocument().issuerId() == current.get().tenantId();
  }

  private boolean hers() {
    return getDocument().recipientId() == current.get().tenantId();
  }

  private boolean is(State... states) {
    return List.of(states).contains(getDocument().state());
  }

  /** Whether there is anything that this person may do with the document. */
  @Once
  public boolean isMayAct() {
    return isMaySend()
        || isMayReport()
        || isWithEvidence()
        || isMayAnswer()
        || isMayAccept()
        || isMaySettle()
        || isMayPay()
        || isMayCredit();
  }

  @Once
  public boolean isMaySend() {
    return current.isFinances()
        && mine()
        && (is(State.ISSUED) || is(State.SETTLED) && getDocument().sentAt() == null);
  }

  /**
   * A draft of a report is looked at and sent on its own page, as objections are answered there.
   */
  @Once
  public boolean isMayReport() {
    return current.isFinances()
        && mine()
        && (getDocument().kind() == Kind.AGENT_REPORT && is(State.DRAFT, State.OBJECTED)
            || getDocument().kind() == Kind.ACT
                && getDocument().refersTo() == 0
                && is(State.OBJECTED));
  }

  /** Whether files may be with it that are seen on a page of their own. */
  @Once
  public boolean isWithEvidence() {
    return getDocument().kind() == Kind.AGENT_REPORT && !isMayReport();
  }

  @Once
  public boolean isMayAnswer() {
    return current.isFinances() && hers() && getDocument().objectDays() > 0 && is(State.SENT);
  }

  @Once
  public boolean isMayAccept() {
    return current.isFinances()
        && hers()
        && getDocument().objectDays() > 0
        && is(State.SENT, State.OBJECTED);
  }

  @Once
  public boolean isMaySettle() {
    return current.isFinances()
        && getDocument().sellerId() == current.get().tenantId()
        && getDocument().objectDays() > 0
        && is(State.ACCEPTED, State.DEEMED_ACCEPTED);
  }

  @Once
  public boolean isMayPay() {
    return current.isFinances() && mine() && !getDocument().open().isZero();
  }

  @Once
  public boolean isMayCredit() {
    return current.isFinances()
        && mine()
        && getDocument().sellerId() == current.get().tenantId()
        && getDocument().kind() == Kind.INVOICE
        && getDocument().credited().compareTo(getDocument().gross()) < 0;
  }

  @Once
  public boolean isUbl() {
    return Files.isUbl(getSheet());
  }

  public void send() {
    acts.send(current.get(), id);
    Notice.say("document.done.SENT");
  }

  public void object() {
    acts.object(current.get(), id, reason);
    Notice.say("document.done.OBJECTED");
  }

  public void accept() {
    acts.accept(current.get(), id);
    Notice.say("document.done.ACCEPTED");
  }

  public void settle() {
    acts.settle(current.get(), id, "");
    Notice.say("document.done.SETTLED");
  }

  /** Notes a payment; sent twice it is noted once, because the key stays the same. */
  public void pay() {
    payments.pay(current.get(), id, Amounts.typed("amount", amount), paidOn(), reference, key);
    key = UUID.randomUUID().toString();
    amount = "";
    Notice.say("document.done.PAID");
  }

  private LocalDate paidOn() {
    return paidOn == null ? documents.today(current.get()) : paidOn;
  }

  /** Sends the document as a file instead of the page. */
  public void download() {
    var format =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .get("format");
    var file = files.file(current.get(), id, Files.format(format));
    Download.file(file.name(), file.type(), file.bytes());
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
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

  public LocalDate getPaidOn() {
    return paidOn();
  }

  public void setPaidOn(LocalDate paidOn) {
    this.paidOn = paidOn;
  }
}
