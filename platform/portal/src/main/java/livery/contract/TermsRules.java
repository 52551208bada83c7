package livery.contract;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import livery.billing.BillingException;
import livery.billing.Money;
import livery.billing.ProductFamily;
import livery.billing.Rounding;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.Discount;
import livery.billing.contract.MinimumSpend;
import livery.billing.contract.PassThrough;
import livery.billing.period.MinimumTerms;
import livery.billing.rent.Proration;
import livery.billing.tax.TaxRule;
import livery.billing.tier.PooledVolume;
import livery.contract.Agreement.Parties;
import livery.fault.Check;
import livery.fault.Fault;
import livery.fault.Faults;

/** Reads terms: all that is wrong is refused, with the field, the value and the rule. Stateless. */
final class TermsRules {

  static final int DISCOUNTS_MAX = 10;
  static final int PRODUCTS_LENGTH = 500;
  private static final int NOTE_LENGTH = 500;
  private static final int ROLLING_MAX = 120;
  private static final int CLIENTS_MAX = 10_000;
  private static final BigDecimal COMMITTED_MAX = new BigDecimal("1000000000000000");
  private static final BigDecimal MINIMUM_MAX = new BigDecimal("1000000000");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private TermsRules() {}

  /**
   * What terms say, read; the group of each discount with it.
   *
   * @param upward whether the buyer's usage counts for discounts above the seller
   */
  record Read(Contract contract, List<Group> groups, MinimumSpend minimum, boolean upward) {

    /** Whether the buyer agreed to spend something. */
    boolean hasMinimum() {
      return !minimum.amount().isZero();
    }

    /** A discount with the products that it is about. */
    record Group(
        String name, SortedSet<String> products, Discount discount, BigDecimal committed) {}

    /** The contract with the discount of a group, or without one. */
    Contract forGroup(String name) {
      return groups.stream()
          .filter(group -> group.name().equals(name))
          .findFirst()
          .map(group -> contract.withDiscount(group.discount()))
          .orElse(contract.withDiscount(Discount.NONE));
    }
  }

  /**
   * Reads a version.
   *
   * @param clients whom a list of shares may name; {@code null} for anybody, as in a version that
   *     was sent long ago
   */
  static Read read(Terms terms, long id, int version, Parties parties, Set<Long> clients) {
    var faults = new Faults();
    var from = faults.of(() -> date("from", Check.text("from", terms.from(), 10)));
    var to = faults.of(() -> to(from, terms.lastDay()));
    var mode = faults.of(() -> Check.oneOf("mode", terms.mode(), Contract.Mode.class));
    var tax = faults.of(() -> tax(terms.tax()));
    var papers = faults.of(() -> papers(terms.documents()));
    faults.check(() -> Check.optionalText("note", terms.note(), NOTE_LENGTH));
    if (mode == null) {
      faults.end();
    }
    var commission = faults.of(() -> commission(terms.commission(), mode));
    var settlement = faults.of(() -> settlement(terms.settlement(), mode));
    var groups = faults.of(() -> groups(terms, mode, clients));
    var minimum = faults.of(() -> minimum(terms.minimum(), mode, parties.currency()));
    faults.end();
    var contract =
        new Contract(
            id,
            version,
            parties.sellerId(),
            parties.buyerId(),
            mode,
            parties.currency(),
            from,
            to,
            commission,
            settlement,
            groups.isEmpty() ? Discount.NONE : groups.get(0).discount(),
            tax,
            papers);
    return new Read(contract, groups, minimum, !Boolean.FALSE.equals(terms.countsUpward()));
  }

  /** The first day after; {@code from} is {@code null} where it is wrong itself. */
  private static LocalDate to(LocalDate from, String last) {
    if (last == null || last.isEmpty()) {
      return Contract.NO_END;
    }
    var to = date("lastDay", last).plusDays(1);
    if (from != null && !from.isBefore(to)) {
      throw Fault.invalid("lastDay", "contract.fault.last-day", from, last);
    }
    return to;
  }

