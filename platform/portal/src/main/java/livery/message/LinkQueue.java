package livery.message;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * What waits for one link, and the thread that hands it over: within the window, at the operator's
 * pace, one message at a time for each phone, so that a person gets texts in their order.
 * Thread-safe.
 *
 * <p>What the operator refuses for the moment comes back to the front and does not count as a try.
 */
final class LinkQueue {

  /** Above this many messages in memory the rest stays in the table alone. */
  static final int MEMORY_MAX = 50_000;

  /**
   * So many messages may be with the operator without its answer in the table: what a crash can
   * make go out twice, where no journal keeps what was heard.
   */
  static final int UNSTORED_MAX = 1_000;

  /** The same where a journal does: enough that sending goes on while answers are written. */
  static final int JOURNALED_MAX = 4_000;

  static final int ATTEMPTS_MAX = 4;
  private static final long RETRY_MILLIS = 1_000;
  private static final long NAP_MILLIS = 200;

  private record Retry(InFlight message, int part, Instant notBefore) {}

  private final long linkId;
  private final Clock clock;
  private final BiPredicate<Long, String> blocked;
  private final Consumer<InFlight> finished;
  private final AnswerJournal journal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<InFlight> ready = new ArrayDeque<>();
  private final Deque<Retry> again = new ArrayDeque<>();
  private final PriorityQueue<Retry> later =
      new PriorityQueue<>(Comparator.comparing(Retry::notBefore));
  private final Map<String, Deque<InFlight>> behind = new HashMap<>();
  private final Set<Long> held = new HashSet<>();
  private final Backlog backlog = new Backlog();
  private InFlight current;
  private Carrier carrier;
  private Pace pace = new Pace(0, System::nanoTime);
  private int outstanding;
  private int unstored;
  private boolean stopped;

  /**
   * @param blocked whether a tenant may not write to a phone
   * @param finished told when a message has its operator's last word
   * @param journal keeps that word until {@link #forget}
   */
  LinkQueue(
      long linkId,
      Clock clock,
      BiPredicate<Long, String> blocked,
      Consumer<InFlight> finished,
      AnswerJournal journal,
      ThreadFactory threads) {
    this.linkId = linkId;
    this.clock = clock;
    this.blocked = blocked;
    this.finished = finished;
    this.journal = journal;
    var thread = threads.newThread(this::run);
    thread.setName("livery-sender-" + linkId);
    thread.start();
  }

  void open(Carrier bound) {
    locked(
        () -> {
          carrier = bound;
          outstanding = 0;
          pace = new Pace(bound.ratePerSecond(), System::nanoTime);
        });
  }

  void close(Carrier lost) {
    locked(
        () -> {
          if (carrier == lost) {
            carrier = null;
          }
        });
  }

  void stop() {
    locked(() -> stopped = true);
  }

  /** Takes messages; those beyond the memory's limit are fetched from the table later. */
  void add(Collection<Outgoing> messages) {
    locked(
        () -> {
          for (var message : messages) {
            if (backlog.hadBefore(message.id())) {
              continue;
            }
            if (!backlog.isEmpty() || held.size() >= MEMORY_MAX) {
              backlog.leave(message.id());
            } else {
              put(message, false);
            }
          }
        });
  }

  /** From which id on messages wait in the table alone; {@link Long#MAX_VALUE} for none. */
  long firstLeftInTable() {
    lock.lock();
    try {
      return backlog.first();
    } finally {
      lock.unlock();
    }
  }

  /** Says that the table may hold messages of this link from this id on. */
  void leaveInTable(long fromId) {
    locked(() -> backlog.leave(fromId));
  }

  /**
   * A fetch from the table begins: what is finished from now on may still be in its answer.
   *
   * @param allBelow messages below this id have been handed over; others may still come
   */
  void fetching(long allBelow) {
    locked(() -> backlog.fetching(allBelow));
  }

  /**
   * Takes what was fetched.
   *
   * @param all whether the table held no more
   * @param resentBelow messages below this id may have been sent by an earlier run
   */
  void fetched(List<Outgoing> messages, boolean all, long resentBelow) {
    var known = new ArrayList<InFlight>();
    locked(
        () -> {
          for (var message : messages) {
            if (!held.contains(message.id()) && backlog.takes(message.id())) {
              var finishedBefore = put(message, message.id() < resentBelow);
              finishedBefore.ifPresent(known::add);
            }
          }
          backlog.fetched(all ? Long.MAX_VALUE : messages.get(messages.size() - 1).id() + 1);
        });
    known.forEach(finished);
  }

  /** How many messages are in memory. */
  int size() {
    lock.lock();
    try {
      return held.size();
    } finally {
      lock.unlock();
    }
  }

  /** Submissions a second that the operator allows at the moment; 0 for no limit met. */
  double perSecond() {
    return pace.perSecond();
  }

