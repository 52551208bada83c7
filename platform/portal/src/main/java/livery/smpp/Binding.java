package livery.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import livery.link.Cause;
import livery.link.Link;
import org.jsmpp.session.connection.socket.SocketConnection;

/** Keeps one session of a link bound: connects, binds, serves, waits a little longer each time. */
final class Binding implements Session.Owner {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int DRAIN_STEP_MILLIS = 20;
  private static final int END_SECONDS = 2;
  private static final System.Logger LOG = System.getLogger(Binding.class.getName());

  private final SmppLink owner;
  private final int command;
  private final ThreadFactory threads;
  private final ScheduledExecutorService timer;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Session session;
  private volatile Instant boundSince;
  private volatile End last;

  /** Why and when a session ended, or could not begin. */
  record End(Cause reason, Instant at) {}

  Binding(SmppLink owner, int command, ThreadFactory threads, ScheduledExecutorService timer) {
    this.owner = owner;
    this.command = command;
    this.threads = threads;
    this.timer = timer;
  }

  void start() {
    var thread = threads.newThread(this::run);
    thread.setName("livery-smpp-in");
    thread.start();
  }

  /** The bound session, {@code null} while there is none. */
  Session session() {
    var now = session;
    return now != null && now.bound() ? now : null;
  }

  boolean bound() {
    return session() != null;
  }

  Instant boundSince() {
    return boundSince;
  }

  /** {@code null} when there was none. */
  End lastEnd() {
    return last;
  }

  int outstanding() {
    var now = session;
    return now == null ? 0 : now.outstanding();
  }

  /** Waits for the answers of both sides until the deadline, unbinds, and stays so. */
  void stop(long deadlineNanos) throws InterruptedException {
    stopped.countDown();
    var now = session;
    if (now == null) {
      return;
    }
    while (now.bound() && now.owed() + now.outstanding() > 0 && System.nanoTime() < deadlineNanos) {
      TimeUnit.MILLISECONDS.sleep(DRAIN_STEP_MILLIS);
    }
    var wasBound = now.bound();
    now.unbind();
    if (wasBound) {
      // The owner has been told how the session ended before anybody goes on.
      over.await(END_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void run() {
    var pauses = new Pauses(new SplittableRandom());
    try {
      while (stopped.getCount() > 0) {
        var pause = pauses.next(serve());
        if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      over.countDown();
    }
  }

  /** One session from the connection to its end; says whether it was of use. */
  private boolean serve() {
    Session current = null;
    try (var socket = connect()) {
      current =
          new Session(
              new SocketConnection(socket),
              command,
              owner.link().options(),
              owner.deliveries(),
              this,
              timer);
      session = current;
      if (stopped.getCount() == 0) {
        return false;
      }
      ended(current.run(owner.link(), threads));
    } catch (IOException refused) {
      ended(Cause.of("no-connection", refused.getMessage()));
    }
    return current != null && current.useful();
  }

  @Override
  public void bound(Session now) {
    boundSince = owner.clock().instant();
    LOG.log(System.Logger.Level.INFO, "{0}: bound", owner.link());
    owner.bound(command);
  }

  @Override
  public void lost(Session now, boolean taken) {
    boundSince = null;
    owner.lost(command, taken);
  }

  private void ended(Cause reason) {
    var before = last;
    last = new End(reason, owner.clock().instant());
    if (stopped.getCount() > 0 && (before == null || !before.reason().equals(reason))) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", owner.link(), reason);
    }
  }

  /** The caller closes it. */
  private Socket connect() throws IOException {
    var link = owner.link();
    var plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(link.host(), link.port()), CONNECT_MILLIS);
      return link.options().tls() ? encrypted(plain, link) : plain;
    } catch (IOException refused) {
      plain.close();
      throw refused;
    }
  }

  private static Socket encrypted(Socket plain, Link link) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(plain, link.host(), link.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(CONNECT_MILLIS);
    socket.startHandshake();
    socket.setSoTimeout(0);
    return socket;
  }
}
