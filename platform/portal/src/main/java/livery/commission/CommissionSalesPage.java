package livery.commission;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import livery.frame.Download;
import livery.tenant.CurrentScope;

/** Whose purchases brought commission: {@code /commission/sales.xhtml?month=2026-03&by=day}. */
@Named("commissionSales")
@RequestScoped
public class CommissionSalesPage {

  private final Outlook outlook;
  private final Breakdown breakdown;
  private final CurrentScope current;
  private String month = "";
  private Breakdown.By by = Breakdown.By.CLIENT;
  private List<Breakdown.Line> rows;

  @Inject
  public CommissionSalesPage(Outlook outlook, Breakdown breakdown, CurrentScope current) {
    this.outlook = outlook;
    this.breakdown = breakdown;
    this.current = current;
  }

  protected CommissionSalesPage() {
    this(null, null, null);
  }

  public List<Breakdown.Line> getRows() {
    if (rows == null) {
      rows = breakdown.lines(current.get(), YearMonth.parse(getMonth()), by);
    }
    return rows;
  }

  /** What the lines can be about. */
  public List<String> getChoices() {
    return Arrays.stream(Breakdown.By.values()).map(Breakdown.By::name).toList();
  }

  /** Sends the table as a file instead of the page. */
  public void download() {
    Download.table("commission", Breakdown.csv(getRows()));
  }

  public String getMonth() {
    return month.matches("\\d{4}-(0[1-9]|1[0-2])") ? month : outlook.thisMonth().toString();
  }

  public void setMonth(String month) {
    this.month = month == null ? "" : month;
  }

  public String getBy() {
    return by.name();
  }

  public void setBy(String by) {
    var wanted = by == null ? "" : by.toUpperCase(Locale.ROOT);
    this.by = getChoices().contains(wanted) ? Breakdown.By.valueOf(wanted) : Breakdown.By.CLIENT;
  }
}