  /** The smallest id that is not finished, or {@link Long#MAX_VALUE}. */
  long firstUnfinished() {
    lock.lock();
    try {
      return Math.min(
          backlog.first(), held.stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE));
    } finally {
      lock.unlock();
    }
  }

  /** Lets a message wait for its turn, or returns it: an earlier run heard all of its answers. */
  private Optional<InFlight> put(Outgoing message, boolean resent) {
    held.add(message.id());
    var heard = journal.of(message.id());
    var inFlight = new InFlight(message, resent);
    for (var word : heard) {
      if (inFlight.restore(word)) {
        inFlight.resent = false;
        unstored++;
        return Optional.of(inFlight);
      }
    }
    ready.addLast(inFlight);
    return Optional.empty();
  }

  private void run() {
    while (true) {
      Retry next;
      Carrier over;
      Pace speed;
      lock.lock();
      try {
        next = awaitNext();
        if (next == null) {
          return;
        }
        over = carrier;
        speed = pace;
        outstanding++;
      } catch (InterruptedException interrupted) {
        return;
      } finally {
        lock.unlock();
      }
      var nanos = speed.take();
      if (nanos > 0) {
        LockSupport.parkNanos(nanos);
      }
      submit(next, over);
    }
  }

  private Retry awaitNext() throws InterruptedException {
    while (!stopped) {
      if (carrier != null
          && outstanding < carrier.window()
          && unstored + outstanding < (journal.keeps() ? JOURNALED_MAX : UNSTORED_MAX)) {
        var next = next();
        if (next != null) {
          return next;
        }
      }
      changed.await(NAP_MILLIS, TimeUnit.MILLISECONDS);
    }
    return null;
  }

  private Retry next() {
    var now = clock.instant();
    if (!later.isEmpty() && !later.peek().notBefore.isAfter(now)) {
      return later.poll();
    }
    if (!again.isEmpty()) {
      return again.pollFirst();
    }
    if (current != null && current.hasNextPart()) {
      return new Retry(current, current.takePart(carrier.inOnePiece()), now);
    }
    current = null;
    while (!ready.isEmpty()) {
      var message = ready.pollFirst();
      var waiting = behind.get(message.message.phone());
      if (waiting == null) {
        behind.put(message.message.phone(), new ArrayDeque<>(1));
        current = message;
        return new Retry(current, current.takePart(carrier.inOnePiece()), now);
      }
      waiting.addLast(message);
    }
    return null;
  }

  private void submit(Retry next, Carrier over) {
    var message = next.message;
    var now = clock.instant();
    if (message.message.createdAt().plus(Outbox.TIME_TO_LIVE).isBefore(now)) {
      answered(next, new Carrier.Answer(Carrier.Answer.EXPIRED, null), over);
    } else if (!message.message.free()
        && blocked.test(message.message.tenantId(), message.message.phone())) {
      answered(next, new Carrier.Answer(Carrier.Answer.BLOCKED, null), over);
    } else {
      over.submit(message.submission(next.part, now), answer -> answered(next, answer, over));
    }
  }

  /** The operator's word on one part, on any thread. */
  private void answered(Retry sent, Carrier.Answer answer, Carrier over) {
    var done = false;
    lock.lock();
    try {
      if (carrier == over) {
        outstanding--;
      }
      done = !triesAgain(sent, answer, over) && finish(sent, answer);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (done) {
      finished.accept(sent.message);
    }
  }

  private boolean triesAgain(Retry sent, Carrier.Answer answer, Carrier over) {
    var message = sent.message;
    if (answer.isThrottled() || answer.status() == Carrier.Answer.NOT_SENT) {
      if (answer.isThrottled()) {
        pace.throttled();
      }
      message.uncount(sent.part);
      again.addFirst(sent);
      return true;
    }
    if (answer.status() == Carrier.Answer.NO_ANSWER) {
      var resends = message.attempts(sent.part) == 1 && over.resendsUnanswered();
      message.resent |= resends;
      if (resends) {
        again.addFirst(sent);
      }
      return resends;
    }
    if (answer.status() == 0) {
      pace.accepted();
    }
    if (answer.isTemporary() && message.attempts(sent.part) < ATTEMPTS_MAX) {
      var pause = RETRY_MILLIS << (message.attempts(sent.part) - 1);
      later.add(new Retry(message, sent.part, clock.instant().plusMillis(pause)));
      return true;
    }
    return false;
  }

  private boolean finish(Retry sent, Carrier.Answer answer) {
    var message = sent.message;
    var last = message.finish(sent.part, answer.status(), answer.operatorRef(), clock.instant());
    journal.heard(message.heard(sent.part));
    if (!last) {
      return false;
    }
    unstored++;
    var phone = message.message.phone();
    var waiting = behind.remove(phone);
    if (waiting != null && !waiting.isEmpty()) {
      var all = new ArrayList<>(waiting);
      for (var i = all.size() - 1; i >= 0; i--) {
        ready.addFirst(all.get(i));
      }
    }
    return true;
  }

  /** The message's last word is in the table; it may be forgotten. */
  void forget(long messageId) {
    lock.lock();
    try {
      held.remove(messageId);
      journal.stored(messageId);
      unstored--;
      changed.signalAll();
      backlog.finished(messageId);
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "queue of link " + linkId;
  }
}
