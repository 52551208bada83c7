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
import livery.billing.contract.CurrencyRate;
import livery.billing.contract.Discount;
import livery.billing.contract.PassThrough.ClientUse;
import livery.billing.price.RateBook;
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
  private final Instant cutoff;
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
    this.cutoff = cutoff;
    this.volumes = volumes(terms.currency());
    this.now = now;
    this.coins = Rounding.toCoins(terms.currency());
  }

  private Volumes volumes(String currency) {
    return new Volumes(
        connection,
        currency,
        String.join(",", terms.products()),
        cutoff,
        discount.counts(),
        discount.scope());
  }

  /**
   * What {@link #post} would post now; all clients are named, whether they get something or not.
   */
  VolumeEstimate estimate() throws SQLException {
    var sum = volumes.of(month.sellerId(), terms.buyerId(), from, to);
    var posted = new Money(sum.micros(), terms.currency());
    var exact = exact(posted);
    var cost = coins.round(exact, terms.currency());
    var list = list(sum);
    return new VolumeEstimate(
        contract,
        terms.group(),
        units(sum),
        posted,
        list,
        decisive(),
        exact,
        cost.minus(posted),
        shares(Discount.saved(list, cost), true));
  }

  PeriodLine post() throws SQLException {
    var sum = volumes.of(month.sellerId(), terms.buyerId(), from, to);
    var posted = new Money(sum.micros(), terms.currency());
    var exact = exact(posted);
    var rounded = coins.round(exact, terms.currency());
    var delta = rounded.minus(posted);
    var list = list(sum);
    var shares = shares(Discount.saved(list, rounded), false);
    var parts = new ArrayList<VolumePosting.Part>();
    if (!delta.isZero()) {
      parts.add(new VolumePosting.Part(month.sellerId(), terms.buyerId(), terms.group(), delta));
    }
    for (var share : shares) {
      if (!share.paid().isZero()) {
        parts.add(
            new VolumePosting.Part(
                terms.buyerId(), share.clientId(), terms.group(), share.paid().negated()));
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
            list,
            exact,
            delta,
            postingId);
    insert(line, rounded);
    insert(shares, postingId);
    return line;
  }

  /** What it would have cost at the price list; where money is counted, tiers give no prices. */
  private Money list(Volumes.Sum sum) {
    return new Money(isMoney() ? sum.micros() : sum.list(), terms.currency());
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
    return terms.charge(month.firstDay(), month.endDay(), byStretch, decisive()).stream()
        .map(charge -> charge.charge().total())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Each unit at the tier of the last top-up before it; a tier's flat fee once for its prices. */
  private BigDecimal byTopUps() throws SQLException {
    var total = BigDecimal.ZERO;
    var history = terms.history();
    for (var stretch :
        history.prices(month.firstDay(), month.endDay(), version -> BigDecimal.ZERO)) {
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
          total = total.add(tiers.unitsAt(sizes.get(part.getKey()), part.getValue()).total());
        }
      }
    }
    return total;
  }

  /** See {@link Discount#charge}; for TOPUP_SIZE the last one, by which the next unit is priced. */
  private BigDecimal decisive() throws SQLException {
    if (discount.basis() == Discount.Basis.COMMITMENT) {
      return terms.committed(contract);
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
    if (!all && (earned.isZero() || isNothing())) {
      return List.of();
    }
    var uses = uses();
    var clients = new ArrayList<ClientUse>();
    var own = units(volumes.of(month.sellerId(), terms.buyerId(), from, to));
    for (var client : uses.entrySet()) {
      var sum = client.getValue().sum();
      own -= units(sum);
      clients.add(new ClientUse(client.getKey(), BigDecimal.valueOf(units(sum)), charged(sum)));
    }
    if (own > 0) { // what it sent itself earned its part, which stays
      clients.add(
          new ClientUse(terms.buyerId(), BigDecimal.valueOf(own), Money.zero(terms.currency())));
    }
    var shares = new ArrayList<PeriodLine.Share>();
    for (var share : pass.pass(earned, clients).entrySet()) {
      var use = uses.get(share.getKey());
      if (use != null) {
        shares.add(
            new PeriodLine.Share(
                share.getKey(),
                units(use.sum()),
                charged(use.sum()),
                share.getValue(),
                use.rate()));
      }
    }
    return shares;
  }

  private Money charged(Volumes.Sum sum) {
    return new Money(sum.micros(), terms.currency());
  }

  /** What a client used, and the rate to its wallet's currency; {@code null} where it is ours. */
  private record Use(Volumes.Sum sum, CurrencyRate rate) {

    Use plus(Use other) {
      return new Use(sum.plus(other.sum), rate);
    }
  }

  /**
   * By client. One that has used wallets in several currencies is paid into ours, or the first. One
   * whose currency has no rate has no share: its part stays, as that of own use does.
   */
  private SortedMap<Long, Use> uses() throws SQLException {
    var uses = new TreeMap<Long, Use>();
    volumes
        .ofBuyers(terms.buyerId(), from, to)
        .forEach((client, sum) -> uses.put(client, new Use(sum, null)));
    for (var rate : rates()) {
      for (var there : volumes(rate.to()).ofBuyers(terms.buyerId(), from, to).entrySet()) {
        var sum = there.getValue();
        var charged = BigDecimal.valueOf(sum.micros()).divide(rate.rate(), 0, RoundingMode.HALF_UP);
        var micros = charged.longValueExact();
        var here = new Volumes.Sum(sum.quantity(), sum.messages(), micros, micros);
        uses.merge(there.getKey(), new Use(here, rate), Use::plus);
      }
    }
    uses.keySet().removeAll(terms.apart());
    return uses;
  }

  /** To the other currencies of its buyers' wallets, as they stood on the month's last day. */
  private List<CurrencyRate> rates() throws SQLException {
    var found = new ArrayList<CurrencyRate>();
    try (var statement =
        connection.prepareStatement(
            "SELECT DISTINCT currency FROM wallet WHERE seller_id = ? AND currency <> ?"
                + " ORDER BY currency")) {
      statement.setLong(1, terms.buyerId());
      statement.setString(2, terms.currency());
      try (var rows = statement.executeQuery()) {
        var book = (RateBook) null;
        while (rows.next()) {
          book = book == null ? RateBook.load(connection, month.zone()) : book;
          book.find(terms.currency(), rows.getString(1), month.to().minusMillis(1))
              .ifPresent(found::add);
        }
      }
    }
    return found;
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
                + " list_amount, less_returns)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, TRUE)")) {
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
      statement.setObject(20, isMoney() ? null : line.list().micros());
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
                + " client_id, quantity, charged, amount, posting_id, paid_currency, paid_amount,"
                + " rate, rate_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
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
        var rate = share.rate();
        statement.setString(11, rate == null ? null : rate.to());
        statement.setObject(12, rate == null ? null : share.paid().micros());
        statement.setBigDecimal(13, rate == null ? null : rate.rate());
        statement.setObject(14, rate == null ? null : rate.date());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
