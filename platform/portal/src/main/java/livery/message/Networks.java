package livery.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import livery.store.Store;
import livery.text.Segments;

/** What prices, counts and reports know of the operators, by link. Thread-safe. */
@ApplicationScoped
public class Networks {

  private static final Network NONE = new Network("", false);
  private static final int LATIN1_END = 0x100;

  /** An operator's name, and whether texts leave in Latin-1 instead of GSM 03.38. */
  private record Network(String name, boolean latin1) {}

  private final Store store;
  private final Map<Long, Network> networks = new ConcurrentHashMap<>();

  @Inject
  public Networks(Store store) {
    this.store = store;
  }

  protected Networks() {
    this(null);
  }

  /** The operator's name, or "" for a link that does not exist. */
  public String name(long linkId) {
    return network(linkId).name;
  }

  /**
   * A text in the parts that this link sends: what Latin-1 lacks, as € and Greek letters, leaves in
   * UCS-2 where the link sends Latin-1, though GSM 03.38 has it.
   */
  public Segments segments(long linkId, String text) {
    var segments = Segments.of(text);
    return segments.alphabet() == Segments.Alphabet.GSM7
            && network(linkId).latin1
            && text.chars().anyMatch(character -> character >= LATIN1_END)
        ? Segments.of(text, Segments.Alphabet.UCS2)
        : segments;
  }

  /** Forgets an operator; called when a link was changed. */
  public void forget(long linkId) {
    networks.remove(linkId);
  }

  private Network network(long linkId) {
    return networks.computeIfAbsent(linkId, this::read);
  }

  private Network read(long linkId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT network, JSON_VALUE(options, '$.defaultAlphabet') FROM smpp_link"
                            + " WHERE id = :id")
                    .bind("id", linkId)
                    .map(
                        (row, context) ->
                            new Network(row.getString(1), "LATIN1".equals(row.getString(2))))
                    .findOne()
                    .orElse(NONE));
  }
}
