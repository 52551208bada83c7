package livery.issue;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import livery.document.Document;
import livery.document.DocumentLine;
import livery.document.Documents;
import livery.faces.Once;
import livery.frame.Amounts;
import livery.tenant.CurrentScope;

/** A credit note by hand: of which lines how much, and why. */
@Named
@ViewScoped
public class CreditPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Documents documents;
  private final CreditNotes notes;
  private final CurrentScope current;
  private final String key = UUID.randomUUID().toString();
  private long id;
  private List<Row> rows;
  private String reason = "";

  /** A line of the invoice, and what is typed beside it. */
  public static class Row implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int number;
    private String net = "";

    Row(int number) {
      this.number = number;
    }

    public int getNumber() {
      return number;
    }

    public String getNet() {
      return net;
    }

    public void setNet(String net) {
      this.net = net;
    }
  }

  @Inject
  public CreditPage(Documents documents, CreditNotes notes, CurrentScope current) {
    this.documents = documents;
    this.notes = notes;
    this.current = current;
  }

  protected CreditPage() {
    this(null, null, null);
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  @Once
  public Document getInvoice() {
    return documents.get(current.get(), id);
  }

  public List<Row> getRows() {
    if (rows == null) {
      rows = new ArrayList<>();
      for (var i = 1; i <= documents.lines(current.get(), id).size(); i++) {
        rows.add(new Row(i));
      }
    }
    return rows;
  }

  /** The line of the invoice behind a row. */
  public DocumentLine line(int number) {
    return documents.lines(current.get(), id).get(number - 1);
  }

  /** The name of that line, as the invoice prints it. */
  public String name(int number) {
    return documents.sheet(current.get(), id).lines().get(number - 1).name();
  }

  /** Issues the note and opens it; sent twice it is issued once. */
  public String issue() {
    var wishes = new ArrayList<CreditNotes.Wish>();
    for (var row : getRows()) {
      if (row.getNet() != null && !row.getNet().isBlank()) {
        wishes.add(new CreditNotes.Wish(row.getNumber(), Amounts.typed("net", row.getNet())));
      }
    }
    var issued = notes.byHand(current.get(), id, wishes, reason, key);
    return "/document/view.xhtml?faces-redirect=true&id=" + issued.id();
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }
}
