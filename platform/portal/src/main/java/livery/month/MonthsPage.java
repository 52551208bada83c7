package livery.month;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import livery.billing.period.Period;
import livery.billing.period.PeriodLine;
import livery.faces.Once;
import livery.tenant.CurrentScope;
import livery.tenant.TenantTree;

/** The months of the tenant's books; for the platform also their close. */
@Named
@RequestScoped
public class MonthsPage {

  private final Months months;
  private final CurrentScope current;
  private final TenantTree tree;
  private List<Months.Row> rows;
  private List<Months.SellerRow> sellers;
  private List<Months.Received> received;
  private MonthRun run;
  private Integer closeDay;
  private Integer graceHours;

  @Inject
  public MonthsPage(Months months, CurrentScope current, TenantTree tree) {
    this.months = months;
    this.current = current;
    this.tree = tree;
  }

  protected MonthsPage() {
    this(null, null, null);
  }

  /** Whether the platform's own people look at the platform's own months. */
  @Once
  public boolean isPlatform() {
    return tree.isPlatform(current.get().tenantId());
  }

  public List<Months.Row> getRows() {
    if (rows == null) {
      rows = months.list(current.get());
    }
    return rows;
  }

  /** The month that is to be closed next; {@code null} while there is none. */
  @Once
  public Months.Row getNext() {
    return !isPlatform() || isRunning()
        ? null
        : getRows().stream().filter(Months.Row::mayClose).findFirst().orElse(null);
  }

  /** The job that runs or ran last; {@code null} before the first and for resellers. */
  public MonthRun getRun() {
    if (run == null && isPlatform()) {
      run = months.lastRun(current.get()).orElse(null);
    }
    return run;
  }

  /** Whose books the run left open, and why. */
  @Once
  public List<MonthFailure> getFailures() {
    return getRun() == null ? List.of() : months.failures(current.get(), getRun().period());
  }

  @Once
  public boolean isRunning() {
    return getRun() != null && getRun().running();
  }

  public String name(long tenantId) {
    return tree.find(tenantId).map(livery.tenant.Tenant::name).orElse("");
  }

  /** What the address names, else the last month that is closed, else the first row. */
  @Once
  public Months.Row getShown() {
    var wanted =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("month", "");
    return getRows().stream()
        .filter(row -> row.name().equals(wanted))
        .findFirst()
        .or(() -> getRows().stream().filter(r -> r.state() == Period.State.CLOSED).findFirst())
        .or(() -> getRows().stream().findFirst())
        .orElse(null);
  }

  public List<Months.SellerRow> getSellers() {
    if (sellers == null) {
      sellers = months.sellers(current.get(), getShown().month());
    }
    return sellers;
  }

  @Once
  public List<PeriodLine> getLines() {
    return months.lines(current.get(), getShown().month(), 0);
  }

  /** What its own seller settled with the tenant. */
  public List<Months.Received> getReceived() {
    if (received == null) {
      received = months.received(current.get(), getShown().month());
    }
    return received;
  }

  /** Begins the close of the next month, or goes on with it. */
  public String close() {
    months.close(current.get(), getNext().month());
    return "/month/list.xhtml?faces-redirect=true";
  }

  public Integer getCloseDay() {
    return closeDay == null ? Integer.valueOf(months.rule(current.get()).closeDay()) : closeDay;
  }

  public void setCloseDay(Integer day) {
    closeDay = day;
  }

  public Integer getGraceHours() {
    return graceHours == null
        ? Integer.valueOf(months.rule(current.get()).graceHours())
        : graceHours;
  }

  public void setGraceHours(Integer hours) {
    graceHours = hours;
  }

  public String save() {
    months.setRule(current.get(), new MonthRule(closeDay, graceHours));
    return "/month/list.xhtml?faces-redirect=true";
  }
}
