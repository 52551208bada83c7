package livery.billing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The wallets of a batch, locked, with what the batch does to them. Written back once, one row
 * each.
 *
 * <p>Rows are locked along the primary key (buyer, seller, currency), so two batches never wait for
 * each other in a circle. Nothing is locked after a wallet but rows that only this batch knows.
 */
final class LockedWallets {

  record Key(long buyerId, long sellerId, String currency) implements Comparable<Key> {

    static Key of(RatedLine line) {
      return new Key(line.buyerId(), line.sellerId(), line.currency());
    }

    @Override
    public int compareTo(Key other) {
      var byBuyer = Long.compare(buyerId, other.buyerId);
      var byEdge = byBuyer != 0 ? byBuyer : Long.compare(sellerId, other.sellerId);
      return byEdge != 0 ? byEdge : currency.compareTo(other.currency);
    }

    @Override
    public boolean equals(Object that) {
      return that instanceof Key other
          && buyerId == other.buyerId
          && sellerId == other.sellerId
          && currency.equals(other.currency);
    }

    @Override
    public int hashCode() {
      var hash = Long.hashCode(buyerId);
      hash = 31 * hash + Long.hashCode(sellerId);
      return 31 * hash + currency.hashCode();
    }
  }

  /** One wallet. */
  static final class Row {
    private final Wallet wallet;
    private final DayLimit limit;
    private final boolean hasLots;
    private long balanceChange;
    private long heldChange;

    Row(ResultSet found, Instant now) throws SQLException {
      wallet = Wallet.read(found);
      limit = DayLimit.read(found, now);
      hasLots = found.getBoolean("has_lots");
    }

    /** As it was read and changed since, with no changes to be written. */
    private Row(Row other) {
      wallet = other.wallet.after(other.balanceChange, other.heldChange);
      limit = other.limit;
      hasLots = other.hasLots;
    }

    /** Whether nothing but the balance says what may be taken. */
    boolean isPlain() {
      return limit.isNone() && !hasLots;
    }

    boolean isChanged() {
      return balanceChange != 0 || heldChange != 0;
    }

    Key key() {
      return new Key(wallet.buyerId(), wallet.sellerId(), wallet.currency());
    }

    long available() {
      var balance = Money.sum(wallet.balance().micros(), balanceChange);
      var held = Money.sum(wallet.held().micros(), heldChange);
      return Money.sum(Money.sum(balance, -held), wallet.creditLimit().micros());
    }
  }

  private final Map<Key, Row> rows = new TreeMap<>();
  private final Collection<Long> buyers;
  private final boolean isLocked;

  private LockedWallets(Collection<Long> buyers, boolean isLocked) {
    this.buyers = buyers;
    this.isLocked = isLocked;
  }

  /** As the other, for what no limit of a day counts. */
  static LockedWallets lock(Connection connection, Collection<Long> buyers) throws SQLException {
    return lock(connection, buyers, Instant.EPOCH);
  }

  /**
   * Locks every wallet of these buyers: a buyer has one for each currency, rarely two.
   *
   * @param now which day's limit counts
   */
  static LockedWallets lock(Connection connection, Collection<Long> buyers, Instant now)
      throws SQLException {
    return read(connection, buyers, now, true);
  }

  /**
   * Every wallet of these buyers without a lock, for changes that no balance can refuse: {@link
   * #write} adds to what is there then, and the rows are locked from there to the commit alone.
   */
  static LockedWallets unlocked(Connection connection, Collection<Long> buyers, Instant now)
      throws SQLException {
    return read(connection, buyers, now, false);
  }

  private static LockedWallets read(
      Connection connection, Collection<Long> buyers, Instant now, boolean isLocked)
      throws SQLException {
    var wallets = new LockedWallets(buyers, isLocked);
    for (var chunk : Sql.chunks(buyers)) {
      try (var statement =
          connection.prepareStatement(
              "SELECT id, buyer_id, seller_id, currency, balance, held, credit_limit, own_limit,"
                  + " seller_limit, zone, spent_day, spent, has_lots FROM wallet FORCE INDEX"
                  + " (PRIMARY) WHERE buyer_id IN "
                  + Sql.in(chunk.size())
                  + " ORDER BY buyer_id, seller_id, currency"
                  + (isLocked ? " FOR UPDATE" : ""))) {
        Sql.bind(statement, 1, chunk);
        try (var found = statement.executeQuery()) {
          while (found.next()) {
            var row = new Row(found, now);
            wallets.rows.put(row.key(), row);
          }
        }
      }
    }
    return wallets;
  }

  /** Wallets as they were before, to be locked before anything is refused or written. */
  static LockedWallets seen(Collection<Long> buyers, Collection<Row> before) {
    var wallets = new LockedWallets(buyers, false);
    before.forEach(row -> wallets.rows.put(row.key(), new Row(row)));
    return wallets;
  }

