package livery.billing;

import java.util.List;

/**
 * An event with its line for each edge, from the client up.
 *
 * @param eventId the caller's id, unique over everything that is billed
 * @param lines level 0 first, without a gap; the seller of one is the buyer of the next
 */
public record RatedEvent(long eventId, List<RatedLine> lines) {

  public RatedEvent {
    lines = List.copyOf(lines);
    if (eventId <= 0 || lines.isEmpty() || lines.size() > Edge.LEVEL_MAX + 1) {
      throw new BillingException.Invalid(
          "An event has an id above 0 and 1 to 16 lines, not id "
              + eventId
              + " and "
              + lines.size()
              + " lines");
    }
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.level() != i || i > 0 && lines.get(i - 1).sellerId() != line.buyerId()) {
        throw new BillingException.Invalid(
            "Event " + eventId + " wants a chain of edges from level 0 up, broken at " + line);
      }
    }
  }

  /** What the client at the bottom of the chain pays. */
  public Money retail() {
    return lines.get(0).amount();
  }

  /** Whose wallets it takes from: the buyer of every line that has a wallet. */
  List<Long> buyers() {
    return lines.stream().filter(RatedLine::hasWallet).map(RatedLine::buyerId).toList();
  }
}
