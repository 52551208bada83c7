package livery.history;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Format;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** The list of messages; what is looked for and what is open stand in the address. */
@Named
@ViewScoped
public class MessagesPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS = 25;

  private final Messages messages;
  private final MessageLife lives;
  private final CurrentScope current;
  private final TenantTree tree;
  private final Texts texts;
  private final Format format;
  private final Clock clock;
  private Map<String, String> parameters = Map.of();
  private transient MessageQuery query;
  private transient Messages.Found found;
  private transient MessageLife.Life life;
  private String problem = "";
  private long newest;
  private long open;

  @Inject
  public MessagesPage(
      Messages messages,
      MessageLife lives,
      CurrentScope current,
      TenantTree tree,
      Texts texts,
      Format format,
      Clock clock) {
    this.messages = messages;
    this.lives = lives;
    this.current = current;
    this.tree = tree;
    this.texts = texts;
    this.format = format;
    this.clock = clock;
  }

  protected MessagesPage() {
    this(null, null, null, null, null, null, null);
  }

  @PostConstruct
  void read() {
    parameters =
        Map.copyOf(FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap());
    open = number(parameters.get("id"));
    newest = getRows().isEmpty() ? 0 : getRows().get(0).id();
  }

  private static long number(String text) {
    return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private MessageQuery query() {
    if (query == null) {
      query = new MessageQuery(parameters::get);
    }
    return query;
  }

  private MessageSearch search() {
    return query().search(current.getTenant().zone(), clock);
  }

  private Messages.Found found() {
    if (found == null) {
      var place = number(parameters.get("before"));
      try {
        found =
            isOldestFirst()
                ? messages.oldest(current.get(), search(), place, ROWS)
                : messages.list(current.get(), search(), place == 0 ? Long.MAX_VALUE : place, ROWS);
      } catch (Fault wrong) {
        problem = texts.of(wrong.key(), wrong.arguments());
        found = new Messages.Found(List.of(), 0);
      }
    }
    return found;
  }

  /** How many of how many are shown, in words. */
  @Once
  public String getShown() {
    var shown = getRows().size();
    if (!problem.isEmpty() || getOlder().isEmpty() && isFirst()) {
      return texts.of("message.shown", shown);
    }
    return messages
        .count(current.get(), search())
        .filter(all -> all.count() >= shown)
        .map(
            all ->
                texts.of(
                    "message.shown-of",
                    shown,
                    format.number(all.count()) + (all.more() ? "+" : "")))
        .orElseGet(() -> texts.of("message.shown", shown));
  }

  public List<MessageLine> getRows() {
    return found().rows();
  }

  /** Why the address asks for nothing that can be shown; empty when it does not. */
  public String getProblem() {
    found();
    return problem;
  }

  /** The value of a parameter, for the form. */
  public String given(String name) {
    return query().get(name);
  }

  /** Whether anything narrows the list. */
  public boolean isFiltered() {
    return !query().isEmpty();
  }

  public boolean isOldestFirst() {
    return query().isOldestFirst();
  }

  /** Whether what comes now would stand on top of this part. */
  @Once
  public boolean isLive() {
    return isFirst() && !isOldestFirst();
  }

  public boolean isFirst() {
    return number(parameters.get("before")) == 0;
  }

  /** The address of the same list with another value of one parameter. */
  public String where(String name, String value) {
    return query().with(name, value).address();
  }

  /** The address with these two and nothing else. */
  public String only(String direction, String state) {
    return new MessageQuery(Map.of("direction", direction, "state", state)::get).address();
  }

  /** Whether the list is narrowed to these two and nothing else. */
  public boolean isOnly(String direction, String state) {
    return only(direction, state).equals(query().address());
  }

  /** The address of the next part; empty at the end. */
  public String getOlder() {
    return found().next() == 0 ? "" : query().address() + "&before=" + found().next();
  }

  /** The address of the first part, and of the export. */
  public String getAddress() {
    return query().address();
  }

  public int getMost() {
    return Messages.EXPORT_MAX;
  }

  /** How many messages came since the page was drawn; asked every few seconds. */
  @Once
  public int getArrived() {
    return problem.isEmpty() && isLive() ? messages.newer(current.get(), search(), newest) : 0;
  }

  /** Opens the message that a row's link names. */
  public void open() {
    open =
        number(
            FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("message"));
    life = null;
  }

  public boolean isOpened() {
    return open != 0;
  }

  /** The life of the message that is open; {@code null} for none. */
  @Once
  public MessageLife.Life getLife() {
    if (open != 0 && life == null) {
      life = lives.of(current.get(), open);
    }
    return life;
  }

  /** Most campaigns and numbers that a filter offers. */
  public int getChoices() {
    return Messages.LIST_MAX;
  }

  /** The campaigns to choose from. */
  @Once
  public List<Messages.Choice> getCampaigns() {
    return messages.campaigns(current.get(), number(given("campaign")));
  }

  @Once
  public List<Messages.Choice> getNumbers() {
    return messages.numbers(current.get(), number(given("number")));
  }

  /** Whether messages of several tenants are in the list. */
  public boolean isMany() {
    return !current.getBelow().isEmpty();
  }

  public List<Tenant> getClients() {
    return current.getBelow();
  }

  public String tenant(long id) {
    return tree.find(id).map(Tenant::name).orElse("");
  }

  public List<String> getStates() {
    return MessageSearch.STATES;
  }
}
