package livery.billing.month;

import static livery.billing.month.Act.KYIV;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import livery.billing.AgentLedger;
import livery.billing.BillRule;
import livery.billing.Bundles;
import livery.billing.Edge;
import livery.billing.IdSource;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Settlement;
import livery.billing.Sql;
import livery.billing.Wallet;
import livery.billing.contract.Contract;
import livery.billing.month.RandomAgent.Payment;
import livery.billing.month.RandomAgent.Sold;
import livery.billing.price.Price;
import livery.billing.price.PriceBook;
import livery.billing.price.PriceList;
import livery.billing.price.Rating;

/**
 * What agents, their clients and their principal do in {@link RandomAgentsTest}: each act by the
 * engine and by the model, with the same answer.
 */
final class AgentActs {

  private static final long LIMIT = 2_000_000_000;
  private static final BillRule ON_DELIVERY =
      new BillRule(BillRule.On.DELIVERED, BillRule.OnTimeout.RELEASE);

  final Deeds deeds;
  private final Connection connection;
  private final Random random;
  private final IdSource ids;
  private final Ledger ledger;
  private final AgentLedger agents;
  final List<RandomAgent> all = new ArrayList<>();
  Instant now;
  PriceBook book;
  RandomAgent agent;

  AgentActs(
      DataSource database, Connection connection, Random random, IdSource ids, Instant first) {
    deeds = new Deeds(database, connection, random);
    this.connection = connection;
    this.random = random;
    this.ids = ids;
    ledger = new Ledger(ids);
    agents = new AgentLedger(ids);
    now = first;
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, KYIV);
  }

  void found() throws SQLException {
    for (var product : RandomAgent.PRODUCTS) {
      price(0, product, new BigDecimal(RandomAgent.RETAIL.get(product)));
    }
    for (var settlement : Contract.Settlement.values()) {
      for (var i = 0; i < 2; i++) {
        agent = new RandomAgent(random, 100 + 10L * all.size(), today(), settlement);
        all.add(agent);
        for (var product : RandomAgent.PRODUCTS) {
          base(product);
        }
        Wallet.open(connection, ids, agent.id, RandomAgentsTest.PRINCIPAL, "UAH", now);
        ledger.setCreditLimit(
            connection, agent.id, RandomAgentsTest.PRINCIPAL, uah(LIMIT), "limit", now);
        for (var client : agent.clients) {
          Wallet.open(connection, ids, client, RandomAgentsTest.PRINCIPAL, "UAH", now);
          ledger.setCreditLimit(
              connection, client, RandomAgentsTest.PRINCIPAL, uah(LIMIT * 1000), "limit", now);
        }
      }
    }
    load();
  }

  private void load() throws SQLException {
    book = PriceBook.load(connection);
  }

  private void price(long buyer, String product, BigDecimal unitPrice) throws SQLException {
    new PriceList(ids)
        .add(
            connection,
            new Price(
                0,
                RandomAgentsTest.PRINCIPAL,
                buyer,
                product,
                "",
                "",
                "UAH",
                unitPrice,
                now,
                Price.OPEN));
  }

  /** Another base price from now on, at times above what the clients pay. */
  private void base(String product) throws SQLException {
    var unitPrice = BigDecimal.valueOf(random.nextInt(14_000_000), 7);
    if (!product.equals("AG")) {
      unitPrice = unitPrice.movePointLeft(1);
    }
    try (var statement =
        connection.prepareStatement(
            "UPDATE price SET valid_to = ? WHERE buyer_id = ? AND product = ? AND valid_to >"
                + " '9999-01-01'")) {
      Sql.set(statement, 1, now);
      statement.setLong(2, agent.id);
      statement.setString(3, product);
      statement.executeUpdate();
    }
    price(agent.id, product, unitPrice);
    agent.base.put(product, unitPrice);
  }

  /** The next act; {@code true} where commission is to be posted instead. */
  boolean act() throws SQLException {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> sell(false);
      case 4 -> sell(true);
      case 5 -> settle();
      case 6, 7 -> refund();
      case 8 -> late();
      case 9 -> pay(false);
      case 10 -> pay(true);
      case 11 -> takeBack();
      case 12 -> handOver();
      case 13 -> bundle();
      case 14 -> {
        return true;
      }
      default -> {
        if (random.nextInt(3) > 0) {
          agent.amend(today().plusDays(1 + random.nextInt(12)));
        } else {
          base(RandomAgent.PRODUCTS.get(random.nextInt(3)));
          connection.commit();
          load();
        }
      }
    }
    return false;
  }

  private long someClient() {
    return agent.clients.get(random.nextInt(2));
  }

  private void sell(boolean held) throws SQLException {
    var client = someClient();
    var product = RandomAgent.PRODUCTS.get(random.nextInt(3));
    var edges =
        List.of(
            new Edge(0, RandomAgentsTest.PRINCIPAL, client, "UAH"),
            new Edge(1, Edge.OPERATORS, RandomAgentsTest.PRINCIPAL, "UAH"));
    var sales = new ArrayList<Sold>();
    var free = product.equals("AG") ? agent.freeUnits.get(client) : 0;
    for (var count = 1 + random.nextInt(4); count > 0; count--) {
      var quantity = 1 + random.nextInt(500);
      var event = Rating.rate(book, ids.next(1), edges, product, quantity, "", "", now);
      var lines = event.lines().stream().map(line -> line.by(ON_DELIVERY)).toList();
      var covered = Math.min(free, quantity);
      free -= covered;
      var rated = new RatedEvent(event.eventId(), lines);
      sales.add(new Sold(rated, client, product, quantity, covered));
    }
    var events = sales.stream().map(one -> one.event).toList();
    deeds.both(
        its -> {
          var refusals =
              held
                  ? ledger.hold(its, events, now, now.plus(Duration.ofDays(400)))
                  : ledger.charge(its, events, now);
          return refusals.isEmpty() ? "" : refusals.toString();
        },
        () -> {
          for (var one : sales) {
            agent.freeUnits.merge(client, -one.free, Integer::sum);
            agent.sold.add(one);
            if (!held) {
              agent.charge(one, today(), one.quantity);
            }
          }
          return "";
        },
        "Conflict");
  }

  private Sold someSale() {
    return agent.sold.isEmpty() ? null : agent.sold.get(random.nextInt(agent.sold.size()));
  }

  private void settle() throws SQLException {
    for (var one : List.copyOf(agent.sold)) {
      if (one.state.equals("HELD")) {
        var units = random.nextInt(one.quantity + 1);
        var told = List.of(Settlement.received(one.event.eventId(), units));
        deeds.both(
            its -> ledger.settle(its, told, now).isEmpty() ? "" : "unchanged",
            () -> {
              agent.charge(one, today(), units);
              one.state = units == 0 ? "RELEASED" : "POSTED";
              return "";
            },
            "unchanged");
      }
    }
  }

  private void refund() throws SQLException {
    var one = someSale();
    if (one != null) {
      deeds.both(
          its ->
              ledger.refund(its, List.of(one.event.eventId()), "why", now).isEmpty()
                  ? ""
                  : "unchanged",
          () -> {
            if (!one.state.equals("POSTED")) {
              return "unchanged";
            }
            agent.giveBack(one, today(), 0, "REFUNDED");
            return "";
          },
          "unchanged");
    }
  }

  private void late() throws SQLException {
    var one = someSale();
    if (one != null) {
      var arrived = random.nextInt(one.quantity + 1);
      var told = List.of(new Ledger.Late(one.event.eventId(), arrived, now));
      deeds.both(
          its -> ledger.late(its, told, KYIV, now).isEmpty() ? "unchanged" : "",
          () -> {
            if (!one.state.equals("POSTED") || arrived >= one.posted) {
              return "unchanged";
            }
            agent.giveBack(one, today(), arrived, "RETURNED");
            return "";
          },
          "unchanged");
    }
  }

  private void pay(boolean toTheAgent) throws SQLException {
    var client = someClient();
    var amount = 10_000L * (1 + random.nextInt(150_000));
    var key = "pay-" + ids.next(1);
    var posting = new AtomicLong();
    deeds.both(
        its -> {
          posting.set(
              toTheAgent
                  ? agents.collect(
                      its, agent.id, client, RandomAgentsTest.PRINCIPAL, uah(amount), key, "", now)
                  : ledger.topUp(
                      its, client, RandomAgentsTest.PRINCIPAL, uah(amount), key, "", now));
          return "";
        },
        () -> {
          if (toTheAgent && agent.model.holds + amount > LIMIT) {
            return "NoMoney";
          }
          agent.balances.merge(client, amount, Long::sum);
          agent.model.paid(today(), amount, toTheAgent);
          agent.payments.add(new Payment(posting.get(), client, toTheAgent, amount));
          return "";
        },
        "");
  }

  private void takeBack() throws SQLException {
    if (agent.payments.isEmpty()) {
      return;
    }
    var one = agent.payments.get(random.nextInt(agent.payments.size()));
    var amount = 1 + random.nextLong(1_500_000_000);
    var key = "back-" + ids.next(1);
    deeds.both(
        its -> {
          ledger.takeBack(
              its, one.client, RandomAgentsTest.PRINCIPAL, one.posting, uah(amount), key, "", now);
          return "";
        },
        () -> {
          if (one.collected || amount > one.left) {
            return one.collected ? "Unknown" : "Invalid";
          }
          one.left -= amount;
          agent.balances.merge(one.client, -amount, Long::sum);
          agent.model.paid(today(), -amount, false);
          return "";
        },
        "");
  }

  /** The agent hands over, or is paid its commission. */
  private void handOver() throws SQLException {
    var paid = agent.settlement == Contract.Settlement.PAYOUT && random.nextBoolean();
    var most = paid ? agent.model.payable : agent.model.holds + agent.owing(today());
    var amount = 1 + random.nextLong(Math.max(1, most * 5 / 4));
    var key = "hand-" + ids.next(1);
    deeds.both(
        its -> {
          if (paid) {
            agents.payOut(its, agent.id, RandomAgentsTest.PRINCIPAL, uah(amount), key, "", now);
          } else {
            agents.remit(
                its, agent.id, RandomAgentsTest.PRINCIPAL, answersFor(), uah(amount), key, "", now);
          }
          return "";
        },
        () -> {
          if (amount > most) {
            return "NoMoney";
          }
          agent.model.payable -= paid ? amount : 0;
          agent.model.holds -= paid ? 0 : amount;
          return "";
        },
        "");
  }

  List<Long> answersFor() {
    return agent.model.answersOn(today()) ? agent.clients : List.of();
  }

  private void bundle() throws SQLException {
    var client = someClient();
    var units = 1 + random.nextInt(900);
    var price = uah(1 + random.nextInt(1_000_000));
    var last = now.plus(Duration.ofDays(10_000));
    var sale = new Bundles.Sale(client, RandomAgentsTest.PRINCIPAL, "AG", units, price, last);
    var key = "bundle-" + ids.next(1);
    deeds.both(
        its -> {
          new Bundles(ids).sell(its, sale, key, "", now);
          return "";
        },
        () -> {
          agent.balances.merge(client, -price.micros(), Long::sum);
          agent.freeUnits.merge(client, units, Integer::sum);
          return "";
        },
        "");
  }

  static Money uah(long micros) {
    return new Money(micros, "UAH");
  }
}
