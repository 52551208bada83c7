package livery.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import livery.billing.purse.Lot;
import livery.billing.purse.Lots;
import livery.billing.purse.SpendLimit;

/**
 * One wallet as it should be, one event at a time: units by {@link Lots}, money by a plain list.
 */
final class PurseModel {

  static final BigDecimal PRICE = new BigDecimal("0.85");

  /**
   * Money that came together; the first of them never expires and takes what has no other place.
   */
  static final class Heap {
    final long posting;
    final Instant expiresAt;
    Money room;
    Money left;
    boolean closed;

    Heap(long posting, Money money, Instant expiresAt) {
      this.posting = posting;
      this.room = money;
      this.left = money;
      this.expiresAt = expiresAt;
    }
  }

  static final class Event {
    final List<Lots.Use> uses;
    final int quantity;
    final Instant at;
    Money money;
    boolean held;
    boolean refunded;

    Event(List<Lots.Use> uses, int quantity, Instant at, Money money, boolean held) {
      this.uses = new ArrayList<>(uses);
      this.quantity = quantity;
      this.at = at;
      this.money = money;
      this.held = held;
    }

    int free() {
      return (int) uses.stream().mapToLong(Lots.Use::units).sum();
    }
  }

  final List<Heap> heaps = new ArrayList<>();
  final Map<Long, Event> events = new LinkedHashMap<>();
  Lots units =
      Lots.none(Town.UAH).with(Lot.money(1, money("1000000000"), Instant.EPOCH, Lot.NEVER));
  SpendLimit.Spent spent;
  Money breakage = Money.zero(Town.UAH);

  PurseModel(SpendLimit limit) {
    spent = limit.none();
    heaps.add(new Heap(0, Money.zero(Town.UAH), Lot.NEVER));
  }

  static Money money(String amount) {
    return Money.of(amount, Town.UAH);
  }

  static Money cost(int units) {
    return Money.of(
        PRICE.multiply(new BigDecimal(units)).setScale(6, RoundingMode.HALF_UP), Town.UAH);
  }

  Money available() {
    return heaps.stream().map(heap -> heap.left).reduce(Money.zero(Town.UAH), Money::plus);
  }

  void pay(Money amount) {
    var due = amount;
    for (var heap : heaps) {
      var some = heap.left.compareTo(due) < 0 ? heap.left : due;
      heap.left = heap.left.minus(some);
      due = due.minus(some);
    }
    if (!due.isZero()) {
      throw new IllegalStateException("paid with money that is not there");
    }
  }

  /** Undoes the last payments: the newest money that was touched is whole again first. */
  void unpay(Money amount) {
    var back = amount;
    for (var i = heaps.size() - 1; i > 0; i--) {
      var heap = heaps.get(i);
      var gap = heap.closed ? Money.zero(Town.UAH) : heap.room.minus(heap.left);
      var some = gap.compareTo(back) < 0 ? gap : back;
      heap.left = heap.left.plus(some);
      back = back.minus(some);
    }
    heaps.get(0).left = heaps.get(0).left.plus(back);
  }

  /** Sells; null, or why not. */
  Refusal.Reason take(long id, int quantity, Instant at, boolean held) {
    var taken = units.take("MT", quantity, PRICE, at);
    var money = taken.money();
    if (money.compareTo(available()) > 0) {
      return Refusal.Reason.NO_MONEY;
    }
    if (!money.isZero()) {
      if (!spent.allows(money, at)) {
        return Refusal.Reason.DAY_LIMIT;
      }
      spent = spent.spend(money, at);
      pay(money);
    }
    units = taken.after();
    var free = taken.uses().stream().filter(use -> use.units() > 0).toList();
    events.put(id, new Event(free, quantity, at, money, held));
    return null;
  }

  void settle(long id, int charged) {
    var event = events.get(id);
    event.held = false;
    var keep = Math.min(charged, event.free());
    var price = cost(charged - keep);
    giveBack(event, event.money.minus(price));
    event.money = price;
    trim(event, keep);
  }

  void refund(long id) {
    var event = events.get(id);
    event.refunded = true;
    giveBack(event, event.money);
    trim(event, 0);
  }

  private void giveBack(Event event, Money money) {
    if (!money.isZero()) {
      unpay(money);
      spent = spent.release(money, event.at);
    }
  }

  private void trim(Event event, long keep) {
    var kept = new ArrayList<Lots.Use>();
    var back = new ArrayList<Lots.Use>();
    var stays = keep;
    for (var use : event.uses) {
      var some = Math.min(stays, use.units());
      stays -= some;
      if (some > 0) {
        kept.add(new Lots.Use(use.lotId(), some, Money.zero(Town.UAH)));
      }
      if (some < use.units()) {
        back.add(new Lots.Use(use.lotId(), use.units() - some, Money.zero(Town.UAH)));
      }
    }
    units = units.putBack(back);
    event.uses.clear();
    event.uses.addAll(kept);
  }

  void expire(Instant now) {
    units = units.expire(now).after();
    heaps.stream()
        .filter(heap -> !heap.closed && !heap.expiresAt.isAfter(now))
        .sorted(java.util.Comparator.comparing((Heap heap) -> heap.expiresAt))
        .forEach(
            heap -> {
              breakage = breakage.plus(heap.left);
              heap.left = Money.zero(Town.UAH);
              heap.closed = true;
            });
  }

  long unitsLeft(long lotId) {
    return units.lots().stream()
        .filter(lot -> lot.id() == lotId)
        .mapToLong(Lot::units)
        .findFirst()
        .orElse(0);
  }
}
