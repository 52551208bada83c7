package livery.contract;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.frame.Format;
import livery.frame.Frame;
import livery.frame.Texts;
import livery.tenant.CurrentScope;

/** What the first page says about the tenant's tiers, and what was passed on to it. */
@Named("nextTier")
@RequestScoped
public class NextTierPage {

  /** Savings below it are not worth a sentence; what each further part saves is. */
  private static final java.math.BigDecimal WORTH_SAYING = java.math.BigDecimal.ONE;

  private final Progress progress;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private final Frame frame;
  private List<Progress.Standing> standings;
  private List<Progress.Passed> passed;
  private List<Progress.Minimum> minimums;

  @Inject
  public NextTierPage(
      Progress progress, CurrentScope current, Texts texts, Format format, Frame frame) {
    this.progress = progress;
    this.current = current;
    this.texts = texts;
    this.format = format;
    this.frame = frame;
  }

  protected NextTierPage() {
    this(null, null, null, null, null);
  }

  public List<Progress.Standing> getStandings() {
    if (standings == null) {
      standings = progress.of(current.get());
    }
    return standings;
  }

  public List<Progress.Minimum> getMinimums() {
    if (minimums == null) {
      minimums = progress.minimums(current.get());
    }
    return minimums;
  }

  public List<Progress.Passed> getPassed() {
    if (passed == null) {
      passed = progress.passedOn(current.get());
    }
    return passed;
  }

  /** "12,430 more this month reach the next tier and save 1,890.00". */
  public String words(Progress.Standing standing) {
    if (standing.next() == null) {
      return texts.get("contract.next-last");
    }
    if (standing.topUp()) {
      return texts.of(
          "contract.next-topup", counted(standing, standing.next().reachedAt()), price(standing));
    }
    var missing = counted(standing, standing.next().missing());
    if (standing.saving().signum() < 0) {
      return texts.of("contract.next-dearer", missing);
    }
    if (standing.saving().compareTo(WORTH_SAYING) < 0) {
      return texts.of("contract.next-plain", missing, price(standing));
    }
    return texts.of(
        "contract.next-saves",
        missing,
        format.money(
            Money.of(
                    standing.saving().setScale(2, java.math.RoundingMode.HALF_UP),
                    standing.currency())
                .micros(),
            standing.currency()));
  }

  /** The price of the next tier. */
  public String price(Progress.Standing standing) {
    var price = standing.next().unitPrice();
    return standing.money()
        ? price.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
        : format.unitPrice(price, standing.currency());
  }

  /** A quantity, or an amount where money is counted. */
  public String counted(Progress.Standing standing, java.math.BigDecimal counted) {
    return standing.money() || standing.topUp()
        ? format.coins(counted, standing.currency())
        : format.number(counted);
  }

  public String money(Money money) {
    return format.money(money.micros(), money.currency());
  }

  /** "March 2026". */
  public String month(int period) {
    var locale = frame == null ? Locale.ENGLISH : frame.locale();
    return DateTimeFormatter.ofPattern("LLLL yyyy", locale)
        .format(YearMonth.of(period / 100, period % 100));
  }
}
