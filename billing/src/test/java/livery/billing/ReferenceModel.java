package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the ledger should do, one event at a time, slow and obvious. Shares no code with it. */
final class ReferenceModel {

  static final class Purse {
    BigDecimal balance = BigDecimal.ZERO;
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal limit = BigDecimal.ZERO;

    BigDecimal available() {
      return balance.subtract(held).add(limit);
    }
  }

  /** One edge of an event: whose purse pays (null: nobody's) how much for one unit. */
  record Line(String purse, BigDecimal unitPrice) {}

  static final class Event {
    final List<Line> lines;
    final int quantity;
    final Instant expiresAt;
    String state;
    int posted;
    boolean refunded;

    Event(List<Line> lines, int quantity, Instant expiresAt, String state) {
      this.lines = lines;
      this.quantity = quantity;
      this.expiresAt = expiresAt;
      this.state = state;
    }
  }

  final Map<String, Purse> purses = new TreeMap<>();
  final Map<Long, Event> events = new LinkedHashMap<>();
  final Map<String, String> keys = new HashMap<>();

  static BigDecimal cost(Line line, int quantity) {
    return line.unitPrice().multiply(new BigDecimal(quantity)).setScale(6, RoundingMode.HALF_UP);
  }

  /** Sells, or reserves where {@code expiresAt} is given; false when some purse has too little. */
  boolean take(long id, List<Line> lines, int quantity, Instant expiresAt, boolean anyway) {
    for (var line : lines) {
      var cost = cost(line, quantity);
      if (line.purse() != null
          && !anyway
          && cost.signum() > 0
          && purses.get(line.purse()).available().compareTo(cost) < 0) {
        return false;
      }
    }
    var event = new Event(lines, quantity, expiresAt, expiresAt == null ? "POSTED" : "HELD");
    event.posted = expiresAt == null ? quantity : 0;
    events.put(id, event);
    for (var line : lines) {
      if (line.purse() != null) {
        var purse = purses.get(line.purse());
        if (expiresAt == null) {
          purse.balance = purse.balance.subtract(cost(line, quantity));
        } else {
          purse.held = purse.held.add(cost(line, quantity));
        }
      }
    }
    return true;
  }

  boolean settle(long id, int quantity, String stateWithoutCharge) {
    var event = events.get(id);
    if (event == null || !event.state.equals("HELD")) {
      return false;
    }
    for (var line : event.lines) {
      if (line.purse() != null) {
        var purse = purses.get(line.purse());
        purse.held = purse.held.subtract(cost(line, event.quantity));
        purse.balance = purse.balance.subtract(cost(line, quantity));
      }
    }
    event.state = quantity == 0 ? stateWithoutCharge : "POSTED";
    event.posted = quantity;
    return true;
  }

  List<Long> expire(Instant now) {
    var expired = new ArrayList<Long>();
    for (var entry : events.entrySet()) {
      var event = entry.getValue();
      if (event.state.equals("HELD") && !event.expiresAt.isAfter(now)) {
        settle(entry.getKey(), 0, "EXPIRED");
        expired.add(entry.getKey());
      }
    }
    return expired;
  }

  boolean refund(long id) {
    var event = events.get(id);
    if (event == null || !event.state.equals("POSTED") || event.refunded) {
      return false;
    }
    event.refunded = true;
    for (var line : event.lines) {
      if (line.purse() != null) {
        var purse = purses.get(line.purse());
        purse.balance = purse.balance.add(cost(line, event.posted));
      }
    }
    return true;
  }
}
