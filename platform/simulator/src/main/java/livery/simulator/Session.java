package livery.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import livery.simulator.wire.BadPdu;
import livery.simulator.wire.BindRequest;
import livery.simulator.wire.Malformed;
import livery.simulator.wire.Octets;
import livery.simulator.wire.Pdu;
import livery.simulator.wire.PduReader;
import livery.simulator.wire.Status;

/**
 * One connection of the portal: a thread that reads, and one that writes what there is to write in
 * one go: answers first, then messages as far as the window allows.
 */
public final class Session {

  private static final int MOST_OCTETS = 65_536 + 512;
  private static final int MOST_OCTETS_BEFORE_BIND = 1024;
  private static final int BATCH_OCTETS = 32_768;
  private static final int MOST_UNSENT_OCTETS = 16 * 1024 * 1024;
  private static final long IDLE_NANOS = 100_000_000L;

  /** What a bind may do. */
  public enum Bind {
    NONE(false, false),
    RECEIVER(true, false),
    TRANSMITTER(false, true),
    TRANSCEIVER(true, true);

    final boolean receives;
    final boolean submits;

    Bind(boolean receives, boolean submits) {
      this.receives = receives;
      this.submits = submits;
    }
  }

  private final Operator operator;
  private final Socket socket;
  private final Thread writer;
  private final Octets answers = new Octets();
  private final Map<Integer, Delivery> pending = new ConcurrentHashMap<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger sequence = new AtomicInteger();
  private volatile boolean idle;
  private volatile boolean closed;
  private volatile boolean frozen;
  private volatile boolean tear;
  private volatile Bind bind = Bind.NONE;
  private volatile String systemId = "";
  private volatile long lastReadNanos = System.nanoTime();
  public final Instant since;

  Session(Operator operator, Socket socket, Instant since) throws IOException {
    this.operator = operator;
    this.socket = socket;
    this.since = since;
    socket.setTcpNoDelay(true);
    writer = new Thread(this::write, operator.name() + "-write");
    writer.setDaemon(true);
  }

  void start() {
    var reader = new Thread(this::read, operator.name() + "-read");
    reader.setDaemon(true);
    reader.start();
    writer.start();
  }

  public Bind bind() {
    return bind;
  }

  public String systemId() {
    return systemId;
  }

  public boolean frozen() {
    return frozen;
  }

  public int inFlight() {
    return inFlight.get();
  }

  public String peer() {
    return socket.getRemoteSocketAddress().toString().replaceFirst("^.*/", "");
  }

  /** From now on nothing moves here, and the socket stays open. */
  void freeze(boolean on) {
    frozen = on;
    wake();
  }

  /** Ends the connection without a word; with {@code tear} inside a PDU. */
  void drop(boolean insidePdu) {
    if (insidePdu) {
      tear = true;
      wake();
    } else {
      close();
    }
  }

