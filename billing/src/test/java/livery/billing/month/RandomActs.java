package livery.billing.month;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import livery.billing.BillRule;
import livery.billing.Edge;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedLine;
import livery.billing.Settlement;
import livery.billing.month.Act.Pay.How;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.Rating;

/**
 * A tree of three levels below platform 10 and what happens in it, right and wrong. Resellers 20
 * and 21 buy from the platform, 22 from one of the two; clients from 30 on buy from any of the
 * three. Clients move, and so does 22 with all that are below it; 21 sells in euros to 32, who
 * stays; 20 and 22 send messages of their own.
 */
final class RandomActs {

  /** Sells for no discount above, by its contract. */
  static final long APART = 33;

  private static final List<String> PRODUCTS = List.of("SMS", "VIBER");

  /** A network to which texts cost nothing. */
  private static final String FREE = "free";

  private static final long LOWER = 22;
  private static final List<Long> CLIENTS = List.of(30L, 31L, APART);
  private static final List<Long> SENDERS = List.of(20L, LOWER, 30L, 31L, 32L, APART);
  private static final int BATCH = 500;
  private static final BigDecimal ENOUGH = new BigDecimal(2_000);
  private static final long LITTLE = 20_000_000L;
  private static final long MUCH = 15_000_000_000L;
  private static final Instant FIRST_CHANGE = Instant.parse("2026-01-20T10:00:00Z");

  /** By edge, one after the other. */
  private static final Map<String, String> UNIT_PRICES =
      Map.ofEntries(
          Map.entry("20>30 UAH", "0.8512345678"),
          Map.entry("21>30 UAH", "0.8612345678"),
          Map.entry("22>30 UAH", "0.8712345679"),
          Map.entry("20>31 UAH", "0.0000005"),
          Map.entry("21>31 UAH", "0.0000014999"),
          Map.entry("22>31 UAH", "0.0000024"),
          Map.entry("20>33 UAH", "0"),
          Map.entry("21>33 UAH", "0.8999999999"),
          Map.entry("22>33 UAH", "0.9000000001"),
          Map.entry("21>32 EUR", "0.02"),
          Map.entry("20>22 UAH", "0.8000000001 0.7412345678"),
          Map.entry("21>22 UAH", "0.7900000004"),
          Map.entry("10>20 UAH", "0.7 0.7299999999 0.66"),
          Map.entry("10>21 UAH", "0.6999999999 0.6"),
          Map.entry("0>10 UAH", "0.4000004999"));

  private final Random random;
  private final ReferenceModel model;
  private final Deals deals;
  private final PriceBook book;
  private final Map<Long, Long> sellerOf = new TreeMap<>(Map.of(32L, 21L, LOWER, 20L));
  private long lastEvent;
  private int payments;
  private int moves;

  RandomActs(Random random, ReferenceModel model, Deals deals) {
    this.random = random;
    this.model = model;
    this.deals = deals;
    book = PriceBook.of(prices());
    CLIENTS.forEach(client -> sellerOf.put(client, 20L));
  }

  /** The price list, of which each line names a row. */
  static List<Price> prices() {
    var prices = new ArrayList<Price>();
    for (var edge : edges()) {
      var amounts = UNIT_PRICES.get(name(edge)).split(" ");
      for (var product : PRODUCTS) {
        for (var i = 0; i < amounts.length; i++) {
          prices.add(
              new Price(
                  prices.size() + 1,
                  edge.sellerId(),
                  edge.buyerId(),
                  product,
                  "",
                  "",
                  edge.currency(),
                  new BigDecimal(amounts[i]),
                  i == 0 ? Instant.EPOCH : since(i),
                  i + 1 == amounts.length ? Price.OPEN : since(i + 1)));
        }
        prices.add(
            new Price(
                prices.size() + 1,
                edge.sellerId(),
                edge.buyerId(),
                product,
                "",
                FREE,
                edge.currency(),
                BigDecimal.ZERO,
                Instant.EPOCH,
                Price.OPEN));
      }
    }
    return prices;
  }

  /** In the middle of a month. */
  private static Instant since(int version) {
    return FIRST_CHANGE.plus(Duration.ofDays(30L * (version - 1)));
  }

