package livery.billing.month;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import livery.billing.RatedEvent;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;

/**
 * One agent of {@link RandomAgentsTest} with its clients: what the engine is told, and the model.
 */
final class RandomAgent {

  /** What clients pay for a unit: by percentage and markup, with a residue, and for nothing. */
  static final Map<String, String> RETAIL = Map.of("AG", "1", "AH", "0.1234567", "AZ", "0");

  static final List<String> PRODUCTS = List.of("AG", "AH", "AZ");

  /** A message, held or sold. */
  static final class Sold {
    final RatedEvent event;
    final long client;
    final String product;
    final int quantity;
    String state = "HELD";
    int free;
    int posted;
    BigDecimal base;

    Sold(RatedEvent event, long client, String product, int quantity, int free) {
      this.event = event;
      this.client = client;
      this.product = product;
      this.quantity = quantity;
      this.free = free;
    }

    long paid(int units) {
      return millionths(new BigDecimal(RETAIL.get(product)), Math.max(0, units - free));
    }

    long asked(int units) {
      return millionths(base, Math.max(0, units - free));
    }
  }

  /** A payment of a client. */
  static final class Payment {
    final long posting;
    final long client;
    final boolean collected;
    long left;

    Payment(long posting, long client, boolean collected, long left) {
      this.posting = posting;
      this.client = client;
      this.collected = collected;
      this.left = left;
    }
  }

  final long id;
  final List<Long> clients;
  final AgentModel model = new AgentModel();
  final Contract.Settlement settlement;
  final Map<Long, Long> balances = new HashMap<>();
  final Map<Long, Integer> freeUnits = new HashMap<>();
  final Map<String, BigDecimal> base = new HashMap<>();
  final List<Sold> sold = new ArrayList<>();
  final List<Payment> payments = new ArrayList<>();
  private final Random random;
  private ContractHistory history;

  RandomAgent(Random random, long id, LocalDate from, Contract.Settlement settlement) {
    this.random = random;
    this.id = id;
    this.settlement = settlement;
    clients = List.of(id + 1, id + 2);
    for (var client : clients) {
      balances.put(client, 0L);
      freeUnits.put(client, 0);
    }
    var terms = RandomTerms.next(random, from, true);
    model.amend(terms);
    history = ContractHistory.of(RandomTerms.version(terms, 1, id, mode(), settlement));
  }

  private Contract.Mode mode() {
    return random.nextBoolean() ? Contract.Mode.AGENT_OWN_NAME : Contract.Mode.AGENT_PRINCIPAL_NAME;
  }

  ContractHistory history() {
    return history;
  }

  /** Other terms from a day on. */
  void amend(LocalDate from) {
    var terms = RandomTerms.next(random, from, false);
    model.amend(terms);
    var version = history.versions().get(history.versions().size() - 1).version() + 1;
    history =
        history.amend(RandomTerms.version(terms, version, id, mode(), settlement), LocalDate.EPOCH);
  }

  /** What its clients owe, where it answers for them. */
  long owing(LocalDate day) {
    return model.answersOn(day)
        ? balances.values().stream().mapToLong(balance -> Math.max(0, -balance)).sum()
        : 0;
  }

  /** Charges so many units of a message. */
  void charge(Sold one, LocalDate day, int units) {
    one.state = "POSTED";
    one.posted = units;
    var back = one.free - Math.min(one.free, units);
    freeUnits.merge(one.client, back, Integer::sum);
    one.free -= back;
    one.base = base.get(one.product);
    balances.merge(one.client, -one.paid(units), Long::sum);
    model.sold(day, one.paid(units), one.asked(units), Math.max(0, units - one.free));
  }

  /** Gives back what is more than so many units. */
  void giveBack(Sold one, LocalDate day, int kept, String state) {
    one.state = state;
    var money = one.paid(one.posted) - one.paid(kept);
    var units = Math.max(0, one.posted - one.free) - Math.max(0, kept - one.free);
    balances.merge(one.client, money, Long::sum);
    freeUnits.merge(one.client, Math.max(0, one.free - kept), Integer::sum);
    model.sold(day, -money, one.asked(kept) - one.asked(one.posted), -units);
  }

  static long millionths(BigDecimal price, int units) {
    return price
        .multiply(BigDecimal.valueOf(units))
        .setScale(6, RoundingMode.HALF_UP)
        .unscaledValue()
        .longValueExact();
  }
}
