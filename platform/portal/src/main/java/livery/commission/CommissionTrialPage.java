package livery.commission;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import livery.contract.Contracts;
import livery.contract.Terms;
import livery.contract.TierForm;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.tenant.CurrentScope;
import livery.tenant.Rights;

/**
 * What other tiers of a commission would have brought: {@code ?id=42}; and what was earned at which
 * rate.
 */
@Named
@ViewScoped
public class CommissionTrialPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Outlook outlook;
  private final Contracts contracts;
  private final CurrentScope current;
  private final Texts texts;
  private final Frame frame;
  private long id;
  private int months = 3;
  private String basis = "PCT_OF_SALES";
  private String accrueOn = "CHARGE";
  private TierForm tiers;
  private String month = "";
  private transient Outlook.Trial trial;

  @Inject
  public CommissionTrialPage(
      Outlook outlook, Contracts contracts, CurrentScope current, Texts texts, Frame frame) {
    this.outlook = outlook;
    this.contracts = contracts;
    this.current = current;
    this.texts = texts;
    this.frame = frame;
  }

  protected CommissionTrialPage() {
    this(null, null, null, null, null);
  }

  /** Begins with the commission of the contract. */
  public void load() {
    Rights.mayFinance(current.get());
    var fee = outlook.fee(current.get(), id);
    basis = fee.basis();
    accrueOn = fee.accrueOn() == null ? accrueOn : fee.accrueOn();
    tiers = TierForm.of(fee.tiers());
  }

  public String getNumber() {
    return contracts.require(current.get(), id).number();
  }

  public void check() {
    tiers.check(isPercent(), texts);
  }

  public boolean isPercent() {
    return !"PER_UNIT".equals(basis);
  }

  /** Reckons with what is typed. */
  public void run() {
    trial = null;
    if (!tiers.check(isPercent(), texts)) {
      throw Fault.invalid("", "contract.fault.see-rows");
    }
    getTrial();
  }

  public Outlook.Trial getTrial() {
    if (trial == null && tiers != null && tiers.check(isPercent(), texts)) {
      var fee = new Terms.Fee(basis, tiers.table("commission.tiers"), accrueOn, null);
      trial = outlook.run(current.get(), id, fee, months);
    }
    return trial;
  }

  /** Months that can be looked at, latest first: "2026-03". */
  public List<String> getPeriods() {
    var periods = new ArrayList<String>();
    for (var back = 0; back < Outlook.MONTHS_MAX; back++) {
      periods.add(outlook.thisMonth().minusMonths(back).toString());
    }
    return periods;
  }

  /** What was earned at which rate in the chosen month. */
  @Once
  public List<Outlook.Rate> getRates() {
    return outlook.rates(current.get(), YearMonth.parse(getMonth()));
  }

  public String getMonth() {
    return month.matches("\\d{4}-(0[1-9]|1[0-2])") ? month : outlook.thisMonth().toString();
  }

  public void setMonth(String month) {
    this.month = month == null ? "" : month;
  }

  /** "March 2026". */
  public String name(YearMonth period) {
    return DateTimeFormatter.ofPattern("LLLL yyyy", frame.locale()).format(period);
  }

  /** The same of "2026-03". */
  public String label(String period) {
    return name(YearMonth.parse(period));
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public int getMonths() {
    return months;
  }

  public void setMonths(int months) {
    this.months = months;
  }

  public String getBasis() {
    return basis;
  }

  public void setBasis(String basis) {
    this.basis = basis;
  }

  public String getAccrueOn() {
    return accrueOn;
  }

  public void setAccrueOn(String accrueOn) {
    this.accrueOn = accrueOn;
  }

  public TierForm getTiers() {
    return tiers;
  }
}
