package livery.premium;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import livery.billing.Money;
import livery.billing.PremiumPosting;
import livery.faces.Once;
import livery.frame.ChartData;
import livery.frame.Download;
import livery.frame.Format;
import livery.frame.Parts;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Tenant;

/** What premium numbers bring: by state, by month, by number; and the payments to buyers. */
@Named
@ViewScoped
public class IncomePage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MONTHS = 6;

  private final Income income;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private final Parts<Income.Due, String> dueParts =
      new Parts<>(Income.PART_MAX, "", this::due, Income.Due::place);
  private transient List<Income.Line> lines;
  private int months = MONTHS;
  private String buyer = "";
  private String way = PremiumPosting.Way.TO_BALANCE.name();
  private String reference = "";

  @Inject
  public IncomePage(Income income, CurrentScope current, Texts texts, Format format) {
    this.income = income;
    this.current = current;
    this.texts = texts;
    this.format = format;
  }

  protected IncomePage() {
    this(null, null, null, null);
  }

  @PostConstruct
  void begin() {
    var given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("months", "");
    months = given.matches("1|3|6|12|24") ? Integer.parseInt(given) : MONTHS;
  }

  /** Sends the lines as a file instead of the page. */
  public void download() {
    Download.table("premium-income", PremiumCsv.income(getLines()));
  }

  public List<Income.Line> getLines() {
    if (lines == null) {
      var to = YearMonth.from(income.today());
      lines = income.lines(current.get(), to.minusMonths(months - 1L), to);
    }
    return lines;
  }

  @Once
  public List<Income.Sums> getSums() {
    return income.sums(getLines());
  }

  /** Income by month and state, of the currency that there is most of. */
  @Once
  public String getChart() {
    var currency = getSums().isEmpty() ? "" : getSums().get(0).currency();
    var to = YearMonth.from(income.today());
    var labels = new ArrayList<String>();
    Map<Income.State, List<BigDecimal>> series = new EnumMap<>(Income.State.class);
    for (var state : Income.State.values()) {
      series.put(state, new ArrayList<>());
    }
    for (var month = to.minusMonths(months - 1L); !month.isAfter(to); month = month.plusMonths(1)) {
      var period = OperatorStatements.number(month);
      labels.add(format.shortMonth(month));
      series.forEach((state, values) -> values.add(sum(period, state, currency)));
    }
    var chart = ChartData.bars(labels).stacked();
    series.forEach(
        (state, values) ->
            chart.series(texts.get("premium.state." + state), state.ordinal() + 1, values));
    return chart.json();
  }

  private BigDecimal sum(int period, Income.State state, String currency) {
    return getLines().stream()
        .filter(line -> line.period() == period && line.state() == state)
        .map(Income.Line::income)
        .filter(money -> money.currency().equals(currency))
        .reduce(Money.zero(currency.isEmpty() ? "EUR" : currency), Money::plus)
        .toBigDecimal();
  }

  /** Whether the tenant has buyers, so that passing on matters. */
  public boolean isSelling() {
    return current.getTenant().kind() != Tenant.Kind.CLIENT;
  }

  @Once
  public boolean isPaying() {
    return isSelling() && current.isFinances();
  }

  @Once
  public List<Income.Due> getDue() {
    return dueParts.getRows();
  }

  private List<Income.Due> due(String after, int limit) {
    return isPaying() ? income.due(current.get(), after, limit) : List.of();
  }

  public Parts<Income.Due, String> getDueParts() {
    return dueParts;
  }

  /** Whether the operators are meant, who pay the platform. */
  public boolean isOperators(Income.Due due) {
    return due.buyerId() == current.get().tenantId();
  }

  /** Begins to pay: the dialog asks how. */
  public void choose(Income.Due due) {
    buyer = due.buyerId() + " " + due.amount().currency();
    way =
        isOperators(due) ? PremiumPosting.Way.PAYOUT.name() : PremiumPosting.Way.TO_BALANCE.name();
    reference = "";
  }

  /** What is asked about; {@code null} before a choice. */
  @Once
  public Income.Due getChosen() {
    return getDue().stream()
        .filter(due -> buyer.equals(due.buyerId() + " " + due.amount().currency()))
        .findFirst()
        .orElse(null);
  }

  /** Pays all that is payable to the chosen buyer. */
  public void pay() {
    var words = buyer.split(" ");
    income.pay(current.get(), Long.parseLong(words[0]), words[1], way, reference);
    buyer = "";
    lines = null;
    Notice.say("premium.paid");
  }

  public int getMonths() {
    return months;
  }

  public List<Integer> getSpans() {
    return List.of(1, 3, 6, 12, 24);
  }

  public PremiumPosting.Way[] getWays() {
    return PremiumPosting.Way.values();
  }

  public String getWay() {
    return way;
  }

  public void setWay(String way) {
    this.way = way;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(String reference) {
    this.reference = reference;
  }
}
