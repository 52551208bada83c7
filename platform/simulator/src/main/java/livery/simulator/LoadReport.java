package livery.simulator;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How a load stands, or how it ended. Counts hold the warm-up; rates and latencies leave it out.
 *
 * @param over whether it has ended
 * @param sent messages put on the wire for the first time
 * @param acked messages that the portal acknowledged with 0
 * @param replied messages that have their reply
 * @param refused messages that the portal refused for good
 * @param resent deliver_sm sent again after a lost bind, a missing answer or a temporary refusal
 * @param lost acknowledged and without a reply; while the load runs: still open
 * @param duplicates replies beyond one for each message
 * @param foreign texts to somebody who never texted, or from a number that was not texted
 * @param ackedPerSecond from the first timed message to the last acknowledgement
 * @param repliedPerSecond from the first timed message to the last reply
 * @param ack from sending to acknowledgement; where a rate is set, from when it was due
 * @param reply from sending to the whole reply; where a rate is set, from when it was due
 * @param firstNumber the subscriber of the first message
 * @param seconds what happened in each second since the start
 */
public record LoadReport(
    String id,
    boolean over,
    int sent,
    int acked,
    int replied,
    int refused,
    int resent,
    int lost,
    int duplicates,
    int foreign,
    double ackedPerSecond,
    double repliedPerSecond,
    Latency ack,
    Latency reply,
    String firstNumber,
    List<Second> seconds) {

  /** One second of the load. */
  public record Second(int acked, int replied) {}

  /** Percentiles in milliseconds. */
  public record Latency(double p50Millis, double p95Millis, double p99Millis, double maxMillis) {

    static Latency of(Histogram micros) {
      return new Latency(
          micros.getValueAtPercentile(50) / 1e3,
          micros.getValueAtPercentile(95) / 1e3,
          micros.getValueAtPercentile(99) / 1e3,
          micros.getMaxValue() / 1e3);
    }
  }

  /** One line for a person. */
  @Override
  public String toString() {
    return ("sent %d, acked %d (%.0f/s, p50 %.2f p95 %.2f p99 %.2f ms), replied %d"
            + " (%.0f/s, p50 %.2f p95 %.2f p99 %.2f max %.1f ms), refused %d, resent %d,"
            + " LOST %d, DUP %d, FOREIGN %d")
        .formatted(
            sent,
            acked,
            ackedPerSecond,
            ack.p50Millis,
            ack.p95Millis,
            ack.p99Millis,
            replied,
            repliedPerSecond,
            reply.p50Millis,
            reply.p95Millis,
            reply.p99Millis,
            reply.maxMillis,
            refused,
            resent,
            lost,
            duplicates,
            foreign);
  }
}
