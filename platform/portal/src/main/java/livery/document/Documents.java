package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.ColumnType;
import livery.order.Orders;
import livery.order.Place;
import livery.paper.Kind;
import livery.paper.Sheet;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/**
 * Reads documents. Thread-safe.
 *
 * <p>A document is seen by who writes it, by whom it is written to, and by the seller of the edge
 * that it is about: an agent sees what its principal writes to its clients. A draft is seen by its
 * issuer alone.
 */
@ApplicationScoped
public class Documents {

  /** Longest page. */
  public static final int PAGE_MAX = 200;

  /** Most documents of a file. */
  static final int FILE_MAX = 50_000;

  private static final int TEXT_LENGTH = 60;

  /** The orders of the list. */
  public static final Orders<Document> ORDERS =
      Orders.newestFirst("d.id", Document::id)
          .and("issued", "document.issued-on", ColumnType.DAY, "d.issued_on", Document::issuedOn)
          .and(
              "gross",
              "document.gross",
              ColumnType.NUMBER,
              "d.gross",
              document -> document.gross().micros());

  private final TenantSql sql;
  private final TenantTree tree;
  private final Clock clock;

  /** Which side of a document the tenant is on. */
  public enum Side {
    ISSUED,
    RECEIVED
  }

  /**
   * Which documents.
   *
   * @param kind {@code null} for all
   * @param state {@code null} for all
   * @param side {@code null} for both
   * @param overdue only those that are paid late
   * @param text in the number or in a party's name; empty for all
   * @param period 202603; 0 for all
   * @param party one of the two sides besides the own one, 0 for all
   */
  public record Query(
      Kind kind, State state, Side side, boolean overdue, String text, int period, long party) {

    /** Everything. */
    public static final Query ALL = new Query(null, null, null, false, "", 0, 0);
  }

  /** One thing that happened to a document; {@code actor} is empty where the time had come. */
  public record Event(Instant at, String actor, State state, String detail) {}

  @Inject
  public Documents(TenantSql sql, TenantTree tree, Clock clock) {
    this.sql = sql;
    this.tree = tree;
    this.clock = clock;
  }

  protected Documents() {
    this(null, null, null);
  }

  /** What a page or a program asked for, checked. */
  public static Query query(
      String kind,
      String state,
      String side,
      boolean overdue,
      String text,
      String period,
      long party) {
    return new Query(
        given(kind) ? Check.oneOf("kind", upper(kind), Kind.class) : null,
        given(state) ? Check.oneOf("state", upper(state), State.class) : null,
        given(side) ? Check.oneOf("side", upper(side), Side.class) : null,
        overdue,
        Check.optionalText("text", text, TEXT_LENGTH),
        given(period) ? period(period) : 0,
        party);
  }

  private static boolean given(String text) {
    return text != null && !text.isBlank();
  }

