package livery.contract;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.faces.Once;
import livery.fault.Fault;
import livery.frame.ChartData;
import livery.frame.Format;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.tenant.CurrentScope;

/** The simulator: other tiers and another share on real volume: {@code ?id=42&group=SMS}. */
@Named
@ViewScoped
public class ContractTrialPage implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int LIST = 5;
  private static final int NOW = 1;
  private static final int TRIED = 2;

  private final Contracts contracts;
  private final Simulation simulation;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private final Frame frame;
  private long id;
  private String group = "";
  private int months = 3;
  private TermsForm.Rebate form;
  private transient Simulation.Outcome outcome;

  @Inject
  public ContractTrialPage(
      Contracts contracts,
      Simulation simulation,
      CurrentScope current,
      Texts texts,
      Format format,
      Frame frame) {
    this.contracts = contracts;
    this.simulation = simulation;
    this.current = current;
    this.texts = texts;
    this.format = format;
    this.frame = frame;
  }

  protected ContractTrialPage() {
    this(null, null, null, null, null, null);
  }

  /** Begins with the terms of the contract. */
  public void load() {
    var rebates = getRebates();
    if (rebates.isEmpty()) {
      return;
    }
    var chosen =
        rebates.stream()
            .filter(one -> one.group().equals(group))
            .findFirst()
            .orElse(rebates.get(0));
    group = chosen.group();
    form = new TermsForm.Rebate(chosen);
  }

  @Once
  public Agreement getAgreement() {
    return contracts.require(current.get(), id);
  }

  /** The discounts that can be tried. */
  @Once
  public List<Terms.Rebate> getRebates() {
    return simulation.rebates(getAgreement());
  }

  /** Reckons with what is typed. */
  public void run() {
    outcome = null;
    if (!form.getTiers().check(form.isPercent(), texts)) {
      throw Fault.invalid("", "contract.fault.see-rows");
    }
    getOutcome();
  }

  public Simulation.Outcome getOutcome() {
    if (outcome == null && form != null && right()) {
      outcome =
          simulation.run(
              current.get(), id, group, form.getTiers().table("tiers"), form.share(""), months);
    }
    return outcome;
  }

  private boolean right() {
    return form.getTiers().check(form.isPercent(), texts);
  }

  /** Cost by volume, three lines. */
  @Once
  public String getCurve() {
    var points = getOutcome().curve();
    return ChartData.lines(points.stream().map(one -> format.number(one.volume())).toList())
        .series(texts.get("contract.curve-list"), LIST, values(points, Simulation.Point::list))
        .series(texts.get("contract.curve-now"), NOW, values(points, Simulation.Point::now))
        .series(texts.get("contract.curve-tried"), TRIED, values(points, Simulation.Point::tried))
        .json();
  }

  private static List<BigDecimal> values(
      List<Simulation.Point> points,
      java.util.function.Function<Simulation.Point, BigDecimal> value) {
    return points.stream().map(value).toList();
  }

  /** "March 2026" in the reader's language. */
  public String name(YearMonth month) {
    var locale = frame == null ? Locale.ENGLISH : frame.locale();
    return DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(month);
  }

  public String money(Money money) {
    return format.money(money.micros(), money.currency());
  }

  /** How much better what is tried is for the buyer. */
  @Once
  public Money getGain() {
    return getOutcome().total().tried().minus(getOutcome().total().earned());
  }

  public long getId() {
    return id;
  }

  public void setId(long id) {
    this.id = id;
  }

  public String getGroup() {
    return group;
  }

  public void setGroup(String group) {
    this.group = group;
  }

  public int getMonths() {
    return months;
  }

  public void setMonths(int months) {
    this.months = months;
  }

  public TermsForm.Rebate getForm() {
    return form;
  }
}
