package livery.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises what an operator sends again because it never saw our answer.
 *
 * <p>Two equal texts of one person are two messages, for example two votes. Only after a lost bind,
 * a refusal, or a start of the portal, the last deliveries of that link may come again; each of
 * them is then taken for the first one, once. Not thread-safe: the {@link Inbox} guards it.
 */
final class Resends {

  /** Operators have fewer deliveries than this without an answer at any time. */
  static final int LAST_DELIVERIES = 1_000;

  /** An answer older than this has been seen by the operator. */
  static final Duration DOUBTFUL = Duration.ofSeconds(60);

  /** How long after a lost bind a resend is expected. */
  static final Duration EXPECTED = Duration.ofMinutes(15);

  /** What came first, of which a delivery may be a resend. */
  interface Origin {

    /** In the inbox; 0 as long as it has none. */
    long id();
  }

  /** One delivery, remembered. */
  static final class Delivery {
    final long fingerprint;
    final Instant at;
    final Origin origin;
    private Instant expectedUntil;

    Delivery(long fingerprint, Instant at, Origin origin) {
      this.fingerprint = fingerprint;
      this.at = at;
      this.origin = origin;
    }
  }

  /**
   * What may come again.
   *
   * @param id the {@link Origin}'s
   */
  record Doubt(long id, long linkId, long fingerprint, Instant until) {}

  private static final class Link {
    final Deque<Delivery> last = new ArrayDeque<>();
    final Map<Long, Deque<Delivery>> expected = new HashMap<>();
  }

  private final Map<Long, Link> links = new HashMap<>();

  /**
   * Remembers a delivery. When it is a resend, it is returned, with the origin of the first one.
   *
   * @param origin what the caller wants back with a resend
   */
  Optional<Delivery> remember(long linkId, long fingerprint, Instant at, Origin origin) {
    var link = links.computeIfAbsent(linkId, id -> new Link());
    var expected = link.expected.get(fingerprint);
    while (expected != null && !expected.isEmpty()) {
      var first = expected.poll();
      if (expected.isEmpty()) {
        link.expected.remove(fingerprint);
      }
      if (first.expectedUntil.isAfter(at)) {
        var again = new Delivery(fingerprint, at, first.origin);
        link.last.addLast(again);
        return Optional.of(again);
      }
    }
    link.last.addLast(new Delivery(fingerprint, at, origin));
    if (link.last.size() > LAST_DELIVERIES) {
      link.last.removeFirst();
    }
    return Optional.empty();
  }

  /** The delivery that was remembered last. */
  Delivery last(long linkId) {
    return links.get(linkId).last.peekLast();
  }

  /** Takes back the last delivery, because it was refused and is not kept. */
  void forgetLast(long linkId) {
    links.get(linkId).last.removeLast();
  }

  /**
   * The operator may not have seen the answers to the last deliveries of this link.
   *
   * @param until when the bind ended, or the portal's earlier run did
   */
  void bindLost(long linkId, Instant until, Instant now) {
    var link = links.computeIfAbsent(linkId, id -> new Link());
    while (!link.last.isEmpty()) {
      var delivery = link.last.removeFirst();
      if (delivery.at.isAfter(until.minus(DOUBTFUL))) {
        expect(link, delivery, now.plus(EXPECTED));
      }
    }
  }

  /** The operator has seen the answers to all deliveries of this link: the next ones are new. */
  void bindReleased(long linkId) {
    var link = links.get(linkId);
    if (link != null) {
      link.last.clear();
    }
  }

  /** The end: of no link's last deliveries the operator is known to have seen the answers. */
  void allBindsLost(Instant now) {
    links.keySet().forEach(linkId -> bindLost(linkId, now, now));
  }

  /** All that may come again and was given its id, in no order. */
  List<Doubt> doubts() {
    var doubts = new ArrayList<Doubt>();
    links.forEach(
        (linkId, link) ->
            link.expected.values().stream()
                .flatMap(Deque::stream)
                .filter(one -> one.origin.id() > 0)
                .map(one -> new Doubt(one.origin.id(), linkId, one.fingerprint, one.expectedUntil))
                .forEach(doubts::add));
    return doubts;
  }

  /** A doubt of the portal's earlier run. */
  void take(Doubt doubt) {
    var link = links.computeIfAbsent(doubt.linkId(), id -> new Link());
    expect(link, new Delivery(doubt.fingerprint(), Instant.EPOCH, doubt::id), doubt.until());
  }

  /** This delivery was refused although it will be stored; the operator sends it again. */
  void refused(long linkId, Delivery delivery, Instant now) {
    var link = links.get(linkId);
    if (link != null && link.last.remove(delivery)) {
      expect(link, delivery, now.plus(EXPECTED));
    }
  }

  private static void expect(Link link, Delivery delivery, Instant until) {
    delivery.expectedUntil = until;
    link.expected.computeIfAbsent(delivery.fingerprint, id -> new ArrayDeque<>()).addLast(delivery);
  }

  /** Forgets what was expected and never came. */
  void forget(Instant now) {
    for (var link : links.values()) {
      link.expected
          .values()
          .removeIf(
              deliveries -> {
                deliveries.removeIf(delivery -> !delivery.expectedUntil.isAfter(now));
                return deliveries.isEmpty();
              });
    }
  }
}
