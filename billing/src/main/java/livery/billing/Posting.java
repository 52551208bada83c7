package livery.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Transfers that are written together. Rated lines are summed up to one transfer for each edge,
 * currency and product, however many events there are.
 */
final class Posting {

  private record Key(LockedWallets.Key edge, String product) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var byEdge = edge.compareTo(other.edge);
      return byEdge != 0 ? byEdge : product.compareTo(other.product);
    }

    @Override
    public boolean equals(Object that) {
      return that instanceof Key other && edge.equals(other.edge) && product.equals(other.product);
    }

    @Override
    public int hashCode() {
      var hash = edge.hashCode();
      return 31 * hash + product.hashCode();
    }
  }

  private static final class Sum {
    private long micros;
    private long quantity;
    private long firstEvent = Long.MAX_VALUE;
    private long lastEvent;
    private final Part all = new Part();
    private final Part own = new Part();
    private final Part apart = new Part();
    private final List<Priced> priced = new ArrayList<>();

    void list(ListPrices prices) {
      for (var one : priced) {
        var saved = prices.micros(one.line, one.units, one.micros) - one.micros;
        all.list = Money.sum(all.list, saved);
        own.list = Money.sum(own.list, one.line.level() == 0 ? saved : 0);
        apart.list = Money.sum(apart.list, one.line.apart() ? saved : 0);
      }
    }
  }

  /** Units at the price of a tier. */
  private record Priced(RatedLine line, long units, long micros) {}

  /** What of a transfer counts for whom: see {@code V94__counted.sql}. */
  private static final class Part {
    private int events;
    private long quantity;
    private long micros;
    private long list;

    void add(long units, long amount) {
      events += units > 0 ? 1 : 0;
      quantity = Money.sum(quantity, units);
      micros = Money.sum(micros, amount);
      list = Money.sum(list, amount);
    }
  }

  private final long id;
  private final Instant postedAt;
  private final int correctsPeriod;
  private final Map<Key, Sum> sums = new TreeMap<>();

  Posting(long id, Instant postedAt) {
    this(id, postedAt, 0);
  }

  /**
   * See above.
   *
   * @param correctsPeriod the month that all of it belongs to; 0 for the one that is open
   */
  Posting(long id, Instant postedAt, int correctsPeriod) {
    this.id = id;
    this.postedAt = postedAt;
    this.correctsPeriod = correctsPeriod;
  }

  long id() {
    return id;
  }

  Instant at() {
    return postedAt;
  }

  /**
   * Adds what a line was charged, or gets back.
   *
   * @param quantity units that were sold, at a price of 0 too; what a bundle covers was sold with
   *     the bundle
   */
  void add(long eventId, RatedLine line, long micros, long quantity) {
    var sum =
        sums.computeIfAbsent(
            new Key(LockedWallets.Key.of(line), line.product()), none -> new Sum());
    sum.micros = Money.sum(sum.micros, micros);
    sum.quantity = Money.sum(sum.quantity, quantity);
    sum.firstEvent = Math.min(sum.firstEvent, eventId);
    sum.lastEvent = Math.max(sum.lastEvent, eventId);
    sum.all.add(quantity, micros);
    if (line.level() == 0) {
      sum.own.add(quantity, micros);
    }
    if (line.apart()) {
      sum.apart.add(quantity, micros);
    }
    if (line.tier() > 0) {
      sum.priced.add(new Priced(line, quantity, micros));
    }
  }

  /** Writes what was added; an edge of which nothing was sold moves nothing. */
  void write(
      Connection connection,
      IdSource ids,
      Transfer.Kind kind,
      LockedWallets wallets,
      String reference)
      throws SQLException {
    var transfers = new ArrayList<Transfer>();
    sums.entrySet().removeIf(sum -> isNothing(sum.getKey(), sum.getValue()));
    if (kind == Transfer.Kind.CHARGE) {
      list(connection);
    }
    var next = sums.isEmpty() ? 0 : ids.next(sums.size());
    for (var entry : sums.entrySet()) {
      var edge = entry.getKey().edge();
      var cost = edge.sellerId() == Edge.OPERATORS;
      var buyer = cost ? Account.COST.of(edge.buyerId()) : wallets.require(edge).id();
      var seller = (cost ? Account.PAYABLE : Account.INCOME).of(edge.sellerId());
      var back = kind == Transfer.Kind.REFUND || kind == Transfer.Kind.RETURN;
      transfers.add(
          new Transfer(
              next++,
              id,
              kind,
              back ? seller : buyer,
              back ? buyer : seller,
              new Money(entry.getValue().micros, edge.currency()),
              edge.sellerId(),
              edge.buyerId(),
              entry.getKey().product(),
              entry.getValue().quantity,
              reference,
              entry.getValue().firstEvent,
              entry.getValue().lastEvent,
              postedAt,
              correctsPeriod));
    }
    insert(connection, transfers, List.copyOf(sums.values()));
  }

  /**
   * What tiers gave another price is told at that of the list, too; asks nothing where none did.
   */
  private void list(Connection connection) throws SQLException {
    var priced =
        sums.values().stream().flatMap(sum -> sum.priced.stream()).map(Priced::line).toList();
    if (!priced.isEmpty()) {
      var prices = ListPrices.of(connection, priced);
      sums.values().forEach(sum -> sum.list(prices));
    }
  }

  /** Units without a price count for the buyer's tiers; a cost that nobody has priced for none. */
  private static boolean isNothing(Key key, Sum sum) {
    var cost = key.edge().sellerId() == Edge.OPERATORS;
    return sum.micros == 0 && (cost || sum.quantity == 0);
  }

  static void insert(Connection connection, List<Transfer> transfers) throws SQLException {
    insert(connection, transfers, List.of());
  }

  private static void insert(Connection connection, List<Transfer> transfers, List<Sum> sums)
      throws SQLException {
    if (transfers.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO transfer (id, posting_id, kind, debit_account, credit_account, amount,"
                + " currency, seller_id, buyer_id, product, quantity, reference, first_event,"
                + " last_event, posted_at, corrects_period, events, own_events, own_quantity,"
                + " own_amount, apart_events, apart_quantity, apart_amount, list_amount,"
                + " own_list_amount, apart_list_amount) VALUES (?"
                + ", ?".repeat(25)
                + ")")) {
      for (var i = 0; i < transfers.size(); i++) {
        bind(statement, transfers.get(i));
        bind(statement, sums.isEmpty() ? new Sum() : sums.get(i));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, Transfer transfer) throws SQLException {
    statement.setLong(1, transfer.id());
    statement.setLong(2, transfer.postingId());
    statement.setString(3, transfer.kind().name());
    statement.setLong(4, transfer.debitAccount());
    statement.setLong(5, transfer.creditAccount());
    statement.setLong(6, transfer.amount().micros());
    statement.setString(7, transfer.amount().currency());
    statement.setLong(8, transfer.sellerId());
    statement.setLong(9, transfer.buyerId());
    statement.setString(10, transfer.product());
    statement.setLong(11, transfer.quantity());
    statement.setString(12, transfer.reference());
    statement.setLong(13, transfer.firstEvent());
    statement.setLong(14, transfer.lastEvent());
    Sql.set(statement, 15, transfer.postedAt());
    statement.setObject(16, transfer.correctsPeriod() == 0 ? null : transfer.correctsPeriod());
  }

  private static void bind(PreparedStatement statement, Sum sum) throws SQLException {
    statement.setInt(17, sum.all.events);
    statement.setInt(18, sum.own.events);
    statement.setLong(19, sum.own.quantity);
    statement.setLong(20, sum.own.micros);
    statement.setInt(21, sum.apart.events);
    statement.setLong(22, sum.apart.quantity);
    statement.setLong(23, sum.apart.micros);
    var listed = !sum.priced.isEmpty();
    statement.setObject(24, listed ? sum.all.list : null);
    statement.setObject(25, listed ? sum.own.list : null);
    statement.setObject(26, listed ? sum.apart.list : null);
  }
}
