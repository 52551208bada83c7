package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import livery.faces.Once;
import livery.frame.ChartData;
import livery.frame.Frame;
import livery.frame.Period;
import livery.frame.Texts;
import livery.history.Messages;
import livery.sales.Sales;
import livery.sales.SalesCount;
import livery.tenant.CurrentScope;
import livery.traffic.Pulse;

/** The first page: {@code /index.xhtml?days=7}. */
@Named("dashboard")
@RequestScoped
public class DashboardPage {

  private static final int RECEIVED = 1;
  private static final int SENT = 2;
  private static final int USUAL_DAYS = 7;

  private final Statistics statistics;
  private final Pulse pulse;
  private final Sales sales;
  private final SalesCount count;
  private final Messages messages;
  private final CurrentScope current;
  private final Texts texts;
  private final Locale locale;
  private final Clock clock;
  private Overview overview;
  private Pulse.Rates rates;
  private List<Sales.Line> sold;

  @Inject
  public DashboardPage(
      Statistics statistics,
      Pulse pulse,
      Sales sales,
      SalesCount count,
      Messages messages,
      CurrentScope current,
      Texts texts,
      Frame frame,
      Clock clock) {
    this.statistics = statistics;
    this.pulse = pulse;
    this.sales = sales;
    this.count = count;
    this.messages = messages;
    this.current = current;
    this.texts = texts;
    this.locale = frame == null ? Locale.ENGLISH : frame.locale();
    this.clock = clock;
  }

  protected DashboardPage() {
    this(null, null, null, null, null, null, null, null, null);
  }

  /** The stretch that the address names, else a week. */
  public int getDays() {
    var given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("days", "");
    return Span.DAYS.stream()
        .filter(days -> given.equals(days.toString()))
        .findFirst()
        .orElse(USUAL_DAYS);
  }

  public List<Integer> getChoices() {
    return Span.DAYS;
  }

  public Overview getOverview() {
    if (overview == null) {
      overview = statistics.overview(current.get(), getDays());
    }
    return overview;
  }

  public Figure figure(String name) {
    return getOverview().figure(name);
  }

  /** The list of messages of the stretch, narrowed further by this part of an address. */
  public String list(String more) {
    var first = span().dates().get(0);
    return "/message/list.xhtml?from=" + first + "&to=" + span().today() + more;
  }

  private Span span() {
    return new Span(getDays(), current.getTenant().zone(), clock.instant());
  }

  /** Messages a second over the last minutes. */
  public Pulse.Rates getRates() {
    if (rates == null) {
      rates = pulse.of(current.get());
    }
    return rates;
  }

  /** Both directions together, for the line. */
  @Once
  public List<Double> getBeats() {
    var received = getRates().received();
    var sent = getRates().sent();
    return IntStream.range(0, received.size())
        .mapToObj(i -> received.get(i) + sent.get(i))
        .toList();
  }

  /** Whether the tenant has clients, so that it earns rather than spends. */
  public boolean isSeller() {
    return current.getTenant().kind() != livery.tenant.Tenant.Kind.CLIENT;
  }

  @Once
  public boolean isMargins() {
    return isSeller() && current.isFinances();
  }

  /** What was sold and earned in the stretch, as the page of margins has it, by product. */
  public List<Sales.Line> getSold() {
    if (sold == null) {
      var days = new Period(span().dates().get(0), span().today(), span().zone());
      sold = sales.sold(current.get(), Sales.By.PRODUCT, new Sales.Filter(days, 0, ""));
    }
    return sold;
  }

  /** Until when that is counted; {@code null} before the first count. */
  public Instant getCountedTo() {
    return count.countedTo().orElse(null);
  }

  /** The same days on the page of margins. */
  public String getMarginPage() {
    return "/sales/margin.xhtml?from=" + span().dates().get(0) + "&to=" + span().today();
  }

  @Once
  public String getByTime() {
    var shown = getOverview();
    return ChartData.bars(shown.times().stream().map(this::label).toList())
        .stacked()
        .series(texts.get("report.received"), RECEIVED, shown.received())
        .series(texts.get("report.sent"), SENT, shown.sent())
        .json();
  }

  private String label(String time) {
    return time.length() < 3
        ? time
        : DateTimeFormatter.ofPattern("d MMM", locale).format(LocalDate.parse(time));
  }

  @Once
  public String getByHour() {
    var shown = getOverview();
    return ChartData.bars(IntStream.range(0, 24).mapToObj(Integer::toString).toList())
        .stacked()
        .series(texts.get("report.received"), RECEIVED, shown.hoursIn())
        .series(texts.get("report.sent"), SENT, shown.hoursOut())
        .json();
  }

  @Once
  public String getByOperator() {
    return flat(getOverview().operators());
  }

  @Once
  public String getByClient() {
    return flat(getOverview().clients());
  }

  @Once
  public String getByCampaign() {
    return flat(getOverview().campaigns());
  }

  private String flat(List<Overview.Group> groups) {
    return ChartData.flatBars(groups.stream().map(this::name).toList())
        .stacked()
        .series(
            texts.get("report.received"),
            RECEIVED,
            groups.stream().map(Overview.Group::received).toList())
        .series(texts.get("report.sent"), SENT, groups.stream().map(Overview.Group::sent).toList())
        .json();
  }

  private String name(Overview.Group group) {
    return group.name().isEmpty() ? texts.get("report.unnamed") : group.name();
  }

  /** What a new client has done already, so that the page says what comes next. */
  @Once
  public boolean isHasNumber() {
    return messages.ownsNumber(current.get());
  }

  @Once
  public boolean isHasCampaign() {
    return !messages.campaigns(current.get(), 0).isEmpty();
  }

  /** The zone that the hours are in, for the page to say. */
  public String getZone() {
    var zone = current.getTenant().zone();
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }
}
