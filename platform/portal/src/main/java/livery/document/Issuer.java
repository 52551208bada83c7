package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import livery.document.Numbering.Counter;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Audit;

/**
 * Issues documents: gives the numbers, draws the sheets, writes. Thread-safe.
 *
 * <p>What was issued under a key before is found, not issued again; all of one call is issued or
 * nothing is.
 */
@ApplicationScoped
public class Issuer {

  /** The most documents of one call. */
  public static final int MOST = 500;

  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  /**
   * A document that is there now.
   *
   * @param before whether it was there already
   */
  public record Issued(long id, String number, boolean before) {}

  @Inject
  public Issuer(Store store, Ids ids, Clock clock, Audit audit) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Issuer() {
    this(null, null, null, null);
  }

  /**
   * Issues documents, in this order within each series.
   *
   * @return by their keys
   */
  public Map<String, Issued> issue(List<Draft> drafts, By by) {
    require(drafts);
    return store.inTransaction(connection -> issue(connection, drafts, by));
  }

  /** Keeps a draft, which has no number and may be drawn up again under its key. */
  public long keep(Draft draft, By by) {
    return store.inTransaction(
        connection -> {
          var before = DocumentTable.issued(connection, List.of(draft.issueKey()));
          if (before.containsKey(draft.issueKey())) {
            var old = before.get(draft.issueKey());
            if (!old.number().isEmpty()) {
              throw Fault.conflict("", "document.fault.issued", old.number());
            }
            DocumentTable.remove(connection, old.id());
          }
          var id = ids.next();
          write(connection, Map.of(id, draft), Map.of(), by);
          return id;
        });
  }

  /**
   * Gives a draft its number, with everything drawn up again.
   *
   * @return the document, which has the draft's id no more
   */
  public Issued release(long draftId, Draft draft, By by) {
    return store.inTransaction(
        connection -> {
          var before = DocumentTable.issued(connection, List.of(draft.issueKey()));
          var old = before.get(draft.issueKey());
          if (old != null && old.number().isEmpty()) {
            DocumentTable.remove(connection, old.id());
          }
          return issue(connection, List.of(draft), by).get(draft.issueKey());
        });
  }

  /** What was issued under a key before. */
  public Optional<Issued> find(Connection connection, String issueKey) throws SQLException {
    return Optional.ofNullable(DocumentTable.issued(connection, List.of(issueKey)).get(issueKey))
        .map(old -> new Issued(old.id(), old.number(), true));
  }

  /**
   * What was issued on an edge for a period, in each currency, under keys with this end.
   *
   * @param period 202603
   */
  public List<Issued> find(
      Connection connection, long seller, long buyer, Kind kind, int period, String mark)
      throws SQLException {
    var found = new ArrayList<Issued>();
    try (var statement =
        connection.prepareStatement(
            "SELECT id, number FROM document WHERE seller_id = ? AND buyer_id = ? AND kind = ?"
                + " AND period = ? AND number IS NOT NULL AND issue_key LIKE CONCAT('%', ?)"
                + " ORDER BY id")) {
      statement.setLong(1, seller);
      statement.setLong(2, buyer);
      statement.setString(3, kind.name());
      statement.setInt(4, period);
      statement.setString(5, mark);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(new Issued(rows.getLong(1), rows.getString(2), true));
        }
      }
    }
    return found;
  }

  private static void require(List<Draft> drafts) {
    if (drafts.size() > MOST) {
      throw new IllegalArgumentException("At most " + MOST + " documents, not " + drafts.size());
    }
    var keys = new TreeSet<String>();
    for (var draft : drafts) {
      if (!keys.add(draft.issueKey())) {
        throw new IllegalArgumentException("Twice: " + draft.issueKey());
      }
    }
  }

  private Map<String, Issued> issue(Connection connection, List<Draft> drafts, By by)
      throws SQLException {
    var issuers = drafts.stream().map(Draft::issuerId).collect(Collectors.toSet());
    var settings = Numbering.of(connection, issuers);
    var counters = new LinkedHashMap<Draft, Counter>();
    for (var draft : drafts) {
      counters.put(
          draft, new Counter(draft.issuerId(), series(settings, draft).on(draft.issuedOn())));
    }
    var last = Numbering.lock(connection, counters.values());
    var before = DocumentTable.issued(connection, drafts.stream().map(Draft::issueKey).toList());
    var result = new LinkedHashMap<String, Issued>();
    var fresh = new TreeMap<Long, Draft>();
    var numbers = new HashMap<Long, DocumentTable.Number>();
    for (var draft : drafts) {
      var old = before.get(draft.issueKey());
      if (old != null) {
        result.put(draft.issueKey(), new Issued(old.id(), old.number(), true));
        continue;
      }
      var counter = counters.get(draft);
      var sequence = last.merge(counter, 1, Integer::sum);
      var number = series(settings, draft).number(draft.issuedOn(), sequence);
      var id = ids.next();
      fresh.put(id, draft);
      numbers.put(id, new DocumentTable.Number(counter.series(), sequence, number));
      result.put(draft.issueKey(), new Issued(id, number, false));
    }
    Numbering.write(connection, last);
    write(connection, fresh, numbers, by);
    if (by.scope() != null && !numbers.isEmpty()) {
      note(by, numbers);
    }
    return result;
  }

  /** One line for one call, however many it issued. */
  private void note(By by, Map<Long, DocumentTable.Number> numbers) {
    var given = new TreeMap<>(numbers);
    audit.write(
        by.scope(),
        "document.issued",
        given.size() == 1 ? "document " + given.firstKey() : "documents",
        given.values().stream()
            .map(DocumentTable.Number::number)
            .collect(Collectors.joining(", ")));
  }

  private static Series series(Map<Long, Map<Kind, Series>> settings, Draft draft) {
    return settings.get(draft.issuerId()).get(draft.kind()).under(draft.series());
  }

  private void write(
      Connection connection,
      Map<Long, Draft> drafts,
      Map<Long, DocumentTable.Number> numbers,
      By by)
      throws SQLException {
    if (drafts.isEmpty()) {
      return;
    }
    var rows = new ArrayList<DocumentTable.New>();
    for (var draft : drafts.entrySet()) {
      var number = numbers.get(draft.getKey());
      var sheet = draft.getValue().drawing().draw(number == null ? "—" : number.number());
      rows.add(new DocumentTable.New(draft.getKey(), draft.getValue(), number, sheet));
    }
    new DocumentTable(connection, clock.instant()).insert(rows, by, ids);
  }

  /**
   * A transaction that is run again when the database undid it for a lock. For the outermost caller
   * alone: half of a transaction cannot be run again.
   */
  public <T> T again(Store.Work<T> work) {
    return store.repeating(work);
  }
}