  private static MinimumSpend minimum(Terms.Least least, Contract.Mode mode, String currency) {
    if (least == null) {
      return new MinimumSpend(Money.zero(currency), Proration.DAILY_ACTUAL);
    }
    if (mode.isAgent()) {
      throw Fault.invalid("minimum", "contract.fault.no-minimum");
    }
    if (least.amount() == null) {
      throw Fault.invalid("minimum.amount", "fault.missing", "minimum.amount");
    }
    var amount = within("minimum.amount", least.amount(), MINIMUM_MAX);
    var proration = TierRules.usual("minimum.proration", least.proration(), Proration.DAILY_ACTUAL);
    try {
      var money = Money.of(amount.stripTrailingZeros().toPlainString(), currency);
      if (!Rounding.toCoins(currency).round(money).equals(money)) {
        throw Fault.invalid("minimum.amount", "contract.fault.coins", amount.toPlainString());
      }
      return new MinimumSpend(money, proration);
    } catch (BillingException.Invalid tooFine) {
      throw Fault.invalid("minimum.amount", "contract.fault.coins", amount.toPlainString());
    }
  }

  static LocalDate date(String field, String text) {
    try {
      var day = LocalDate.parse(text);
      Check.range(field, day.getYear(), 2000, 9998);
      return day;
    } catch (DateTimeException noDate) {
      throw Fault.invalid(field, "contract.fault.date", Check.shown(text));
    }
  }

  private static Commission commission(Terms.Fee fee, Contract.Mode mode) {
    if (!mode.isAgent()) {
      if (fee != null) {
        throw Fault.invalid("commission", "contract.fault.no-commission");
      }
      return Commission.NONE;
    }
    if (fee == null) {
      throw Fault.invalid("commission", "fault.missing", "commission");
    }
    return commission(fee);
  }

  static Commission commission(Terms.Fee fee) {
    var faults = new Faults();
    var basis =
        faults.of(() -> Check.oneOf("commission.basis", fee.basis(), Commission.Basis.class));
    var percent = basis != Commission.Basis.PER_UNIT;
    var tiers = faults.of(() -> TierRules.table("commission.tiers", fee.tiers(), percent));
    var accrueOn =
        faults.of(
            () ->
                TierRules.usual("commission.accrueOn", fee.accrueOn(), Commission.AccrueOn.CHARGE));
    faults.end();
    return new Commission(basis, tiers, accrueOn, Boolean.TRUE.equals(fee.delCredere()));
  }

  private static Contract.Settlement settlement(String settlement, Contract.Mode mode) {
    if (!mode.isAgent() && settlement != null && !settlement.isEmpty()) {
      throw Fault.invalid("settlement", "contract.fault.no-commission");
    }
    return TierRules.usual("settlement", settlement, Contract.Settlement.PAYOUT);
  }

  private static List<Read.Group> groups(Terms terms, Contract.Mode mode, Set<Long> clients) {
    var rebates = terms.discounts();
    if (mode.isAgent() && !rebates.isEmpty()) {
      throw Fault.invalid("discounts", "contract.fault.no-discount");
    }
    if (rebates.size() > DISCOUNTS_MAX) {
      throw Fault.invalid("discounts", "contract.fault.discounts", DISCOUNTS_MAX, rebates.size());
    }
    var groups = new java.util.ArrayList<Read.Group>();
    var names = new HashSet<String>();
    var taken = new HashSet<String>();
    var faults = new Faults();
    for (var i = 0; i < rebates.size(); i++) {
      var at = "discounts[" + i + "]";
      var rebate = rebates.get(i);
      faults.check(() -> add(groups, group(at, rebate, clients), at, names, taken));
    }
    faults.end();
    return groups;
  }

