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
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.number.Keyword;
import livery.number.Keywords;
import livery.number.Numbers;
import livery.plugin.PluginHost;
import livery.tenant.CurrentScope;
import livery.tenant.Scope;

/**
 * The campaigns of a tenant with what came to them, part by part; {@code ?status=running} shows
 * some of them.
 */
@Named
@RequestScoped
public class CampaignsPage {

  private static final String STATUS = "campaigns.status";
  private static final String BEFORE = "campaigns.before";
  private static final String CHOSEN = "campaigns.chosen";

  /** Most rows of a part. */
  public static final int PART = 200;

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
  private Map<Long, Count> sums;
  private Map<String, Long> standing;
  private boolean more;
  private String status = "";
  private long before = Long.MAX_VALUE;

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

  /** The campaigns of this part, the newest first. */
  public List<Line> getLines() {
    if (lines == null) {
      var found = rows(before(), PART + 1);
      more = found.size() > PART;
      lines = lines(more ? found.subList(0, PART) : found);
    }
    return lines;
  }

  /**
   * The campaigns of the part behind one, for a file: at most {@value #PART}.
   *
   * @param before the id that the part before ended with, {@link Long#MAX_VALUE} for the first
   */
  public List<Line> part(long before) {
    return lines(rows(before, PART));
  }

  /** How many campaigns have a status; of all for the empty one. */
  public long count(String wanted) {
    if (standing == null) {
      standing = campaigns.count(current.get());
    }
    return wanted.isEmpty()
        ? standing.values().stream().mapToLong(Long::longValue).sum()
        : standing.getOrDefault(wanted, 0L);
  }

  public boolean isNone() {
    return count("") == 0;
  }

  /** Whether this part is all, so that it may be sorted without a lie. */
  @Once
  public boolean isWhole() {
    return isFirst() && getNext().isEmpty();
  }

  /** Whether the list is shown from its beginning. */
  public boolean isFirst() {
    return before() == Long.MAX_VALUE;
  }

  /** What the next part begins behind; empty at the end. */
  @Once
  public String getNext() {
    var shown = getLines();
    return more ? "" + shown.get(shown.size() - 1).row().id() : "";
  }

  /** The address of the list's beginning. */
  @Once
  public String getStart() {
    return getStatus().isEmpty() ? "?" : "?status=" + getStatus();
  }

  /** The address of the part behind a campaign. */
  public String behind(String after) {
    return "?after=" + after + (getStatus().isEmpty() ? "" : "&status=" + getStatus());
  }

  /** Where this part begins, from the address; what is no number is the beginning. */
  @Once
  public String getAfter() {
    return isFirst() ? "" : "" + before();
  }

  public void setAfter(String after) {
    before = Long.MAX_VALUE;
    if (after != null && !after.isEmpty()) {
      try {
        before = Long.parseLong(after);
      } catch (NumberFormatException none) {
        // An address that somebody typed.
      }
    }
    view().put(BEFORE, before);
  }

  private long before() {
    return view().get(BEFORE) instanceof Long kept ? kept : before;
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
              ? getLines().stream().filter(line -> ids.contains(line.row().id())).toList()
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
    return "/campaign/list?faces-redirect=true&status=" + getStatus() + "&after=" + getAfter();
  }

  private static void say(FacesMessage.Severity severity, String text) {
    FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
  }

  private List<CampaignRow> rows(long behind, int limit) {
    return getStatus().isEmpty()
        ? campaigns.list(current.get(), behind, limit)
        : campaigns.list(current.get(), getStatus(), behind, limit);
  }

  private List<Line> lines(List<CampaignRow> rows) {
    var scope = current.get();
    if (sums == null) {
      sums = counts.all(scope);
    }
    Map<Long, List<String>> words = new HashMap<>();
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
