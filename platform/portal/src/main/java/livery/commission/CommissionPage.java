package livery.commission;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import livery.billing.Money;
import livery.faces.Once;
import livery.frame.Format;
import livery.frame.Texts;
import livery.tenant.CurrentScope;

/** What the first page says about commissions: how far the next tier is. */
@Named("nextCommission")
@RequestScoped
public class CommissionPage {

  /** What brings less is not worth a sentence; what each further unit brings is. */
  private static final BigDecimal WORTH_SAYING = BigDecimal.ONE;

  private final Outlook outlook;
  private final CurrentScope current;
  private final Texts texts;
  private final Format format;
  private List<Outlook.Standing> standings;

  @Inject
  public CommissionPage(Outlook outlook, CurrentScope current, Texts texts, Format format) {
    this.outlook = outlook;
    this.current = current;
    this.texts = texts;
    this.format = format;
  }

  protected CommissionPage() {
    this(null, null, null, null);
  }

  /** Of the tenant itself: what its agents reach is on the page of agents. */
  @Once
  public List<Outlook.Standing> getOwn() {
    var tenant = current.get().tenantId();
    return getStandings().stream()
        .filter(one -> one.estimate().contract().buyerId() == tenant)
        .toList();
  }

  /** The tenant's agents, and itself where it is one. */
  public List<Outlook.Standing> getStandings() {
    if (standings == null) {
      standings = outlook.standings(current.get());
    }
    return standings;
  }

  /** What was posted of commissions on days from one to another, both included. */
  public List<Outlook.Posted> posted(LocalDate from, LocalDate to) {
    return outlook.posted(current.get(), from, to);
  }

  /** "12,430.00 more this month reach the next commission tier and bring 190.00". */
  public String words(Outlook.Standing standing) {
    if (standing.next() == null) {
      return texts.get("commission.next-last");
    }
    var missing = counted(standing, standing.next().missing());
    if (standing.brings().signum() < 0) {
      return texts.of("commission.next-lower", missing);
    }
    if (standing.brings().compareTo(WORTH_SAYING) < 0) {
      return texts.of("commission.next-plain", missing, rate(standing));
    }
    return texts.of(
        "commission.next-brings",
        missing,
        money(Money.of(standing.brings().setScale(2, RoundingMode.HALF_UP), standing.currency())));
  }

  /** The rate of the next tier. */
  public String rate(Outlook.Standing standing) {
    var rate = standing.next().unitPrice();
    return standing.estimate().money()
        ? rate.movePointRight(2).stripTrailingZeros().toPlainString() + " %"
        : format.unitPrice(rate, standing.currency());
  }

  /** An amount, or units. */
  public String counted(Outlook.Standing standing, BigDecimal counted) {
    return standing.estimate().money()
        ? format.coins(counted, standing.currency())
        : format.number(counted);
  }

  /** What of earlier months is taken off, and what goes on. */
  public String carried(Outlook.Standing standing) {
    return texts.of(
        "commission.carried",
        counted(standing, standing.estimate().carriedIn()),
        counted(standing, standing.estimate().carriedOut()));
  }

  public String money(Money money) {
    return format.money(money.micros(), money.currency());
  }
}
