package livery.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The judge of one load: it knows of every message whether it was sent, acknowledged and answered,
 * and when. Where subscribers take turns, a reply counts for the subscriber's oldest open message.
 * Thread-safe.
 */
public final class Tally {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(30);
  private static final int MOST_SECONDS = 86_400;
  private static final long SECOND = 1_000_000_000L;

  private final LoadPlan plan;
  private final long firstNumber;
  private final long startNanos;
  private final int phones;
  private final Histogram ackMicros = new Histogram(LONGEST_MICROS, 3);
  private final Histogram replyMicros = new Histogram(LONGEST_MICROS, 3);
  private final List<LoadReport.Second> seconds = new ArrayList<>();
  private long[] sentNanos = new long[4096];
  private boolean[] acknowledged = new boolean[4096];
  private int[] replies = new int[4096];
  private int sent;
  private int acked;
  private int answered;
  private int refused;
  private int duplicates;
  private int foreign;
  private int resent;
  private int ackedBySecond;
  private int answeredBySecond;
  private long firstTimedNanos;
  private long lastAckNanos;
  private long lastReplyNanos;
  private long progressNanos;

  Tally(LoadPlan plan, long firstNumber, long startNanos) {
    this.plan = plan;
    this.firstNumber = firstNumber;
    this.startNanos = startNanos;
    progressNanos = startNanos;
    phones = plan.numbers() > 0 ? plan.numbers() : Integer.MAX_VALUE;
  }

  /**
   * What one subscriber has to show.
   *
   * @param acknowledged messages that the portal has taken
   * @param replies whole texts that came back
   */
  public record Account(String number, int acknowledged, int replies) {}

  synchronized int sent() {
    return sent;
  }

  synchronized int unanswered() {
    return sent - refused - (plan.expectReply() ? answered : acked);
  }

  long number(int index) {
    return firstNumber + index % phones;
  }

  /** Notes that one more message goes out; answers with its index. */
  synchronized int send(long due) {
    if (sent == sentNanos.length) {
      sentNanos = Arrays.copyOf(sentNanos, sent * 2);
      acknowledged = Arrays.copyOf(acknowledged, sent * 2);
      replies = Arrays.copyOf(replies, sent * 2);
    }
    if (sent == plan.warmUp()) {
      firstTimedNanos = due;
    }
    sentNanos[sent] = due;
    return sent++;
  }

  synchronized void acknowledged(int index) {
    if (acknowledged[index]) {
      return;
    }
    long now = System.nanoTime();
    acknowledged[index] = true;
    acked++;
    ackedBySecond++;
    lastAckNanos = now;
    progressNanos = now;
    if (index >= plan.warmUp()) {
      record(ackMicros, now - sentNanos[index]);
    }
  }

  synchronized void refused(int index) {
    refused++;
    progressNanos = System.nanoTime();
  }

  synchronized void resent() {
    resent++;
  }

  synchronized void foreign() {
    foreign++;
  }

  /** Whether the phone is one of this load's; if so, its reply is counted. */
  synchronized boolean replied(String phone, String number) {
    long place = place(phone);
    if (place < 0 || place >= phones || place >= sent) {
      return false;
    }
    if (!plan.to().equals(number.replaceFirst("^\\+", ""))) {
      foreign++;
      return true;
    }
    int seat = (int) place;
    long index = seat + (long) replies[seat] * phones;
    if (index >= sent) {
      duplicates++;
      replies[seat]++;
      return true;
    }
    long now = System.nanoTime();
    replies[seat]++;
    answered++;
    answeredBySecond++;
    lastReplyNanos = now;
    progressNanos = now;
    if (index >= plan.warmUp()) {
      record(replyMicros, now - sentNanos[(int) index]);
    }
    return true;
  }

  /** Whether nothing more is to be expected. */
  synchronized boolean settled(boolean allSent) {
    if (!allSent) {
      return false;
    }
    boolean complete =
        acked + refused >= sent && (!plan.expectReply() || answered >= sent - refused);
    return complete || System.nanoTime() - progressNanos > plan.patience().toNanos();
  }

  /** Closes the seconds that have passed. */
  synchronized void tick(long now) {
    while (now - startNanos >= (seconds.size() + 1) * SECOND && seconds.size() < MOST_SECONDS) {
      seconds.add(new LoadReport.Second(ackedBySecond, answeredBySecond));
      ackedBySecond = 0;
      answeredBySecond = 0;
    }
  }

  synchronized List<String> lostNumbers() {
    return accounts().stream()
        .filter(a -> a.acknowledged() > a.replies())
        .map(Account::number)
        .toList();
  }

  synchronized List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    for (int seat = 0; seat < Math.min(phones, sent); seat++) {
      int taken = 0;
      for (long index = seat; index < sent; index += phones) {
        taken += acknowledged[(int) index] ? 1 : 0;
      }
      accounts.add(new Account(Long.toString(firstNumber + seat), taken, replies[seat]));
    }
    return accounts;
  }

  synchronized LoadReport report(String id, boolean over) {
    int lost = 0;
    for (int index = 0; plan.expectReply() && index < sent; index++) {
      boolean open = replies[index % phones] <= index / phones;
      lost += acknowledged[index] && open ? 1 : 0;
    }
    return new LoadReport(
        id,
        over,
        sent,
        acked,
        answered,
        refused,
        resent,
        lost,
        duplicates,
        foreign,
        perSecond(ackMicros.getTotalCount(), lastAckNanos),
        perSecond(replyMicros.getTotalCount(), lastReplyNanos),
        LoadReport.Latency.of(ackMicros),
        LoadReport.Latency.of(replyMicros),
        Long.toString(firstNumber),
        List.copyOf(seconds));
  }

  private double perSecond(long count, long lastNanos) {
    long span = lastNanos - firstTimedNanos;
    return count == 0 || span <= 0 ? 0 : Math.round(count * 1e10 / span) / 10.0;
  }

  private long place(String phone) {
    if (phone.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < phone.length(); i++) {
      value = value * 10 + phone.charAt(i) - '0';
    }
    return value - firstNumber;
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.max(0, Math.min(nanos / 1000, LONGEST_MICROS)));
  }
}
