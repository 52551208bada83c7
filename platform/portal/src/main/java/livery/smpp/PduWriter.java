package livery.smpp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes PDUs in the order they are given, as many in one system call as have come while the last
 * call ran. Thread-safe; nobody but the writing thread waits for the network.
 */
final class PduWriter implements Runnable {

  /** Above this the reading side waits, so that a peer that does not read cannot fill the heap. */
  private static final int FULL_OCTETS = 1 << 20;

  private static final int BUFFER_OCTETS = 1 << 16;

  private static final int FINISH_MILLIS = 200;

  /**
   * A PDU to be written.
   *
   * @param leaving called just before the octets leave; {@code null} where nobody asks
   */
  private record Item(byte[] octets, Runnable leaving) {}

  private final OutputStream out;
  private final Consumer<IOException> failed;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private List<Item> waiting = new ArrayList<>();
  private int waitingOctets;
  private final CountDownLatch done = new CountDownLatch(1);
  private boolean idle;
  private boolean closed;

  /**
   * @param failed told once, on the writing thread, when the connection is broken
   */
  PduWriter(OutputStream out, Consumer<IOException> failed) {
    this.out = out;
    this.failed = failed;
  }

  /** Takes the PDU unless closed, and says whether it did; never waits. */
  boolean offer(byte[] octets, Runnable leaving) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      waiting.add(new Item(octets, leaving));
      waitingOctets += octets.length;
      if (idle) {
        work.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is room for more; for the thread that reads requests. */
  void awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (waitingOctets > FULL_OCTETS && !closed) {
        room.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes until closed; what was taken before the closing is still written. */
  @Override
  public void run() {
    var buffer = new byte[BUFFER_OCTETS];
    try {
      for (var batch = next(); !batch.isEmpty(); batch = next()) {
        write(batch, buffer);
      }
    } catch (IOException broken) {
      close();
      failed.accept(broken);
    } catch (InterruptedException stopped) {
      close();
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  /** Writes this last PDU and takes nothing more; waits a fifth of a second at most. */
  void finish(byte[] octets) throws InterruptedException {
    offer(octets, null);
    close();
    done.await(FINISH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Takes nothing more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<Item> next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        idle = true;
        work.await();
        idle = false;
      }
      var batch = waiting;
      waiting = new ArrayList<>();
      waitingOctets = 0;
      room.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void write(List<Item> batch, byte[] buffer) throws IOException {
    var filled = 0;
    for (var item : batch) {
      if (item.leaving() != null) {
        item.leaving().run();
      }
      var octets = item.octets();
      if (filled + octets.length > buffer.length) {
        out.write(buffer, 0, filled);
        filled = 0;
      }
      if (octets.length > buffer.length) {
        out.write(octets);
      } else {
        System.arraycopy(octets, 0, buffer, filled, octets.length);
        filled += octets.length;
      }
    }
    out.write(buffer, 0, filled);
    out.flush();
  }
}
