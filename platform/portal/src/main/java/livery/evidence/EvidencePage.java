package livery.evidence;

import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import livery.billing.Money;
import livery.document.Document;
import livery.fault.Fault;
import livery.frame.Amounts;
import livery.frame.Download;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** The files on the page of an agent's report. */
@Named
@ViewScoped
public class EvidencePage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int NAME_SHOWN = 60;

  private final Evidence evidence;
  private final CurrentScope current;
  private transient Part part;
  private String description = "";
  private String amount = "";
  private long file;

  @Inject
  public EvidencePage(Evidence evidence, CurrentScope current) {
    this.evidence = evidence;
    this.current = current;
  }

  protected EvidencePage() {
    this(null, null);
  }

  public List<Piece> rows(Document report) {
    return evidence.list(current.get(), report.id());
  }

  /** What the files come to. */
  public Money total(Document report) {
    return rows(report).stream()
        .map(Piece::amount)
        .reduce(Money.zero(report.currency()), Money::plus);
  }

  /** Whether this person may attach files. */
  public boolean open(Document report) {
    return current.isFinances() && evidence.isOpen(current.get(), report);
  }

  /** Whether this person may take a file away. */
  public boolean removable(Document report, Piece piece) {
    return current.isFinances() && evidence.isOpen(current.get(), report, piece);
  }

  /** Attaches the chosen file. */
  public String attach(long reportId) {
    if (part == null || part.getSize() == 0) {
      throw Fault.invalid("file", "evidence.fault.no-file");
    }
    if (part.getSize() > Evidence.SIZE_MAX_BYTES) {
      throw Fault.invalid("file", "evidence.fault.size", getMostMegabytes());
    }
    evidence.add(current.get(), reportId, upload());
    Notice.say("evidence.added");
    return again(reportId);
  }

  private Evidence.Upload upload() {
    var sum = amount.isBlank() ? null : Amounts.typed("amount", amount);
    try (var stream = part.getInputStream()) {
      return new Evidence.Upload(shortName(), description, sum, stream.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The file's name, as far as it can be shown. */
  private String shortName() {
    var name = part.getSubmittedFileName() == null ? "" : part.getSubmittedFileName();
    var clean = name.replaceAll("[^\\p{L}\\p{N} ._()-]", "");
    return clean.substring(0, Math.min(clean.length(), NAME_SHOWN));
  }

  /** The page afresh, so that nothing is sent twice. */
  private static String again(long reportId) {
    FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    return "/issue/report.xhtml?faces-redirect=true&id=" + reportId;
  }

  /** Takes a file away. */
  public String remove(long reportId, long pieceId) {
    evidence.remove(current.get(), reportId, pieceId);
    Notice.say("evidence.removed");
    return again(reportId);
  }

  /** Hands the file of the address out. */
  public void download(long reportId) {
    var piece = evidence.piece(current.get(), reportId, file);
    Download.file(
        piece.fileName(), piece.format().type(), evidence.content(current.get(), reportId, file));
  }

  public int getMostMegabytes() {
    return Evidence.SIZE_MAX_BYTES >> 20;
  }

  public int getMost() {
    return Evidence.FILES_MAX;
  }

  public Part getPart() {
    return part;
  }

  public void setPart(Part part) {
    this.part = part;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(String description) {
    this.description = description;
  }

  public String getAmount() {
    return amount;
  }

  public void setAmount(String amount) {
    this.amount = amount;
  }

  public long getFile() {
    return file;
  }

  public void setFile(long file) {
    this.file = file;
  }
}
