package livery.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.fault.Fault;
import livery.fault.Faults;
import livery.frame.Texts;

/** Terms as they are typed. Fields are found by the names that {@link Terms} has for them. */
public class TermsForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<String, String> text = new HashMap<>();
  private final Map<String, Boolean> flag = new HashMap<>();
  private TierForm commission = TierForm.empty();
  private final List<Rebate> discounts = new ArrayList<>();

  /** A discount as it is typed. */
  public static class Rebate implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<String, String> text = new HashMap<>();
    private final Map<Long, String> clients = new HashMap<>();
    private final List<String> products;
    private final TierForm tiers;

    Rebate(Terms.Rebate rebate) {
      var share = rebate.passThrough();
      put("group", rebate.group(), "SMS");
      put("basis", rebate.basis(), "PERIOD_VOLUME");
      put("counts", rebate.counts(), "SEGMENTS");
      put("grant", rebate.grant(), "REBATE_CREDIT_NOTE");
      put("scope", rebate.scope(), "SUBTREE");
      put(
          "rollingMonths",
          rebate.rollingMonths() == null ? null : "" + rebate.rollingMonths(),
          "1");
      put("committed", TierForm.text(rebate.committed()), "");
      put("percent", share == null ? null : TierForm.text(share.percent()), "0");
      put("allocation", share == null ? null : share.allocation(), "PRO_RATA_QTY");
      if (share != null) {
        share.clients().forEach(one -> clients.put(one.client(), TierForm.text(one.percent())));
      }
      products = new ArrayList<>(rebate.products());
      tiers = TierForm.of(rebate.tiers());
    }

    private void put(String field, String value, String usual) {
      text.put(field, value == null ? usual : value);
    }

    boolean isNamed(String group) {
      return group.equals(text.get("group"));
    }

    /** Whether its prices are percentages. */
    public boolean isPercent() {
      return "MONEY".equals(text.get("counts"));
    }

    public boolean isListed() {
      return "PER_CLIENT_LIST".equals(text.get("allocation"));
    }

    /** The share; {@code at} is where it stands with a dot, {@code discounts[0].passThrough.}. */
    Terms.Share share(String at) {
      var listed = new ArrayList<Terms.ClientShare>();
      if (isListed()) {
        clients.forEach(
            (client, percent) -> {
              var number = TierForm.number(at + "percent", percent);
              if (number != null && number.signum() != 0) {
                listed.add(new Terms.ClientShare(client, number));
              }
            });
      }
      listed.sort(java.util.Comparator.comparingLong(Terms.ClientShare::client));
      var percent =
          isListed() ? BigDecimal.ZERO : TierForm.number(at + "percent", text.get("percent"));
      return new Terms.Share(percent, text.get("allocation"), listed);
    }

    private Terms.Rebate read(String at, Faults faults) {
      var rolling = "ROLLING_N".equals(text.get("basis"));
      var committed = "COMMITMENT".equals(text.get("basis"));
      var months = rolling ? number(at, "rollingMonths", faults) : null;
      return new Terms.Rebate(
          text.get("group"),
          products,
          text.get("basis"),
          months == null ? null : (Integer) months.intValue(),
          text.get("counts"),
          text.get("scope"),
          faults.of(() -> tiers.table(at + ".tiers")),
          text.get("grant"),
          faults.of(() -> share(at + ".passThrough.")),
          committed ? number(at, "committed", faults) : null);
    }

    private BigDecimal number(String at, String field, Faults faults) {
      return faults.of(() -> TierForm.number(at + "." + field, text.get(field)));
    }

    public Map<String, String> getText() {
      return text;
    }

    public Map<Long, String> getClients() {
      return clients;
    }

    public TierForm getTiers() {
      return tiers;
    }
  }

  static TermsForm of(Terms terms) {
    var form = new TermsForm();
    var fee = terms.commission();
    var tax = terms.tax();
    var papers = terms.documents();
    form.put("from", terms.from(), "");
    form.put("lastDay", terms.lastDay(), "");
    form.put("mode", terms.mode(), "RESALE");
    form.put("note", terms.note(), "");
    var least = terms.minimum();
    form.put("minimum", least == null ? null : TierForm.text(least.amount()), "");
    form.put("proration", least == null ? null : least.proration(), "DAILY_ACTUAL");
    form.flag.put("countsUpward", !Boolean.FALSE.equals(terms.countsUpward()));
    form.put("settlement", terms.settlement(), "PAYOUT");
    form.put("basis", fee == null ? null : fee.basis(), "PCT_OF_SALES");
    form.put("accrueOn", fee == null ? null : fee.accrueOn(), "CHARGE");
    form.put("regime", tax == null ? null : tax.regime(), "NOT_A_PAYER");
    form.put("taxPercent", tax == null ? null : TierForm.text(tax.percent()), "0");
    form.put("inclusiveRounding", tax == null ? null : tax.inclusiveRounding(), "NET");
    form.put("roundAt", tax == null ? null : tax.roundAt(), "DOCUMENT");
    form.put("series", papers == null ? null : papers.series(), "");
    var days =
        papers == null || papers.objectionDays() == null ? "30" : "" + papers.objectionDays();
    form.put("objectionDays", days, "30");
    form.flag.put("delCredere", fee != null && Boolean.TRUE.equals(fee.delCredere()));
    form.flag.put("priceIncludesTax", tax != null && Boolean.TRUE.equals(tax.priceIncludesTax()));
    form.flag.put("selfBilled", papers != null && Boolean.TRUE.equals(papers.selfBilled()));
    form.flag.put("buyerSetsShare", Boolean.TRUE.equals(terms.buyerSetsShare()));
    form.commission = fee == null ? TierForm.empty() : TierForm.of(fee.tiers());
    terms.discounts().forEach(one -> form.discounts.add(new Rebate(one)));
    return form;
  }

  private void put(String field, String value, String usual) {
    text.put(field, value == null ? usual : value);
  }

  /** Adds a discount on a product group. */
  void add(String group, java.util.Collection<String> products) {
    discounts.add(
        new Rebate(
            new Terms.Rebate(
                group, List.copyOf(products), null, null, null, null, null, null, null, null)));
  }

  /** Whether every row of every table is right; those that are not say so. */
  boolean check(Texts texts) {
    if (isAgent()) {
      return commission.check(!"PER_UNIT".equals(text.get("basis")), texts);
    }
    var right = true;
    for (var one : discounts) {
      right &= one.tiers.check(one.isPercent(), texts);
    }
    return right;
  }

  /** What was refused, where rows say for themselves what is wrong with them. */
  static Fault seeRows(Faults faults) {
    var others = new ArrayList<Fault>();
    try {
      faults.end();
    } catch (Fault all) {
      all.all().stream().filter(one -> !one.field().contains("tiers")).forEach(others::add);
    }
    others.add(Fault.invalid("", "contract.fault.see-rows"));
    return Fault.of(others);
  }

  /** What was typed, every number that is none kept as a fault, those of rows too. */
  Terms read(Faults faults) {
    var rebates = new ArrayList<Terms.Rebate>();
    for (var i = 0; !isAgent() && i < discounts.size(); i++) {
      rebates.add(discounts.get(i).read("discounts[" + i + "]", faults));
    }
    var fee =
        new Terms.Fee(
            text.get("basis"),
            isAgent() ? faults.of(() -> commission.table("commission.tiers")) : null,
            text.get("accrueOn"),
            flag.get("delCredere"));
    var vat = "VAT".equals(text.get("regime"));
    return new Terms(
        text.get("from"),
        empty(text.get("lastDay")),
        text.get("mode"),
        isAgent() ? fee : null,
        isAgent() ? text.get("settlement") : null,
        rebates,
        new Terms.Tax(
            text.get("regime"),
            vat ? faults.of(() -> TierForm.number("tax.percent", text.get("taxPercent"))) : null,
            flag.get("priceIncludesTax"),
            text.get("inclusiveRounding"),
            text.get("roundAt")),
        new Terms.Papers(text.get("series"), flag.get("selfBilled"), faults.of(this::days)),
        flag.get("buyerSetsShare"),
        empty(text.get("note")),
        Boolean.FALSE.equals(flag.get("countsUpward")) ? Boolean.FALSE : null,
        faults.of(this::least));
  }

  private Terms.Least least() {
    var amount = isAgent() ? null : TierForm.number("minimum.amount", text.get("minimum"));
    return amount == null || amount.signum() == 0
        ? null
        : new Terms.Least(amount, text.get("proration"));
  }

  private Integer days() {
    var days = TierForm.number("documents.objectionDays", text.get("objectionDays"));
    return days == null ? null : (Integer) days.min(BigDecimal.valueOf(10_000)).intValue();
  }

  private static String empty(String value) {
    return value == null || value.isBlank() ? null : value;
  }

  public boolean isAgent() {
    return !"RESALE".equals(text.get("mode"));
  }

  public Map<String, String> getText() {
    return text;
  }

  public Map<String, Boolean> getFlag() {
    return flag;
  }

  public TierForm getCommission() {
    return commission;
  }

  public List<Rebate> getDiscounts() {
    return discounts;
  }
}
