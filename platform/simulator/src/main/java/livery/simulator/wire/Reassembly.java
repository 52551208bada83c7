package livery.simulator.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the parts of long messages together, in whatever order they come. Holds at most {@value
 * #MOST_OPEN} unfinished messages; the oldest is forgotten first. Thread-safe.
 */
public final class Reassembly {

  static final int MOST_OPEN = 20_000;

  private final Map<Key, Open> open =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Open> eldest) {
          return size() > MOST_OPEN;
        }
      };

  /**
   * A whole message.
   *
   * @param parts how many messages it came in
   */
  public record Whole(String text, Alphabet alphabet, int parts) {}

  private record Key(String source, String destination, int reference, int total) {}

  private static final class Open {
    private final byte[][] parts;
    private int missing;

    private Open(int total) {
      parts = new byte[total][];
      missing = total;
    }
  }

  /** Takes one message; answers with the whole text when nothing is missing any more. */
  public Optional<Whole> take(ShortMessage message) {
    var part = message.part();
    if (part.isEmpty()) {
      return Optional.of(whole(message.dataCoding(), message.content(), 1));
    }
    var place = part.get();
    var key =
        new Key(
            message.source().digits(),
            message.destination().digits(),
            place.reference(),
            place.total());
    synchronized (open) {
      var set = open.computeIfAbsent(key, k -> new Open(place.total()));
      if (set.parts[place.number() - 1] == null) {
        set.parts[place.number() - 1] = message.content();
        set.missing--;
      }
      if (set.missing > 0) {
        return Optional.empty();
      }
      open.remove(key);
      var joined = new Octets();
      for (byte[] octets : set.parts) {
        joined.bytes(octets);
      }
      return Optional.of(whole(message.dataCoding(), joined.toArray(), place.total()));
    }
  }

  private static Whole whole(int dataCoding, byte[] octets, int parts) {
    return new Whole(Alphabet.decode(dataCoding, octets), Alphabet.ofDataCoding(dataCoding), parts);
  }
}
