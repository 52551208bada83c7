package livery.number;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.billing.Money;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import org.jdbi.v3.core.JdbiException;

/**
 * The keywords of a tenant: add, list, give up. Thread-safe.
 *
 * <p>Two keywords of one number never meet after folding: {@link KeywordSpace} looks first, the
 * unique key of {@code keyword_form} decides between two who come at the same moment. A word is
 * never taken over silently; who is refused does not learn who has it.
 */
@ApplicationScoped
public class Keywords {

  /** Most of one part of a list. */
  public static final int LIST_MAX = 1_000;

  private final TenantSql sql;
  private final KeywordSpace space;
  private final KeywordTable table;
  private final KeywordRent rent;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Keywords(
      TenantSql sql,
      KeywordSpace space,
      KeywordTable table,
      KeywordRent rent,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.sql = sql;
    this.space = space;
    this.table = table;
    this.rent = rent;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected Keywords() {
    this(null, null, null, null, null, null, null);
  }

  /**
   * Adds a keyword of the scope's tenant.
   *
   * @throws Fault when a word cannot be a keyword, the number is not the tenant's, a word is not
   *     free on it, or the money for its rent does not suffice
   */
  public Keyword add(Scope scope, NewKeyword wish) {
    Rights.mayManage(scope);
    var forms = KeywordForms.of(wish);
    try {
      return sql.inTransaction(() -> insert(scope, wish, forms));
    } catch (JdbiException failure) {
      throw isDuplicate(failure) ? space.taken(wish.word(), table.find(wish.numberId())) : failure;
    } finally {
      table.refresh(wish.numberId());
    }
  }

  /**
   * What {@link #add} would say, without adding: for a form that tells while somebody types. Words
   * that the wish's own campaign has already are free for it.
   *
   * @throws Fault as {@link #add} does
   */
  public void check(Scope scope, NewKeyword wish) {
    Rights.mayManage(scope);
    space.check(scope, wish, KeywordForms.of(wish), false);
  }

  /**
   * What a keyword on a shared number costs this tenant.
   *
   * @param rent for each calendar month, in advance
   * @param now what it takes today: set-up and this month's share
   */
  public record Price(Money setup, Money rent, Money now) {}

  /** What a keyword on the number costs; empty for nothing. */
  public Optional<Price> price(Scope scope, long numberId) {
    return table
        .find(numberId)
        .flatMap(number -> rent.quote(scope, number, clock.instant()))
        .map(quote -> new Price(quote.setup(), quote.rent(), quote.now()));
  }

  /** The keywords of a campaign that are in force, in the order they were added. */
  public List<Keyword> ofCampaign(Scope scope, long campaignId) {
    return whole(scope, "k.campaign_id IN (<keys>)", List.of(campaignId));
  }

  /** All keywords in force of these campaigns, for their list. */
  public List<Keyword> ofCampaigns(Scope scope, Collection<Long> campaignIds) {
    return campaignIds.isEmpty()
        ? List.of()
        : whole(scope, "k.campaign_id IN (<keys>)", campaignIds);
  }

  /** All of the scope's keywords on a number, those of tenants below included. */
  public List<Keyword> ofNumber(Scope scope, long numberId) {
    return whole(scope, "k.number_id IN (<keys>)", List.of(numberId));
  }

  /**
   * The same part by part, in the order they were added.
   *
   * @param after the last keyword of the part before, 0 for the first
   * @param limit 1 to {@value #LIST_MAX}
   */
  public List<Keyword> ofNumber(Scope scope, long numberId, long after, int limit) {
    Check.range("limit", limit, 1, LIST_MAX);
    return part(scope, "k.number_id IN (<keys>)", List.of(numberId), after, limit);
  }

  /**
   * Gives a keyword up, at once.
   *
   * @throws Fault when there is none with this id
   */
  public void remove(Scope scope, long keywordId) {
    Rights.mayManage(scope);
    var keyword =
        part(scope, "k.id IN (<keys>)", List.of(keywordId), 0, 1).stream()
            .findFirst()
            .orElseThrow(() -> Fault.notFound("keyword", keywordId));
    sql.inTransaction(() -> release(scope, List.of(keyword)));
    table.refresh(keyword.numberId());
  }

  /** Gives up all keywords of a campaign that has ended. */
  public void removeOf(Scope scope, long campaignId) {
    Rights.mayManage(scope);
    var keywords = ofCampaign(scope, campaignId);
    sql.inTransaction(() -> release(scope, keywords));
    keywords.stream().map(Keyword::numberId).distinct().forEach(table::refresh);
  }

  private Keyword insert(Scope scope, NewKeyword wish, KeywordForms forms) {
    space.check(scope, wish, forms, true);
    var id = ids.next();
    sql.update(
        scope,
        "INSERT INTO keyword"
            + " (id, tenant_id, number_id, campaign_id, word, match_type, interrupts, created_at)"
            + " VALUES (:id, :tenant, :number, :campaign, :word, :match, :interrupts, :now)",
        update ->
            update
                .bind("id", id)
                .bind("number", wish.numberId())
                .bind("campaign", wish.campaignId())
                .bind("word", forms.isCatchAll() ? null : wish.word())
                .bind("match", forms.matchType().name())
                .bind("interrupts", wish.interrupts())
                .bind("now", Utc.of(clock.instant())));
    forms
        .writtenByFolded()
        .forEach(
            (folded, written) ->
                sql.update(
                    scope,
                    "INSERT INTO keyword_form (number_id, folded, keyword_id, written)"
                        + " SELECT k.number_id, :folded, k.id, :written FROM keyword k"
                        + " WHERE k.id = :id AND k.tenant_id = :tenant",
                    update ->
                        update.bind("folded", folded).bind("written", written).bind("id", id)));
    table
        .find(wish.numberId())
        .ifPresent(number -> rent.begin(scope, id, wish.word(), number, clock.instant()));
    var words = new ArrayList<>(forms.writtenByFolded().values());
    audit.write(
        scope,
        "keyword.add",
        "keyword " + id,
        String.join(", ", words) + " → " + label(wish.numberId()));
    return new Keyword(
        id,
        wish.numberId(),
        wish.campaignId(),
        wish.word(),
        words.subList(1, words.size()),
        forms.matchType(),
        wish.interrupts());
  }

  /** The number as people know it. */
  private String label(long numberId) {
    return table
        .find(numberId)
        .map(number -> number.country() + " " + number.digits())
        .orElse(Long.toString(numberId));
  }

  private Void release(Scope scope, List<Keyword> keywords) {
    for (var keyword : keywords) {
      rent.release(keyword, clock.instant());
      space.release(keyword);
      audit.write(
          scope,
          "keyword.remove",
          "keyword " + keyword.id(),
          keyword.word() + " → " + label(keyword.numberId()));
    }
    return null;
  }

  private List<Keyword> whole(Scope scope, String where, Collection<Long> keys) {
    var all = new ArrayList<Keyword>();
    List<Keyword> part;
    do {
      var after = all.isEmpty() ? 0 : all.get(all.size() - 1).id();
      part = part(scope, where, keys, after, LIST_MAX);
      all.addAll(part);
    } while (part.size() == LIST_MAX);
    return List.copyOf(all);
  }

  /** A keyword with many aliases counts once. */
  private List<Keyword> part(
      Scope scope, String where, Collection<Long> keys, long after, int limit) {
    var found = new LinkedHashMap<Long, Keyword>();
    sql.query(
            scope,
            "SELECT k.id, k.number_id, k.campaign_id, COALESCE(k.word, '') AS word, k.match_type,"
                + " k.interrupts, f.written FROM (SELECT k.* FROM keyword k"
                + " WHERE k.tenant_id IN (<subtree>) AND k.released_at IS NULL AND k.id > :after AND "
                + where
                + " ORDER BY k.id LIMIT :limit) k JOIN keyword_form f ON f.keyword_id = k.id"
                + " ORDER BY k.id, f.written",
            query ->
                query
                    .bindList("keys", List.copyOf(keys))
                    .bind("after", after)
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            Map.entry(
                                row.getString("written"),
                                new Keyword(
                                    row.getLong("id"),
                                    row.getLong("number_id"),
                                    row.getLong("campaign_id"),
                                    row.getString("word"),
                                    List.of(),
                                    Keyword.MatchType.valueOf(row.getString("match_type")),
                                    row.getBoolean("interrupts"))))
                    .list())
        .forEach(
            row ->
                found.merge(
                    row.getValue().id(),
                    withAlias(row.getValue(), row.getKey()),
                    (all, one) -> withAlias(all, row.getKey())));
    return List.copyOf(found.values());
  }

  private static Keyword withAlias(Keyword keyword, String written) {
    if (written.equals(keyword.word())) {
      return keyword;
    }
    var aliases = new ArrayList<>(keyword.aliases());
    aliases.add(written);
    return new Keyword(
        keyword.id(),
        keyword.numberId(),
        keyword.campaignId(),
        keyword.word(),
        aliases,
        keyword.matchType(),
        keyword.interrupts());
  }

  private static boolean isDuplicate(Throwable failure) {
    return Optional.ofNullable(failure.getCause())
        .filter(SQLException.class::isInstance)
        .filter(SQLIntegrityConstraintViolationException.class::isInstance)
        .isPresent();
  }
}
