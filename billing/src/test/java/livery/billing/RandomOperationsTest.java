package livery.billing;

import static livery.billing.Town.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rating;
import org.junit.jupiter.api.Test;

/** Random operations, right and wrong ones, against a slow model: no difference of a millionth. */
class RandomOperationsTest {

  private static final int OPERATIONS = 20_000;
  private static final int CHECK_EVERY = 4_000;
  private static final Map<Long, List<Edge>> CHAINS =
      Map.of(
          30L, List.of(edge(0, 20, 30, "UAH"), edge(1, 10, 20, "UAH"), edge(2, 0, 10, "UAH")),
          31L, List.of(edge(0, 20, 31, "UAH"), edge(1, 10, 20, "UAH"), edge(2, 0, 10, "UAH")),
          32L, List.of(edge(0, 21, 32, "EUR"), edge(1, 10, 21, "UAH"), edge(2, 0, 10, "UAH")),
          20L, List.of(edge(0, 10, 20, "UAH"), edge(1, 0, 10, "UAH")));

  private final Town town = new Town();
  private final Ledger ledger = town.ledger;
  private final ReferenceModel model = new ReferenceModel();
  private final long seed = Long.getLong("livery.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Map<String, BigDecimal> unitPrices =
      Map.of(
          "20>30", new BigDecimal("0.8512345678"),
          "20>31", new BigDecimal("0.0000005"),
          "21>32", new BigDecimal("0.02"),
          "10>20", new BigDecimal("0.7"),
          "10>21", new BigDecimal("0.6999999999"),
          "0>10", new BigDecimal("0.4000004999"));
  private PriceBook book;
  private Instant now = NOW;
  private long lastEvent;
  private int operations;
  private int kills;

  private static Edge edge(int level, long seller, long buyer, String currency) {
    return new Edge(level, seller, buyer, currency);
  }

  @Test
  void the_ledger_agrees_with_the_model_after_every_batch() throws SQLException {
    System.out.println("RandomOperationsTest seed " + seed + " (-Dlivery.seed=" + seed + ")");
    try (var connection = town.connect()) {
      prepare(connection);
      connection.setAutoCommit(false);
      var nextCheck = CHECK_EVERY;
      while (operations < OPERATIONS) {
        step(connection);
        compareWallets(connection);
        if (operations >= nextCheck) {
          nextCheck += CHECK_EVERY;
          compareAll(connection);
        }
        connection.commit();
      }
      compareAll(connection);
    }
    assertThat(kills).isPositive();
    System.out.println(
        operations
            + " operations, "
            + kills
            + " kills, "
            + model.events.size()
            + " events sold, of "
            + lastEvent);
    assertThat(model.events.size()).isBetween(1_000, (int) lastEvent - 500);
  }

  private void prepare(Connection connection) throws SQLException {
    var list = new PriceList(town.ids);
    for (var chain : CHAINS.values()) {
      for (var edge : chain) {
        var pair = edge.sellerId() + ">" + edge.buyerId();
        if (PriceBook.load(connection)
            .find(edge.sellerId(), edge.buyerId(), "SMS", "", "", edge.currency(), NOW)
            .isEmpty()) {
          list.add(
              connection,
              Price.starting(
                  edge.sellerId(),
                  edge.buyerId(),
                  "SMS",
                  "",
                  "",
                  edge.currency(),
                  unitPrices.get(pair),
                  NOW.minusSeconds(1)));
        }
        if (edge.hasWallet()) {
          Wallet.open(connection, town.ids, edge.buyerId(), edge.sellerId(), edge.currency(), NOW);
          model.purses.put(purse(edge), new ReferenceModel.Purse());
        }
      }
    }
    book = PriceBook.load(connection);
  }

  private static String purse(Edge edge) {
    return edge.buyerId() + "@" + edge.sellerId() + " " + edge.currency();
  }

  private void step(Connection connection) throws SQLException {
    now = now.plusMillis(random.nextInt(200));
    switch (random.nextInt(11)) {
      case 0, 1 -> take(connection, false);
      case 2, 3, 4 -> take(connection, true);
      case 5, 6 -> settle(connection);
      case 7 -> refundOrExpire(connection);
      case 8 -> topUp(connection);
      case 9 -> late(connection);
      default -> rarely(connection);
    }
  }

  private void rarely(Connection connection) throws SQLException {
    switch (random.nextInt(4)) {
      case 0 -> allocate(connection);
      case 1 -> creditLimit(connection);
      case 2 -> mistakes(connection);
      default -> chargeAnyway(connection);
    }
  }

  private record Batch(List<RatedEvent> events, List<List<ReferenceModel.Line>> lines) {}

  private Batch batch() {
    var batch = new Batch(new ArrayList<>(), new ArrayList<>());
    var clients = CHAINS.keySet().stream().sorted().toList();
    for (var count = 1 + random.nextInt(12); count > 0; count--) {
      var chain = CHAINS.get(clients.get(random.nextInt(clients.size())));
      var quantity = 1 + random.nextInt(4);
      var event = Rating.rate(book, ++lastEvent, chain, "SMS", quantity, "UA", "x", now);
      var rated = new ArrayList<RatedLine>();
      var lines = new ArrayList<ReferenceModel.Line>();
      for (var edge : chain) {
        var rule = someRule();
        rated.add(event.lines().get(edge.level()).by(rule));
        lines.add(
            new ReferenceModel.Line(
                edge.hasWallet() ? purse(edge) : null,
                unitPrices.get(edge.sellerId() + ">" + edge.buyerId()),
                rule));
      }
      batch.events.add(new RatedEvent(event.eventId(), rated));
      batch.lines.add(lines);
    }
    operations += batch.events.size();
    return batch;
  }

  /** The standard rule half of the time, so that whole events and mixed ones come together. */
  private BillRule someRule() {
    if (random.nextBoolean()) {
      return BillRule.STANDARD;
    }
    var on = BillRule.On.values();
    var onTimeout = BillRule.OnTimeout.values();
    return new BillRule(on[random.nextInt(on.length)], onTimeout[random.nextInt(onTimeout.length)]);
  }

  private void take(Connection connection, boolean hold) throws SQLException {
    var batch = batch();
    var expiresAt = now.plusMillis(1 + random.nextInt(60_000));
    var refused = new HashSet<Long>();
    if (random.nextInt(20) == 0) {
      killed(doomed -> ledger.hold(doomed, batch.events, now, expiresAt));
      killed(doomed -> ledger.charge(doomed, batch.events, now));
    }
    var refusals =
        hold
            ? ledger.hold(connection, batch.events, now, expiresAt)
            : ledger.charge(connection, batch.events, now);
    refusals.forEach(refusal -> refused.add(refusal.eventId()));
    for (var i = 0; i < batch.events.size(); i++) {
      var event = batch.events.get(i);
      var quantity = event.lines().get(0).quantity();
      var taken =
          model.take(event.eventId(), batch.lines.get(i), quantity, hold ? expiresAt : null, false);
      assertThat(taken).as("event " + event).isEqualTo(!refused.contains(event.eventId()));
    }
  }

  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  /** A process that is killed before its commit leaves nothing behind; the work comes again. */
  private void killed(Work work) throws SQLException {
    try (var doomed = town.connect();
        var killer = town.connect();
        var statement = killer.createStatement()) {
      doomed.setAutoCommit(false);
      work.run(doomed);
      try (var asked = doomed.createStatement();
          var row = asked.executeQuery("SELECT CONNECTION_ID()")) {
        row.next();
        statement.execute("KILL HARD CONNECTION " + row.getLong(1));
      }
      kills++;
    }
  }

  private void chargeAnyway(Connection connection) throws SQLException {
    var batch = batch();
    assertThat(ledger.chargeAnyway(connection, batch.events, now)).isEmpty();
    for (var i = 0; i < batch.events.size(); i++) {
      var event = batch.events.get(i);
      var quantity = event.lines().get(0).quantity();
      model.take(event.eventId(), batch.lines.get(i), quantity, null, true);
    }
  }

  /** Events held lately, resolved long ago and never heard of. */
  private List<Long> someEvents() {
    var ids = new HashSet<Long>();
    for (var count = 1 + random.nextInt(12); count > 0; count--) {
      ids.add(Math.max(1, lastEvent + 3 - random.nextInt(random.nextInt(8) == 0 ? 5_000 : 40)));
    }
    operations += ids.size();
    return List.copyOf(ids);
  }

  private void settle(Connection connection) throws SQLException {
    var settlements = new ArrayList<Settlement>();
    for (var id : someEvents()) {
      var event = model.events.get(id);
      var most = event == null ? 3 : event.quantity;
      var accepted = random.nextInt(most + 1);
      settlements.add(
          switch (random.nextInt(4)) {
            case 0 -> new Settlement(id, accepted);
            case 1 -> Settlement.received(id, accepted);
            default ->
                Settlement.answered(id, accepted + random.nextInt(most - accepted + 1), accepted);
          });
    }
    var refused = ledger.settle(connection, settlements, now);
    for (var settlement : settlements) {
      var done = model.settle(settlement);
      assertThat(done).as(settlement + "").isEqualTo(!refused.contains(settlement));
    }
  }

  /** Receipts after the time-out, repeated ones and ones that say what is known. */
  private void late(Connection connection) throws SQLException {
    var late = new ArrayList<Ledger.Late>();
    for (var id : someEvents()) {
      var event = model.events.get(id);
      late.add(new Ledger.Late(id, random.nextInt(event == null ? 2 : event.quantity + 1), NOW));
    }
    var changed = ledger.late(connection, late, ZoneOffset.UTC, now);
    for (var one : late) {
      assertThat(model.late(one)).as(one + "").isEqualTo(changed.contains(one.eventId()));
    }
  }

  private void refundOrExpire(Connection connection) throws SQLException {
    if (random.nextInt(4) == 0) {
      var released = ledger.expire(connection, now, Ledger.BATCH_MAX);
      assertThat(released).containsExactlyInAnyOrderElementsOf(model.expire(now));
      operations += released.size();
      return;
    }
    var ids = someEvents();
    var refused = ledger.refund(connection, ids, "why", now);
    for (var id : ids) {
      assertThat(model.refund(id)).as("refund " + id).isEqualTo(!refused.contains(id));
    }
  }

  private Edge someWallet() {
    var chains = CHAINS.keySet().stream().sorted().map(CHAINS::get).toList();
    var edges = chains.get(random.nextInt(chains.size())).stream().filter(Edge::hasWallet).toList();
    return edges.get(random.nextInt(edges.size()));
  }

  /** New keys, repeats with the same content and repeats with other content. */
  private void topUp(Connection connection) throws SQLException {
    operations++;
    var edge = someWallet();
    var key = "key" + random.nextInt(1 + operations / 8);
    var amount = new Money(1 + random.nextInt(40_000_000), edge.currency());
    var before = model.keys.get(edge.buyerId() + key);
    if (before != null && random.nextBoolean()) {
      amount = new Money(Long.parseLong(before.substring(0, before.indexOf(' '))), edge.currency());
    }
    var content = amount.micros() + " " + purse(edge);
    try {
      ledger.topUp(connection, edge.buyerId(), edge.sellerId(), amount, key, "", now);
      assertThat(before).isIn(null, content);
    } catch (BillingException.Conflict conflict) {
      assertThat(before).isNotNull().isNotEqualTo(content);
      connection.rollback();
      return;
    }
    if (before == null) {
      model.keys.put(edge.buyerId() + key, content);
      var purse = model.purses.get(purse(edge));
      purse.balance = purse.balance.add(amount.toBigDecimal());
    }
  }

  private void allocate(Connection connection) throws SQLException {
    operations++;
    var from = model.purses.get("20@10 UAH");
    var amount = new Money(1 + random.nextInt(20_000_000), "UAH");
    var fits = from.balance.subtract(from.held).compareTo(amount.toBigDecimal()) >= 0;
    try {
      ledger.allocate(connection, 30, 20, 10, amount, "move" + operations, "", now);
      assertThat(fits).isTrue();
      from.balance = from.balance.subtract(amount.toBigDecimal());
      var to = model.purses.get("30@20 UAH");
      to.balance = to.balance.add(amount.toBigDecimal());
    } catch (BillingException.NoMoney none) {
      assertThat(fits).isFalse();
      connection.rollback();
    }
  }

  private void creditLimit(Connection connection) throws SQLException {
    operations++;
    var edge = someWallet();
    var limit = new Money(random.nextInt(5_000_000), edge.currency());
    ledger.setCreditLimit(
        connection, edge.buyerId(), edge.sellerId(), limit, "limit" + operations, now);
    model.purses.get(purse(edge)).limit = limit.toBigDecimal();
  }

  /** Calls that are refused as a whole; the comparison afterwards shows that nothing moved. */
  private void mistakes(Connection connection) throws SQLException {
    operations++;
    var known = model.events.entrySet().stream().skip(model.events.size() / 2).findFirst();
    if (known.isEmpty()) {
      return;
    }
    var id = known.get().getKey();
    var event = known.get().getValue();
    try {
      if (event.isHeld()) {
        ledger.settle(connection, List.of(new Settlement(id, event.quantity + 1)), now);
      } else {
        var again = Rating.rate(book, id, CHAINS.get(30L), "SMS", 1, "", "", now);
        ledger.chargeAnyway(connection, List.of(again), now);
      }
      throw new AssertionError("event " + id + " should have been refused");
    } catch (BillingException.Invalid | BillingException.Conflict refused) {
      connection.rollback();
    }
  }

  private void compareWallets(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(Wallet.COLUMNS)) {
      while (rows.next()) {
        var wallet = Wallet.read(rows);
        var edge = new Edge(0, wallet.sellerId(), wallet.buyerId(), wallet.currency());
        var purse = model.purses.get(purse(edge));
        assertThat(wallet.balance().toBigDecimal())
            .as("balance of " + wallet)
            .isEqualByComparingTo(purse.balance);
        assertThat(wallet.held().toBigDecimal())
            .as("held of " + wallet)
            .isEqualByComparingTo(purse.held);
        assertThat(wallet.creditLimit().toBigDecimal()).isEqualByComparingTo(purse.limit);
      }
    }
  }

  private void compareAll(Connection connection) throws SQLException {
    assertThat(Invariants.check(connection)).isEmpty();
    var found = 0;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT event_id, level, state, posted FROM rated")) {
      while (rows.next()) {
        var line = model.events.get(rows.getLong("event_id")).levels.get(rows.getInt("level"));
        assertThat(rows.getString("state")).isEqualTo(line.state);
        assertThat(rows.getInt("posted")).isEqualTo(line.posted);
        found++;
      }
    }
    var expected = model.events.values().stream().mapToInt(event -> event.levels.size()).sum();
    assertThat(found).isEqualTo(expected);
  }
}
