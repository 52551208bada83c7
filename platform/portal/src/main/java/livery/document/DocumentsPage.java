package livery.document;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import livery.faces.Once;
import livery.frame.Download;
import livery.order.Ordered;
import livery.order.Orders;
import livery.order.Place;
import livery.paper.Kind;
import livery.tenant.CurrentScope;

/** The list of documents, by address, so that each view can be linked to. */
@Named
@RequestScoped
public class DocumentsPage {

  private static final int ROWS = 25;
  private static final List<String> FILTERS =
      List.of("kind", "state", "side", "overdue", "text", "period", "party");

  private final Documents documents;
  private final CurrentScope current;
  private List<Document> rows;

  @Inject
  public DocumentsPage(Documents documents, CurrentScope current) {
    this.documents = documents;
    this.current = current;
  }

  protected DocumentsPage() {
    this(null, null);
  }

  private static Map<String, String> parameters() {
    return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
  }

  /** What the address says, empty where it says nothing. */
  public String given(String name) {
    return parameters().getOrDefault(name, "");
  }

  private Documents.Query query() {
    return Documents.query(
        given("kind"),
        given("state"),
        given("side"),
        given("overdue").equals("true"),
        given("text"),
        given("period"),
        number("party", 0));
  }

  private List<Document> read() {
    if (rows == null) {
      rows = documents.list(current.get(), query(), place(), ROWS + 1);
    }
    return rows;
  }

  private Place<Document> place() {
    return Documents.ORDERS.shown(given(Orders.FIELD), given("after"));
  }

  /** The order of the list and its filters. */
  public Ordered getOrdered() {
    return Ordered.of(
        place(), FILTERS.stream().flatMap(name -> Stream.of(name, given(name))).toArray());
  }

  /** Sends the list as a file instead of the page. */
  public void download() {
    var start = Documents.ORDERS.shown(given(Orders.FIELD), "");
    Download.table("documents", DocumentsCsv.of(documents.all(current.get(), query(), start)));
  }

  private long number(String name, long otherwise) {
    return given(name).matches("\\d{1,18}") ? Long.parseLong(given(name)) : otherwise;
  }

  @Once
  public List<Document> getRows() {
    return read().size() > ROWS ? read().subList(0, ROWS) : read();
  }

  /** Behind which document the next page begins; empty at the end. */
  @Once
  public String getNext() {
    return read().size() > ROWS ? place().after(read().get(ROWS - 1)) : "";
  }

  /** Whether something is filtered. */
  public boolean isFiltered() {
    return FILTERS.stream().anyMatch(name -> !given(name).isEmpty());
  }

  public Kind[] getKinds() {
    return Kind.values();
  }

  public State[] getStates() {
    return State.values();
  }

  /** The other side of a document. */
  public String other(Document row) {
    return row.issuerId() == current.get().tenantId() ? row.recipient() : row.issuer();
  }

  /** Whether the tenant has written it. */
  public boolean isMine(Document row) {
    return row.issuerId() == current.get().tenantId();
  }

  public boolean isOverdue(Document row) {
    return row.isOverdue(documents.today(current.get()));
  }
}
