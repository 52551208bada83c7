package livery.campaign;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import livery.campaign.CampaignCounts.Count;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.number.Keyword;
import livery.number.Keywords;
import livery.number.Numbers;
import livery.plugin.PluginHost;
import livery.tenant.CurrentScope;
import livery.tenant.Scope;

/** The campaigns of a tenant with what came to them; {@code ?status=running} shows some of them. */
@Named
@RequestScoped
public class CampaignsPage {

  private static final String STATUS = "campaigns.status";
  private static final String CHOSEN = "campaigns.chosen";
  private static final List<String> STATUSES =
      List.of("RUNNING", "PLANNED", "DRAFT", "PAUSED", "ENDED");

  private final Campaigns campaigns;
  private final CampaignCounts counts;
  private final Keywords keywords;
  private final Numbers numbers;
  private final PluginHost plugins;
  private final CurrentScope current;
  private final Frame frame;
  private final Clock clock;
  private final Texts texts;
  private List<Line> lines;
  private List<Line> chosen;
  private String status = "";

  @Inject
  public CampaignsPage(
      Campaigns campaigns,
      CampaignCounts counts,
      Keywords keywords,
      Numbers numbers,
      PluginHost plugins,
      CurrentScope current,
      Frame frame,
      Clock clock,
      Texts texts) {
    this.campaigns = campaigns;
    this.counts = counts;
    this.keywords = keywords;
    this.numbers = numbers;
    this.plugins = plugins;
    this.current = current;
    this.frame = frame;
    this.clock = clock;
    this.texts = texts;
  }

  protected CampaignsPage() {
    this(null, null, null, null, null, null, null, null, null);
  }

  /**
   * One campaign of the list.
   *
   * @param type its kind in the reader's language
   * @param number "UA 3838", empty for none
   * @param words its keywords
   */
  public record Line(
      CampaignRow row, String type, String number, String words, String status, Count count) {

    /** The colour of the status chip. */
    public String tone() {
      return tone(status);
    }

    static String tone(String status) {
      return switch (status) {
        case "RUNNING" -> "good";
        case "PLANNED" -> "info";
        case "PAUSED" -> "warn";
        default -> "quiet";
      };
    }
  }

  public List<Line> getLines() {
    var wanted = getStatus();
    return all().stream().filter(line -> wanted.isEmpty() || line.status().equals(wanted)).toList();
  }

  /** How many campaigns have a status; of all for the empty one. */
  public long count(String wanted) {
    return all().stream().filter(line -> wanted.isEmpty() || line.status().equals(wanted)).count();
  }

  public boolean isNone() {
    return all().isEmpty();
  }

  public List<String> getStatuses() {
    return STATUSES;
  }

  /** What is shown, also while a script draws the list anew. */
  public String getStatus() {
    return status.isEmpty() && view().get(STATUS) instanceof String kept ? kept : status;
  }

  /** From the address, in any case. */
  public void setStatus(String status) {
    var known = status == null ? "" : status.strip().toUpperCase(Locale.ROOT);
    this.status = STATUSES.contains(known) ? known : "";
    view().put(STATUS, this.status);
  }

  /** Those that are ticked: the view keeps their ids, so that the buttons for them are known. */
  public List<Line> getChosen() {
    if (chosen == null) {
      chosen =
          view().get(CHOSEN) instanceof List<?> ids
              ? all().stream().filter(line -> ids.contains(line.row().id())).toList()
              : List.of();
    }
    return chosen;
  }

  public void setChosen(List<Line> chosen) {
    this.chosen = chosen == null ? List.of() : List.copyOf(chosen);
    view().put(CHOSEN, new ArrayList<>(this.chosen.stream().map(line -> line.row().id()).toList()));
  }

  /** What the open page remembers; nothing where there is no page, as for a file. */
  private static Map<String, Object> view() {
    var faces = FacesContext.getCurrentInstance();
    return faces == null || faces.getViewRoot() == null
        ? new HashMap<>()
        : faces.getViewRoot().getViewMap();
  }

  /** How many of them can be paused. */
  public long getToPause() {
    return toPause().count();
  }

  /** How many of them can go on. */
  public long getToResume() {
    return toResume().count();
  }

  private Stream<Line> toPause() {
    return getChosen().stream().filter(line -> line.row().state() == CampaignRow.State.RUNNING);
  }

  private Stream<Line> toResume() {
    return getChosen().stream().filter(line -> line.row().state() == CampaignRow.State.PAUSED);
  }

  /** Pauses what is ticked and runs. */
  public String pauseChosen() {
    return act(toPause(), campaigns::pause, "campaign.paused-some");
  }

  /** Lets what is ticked and paused go on. */
  public String resumeChosen() {
    return act(toResume(), campaigns::start, "campaign.resumed-some");
  }

  /** One after the other; what is refused is named with its reason and hinders no other. */
  private String act(Stream<Line> wanted, BiConsumer<Scope, Long> act, String key) {
    var done = 0;
    for (var line : wanted.toList()) {
      try {
        act.accept(current.get(), line.row().id());
        done++;
      } catch (Fault refused) {
        say(
            FacesMessage.SEVERITY_ERROR,
            line.row().name() + ": " + texts.of(refused.key(), refused.arguments()));
      }
    }
    if (done > 0) {
      say(FacesMessage.SEVERITY_INFO, texts.of(key, done));
    }
    FacesContext.getCurrentInstance().getExternalContext().getFlash().setKeepMessages(true);
    return "/campaign/list?faces-redirect=true&status=" + getStatus();
  }

  private static void say(FacesMessage.Severity severity, String text) {
    FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
  }

  private List<Line> all() {
    if (lines == null) {
      lines = read();
    }
    return lines;
  }

  private List<Line> read() {
    var scope = current.get();
    var sums = counts.all(scope);
    Map<Long, List<String>> words = new HashMap<>();
    var rows = campaigns.list(scope, Long.MAX_VALUE, Campaigns.LIST_MAX);
    for (var keyword : keywords.ofCampaigns(scope, rows.stream().map(CampaignRow::id).toList())) {
      words.computeIfAbsent(keyword.campaignId(), id -> new ArrayList<>()).add(word(keyword));
    }
    var labels = new HashMap<Long, String>();
    for (var number : numbers.these(scope, rows.stream().map(CampaignRow::numberId).toList())) {
      labels.put(number.id(), number.label());
    }
    var now = clock.instant();
    return rows.stream()
        .map(
            row ->
                new Line(
                    row,
                    typeName(row.type()),
                    labels.getOrDefault(row.numberId(), ""),
                    String.join(", ", words.getOrDefault(row.id(), List.of())),
                    row.status(now),
                    sums.getOrDefault(row.id(), Count.NONE)))
        .toList();
  }

  private String typeName(String type) {
    return plugins.find(type).map(found -> found.name(frame.getLocale())).orElse(type);
  }

  private static String word(Keyword keyword) {
    return keyword.isCatchAll() ? "∗" : keyword.word();
  }
}
