package livery.sales;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import livery.billing.Money;
import livery.client.Tenants;
import livery.faces.Once;
import livery.frame.ChartData;
import livery.frame.Download;
import livery.frame.Format;
import livery.frame.Period;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Tenant;

/** What was earned: {@code /sales/margin.xhtml?from=2026-03-01&client=20&id=20}. */
@Named
@RequestScoped
public class MarginPage {

  private static final int SOLD_COLOUR = 2;
  private static final int MARGIN_COLOUR = 3;
  private static final int CLIENTS_SHOWN = 8;

  private final Sales sales;
  private final SalesQuery queries;
  private final SalesCount count;
  private final Tenants tenants;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private Sales.Filter filter;
  private List<Sales.Line> days;
  private List<Sales.Line> clients;
  private List<Sales.Line> rows;
  private List<Sales.Line> rates;

  /** The figures of one pair of currencies, against as many days before. */
  public record Sum(Sales.Line now, Sales.Line before) {

    public Double soldChange() {
      return change(now.sold(), before == null ? null : before.sold());
    }

    public Double marginChange() {
      return change(
          now.margin().orElse(null), before == null ? null : before.margin().orElse(null));
    }

    private static Double change(Money now, Money before) {
      return now == null || before == null || before.micros() <= 0
          ? null
          : (now.micros() - before.micros()) / (double) before.micros();
    }

    public Money margin() {
      return now.margin().orElse(null);
    }
  }

  @Inject
  public MarginPage(
      Sales sales,
      SalesQuery queries,
      SalesCount count,
      Tenants tenants,
      CurrentScope current,
      Texts texts,
      Format format) {
    this.sales = sales;
    this.queries = queries;
    this.count = count;
    this.tenants = tenants;
    this.current = current;
    this.texts = texts;
    this.format = format;
  }

  protected MarginPage() {
    this(null, null, null, null, null, null, null);
  }

  private static String parameter(String name) {
    return FacesContext.getCurrentInstance()
        .getExternalContext()
        .getRequestParameterMap()
        .getOrDefault(name, "");
  }

