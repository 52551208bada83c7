package livery.rented;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.billing.Transfer;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/** Finds what was rented or set up for the money of a line. Thread-safe. */
@ApplicationScoped
public class Rented {

  private static final int CHUNK = 1_000;
  private static final List<String> PRODUCTS =
      List.of("number.rent", "number.setup", "keyword.rent", "keyword.setup");

  private final TenantSql sql;

  /**
   * A number, or a keyword on one.
   *
   * @param label the number as people know it: "UA 3838"
   * @param word the keyword; empty for the number itself
   * @param seen whether the reader may look at the number: its own, of one below, or shared
   */
  public record Thing(long numberId, String label, String word, boolean seen) {

    /** Of a line that is for none. */
    public static final Thing NONE = new Thing(0, "", "", false);
  }

  @Inject
  public Rented(TenantSql sql) {
    this.sql = sql;
  }

  protected Rented() {
    this(null);
  }

  /**
   * What these transfers are for, by their ids; the others are absent, as is what was rented before
   * its rents were kept.
   *
   * @param transfers of buyers that are the scope's tenant or below it; of others nothing is told
   */
  public Map<Long, Thing> of(Scope scope, Collection<Transfer> transfers) {
    var ids =
        transfers.stream()
            .filter(one -> PRODUCTS.stream().anyMatch(one.product()::startsWith))
            .map(Transfer::id)
            .toList();
    var found = new HashMap<Long, Thing>();
    for (var from = 0; from < ids.size(); from += CHUNK) {
      var subjects = subjects(scope, ids.subList(from, Math.min(ids.size(), from + CHUNK)));
      var things = things(scope, List.copyOf(subjects.values()));
      subjects.forEach((id, subject) -> found.computeIfAbsent(id, none -> things.get(subject)));
    }
    return found;
  }

  /**
   * The rent of the line's own event, else the last one before it in the same moment: both are
   * charged while the buyer's wallet is locked, so no other thing of that buyer comes between.
   */
  private Map<Long, Long> subjects(Scope scope, List<Long> transfers) {
    if (transfers.isEmpty()) {
      return Map.of();
    }
    var subjects = new HashMap<Long, Long>();
    sql.query(
            scope,
            "SELECT t.id, r.subject_id FROM transfer t JOIN transfer m ON m.debit_account ="
                + " t.debit_account AND m.posted_at = t.posted_at AND m.first_event <="
                + " t.first_event AND SUBSTRING_INDEX(m.product, '.', 1) ="
                + " SUBSTRING_INDEX(t.product, '.', 1) JOIN rent r ON r.event_id = m.first_event"
                + " WHERE t.id IN (<ids>) AND t.buyer_id IN (<subtree>) ORDER BY t.id, r.event_id",
            query ->
                query
                    .bindList("ids", transfers)
                    .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                    .list())
        .forEach(one -> subjects.put(one.getKey(), one.getValue()));
    return subjects;
  }

  private Map<Long, Thing> things(Scope scope, List<Long> subjects) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    var things = new HashMap<Long, Thing>();
    var columns =
        ", n.id AS number_id, CONCAT(n.country, ' ', n.digits) AS label, n.shared OR n.tenant_id IN"
            + " (<subtree>) AS seen FROM ";
    var rows =
        sql.query(
            scope,
            "SELECT n.id, '' AS word"
                + columns
                + "number n WHERE n.id IN (<ids>) UNION ALL SELECT k.id, COALESCE(k.word, '*')"
                + columns
                + "keyword k JOIN number n ON n.id = k.number_id WHERE k.id IN (<ids>)",
            query ->
                query
                    .bindList("ids", subjects)
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getLong("id"),
                                new Thing(
                                    row.getLong("number_id"),
                                    row.getString("label"),
                                    row.getString("word"),
                                    row.getBoolean("seen"))))
                    .list());
    rows.forEach(one -> things.put(one.getKey(), one.getValue()));
    return things;
  }
}
