package livery.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import livery.simulator.wire.Alphabet;
import livery.simulator.wire.Parts;
import livery.simulator.wire.Reassembly;
import livery.simulator.wire.ShortMessage;

/** All subscribers of all operators: what they text, and where an answer to them belongs. */
final class Handsets {

  private static final long FIRST_NUMBER = 380_670_000_000L;
  private static final int BLOCK = 2_000_000;

  private final Journal journal = new Journal();
  private final List<Load> loads = new CopyOnWriteArrayList<>();
  private final AtomicInteger references =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(0x10000));
  private final AtomicLong freeNumber = new AtomicLong(FIRST_NUMBER);
  private final Clock clock;

  Handsets(Clock clock) {
    this.clock = clock;
  }

  Journal journal() {
    return journal;
  }

  void watch(Load load) {
    loads.add(load);
  }

  void forget(Load load) {
    loads.remove(load);
  }

  /** A row of numbers that no load has had; answers with its first. */
  long block(LoadPlan plan) {
    int size = plan.numbers() > 0 ? plan.numbers() : plan.messages() + plan.warmUp();
    return freeNumber.getAndAdd(plan.messages() == 0 && size < BLOCK ? BLOCK : size);
  }

  Message text(Operator operator, Text text) {
    var alphabet = text.alphabet() == null ? Alphabet.of(text.text()) : text.alphabet();
    int reference = references.incrementAndGet() & 0xFFFF;
    var parts = Parts.of(text.from(), text.to(), text.text(), alphabet, text.style(), reference);
    var message =
        journal.add(
            new Message(
                0,
                0,
                Message.Direction.SENT,
                operator.name(),
                text.from(),
                text.to(),
                text.text(),
                alphabet,
                parts.size(),
                Instant.now(clock),
                Message.State.WAITING,
                0));
    var watcher = new TextWatcher(message.id(), parts.size());
    for (var part : inOrder(parts, operator.faults())) {
      operator.enqueue(new Delivery(Delivery.Kind.TEXT, part.body(), watcher, 0));
    }
    return message;
  }

  /** Shows a text to whom it is for; answers with its id in the journal, 0 for a load's phone. */
  long receive(Operator operator, String phone, String number, Reassembly.Whole whole) {
    for (var load : loads) {
      if (load.replied(phone, number)) {
        return 0;
      }
    }
    if (!loads.isEmpty() && !journal.knows(phone)) {
      loads.forEach(l -> l.foreign(operator));
    }
    return journal
        .add(
            new Message(
                0,
                0,
                Message.Direction.RECEIVED,
                operator.name(),
                phone,
                number,
                whole.text(),
                whole.alphabet(),
                whole.parts(),
                Instant.now(clock),
                Message.State.SHOWN,
                0))
        .id();
  }

  void receiptTaken(long shown, boolean failed) {
    if (shown > 0) {
      var state = failed ? Message.State.FAILURE_TAKEN : Message.State.RECEIPT_TAKEN;
      journal.change(shown, m -> m.with(state, 0));
    }
  }

  private static List<ShortMessage> inOrder(List<ShortMessage> parts, Faults faults) {
    if (parts.size() == 1) {
      return parts;
    }
    List<ShortMessage> order = new ArrayList<>(parts);
    if (Session.hits(faults.missingPartPercent())) {
      order.remove(ThreadLocalRandom.current().nextInt(order.size()));
    }
    if (faults.reorderParts() && order.size() > 1) {
      Collections.rotate(order, 1 + ThreadLocalRandom.current().nextInt(order.size() - 1));
    }
    return order;
  }

  /** A text is on air with its first part and acknowledged with its last. */
  private final class TextWatcher implements Delivery.Watcher {

    private final long id;
    private final AtomicInteger open;

    TextWatcher(long id, int parts) {
      this.id = id;
      open = new AtomicInteger(parts);
    }

    @Override
    public void sent(Delivery delivery) {
      journal.change(
          id, m -> m.state() == Message.State.WAITING ? m.with(Message.State.ON_AIR, 0) : m);
    }

    @Override
    public void acknowledged(Delivery delivery) {
      if (open.decrementAndGet() == 0) {
        journal.change(
            id,
            m -> m.state() == Message.State.REFUSED ? m : m.with(Message.State.ACKNOWLEDGED, 0));
      }
    }

    @Override
    public void refused(Delivery delivery, int status) {
      journal.change(id, m -> m.with(Message.State.REFUSED, status));
    }
  }
}
