package livery.smpp;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import livery.link.Link;
import livery.link.LinkOptions.LongMessages;
import livery.link.LinkStatus;
import livery.message.Carrier;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;

/**
 * A link at work: keeps its sessions bound, carries submissions out and arrivals in. Thread-safe.
 *
 * <p>Two threads for each session, none for each message.
 */
final class SmppLink implements Carrier {

  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Link link;
  private final MessagePath path;
  private final Clock clock;
  private final Deliveries deliveries;
  private final List<Binding> bindings;
  private final LongAdder submitted = new LongAdder();
  private final LongAdder throttled = new LongAdder();
  private final Meter in = new Meter();
  private final Meter out = new Meter();
  private final ScheduledFuture<?> metering;
  private volatile boolean sending;

  /**
   * Starts to bind at once.
   *
   * @param threads makes the reading and writing threads
   * @param timer for ticks that never wait; shared by all links
   */
  SmppLink(
      Link link,
      MessagePath path,
      Clock clock,
      ThreadFactory threads,
      ScheduledExecutorService timer) {
    this.link = link;
    this.path = path;
    this.clock = clock;
    this.deliveries = new Deliveries(link, path, clock);
    this.bindings =
        commands(link.bind()).stream()
            .map(command -> new Binding(this, command, threads, timer))
            .toList();
    this.metering = timer.scheduleAtFixedRate(this::meter, 1, 1, TimeUnit.SECONDS);
    bindings.forEach(Binding::start);
  }

  @Override
  public long linkId() {
    return link.id();
  }

  @Override
  public int window() {
    return link.window();
  }

  @Override
  public boolean inOnePiece() {
    return link.options().longMessages() == LongMessages.PAYLOAD;
  }

  @Override
  public boolean resendsUnanswered() {
    return link.options().resendUnanswered();
  }

  @Override
  public int ratePerSecond() {
    return link.rate();
  }

  @Override
  public void submit(Submission submission, Consumer<Answer> answered) {
    var session = transmitter().session();
    if (!sending || session == null) {
      answered.accept(new Answer(Answer.NOT_SENT, null));
      return;
    }
    submitted.increment();
    try {
      session.submit(submission, counted(answered));
    } catch (PDUStringException wrong) {
      answered.accept(new Answer(wrong.getErrorCode(), null));
    }
  }

  /** How the link stands. */
  LinkStatus status() {
    var bound = bindings.stream().filter(Binding::bound).count();
    var last =
        bindings.stream()
            .map(Binding::lastEnd)
            .filter(Objects::nonNull)
            .max(Comparator.comparing(Binding.End::at));
    return new LinkStatus(
        link.id(),
        bound == bindings.size() ? LinkStatus.State.BOUND : LinkStatus.State.CONNECTING,
        bound == bindings.size() ? bindings.get(0).boundSince() : null,
        last.map(end -> end.reason().toString()).orElse(null),
        last.map(Binding.End::reason).orElse(null),
        last.map(Binding.End::at).orElse(null),
        in.perSecond(),
        out.perSecond(),
        deliveries.received(),
        submitted.sum(),
        transmitter().outstanding(),
        link.window(),
        throttled.sum());
  }

  Link link() {
    return link;
  }

  /** Lets what is under way finish, ten seconds at most, unbinds, and binds no more. */
  void stop() throws InterruptedException {
    setSending(false);
    metering.cancel(false);
    var deadline = System.nanoTime() + DRAIN.toNanos();
    for (var binding : bindings) {
      binding.stop(deadline);
    }
  }

  Deliveries deliveries() {
    return deliveries;
  }

  Clock clock() {
    return clock;
  }

  /** A session of this link has been bound. */
  void bound(int command) {
    if (command != SMPPConstant.CID_BIND_RECEIVER) {
      setSending(true);
    }
  }

  /**
   * A session of this link that was bound has ended.
   *
   * @param taken whether the operator has read the answer to every delivery
   */
  void lost(int command, boolean taken) {
    if (command != SMPPConstant.CID_BIND_RECEIVER) {
      setSending(false);
    }
    if (command != SMPPConstant.CID_BIND_TRANSMITTER) {
      path.bindEnded(link.id(), taken);
    }
  }

  private synchronized void setSending(boolean now) {
    if (now != sending) {
      sending = now;
      if (now) {
        path.open(this);
      } else {
        path.close(this);
      }
    }
  }

  private Consumer<Answer> counted(Consumer<Answer> answered) {
    return answer -> {
      if (answer.status() == SMPPConstant.STAT_ESME_RTHROTTLED
          || answer.status() == SMPPConstant.STAT_ESME_RMSGQFUL) {
        throttled.increment();
      }
      answered.accept(answer);
    };
  }

  private Binding transmitter() {
    return bindings.get(0);
  }

  private void meter() {
    in.sample(deliveries.received());
    out.sample(submitted.sum());
  }

  private static List<Integer> commands(Link.Bind bind) {
    return switch (bind) {
      case TRANSCEIVER -> List.of(SMPPConstant.CID_BIND_TRANSCEIVER);
      case PAIR -> List.of(SMPPConstant.CID_BIND_TRANSMITTER, SMPPConstant.CID_BIND_RECEIVER);
    };
  }
}