  private static void add(
      List<Read.Group> groups, Read.Group group, String at, Set<String> names, Set<String> taken) {
    if (!names.add(group.name())) {
      throw Fault.invalid(at + ".group", "contract.fault.group-twice", group.name());
    }
    for (var product : group.products()) {
      if (ProductFamily.covers(taken, product)
          || taken.stream().anyMatch(one -> ProductFamily.covers(List.of(product), one))) {
        throw Fault.invalid(at + ".products", "contract.fault.product-twice", product);
      }
    }
    taken.addAll(group.products());
    groups.add(group);
  }

  private static Read.Group group(String at, Terms.Rebate rebate, Set<Long> clients) {
    var faults = new Faults();
    var name = faults.of(() -> groupName(at + ".group", rebate.group()));
    var products = faults.of(() -> products(at + ".products", rebate.products()));
    var basis =
        faults.of(
            () -> TierRules.usual(at + ".basis", rebate.basis(), Discount.Basis.PERIOD_VOLUME));
    var counts =
        faults.of(() -> TierRules.usual(at + ".counts", rebate.counts(), Discount.Counts.SEGMENTS));
    var rolling = rebate.rollingMonths() == null ? 1 : rebate.rollingMonths();
    var most = basis == Discount.Basis.ROLLING_N ? ROLLING_MAX : 1;
    var committed = BigDecimal.ZERO;
    if (basis != null) {
      faults.check(() -> Check.range(at + ".rollingMonths", rolling, 1, most));
      committed = faults.of(() -> committed(at, rebate, basis));
    }
    var scope =
        faults.of(() -> TierRules.usual(at + ".scope", rebate.scope(), PooledVolume.Scope.SUBTREE));
    var tiers =
        faults.of(
            () -> TierRules.table(at + ".tiers", rebate.tiers(), counts == Discount.Counts.MONEY));
    var grant =
        faults.of(
            () ->
                TierRules.usual(at + ".grant", rebate.grant(), Discount.Grant.REBATE_CREDIT_NOTE));
    var share = faults.of(() -> share(at + ".passThrough", rebate.passThrough(), clients));
    faults.end();
    var discount = new Discount(basis, rolling, counts, scope, tiers, grant, share);
    return new Read.Group(name, products, discount, committed);
  }

  private static BigDecimal committed(String at, Terms.Rebate rebate, Discount.Basis basis) {
    var committed = rebate.committed();
    if (basis != Discount.Basis.COMMITMENT) {
      if (committed != null && committed.signum() != 0) {
        throw Fault.invalid(at + ".committed", "contract.fault.not-committed");
      }
      return BigDecimal.ZERO;
    }
    if (committed == null || committed.signum() <= 0) {
      throw Fault.invalid(at + ".committed", "contract.fault.committed");
    }
    return within(at + ".committed", committed, COMMITTED_MAX);
  }

  static String groupName(String field, String name) {
    var text = Check.text(field, name, 30);
    if (!text.matches("[!-~]+") || text.equals(MinimumTerms.GROUP)) {
      throw Fault.invalid(field, "contract.fault.group-name", Check.shown(text));
    }
    return text;
  }

  static SortedSet<String> products(String field, java.util.Collection<String> products) {
    var all = new TreeSet<String>();
    for (var product : products) {
      var text = Check.text(field, product, 30);
      if (!text.matches("[!-~&&[^,]]+")) {
        throw Fault.invalid(field, "contract.fault.product", Check.shown(text));
      }
      all.add(text);
    }
    if (all.isEmpty() || String.join(",", all).length() > PRODUCTS_LENGTH) {
      throw Fault.invalid(field, "contract.fault.products", PRODUCTS_LENGTH);
    }
    return all;
  }

