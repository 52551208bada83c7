package livery.billing.month;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.billing.RatedEvent;
import livery.billing.Refusal;
import livery.billing.Settlement;

/**
 * Something that is done to the books in one transaction, by the ledger and by the model. Both
 * answer with what was refused, or changed where the ledger says that; or throw, when all of it is
 * refused. Repeating an act is as right as doing it, and must be answered as well.
 */
interface Act {

  ZoneId KYIV = ZoneId.of("Europe/Kyiv");

  Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException;

  Set<?> on(ReferenceModel model, Instant now);

  /** Single operations in it. */
  int operations();

  /** The events that it may touch. */
  Collection<Long> events();

  /** Some of it, where it consists of several. */
  default Act part(Random random) {
    return this;
  }

  private static <T> List<T> some(List<T> all, Random random) {
    var from = random.nextInt(all.size());
    return all.subList(from, from + 1 + random.nextInt(all.size() - from));
  }

  /** An event for the ledger, and the same for the model. */
  record Sale(RatedEvent event, ReferenceModel.Order order) {}

  /** Sells: held first where {@code expiresAt} is given, else charged. */
  record Take(List<Sale> sales, boolean anyway, Instant expiresAt) implements Act {

    @Override
    public Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException {
      var events = sales.stream().map(Sale::event).toList();
      var refusals =
          anyway
              ? ledger.chargeAnyway(connection, events, now)
              : expiresAt == null
                  ? ledger.charge(connection, events, now)
                  : ledger.hold(connection, events, now, expiresAt);
      return refusals.stream().map(Refusal::eventId).collect(Collectors.toSet());
    }

    @Override
    public Set<?> on(ReferenceModel model, Instant now) {
      return model.take(sales.stream().map(Sale::order).toList(), anyway, now, expiresAt);
    }

    @Override
    public int operations() {
      return sales.size();
    }

    @Override
    public Collection<Long> events() {
      return sales.stream().map(sale -> sale.order().id()).toList();
    }

    @Override
    public Take part(Random random) {
      return new Take(some(sales, random), anyway, expiresAt);
    }

    /** What a process finds undone that does not know whether its batch was committed. */
    Take without(Set<Long> known) {
      var rest = sales.stream().filter(sale -> !known.contains(sale.order().id())).toList();
      return new Take(rest, anyway, expiresAt);
    }

    @Override
    public String toString() {
      return "take %d events, anyway %s, until %s".formatted(sales.size(), anyway, expiresAt);
    }
  }

  /** The operators' answers, and receipts. */
  record Settle(List<Settlement> settlements) implements Act {

    @Override
    public Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException {
      return new HashSet<>(ledger.settle(connection, settlements, now));
    }

    @Override
    public Set<?> on(ReferenceModel model, Instant now) {
      return model.settle(settlements, now);
    }

    @Override
    public int operations() {
      return settlements.size();
    }

    @Override
    public Collection<Long> events() {
      return settlements.stream().map(Settlement::eventId).toList();
    }

    @Override
    public Act part(Random random) {
      return new Settle(some(settlements, random));
    }

    @Override
    public String toString() {
      return "settle %d events".formatted(settlements.size());
    }
  }

  /** Receipts that come when the hold has ended. */
  record Late(List<Ledger.Late> receipts) implements Act {

    @Override
    public Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException {
      return ledger.late(connection, receipts, KYIV, now);
    }

    @Override
    public Set<?> on(ReferenceModel model, Instant now) {
      return model.late(receipts, now);
    }

    @Override
    public int operations() {
      return receipts.size();
    }

    @Override
    public Collection<Long> events() {
      return receipts.stream().map(Ledger.Late::eventId).toList();
    }

    @Override
    public Act part(Random random) {
      return new Late(some(receipts, random));
    }

    @Override
    public String toString() {
      return "late receipts of %d events".formatted(receipts.size());
    }
  }

  /** Gives charges back. */
  record Refund(List<Long> events) implements Act {

    @Override
    public Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException {
      return ledger.refund(connection, events, "why", now);
    }

    @Override
    public Set<?> on(ReferenceModel model, Instant now) {
      return model.refund(Set.copyOf(events), now);
    }

    @Override
    public int operations() {
      return events.size();
    }

    @Override
    public Act part(Random random) {
      return new Refund(some(events, random));
    }

    @Override
    public String toString() {
      return "refund %d events".formatted(events.size());
    }
  }

  /** Ends what nobody has heard of in time. */
  record Expire(List<Long> events) implements Act {

    Expire() {
      this(new ArrayList<>());
    }

    @Override
    public Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException {
      var expired = new HashSet<Long>();
      while (expired.addAll(ledger.expire(connection, now, Ledger.BATCH_MAX))) {
        // A sweep takes a batch; the next one takes the rest.
      }
      return expired;
    }

    @Override
    public Set<?> on(ReferenceModel model, Instant now) {
      var expired = model.expire(now);
      events.addAll(expired);
      return expired;
    }

    @Override
    public int operations() {
      return events.size();
    }

    @Override
    public String toString() {
      return "expire";
    }
  }

  /** Money that comes, moves on, or may be owed; once for each key. */
  record Pay(How how, long buyer, long seller, Money amount, String key) implements Act {

    enum How {
      TOP_UP,
      ALLOCATION,
      CREDIT_LIMIT
    }

    private static final long PLATFORM = 10;

    @Override
    public Set<?> on(Ledger ledger, Connection connection, Instant now) throws SQLException {
      switch (how) {
        case TOP_UP -> ledger.topUp(connection, buyer, seller, amount, key, "", now);
        case ALLOCATION ->
            ledger.allocate(connection, buyer, seller, PLATFORM, amount, key, "", now);
        case CREDIT_LIMIT -> ledger.setCreditLimit(connection, buyer, seller, amount, key, now);
      }
      return Set.of();
    }

    @Override
    public Set<?> on(ReferenceModel model, Instant now) {
      var edge = seller + ">" + buyer + " " + amount.currency();
      if (model.isRepeat(buyer + key, content())) {
        return Set.of();
      }
      var money = amount.toBigDecimal();
      switch (how) {
        case TOP_UP -> model.transfer("TOP_UP", "CASH " + seller, edge, "", money, 0, 0);
        case CREDIT_LIMIT -> model.purses.get(edge).limit = money;
        case ALLOCATION -> {
          var from = PLATFORM + ">" + seller + " " + amount.currency();
          var purse = model.purses.get(from);
          if (purse.balance.subtract(purse.held).compareTo(money) < 0) {
            throw new ReferenceModel.Refused("NoMoney");
          }
          model.transfer("ALLOCATION", from, edge, "", money, 0, 0);
        }
      }
      model.remember(buyer + key, content());
      return Set.of();
    }

    private String content() {
      return how + " " + seller + " " + amount;
    }

    @Override
    public int operations() {
      return 1;
    }

    @Override
    public Collection<Long> events() {
      return List.of();
    }
  }
}
