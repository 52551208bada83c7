package livery.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import livery.link.Cause;
import livery.link.Link;
import livery.link.LinkOptions;
import livery.message.Carrier.Answer;
import livery.message.Carrier.Submission;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.PDUComposer;

/**
 * One connection to an operator, from its bind to its end.
 *
 * <p>The thread that calls {@link #run} reads; a second one writes; nobody waits for an answer.
 * Each request of the operator gets exactly one response, whatever its octets are (SMPP 3.4 §3.2).
 */
final class Session {

  /** Told about the two turns of a session's life, on its reading thread. */
  interface Owner {

    /** The operator has agreed to the bind. */
    void bound(Session session);

    /**
     * A session that was bound has ended; outstanding submissions are answered after this.
     *
     * @param taken whether the operator is known to have read the answer to every delivery
     */
    void lost(Session session, boolean taken);
  }

  private static final int BIND_SECONDS = 5;
  private static final int UNBIND_SECONDS = 2;
  private static final int TICK_MILLIS = 200;
  private static final PDUComposer COMPOSER = new DefaultComposer();

  private final Connection connection;
  private final int bindCommand;
  private final LinkOptions options;
  private final Requests requests;
  private final Owner owner;
  private final ScheduledExecutorService timer;
  private final CappedReader reader = new CappedReader();
  private final PduWriter writer;
  private final Window window;
  private final AtomicInteger sequence = new AtomicInteger();
  private final AtomicInteger owed = new AtomicInteger();
  private final CountDownLatch unbound = new CountDownLatch(1);
  private final long openedNanos = System.nanoTime();

  private int bindSequence;
  private volatile long heardNanos = System.nanoTime();
  private volatile long enquiredNanos;
  private volatile boolean bound;
  private volatile boolean busy;
  private volatile boolean leaving;
  private volatile boolean indebted;
  private volatile boolean released;
  private volatile boolean closed;
  private volatile Cause end;

  /**
   * @param bindCommand command_id of the bind
   * @param requests what answers deliver_sm and data_sm
   */
  Session(
      Connection connection,
      int bindCommand,
      LinkOptions options,
      Requests requests,
      Owner owner,
      ScheduledExecutorService timer) {
    this.connection = connection;
    this.bindCommand = bindCommand;
    this.options = options;
    this.requests = requests;
    this.owner = owner;
    this.timer = timer;
    this.writer =
        new PduWriter(
            connection.getOutputStream(), broken -> close(Cause.of("broken", broken.getMessage())));
    this.window = new Window(options.responseWithin());
  }

  /** Binds and serves until the connection ends; returns why it ended. */
  Cause run(Link link, ThreadFactory threads) {
    var ticks =
        timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    var writing = threads.newThread(writer);
    writing.setName("livery-smpp-out");
    writing.start();
    bindSequence = nextSequence();
    writer.offer(Pdus.bind(bindCommand, bindSequence, link), null);
    try {
      read(new DataInputStream(connection.getInputStream()));
    } catch (EOFException ended) {
      close(Cause.of("closed"));
    } catch (IOException broken) {
      close(Cause.of("broken", broken.getMessage()));
    } catch (InterruptedException stopped) {
      close(Cause.of("stopped"));
      Thread.currentThread().interrupt();
    } finally {
      close(Cause.of("failed"));
      ticks.cancel(false);
      if (bound) {
        owner.lost(this, released && !indebted);
      }
      window.abandon();
    }
    return end;
  }

  /**
   * Sends one submission; see {@link livery.message.Carrier#submit}.
   *
   * @throws PDUStringException when an address or the text is too long for the protocol
   */
  void submit(Submission submission, Consumer<Answer> answered) throws PDUStringException {
    var number = nextSequence();
    var octets = Submits.compose(number, submission, options);
    var waiting = window.open(number, answered);
    if (!bound || !writer.offer(octets, waiting)) {
      window.answer(number, new Answer(Answer.NOT_SENT, null));
    }
  }

  /** Answers a request of the operator. Thread-safe, never waits. */
  void respond(Command request, int status) {
    busy = true;
    writer.offer(response(request, status), null);
    owed.decrementAndGet();
  }

  /** Requests that have not been answered yet. */
  int owed() {
    return owed.get();
  }

  /** Submissions that wait for their answer. */
  int outstanding() {
    return window.size();
  }

  boolean bound() {
    return bound && !closed;
  }

  /** Whether the session was of use: messages went through it, or it lasted. */
  boolean useful() {
    return busy
        || bound && System.nanoTime() - openedNanos > TimeUnit.SECONDS.toNanos(BIND_SECONDS);
  }

  /** Takes leave of the operator and closes; waits two seconds at most. */
  void unbind() throws InterruptedException {
    leaving = true;
    indebted = owed() > 0;
    if (bound() && writer.offer(COMPOSER.unbind(nextSequence()), null)) {
      unbound.await(UNBIND_SECONDS, TimeUnit.SECONDS);
    }
    close(Cause.of("unbound"));
  }

  /** Ends the session; the first reason counts. */
  void close(Cause reason) {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      end = reason;
    }
    try {
      connection.close();
    } catch (IOException already) {
      System.getLogger(Session.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a connection", already);
    }
    writer.close();
    unbound.countDown();
  }

