package livery.smpp;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.link.Link;
import livery.link.LinkInput;
import livery.link.LinkStatus;
import livery.tenant.CurrentScope;

/** The links to operators with their live state, and the form for one of them. */
@Named
@ViewScoped
public class LinksPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Links links;
  private final CurrentScope current;
  private final Frame frame;
  private final Map<String, Object> form = new HashMap<>();
  private transient List<Row> rows;
  private long id;

  /** One line of the table. */
  public record Row(Link link, LinkStatus status) {

    /** The colour of the state. */
    public String kind() {
      return switch (status.state()) {
        case BOUND -> "good";
        case CONNECTING -> "bad";
        case PAUSED -> "warn";
      };
    }

    public boolean paused() {
      return link.state() == Link.State.PAUSED;
    }
  }

  @Inject
  public LinksPage(Links links, CurrentScope current, Frame frame) {
    this.links = links;
    this.current = current;
    this.frame = frame;
  }

  protected LinksPage() {
    this(null, null, null);
  }

  public List<Row> getList() {
    if (rows == null) {
      var scope = current.get();
      rows =
          links.list(scope).stream().map(link -> new Row(link, links.status(scope, link))).toList();
    }
    return rows;
  }

  /** Why the link is not bound, in the reader's words. */
  public String why(Row row) {
    var cause = row.status().lastCause();
    return cause == null ? "" : cause.in(Texts.in(frame.getLocale()));
  }

  /** Reads the state anew; called every two seconds while the page is open. */
  public void refresh() {
    rows = null;
  }

  /** Fills the form with what is usual. */
  public void begin() {
    id = 0;
    fill(LinkInput.usual());
    for (var said : List.of("name", "network", "host", "systemId")) {
      form.put(said, "");
    }
  }

  /** Fills the form with one of the list. */
  public void edit(Link link) {
    id = link.id();
    fill(LinkInput.of(link));
  }

  /** Adds or changes the link in the form. */
  public void save() {
    var scope = current.get();
    var faults = new Faults();
    var input = input(faults.of(() -> status(text("retryStatus"))));
    var link = faults.of(() -> id == 0 ? input.made() : input.over(links.get(scope, id)));
    faults.end();
    if (id == 0) {
      links.add(scope, link);
    } else {
      links.change(scope, link);
    }
    rows = null;
  }

  /** Pauses or resumes. */
  public void pause(Row row) {
    links.pause(current.get(), row.link().id(), !row.paused());
    rows = null;
  }

  public void remove(Row row) {
    links.remove(current.get(), row.link().id());
    rows = null;
  }

  public boolean isNew() {
    return id == 0;
  }

  /** The fields by the names that REST gives them. */
  public Map<String, Object> getForm() {
    return form;
  }

  private void fill(LinkInput link) {
    form.clear();
    form.put("name", link.name());
    form.put("network", link.network());
    form.put("host", link.host());
    form.put("port", link.port());
    form.put("systemId", link.systemId());
    form.put("password", "");
    form.put("systemType", link.systemType());
    form.put("bind", link.bind());
    form.put("window", link.window());
    form.put("rate", link.rate());
    form.put("defaultAlphabet", link.defaultAlphabet());
    form.put("messageIds", link.messageIds());
    form.put("longMessages", link.longMessages());
    form.put("retryStatus", Pdus.hex(link.retryStatus()));
    form.put("receipts", link.receipts());
    form.put("enquireSeconds", link.enquireSeconds());
    form.put("responseSeconds", link.responseSeconds());
    form.put("resendUnanswered", link.resendUnanswered());
    form.put("validityMinutes", link.validityMinutes());
    form.put("shortCodeTon", link.shortCodeTon());
    form.put("shortCodeNpi", link.shortCodeNpi());
    form.put("serviceType", link.serviceType());
    form.put("addressRange", link.addressRange());
    form.put("tls", link.tls());
  }

  private LinkInput input(Integer retryStatus) {
    return new LinkInput(
        text("name"),
        text("network"),
        text("host"),
        (Integer) form.get("port"),
        text("systemId"),
        text("password").isEmpty() ? null : text("password"),
        text("systemType"),
        text("bind"),
        (Integer) form.get("window"),
        (Integer) form.get("rate"),
        null,
        text("defaultAlphabet"),
        text("messageIds"),
        text("longMessages"),
        retryStatus,
        (Boolean) form.get("receipts"),
        (Integer) form.get("enquireSeconds"),
        (Integer) form.get("responseSeconds"),
        (Boolean) form.get("resendUnanswered"),
        (Integer) form.get("validityMinutes"),
        (Integer) form.get("shortCodeTon"),
        (Integer) form.get("shortCodeNpi"),
        text("serviceType"),
        text("addressRange"),
        (Boolean) form.get("tls"));
  }

  private String text(String field) {
    return form.get(field) == null ? "" : form.get(field).toString().strip();
  }

  /** A command_status, "0x64" or "100". */
  private static int status(String text) {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException none) {
      throw Fault.invalid("retryStatus", "smpp.fault.status", Check.shown(text));
    }
  }
}
