package livery.tariff;

import jakarta.annotation.PostConstruct;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import livery.billing.Money;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.number.NumberEntry;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;

/** What a text to one number costs the subscriber, and what the business gets of it. */
@Named
@ViewScoped
public class TariffPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Tariffs tariffs;
  private final CurrentScope current;
  private long number;
  private String tariff = "";
  private String price = "";
  private String from = "";
  private transient Tariffs.Plan plan;

  @Inject
  public TariffPage(Tariffs tariffs, CurrentScope current) {
    this.tariffs = tariffs;
    this.current = current;
  }

  protected TariffPage() {
    this(null, null);
  }

  @PostConstruct
  void begin() {
    var given =
        FacesContext.getCurrentInstance()
            .getExternalContext()
            .getRequestParameterMap()
            .getOrDefault("number", "");
    if (!given.matches("[0-9]{1,18}")) {
      throw Fault.notFound("number", Check.shown(given));
    }
    number = Long.parseLong(given);
    tariff = getPlan().now().tariff().name();
    price =
        getPlan().now().price().isZero()
            ? ""
            : getPlan().now().price().toBigDecimal().stripTrailingZeros().toPlainString();
  }

  public Tariffs.Plan getPlan() {
    if (plan == null) {
      plan = tariffs.of(current.get(), number);
    }
    return plan;
  }

  /** Whether this person may change it here. */
  @Once
  public boolean isChangeable() {
    return current.isManages() && (current.isOperates() || !getPlan().number().shared());
  }

  @Once
  public boolean isPremium() {
    return tariff.equals(NumberEntry.Tariff.PREMIUM.name()) && getPlan().rule() != null;
  }

  /** The typed price taken apart; {@code null} while it is none. */
  @Once
  public Tariffs.Example getExample() {
    try {
      var amount = new BigDecimal(price.strip().replace(',', '.'));
      var money = Money.rounded(amount, getPlan().rule().currency());
      return isPremium() && !money.isNegative() ? tariffs.example(getPlan(), money) : null;
    } catch (NumberFormatException | ArithmeticException notYet) {
      return null;
    }
  }

  /** Nothing is stored: the example is drawn anew. */
  public void show() {
    plan = null;
  }

  /** Lets the tariff of the form hold. */
  public void save() {
    var amount = isPremium() ? amount() : null;
    plan = tariffs.set(current.get(), number, tariff, amount, day());
    Notice.say("tariff.saved");
  }

  private BigDecimal amount() {
    var typed = Check.text("price", price, 20).replace(',', '.');
    if (!typed.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
      throw Fault.invalid("price", "tariff.fault.number", Check.shown(typed));
    }
    return new BigDecimal(typed);
  }

  private LocalDate day() {
    var typed = Check.optionalText("from", from, 10);
    try {
      return typed.isEmpty() ? null : LocalDate.parse(typed);
    } catch (DateTimeException wrong) {
      throw Fault.invalid("from", "tariff.fault.date", typed);
    }
  }

  public long getNumber() {
    return number;
  }

  public String getTariff() {
    return tariff;
  }

  public void setTariff(String tariff) {
    this.tariff = tariff;
  }

  public String getPrice() {
    return price;
  }

  public void setPrice(String price) {
    this.price = price == null ? "" : price;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }
}