  private static BigDecimal listPrice(Edge edge, Instant at) {
    var amounts = UNIT_PRICES.get(name(edge)).split(" ");
    var version = 0;
    while (version + 1 < amounts.length && !at.isBefore(since(version + 1))) {
      version++;
    }
    return new BigDecimal(amounts[version]);
  }

  /** Everybody who ever buys from somebody, and from whom. */
  static List<Edge> edges() {
    return UNIT_PRICES.keySet().stream()
        .sorted()
        .map(name -> name.split("[> ]"))
        .map(part -> new Edge(0, Long.parseLong(part[0]), Long.parseLong(part[1]), part[2]))
        .toList();
  }

  static String name(Edge edge) {
    return edge.sellerId() + ">" + edge.buyerId() + " " + edge.currency();
  }

  long lastEvent() {
    return lastEvent;
  }

  int moves() {
    return moves;
  }

  Act next(Instant now) {
    if (random.nextInt(6) == 0) {
      move();
    }
    return switch (random.nextInt(12)) {
      case 0, 1 -> take(now, false);
      case 2, 3, 4 -> take(now, true);
      case 5, 6 -> settle();
      case 7 -> random.nextInt(4) == 0 ? new Act.Expire() : new Act.Refund(someEvents());
      case 8, 9 -> topUp();
      case 10 -> late(now);
      default -> rarely(now);
    };
  }

  private Act rarely(Instant now) {
    return switch (random.nextInt(3)) {
      case 0 -> allocation();
      case 1 -> {
        var edge = someWallet();
        var limit = new Money(random.nextInt(50_000_000), edge.currency());
        yield pay(How.CREDIT_LIMIT, edge, limit, "limit" + ++payments);
      }
      default -> new Act.Take(sales(now), true, null);
    };
  }

  private boolean seldom() {
    return random.nextInt(20) == 0;
  }