  void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      operator.note("closing " + peer() + " failed: " + e.getMessage());
    }
    wake();
  }

  /** Sends an answer or a request of ours without a place in the window. */
  void send(Pdu pdu) {
    put(pdu);
    wake();
  }

  /** Starts the writer where it waits for work. */
  void wake() {
    if (idle || frozen || closed) {
      LockSupport.unpark(writer);
    }
  }

  /** Asks a silent peer, gives up a dead one, and takes back what was never answered. */
  void tend(long now) {
    long silence = now - lastReadNanos;
    long enquire = operator.settings().enquireEvery().toNanos();
    if (silence > 2 * enquire && !frozen) {
      close();
    } else if (silence > enquire && bind != Bind.NONE) {
      send(Pdu.bare(Pdu.ENQUIRE_LINK, sequence.incrementAndGet()));
    }
    long timeout = operator.settings().answerTimeout().toNanos();
    for (var entry : pending.entrySet()) {
      if (now - entry.getValue().sentNanos > timeout) {
        var delivery = take(entry.getKey());
        if (delivery != null) {
          operator.unanswered(delivery);
        }
      }
    }
  }

  /** As {@link #send}, by the thread that reads: it wakes the writer when it has read enough. */
  void put(Pdu pdu) {
    synchronized (answers) {
      if (answers.size() < MOST_UNSENT_OCTETS) {
        pdu.writeTo(answers);
        return;
      }
    }
    close(); // a peer that asks and never reads
  }

  private void read() {
    try {
      var pdus = new PduReader(socket.getInputStream());
      while (!closed) {
        while (frozen && !closed) {
          LockSupport.parkNanos(IDLE_NANOS);
        }
        var pdu = pdus.read(bind == Bind.NONE ? MOST_OCTETS_BEFORE_BIND : MOST_OCTETS);
        if (frozen) {
          continue;
        }
        lastReadNanos = System.nanoTime();
        handle(pdu);
        if (!pdus.hasMore()) {
          wake();
        }
      }
    } catch (BadPdu e) {
      operator.counters.badPdus.increment();
      lastWords(Pdu.nack(e.status(), e.sequence()));
    } catch (EOFException | SocketException e) {
      closed = true;
    } catch (IOException e) {
      operator.note(peer() + ": " + e.getMessage());
    } finally {
      close();
    }
  }

  /** The writer may be gone before it has written, so this is written here. */
  private void lastWords(Pdu pdu) {
    try {
      socket.getOutputStream().write(pdu.encode());
    } catch (IOException e) {
      operator.note(peer() + " was gone before the last answer");
    }
  }

  private void handle(Pdu pdu) {
    try {
      switch (pdu.command()) {
        case Pdu.DELIVER_SM | Pdu.RESPONSE, Pdu.GENERIC_NACK -> answered(pdu);
        case Pdu.SUBMIT_SM -> {
          if (bind.submits) {
            operator.submitted(this, pdu);
          } else {
            put(Pdu.answer(pdu, Status.WRONG_BIND_STATE));
          }
        }
        case Pdu.ENQUIRE_LINK -> put(Pdu.answer(pdu, Status.OK));
        case Pdu.BIND_RECEIVER -> bind(pdu, Bind.RECEIVER);
        case Pdu.BIND_TRANSMITTER -> bind(pdu, Bind.TRANSMITTER);
        case Pdu.BIND_TRANSCEIVER -> bind(pdu, Bind.TRANSCEIVER);
        case Pdu.UNBIND -> {
          bind = Bind.NONE;
          lastWords(Pdu.answer(pdu, Status.OK));
          close();
        }
        default -> {
          if (!pdu.isResponse()) {
            operator.counters.badPdus.increment();
            put(Pdu.nack(Status.BAD_COMMAND, pdu.sequence()));
          }
        }
      }
    } catch (BadPdu e) {
      operator.counters.badPdus.increment();
      put(Pdu.answer(pdu, e.status()));
    }
  }

  private void bind(Pdu pdu, Bind wanted) {
    if (bind != Bind.NONE) {
      put(Pdu.answer(pdu, Status.ALREADY_BOUND));
      return;
    }
    var request = BindRequest.parse(pdu.body());
    int status = operator.mayBind(request);
    if (status != Status.OK) {
      operator.counters.refusedBinds.increment();
      put(Pdu.answer(pdu, status));
      return;
    }
    systemId = request.systemId();
    operator.counters.binds.increment();
    put(Pdu.answer(pdu, operator.name().substring(0, Math.min(15, operator.name().length()))));
    bind = wanted;
    operator.bound(this);
  }

  private void answered(Pdu pdu) {
    var delivery = take(pdu.sequence());
    if (delivery != null) {
      operator.answered(delivery, pdu.status());
    }
  }

  private Delivery take(int number) {
    var delivery = pending.remove(number);
    if (delivery != null) {
      inFlight.decrementAndGet();
    }
    return delivery;
  }

  private void write() {
    var batch = new Octets();
    try {
      var out = socket.getOutputStream();
      while (!closed) {
        fill(batch);
        if (batch.size() == 0) {
          idle = true;
          fill(batch);
          if (batch.size() == 0 && !closed && !tear) {
            LockSupport.parkNanos(IDLE_NANOS);
          }
          idle = false;
        }
        if (tear) {
          socket.setSoLinger(true, 0);
          out.write(new byte[] {0, 0, 0, 60, 0, 0});
          close();
        } else if (batch.size() > 0) {
          out.write(batch.array(), 0, batch.size());
          batch.clear();
        }
      }
    } catch (IOException e) {
      closed = true;
    } finally {
      close();
      giveBack();
    }
  }

  private void fill(Octets batch) {
    if (frozen) {
      return;
    }
    synchronized (answers) {
      batch.bytes(answers.array(), answers.size());
      answers.clear();
    }
    while (bind.receives
        && batch.size() < BATCH_OCTETS
        && inFlight.get() < operator.window()
        && !closed) {
      var delivery = operator.next();
      if (delivery == null) {
        return;
      }
      deliver(delivery, batch);
    }
  }

  private void deliver(Delivery delivery, Octets batch) {
    var faults = operator.faults();
    write(delivery, batch);
    delivery.watcher.sent(delivery);
    if (delivery.kind != Delivery.Kind.TEXT) {
      return;
    }
    if (hits(faults.duplicatePercent())) {
      operator.counters.duplicated.increment();
      write(new Delivery(Delivery.Kind.ONCE, delivery.body, Delivery.NOBODY, 0), batch);
    }
    if (hits(faults.malformedPercent())) {
      batch.bytes(spoilt(operator.badKind(), operator.badPduWatcher()));
    }
  }

  private void write(Delivery delivery, Octets batch) {
    if (delivery.attempts++ > 0) {
      operator.counters.resent.increment();
    }
    operator.counters.delivered.increment();
    new Pdu(Pdu.DELIVER_SM, 0, expect(delivery), delivery.body).writeTo(batch);
  }

  /** Sends a bad PDU; its place in the window is free again when it is answered, or too old. */
  void sendBad(Malformed kind, Delivery.Watcher watcher) {
    byte[] octets = spoilt(kind, watcher);
    synchronized (answers) {
      answers.bytes(octets);
    }
    wake();
  }

  private byte[] spoilt(Malformed kind, Delivery.Watcher watcher) {
    operator.counters.malformed.increment();
    boolean answered = kind.wantsAnswer();
    int number =
        answered
            ? expect(new Delivery(Delivery.Kind.ONCE, new byte[0], watcher, 0))
            : sequence.incrementAndGet();
    return kind.encode(number);
  }

  private int expect(Delivery delivery) {
    int number = sequence.incrementAndGet() & 0x7FFFFFFF;
    delivery.sentNanos = System.nanoTime();
    inFlight.incrementAndGet();
    pending.put(number, delivery);
    return number;
  }

  /** What was on the wire without an answer goes back to the operator, in its order. */
  private void giveBack() {
    List<Integer> numbers = new ArrayList<>(pending.keySet());
    numbers.sort(null);
    List<Delivery> back = new ArrayList<>();
    for (int number : numbers) {
      var delivery = take(number);
      if (delivery != null) {
        back.add(delivery);
      }
    }
    operator.lost(this, back);
  }

  static boolean hits(double percent) {
    return percent > 0 && ThreadLocalRandom.current().nextDouble(100) < percent;
  }
}
