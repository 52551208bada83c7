package livery.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import livery.fault.Check;

/** The audit log, by address: {@code ?text=…&before=…}, so that each view can be linked to. */
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
      var before = parameter("before");
      var found =
          log.read(
              current.get(),
              getText(),
              before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE,
              ROWS + 1);
      more = found.size() > ROWS;
      rows = more ? found.subList(0, ROWS) : found;
    }
    return rows;
  }

  /** What the next part begins before; 0 at the end. */
  public long getNext() {
    return !getRows().isEmpty() && more ? rows.get(rows.size() - 1).id() : 0;
  }

  public boolean isFirst() {
    return parameter("before").isEmpty();
  }

  public String getText() {
    var text = parameter("text");
    return Check.shown(text.length() > TEXT_LENGTH ? text.substring(0, TEXT_LENGTH) : text).strip();
  }

  /** The search for an address. */
  public String getAddress() {
    return URLEncoder.encode(getText(), StandardCharsets.UTF_8);
  }

  private static String parameter(String name) {
    return FacesContext.getCurrentInstance()
        .getExternalContext()
        .getRequestParameterMap()
        .getOrDefault(name, "");
  }
}
