package livery.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import livery.simulator.wire.BindRequest;
import livery.simulator.wire.Malformed;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.Status;

/**
 * One operator: a port that the portal binds to, the queue of what its subscribers have texted, and
 * what is wrong with it. Keeps every text until it is acknowledged, over lost binds too. Made by
 * {@link Smsc}. Thread-safe.
 */
public final class Operator {

  private static final System.Logger LOG = System.getLogger(Operator.class.getName());
  private static final int MOST_CONNECTIONS = 256;
  private static final List<Malformed> IN_STEP =
      List.of(Malformed.values()).stream().filter(Malformed::wantsAnswer).toList();

  final Counters counters = new Counters();
  private final OperatorSettings settings;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Submissions submissions;
  private final ServerSocket server = new ServerSocket();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final List<Load> loads = new CopyOnWriteArrayList<>();
  private final ConcurrentLinkedDeque<Delivery> queue = new ConcurrentLinkedDeque<>();
  private final Delivery.Watcher badPduWatcher = new BadPduWatcher();
  private volatile Faults faults = Faults.NONE;
  private volatile int window;
  private volatile boolean stopped;
  private long lastDropNanos = System.nanoTime();

  Operator(
      OperatorSettings settings,
      InetSocketAddress address,
      Clock clock,
      ScheduledExecutorService timer,
      Handsets handsets)
      throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.timer = timer;
    window = settings.window();
    submissions = new Submissions(this, handsets, clock, timer);
    server.setReuseAddress(true);
    server.bind(address);
  }

  void start() {
    var acceptor = new Thread(this::accept, name() + "-accept");
    acceptor.setDaemon(true);
    acceptor.start();
    timer.scheduleWithFixedDelay(this::tend, 100, 100, TimeUnit.MILLISECONDS);
  }

  public String name() {
    return settings.name();
  }

  /** The SMPP port, the real one where 0 was asked for. */
  public int port() {
    return server.getLocalPort();
  }

  public OperatorSettings settings() {
    return settings;
  }

  public Faults faults() {
    return faults;
  }

  /** Changes what is wrong from now on. */
  public void faults(Faults changed) {
    var before = faults;
    faults = changed;
    lastDropNanos = System.nanoTime();
    if (changed.freeze() != Faults.Freeze.NONE) {
      sessions.forEach(s -> s.freeze(true));
    } else if (before.freeze() == Faults.Freeze.ALL) {
      sessions.forEach(s -> s.freeze(false));
    }
  }

  /** deliver_sm without an answer that each bind may have. */
  public int window() {
    return window;
  }

  /** Changes the window of every bind, present ones too. */
  public void window(int changed) {
    window = settings.windowed(changed).window();
    wake();
  }

  /** Closes every connection now, without unbind. */
  public void drop() {
    sessions.forEach(s -> s.drop(faults.dropInsidePdu()));
  }

  /** Binds that can take texts. */
  public int receivers() {
    return (int) sessions.stream().filter(s -> s.bind().receives && !s.frozen()).count();
  }

  /** Waits until somebody has bound to receive; false when nobody did in time. */
  public boolean awaitReceiver(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (sessions) {
      while (receivers() == 0) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        sessions.wait(left / 1_000_000 + 1);
      }
    }
    return true;
  }

  /** Texts that wait for a bind or for room in its window. */
  public int waiting() {
    return queue.size();
  }

  /** What has happened so far. */
  public Counters.Snapshot counted() {
    return counters.snapshot();
  }

  /**
   * Sends one bad PDU on one bind and waits for its answer.
   *
   * @return the command_status that came; -1 when none came in time
   * @throws IllegalStateException when nobody is bound to receive
   */
  public int sendMalformed(Malformed kind, Duration atMost) throws InterruptedException {
    var session =
        sessions.stream()
            .filter(s -> s.bind().receives && !s.frozen())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(name() + " has no bind that receives"));
    var probe = new Probe();
    session.sendBad(kind, probe);
    return probe.await(atMost);
  }

  public List<Session> sessions() {
    return sessions;
  }

  void enqueue(Delivery delivery) {
    queue.add(delivery);
    wake();
  }

  void add(Load load) {
    loads.add(load);
    wake();
  }

  void remove(Load load) {
    loads.remove(load);
  }

  public List<Load> loads() {
    return loads;
  }

  void wake() {
    sessions.forEach(Session::wake);
  }

  /** What a session may send next, or null. */
  Delivery next() {
    var delivery = queue.poll();
    for (int i = 0; delivery == null && i < loads.size(); i++) {
      delivery = loads.get(i).next();
    }
    return delivery;
  }

  int mayBind(BindRequest request) {
    if (settings.systemId().isEmpty()) {
      return Status.OK;
    }
    if (!settings.systemId().equals(request.systemId())) {
      return Status.BAD_SYSTEM_ID;
    }
    return settings.password().equals(request.password()) ? Status.OK : Status.BAD_PASSWORD;
  }

  void bound(Session session) {
    synchronized (sessions) {
      sessions.notifyAll();
    }
    note(session.systemId() + " bound as " + session.bind());
  }

  void submitted(Session session, Pdu pdu) {
    counters.submits.increment();
    submissions.take(session, pdu);
  }

  void answered(Delivery delivery, int status) {
    if (status == Status.OK) {
      counters.acknowledged.increment();
      if (delivery.kind == Delivery.Kind.TEXT) {
        counters.textsTaken.increment();
      }
      delivery.watcher.acknowledged(delivery);
      return;
    }
    boolean again =
        settings.retryStatuses().contains(status)
            && delivery.kind != Delivery.Kind.ONCE
            && delivery.attempts < settings.attempts();
    if (again) {
      counters.temporarilyRefused.increment();
      timer.schedule(
          () -> enqueue(delivery), settings.retryPause().toMillis(), TimeUnit.MILLISECONDS);
    } else {
      counters.refused.increment();
      delivery.watcher.refused(delivery, status);
    }
  }

  void unanswered(Delivery delivery) {
    counters.unanswered.increment();
    if (delivery.kind != Delivery.Kind.ONCE) {
      queue.addFirst(delivery);
      wake();
    }
  }

  /** A connection is gone: what it had not answered is the first to be sent again. */
  void lost(Session session, List<Delivery> back) {
    sessions.remove(session);
    if (session.bind() != Session.Bind.NONE && !stopped) {
      counters.lostBinds.increment();
    }
    for (int i = back.size() - 1; i >= 0; i--) {
      if (back.get(i).kind != Delivery.Kind.ONCE) {
        queue.addFirst(back.get(i));
      }
    }
    wake();
  }

  Malformed badKind() {
    var kinds = faults.malformed().isEmpty() ? IN_STEP : faults.malformed();
    return kinds.get(ThreadLocalRandom.current().nextInt(kinds.size()));
  }

  Delivery.Watcher badPduWatcher() {
    return badPduWatcher;
  }

  void note(String what) {
    LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", name(), what);
  }

  void stop() {
    stopped = true;
    try {
      server.close();
    } catch (IOException e) {
      note("closing the port failed: " + e.getMessage());
    }
    loads.forEach(Load::stop);
    sessions.forEach(Session::close);
  }

  private void accept() {
    while (!stopped) {
      try {
        var socket = server.accept();
        if (sessions.size() >= MOST_CONNECTIONS) {
          socket.close();
          continue;
        }
        var session = new Session(this, socket, Instant.now(clock));
        session.freeze(faults.freeze() == Faults.Freeze.ALL);
        sessions.add(session);
        session.start();
      } catch (IOException e) {
        if (!stopped) {
          LOG.log(System.Logger.Level.WARNING, name() + " could not take a connection", e);
        }
      }
    }
  }

  private void tend() {
    long now = System.nanoTime();
    int every = faults.dropTcpEverySeconds();
    if (every > 0 && now - lastDropNanos > every * 1_000_000_000L) {
      lastDropNanos = now;
      drop();
    }
    for (var session : sessions) {
      session.tend(now);
    }
  }

  /** What became of a bad PDU that was sent between good ones. */
  private final class BadPduWatcher implements Delivery.Watcher {
    @Override
    public void sent(Delivery delivery) {}

    @Override
    public void acknowledged(Delivery delivery) {
      counters.malformedAnswered.increment();
    }

    @Override
    public void refused(Delivery delivery, int status) {
      counters.malformedAnswered.increment();
    }
  }
}
