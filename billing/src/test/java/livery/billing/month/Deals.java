package livery.billing.month;

import static livery.billing.month.Act.KYIV;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import livery.billing.Edge;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount.Basis;
import livery.billing.contract.Discount.Grant;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.period.BillingMonth;
import livery.billing.period.VolumeTerms;

/**
 * What the resellers have agreed with whom they buy from, another table each month, and what a
 * month comes to by that: as terms for the engine, and counted message by message in the model.
 */
final class Deals {

  static final long PLATFORM = 10;

  /** Who sells by a discount, and to whom: the lower reseller has one with either of the upper. */
  static final NavigableMap<Long, List<Long>> BUYERS =
      new TreeMap<>(Map.of(PLATFORM, List.of(20L, 21L), 20L, List.of(22L), 21L, List.of(22L)));

  /** The one product that has a discount. */
  static final String GROUP = "SMS";

  /** Euros for one hryvnia, from which day on. */
  static final TreeMap<LocalDate, BigDecimal> RATES =
      new TreeMap<>(
          Map.of(
              LocalDate.of(2026, 1, 1), new BigDecimal("0.0213"),
              LocalDate.of(2026, 2, 28), new BigDecimal("0.0207654321"),
              LocalDate.of(2026, 4, 1), new BigDecimal("1.5")));

  private static final LocalDate SINCE = LocalDate.of(2026, 1, 1);

  /**
   * One month of one reseller.
   *
   * @param percent of what is earned that goes on to the clients
   * @param lifetime whether all units since the contract began count for the tier
   * @param atOnce whether the discount is a price at the counter, else a rebate
   */
  record Deal(MonthModel.Table table, int percent, boolean lifetime, boolean atOnce) {}

  /** What the model says that was settled. */
  record Settled(long quantity, BigDecimal posted, BigDecimal list, BigDecimal delta) {}

  private record Used(long units, BigDecimal money, BigDecimal list) {}

  private final Random random;
  private final Map<String, Deal> deals = new HashMap<>();

  Deals(Random random) {
    this.random = random;
  }

  boolean has(Edge edge) {
    return BUYERS.getOrDefault(edge.sellerId(), List.of()).contains(edge.buyerId());
  }

  Deal at(Instant at, Edge edge) {
    return of(YearMonth.from(at.atZone(KYIV)), edge.sellerId(), edge.buyerId());
  }

  Deal of(YearMonth month, long seller, long reseller) {
    return deals.computeIfAbsent(
        month + " " + seller + ">" + reseller,
        none ->
            new Deal(
                RandomTables.next(random, 2_500, 5_000, 8_000),
                random.nextInt(101),
                random.nextInt(3) == 0,
                random.nextBoolean()));
  }

  VolumeTerms terms(BillingMonth month, long reseller) {
    var seller = month.sellerId();
    var deal = of(month.month(), seller, reseller);
    var discount =
        RandomTables.discount(deal.table())
            .onBasis(deal.lifetime() ? Basis.LIFETIME : Basis.PERIOD_VOLUME, 1)
            .grantedAs(deal.atOnce() ? Grant.PRICE : Grant.REBATE_CREDIT_NOTE)
            .passingOn(PassThrough.of(String.valueOf(deal.percent()), Among.PRO_RATA_QTY));
    var contract =
        Contract.resale(1_000 * seller + reseller, seller, reseller, "UAH", SINCE)
            .withDiscount(discount);
    return VolumeTerms.of(reseller, GROUP, Set.of(GROUP), ContractHistory.of(contract))
        .settingApart(Set.of(RandomActs.APART));
  }

  /** Settles a reseller's month in the model. */
  Settled settle(ReferenceModel model, BillingMonth month, long reseller, Instant cutoff) {
    var deal = of(month.month(), month.sellerId(), reseller);
    var edge = month.sellerId() + ">" + reseller + " UAH";
    var since = deal.lifetime() ? month.start(SINCE) : month.from();
    var before = used(model, edge, since, month.from(), cutoff).units();
    var used = used(model, edge, month.from(), month.to(), cutoff);
    var exact = deal.table().cost(before, used.units());
    var cost = BigDecimal.valueOf(MonthModel.coins(exact), 2);
    var delta = cost.subtract(used.money());
    settle(model, edge, "INCOME " + month.sellerId(), delta);
    passOn(model, month, reseller, used.units(), cutoff, used.list().subtract(cost));
    return new Settled(used.units(), used.money(), used.list(), delta);
  }

  private static void settle(ReferenceModel model, String purse, String income, BigDecimal due) {
    var back = due.signum() < 0;
    model.transfer(
        "TIER_DELTA", back ? income : purse, back ? purse : income, GROUP, due.abs(), 0, 0);
  }

  /** Charged in a time, less what was given back before the cut-off; what is set apart left out. */
  private static Used used(
      ReferenceModel model, String edge, Instant from, Instant to, Instant cutoff) {
    var units = 0L;
    var money = BigDecimal.ZERO.setScale(6);
    var list = money;
    for (var event : model.events.values()) {
      if (event.refundedAt != null && event.refundedAt.isBefore(cutoff)) {
        continue;
      }
      for (var level : event.levels) {
        var line = level.line;
        if (level.state.equals("POSTED")
            && line.edge().equals(edge)
            && line.product().equals(GROUP)
            && !line.apart()
            && !level.postedAt.isBefore(from)
            && level.postedAt.isBefore(to)) {
          var left = level.leftBefore(cutoff);
          units += left;
          money = money.add(ReferenceModel.cost(line, left));
          list = list.add(ReferenceModel.cost(line.listPrice(), left));
        }
      }
    }
    return new Used(units, money, list);
  }

  /** By units, in the client's currency by the rate of the last day; its own use earns its part. */
  private void passOn(
      ReferenceModel model,
      BillingMonth month,
      long reseller,
      long all,
      Instant cutoff,
      BigDecimal earned) {
    var units = new TreeMap<Long, Long>();
    var own = all;
    for (var edge : RandomActs.edges()) {
      if (edge.sellerId() == reseller && edge.buyerId() != RandomActs.APART) {
        var name = RandomActs.name(edge);
        var some = used(model, name, month.from(), month.to(), cutoff).units();
        units.put(edge.buyerId(), some);
        own -= some;
      }
    }
    if (own > 0) {
      units.put(reseller, own);
    }
    if (earned.signum() <= 0 || units.values().stream().allMatch(some -> some == 0)) {
      return;
    }
    var percent = of(month.month(), month.sellerId(), reseller).percent();
    var part = earned.multiply(new BigDecimal(percent));
    var pool = part.setScale(0, RoundingMode.HALF_UP).min(earned.movePointRight(2)).longValue();
    var weights = units.values().stream().mapToLong(Long::longValue).toArray();
    var shares = MonthModel.shares(pool, weights);
    var next = 0;
    for (var client : units.keySet()) {
      var share = BigDecimal.valueOf(shares[next++], 2);
      if (client != reseller) {
        var euro = reseller == 21 && client == 32;
        var purse = reseller + ">" + client + (euro ? " EUR" : " UAH");
        var rate = RATES.floorEntry(month.endDay().minusDays(1)).getValue();
        var paid = euro ? share.multiply(rate).setScale(2, RoundingMode.DOWN) : share;
        settle(model, purse, "INCOME " + reseller, paid.negate());
      }
    }
  }
}
