package livery.billing.month;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import livery.billing.BillRule;
import livery.billing.Ledger;
import livery.billing.Settlement;

/**
 * What the books should be, one edge at a time, slow and obvious. Shares no code with the ledger.
 * An edge is named by seller, buyer and currency: "20>30 UAH".
 */
final class ReferenceModel {

  /** The whole of an act is refused; the message is the name of the ledger's exception. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String name) {
      super(name);
    }
  }

  static final class Purse {
    BigDecimal balance = BigDecimal.ZERO;
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal limit = BigDecimal.ZERO;

    BigDecimal available() {
      return balance.subtract(held).add(limit);
    }
  }

  /**
   * One edge of an event: who pays whom how much for one unit of what, and when; and how much it
   * would be by the price list.
   */
  record Line(
      String edge,
      String product,
      BigDecimal unitPrice,
      BigDecimal listPrice,
      BillRule rule,
      boolean apart) {

    String sellerAccount() {
      var seller = edge.substring(0, edge.indexOf('>'));
      return (seller.equals("0") ? "PAYABLE " : "INCOME ") + seller;
    }

    String buyerAccount() {
      return edge.startsWith("0>")
          ? "COST " + edge.substring(edge.indexOf('>') + 1, edge.indexOf(' '))
          : edge;
    }
  }

  /** Something that is to be sold. */
  record Order(long id, int quantity, List<Line> lines) {}

  static final class Level {
    final Line line;
    String state = "HELD";
    int posted;
    Instant postedAt;
    int arrived;
    Instant returnedAt;

    Level(Line line) {
      this.line = line;
    }

    /** What is still charged by what was given back before a moment. */
    int leftBefore(Instant moment) {
      return returnedAt != null && returnedAt.isBefore(moment) ? arrived : posted;
    }
  }

  static final class Event {
    final List<Level> levels = new ArrayList<>();
    final int quantity;
    final Instant takenAt;
    final Instant expiresAt;
    Instant refundedAt;

    Event(int quantity, Instant takenAt, Instant expiresAt) {
      this.quantity = quantity;
      this.takenAt = takenAt;
      this.expiresAt = expiresAt;
    }

    boolean isHeld() {
      return levels.stream().anyMatch(level -> level.state.equals("HELD"));
    }

    boolean isRipe(Instant now) {
      return isHeld() && !expiresAt.isAfter(now);
    }
  }

  /** Money that went from one account to another, and the units behind it. */
  record Move(BigDecimal amount, long units) {
    Move plus(Move other) {
      return new Move(amount.add(other.amount), units + other.units);
    }
  }

  final Map<String, Purse> purses = new TreeMap<>();
  final Map<Long, Event> events = new LinkedHashMap<>();

  /** What has moved since somebody emptied it. */
  final Map<String, Move> moves = new TreeMap<>();

  private final Map<String, String> keys = new HashMap<>();
  private final ZoneId zone;

  ReferenceModel(ZoneId zone) {
    this.zone = zone;
  }

  static BigDecimal cost(Line line, int quantity) {
    return cost(line.unitPrice(), quantity);
  }

  static BigDecimal cost(BigDecimal unitPrice, int quantity) {
    return unitPrice.multiply(new BigDecimal(quantity)).setScale(6, RoundingMode.HALF_UP);
  }

  /** As transfers are told apart; a month of 0 is the one that it was booked in. */
  static String move(String kind, String from, String to, String product, int corrects) {
    return kind + " " + product + ": " + from + " to " + to + ", corrects " + corrects;
  }

  private static boolean waitsForDelivery(Level level) {
    return level.line.rule().on() == BillRule.On.DELIVERED;
  }

  private int month(Instant at) {
    var day = LocalDate.ofInstant(at, zone);
    return day.getYear() * 100 + day.getMonthValue();
  }

