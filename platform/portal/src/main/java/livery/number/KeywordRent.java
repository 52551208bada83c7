package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.store.Store;
import livery.tenant.Scope;

/**
 * What a keyword on a shared number costs, where its seller has a price for it: set-up once, and
 * rent for each calendar month in advance. Without a price a keyword costs nothing. Thread-safe.
 */
@ApplicationScoped
public class KeywordRent {

  static final String SETUP = "keyword.setup";
  static final String RENT = "keyword.rent";

  private static final int BATCH_MAX = 1_000;
  private static final int MONTHS_MAX = 12;

  private final Store store;
  private final Rentals rentals;

  @Inject
  KeywordRent(Store store, Rentals rentals) {
    this.store = store;
    this.rentals = rentals;
  }

  protected KeywordRent() {
    this(null, null);
  }

  /** What a keyword costs a tenant on a number; empty for nothing. */
  Optional<Rentals.Quote> quote(Scope scope, NumberEntry number, Instant now) {
    return number.shared()
        ? rentals.quote(thing(0, number.country(), ""), scope.tenantId(), now)
        : Optional.empty();
  }

  /** Charges a new keyword; joins the caller's transaction, which a refusal rolls back. */
  void begin(Scope scope, long keywordId, String word, NumberEntry number, Instant now) {
    if (quote(scope, number, now).isPresent()) {
      rentals.begin(scope, thing(keywordId, number.country(), word), now);
    }
  }

  /** Gives back what the policy gives back; joins the caller's transaction. */
  void release(Keyword keyword, Instant now) {
    store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT k.tenant_id, n.country FROM keyword k JOIN number n ON n.id ="
                            + " k.number_id WHERE k.id = :id AND n.shared")
                    .bind("id", keyword.id())
                    .map(
                        (row, context) ->
                            Map.entry(row.getLong("tenant_id"), row.getString("country")))
                    .findOne())
        .ifPresent(
            one ->
                rentals.release(
                    thing(keyword.id(), one.getValue(), keyword.word()), one.getKey(), now));
  }

  private static Rentals.Thing thing(long keywordId, String country, String word) {
    return new Rentals.Thing(keywordId, RENT, SETUP, country, word, "number");
  }

  private record Due(
      long id, long tenantId, String word, String country, LocalDate from, LocalDate today) {}

  /** Charges the months that have begun; only what was charged before is rented. */
  public int renew(Instant now) {
    var charged = 0;
    for (var due : due(now)) {
      var day = due.from();
      for (var month = 0; month < MONTHS_MAX && !day.isAfter(due.today()); month++) {
        var thing = thing(due.id(), due.country(), due.word());
        charged += rentals.renew(thing, due.tenantId(), day, now) ? 1 : 0;
        day = day.withDayOfMonth(1).plusMonths(1);
      }
    }
    return charged;
  }

  private List<Due> due(Instant now) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT k.id, k.tenant_id, COALESCE(k.word, '') AS word, n.country, x.paid"
                            + " FROM keyword k JOIN number n ON n.id = k.number_id JOIN (SELECT"
                            + " subject_id, MAX(to_day) AS paid FROM rent GROUP BY subject_id) x ON"
                            + " x.subject_id = k.id WHERE k.released_at IS NULL AND n.shared"
                            + " AND x.paid <= :soonest ORDER BY k.id LIMIT "
                            + BATCH_MAX)
                    .bind("soonest", LocalDate.ofInstant(now, ZoneOffset.ofHours(14)))
                    .map(
                        (row, context) ->
                            new Due(
                                row.getLong("id"),
                                row.getLong("tenant_id"),
                                row.getString("word"),
                                row.getString("country"),
                                row.getObject("paid", LocalDate.class),
                                rentals.begun(row.getLong("tenant_id"), now)))
                    .list());
  }
}