  private static long number(String name) {
    var text = parameter(name);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** What the address asks for, checked. */
  public Sales.Filter getFilter() {
    if (filter == null) {
      filter =
          queries.of(
              current.get(),
              parameter("from"),
              parameter("to"),
              number("client"),
              parameter("product"));
    }
    return filter;
  }

  private List<Sales.Line> days() {
    if (days == null) {
      days = sales.sold(current.get(), Sales.By.DAY, getFilter());
    }
    return days;
  }

  /** The figures, one for each pair of currencies. */
  @Once
  public List<Sum> getSums() {
    var before = Sales.totals(sales.sold(current.get(), Sales.By.DAY, before()));
    return Sales.totals(days()).stream().map(now -> new Sum(now, same(now, before))).toList();
  }

  private Sales.Filter before() {
    var period = getFilter().period();
    var length = period.days();
    return new Sales.Filter(
        new Period(period.from().minusDays(length), period.from().minusDays(1), period.zone()),
        getFilter().buyerId(),
        getFilter().product());
  }

  private static Sales.Line same(Sales.Line line, List<Sales.Line> among) {
    return among.stream().filter(line::like).findFirst().orElse(null);
  }

  /** Points of a sparkline: sold, or earned, on each day. */
  public List<BigDecimal> points(Sum sum, boolean margin) {
    return values(
        Sales.byDay(days(), sum.now()),
        line -> margin ? line.margin().orElse(line.sold()) : line.sold());
  }

  private List<BigDecimal> values(
      Map<LocalDate, Sales.Line> lines, Function<Sales.Line, Money> value) {
    var values = new ArrayList<BigDecimal>();
    for (var day : dates()) {
      var line = lines.get(day);
      values.add(line == null ? BigDecimal.ZERO : value.apply(line).toBigDecimal());
    }
    return values;
  }

  private List<LocalDate> dates() {
    var period = getFilter().period();
    return period.from().datesUntil(period.to().plusDays(1)).toList();
  }

  /** Sold and earned by day; earned only where both can be told in one currency. */
  public String byDay(Sum sum) {
    var lines = Sales.byDay(days(), sum.now());
    var chart =
        ChartData.bars(dates().stream().map(format::shortDate).toList())
            .series(texts.of("sales.sold"), SOLD_COLOUR, values(lines, Sales.Line::sold));
    return sum.margin() == null
        ? chart.json()
        : chart
            .series(
                texts.of("sales.margin"),
                MARGIN_COLOUR,
                values(lines, line -> line.margin().orElseThrow()))
            .json();
  }

  /** Those of whom most was earned. */
  public String byClient(Sum sum) {
    var most =
        getClients().stream()
            .filter(line -> line.buyerId() != 0 && same(line, List.of(sum.now())) != null)
            .limit(CLIENTS_SHOWN)
            .toList();
    var chart =
        ChartData.flatBars(most.stream().map(Sales.Line::buyer).toList())
            .series(
                texts.of("sales.sold"),
                SOLD_COLOUR,
                most.stream().map(line -> line.sold().toBigDecimal()).toList());
    return sum.margin() == null
        ? chart.json()
        : chart
            .series(
                texts.of("sales.margin"),
                MARGIN_COLOUR,
                most.stream().map(line -> line.margin().orElseThrow().toBigDecimal()).toList())
            .json();
  }

  /** One line for each client. */
  public List<Sales.Line> getClients() {
    if (clients == null) {
      clients = sales.sold(current.get(), Sales.By.CLIENT, getFilter());
    }
    return clients;
  }

  /** One line for each client and product. */
  public List<Sales.Line> getRows() {
    if (rows == null) {
      rows = sales.sold(current.get(), Sales.By.CLIENT_PRODUCT, getFilter());
    }
    return rows;
  }

  /** The products of the period, for the filter. */
  @Once
  public List<String> getProducts() {
    var all = new java.util.TreeSet<String>();
    var wide = new Sales.Filter(getFilter().period(), getFilter().buyerId(), "");
    sales.sold(current.get(), Sales.By.PRODUCT, wide).stream()
        .filter(line -> line.kind() == Sales.Kind.SALE || line.kind() == Sales.Kind.OWN)
        .forEach(line -> all.add(line.product()));
    return List.copyOf(all);
  }

  /** Those that may be chosen. */
  @Once
  public List<Tenant> getBuyers() {
    return tenants.children(current.get());
  }

  /** Whether one client is looked at beside the table. */
  public boolean isChosen() {
    return number("id") != 0;
  }

  /** The client beside the table, a line for each pair of currencies. */
  @Once
  public List<Sales.Line> getClient() {
    return getClients().stream().filter(line -> line.buyerId() == number("id")).toList();
  }

  /** What was sold at each rate; empty where nothing had to be converted. */
  public List<Sales.Line> getRates() {
    if (rates == null) {
      rates =
          sales.sold(current.get(), Sales.By.RATE, getFilter()).stream()
              .filter(line -> line.rates() != null)
              .toList();
    }
    return rates;
  }

  /** At which rates a sum was converted, in a sentence; empty where that was not needed. */
  public String converted(Sales.Line line) {
    var pair = new Object[] {line.sold().currency(), line.cost().currency()};
    if (line.converted() == null) {
      return texts.of("sales.no-rate", pair[0], pair[1]);
    }
    var span = line.rates();
    if (span == null) {
      return "";
    }
    return span.isOne()
        ? texts.of(
            "sales.one-rate",
            format.rate(span.lowest()),
            pair[0],
            pair[1],
            format.date(span.first()))
        : texts.of(
            "sales.rates",
            format.rate(span.lowest()),
            format.rate(span.highest()),
            pair[0],
            pair[1],
            format.date(span.first()),
            format.date(span.last()));
  }

  /** Its products. */
  @Once
  public List<Sales.Line> getOfClient() {
    return getRows().stream().filter(line -> line.buyerId() == number("id")).toList();
  }

  /** What the address keeps when a row is opened. */
  @Once
  public String getKept() {
    var kept = getFilter();
    return "from=%s&to=%s&client=%s&product=%s"
        .formatted(
            kept.period().from(),
            kept.period().to(),
            kept.buyerId() == 0 ? "" : kept.buyerId(),
            java.net.URLEncoder.encode(kept.product(), java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Until when everything is counted, while that is not just now. */
  public Instant getCountedTo() {
    return count.countedTo().orElse(null);
  }

  /** Sends the table as a file instead of the page. */
  public void download() {
    Download.table("margin", SalesCsv.of(getRows()));
  }
}
