package livery.billing.period;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.IdSource;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.Sql;
import livery.billing.VolumePosting;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough.ClientUse;
import livery.billing.tier.PooledVolume.Scope;

/** One line of a close, in the caller's transaction. One object for one call. */
final class LineSettlement {

  /** Decimals that the database keeps of an exact total. */
  private static final int EXACT_SCALE = 16;

  private final Connection connection;
  private final IdSource ids;
  private final BillingMonth month;
  private final VolumeTerms terms;
  private final List<ContractHistory.Term> stretches;
  private final Contract contract;
  private final Discount discount;
  private final boolean messages;
  private final Instant from;
  private final Instant to;
  private final Volumes volumes;
  private final Instant now;
  private final Rounding coins;

  LineSettlement(
      Connection connection,
      IdSource ids,
      BillingMonth month,
      VolumeTerms terms,
      Instant cutoff,
      Instant now) {
    this.connection = connection;
    this.ids = ids;
    this.month = month;
    this.terms = terms;
    this.stretches = terms.stretches(month);
    this.contract = stretches.get(stretches.size() - 1).contract();
    this.from = month.start(terms.coveredFrom(month));
    this.to = month.start(terms.coveredTo(month));
    this.discount = contract.discount();
    this.messages = discount.counts() == Discount.Counts.MESSAGES;
    this.volumes =
        new Volumes(
            connection,
            terms.currency(),
            String.join(",", terms.products()),
            cutoff,
            discount.counts(),
            discount.scope());
    this.now = now;
    this.coins = Rounding.toCoins(terms.currency());
  }

  /**
   * What {@link #post} would post now; all clients are named, whether they get something or not.
   */
  VolumeEstimate estimate() throws SQLException {
    var sum = volumes.of(month.sellerId(), terms.buyerId(), from, to);
    var posted = new Money(sum.micros(), terms.currency());
    var exact = exact(posted);
    var delta = coins.round(exact, terms.currency()).minus(posted);
    return new VolumeEstimate(
        contract,
        terms.group(),
        units(sum),
        posted,
        decisive(),
        exact,
        delta,
        shares(delta.negated(), true));
  }

  PeriodLine post() throws SQLException {
    var sum = volumes.of(month.sellerId(), terms.buyerId(), from, to);
    var posted = new Money(sum.micros(), terms.currency());
    var exact = exact(posted);
    var rounded = coins.round(exact, terms.currency());
    var delta = rounded.minus(posted);
    var shares = shares(delta.negated(), false);
    var parts = new ArrayList<VolumePosting.Part>();
    if (!delta.isZero()) {
      parts.add(new VolumePosting.Part(month.sellerId(), terms.buyerId(), terms.group(), delta));
    }
    for (var share : shares) {
      if (!share.amount().isZero()) {
        parts.add(
            new VolumePosting.Part(
                terms.buyerId(), share.clientId(), terms.group(), share.amount().negated()));
      }
    }
    var postingId = VolumePosting.post(connection, ids, parts, month.month().toString(), now);
    var line =
        new PeriodLine(
            month.sellerId(),
            month.number(),
            terms.buyerId(),
            terms.group(),
            contract.id(),
            contract.version(),
            units(sum),
            posted,
            exact,
            delta,
            postingId);
    insert(line, rounded);
    insert(shares, postingId);
    return line;
  }

  /** What the month should cost: the tiers' price, or what was charged less the percentage. */
  private BigDecimal exact(Money posted) throws SQLException {
    if (discount.equals(Discount.NONE)) {
      return posted.toBigDecimal();
    }
    var total =
        (discount.basis() == Discount.Basis.TOPUP_SIZE ? byTopUps() : byStretches())
            .setScale(EXACT_SCALE, RoundingMode.HALF_UP);
    return isMoney() ? posted.toBigDecimal().subtract(total) : total;
  }

  private boolean isMoney() {
    return discount.counts() == Discount.Counts.MONEY;
  }