  static PassThrough share(String at, Terms.Share share, Set<Long> clients) {
    if (share == null) {
      return PassThrough.NONE;
    }
    var allocation =
        TierRules.usual(at + ".allocation", share.allocation(), PassThrough.Among.PRO_RATA_QTY);
    var percent = share.percent() == null ? BigDecimal.ZERO : share.percent();
    within(at + ".percent", percent, HUNDRED);
    var listed = allocation == PassThrough.Among.PER_CLIENT_LIST;
    if (!listed && !share.clients().isEmpty()) {
      throw Fault.invalid(at + ".clients", "contract.fault.no-list");
    }
    if (share.clients().size() > CLIENTS_MAX) {
      throw Fault.invalid(at + ".clients", "contract.fault.clients", CLIENTS_MAX);
    }
    var shares = new TreeMap<Long, BigDecimal>();
    for (var i = 0; i < share.clients().size(); i++) {
      var one = share.clients().get(i);
      var field = at + ".clients[" + i + "]";
      if (clients != null && !clients.contains(one.client())) {
        throw Fault.invalid(field + ".client", "contract.fault.client", one.client());
      }
      if (one.percent() == null) {
        throw Fault.invalid(field + ".percent", "fault.missing", field);
      }
      if (shares.put(one.client(), within(field + ".percent", one.percent(), HUNDRED)) != null) {
        throw Fault.invalid(field + ".client", "contract.fault.client-twice", one.client());
      }
    }
    return new PassThrough(listed ? BigDecimal.ZERO : percent, allocation, shares);
  }

  /** From 0 to a limit, with at most 10 decimals. */
  static BigDecimal within(String field, BigDecimal number, BigDecimal most) {
    if (TierRules.insane(number)
        || number.signum() < 0
        || number.compareTo(most) > 0
        || number.stripTrailingZeros().scale() > 10) {
      throw Fault.invalid(
          field,
          "contract.fault.number",
          TierRules.insane(number) ? "…" : number.toPlainString(),
          most.toPlainString());
    }
    return number;
  }

  private static TaxRule tax(Terms.Tax tax) {
    if (tax == null) {
      return TaxRule.none(TaxRule.Regime.NOT_A_PAYER);
    }
    var faults = new Faults();
    var regime =
        faults.of(() -> TierRules.usual("tax.regime", tax.regime(), TaxRule.Regime.NOT_A_PAYER));
    var percent = tax.percent() == null ? BigDecimal.ZERO : tax.percent();
    faults.check(() -> requirePercent(percent, regime));
    var rounding =
        faults.of(
            () ->
                TierRules.usual(
                    "tax.inclusiveRounding",
                    tax.inclusiveRounding(),
                    TaxRule.InclusiveRounding.NET));
    var roundAt =
        faults.of(() -> TierRules.usual("tax.roundAt", tax.roundAt(), TaxRule.RoundAt.DOCUMENT));
    faults.end();
    return new TaxRule(
        regime, percent, Boolean.TRUE.equals(tax.priceIncludesTax()), rounding, roundAt);
  }

  private static void requirePercent(BigDecimal percent, TaxRule.Regime regime) {
    within("tax.percent", percent, HUNDRED);
    if (regime != null && regime != TaxRule.Regime.VAT && percent.signum() != 0) {
      throw Fault.invalid("tax.percent", "contract.fault.no-tax", percent.toPlainString());
    }
  }

  private static Contract.DocumentTerms papers(Terms.Papers papers) {
    if (papers == null) {
      return Contract.DocumentTerms.USUAL;
    }
    var faults = new Faults();
    var series = faults.of(() -> series(papers.series()));
    var days = papers.objectionDays() == null ? 30 : papers.objectionDays();
    faults.check(() -> Check.range("documents.objectionDays", days, 1, 365));
    faults.end();
    return new Contract.DocumentTerms(series, Boolean.TRUE.equals(papers.selfBilled()), days);
  }

  private static String series(String value) {
    var series = Check.optionalText("documents.series", value, 30);
    if (!series.matches("[\\p{L}\\p{N}/._-]*")) {
      throw Fault.invalid("documents.series", "contract.fault.series", Check.shown(series));
    }
    return series;
  }
}
