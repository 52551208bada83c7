package livery.number;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import livery.store.Started;
import livery.store.Store;
import livery.store.Utc;
import org.jdbi.v3.core.Handle;

/**
 * All numbers and the keywords on them, held in memory for the message path. Thread-safe; reading
 * takes no lock and no query.
 *
 * <p>What changes a number, a keyword or the state of a campaign calls {@link #refresh} with the
 * number's id <em>after</em> its commit. A campaign's first and last moment need no refresh: they
 * are compared with each message's own time.
 */
@ApplicationScoped
public class KeywordTable {

  private static final long ALL = 0;

  private final Store store;
  private final Map<String, List<NumberEntry>> byDigits = new ConcurrentHashMap<>();
  private final Map<Long, NumberEntry> byId = new ConcurrentHashMap<>();
  private final Map<Long, NumberWords> words = new ConcurrentHashMap<>();

  @Inject
  public KeywordTable(Store store) {
    this.store = store;
  }

  protected KeywordTable() {
    this(null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    reload();
  }

  /** Reads everything again; for the start and for work that changes many numbers at once. */
  public void reload() {
    refresh(ALL);
  }

  /** Reads one number and its keywords again. Called after the commit of what changed them. */
  public synchronized void refresh(long numberId) {
    var entries = new HashMap<Long, NumberEntry>();
    var found = new HashMap<Long, List<NumberWords.Word>>();
    store
        .jdbi()
        .useHandle(
            handle -> {
              readNumbers(handle, numberId, entries);
              readWords(handle, numberId, found);
            });
    var old = numberId == ALL ? List.copyOf(byId.keySet()) : List.of(numberId);
    old.stream().filter(id -> !entries.containsKey(id)).forEach(this::forget);
    entries.values().forEach(entry -> put(entry, found.getOrDefault(entry.id(), List.of())));
  }

  /** The number with this id. */
  public Optional<NumberEntry> find(long numberId) {
    return Optional.ofNullable(byId.get(numberId));
  }

  /**
   * The number that a text on this link was sent to. The same short code may exist in several
   * countries; the link that serves it decides. Empty when it is not ours, or when two countries
   * have it and neither is bound to the link.
   *
   * @param digits as the operator sent them, without "+"
   */
  public Optional<NumberEntry> byDigits(String digits, long linkId) {
    var candidates = byDigits.getOrDefault(digits, List.of());
    if (candidates.size() == 1) {
      var only = candidates.get(0);
      return only.isServedBy(linkId) ? Optional.of(only) : Optional.empty();
    }
    var bound = candidates.stream().filter(entry -> entry.links().contains(linkId)).toList();
    return bound.size() == 1 ? Optional.of(bound.get(0)) : Optional.empty();
  }

  /** The number with these digits in this country. */
  public Optional<NumberEntry> byDigits(String digits, String country) {
    return byDigits.getOrDefault(digits, List.of()).stream()
        .filter(entry -> entry.country().equals(country))
        .findFirst();
  }

  /**
   * The keyword that takes this text: the one that is its first word, else one that merely looks
   * like it (only where no two keywords of the number do), else the number's catch-all. Campaigns
   * that do not run at {@code at} take nothing. Empty sends the message to the unclaimed inbox.
   *
   * @param at when the message came; a campaign takes what came in {@code [starts, ends)}
   */
  public Optional<Match> match(NumberEntry number, String text, Instant at) {
    return words.getOrDefault(number.id(), NumberWords.NONE).match(text, at);
  }

  private void put(NumberEntry entry, List<NumberWords.Word> forms) {
    var before = byId.put(entry.id(), entry);
    if (before != null && !before.digits().equals(entry.digits())) {
      byDigits.computeIfPresent(before.digits(), (digits, list) -> without(list, entry.id()));
    }
    byDigits.merge(
        entry.digits(),
        List.of(entry),
        (list, added) ->
            Stream.concat(without(list, entry.id()).stream(), added.stream()).toList());
    words.put(entry.id(), new NumberWords(forms));
  }

  private void forget(long numberId) {
    words.remove(numberId);
    var entry = byId.remove(numberId);
    if (entry != null) {
      byDigits.computeIfPresent(entry.digits(), (digits, list) -> without(list, numberId));
    }
  }

  private static List<NumberEntry> without(List<NumberEntry> list, long numberId) {
    return list.stream().filter(entry -> entry.id() != numberId).toList();
  }

  private static void readNumbers(Handle handle, long numberId, Map<Long, NumberEntry> into) {
    var links = new HashMap<Long, Set<Long>>();
    handle
        .createQuery(
            "SELECT number_id, link_id FROM number_link WHERE (:id = 0 OR number_id = :id)")
        .bind("id", numberId)
        .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
        .forEach(pair -> links.computeIfAbsent(pair[0], id -> new HashSet<>()).add(pair[1]));
    handle
        .createQuery(
            "SELECT id, country, digits, kind, tariff, shared, state, tenant_id"
                + " FROM number WHERE (:id = 0 OR id = :id)")
        .bind("id", numberId)
        .map((row, context) -> entry(row, links))
        .forEach(entry -> into.put(entry.id(), entry));
  }

  private static NumberEntry entry(ResultSet row, Map<Long, Set<Long>> links) throws SQLException {
    var id = row.getLong("id");
    return new NumberEntry(
        id,
        row.getString("country"),
        row.getString("digits"),
        NumberEntry.Kind.valueOf(row.getString("kind")),
        NumberEntry.Tariff.valueOf(row.getString("tariff")),
        row.getBoolean("shared"),
        NumberEntry.State.valueOf(row.getString("state")),
        row.getLong("tenant_id"),
        links.getOrDefault(id, Set.of()));
  }

  private static void readWords(
      Handle handle, long numberId, Map<Long, List<NumberWords.Word>> into) {
    handle
        .createQuery(
            "SELECT f.number_id, f.folded, f.written, f.held_until IS NOT NULL AS held,"
                + " k.id, k.tenant_id, k.campaign_id, k.match_type, k.interrupts, c.starts_at, c.ends_at,"
                + " c.state = 'RUNNING' AND k.released_at IS NULL AND"
                + " (n.shared AND n.state <> 'QUARANTINE'"
                + "  OR n.state = 'RENTED' AND n.tenant_id = k.tenant_id) AS live"
                + " FROM keyword_form f JOIN keyword k ON k.id = f.keyword_id"
                + " JOIN number n ON n.id = f.number_id JOIN campaign c ON c.id = k.campaign_id"
                + " WHERE (:id = 0 OR f.number_id = :id)")
        .bind("id", numberId)
        .map((row, context) -> Map.entry(row.getLong("number_id"), word(row)))
        .forEach(
            entry ->
                into.computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                    .add(entry.getValue()));
  }

  private static NumberWords.Word word(ResultSet row) throws SQLException {
    var endsAt = Utc.read(row, "ends_at");
    return new NumberWords.Word(
        row.getString("folded"),
        row.getString("written"),
        row.getLong("id"),
        row.getLong("tenant_id"),
        row.getLong("campaign_id"),
        "ONLY_WORD".equals(row.getString("match_type")),
        row.getBoolean("interrupts"),
        row.getBoolean("live"),
        row.getBoolean("held"),
        Utc.read(row, "starts_at").orElse(Instant.MIN),
        endsAt.orElse(Instant.MAX));
  }
}
