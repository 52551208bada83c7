package livery.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Finds what a person types into the field above every page: campaigns and clients by a part of
 * their name, keywords by their beginning, numbers and phones by their first digits. Thread-safe.
 */
@ApplicationScoped
public class Search {

  /** Longest text that is looked for; the rest is cut off. */
  public static final int LONGEST = 60;

  /** Most hits of each kind. */
  public static final int MOST = 8;

  private static final int LEAST_DIGITS = 3;
  private static final int LEAST_LETTERS = 2;

  private static final String CAMPAIGNS =
      "SELECT id, name, state FROM campaign WHERE tenant_id IN (<subtree>) AND LOWER(name) LIKE :pattern"
          + " ORDER BY id DESC LIMIT :most";
  private static final String KEYWORDS =
      "SELECT k.campaign_id, k.word, n.digits FROM keyword k JOIN number n ON n.id = k.number_id"
          + " WHERE k.tenant_id IN (<subtree>) AND k.released_at IS NULL AND LOWER(k.word) LIKE :pattern"
          + " ORDER BY k.word LIMIT :most";
  private static final String NUMBERS =
      "SELECT id, digits, country FROM number WHERE tenant_id IN (<subtree>)"
          + " AND digits LIKE :pattern ORDER BY digits LIMIT :most";
  private static final String PHONES =
      "SELECT phone, MAX(id) AS latest FROM message WHERE tenant_id IN (<subtree>)"
          + " AND phone LIKE :pattern GROUP BY phone ORDER BY latest DESC LIMIT :most";

  private final TenantSql sql;
  private final TenantTree tree;

  @Inject
  public Search(TenantSql sql, TenantTree tree) {
    this.sql = sql;
    this.tree = tree;
  }

  protected Search() {
    this(null, null);
  }

  /** What a hit is. */
  @Schema(name = "SearchKind")
  public enum Kind {
    CAMPAIGN,
    KEYWORD,
    NUMBER,
    PHONE,
    CLIENT
  }

  /**
   * One thing that was found.
   *
   * @param id of the campaign, number or client; the latest message's for a phone
   * @param name what it is called; digits for numbers and phones
   * @param detail more about it, as it is stored; may be empty
   */
  public record Hit(Kind kind, long id, String name, String detail) {}

  /** At most {@link #MOST} hits of each kind within the caller's tenant and those below. */
  public List<Hit> find(Scope scope, String typed) {
    var text = typed == null ? "" : typed.strip();
    text = text.substring(0, Math.min(text.length(), LONGEST));
    var hits = new ArrayList<Hit>();
    if (text.length() >= LEAST_LETTERS) {
      var lower = text.toLowerCase(Locale.ROOT);
      hits.addAll(rows(scope, CAMPAIGNS, "%" + escaped(lower) + "%", Kind.CAMPAIGN));
      hits.addAll(rows(scope, KEYWORDS, escaped(lower) + "%", Kind.KEYWORD));
      hits.addAll(clients(scope, lower));
    }
    var digits = text.replaceAll("[\\s()+.-]", "");
    if (digits.length() >= LEAST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      hits.addAll(rows(scope, NUMBERS, digits + "%", Kind.NUMBER));
      hits.addAll(rows(scope, PHONES, digits + "%", Kind.PHONE));
    }
    return List.copyOf(hits);
  }

  private List<Hit> rows(Scope scope, String statement, String pattern, Kind kind) {
    return sql.query(
        scope,
        statement,
        query ->
            query
                .bind("pattern", pattern)
                .bind("most", MOST)
                .map(
                    (row, context) ->
                        kind == Kind.PHONE
                            ? new Hit(kind, row.getLong(2), row.getString(1), "")
                            : new Hit(kind, row.getLong(1), row.getString(2), row.getString(3)))
                .list());
  }

  private List<Hit> clients(Scope scope, String text) {
    return tree.subtree(scope.tenantId()).stream()
        .filter(id -> id != scope.tenantId())
        .map(id -> tree.find(id).orElseThrow())
        .filter(tenant -> tenant.name().toLowerCase(Locale.ROOT).contains(text))
        .limit(MOST)
        .map(tenant -> new Hit(Kind.CLIENT, tenant.id(), tenant.name(), ""))
        .toList();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