  private BigDecimal byStretches() throws SQLException {
    var byStretch = new TreeMap<LocalDate, BigDecimal>();
    for (var stretch : stretches) {
      byStretch.put(
          stretch.from(), counted(month.start(stretch.from()), month.start(stretch.to())));
    }
    return terms.history().charge(month.firstDay(), month.endDay(), byStretch, decisive()).stream()
        .map(charge -> charge.charge().total())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Each unit at the tier of the last top-up before it; a tier's flat fee once for a stretch. */
  private BigDecimal byTopUps() throws SQLException {
    var total = BigDecimal.ZERO;
    for (var stretch : stretches) {
      var tiers = stretch.contract().discount().tiers();
      var begin = month.start(stretch.from());
      var end = month.start(stretch.to());
      var byTier = new TreeMap<Integer, BigDecimal>();
      var sizes = new TreeMap<Integer, BigDecimal>();
      var size = BigDecimal.ZERO;
      var since = begin;
      for (var topUp : volumes.topUps(month.sellerId(), terms.buyerId(), begin, end)) {
        var more = BigDecimal.valueOf(topUp.micros(), Money.SCALE);
        if (topUp.at().isAfter(since) && tiers.tier(more) != tiers.tier(size)) {
          sizes.put(tiers.tier(size), size);
          byTier.merge(tiers.tier(size), counted(since, topUp.at()), BigDecimal::add);
          since = topUp.at();
        }
        size = more;
      }
      sizes.put(tiers.tier(size), size);
      byTier.merge(tiers.tier(size), counted(since, end), BigDecimal::add);
      for (var part : byTier.entrySet()) {
        if (part.getValue().signum() > 0) {
          total = total.add(tiers.chargeAt(sizes.get(part.getKey()), part.getValue()).total());
        }
      }
    }
    return total;
  }

  /** See {@link Discount#charge}; for TOPUP_SIZE the last one, by which the next unit is priced. */
  private BigDecimal decisive() throws SQLException {
    if (discount.basis() == Discount.Basis.COMMITMENT) {
      return terms.committed();
    }
    if (discount.basis() == Discount.Basis.TOPUP_SIZE) {
      var all = volumes.topUps(month.sellerId(), terms.buyerId(), from, to);
      return all.isEmpty()
          ? BigDecimal.ZERO
          : BigDecimal.valueOf(all.get(all.size() - 1).micros(), Money.SCALE);
    }
    var since = discount.countsFrom(month.firstDay(), terms.history().versions().get(0).from());
    return since.isBefore(terms.coveredFrom(month))
        ? counted(month.start(since), from)
        : BigDecimal.ZERO;
  }

  private BigDecimal counted(Instant since, Instant until) throws SQLException {
    var sum = volumes.of(month.sellerId(), terms.buyerId(), since, until);
    return isMoney()
        ? BigDecimal.valueOf(sum.micros(), Money.SCALE)
        : BigDecimal.valueOf(units(sum));
  }

  private long units(Volumes.Sum sum) {
    return messages ? sum.messages() : sum.quantity();
  }

  private List<PeriodLine.Share> shares(Money earned, boolean all) throws SQLException {
    var pass = discount.passThrough();
    if (discount.scope() == Scope.OWN) {
      return List.of(); // no client has earned any of it
    }
    if (!all && (earned.isNegative() || earned.isZero() || isNothing())) {
      return List.of();
    }
    SortedMap<Long, Volumes.Sum> sums = volumes.ofBuyers(terms.buyerId(), from, to);
    var clients = new ArrayList<ClientUse>();
    sums.keySet().removeAll(terms.apart());
    var own = units(volumes.of(month.sellerId(), terms.buyerId(), from, to));
    for (var client : sums.entrySet()) {
      var sum = client.getValue();
      own -= units(sum);
      clients.add(
          new ClientUse(
              client.getKey(),
              BigDecimal.valueOf(units(sum)),
              new Money(sum.micros(), terms.currency())));
    }
    if (own > 0) { // what it sent itself earned its part, which stays
      clients.add(
          new ClientUse(terms.buyerId(), BigDecimal.valueOf(own), Money.zero(terms.currency())));
    }
    var shares = new ArrayList<PeriodLine.Share>();
    for (var share : pass.pass(earned, clients).entrySet()) {
      var sum = sums.get(share.getKey());
      if (sum != null) {
        shares.add(
            new PeriodLine.Share(
                share.getKey(),
                units(sum),
                new Money(sum.micros(), terms.currency()),
                share.getValue()));
      }
    }
    return shares;
  }

  private boolean isNothing() {
    var pass = discount.passThrough();
    return pass.sharePercent().signum() == 0 && pass.shares().isEmpty();
  }

  private void insert(PeriodLine line, Money rounded) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO period_line (seller_id, period, buyer_id, currency, product_group,"
                + " products, contract_id, contract_version, quantity, posted, exact, coin,"
                + " rounded, delta, posting_id, covered_from, covered_to, counts, scope,"
                + " less_returns)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE)")) {
      statement.setLong(1, line.sellerId());
      statement.setInt(2, line.period());
      statement.setLong(3, line.buyerId());
      statement.setString(4, terms.currency());
      statement.setString(5, line.group());
      statement.setString(6, String.join(",", terms.products()));
      statement.setLong(7, line.contractId());
      statement.setInt(8, line.contractVersion());
      statement.setLong(9, line.quantity());
      statement.setLong(10, line.posted().micros());
      statement.setBigDecimal(11, line.exact());
      statement.setLong(12, coins.step(terms.currency()).micros());
      statement.setLong(13, rounded.micros());
      statement.setLong(14, line.delta().micros());
      statement.setLong(15, line.postingId());
      Sql.set(statement, 16, from);
      Sql.set(statement, 17, to);
      statement.setString(18, messages ? discount.counts().name() : "SEGMENTS");
      statement.setString(19, discount.scope().name());
      statement.executeUpdate();
    }
  }

  private void insert(List<PeriodLine.Share> shares, long postingId) throws SQLException {
    if (shares.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO period_share (seller_id, period, buyer_id, currency, product_group,"
                + " client_id, quantity, charged, amount, posting_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var share : shares) {
        statement.setLong(1, month.sellerId());
        statement.setInt(2, month.number());
        statement.setLong(3, terms.buyerId());
        statement.setString(4, terms.currency());
        statement.setString(5, terms.group());
        statement.setLong(6, share.clientId());
        statement.setLong(7, share.quantity());
        statement.setLong(8, share.charged().micros());
        statement.setLong(9, share.amount().micros());
        statement.setLong(10, postingId);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