  private int size() {
    return 1 + random.nextInt(random.nextInt(8) == 0 ? 8 : BATCH);
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** A client, or the lower reseller with all that are below it, buys from another one from now. */
  private void move() {
    if (random.nextInt(3) == 0) {
      sellerOf.compute(LOWER, (reseller, seller) -> seller == 20 ? 21L : 20L);
    } else {
      var others = new ArrayList<>(List.of(20L, 21L, LOWER));
      var client = one(CLIENTS);
      others.remove(sellerOf.get(client));
      sellerOf.put(client, one(others));
    }
    moves++;
  }

  /** The client's chain as it is today, up to the operators. */
  private List<Edge> chain(long sender) {
    var chain = new ArrayList<Edge>();
    for (var buyer = sender; buyer != 0; ) {
      var seller = buyer == 10 ? 0 : sellerOf.getOrDefault(buyer, 10L);
      var currency = buyer == 32 ? "EUR" : "UAH";
      chain.add(new Edge(chain.size(), seller, buyer, currency));
      buyer = seller;
    }
    return chain;
  }

  private Act take(Instant now, boolean hold) {
    var sales = sales(now);
    if (seldom()) {
      // A duplicate: of its own batch, or of one before.
      var known = model.events.keySet().stream().skip(random.nextInt(1 + model.events.size()));
      sales.add(sale(known.findFirst().orElse(lastEvent), now));
    }
    var ripens = now.plusMillis(1 + random.nextInt((int) Duration.ofDays(6).toMillis()));
    return new Act.Take(sales, false, hold ? ripens : null);
  }

  private List<Act.Sale> sales(Instant now) {
    var sales = new ArrayList<Act.Sale>();
    for (var count = size(); count > 0; count--) {
      sales.add(sale(++lastEvent, now));
    }
    return sales;
  }

  private Act.Sale sale(long id, Instant now) {
    var chain = chain(one(SENDERS));
    var product = random.nextInt(4) == 0 ? "VIBER" : "SMS";
    var quantity = 1 + random.nextInt(4);
    var event = Rating.rate(book, id, chain, product, quantity, "UA", "x", now);
    var rated = new ArrayList<RatedLine>();
    var lines = new ArrayList<ReferenceModel.Line>();
    for (var edge : chain) {
      var line = event.lines().get(edge.level()).by(someRule());
      var list = listPrice(edge, now);
      var price = list;
      if (deals.has(edge) && random.nextBoolean()) {
        var row = random.nextInt(deals.at(now, edge).table().price().length);
        price = BigDecimal.valueOf(deals.at(now, edge).table().price()[row], 4);
        line = line.at(price, row + 1);
      }
      if (deals.has(edge) && random.nextInt(5) == 0) {
        price = BigDecimal.ZERO;
        list = price;
        var free = Rating.rate(book, id, chain, product, quantity, "UA", FREE, now);
        line = free.lines().get(edge.level()).by(line.rule());
      }
      var apart = chain.get(0).buyerId() == APART && edge.level() > 0;
      rated.add(apart ? line.setApart() : line);
      lines.add(new ReferenceModel.Line(name(edge), product, price, list, line.rule(), apart));
    }
    return new Act.Sale(
        new livery.billing.RatedEvent(id, rated), new ReferenceModel.Order(id, quantity, lines));
  }

  /** The standard rule half of the time, so that whole events and mixed ones come together. */
  private BillRule someRule() {
    if (random.nextBoolean()) {
      return BillRule.STANDARD;
    }
    return new BillRule(
        one(List.of(BillRule.On.values())), one(List.of(BillRule.OnTimeout.values())));
  }

  /** Events held lately, resolved long ago and never heard of. */
  private List<Long> someEvents() {
    var reach = random.nextInt(8) == 0 ? (int) lastEvent + 1 : 3 * BATCH;
    var ids = new LinkedHashSet<Long>();
    for (var count = size(); count > 0; count--) {
      ids.add(Math.max(1, lastEvent + 3 - random.nextInt(reach)));
    }
    return List.copyOf(ids);
  }

  private int most(long id) {
    var event = model.events.get(id);
    return event == null ? 3 : event.quantity;
  }

  private Act settle() {
    var settlements = new ArrayList<Settlement>();
    for (var id : someEvents()) {
      var most = most(id);
      var accepted = random.nextInt(most + 1);
      settlements.add(
          switch (random.nextInt(4)) {
            case 0 -> new Settlement(id, accepted);
            case 1 -> Settlement.received(id, accepted);
            default ->
                Settlement.answered(id, accepted + random.nextInt(most - accepted + 1), accepted);
          });
    }
    if (seldom()) {
      var id = settlements.get(0).eventId();
      settlements.set(0, new Settlement(id, most(id) + 1));
    }
    return new Act.Settle(settlements);
  }

  /** Receipts after the time-out, repeated ones and ones that say what is known. */
  private Act late(Instant now) {
    var wrong = seldom() ? 1 : 0;
    var receipts = new ArrayList<Ledger.Late>();
    for (var id : someEvents()) {
      var event = model.events.get(id);
      var since = event == null ? now : event.takenAt;
      receipts.add(new Ledger.Late(id, random.nextInt(most(id) + 1 + wrong), since));
    }
    return new Act.Late(receipts);
  }

  private Edge someWallet() {
    return one(edges().stream().filter(Edge::hasWallet).toList());
  }

  private static Act.Pay pay(How how, Edge edge, Money amount, String key) {
    return new Act.Pay(how, edge.buyerId(), edge.sellerId(), amount, key);
  }

  /** New keys, repeats with the same content and repeats with other content. */
  private Act topUp() {
    var edge = someWallet();
    var rich = model.purses.get(name(edge)).available().compareTo(ENOUGH) > 0;
    var amount = new Money(1 + random.nextLong(rich ? LITTLE : MUCH), edge.currency());
    var key = "paid" + (seldom() ? random.nextInt(1 + payments) : ++payments);
    var before = model.contentOf(edge.buyerId() + key);
    if (before != null && random.nextBoolean()) {
      var said = before.split(" ");
      amount = Money.of(said[2], said[3]);
    }
    return pay(How.TOP_UP, edge, amount, key);
  }

  private Act allocation() {
    var clients =
        edges().stream().filter(edge -> edge.sellerId() == 20 || edge.sellerId() == 21).toList();
    var edge = one(clients.stream().filter(one -> one.currency().equals("UAH")).toList());
    var amount = new Money(1 + random.nextInt(1_000_000_000), "UAH");
    return pay(How.ALLOCATION, edge, amount, "moved" + ++payments);
  }
}
