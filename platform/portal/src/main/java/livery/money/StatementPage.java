package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import livery.billing.Money;
import livery.billing.PremiumPosting;
import livery.billing.RatedRows;
import livery.billing.Statement;
import livery.billing.Transfer;
import livery.faces.Once;
import livery.frame.ChartData;
import livery.frame.Download;
import livery.frame.Format;
import livery.frame.Texts;
import livery.order.Ordered;
import livery.order.Orders;
import livery.order.Place;
import livery.price.ProductNames;
import livery.rented.Rented;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;

/** The statement of a wallet, by address, so that each view can be linked to. */
@Named
@RequestScoped
public class StatementPage {

  private static final int ROWS = 25;
  private static final int EVENTS = 100;
  private static final int PAID_IN_COLOUR = 3;
  private static final int SPENT_COLOUR = 1;

  private final Statements statements;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private final ProductNames names;
  private final Rented rented;
  private Statements.Query query;
  private Statements.Part page;
  private Statements.Detail detail;
  private List<Statements.Total> totals;
  private Map<Long, Rented.Thing> things;

  @Inject
  public StatementPage(
      Statements statements,
      CurrentScope current,
      Texts texts,
      Format format,
      ProductNames names,
      Rented rented) {
    this.statements = statements;
    this.current = current;
    this.texts = texts;
    this.format = format;
    this.names = names;
    this.rented = rented;
  }

  protected StatementPage() {
    this(null, null, null, null, null, null);
  }

  private static Map<String, String> parameters() {
    return FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
  }

  private static long number(String name) {
    var text = parameters().getOrDefault(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** What is asked for in the address. */
  public Statements.Query getQuery() {
    if (query == null) {
      var asked = parameters();
      query =
          statements.query(
              current.get(),
              number("wallet"),
              asked.get("from"),
              asked.get("to"),
              asked.get("kind"),
              asked.get("product"));
    }
    return query;
  }

  public Statements.Part getPage() {
    if (page == null) {
      page = statements.page(current.get(), getQuery(), order(), parameters().get("after"), ROWS);
    }
    return page;
  }

  /** The number that a line of rent or set-up is for; {@code null} for other lines. */
  public Rented.Thing thing(Transfer transfer) {
    if (things == null) {
      things =
          rented.of(
              current.get(),
              isDetailed() ? List.of(getDetail().transfer()) : getPage().transfers());
    }
    return things.get(transfer.id());
  }

  private static Place<Statement.Line> order() {
    return Statements.ORDERS.shown(parameters().getOrDefault(Orders.FIELD, ""), "");
  }

  /** The order of the lines and what narrows them. */
  @Once
  public Ordered getOrdered() {
    return Ordered.of(
        order(),
        "wallet",
        parameters().get("wallet"),
        "from",
        getQuery().period().from(),
        "to",
        getQuery().period().to(),
        "kind",
        getKind(),
        "product",
        getQuery().product());
  }

  public boolean isFirst() {
    return parameters().getOrDefault("after", "").isEmpty();
  }

  /** The kinds that can be filtered by. */
  public Transfer.Kind[] getKinds() {
    return Transfer.Kind.values();
  }

  @Once
  public String getKind() {
    return getQuery().kind() == null ? "" : getQuery().kind().name();
  }

  /** The sums of the period. */
  public List<Statements.Total> getTotals() {
    if (totals == null) {
      totals = statements.totals(current.get(), getQuery());
    }
    return totals;
  }

  /** The products of the period, for the filter. */
  @Once
  public List<String> getProducts() {
    return getTotals().stream()
        .map(Statements.Total::product)
        .filter(product -> !product.isEmpty() && !product.equals(PremiumPosting.PRODUCT))
        .distinct()
        .sorted()
        .toList();
  }

  /** Spent and paid in by day, as {@code <l:chart>} wants it. */
  @Once
  public String getByDay() {
    var days = statements.days(current.get(), getQuery());
    return ChartData.bars(days.stream().map(day -> format.shortDate(day.day())).toList())
        .series(
            texts.of("money.spent"),
            SPENT_COLOUR,
            days.stream().map(day -> units(day.spentMicros())).toList())
        .series(
            texts.of("money.paid-in"),
            PAID_IN_COLOUR,
            days.stream().map(day -> units(day.addedMicros())).toList())
        .json();
  }

  /** Spent by product, refunds taken off. */
  @Once
  public String getByProduct() {
    var sums = new TreeMap<String, Money>();
    for (var total : getTotals()) {
      if (!total.product().isEmpty()) {
        sums.merge(total.product(), total.change().negated(), Money::plus);
      }
    }
    return ChartData.flatBars(sums.keySet().stream().map(names::name).toList())
        .series(
            texts.of("money.spent"),
            SPENT_COLOUR,
            sums.values().stream().map(sum -> units(sum.micros())).toList())
        .json();
  }

  /** Decimals of the column of changes. */
  @Once
  public int getChangeDecimals() {
    return decimals(getPage().lines().stream().mapToLong(line -> line.change().micros()));
  }

  /** Decimals of the column of balances. */
  @Once
  public int getBalanceDecimals() {
    return decimals(getPage().lines().stream().mapToLong(line -> line.balance().micros()));
  }

  /** Decimals of the column of sums. */
  @Once
  public int getSumDecimals() {
    return decimals(getTotals().stream().mapToLong(total -> total.change().micros()));
  }

  /** Decimals of the column of what events cost. */
  @Once
  public int getEventDecimals() {
    return Format.decimals(
        getDetail().purse().currency(),
        getEvents().stream().mapToLong(row -> row.line().amountMicros()));
  }

  private int decimals(LongStream micros) {
    return Format.decimals(getPage().purse().currency(), micros);
  }

  private static BigDecimal units(long micros) {
    return BigDecimal.valueOf(micros, Money.SCALE).stripTrailingZeros();
  }

  /** Whether the person may take back what came in: it is a wallet of one the tenant sells to. */
  @Once
  public boolean isBackable() {
    var scope = current.get();
    return Rights.finances(scope.role())
        && getPage().purse().wallet().sellerId() == scope.tenantId();
  }

  /** Whether one line is looked into. */
  public boolean isDetailed() {
    return number("transfer") != 0;
  }

  /** The line that is looked into. */
  public Statements.Detail getDetail() {
    if (detail == null) {
      detail =
          statements.detail(
              current.get(), number("wallet"), number("transfer"), number("event"), EVENTS + 1);
    }
    return detail;
  }

  @Once
  public List<RatedRows.Row> getEvents() {
    var rows = getDetail().rows();
    return rows.size() > EVENTS ? rows.subList(0, EVENTS) : rows;
  }

  /** After which event the next page begins; 0 at the end. */
  @Once
  public long getNextEvent() {
    return getDetail().rows().size() > EVENTS ? getDetail().rows().get(EVENTS - 1).eventId() : 0;
  }

  /** Whether the event is a message, whose life can be looked at. */
  public boolean isMessage(RatedRows.Row row) {
    return row.line().product().startsWith("sms.");
  }

  /** Sends the statement as a file instead of the page. */
  public void download() {
    var part = statements.export(current.get(), getQuery(), order());
    Download.table(
        "statement",
        StatementCsv.of(
            part, rented.of(current.get(), part.transfers()), getQuery().period().zone()));
  }
}
