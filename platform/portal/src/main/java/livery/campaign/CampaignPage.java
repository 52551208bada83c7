package livery.campaign;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import livery.api.Report;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.ChartData;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.number.Keyword;
import livery.number.Keywords;
import livery.number.NumberRow;
import livery.number.Numbers;
import livery.plugin.PluginHost;
import livery.tenant.CurrentScope;
import livery.tenant.TenantTree;

/** One campaign, {@code ?id=…}: how it goes, what it listens for, and what to do with it. */
@Named
@ViewScoped
public class CampaignPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int ROWS_MAX = 100;
  private static final int FLAT_MAX = 10;
  private static final String HERE = "/campaign/view?faces-redirect=true&id=";

  private final Campaigns campaigns;
  private final CampaignCounts counts;
  private final Keywords keywords;
  private final Numbers numbers;
  private final PluginHost plugins;
  private final TenantTree tree;
  private final CurrentScope current;
  private final Frame frame;
  private final Clock clock;
  private long id;
  private final WordForm form = new WordForm();
  private transient CampaignRow row;
  private transient Report report;
  private String reportFault = "";
  private transient CampaignCounts.Count count;

  @Inject
  public CampaignPage(
      Campaigns campaigns,
      CampaignCounts counts,
      Keywords keywords,
      Numbers numbers,
      PluginHost plugins,
      TenantTree tree,
      CurrentScope current,
      Frame frame,
      Clock clock) {
    this.campaigns = campaigns;
    this.counts = counts;
    this.keywords = keywords;
    this.numbers = numbers;
    this.plugins = plugins;
    this.tree = tree;
    this.current = current;
    this.frame = frame;
    this.clock = clock;
  }

  protected CampaignPage() {
    this(null, null, null, null, null, null, null, null, null);
  }

  @PostConstruct
  void open() {
    var given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("id", "");
    if (!given.matches("[0-9]{1,18}")) {
      throw Fault.notFound("campaign", "");
    }
    id = Long.parseLong(given);
    getRow();
  }

  public CampaignRow getRow() {
    if (row == null) {
      row = campaigns.find(current.get(), id);
    }
    return row;
  }

  /** Reads everything again; asked by the page every few seconds. */
  public void refresh() {
    row = null;
    report = null;
    reportFault = "";
    count = null;
  }

  @Once
  public String getStatus() {
    return getRow().status(clock.instant());
  }

  /** The colour of the status chip. */
  @Once
  public String getTone() {
    return CampaignsPage.Line.tone(getStatus());
  }

  /** The kind of campaign in the reader's language. */
  @Once
  public String getType() {
    return plugins
        .find(getRow().type())
        .map(type -> type.name(frame.getLocale()))
        .orElse(getRow().type());
  }

  /** Whether its kind is installed; without it the campaign cannot answer. */
  @Once
  public boolean isInstalled() {
    return plugins.find(getRow().type()).isPresent();
  }

  /** The number it listens on, {@code null} for none. */
  @Once
  public NumberRow getNumber() {
    return getRow().numberId() == 0
        ? null
        : numbers.these(current.get(), List.of(getRow().numberId())).stream()
            .findFirst()
            .orElse(null);
  }

  public CampaignCounts.Count getCount() {
    if (count == null) {
      count = counts.all(current.get()).getOrDefault(id, CampaignCounts.Count.NONE);
    }
    return count;
  }

  /** What came in each of the last 24 hours. */
  @Once
  public List<Long> getLastDay() {
    return counts.lastDay(current.get(), id);
  }

  public Report getReport() {
    if (report == null) {
      report = read();
    }
    return report;
  }

  private Report read() {
    try {
      return campaigns.report(current.get(), id, frame.getLocale());
    } catch (Fault unavailable) {
      reportFault = Texts.in(frame.getLocale()).of(unavailable.key(), unavailable.arguments());
      return Report.EMPTY;
    }
  }

  /** Why there is no report; empty when there is one. */
  @Once
  public String getReportFault() {
    getReport();
    return reportFault;
  }

  /** The currency of what it spent. */
  @Once
  public String getCurrency() {
    return tree.find(getRow().tenantId()).orElseThrow().currency();
  }

  /** As many rows of a table as a page shows; the export has all. */
  public List<List<String>> shown(Report.Table table) {
    return new ReportCells(frame.getLocale()).rows(table, ROWS_MAX);
  }

  /** The series of the report that have something to show. */
  @Once
  public List<Report.Series> getSeries() {
    return getReport().series().stream().filter(series -> !series.labels().isEmpty()).toList();
  }

  /** One series of the report as a chart: a few things under each other, many beside each other. */
  public String chart(Report.Series series) {
    var labels = new ReportCells(frame.getLocale()).labels(series.labels());
    var chart = labels.size() > FLAT_MAX ? ChartData.bars(labels) : ChartData.flatBars(labels);
    return chart.series(series.title(), 1, series.values()).json();
  }

  /** What the campaign made of a message, in the reader's words. */
  public String label(CampaignCounts.Line line) {
    return plugins.label(getRow().type(), line.label(), frame.getLocale());
  }

  @Once
  public List<CampaignCounts.Line> getMessages() {
    return counts.newest(current.get().at(getRow().tenantId()), id);
  }

  @Once
  public List<Keyword> getKeywords() {
    return keywords.ofCampaign(current.get(), id);
  }

  /** Whether this person may still change the campaign. */
  @Once
  public boolean isOpen() {
    return current.isManages() && getRow().state() != CampaignRow.State.ENDED;
  }

  /** Adds the keyword of the form. */
  public String listen() {
    if (form.getWord().isBlank()) {
      throw Fault.invalid("word", "campaign.fault.word");
    }
    campaigns.listen(current.get(), id, form.wish(0, 0));
    return HERE + id;
  }

  /** Gives a keyword up. */
  public String mute(long keywordId) {
    if (getKeywords().stream().anyMatch(keyword -> keyword.id() == keywordId)) {
      keywords.remove(current.get(), keywordId);
    }
    return HERE + id;
  }

  public String start() {
    campaigns.start(current.get(), id);
    return HERE + id;
  }

  public String pause() {
    campaigns.pause(current.get(), id);
    return HERE + id;
  }

  public String end() {
    campaigns.end(current.get(), id);
    return HERE + id;
  }

  public String discard() {
    campaigns.discard(current.get(), id);
    return "/campaign/list?faces-redirect=true";
  }

  /** The keyword that is to be added. */
  public WordForm getForm() {
    return form;
  }
}
