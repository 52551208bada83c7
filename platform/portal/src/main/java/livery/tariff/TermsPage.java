package livery.tariff;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import livery.billing.Money;
import livery.billing.tax.PremiumShare;
import livery.client.Tenants;
import livery.faces.Once;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Frame;
import livery.frame.Parts;
import livery.tenant.CurrentScope;
import livery.tenant.Notice;
import livery.tenant.Tenant;

/** The countries' rules of premium prices, and who gets what of the net. */
@Named
@ViewScoped
public class TermsPage implements Serializable {

  private static final long serialVersionUID = 1L;

  private final PremiumTerms terms;
  private final Tenants tenants;
  private final CurrentScope current;
  private final Frame frame;
  private final RuleForm rule = new RuleForm();
  private final Parts<PremiumTerms.Share, String> parts =
      new Parts<>(PremiumTerms.PART_MAX, "", this::read, PremiumTerms.Share::place);
  private long buyer;
  private String country = "UA";
  private String percent = "";

  @Inject
  public TermsPage(PremiumTerms terms, Tenants tenants, CurrentScope current, Frame frame) {
    this.terms = terms;
    this.tenants = tenants;
    this.current = current;
    this.frame = frame;
  }

  protected TermsPage() {
    this(null, null, null, null);
  }

  public List<PremiumRule> getRules() {
    return terms.rules();
  }

  @Once
  public List<PremiumTerms.Share> getGiven() {
    return parts.getRows();
  }

  private List<PremiumTerms.Share> read(String after, int limit) {
    return isSelling() ? terms.given(current.get(), after, limit) : List.of();
  }

  public Parts<PremiumTerms.Share, String> getParts() {
    return parts;
  }

  @Once
  public List<PremiumTerms.Share> getGot() {
    return terms.got(current.get());
  }

  public boolean isSelling() {
    return current.getTenant().kind() != Tenant.Kind.CLIENT;
  }

  @Once
  public boolean isGiving() {
    return isSelling() && current.isFinances();
  }

  public boolean isRuling() {
    return current.isOperates() && current.getTenant().kind() == Tenant.Kind.PLATFORM;
  }

  @Once
  public List<Tenant> getBuyers() {
    return tenants.children(current.get());
  }

  /** Fills the form with a rule that is to be changed. */
  public void edit(PremiumRule chosen) {
    rule.fill(chosen);
  }

  /** Empties the form for another country. */
  public void begin() {
    rule.clear();
  }

  /** Puts the rule of the form in the place of the one before. */
  public void saveRule() {
    terms.put(current.get(), rule.rule());
    Notice.say("tariff.saved");
  }

  /** Gives a buyer the share of the form. */
  public void give() {
    terms.give(current.get(), buyer, country, RuleForm.number("percent", percent));
    percent = "";
    Notice.say("tariff.share-saved");
  }

  public RuleForm getRule() {
    return rule;
  }

  public PremiumShare.LevyBase[] getLevyBases() {
    return PremiumShare.LevyBase.values();
  }

  public long getBuyer() {
    return buyer;
  }

  public void setBuyer(long buyer) {
    this.buyer = buyer;
  }

  public String getCountry() {
    return country;
  }

  public void setCountry(String country) {
    this.country = country;
  }

  public String getPercent() {
    return percent;
  }

  public void setPercent(String percent) {
    this.percent = percent;
  }

  /** A country's rule as it is typed. */
  public static class RuleForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private String country = "";
    private String currency = "";
    private String least = "";
    private String most = "";
    private String vat = "";
    private String levy = "0";
    private String levyBase = PremiumShare.LevyBase.NET.name();
    private String operatorShare = "";
    private int payableDays = 45;
    private int tolerancePermille = 20;
    private int toleranceMessages = 5;

    void clear() {
      country = "";
      currency = "";
      least = "";
      most = "";
      vat = "";
      levy = "0";
      operatorShare = "";
    }

    void fill(PremiumRule rule) {
      country = rule.country();
      currency = rule.currency();
      least = plain(rule.least().toBigDecimal());
      most = plain(rule.most().toBigDecimal());
      vat = plain(rule.vat());
      levy = plain(rule.levy());
      levyBase = rule.levyBase().name();
      operatorShare = plain(rule.operatorShare());
      payableDays = rule.payableDays();
      tolerancePermille = rule.tolerancePermille();
      toleranceMessages = rule.toleranceMessages();
    }

    PremiumRule rule() {
      var code = Check.text("currency", currency, 3).toUpperCase(Locale.ROOT);
      if (java.util.Currency.getAvailableCurrencies().stream()
          .noneMatch(one -> one.getCurrencyCode().equals(code))) {
        throw Fault.invalid("currency", "tariff.fault.currency", Check.shown(currency));
      }
      return new PremiumRule(
          country,
          Money.of(number("least", least), code),
          Money.of(number("most", most), code),
          number("vat", vat),
          number("levy", levy),
          Check.oneOf("levyBase", levyBase, PremiumShare.LevyBase.class),
          number("operatorShare", operatorShare),
          payableDays,
          tolerancePermille,
          toleranceMessages);
    }

    static BigDecimal number(String field, String typed) {
      var text = Check.text(field, typed, 20).replace(',', '.');
      if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
        throw Fault.invalid(field, "tariff.fault.number", Check.shown(text));
      }
      return new BigDecimal(text);
    }

    private static String plain(BigDecimal number) {
      return number.stripTrailingZeros().toPlainString();
    }

    public String getCountry() {
      return country;
    }

    public void setCountry(String country) {
      this.country = country;
    }

    public String getCurrency() {
      return currency;
    }

    public void setCurrency(String currency) {
      this.currency = currency;
    }

    public String getLeast() {
      return least;
    }

    public void setLeast(String least) {
      this.least = least;
    }

    public String getMost() {
      return most;
    }

    public void setMost(String most) {
      this.most = most;
    }

    public String getVat() {
      return vat;
    }

    public void setVat(String vat) {
      this.vat = vat;
    }

    public String getLevy() {
      return levy;
    }

    public void setLevy(String levy) {
      this.levy = levy;
    }

    public String getLevyBase() {
      return levyBase;
    }

    public void setLevyBase(String levyBase) {
      this.levyBase = levyBase;
    }

    public String getOperatorShare() {
      return operatorShare;
    }

    public void setOperatorShare(String operatorShare) {
      this.operatorShare = operatorShare;
    }

    public int getPayableDays() {
      return payableDays;
    }

    public void setPayableDays(int payableDays) {
      this.payableDays = payableDays;
    }

    public int getTolerancePermille() {
      return tolerancePermille;
    }

    public void setTolerancePermille(int tolerancePermille) {
      this.tolerancePermille = tolerancePermille;
    }

    public int getToleranceMessages() {
      return toleranceMessages;
    }

    public void setToleranceMessages(int toleranceMessages) {
      this.toleranceMessages = toleranceMessages;
    }
  }
}