  private void read(DataInputStream in) throws IOException, InterruptedException {
    while (!closed) {
      Command header;
      try {
        header = reader.readPDUHeader(in);
      } catch (InvalidCommandLengthException wrong) {
        refuseFraming(in, wrong);
        return;
      }
      var octets = reader.readPDU(in, header);
      heardNanos = System.nanoTime();
      enquiredNanos = 0;
      if (header.getCommandId() < 0) {
        answered(header, octets);
      } else {
        asked(header, octets);
        writer.awaitRoom();
      }
    }
  }

  /** Nobody knows where the next PDU begins: say so, see that it leaves, and begin anew. */
  private void refuseFraming(DataInputStream in, InvalidCommandLengthException wrong)
      throws IOException, InterruptedException {
    writer.finish(COMPOSER.genericNack(SMPPConstant.STAT_ESME_RINVCMDLEN, 0));
    // Closing with octets unread would reset the connection and lose the answer on its way.
    connection.setSoTimeout(TICK_MILLIS);
    var rest = new byte[CappedReader.CAP];
    try {
      for (var read = 0; read >= 0 && !closed; ) {
        read = in.read(rest);
      }
    } catch (SocketTimeoutException silent) {
      close(Cause.of("framing", wrong.getMessage()));
    }
    close(Cause.of("framing", wrong.getMessage()));
  }

  private void answered(Command header, byte[] octets) throws IOException {
    var number = header.getSequenceNumber();
    switch (header.getCommandId()) {
      case SMPPConstant.CID_SUBMIT_SM_RESP -> {
        busy = true;
        window.answer(number, Submits.answer(header, octets, options.messageIds()));
      }
      case SMPPConstant.CID_GENERIC_NACK -> {
        if (!bound && number == bindSequence) {
          close(Cause.of("bind-refused", Pdus.hex(header.getCommandStatus())));
        }
        window.answer(number, new Answer(header.getCommandStatus(), null));
      }
      case SMPPConstant.CID_UNBIND_RESP -> {
        // It comes behind all that we sent before our unbind, so the operator has read that.
        released = leaving;
        unbound.countDown();
      }
      default -> {
        if (!bound && header.getCommandId() == (bindCommand | SMPPConstant.MASK_CID_RESP)) {
          bindAnswered(header);
        }
      }
    }
  }

  private void bindAnswered(Command header) {
    if (header.getCommandStatus() != SMPPConstant.STAT_ESME_ROK) {
      close(Cause.of("bind-refused", Pdus.hex(header.getCommandStatus())));
      return;
    }
    reader.bound();
    bound = true;
    owner.bound(this);
  }

  private void asked(Command header, byte[] octets) throws InterruptedException {
    switch (header.getCommandId()) {
      case SMPPConstant.CID_ENQUIRE_LINK ->
          writer.offer(COMPOSER.enquireLinkResp(header.getSequenceNumber()), null);
      case SMPPConstant.CID_UNBIND -> {
        writer.finish(COMPOSER.unbindResp(SMPPConstant.STAT_ESME_ROK, header.getSequenceNumber()));
        close(Cause.of("operator-unbound"));
      }
      case SMPPConstant.CID_ALERT_NOTIFICATION, SMPPConstant.CID_OUTBIND -> {
        // These two have no response (SMPP 3.4 §4.12.1, §4.1.7.1).
      }
      case SMPPConstant.CID_DELIVER_SM, SMPPConstant.CID_DATA_SM -> carry(header, octets);
      default ->
          writer.offer(
              COMPOSER.genericNack(SMPPConstant.STAT_ESME_RINVCMDID, header.getSequenceNumber()),
              null);
    }
  }

  private void carry(Command header, byte[] octets) {
    owed.incrementAndGet();
    if (leaving) {
      // The answer would follow our unbind, and who has asked to part may not read it.
      respond(header, options.retryStatus());
      return;
    }
    if (!bound || bindCommand == SMPPConstant.CID_BIND_TRANSMITTER) {
      respond(header, SMPPConstant.STAT_ESME_RINVBNDSTS);
      return;
    }
    try {
      requests.handle(this, header, octets);
    } catch (Delivered.Malformed wrong) {
      respond(header, wrong.status());
    } catch (RuntimeException fault) {
      System.getLogger(Session.class.getName())
          .log(System.Logger.Level.ERROR, "a deliver_sm could not be read", fault);
      respond(header, SMPPConstant.STAT_ESME_RINVCMDLEN);
    }
  }

  private static byte[] response(Command request, int status) {
    var number = request.getSequenceNumber();
    return request.getCommandId() == SMPPConstant.CID_DELIVER_SM
        ? COMPOSER.deliverSmResp(status, number, "")
        : Pdus.dataSmResponse(status, number);
  }

  private void tick() {
    var now = System.nanoTime();
    window.sweep();
    if (!bound) {
      if (now - openedNanos > TimeUnit.SECONDS.toNanos(BIND_SECONDS)) {
        close(Cause.of("bind-timeout", BIND_SECONDS));
      }
      return;
    }
    // Two ticks early, so that a dead line is found within two intervals.
    var interval = options.enquireAfter().toNanos();
    if (enquiredNanos != 0 && now - enquiredNanos > interval) {
      close(Cause.of("enquire-timeout", options.enquireAfter().toSeconds()));
    } else if (enquiredNanos == 0 && now - heardNanos > interval - TICK_MILLIS * 2_000_000L) {
      enquiredNanos = now;
      writer.offer(COMPOSER.enquireLink(nextSequence()), null);
    }
  }

  private int nextSequence() {
    return sequence.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
  }
}
