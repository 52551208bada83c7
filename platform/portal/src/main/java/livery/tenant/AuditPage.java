package livery.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import livery.faces.Once;
import livery.fault.Check;
import livery.order.Ordered;
import livery.order.Orders;
import livery.order.Place;

/** The audit log, by address: {@code ?text=…&after=…}, so that each view can be linked to. */
@Named
@RequestScoped
public class AuditPage {

  private static final int ROWS = 25;
  private static final int TEXT_LENGTH = 100;

  private final AuditLog log;
  private final CurrentScope current;
  private List<AuditLog.Entry> rows;
  private boolean more;

  @Inject
  public AuditPage(AuditLog log, CurrentScope current) {
    this.log = log;
    this.current = current;
  }

  protected AuditPage() {
    this(null, null);
  }

  public List<AuditLog.Entry> getRows() {
    if (rows == null) {
      var found = log.read(current.get(), getText(), place(), ROWS + 1);
      more = found.size() > ROWS;
      rows = more ? found.subList(0, ROWS) : found;
    }
    return rows;
  }

  private static Place<AuditLog.Entry> place() {
    return AuditLog.ORDERS.shown(parameter(Orders.FIELD), parameter("after"));
  }

  /** Behind what the next part begins; empty at the end. */
  @Once
  public String getNext() {
    return !getRows().isEmpty() && more ? place().after(rows.get(rows.size() - 1)) : "";
  }

  public String getText() {
    var text = parameter("text");
    return Check.shown(text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text).strip();
  }

  /** The order of the log and the search. */
  @Once
  public Ordered getOrdered() {
    return Ordered.of(place(), "text", getText());
  }

  private static String parameter(String name) {
    return FacesContext.getCurrentInstance()
        .getExternalContext()
        .getRequestParameterMap()
        .getOrDefault(name, "");
  }
}
