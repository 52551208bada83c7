package livery.smpp;

import static livery.smpp.RawSmsc.ascii;
import static livery.smpp.RawSmsc.pdu;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import livery.inbox.Arrival;
import livery.link.Link.Bind;
import livery.link.LinkOptions;
import livery.message.Carrier;
import livery.message.Receipt;

/**
 * What a link costs by itself: both ends in one process, over loopback, nothing stored.
 *
 * <p>Arrivals are acknowledged in batches by another thread, as the inbox does it. Arguments: the
 * number of messages (200,000) and the window (100).
 */
final class LinkBench {

  private static final int ROUNDS = 3;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int count;
  private final int window;

  private LinkBench(int count, int window) {
    this.count = count;
    this.window = window;
  }

  public static void main(String[] arguments) throws Exception {
    var count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    var window = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    for (var round = 1; round <= ROUNDS; round++) {
      new LinkBench(count, window).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    var path = new BatchPath();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var timer = new Timer()) {
      var link =
          new SmppLink(
              Rig.data(server.getLocalPort(), Bind.TRANSCEIVER, LinkOptions.USUAL),
              path,
              Clock.systemUTC(),
              Rig.daemons(),
              timer.executor);
      try (var peer = new Peer(server.accept(), window)) {
        path.opened.acquire();
        measure("deliver_sm", () -> peer.deliver(count));
        measure("submit_sm", () -> submit(link));
        link.stop();
      }
    }
  }

  private void submit(Carrier carrier) throws InterruptedException {
    var room = new Semaphore(window);
    var submission = SubmissionTest.text("Thank you, your vote for 1 counts", false);
    for (var i = 0; i < count; i++) {
      room.acquire();
      carrier.submit(submission, answer -> room.release());
    }
    room.acquire(window);
  }

  private interface Work {
    void run() throws Exception;
  }

  private void measure(String name, Work work) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var cpu = system.getProcessCpuTime();
    var from = System.nanoTime();
    work.run();
    var nanos = System.nanoTime() - from;
    System.out.printf(
        "%s window %d: %,d/s, %.1f us CPU each (both ends)%n",
        name, window, count * NANOS / nanos, (system.getProcessCpuTime() - cpu) / 1000.0 / count);
  }

  /** Completes what has queued up, as the inbox does after a commit. */
  private static final class BatchPath implements MessagePath {

    private final LinkedBlockingQueue<CompletableFuture<Void>> waiting =
        new LinkedBlockingQueue<>();
    private final Semaphore opened = new Semaphore(0);

    BatchPath() {
      Rig.daemons().newThread(this::acknowledge).start();
    }

    private void acknowledge() {
      var batch = new ArrayList<CompletableFuture<Void>>();
      try {
        while (true) {
          batch.add(waiting.take());
          waiting.drainTo(batch, 499);
          batch.forEach(each -> each.complete(null));
          batch.clear();
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public CompletionStage<Void> accept(Arrival arrival) {
      var stored = new CompletableFuture<Void>();
      waiting.add(stored);
      return stored;
    }

    @Override
    public CompletionStage<Void> accept(Receipt receipt) {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void bindEnded(long linkId, boolean taken) {}

    @Override
    public void open(Carrier carrier) {
      opened.release();
    }

    @Override
    public void close(Carrier carrier) {}
  }

  /** An operator that counts answers and answers submissions at once. */
  private static final class Peer implements AutoCloseable {

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Semaphore room;
    private final int window;
    private volatile int answered;

    Peer(Socket socket, int window) throws IOException {
      this.socket = socket;
      this.window = window;
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
      out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      room = new Semaphore(window);
      Rig.daemons().newThread(this::read).start();
    }

    void deliver(int count) throws Exception {
      var octets = RawSmsc.deliver(1, 0, 0, ascii("vote 1"));
      for (var sent = 0; sent < count; ) {
        room.acquire();
        var free = 1 + room.drainPermits();
        var batch = Math.min(count - sent, free);
        room.release(free - batch);
        synchronized (out) {
          for (var i = 0; i < batch; i++) {
            System.arraycopy(ByteBuffer.allocate(4).putInt(++sent).array(), 0, octets, 12, 4);
            out.write(octets);
          }
          out.flush();
        }
      }
      room.acquire(window);
      room.release(window);
      if (answered != count) {
        throw new IllegalStateException(answered + " answers to " + count);
      }
    }

    private void read() {
      try {
        while (true) {
          var length = in.readInt();
          var id = in.readInt();
          var status = in.readInt();
          var sequence = in.readInt();
          in.skipNBytes(length - 16L);
          require(status == 0);
          answer(id, sequence);
        }
      } catch (IOException ended) {
        room.release(window);
      }
    }

    private static void require(boolean accepted) {
      if (!accepted) {
        throw new IllegalStateException("refused");
      }
    }

    private void answer(int id, int sequence) throws IOException {
      if (id == RawSmsc.DELIVER_SM_RESP) {
        answered++;
        room.release();
      } else if (id > 0) {
        synchronized (out) {
          out.write(pdu(id | 0x80000000, 0, sequence, RawSmsc.text("id7")));
          if (in.available() == 0) {
            out.flush();
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** The links' timer. */
  private static final class Timer implements AutoCloseable {

    private final ScheduledExecutorService executor =
        Executors.newScheduledThreadPool(1, Rig.daemons());

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
