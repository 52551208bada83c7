package livery.voting;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the phones of a batch have used up already. */
final class Used {

  private final Limit limit;
  private final Map<Window, Long> nextSlots = new HashMap<>();
  private final Map<Window, Map<Long, Instant>> times = new HashMap<>();
  private final Set<Long> messages = new HashSet<>();

  Used(Limit limit) {
    this.limit = limit;
  }

  private record Window(long phone, long key) {}

  /** A ballot that is there. */
  void add(long phone, long windowKey, long slot, Instant receivedAt) {
    var window = new Window(phone, windowKey);
    nextSlots.merge(window, slot + 1, Math::max);
    if (limit.period() == Limit.Period.ROLLING) {
      times.computeIfAbsent(window, key -> new HashMap<>()).put(slot, receivedAt);
    }
  }

  /** How many phones have used up something. */
  int phones() {
    return nextSlots.size();
  }

  /** A message that has been counted. */
  void addMessage(long messageId) {
    messages.add(messageId);
  }

  boolean knows(long messageId) {
    return messages.contains(messageId);
  }

  /** Gives the vote the next slot of its window, or says that there is none. */
  void assign(Vote vote) {
    if (limit.period() == Limit.Period.UNLIMITED) {
      vote.take(vote.message().id());
      return;
    }
    var window = new Window(vote.phone(), vote.windowKey());
    long next = nextSlots.getOrDefault(window, 0L);
    var receivedAt = vote.message().receivedAt();
    if (next >= limit.count() && !isOutOfDay(window, next - limit.count(), receivedAt)) {
      vote.mark(Vote.State.OVER);
      return;
    }
    vote.take(next);
    add(vote.phone(), vote.windowKey(), next, receivedAt);
  }

  /**
   * Whether the vote that is {@code count} votes ago has left the rolling day. Slots are numbered
   * on without end then, and the unique key keeps two messages from being the same number.
   */
  private boolean isOutOfDay(Window window, long slot, Instant receivedAt) {
    if (limit.period() != Limit.Period.ROLLING) {
      return false;
    }
    var before = times.getOrDefault(window, Map.of()).get(slot);
    return before != null && !receivedAt.isBefore(before.plus(Limit.ROLLING));
  }
}
