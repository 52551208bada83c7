package livery.simulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Subscribers who text on their own, at moments as irregular as people are. Thread-safe. */
public final class Script {

  private final String id;
  private final Plan plan;
  private final Smsc smsc;
  private final AtomicInteger sent = new AtomicInteger();
  private volatile boolean stopped;
  private volatile boolean over;

  Script(String id, Plan plan, Smsc smsc) {
    this.id = id;
    this.plan = plan;
    this.smsc = smsc;
  }

  /**
   * Who texts what.
   *
   * @param phones how many subscribers; they are shared out over the operators
   * @param firstNumber the first one's number
   * @param operators names; empty for all
   * @param to the number that is texted
   * @param texts to choose from, by weight
   * @param ratePerSecond of all subscribers together, on average
   * @param duration after which it ends
   */
  public record Plan(
      int phones,
      long firstNumber,
      List<String> operators,
      String to,
      List<LoadPlan.Weighted> texts,
      double ratePerSecond,
      Duration duration) {

    private static final double MOST_PER_SECOND = 1_000;

    /**
     * @throws IllegalArgumentException naming what is out of bounds
     */
    public Plan {
      operators = List.copyOf(operators);
      texts = List.copyOf(texts);
      if (phones < 1 || phones > 1_000_000 || texts.isEmpty()) {
        throw new IllegalArgumentException(
            "phones must be 1 to 1000000 and texts hold one or more; was " + phones);
      }
      if (!(ratePerSecond > 0 && ratePerSecond <= MOST_PER_SECOND)) {
        throw new IllegalArgumentException(
            "ratePerSecond must be above 0 and at most 1000, was " + ratePerSecond);
      }
      Text.of(Long.toString(firstNumber), to, texts.get(0).text());
    }
  }

  /** How a script stands. */
  public record Report(String id, boolean over, int sent) {}

  void start() {
    var thread = new Thread(this::run, "script-" + id);
    thread.setDaemon(true);
    thread.start();
  }

  /** Texts nothing more. */
  public void stop() {
    stopped = true;
  }

  public Report report() {
    return new Report(id, over, sent.get());
  }

  private void run() {
    long end = System.nanoTime() + plan.duration.toNanos();
    var operators = smsc.operators(plan.operators);
    var random = ThreadLocalRandom.current();
    int weights = plan.texts.stream().mapToInt(LoadPlan.Weighted::weight).sum();
    double due = System.nanoTime();
    while (!stopped && System.nanoTime() < end) {
      due += -Math.log(1 - random.nextDouble()) / plan.ratePerSecond * 1e9;
      while (!stopped && due > System.nanoTime()) {
        LockSupport.parkNanos(Math.min(100_000_000L, (long) (due - System.nanoTime())));
      }
      if (stopped || due > end) {
        break;
      }
      int phone = random.nextInt(plan.phones);
      var number = Long.toString(plan.firstNumber + phone);
      var text = choose(random.nextInt(weights)).replace("{n}", Integer.toString(sent.get()));
      var operator = operators.get(phone % operators.size());
      smsc.text(Text.of(number, plan.to, text).at(operator.name()));
      sent.incrementAndGet();
    }
    over = true;
  }

  private String choose(int weight) {
    int left = weight;
    for (var choice : plan.texts) {
      left -= choice.weight();
      if (left < 0) {
        return choice.text();
      }
    }
    throw new IllegalStateException("weight " + weight + " is beyond all texts");
  }
}
