package livery.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import livery.simulator.wire.Alphabet;
import livery.simulator.wire.PartStyle;
import livery.simulator.wire.Parts;

/** A load generator at work. Sessions pull their messages from it. Thread-safe. */
public final class Load implements Delivery.Watcher {

  private static final int SOURCE_AT = 3;
  private static final long TICK_NANOS = 20_000_000L;
  private static final long SHORTEST_SLEEP_NANOS = 200_000L;

  private final String id;
  private final LoadPlan plan;
  private final List<Operator> operators;
  private final Handsets handsets;
  private final Tally tally;
  private final int total;
  private final long startNanos = System.nanoTime();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final List<Choice> choices = new ArrayList<>();
  private volatile boolean stopped;

  Load(String id, LoadPlan plan, List<Operator> operators, Handsets handsets) {
    this.id = id;
    this.plan = plan;
    this.operators = List.copyOf(operators);
    this.handsets = handsets;
    total = plan.messages() == 0 ? LoadPlan.MOST_MESSAGES : plan.messages() + plan.warmUp();
    long first = plan.firstNumber() > 0 ? plan.firstNumber() : handsets.block(plan);
    tally = new Tally(plan, first, startNanos);
    for (var weighted : plan.texts()) {
      var choice = new Choice(weighted.text(), write(Long.toString(first), weighted.text()));
      choices.addAll(Collections.nCopies(weighted.weight(), choice));
    }
  }

  void start() {
    handsets.watch(this);
    if (plan.window() > 0) {
      operators.forEach(o -> o.window(plan.window()));
    }
    operators.forEach(o -> o.add(this));
    var pacer = new Thread(this::pace, "load-" + id);
    pacer.setDaemon(true);
    pacer.start();
  }

  public String id() {
    return id;
  }

  public LoadPlan plan() {
    return plan;
  }

  /** Sends nothing more; what is on the wire is still judged. */
  public void stop() {
    stopped = true;
  }

  /** Whether the last message is answered or given up. */
  public boolean over() {
    return finished.getCount() == 0;
  }

  /** Waits for the end; the report is final then, and before that says how it stands. */
  public LoadReport await(Duration atMost) throws InterruptedException {
    finished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    return report();
  }

  /** How it stands. */
  public LoadReport report() {
    return tally.report(id, over());
  }

  /** Subscribers whose message was acknowledged and not answered. */
  public List<String> lostNumbers() {
    return tally.lostNumbers();
  }

  /** How many acknowledged messages each subscriber has sent, and how many replies it had. */
  public List<Tally.Account> accounts() {
    return tally.accounts();
  }

  /** The next message if one is due, else null. */
  Delivery next() {
    if (stopped) {
      return null;
    }
    int index;
    synchronized (tally) {
      int sent = tally.sent();
      long now = System.nanoTime();
      long due = plan.ratePerSecond() > 0 ? due(sent) : now;
      boolean enough = plan.mostUnanswered() > 0 && tally.unanswered() >= plan.mostUnanswered();
      if (sent >= total || due > now || enough) {
        return null;
      }
      index = tally.send(due);
    }
    return new Delivery(Delivery.Kind.TEXT, body(index), this, index);
  }

  /** Takes the reply if it is for one of this load's subscribers. */
  boolean replied(String phone, String number) {
    return tally.replied(phone, number);
  }

  /** A text went to somebody who never texted. */
  void foreign(Operator operator) {
    if (!over() && operators.contains(operator)) {
      tally.foreign();
    }
  }

  @Override
  public void sent(Delivery delivery) {
    if (delivery.attempts > 1) {
      tally.resent();
    }
  }

  @Override
  public void acknowledged(Delivery delivery) {
    tally.acknowledged(delivery.index);
  }

  @Override
  public void refused(Delivery delivery, int status) {
    tally.refused(delivery.index);
  }

  private long due(int index) {
    return startNanos + (long) (index / plan.ratePerSecond() * 1e9);
  }

  private void pace() {
    long end = plan.messages() == 0 ? startNanos + plan.duration().toNanos() : Long.MAX_VALUE;
    while (!tally.settled(stopped || tally.sent() >= total)) {
      long now = System.nanoTime();
      stopped = stopped || now >= end;
      tally.tick(now);
      operators.forEach(Operator::wake);
      long pause = plan.ratePerSecond() > 0 ? due(tally.sent()) - now : TICK_NANOS;
      LockSupport.parkNanos(Math.max(SHORTEST_SLEEP_NANOS, Math.min(pause, TICK_NANOS)));
    }
    operators.forEach(o -> o.remove(this));
    tally.tick(System.nanoTime());
    finished.countDown();
  }

  /** The message's body: where the text is always the same, only the digits are written anew. */
  private byte[] body(int index) {
    var number = Long.toString(tally.number(index));
    var choice = choices.get(choices.size() == 1 ? 0 : random.nextInt(choices.size()));
    if (choice.text().contains("{n}")) {
      return write(number, choice.text().replace("{n}", Integer.toString(index)));
    }
    byte[] body = choice.body().clone();
    for (int i = 0; i < number.length(); i++) {
      body[SOURCE_AT + i] = (byte) number.charAt(i);
    }
    return body;
  }

  private byte[] write(String number, String text) {
    return Parts.of(number, plan.to(), text, Alphabet.of(text), PartStyle.UDH8, 0).get(0).body();
  }

  private record Choice(String text, byte[] body) {}
}
