package livery.report;

import java.util.Set;
import livery.traffic.TrafficCounts;

/** The sums of some counts. Not thread-safe; filled once. */
final class Tally {

  private static final Set<String> LOST = Set.of("FAILED", "EXPIRED");

  double received;
  double sent;
  double delivered;
  double lost;
  double refused;
  double spendMicros;
  double blocked;

  void add(TrafficCounts.Hour hour, double share) {
    add(hour.incoming(), hour.state(), hour.messages() * share, hour.spendMicros() * share);
  }

  void add(TrafficCounts.Group group) {
    add(group.incoming(), group.state(), group.messages(), group.spendMicros());
  }

  private void add(boolean incoming, String state, double messages, double spend) {
    spendMicros += spend;
    received += incoming ? messages : 0;
    refused += state.equals("REFUSED") ? messages : 0;
    if (!incoming) {
      sent += state.equals("SENT") ? messages : 0;
      delivered += state.equals("DELIVERED") ? messages : 0;
      lost += LOST.contains(state) ? messages : 0;
    }
  }

  /** Delivered of those that have an outcome; {@code null} while none has. */
  Double deliveredShare() {
    return delivered + lost == 0 ? null : (Double) (delivered / (delivered + lost));
  }

  double failed() {
    return lost + refused;
  }
}