  void transfer(
      String kind, String from, String to, String product, BigDecimal amount, int units, int of) {
    var cost = from.startsWith("COST") || to.startsWith("COST");
    if (amount.signum() == 0 && (cost || units == 0)) {
      return;
    }
    var moved = new Move(amount.setScale(6), units);
    moves.merge(move(kind, from, to, product, of), moved, Move::plus);
    if (purses.containsKey(from)) {
      purses.get(from).balance = purses.get(from).balance.subtract(amount);
    }
    if (purses.containsKey(to)) {
      purses.get(to).balance = purses.get(to).balance.add(amount);
    }
  }

  private void charge(Level level, int units, Instant now, int corrects) {
    level.state = "POSTED";
    level.posted = units;
    level.postedAt = now;
    var line = level.line;
    var amount = cost(line, units);
    transfer(
        "CHARGE",
        line.buyerAccount(),
        line.sellerAccount(),
        line.product(),
        amount,
        units,
        corrects);
  }

  private void giveBack(String kind, Line line, BigDecimal amount, int units, int corrects) {
    transfer(
        kind, line.sellerAccount(), line.buyerAccount(), line.product(), amount, units, corrects);
  }

  private void hold(Line line, BigDecimal amount) {
    if (purses.containsKey(line.edge())) {
      purses.get(line.edge()).held = purses.get(line.edge()).held.add(amount);
    }
  }

  /**
   * Sells, or reserves where {@code expiresAt} is given, in the order of the list.
   *
   * @return what some purse has too little for
   */
  Set<Long> take(List<Order> orders, boolean anyway, Instant now, Instant expiresAt) {
    if (orders.stream().map(Order::id).distinct().count() < orders.size()) {
      throw new Refused("Invalid");
    }
    var left = new TreeMap<String, BigDecimal>();
    purses.forEach((edge, purse) -> left.put(edge, purse.available()));
    var refused = new HashSet<Long>();
    for (var order : orders) {
      if (!anyway && !fits(order, left)) {
        refused.add(order.id());
        continue;
      }
      for (var line : order.lines()) {
        var cost = cost(line, order.quantity());
        left.computeIfPresent(line.edge(), (edge, money) -> money.subtract(cost));
      }
    }
    var taken = orders.stream().filter(order -> !refused.contains(order.id())).toList();
    if (taken.stream().anyMatch(order -> events.containsKey(order.id()))) {
      throw new Refused("Conflict");
    }
    taken.forEach(order -> take(order, now, expiresAt));
    return refused;
  }

  private static boolean fits(Order order, Map<String, BigDecimal> left) {
    for (var line : order.lines()) {
      var cost = cost(line, order.quantity());
      var money = left.get(line.edge());
      if (money != null && cost.signum() > 0 && money.compareTo(cost) < 0) {
        return false;
      }
    }
    return true;
  }

  private void take(Order order, Instant now, Instant expiresAt) {
    var event = new Event(order.quantity(), now, expiresAt);
    events.put(order.id(), event);
    for (var line : order.lines()) {
      var level = new Level(line);
      event.levels.add(level);
      if (expiresAt == null) {
        charge(level, order.quantity(), now, 0);
      } else {
        hold(line, cost(line, order.quantity()));
      }
    }
  }

  private void end(Event event, Level level, int units, String stateWithoutCharge, Instant now) {
    hold(level.line, cost(level.line, event.quantity).negate());
    if (units > 0) {
      charge(level, units, now, 0);
    } else {
      level.state = stateWithoutCharge;
    }
  }

  /** The settlements that change nothing. */
  Set<Settlement> settle(List<Settlement> settlements, Instant now) {
    for (var told : settlements) {
      var event = events.get(told.eventId());
      if (event != null
          && event.levels.stream()
              .filter(level -> level.state.equals("HELD"))
              .anyMatch(level -> units(told, level) > event.quantity)) {
        throw new Refused("Invalid");
      }
    }
    var unchanged = new HashSet<>(settlements);
    for (var told : settlements) {
      var event = events.get(told.eventId());
      for (var level : event == null ? List.<Level>of() : event.levels) {
        if (level.state.equals("HELD") && units(told, level) >= 0) {
          end(event, level, units(told, level), "RELEASED", now);
          unchanged.remove(told);
        }
      }
    }
    return unchanged;
  }

