package livery.report;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.faces.Once;
import livery.frame.ChartData;
import livery.frame.Download;
import livery.frame.Format;
import livery.frame.Period;
import livery.frame.Texts;
import livery.money.Purse;
import livery.money.Wallets;
import livery.price.ProductNames;
import livery.tenant.CurrentScope;
import livery.text.Csv;

/** Where a tenant's money went: {@code /report/spending.xhtml?from=2026-03-01}. */
@Named
@RequestScoped
public class SpendingPage {

  private static final int SPENT_COLOUR = 2;
  private static final int SHOWN = 10;

  private final Spending spending;
  private final Wallets wallets;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private final ProductNames names;
  private Period period;
  private List<Spending.Line> days;
  private List<Spending.Line> products;
  private List<Spending.Line> campaigns;

  @Inject
  public SpendingPage(
      Spending spending,
      Wallets wallets,
      CurrentScope current,
      Texts texts,
      Format format,
      ProductNames names) {
    this.spending = spending;
    this.wallets = wallets;
    this.current = current;
    this.texts = texts;
    this.format = format;
    this.names = names;
  }

  protected SpendingPage() {
    this(null, null, null, null, null, null);
  }

  private static String parameter(String name) {
    return FacesContext.getCurrentInstance()
        .getExternalContext()
        .getRequestParameterMap()
        .getOrDefault(name, "");
  }

  public Period getPeriod() {
    if (period == null) {
      period = spending.period(current.get(), parameter("from"), parameter("to"));
    }
    return period;
  }

  /** What it pays from; {@code null} for the platform. */
  @Once
  public Purse getPurse() {
    return wallets.own(current.get()).orElse(null);
  }

  private String currency() {
    return current.getTenant().currency();
  }

  private List<Spending.Line> days() {
    if (days == null) {
      days =
          spending.byDay(current.get(), getPeriod()).stream()
              .filter(line -> line.paid().currency().equals(currency()))
              .toList();
    }
    return days;
  }

  private static Money sum(List<Spending.Line> lines, String currency) {
    return lines.stream()
        .map(Spending.Line::paid)
        .filter(paid -> paid.currency().equals(currency))
        .reduce(Money.zero(currency), Money::plus);
  }

  /** All that was paid in the period. */
  public Money getSpent() {
    return sum(days(), currency());
  }

  /** Against as many days before; {@code null} when nothing was paid then. */
  @Once
  public Double getChange() {
    var now = getPeriod();
    var before = new Period(now.from().minusDays(now.days()), now.from().minusDays(1), now.zone());
    var paid = sum(spending.byDay(current.get(), before), currency());
    return paid.micros() <= 0
        ? null
        : (getSpent().micros() - paid.micros()) / (double) paid.micros();
  }

  /** The mean of a day. */
  @Once
  public long getEachDay() {
    return getSpent().micros() / getPeriod().days();
  }

  /** For how many days what is available would last; {@code null} while nothing is spent. */
  @Once
  public Long getLasts() {
    var purse = getPurse();
    return purse == null || getEachDay() <= 0 || purse.wallet().available().isNegative()
        ? null
        : (Long) (purse.wallet().available().micros() / getEachDay());
  }

  private List<LocalDate> dates() {
    return getPeriod().from().datesUntil(getPeriod().to().plusDays(1)).toList();
  }

  /** Paid on each day. */
  public List<BigDecimal> getPoints() {
    var paid =
        days().stream()
            .collect(
                Collectors.toMap(
                    Spending.Line::day, line -> line.paid().toBigDecimal(), BigDecimal::add));
    return dates().stream().map(day -> paid.getOrDefault(day, BigDecimal.ZERO)).toList();
  }

  @Once
  public String getByDay() {
    return ChartData.bars(dates().stream().map(format::shortDate).toList())
        .series(texts.of("report.spending.paid"), SPENT_COLOUR, getPoints())
        .json();
  }

  public List<Spending.Line> getProducts() {
    if (products == null) {
      products = spending.byProduct(current.get(), getPeriod());
    }
    return products;
  }

  public List<Spending.Line> getCampaigns() {
    if (campaigns == null) {
      campaigns = spending.byCampaign(current.get(), getPeriod());
    }
    return campaigns;
  }

  @Once
  public String getByCampaign() {
    return bars(getCampaigns(), getCampaigns().stream().map(this::campaign).toList());
  }

  @Once
  public String getByProduct() {
    return bars(
        getProducts(),
        getProducts().stream().map(line -> names.of(line.kind(), line.product())).toList());
  }

  private String bars(List<Spending.Line> lines, List<String> labels) {
    var most = Math.min(SHOWN, lines.size());
    return ChartData.flatBars(labels.subList(0, most))
        .series(
            texts.of("report.spending.paid"),
            SPENT_COLOUR,
            lines.stream().limit(most).map(line -> line.paid().toBigDecimal()).toList())
        .json();
  }

  /** A campaign's name, or words for none. */
  public String campaign(Spending.Line line) {
    return line.name().isEmpty() ? texts.of("report.spending.no-campaign") : line.name();
  }

  /** Sends all three tables as one file instead of the page. */
  public void download() {
    var file = new StringBuilder();
    var csv = new Csv(file);
    csv.row("day", "product", "campaign", "quantity", "paid", "currency", "kind");
    spending
        .byDay(current.get(), getPeriod())
        .forEach(line -> row(csv, line, line.day().toString(), "", ""));
    getProducts().forEach(line -> row(csv, line, "", line.product(), ""));
    getCampaigns().forEach(line -> row(csv, line, "", "", campaign(line)));
    Download.table("spending", file.toString());
  }

  private static void row(
      Csv csv, Spending.Line line, String day, String product, String campaign) {
    csv.row(
        day,
        product,
        campaign,
        line.quantity(),
        line.paid().toBigDecimal(),
        line.paid().currency(),
        line.kind() == null ? "" : line.kind().name());
  }
}
