package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.text.LookAlike;

/**
 * The words of one number, whoever has them: says whether a word is free, holds and frees words. It
 * sees the rows of all tenants, because an overlap must be refused without naming the other;
 * nothing of them leaves it. Thread-safe.
 */
@ApplicationScoped
class KeywordSpace {

  private final Store store;
  private final NumberRules rules;
  private final Clock clock;

  @Inject
  KeywordSpace(Store store, NumberRules rules, Clock clock) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
  }

  protected KeywordSpace() {
    this(null, null, null);
  }

  private record Place(String label, boolean usable, boolean shared) {}

  private record Form(String folded, long tenantId, long campaignId, Instant heldUntil) {

    boolean isHeldNoMore(Scope scope, Instant now) {
      return heldUntil != null && (tenantId == scope.tenantId() || !now.isBefore(heldUntil));
    }
  }

  /**
   * Refuses words that are not free.
   *
   * @param take whether the words are taken next: locks the number and clears what is held no more
   */
  void check(Scope scope, NewKeyword keyword, KeywordForms wish, boolean take) {
    var numberId = keyword.numberId();
    var place = place(scope, numberId, take);
    if (wish.isCatchAll() && place.shared()) {
      throw Fault.conflict("word", "number.fault.catch-all-shared", place.label());
    }
    var now = clock.instant();
    var forms = forms(numberId);
    for (var form : forms) {
      if (form.isHeldNoMore(scope, now)) {
        if (take) {
          free(numberId, form.folded(), wish);
        }
      } else if (take || form.campaignId() != keyword.campaignId()) {
        refuse(scope, form, wish, place.label());
      }
    }
  }

  private void refuse(Scope scope, Form form, KeywordForms wish, String number) {
    var written = wish.writtenByFolded().get(form.folded());
    var own = form.tenantId() == scope.tenantId();
    if (written != null) {
      if (own && form.folded().isEmpty()) {
        throw Fault.conflict("word", "number.fault.catch-all-own", number, campaign(form));
      }
      throw own
          ? Fault.conflict("word", "number.fault.word-own", shown(written), number, campaign(form))
          : Fault.conflict("word", "number.fault.word-taken", shown(written), number);
    }
    if (own) {
      return;
    }
    for (var entry : wish.writtenByFolded().entrySet()) {
      if (LookAlike.of(entry.getKey()).equals(LookAlike.of(form.folded()))) {
        throw Fault.conflict("word", "number.fault.word-alike", shown(entry.getValue()), number);
      }
    }
  }

  /** The same refusal for who came a moment too late. */
  Fault taken(String word, Optional<NumberEntry> number) {
    var label = number.map(entry -> entry.country() + " " + entry.digits()).orElse("");
    return Fault.conflict("word", "number.fault.word-taken", shown(word), label);
  }

  /** Ends a keyword: frees its words, or holds them where other tenants could take them. */
  void release(Keyword keyword) {
    var now = clock.instant();
    var held = holding(keyword.numberId());
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "UPDATE keyword SET released_at = ? WHERE id = ?", Utc.of(now), keyword.id());
              if (held.isPresent()) {
                handle.execute(
                    "UPDATE keyword_form SET held_until = ? WHERE keyword_id = ?",
                    Utc.of(now.plus(held.get())),
                    keyword.id());
              } else {
                handle.execute("DELETE FROM keyword_form WHERE keyword_id = ?", keyword.id());
              }
            });
  }

  /** How long a word of this number is held for nobody; empty where one tenant has all words. */
  private Optional<Duration> holding(long numberId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT country, kind FROM number WHERE id = :id AND shared")
                    .bind("id", numberId)
                    .map(
                        (row, context) ->
                            rules.of(
                                row.getString("country"),
                                NumberEntry.Kind.valueOf(row.getString("kind"))))
                    .findOne())
        .map(NumberRules.Rule::quarantine);
  }

  private Place place(Scope scope, long numberId, boolean lock) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT country, digits, shared, state, tenant_id FROM number"
                            + " WHERE id = :id"
                            + (lock ? " FOR UPDATE" : ""))
                    .bind("id", numberId)
                    .map(
                        (row, context) ->
                            new Place(
                                row.getString("country") + " " + row.getString("digits"),
                                row.getBoolean("shared")
                                        && !"QUARANTINE".equals(row.getString("state"))
                                    || "RENTED".equals(row.getString("state"))
                                        && row.getLong("tenant_id") == scope.tenantId(),
                                row.getBoolean("shared")))
                    .findOne())
        .filter(Place::usable)
        .orElseThrow(() -> Fault.notFound("number", numberId));
  }

  private List<Form> forms(long numberId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT f.folded, f.held_until, k.tenant_id, k.campaign_id"
                            + " FROM keyword_form f JOIN keyword k ON k.id = f.keyword_id"
                            + " WHERE f.number_id = :id")
                    .bind("id", numberId)
                    .map(
                        (row, context) ->
                            new Form(
                                row.getString("folded"),
                                row.getLong("tenant_id"),
                                row.getLong("campaign_id"),
                                Utc.read(row, "held_until").orElse(null)))
                    .list());
  }

  private void free(long numberId, String folded, KeywordForms wish) {
    if (wish.writtenByFolded().containsKey(folded)) {
      store
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "DELETE FROM keyword_form WHERE number_id = ? AND folded = ?",
                      numberId,
                      folded));
    }
  }

  private String campaign(Form form) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT name FROM campaign WHERE id = :id")
                    .bind("id", form.campaignId())
                    .mapTo(String.class)
                    .findOne())
        .orElse("–");
  }

  private static String shown(String written) {
    return Check.shown(written);
  }
}
