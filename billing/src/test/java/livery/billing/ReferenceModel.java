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

/** What the ledger should do, one edge at a time, slow and obvious. Shares no code with it. */
final class ReferenceModel {

  static final class Purse {
    BigDecimal balance = BigDecimal.ZERO;
    BigDecimal held = BigDecimal.ZERO;
    BigDecimal limit = BigDecimal.ZERO;

    BigDecimal available() {
      return balance.subtract(held).add(limit);
    }
  }

  /** One edge of an event: whose purse pays (null: nobody's) how much for one unit, and when. */
  record Line(String purse, BigDecimal unitPrice, BillRule rule) {}

  static final class Level {
    final Line line;
    String state;
    int posted;
    boolean credited;

    Level(Line line, String state, int posted) {
      this.line = line;
      this.state = state;
      this.posted = posted;
    }
  }

  static final class Event {
    final List<Level> levels = new ArrayList<>();
    final int quantity;
    final Instant expiresAt;
    boolean refunded;

    Event(int quantity, Instant expiresAt) {
      this.quantity = quantity;
      this.expiresAt = expiresAt;
    }

    boolean isHeld() {
      return levels.stream().anyMatch(level -> level.state.equals("HELD"));
    }

    /** Its expiry is noted on the client's edge and on those that wait for delivery. */
    boolean isRipe(Instant now) {
      var noted = false;
      for (var i = 0; i < levels.size(); i++) {
        var level = levels.get(i);
        noted |=
            level.state.equals("HELD")
                && (i == 0 || level.line.rule().on().name().equals("DELIVERED"));
      }
      return noted && !expiresAt.isAfter(now);
    }
  }

  final Map<String, Purse> purses = new TreeMap<>();
  final Map<Long, Event> events = new LinkedHashMap<>();
  final Map<String, String> keys = new HashMap<>();

  static BigDecimal cost(Line line, int quantity) {
    return line.unitPrice().multiply(new BigDecimal(quantity)).setScale(6, RoundingMode.HALF_UP);
  }

  private void move(Line line, BigDecimal balance, BigDecimal held) {
    if (line.purse() != null) {
      var purse = purses.get(line.purse());
      purse.balance = purse.balance.add(balance);
      purse.held = purse.held.add(held);
    }
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
    var event = new Event(quantity, expiresAt);
    events.put(id, event);
    for (var line : lines) {
      if (expiresAt == null) {
        event.levels.add(new Level(line, "POSTED", quantity));
        move(line, cost(line, quantity).negate(), BigDecimal.ZERO);
      } else {
        event.levels.add(new Level(line, "HELD", 0));
        move(line, BigDecimal.ZERO, cost(line, quantity));
      }
    }
    return true;
  }

  private void end(Event event, Level level, int quantity, String stateWithoutCharge) {
    move(
        level.line, cost(level.line, quantity).negate(), cost(level.line, event.quantity).negate());
    level.state = quantity == 0 ? stateWithoutCharge : "POSTED";
    level.posted = quantity;
  }

  boolean settle(Settlement settlement) {
    var event = events.get(settlement.eventId());
    var changed = false;
    if (event != null) {
      for (var level : event.levels) {
        var quantity =
            switch (level.line.rule().on()) {
              case SUBMIT -> settlement.submitted();
              case SMSC_ACCEPT -> settlement.accepted();
              case DELIVERED -> settlement.delivered();
            };
        if (level.state.equals("HELD") && quantity >= 0) {
          end(event, level, quantity, "RELEASED");
          changed = true;
        }
      }
    }
    return changed;
  }

  List<Long> expire(Instant now) {
    var expired = new ArrayList<Long>();
    for (var entry : events.entrySet()) {
      var event = entry.getValue();
      if (event.expiresAt == null || !event.isRipe(now)) {
        continue;
      }
      for (var level : event.levels) {
        if (level.state.equals("HELD")) {
          var posts = level.line.rule().onTimeout().name().equals("POST");
          end(event, level, posts ? event.quantity : 0, "EXPIRED");
        }
      }
      expired.add(entry.getKey());
    }
    return expired;
  }

  boolean late(Ledger.Late late) {
    var event = events.get(late.eventId());
    var changed = false;
    if (event == null || event.refunded) {
      return false;
    }
    for (var level : event.levels) {
      if (!level.line.rule().on().name().equals("DELIVERED")) {
        continue;
      }
      if (level.state.equals("EXPIRED") && late.delivered() > 0) {
        level.state = "POSTED";
        level.posted = late.delivered();
        move(level.line, cost(level.line, late.delivered()).negate(), BigDecimal.ZERO);
        changed = true;
      } else if (level.state.equals("POSTED")
          && late.delivered() < level.posted
          && !level.credited) {
        var back = cost(level.line, level.posted).subtract(cost(level.line, late.delivered()));
        if (back.signum() > 0) {
          move(level.line, back, BigDecimal.ZERO);
          level.credited = true;
          changed = true;
        }
      }
    }
    return changed;
  }

  boolean refund(long id) {
    var event = events.get(id);
    if (event == null
        || event.refunded
        || event.isHeld()
        || event.levels.stream().anyMatch(level -> level.credited)
        || event.levels.stream().noneMatch(level -> level.state.equals("POSTED"))) {
      return false;
    }
    event.refunded = true;
    for (var level : event.levels) {
      if (level.state.equals("POSTED")) {
        move(level.line, cost(level.line, level.posted), BigDecimal.ZERO);
      }
    }
    return true;
  }
}
