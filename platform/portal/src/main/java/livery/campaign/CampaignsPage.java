package livery.campaign;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livery.campaign.CampaignCounts.Count;
import livery.frame.Frame;
import livery.number.Keyword;
import livery.number.Keywords;
import livery.number.NumberRow;
import livery.number.Numbers;
import livery.plugin.PluginHost;
import livery.tenant.CurrentScope;

/** The campaigns of a tenant with what came to them; {@code ?status=running} shows some of them. */
@Named
@RequestScoped
public class CampaignsPage {

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
  private List<Line> lines;
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
      Clock clock) {
    this.campaigns = campaigns;
    this.counts = counts;
    this.keywords = keywords;
    this.numbers = numbers;
    this.plugins = plugins;
    this.current = current;
    this.frame = frame;
    this.clock = clock;
  }

  protected CampaignsPage() {
    this(null, null, null, null, null, null, null, null);
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
    return all().stream().filter(line -> status.isEmpty() || line.status().equals(status)).toList();
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

  public String getStatus() {
    return status;
  }

  /** From the address, in any case. */
  public void setStatus(String status) {
    var known = status == null ? "" : status.strip().toUpperCase(Locale.ROOT);
    this.status = STATUSES.contains(known) ? known : "";
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
    for (var keyword : keywords.all(scope)) {
      words.computeIfAbsent(keyword.campaignId(), id -> new ArrayList<>()).add(word(keyword));
    }
    var labels = new HashMap<Long, String>();
    for (NumberRow number : numbers.list(scope)) {
      labels.put(number.id(), number.label());
    }
    var now = clock.instant();
    return campaigns.list(scope, Long.MAX_VALUE, Campaigns.LIST_MAX).stream()
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
