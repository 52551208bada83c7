package livery.smpp;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import livery.message.Carrier.Answer;

/** Submissions of one session that wait for the operator's answer. Thread-safe. */
final class Window {

  /** One of them. It runs {@link #run} as it leaves; its time begins then. */
  static final class Waiting implements Runnable {

    private final Consumer<Answer> answered;
    private volatile long leftNanos;
    private volatile boolean left;

    private Waiting(Consumer<Answer> answered) {
      this.answered = answered;
    }

    @Override
    public void run() {
      leftNanos = System.nanoTime();
      left = true;
    }

    private boolean overdue(long nowNanos, long limitNanos) {
      return left && nowNanos - leftNanos > limitNanos;
    }
  }

  private final ConcurrentMap<Integer, Waiting> waiting = new ConcurrentHashMap<>();
  private final long limitNanos;

  Window(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  Waiting open(int sequence, Consumer<Answer> answered) {
    var opened = new Waiting(answered);
    waiting.put(sequence, opened);
    return opened;
  }

  /** Gives the answer to the one that waits for it; a late or repeated answer is nobody's. */
  boolean answer(int sequence, Answer answer) {
    var answered = waiting.remove(sequence);
    if (answered == null) {
      return false;
    }
    try {
      answered.answered.accept(answer);
    } catch (RuntimeException fault) {
      // The session carries others' answers too; one that cannot be taken must not end it.
      System.getLogger(Window.class.getName())
          .log(System.Logger.Level.ERROR, "an answer could not be taken: " + answer, fault);
    }
    return true;
  }

  /** Ends the waiting of those whose answer did not come in time. */
  void sweep() {
    var now = System.nanoTime();
    waiting.forEach(
        (sequence, each) -> {
          if (each.overdue(now, limitNanos)) {
            answer(sequence, new Answer(Answer.NO_ANSWER, null));
          }
        });
  }

  /** Ends all waiting, because the session has ended. */
  void abandon() {
    waiting.forEach(
        (sequence, each) ->
            answer(sequence, new Answer(each.left ? Answer.NO_ANSWER : Answer.NOT_SENT, null)));
  }

  int size() {
    return waiting.size();
  }
}
