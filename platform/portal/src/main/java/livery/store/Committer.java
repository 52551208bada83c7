package livery.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A queue with a worker that takes what has come in while it was busy: one thing under light load,
 * up to {@code batchMax} under heavy load, and never waits for a timer unless it was told to
 * ({@link #resting}, {@link #gathering}). Thread-safe.
 *
 * <p>Batches follow each other; with {@link #overlapping} the next begins when the one before says
 * so.
 *
 * <p>The work must not throw; what it throws, an error of the machine too (a plugin may have used
 * up the memory), is logged and the batch is not given again.
 *
 * @param <T> what is worked on
 */
public final class Committer<T> {

  private static final System.Logger LOG = System.getLogger(Committer.class.getName());
  private static final int POLL_MILLIS = 200;

  /**
   * How long nothing comes before a gathering ends: the time of five arrivals at 1,000 a second.
   */
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A limit on all batches, for measuring what batches are worth: LIVERY_BATCH_MAX. */
  private static final int LIMIT =
      Integer.parseInt(System.getenv().getOrDefault("LIVERY_BATCH_MAX", "1000000"));

  private final String name;
  private final int batchMax;
  private final BlockingQueue<T> queue;
  private final BiConsumer<List<T>, Turn> work;
  private final List<Thread> workers = new ArrayList<>();
  private final Semaphore mayBegin = new Semaphore(1);
  private Turn last;
  private long begun;
  private long restNanos;
  private int enough;
  private boolean whileArriving;
  private volatile Thread resting;
  private volatile boolean closing;

  public Committer(
      String name, int capacity, int batchMax, ThreadFactory threads, Consumer<List<T>> work) {
    this(name, capacity, batchMax, (batch, turn) -> work.accept(batch));
    worker(threads, name);
  }

  private Committer(String name, int capacity, int batchMax, BiConsumer<List<T>, Turn> work) {
    this.name = name;
    this.batchMax = Math.min(batchMax, LIMIT);
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.work = work;
  }

  private void worker(ThreadFactory threads, String called) {
    var worker = threads.newThread(this::run);
    worker.setName("livery-" + called);
    workers.add(worker);
  }

  /**
   * A committer with two workers: each batch says by {@link Turn#handOn} when the next may begin.
   *
   * @param work gets batches in the order in which their things came
   */
  public static <T> Committer<T> overlapping(
      String name,
      int capacity,
      int batchMax,
      ThreadFactory threads,
      BiConsumer<List<T>, Turn> work) {
    var committer = new Committer<T>(name, capacity, batchMax, work);
    committer.worker(threads, name + "-1");
    committer.worker(threads, name + "-2");
    return committer;
  }

  /**
   * Lets batches begin at least so long after each other, for work that nobody waits for: fewer and
   * larger batches under medium load. Before {@link #start}.
   */
  public Committer<T> resting(long millis) {
    return resting(millis, batchMax);
  }

  /** As the other, but a batch begins as soon as so many things wait. */
  public Committer<T> resting(long millis, int enough) {
    restNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.enough = Math.min(batchMax, enough);
    return this;
  }

  /**
   * As {@link #resting}, for work whose sender waits for answers before it sends more: a batch
   * begins as soon as nothing more has come for five milliseconds, or enough has come.
   */
  public Committer<T> gathering(long millis, int enough) {
    restNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.enough = Math.min(batchMax, enough);
    whileArriving = true;
    return this;
  }

  public Committer<T> start() {
    begun = System.nanoTime() - restNanos;
    workers.forEach(Thread::start);
    return this;
  }

  /** Adds one thing, or says no because the queue is full or closing. */
  public boolean offer(T thing) {
    var taken = !closing && queue.offer(thing);
    if (taken) {
      endRestWhenEnough();
    }
    return taken;
  }

  /** Adds one thing and waits for room; for threads that may wait. */
  public void put(T thing) {
    try {
      queue.put(thing);
      endRestWhenEnough();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for room in " + name);
    }
  }

  /** How many things wait. */
  public int size() {
    return queue.size();
  }

  /** Takes nothing more, finishes what waits, and returns when that is done or the time is over. */
  public void close(long timeoutMillis) {
    closing = true;
    LockSupport.unpark(resting);
    var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      for (var worker : workers) {
        var left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        worker.join(Math.max(1, left));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rest() {
    resting = Thread.currentThread();
    var left = begun + restNanos - System.nanoTime();
    while (left > 0 && !isEnough() && !closing) {
      var before = queue.size();
      LockSupport.parkNanos(whileArriving ? Math.min(left, SILENCE_NANOS) : left);
      if (whileArriving && queue.size() == before) {
        break;
      }
      left = begun + restNanos - System.nanoTime();
    }
    resting = null;
  }

  /** Whether those that wait, and the one that a worker has taken out, may begin at once. */
  private boolean isEnough() {
    return queue.size() + 1 >= enough;
  }

  /** After a thing was added: who begins to rest later sees it. */
  private void endRestWhenEnough() {
    var worker = resting;
    if (worker != null && isEnough()) {
      LockSupport.unpark(worker);
    }
  }

  private void run() {
    try {
      while (true) {
        mayBegin.acquire();
        var batch = next();
        if (batch.isEmpty()) {
          mayBegin.release();
          return;
        }
        last = new Turn(last, mayBegin::release);
        work(batch, last);
      }
    } catch (InterruptedException interrupted) {
      mayBegin.release();
    }
  }

  /** The next batch; none when the queue is closed and empty. */
  private List<T> next() throws InterruptedException {
    var first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    while (first == null) {
      if (closing) {
        return List.of();
      }
      first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    var batch = new ArrayList<T>();
    batch.add(first);
    rest();
    begun = System.nanoTime();
    queue.drainTo(batch, batchMax - 1);
    return List.copyOf(batch);
  }

  private void work(List<T> batch, Turn turn) {
    try {
      work.accept(batch, turn);
    } catch (RuntimeException | Error failure) {
      LOG.log(System.Logger.Level.ERROR, "Work of " + name + " failed", failure);
    } finally {
      turn.end();
    }
  }
}