  /** Each buyer's wallets as they are now, an empty list where it has none. */
  Map<Long, List<Row>> byBuyer() {
    var byBuyer = new HashMap<Long, List<Row>>();
    buyers.forEach(buyer -> byBuyer.put(buyer, new ArrayList<>()));
    rows.forEach((key, row) -> byBuyer.get(key.buyerId()).add(new Row(row)));
    return byBuyer;
  }

  Collection<Long> buyers() {
    return buyers;
  }

  boolean isLocked() {
    return isLocked;
  }

  /** Whether nothing but balances says what may be taken: no limit of a day, no free units. */
  boolean isPlain() {
    return rows.values().stream().allMatch(Row::isPlain);
  }

  /**
   * The same wallets, locked, with what has been done to them so far.
   *
   * @throws BillingException.Overtaken when that cannot be done to them any more
   */
  LockedWallets locked(Connection connection, Instant now) throws SQLException {
    var locked = lock(connection, buyers, now);
    if (!locked.isPlain()) {
      throw new BillingException.Overtaken("A wallet has got a limit or free units meanwhile");
    }
    for (var entry : rows.entrySet()) {
      var before = entry.getValue();
      if (before.isChanged()) {
        locked.change(entry.getKey(), before.balanceChange, before.heldChange);
        if (locked.row(entry.getKey()).available() < 0) {
          throw new BillingException.Overtaken("A wallet's money was taken by others meanwhile");
        }
      }
    }
    return locked;
  }

  Wallet require(Key key) {
    return row(key).wallet;
  }

  /**
   * Why the event cannot be paid; empty when it can. An event that costs nothing always can.
   *
   * @param belowTheLine only a missing wallet refuses
   */
  Optional<Refusal> refusal(RatedEvent event, boolean belowTheLine) {
    var needs = new HashMap<Key, Long>();
    for (var line : event.lines()) {
      if (line.hasWallet()) {
        needs.merge(Key.of(line), line.amountMicros(), Money::sum);
      }
    }
    for (var line : event.lines()) {
      if (!line.hasWallet()) {
        continue;
      }
      var key = Key.of(line);
      var row = rows.get(key);
      var needed = new Money(needs.get(key), line.currency());
      if (row == null) {
        return Optional.of(refusal(event, line, Refusal.Reason.NO_WALLET, needed, 0));
      }
      if (!belowTheLine && needed.micros() > 0 && row.available() < needed.micros()) {
        return Optional.of(refusal(event, line, Refusal.Reason.NO_MONEY, needed, row.available()));
      }
      if (!belowTheLine && !row.limit.allows(needed.micros())) {
        return Optional.of(
            refusal(event, line, Refusal.Reason.DAY_LIMIT, needed, row.limit.left()));
      }
    }
    return Optional.empty();
  }

  private static Refusal refusal(
      RatedEvent event, RatedLine line, Refusal.Reason reason, Money needed, long available) {
    return new Refusal(
        event.eventId(), line.buyerId(), reason, needed, new Money(available, line.currency()));
  }

  void change(Key key, long balanceMicros, long heldMicros) {
    var row = row(key);
    row.balanceChange = Money.sum(row.balanceChange, balanceMicros);
    row.heldChange = Money.sum(row.heldChange, heldMicros);
  }

  /** Counts what a line takes against the limit of the day. */
  void spend(RatedLine line) {
    row(Key.of(line)).limit.spend(line.amountMicros());
  }

  /** Takes back what counted in that day's limit; an earlier day's frees nothing today. */
  void unspend(Key key, int day, long micros) {
    row(key).limit.release(day, micros);
  }

  /** The day whose limit this line counts in, 0 where there is none. */
  int spentDay(RatedLine line) {
    return line.hasWallet() ? row(Key.of(line)).limit.today() : 0;
  }

  /** The wallets that may have free units, by number. */
  Map<Long, Key> withLots() {
    var found = new TreeMap<Long, Key>();
    rows.forEach(
        (key, row) -> {
          if (row.hasLots) {
            found.put(row.wallet.id(), key);
          }
        });
    return found;
  }

  private Row row(Key key) {
    var row = rows.get(key);
    if (row == null) {
      throw new BillingException.Unknown(
          Wallet.nowhere(key.buyerId(), key.sellerId(), key.currency()));
    }
    return row;
  }

  /** One UPDATE for each wallet that changed, in one round trip. */
  void write(Connection connection) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE wallet SET balance = balance + ?, held = held + ?"
                + " WHERE buyer_id = ? AND seller_id = ? AND currency = ?")) {
      var changed = false;
      for (var entry : rows.entrySet()) {
        var row = entry.getValue();
        if (row.isChanged()) {
          statement.setLong(1, row.balanceChange);
          statement.setLong(2, row.heldChange);
          statement.setLong(3, entry.getKey().buyerId());
          statement.setLong(4, entry.getKey().sellerId());
          statement.setString(5, entry.getKey().currency());
          statement.addBatch();
          changed = true;
        }
      }
      if (changed) {
        statement.executeBatch();
      }
    }
    for (var entry : rows.entrySet()) {
      entry.getValue().limit.write(connection, entry.getKey());
    }
  }
}
