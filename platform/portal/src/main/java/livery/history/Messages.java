package livery.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import livery.fault.Check;
import livery.fault.Fault;
import livery.message.Networks;
import livery.store.Store;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * The messages of a tenant and of those below it, newest first. Thread-safe.
 *
 * <p>Built for ten million rows: a list walks one index per tenant from a known id down and never
 * looks at more than {@value #WINDOW} × {@value #WINDOWS} rows; when a rare filter finds less in
 * them than was asked for, the part is shorter and says where to go on.
 */
@ApplicationScoped
public class Messages {

  /** Most rows of one part of a list. */
  public static final int LIST_MAX = 200;

  /** Most rows of an export. */
  public static final int EXPORT_MAX = 100_000;

  /** More tenants than this are not looked at at once. */
  static final int TENANTS_MAX = 2_000;

  static final int WINDOW = 20_000;
  static final int WINDOWS = 5;

  /** So many messages to phones that begin alike are named; more are met soon on the way down. */
  static final int FEW_MAX = 1_000;

  private static final int NEWER_MAX = 100;

  /** Most ids in one statement; more are asked for in parts. */
  static final int NAMES_AT_ONCE = 1_000;

  /** A count goes this far. */
  public static final int COUNT_MAX = 10_000;

  private static final int COUNTED_TENANTS_MAX = 20;

  private final TenantSql sql;
  private final TenantTree tree;
  private final Networks networks;
  private final IdsByTime times;

  @Inject
  public Messages(TenantSql sql, TenantTree tree, Networks networks, Store store, Clock clock) {
    this.sql = sql;
    this.tree = tree;
    this.networks = networks;
    this.times = new IdsByTime(store, clock);
  }

  protected Messages() {
    this(null, null, null, null, null);
  }

  /**
   * A part of a list.
   *
   * @param next what to ask for as {@code before} to go on; 0 at the end
   */
  public record Found(List<MessageLine> rows, long next) {
    public Found {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A part of the list.
   *
   * @param before the {@code next} of the part before, {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #LIST_MAX}
   */
  public Found list(Scope scope, MessageSearch search, long before, int limit) {
    Check.range("limit", limit, 1, LIST_MAX);
    var own = narrowed(scope, search);
    var parts = statements(own, search);
    var floor = times.floor(search.from());
    var upper = Math.min(before, times.ceiling(search.to()));
    var rows = new ArrayList<MessageLine>();
    for (var window = 0; window < WINDOWS; window++) {
      var reach = parts.isExact() ? floor : Math.max(floor, reach(own, parts, upper, floor));
      rows.addAll(rows(own, parts, upper, reach, limit + 1 - rows.size()));
      if (rows.size() > limit) {
        var shown = rows.subList(0, limit);
        return new Found(shown, shown.get(limit - 1).id());
      }
      if (reach <= floor) {
        return new Found(rows, 0);
      }
      upper = reach;
    }
    return new Found(rows, upper);
  }

  /**
   * A part of the same list, oldest first.
   *
   * @param from the {@code next} of the part before, 0 for the first
   * @param limit 1 to {@value #LIST_MAX}
   */
  public Found oldest(Scope scope, MessageSearch search, long from, int limit) {
    Check.range("limit", limit, 1, LIST_MAX);
    var own = narrowed(scope, search);
    var parts = statements(own, search, true);
    var ceiling = times.ceiling(search.to());
    var lower = Math.max(from, times.floor(search.from()));
    var rows = new ArrayList<MessageLine>();
    for (var window = 0; window < WINDOWS; window++) {
      var reach = parts.isExact() ? ceiling : Math.min(ceiling, reach(own, parts, ceiling, lower));
      rows.addAll(rows(own, parts, reach, lower, limit + 1 - rows.size()));
      if (rows.size() > limit) {
        var shown = rows.subList(0, limit);
        return new Found(shown, shown.get(limit - 1).id() + 1);
      }
      if (reach >= ceiling) {
        return new Found(rows, 0);
      }
      lower = reach;
    }
    return new Found(rows, lower);
  }

  /**
   * Hands every message of the search on, up to {@value #EXPORT_MAX} of them.
   *
   * @param oldest begins with the oldest instead of the newest
   */
  public int export(Scope scope, MessageSearch search, boolean oldest, Consumer<MessageLine> each) {
    var next = oldest ? 0 : Long.MAX_VALUE;
    var count = 0;
    do {
      var limit = Math.min(LIST_MAX, EXPORT_MAX - count);
      var found = oldest ? oldest(scope, search, next, limit) : list(scope, search, next, limit);
      found.rows().forEach(each);
      count += found.rows().size();
      next = found.next();
    } while (next != 0 && count < EXPORT_MAX);
    return count;
  }

  /** How many messages of the search came after this one, counted up to {@value #NEWER_MAX}. */
  public int newer(Scope scope, MessageSearch search, long id) {
    var own = narrowed(scope, search);
    var parts = statements(own, search);
    var count =
        sql.query(
            own,
            parts.newer(NEWER_MAX),
            query -> parts.bind(query, true).bind("after", id).mapTo(Integer.class).one());
    return Math.min(NEWER_MAX, count);
  }

  /** No message that came from this moment on has a smaller id. */
  public long firstId(Instant from) {
    return times.floor(from);
  }

  /**
   * How many messages there are.
   *
   * @param more whether there may be more than were counted
   */
  public record Count(int count, boolean more) {}

  /**
   * How many messages the search finds, counted up to {@value #COUNT_MAX} and no further back than
   * one window reaches; nothing for a period that has ended or very many tenants, which would take
   * longer than the list itself.
   */
  public Optional<Count> count(Scope scope, MessageSearch search) {
    var own = narrowed(scope, search);
    if (search.to() != null || tree.subtree(own.tenantId()).size() > COUNTED_TENANTS_MAX) {
      return Optional.empty();
    }
    var parts = statements(own, search);
    var floor = times.floor(search.from());
    var reach = parts.isExact() ? floor : Math.max(floor, reach(own, parts, Long.MAX_VALUE, floor));
    var count =
        sql.query(
            own,
            parts.newer(COUNT_MAX + 1),
            query -> parts.bind(query, true).bind("after", reach - 1).mapTo(Integer.class).one());
    return Optional.of(new Count(Math.min(COUNT_MAX, count), count > COUNT_MAX || reach > floor));
  }

  /**
   * One message.
   *
   * @throws Fault when neither the tenant nor one below it has it
   */
  public MessageLine find(Scope scope, long id) {
    return sql.query(
            scope,
            "SELECT "
                + MessageLine.COLUMNS
                + " FROM message m LEFT JOIN campaign c ON c.id = m.campaign_id"
                + " WHERE m.id = :id AND m.tenant_id IN (<subtree>)",
            query ->
                query
                    .bind("id", id)
                    .map((row, context) -> MessageLine.read(row, networks))
                    .findOne())
        .orElseThrow(() -> Fault.notFound("message", id));
  }

  /** The texts that answer an incoming message, in their order. */
  public List<MessageLine> replies(Scope scope, long id) {
    return sql.query(
        scope,
        "SELECT "
            + MessageLine.COLUMNS
            + " FROM (SELECT m.id FROM message i JOIN message m FORCE INDEX (message_phone) ON"
            + " m.tenant_id = i.tenant_id AND m.phone = i.phone AND m.id > i.id"
            + " WHERE i.id = :id AND m.reply_to = :id UNION ALL SELECT message_id FROM"
            + " message_to_others WHERE reply_to = :id) found JOIN message m ON m.id = found.id"
            + " LEFT JOIN campaign c ON c.id = m.campaign_id"
            + " WHERE m.tenant_id IN (<subtree>) ORDER BY m.id LIMIT "
            + LIST_MAX,
        query ->
            query.bind("id", id).map((row, context) -> MessageLine.read(row, networks)).list());
  }

  /** Something to choose in a filter. */
  public record Choice(long id, String name) {}

  /**
   * The newest campaigns of the tenant and of those below it.
   *
   * @param chosen one that is among them however old it is; 0 for none
   */
  public List<Choice> campaigns(Scope scope, long chosen) {
    return choices(
        scope,
        "SELECT id, name FROM campaign WHERE tenant_id IN (<subtree>)",
        " ORDER BY id DESC",
        chosen);
  }

  /** The names of these campaigns, as far as they are of the tenant or of those below it. */
  public Map<Long, String> campaignNames(Scope scope, Collection<Long> ids) {
    var names = new HashMap<Long, String>();
    var all = List.copyOf(ids);
    for (var from = 0; from < all.size(); from += NAMES_AT_ONCE) {
      var part = all.subList(from, Math.min(from + NAMES_AT_ONCE, all.size()));
      sql.query(
              scope,
              "SELECT id, name FROM campaign WHERE id IN (<ids>) AND tenant_id IN (<subtree>)",
              query ->
                  query
                      .bindList("ids", part)
                      .map((row, context) -> new Choice(row.getLong("id"), row.getString("name")))
                      .list())
          .forEach(one -> names.put(one.id(), one.name()));
    }
    return names;
  }

  /**
   * The numbers of the tenant and of those below it, and those that several share.
   *
   * @param chosen one that is among them however many there are; 0 for none
   */
  public List<Choice> numbers(Scope scope, long chosen) {
    return choices(
        scope,
        "SELECT id, CONCAT(country, ' ', digits) AS name FROM number"
            + " WHERE (tenant_id IN (<subtree>) OR shared)",
        " ORDER BY country, digits",
        chosen);
  }

  /** Whether this very tenant has a number or a keyword of its own. */
  public boolean ownsNumber(Scope scope) {
    return sql.query(
        scope,
        "SELECT EXISTS (SELECT 1 FROM number WHERE tenant_id = :tenant) OR EXISTS"
            + " (SELECT 1 FROM keyword WHERE tenant_id = :tenant AND released_at IS NULL)",
        query -> query.mapTo(Boolean.class).one());
  }

  private List<Choice> choices(Scope scope, String all, String order, long chosen) {
    var first = choices(scope, all + order + " LIMIT " + LIST_MAX, Map.of());
    if (chosen == 0 || first.stream().anyMatch(one -> one.id() == chosen)) {
      return first;
    }
    var other = choices(scope, all + " AND id = :chosen", Map.of("chosen", chosen));
    return Stream.concat(first.stream(), other.stream()).toList();
  }

  private List<Choice> choices(Scope scope, String statement, Map<String, ?> values) {
    return sql.query(
        scope,
        statement,
        query ->
            query
                .bindMap(values)
                .map((row, context) -> new Choice(row.getLong("id"), row.getString("name")))
                .list());
  }

  private Scope narrowed(Scope scope, MessageSearch search) {
    if (search.tenantId() == 0) {
      return scope;
    }
    if (!tree.isWithin(search.tenantId(), scope.tenantId())) {
      throw Fault.notFound("tenant", search.tenantId());
    }
    return scope.at(search.tenantId());
  }

  private MessageSql statements(Scope scope, MessageSearch search) {
    return statements(scope, search, false);
  }

  private MessageSql statements(Scope scope, MessageSearch search, boolean oldest) {
    var tenants = tree.subtree(scope.tenantId());
    if (tenants.size() > TENANTS_MAX) {
      throw Fault.invalid("tenantId", "message.fault.tenants", tenants.size(), TENANTS_MAX);
    }
    return new MessageSql(search, tenants, oldest, few(scope, search, tenants));
  }

  /** The messages to phones that begin so, unless they are too many to name. */
  private Optional<List<Long>> few(Scope scope, MessageSearch search, Collection<Long> tenants) {
    if (!search.isPrefix()) {
      return Optional.empty();
    }
    var found =
        sql.query(
            scope,
            MessageSql.beginning(tenants, FEW_MAX + 1),
            query -> query.bind("phone", search.phoneLike()).mapTo(Long.class).list());
    return found.size() > FEW_MAX ? Optional.empty() : Optional.of(found);
  }

  private long reach(Scope scope, MessageSql parts, long before, long floor) {
    return sql.query(
        scope,
        parts.window(WINDOW),
        query ->
            parts
                .bind(query, false)
                .bind("before", before)
                .bind("floor", floor)
                .mapTo(Long.class)
                .one());
  }

  private List<MessageLine> rows(
      Scope scope, MessageSql parts, long before, long floor, int limit) {
    return sql.query(
        scope,
        parts.rows(limit),
        query ->
            parts
                .bind(query, true)
                .bind("before", before)
                .bind("floor", floor)
                .map((row, context) -> MessageLine.read(row, networks))
                .list());
  }
}