  private static int units(Settlement told, Level level) {
    return switch (level.line.rule().on()) {
      case SUBMIT -> told.submitted();
      case SMSC_ACCEPT -> told.accepted();
      case DELIVERED -> told.delivered();
    };
  }

  /** Ends what has waited too long; its events. */
  Set<Long> expire(Instant now) {
    var expired = new HashSet<Long>();
    for (var entry : events.entrySet()) {
      var event = entry.getValue();
      if (event.expiresAt == null || !event.isRipe(now)) {
        continue;
      }
      for (var level : event.levels) {
        if (level.state.equals("HELD")) {
          var posts = level.line.rule().onTimeout() == BillRule.OnTimeout.POST;
          end(event, level, posts ? event.quantity : 0, "EXPIRED", now);
        }
      }
      expired.add(entry.getKey());
    }
    return expired;
  }

  /** What receipts say after the end; the events that they change. */
  Set<Long> late(List<Ledger.Late> receipts, Instant now) {
    for (var told : receipts) {
      var event = events.get(told.eventId());
      if (event != null
          && event.refundedAt == null
          && told.delivered() > event.quantity
          && event.levels.stream().anyMatch(level -> waitsForDelivery(level) && hasEnded(level))) {
        throw new Refused("Invalid");
      }
    }
    var changed = new HashSet<Long>();
    for (var told : receipts) {
      var event = events.get(told.eventId());
      if (event == null || event.refundedAt != null) {
        continue;
      }
      var then = month(event.takenAt) == month(now) ? 0 : month(event.takenAt);
      for (var level : event.levels) {
        if (waitsForDelivery(level) && late(level, told.delivered(), now, then)) {
          changed.add(told.eventId());
        }
      }
    }
    return changed;
  }

  private static boolean hasEnded(Level level) {
    return level.state.equals("POSTED") || level.state.equals("EXPIRED");
  }

  private boolean late(Level level, int delivered, Instant now, int then) {
    if (level.state.equals("EXPIRED") && delivered > 0) {
      charge(level, delivered, now, then);
      return true;
    }
    if (!level.state.equals("POSTED") || delivered >= level.posted || level.returnedAt != null) {
      return false;
    }
    var back = cost(level.line, level.posted).subtract(cost(level.line, delivered));
    if (back.signum() == 0 && level.line.edge().startsWith("0>")) {
      return false;
    }
    giveBack("RETURN", level.line, back, level.posted - delivered, then);
    level.arrived = delivered;
    level.returnedAt = now;
    return true;
  }

  /** Gives charges back; the events that it changes nothing of. */
  Set<Long> refund(Set<Long> ids, Instant now) {
    var unchanged = new HashSet<Long>();
    for (var id : ids) {
      var event = events.get(id);
      if (event == null
          || event.refundedAt != null
          || event.isHeld()
          || event.levels.stream().anyMatch(level -> level.returnedAt != null)
          || event.levels.stream().noneMatch(level -> level.state.equals("POSTED"))) {
        unchanged.add(id);
        continue;
      }
      event.refundedAt = now;
      for (var level : event.levels) {
        giveBack("REFUND", level.line, cost(level.line, level.posted), level.posted, 0);
      }
    }
    return unchanged;
  }

  /** Whether this was done before; the same key with other content is refused. */
  boolean isRepeat(String key, String content) {
    var before = keys.get(key);
    if (before != null && !before.equals(content)) {
      throw new Refused("Conflict");
    }
    return before != null;
  }

  void remember(String key, String content) {
    keys.put(key, content);
  }

  /** The content of a key, {@code null} where it is new. */
  String contentOf(String key) {
    return keys.get(key);
  }
}
