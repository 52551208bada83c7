package livery.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The simulated operators of one process and their subscribers.
 *
 * <pre>{@code
 * try (var smsc = Smsc.start(OperatorSettings.of("kyiv-cell", 0))) {
 *   var operator = smsc.operator("kyiv-cell"); // its port() is what the portal binds to
 *   operator.awaitReceiver(Duration.ofSeconds(10));
 *   var sent = smsc.text(Text.of("380501112233", "3344", "VOTE 1"));
 *   var reply = smsc.awaitReply(sent, Duration.ofSeconds(5)).orElseThrow();
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class Smsc implements AutoCloseable {

  private static final int MOST_RUNS = 50;

  private final Map<String, Operator> operators = new LinkedHashMap<>();
  private final Map<String, Load> loads = limited();
  private final Map<String, Script> scripts = limited();
  private final AtomicInteger runs = new AtomicInteger();
  private final Clock clock;
  private final Handsets handsets;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Smsc::timerThread, new ThreadPoolExecutor.DiscardPolicy());

  private Smsc(Clock clock) {
    this.clock = clock;
    handsets = new Handsets(clock);
  }

  /**
   * Opens the operators' ports on the loopback address.
   *
   * @throws UncheckedIOException when a port is taken
   */
  public static Smsc start(OperatorSettings... settings) {
    return start(InetAddress.getLoopbackAddress(), Clock.systemUTC(), List.of(settings));
  }

  /**
   * Opens the operators' ports on an address of this machine.
   *
   * @throws UncheckedIOException when a port is taken; nothing is left open then
   */
  public static Smsc start(InetAddress address, Clock clock, List<OperatorSettings> settings) {
    var smsc = new Smsc(clock);
    try {
      for (var each : settings) {
        smsc.open(each, new InetSocketAddress(address, each.port()));
      }
      return smsc;
    } catch (RuntimeException e) {
      smsc.close();
      throw e;
    }
  }

  /** All operators in the order of their settings. */
  public List<Operator> operators() {
    return List.copyOf(operators.values());
  }

  /**
   * One operator by its name, the first for the empty name.
   *
   * @throws NoSuchElementException when there is none of that name
   */
  public Operator operator(String name) {
    var found = name.isEmpty() ? operators.values().iterator().next() : operators.get(name);
    if (found == null) {
      throw new NoSuchElementException(
          "no operator \"" + name + "\"; there are " + String.join(", ", operators.keySet()));
    }
    return found;
  }

  /** These operators, all for no names. */
  List<Operator> operators(List<String> names) {
    return names.isEmpty() ? operators() : names.stream().map(this::operator).toList();
  }

  /** Texts as a subscriber; returns at once. What became of it is in the {@link #journal}. */
  public Message text(Text text) {
    return handsets.text(operator(text.operator()), text);
  }

  /** Waits until a text is acknowledged or refused; empty when neither came in time. */
  public Optional<Message> awaitAnswer(Message sent, Duration atMost) throws InterruptedException {
    return journal()
        .await(
            m ->
                m.id() == sent.id()
                    && (m.state() == Message.State.ACKNOWLEDGED
                        || m.state() == Message.State.REFUSED),
            atMost);
  }

  /** Waits for the first text that its number sent back after it; empty when none came in time. */
  public Optional<Message> awaitReply(Message sent, Duration atMost) throws InterruptedException {
    return journal()
        .await(
            m ->
                m.id() > sent.id()
                    && m.direction() == Message.Direction.RECEIVED
                    && m.phone().equals(sent.phone())
                    && m.number().equals(sent.number()),
            atMost);
  }

  /** Everything that handsets have sent and received; loads keep their own record. */
  public Journal journal() {
    return handsets.journal();
  }

  /** Starts a load generator. */
  public Load load(LoadPlan plan) {
    var load =
        new Load("load-" + runs.incrementAndGet(), plan, operators(plan.operators()), handsets);
    synchronized (loads) {
      loads.put(load.id(), load);
    }
    load.start();
    return load;
  }

  /** The newest loads, oldest first. */
  public List<Load> loads() {
    synchronized (loads) {
      return new ArrayList<>(loads.values());
    }
  }

  /** Starts subscribers who text on their own. */
  public Script script(Script.Plan plan) {
    operators(plan.operators());
    var script = new Script("script-" + runs.incrementAndGet(), plan, this);
    synchronized (scripts) {
      scripts.put(script.report().id(), script);
    }
    script.start();
    return script;
  }

  /** The newest scripts, oldest first. */
  public List<Script> scripts() {
    synchronized (scripts) {
      return new ArrayList<>(scripts.values());
    }
  }

  Clock clock() {
    return clock;
  }

  /** Closes every port and connection; what was not acknowledged is forgotten. */
  @Override
  public void close() {
    scripts().forEach(Script::stop);
    operators.values().forEach(Operator::stop);
    timer.shutdownNow();
  }

  private void open(OperatorSettings settings, InetSocketAddress address) {
    if (operators.containsKey(settings.name())) {
      throw new IllegalArgumentException("two operators are named " + settings.name());
    }
    try {
      var operator = new Operator(settings, address, clock, timer, handsets);
      operators.put(settings.name(), operator);
      operator.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "operator " + settings.name() + " cannot listen on " + address + ": " + e.getMessage(),
          e);
    }
  }

  private static Thread timerThread(Runnable work) {
    var thread = new Thread(work, "simulator-timer");
    thread.setDaemon(true);
    return thread;
  }

  /** The oldest runs are forgotten; their records may be large. */
  private static <T> Map<String, T> limited() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > MOST_RUNS;
      }
    };
  }
}
