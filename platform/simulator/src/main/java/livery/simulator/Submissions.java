package livery.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.Reassembly;
import livery.simulator.wire.Receipt;
import livery.simulator.wire.ShortMessage;
import livery.simulator.wire.Status;

/** What one operator does with a submit_sm: admits it, shows it, answers it, gives its receipt. */
final class Submissions {

  private static final long LATEST_RESPONSE_MILLIS = 500;
  private static final int RECEIPT_ALWAYS = 1;
  private static final int RECEIPT_ON_FAILURE = 2;
  private static final int RECEIPT_BITS = 3;
  private static final Pattern SUBSCRIBER = Pattern.compile("\\+?[0-9]{3,20}");

  private final Operator operator;
  private final Handsets handsets;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Throttle throttle = new Throttle();
  private final Reassembly reassembly = new Reassembly();
  private final AtomicLong ids;

  Submissions(Operator operator, Handsets handsets, Clock clock, ScheduledExecutorService timer) {
    this.operator = operator;
    this.handsets = handsets;
    this.clock = clock;
    this.timer = timer;
    // Ids go on from the clock, so that a restarted operator does not give one out again.
    ids = new AtomicLong(clock.millis() * 1000);
  }

  /** Called by the session that read it, on its thread. */
  void take(Session session, Pdu pdu) {
    var faults = operator.faults();
    if (throttled(faults)) {
      operator.counters.throttled.increment();
      answer(session, Pdu.answer(pdu, faults.throttleStatus()), faults);
      return;
    }
    var message = ShortMessage.parse(pdu.body());
    if (!SUBSCRIBER.matcher(message.destination().digits()).matches()) {
      operator.counters.rejected.increment();
      answer(session, Pdu.answer(pdu, Status.BAD_DESTINATION), faults);
      return;
    }
    operator.counters.accepted.increment();
    long id = ids.incrementAndGet();
    var failed = Session.hits(faults.receiptFailedPercent());
    var due = new Due(message, id, show(message), failed, Instant.now(clock), faults);
    var response = Pdu.answer(pdu, spell(id, faults.idFormat() == Faults.IdFormat.HEX_IN_RESPONSE));
    boolean silent = Session.hits(faults.noRespPercent());
    boolean wanted = due.wanted();
    if (wanted && faults.receipts() == Faults.Receipts.BEFORE_RESPONSE) {
      answerAfterReceipt(session, response, due, silent);
      return;
    }
    if (!silent) {
      answer(session, response, faults);
    }
    if (wanted) {
      timer.schedule(() -> give(due, () -> {}), faults.receiptDelayMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private boolean throttled(Faults faults) {
    int limit = faults.submitLimitPerSecond();
    return limit > 0 && !throttle.admits(limit, faults.burstMillis())
        || Session.hits(faults.throttlePercent());
  }

  private long show(ShortMessage message) {
    var phone = message.destination().digits().replaceFirst("^\\+", "");
    return reassembly
        .take(message)
        .map(w -> handsets.receive(operator, phone, message.source().digits(), w))
        .orElse(0L);
  }

  /** Without a delay the answer joins what the session writes next. */
  private void answer(Session session, Pdu pdu, Faults faults) {
    if (faults.respDelayMillis() == 0) {
      session.put(pdu);
    } else {
      timer.schedule(() -> session.send(pdu), faults.respDelayMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void answerAfterReceipt(Session session, Pdu response, Due due, boolean silent) {
    var open = new AtomicBoolean(!silent);
    Runnable respond =
        () -> {
          if (open.compareAndSet(true, false)) {
            session.send(response);
          }
        };
    give(due, respond);
    timer.schedule(respond, LATEST_RESPONSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void give(Due due, Runnable onAir) {
    var state = due.failed ? Receipt.State.UNDELIV : Receipt.State.DELIVRD;
    switch (due.faults.receipts()) {
      case AS_ASKED, BEFORE_RESPONSE -> enqueue(due, due.id, state, onAir);
      case NEVER -> {}
      case TWICE -> {
        enqueue(due, due.id, state, onAir);
        enqueue(due, due.id, state, onAir);
      }
      case FINAL_THEN_ACCEPTED -> {
        enqueue(due, due.id, state, onAir);
        enqueue(due, due.id, Receipt.State.ACCEPTD, onAir);
      }
      case UNKNOWN_ID -> enqueue(due, due.id + 1_000_000_000L, state, onAir);
    }
  }

  private void enqueue(Due due, long id, Receipt.State state, Runnable onAir) {
    operator.counters.receipts.increment();
    var receipt =
        new Receipt(
            due.message,
            spell(id, due.faults.idFormat() == Faults.IdFormat.HEX_IN_RECEIPT),
            state,
            due.failed ? "001" : "000",
            due.at,
            Instant.now(clock));
    var watcher = new ReceiptWatcher(due, onAir);
    operator.enqueue(new Delivery(Delivery.Kind.RECEIPT, receipt.message().body(), watcher, 0));
  }

  private static String spell(long id, boolean hexadecimal) {
    return hexadecimal ? Long.toHexString(id).toUpperCase(Locale.ROOT) : Long.toString(id);
  }

  /** A receipt that somebody may be waiting for. */
  private record Due(
      ShortMessage message, long id, long shown, boolean failed, Instant at, Faults faults) {

    boolean wanted() {
      int asked = message.registeredDelivery() & RECEIPT_BITS;
      return (asked == RECEIPT_ALWAYS || asked == RECEIPT_ON_FAILURE && failed)
          && faults.receipts() != Faults.Receipts.NEVER
          && !Session.hits(faults.receiptMissingPercent());
    }
  }

  private final class ReceiptWatcher implements Delivery.Watcher {

    private final Due due;
    private final Runnable onAir;

    ReceiptWatcher(Due due, Runnable onAir) {
      this.due = due;
      this.onAir = onAir;
    }

    @Override
    public void sent(Delivery delivery) {
      onAir.run();
    }

    @Override
    public void acknowledged(Delivery delivery) {
      handsets.receiptTaken(due.shown, due.failed);
    }

    @Override
    public void refused(Delivery delivery, int status) {
      operator.note("a receipt was refused with status " + status);
    }
  }
}