  private static String upper(String text) {
    return text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** "2026-03" or "202603" as 202603. */
  public static int period(String text) {
    var plain = text.strip().replace("-", "");
    if (!plain.matches("(20|[3-8]\\d)\\d\\d(0[1-9]|1[0-2])")) {
      throw Fault.invalid("period", "document.fault.period", Check.shown(text));
    }
    return Integer.parseInt(plain);
  }

  /** A page of documents, the newest first, before an id. */
  public List<Document> list(Scope scope, Query query, long before, int limit) {
    return list(scope, query, ORDERS.behind(before), limit);
  }

  /**
   * A page of documents in an order of {@link #ORDERS}.
   *
   * @param limit 1 to {@value #PAGE_MAX} + 1
   */
  public List<Document> list(Scope scope, Query query, Place<Document> place, int limit) {
    Check.range("limit", limit, 1, PAGE_MAX + 1);
    var branches = new ArrayList<String>();
    if (query.side() != Side.RECEIVED) {
      branches.add(branch("d.issuer_id = :tenant", query, place));
    }
    if (query.side() != Side.ISSUED) {
      var others = " AND d.issuer_id <> :tenant AND s.state <> 'DRAFT'";
      branches.add(branch("d.recipient_id = :tenant" + others, query, place));
      branches.add(branch("d.seller_id = :tenant" + others, query, place));
    }
    return sql.query(
        scope,
        Document.SELECT
            + "JOIN ("
            + String.join(" UNION ", branches)
            + ") wanted ON wanted.id = d.id"
            + place.by()
            + " LIMIT :limit",
        found -> {
          if (query.kind() != null) {
            found.bind("kind", query.kind().name());
          }
          if (query.state() != null) {
            found.bind("state", query.state().name());
          }
          if (query.overdue()) {
            found.bind("today", today(scope));
          }
          if (!query.text().isEmpty()) {
            found.bind("text", "%" + escaped(query.text().toLowerCase(Locale.ROOT)) + "%");
          }
          if (query.period() != 0) {
            found.bind("period", query.period());
          }
          if (query.party() != 0) {
            found.bind("party", query.party());
          }
          return place
              .bind(found)
              .bind("limit", limit)
              .map((row, context) -> Document.read(row))
              .list();
        });
  }

  /** The first {@value #FILE_MAX} of what a query finds, for a file. */
  List<Document> all(Scope scope, Query query, Place<Document> start) {
    var all = new ArrayList<Document>();
    var place = start;
    while (all.size() < FILE_MAX) {
      var some = list(scope, query, place, PAGE_MAX);
      all.addAll(some);
      if (some.size() < PAGE_MAX) {
        break;
      }
      place = place.behind(some.get(some.size() - 1));
    }
    return all;
  }

  private static String branch(String mine, Query query, Place<Document> place) {
    return "(SELECT d.id FROM document d JOIN document_state s ON s.document_id = d.id"
        + (query.text().isEmpty()
            ? ""
            : " LEFT JOIN tenant i ON i.id = d.issuer_id LEFT JOIN tenant r ON r.id ="
                + " d.recipient_id")
        + " WHERE "
        + mine
        + place.where()
        + (query.kind() == null ? "" : " AND d.kind = :kind")
        + (query.state() == null ? "" : " AND s.state = :state")
        + (query.overdue() ? " AND s.open > 0 AND d.due_on < :today" : "")
        + (query.period() == 0 ? "" : " AND d.period = :period")
        + (query.party() == 0 ? "" : " AND :party IN (d.issuer_id, d.recipient_id)")
        + (query.text().isEmpty()
            ? ""
            : " AND (LOWER(d.number) LIKE :text OR LOWER(i.name) LIKE :text OR LOWER(r.name) LIKE"
                + " :text)")
        + place.by()
        + " LIMIT :limit)";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** The day that it is in the tenant's zone. */
  public LocalDate today(Scope scope) {
    var zone = tree.find(scope.tenantId()).orElseThrow().zone();
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /**
   * One document.
   *
   * @throws Fault when there is none that the tenant may see
   */
  public Document get(Scope scope, long id) {
    return find(scope, id).orElseThrow(() -> Fault.notFound("document", id));
  }

  private Optional<Document> find(Scope scope, long id) {
    return sql.query(
        scope,
        Document.SELECT
            + "WHERE d.id = :id AND (d.issuer_id = :tenant OR (s.state <> 'DRAFT'"
            + " AND :tenant IN (d.recipient_id, d.seller_id)))",
        query -> query.bind("id", id).map((row, context) -> Document.read(row)).findOne());
  }

  /** The lines of a document, in order. */
  public List<DocumentLine> lines(Scope scope, long id) {
    var document = get(scope, id);
    return sql.query(
        scope,
        "SELECT l.* FROM document_line l JOIN document d ON d.id = l.document_id WHERE d.id = :id"
            + " AND :tenant IN (d.issuer_id, d.recipient_id, d.seller_id) ORDER BY l.line_no",
        query ->
            query
                .bind("id", id)
                .map((row, context) -> DocumentLine.read(row, document.currency()))
                .list());
  }

  /** What happened to a document, the last first. */
  public List<Event> events(Scope scope, long id) {
    get(scope, id);
    return sql.query(
        scope,
        "SELECT e.* FROM document_event e JOIN document d ON d.id = e.document_id WHERE d.id = :id"
            + " AND :tenant IN (d.issuer_id, d.recipient_id, d.seller_id)"
            + " ORDER BY e.id DESC LIMIT 200",
        query ->
            query
                .bind("id", id)
                .map(
                    (row, context) ->
                        new Event(
                            Utc.read(row, "at").orElseThrow(),
                            row.getString("actor"),
                            State.valueOf(row.getString("state")),
                            row.getString("detail")))
                .list());
  }

  /** The documents that are about this one, and those that it is about, the last first. */
  public List<Document> related(Scope scope, Document document) {
    var ids = List.of(document.id(), document.refersTo(), document.correctsId());
    return sql.query(
        scope,
        Document.SELECT
            + "WHERE d.id <> :self AND (d.issuer_id = :tenant OR (s.state <> 'DRAFT' AND :tenant IN"
            + " (d.recipient_id, d.seller_id))) AND (d.id IN (:refers, :corrects)"
            + " OR d.refers_to IN (:self, NULLIF(:refers, 0)) OR d.corrects_id = :self)"
            + " ORDER BY d.id DESC LIMIT 50",
        query ->
            query
                .bind("self", ids.get(0))
                .bind("refers", ids.get(1))
                .bind("corrects", ids.get(2))
                .map((row, context) -> Document.read(row))
                .list());
  }

  /** What is printed, exactly as it was when the document was issued. */
  public Sheet sheet(Scope scope, long id) {
    get(scope, id);
    return sql.query(
        scope,
        "SELECT d.sheet, d.hash FROM document d WHERE d.id = :id"
            + " AND :tenant IN (d.issuer_id, d.recipient_id, d.seller_id)",
        query ->
            query
                .bind("id", id)
                .map(
                    (row, context) -> {
                      var text = row.getString("sheet");
                      requireWhole(id, text, row.getBytes("hash"));
                      return withLogo(scope, SheetJson.read(text));
                    })
                .one());
  }

  private static void requireWhole(long id, String sheet, byte[] hash) {
    var bytes = sheet.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    if (!java.util.Arrays.equals(DocumentTable.sha256(bytes), hash)) {
      throw new IllegalStateException("Document " + id + " is not what was issued");
    }
  }

  private Sheet withLogo(Scope scope, Sheet sheet) {
    var hash = sheet.letterhead().logo();
    if (hash == null) {
      return sheet;
    }
    return sql.query(
        scope,
        "SELECT bytes FROM document_logo WHERE hash = :hash AND :tenant > 0",
        query -> DocumentTable.withLogo(sheet, query.bind("hash", hash).mapTo(byte[].class).one()));
  }

  /** How many of each state need something done by the tenant: the chips of the list. */
  public Map<State, Integer> waiting(Scope scope) {
    var counts = new HashMap<State, Integer>();
    sql.query(
        scope,
        "SELECT s.state, COUNT(*) AS n FROM document d JOIN document_state s ON s.document_id ="
            + " d.id WHERE (d.issuer_id = :tenant AND s.state IN ('DRAFT', 'OBJECTED'))"
            + " OR (d.recipient_id = :tenant AND s.state = 'SENT' AND d.object_days > 0)"
            + " GROUP BY s.state",
        query ->
            query
                .map((row, context) -> counts.put(State.valueOf(row.getString(1)), row.getInt(2)))
                .list());
    return counts;
  }
}
