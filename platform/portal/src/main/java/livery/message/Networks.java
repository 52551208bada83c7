package livery.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
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

  /** The active links that serve a number; all active ones for a number that names none, or 0. */
  public List<Long> serving(long numberId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT l.id FROM smpp_link l WHERE l.state = 'ACTIVE' AND (l.id IN"
                            + " (SELECT link_id FROM number_link WHERE number_id = :number)"
                            + " OR NOT EXISTS (SELECT 1 FROM number_link"
                            + " WHERE number_id = :number)) ORDER BY l.id")
                    .bind("number", numberId)
                    .mapTo(Long.class)
                    .list());
  }

  /**
   * A text before anybody knows whose subscriber gets it: in the parts of each link that may send
   * it. Never empty.
   *
   * @param numberId where it is sent from, 0 for not known yet
   */
  public List<Segments> possible(long numberId, String text) {
    return possible(serving(numberId), text);
  }

  /** The same where many texts are asked about: {@link #serving} was read once for all of them. */
  public List<Segments> possible(List<Long> links, String text) {
    var possible = links.stream().map(link -> segments(link, text)).distinct().toList();
    return possible.isEmpty() ? List.of(Segments.of(text)) : possible;
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
