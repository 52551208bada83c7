package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Numbers without gaps. Thread-safe.
 *
 * <p>The counter of a series is a row that is locked before anything is read and changed in the
 * transaction that issues: who comes second waits, and what is rolled back gives its numbers back.
 */
@ApplicationScoped
public class Numbering {

  private final TenantSql sql;
  private final Audit audit;

  /** A counter: who counts what. */
  record Counter(long issuerId, String series) implements Comparable<Counter> {

    @Override
    public int compareTo(Counter other) {
      var byIssuer = Long.compare(issuerId, other.issuerId);
      return byIssuer != 0 ? byIssuer : series.compareTo(other.series);
    }
  }

  /** A series as the settings page shows it. */
  public record Setting(Series series, int last, String example) {}

  @Inject
  public Numbering(TenantSql sql, Audit audit) {
    this.sql = sql;
    this.audit = audit;
  }

  protected Numbering() {
    this(null, null);
  }

  /** How the tenant numbers each kind, with the last number given this year. */
  public List<Setting> settings(Scope scope, java.time.LocalDate today) {
    var own = new EnumMap<Kind, Series>(Kind.class);
    sql.query(
            scope,
            "SELECT kind, prefix, yearly, digits FROM document_series WHERE issuer_id = :tenant",
            query ->
                query
                    .map(
                        (row, context) ->
                            new Series(
                                Kind.valueOf(row.getString("kind")),
                                row.getString("prefix"),
                                row.getBoolean("yearly"),
                                row.getInt("digits")))
                    .list())
        .forEach(series -> own.put(series.kind(), series));
    var last = new HashMap<String, Integer>();
    sql.query(
        scope,
        "SELECT series, last FROM document_counter WHERE issuer_id = :tenant",
        query -> query.map((row, context) -> last.put(row.getString(1), row.getInt(2))).list());
    return Arrays.stream(Kind.values())
        .map(kind -> own.getOrDefault(kind, Series.usual(kind)))
        .map(
            series -> {
              var given = last.getOrDefault(series.on(today), 0);
              return new Setting(series, given, series.number(today, given + 1));
            })
        .toList();
  }

  /**
   * Changes how a kind is numbered from the next document on. Numbers that were given stay.
   *
   * @throws Fault when the prefix is not one
   */
  public void save(Scope scope, Series series) {
    Rights.mayFinance(scope);
    if (series.prefix().length() > Series.PREFIX_LENGTH) {
      throw Fault.invalid("prefix", "document.fault.prefix", Series.PREFIX_LENGTH);
    }
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "REPLACE INTO document_series (issuer_id, kind, prefix, yearly, digits)"
                  + " VALUES (:tenant, :kind, :prefix, :yearly, :digits)",
              update ->
                  update
                      .bind("kind", series.kind().name())
                      .bind("prefix", series.prefix())
                      .bind("yearly", series.yearly())
                      .bind("digits", series.digits()));
          audit.write(
              scope,
              "series.save",
              series.kind().name().toLowerCase(java.util.Locale.ROOT),
              series.prefix() + (series.yearly() ? " yearly " : " ") + series.digits());
          return null;
        });
  }

  /** The series of issuers, as they are set or usual. */
  static Map<Long, Map<Kind, Series>> of(Connection connection, Collection<Long> issuers)
      throws SQLException {
    var all = new HashMap<Long, Map<Kind, Series>>();
    for (var issuer : issuers) {
      var usual = new EnumMap<Kind, Series>(Kind.class);
      Arrays.stream(Kind.values()).forEach(kind -> usual.put(kind, Series.usual(kind)));
      all.put(issuer, usual);
    }
    try (var statement =
        connection.prepareStatement(
            "SELECT kind, prefix, yearly, digits FROM document_series WHERE issuer_id = ?")) {
      for (var issuer : all.keySet()) {
        statement.setLong(1, issuer);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var kind = Kind.valueOf(rows.getString("kind"));
            all.get(issuer)
                .put(
                    kind,
                    new Series(
                        kind,
                        rows.getString("prefix"),
                        rows.getBoolean("yearly"),
                        rows.getInt("digits")));
          }
        }
      }
    }
    return all;
  }

  /** Locks counters in their order and says the last number that each has given. */
  static Map<Counter, Integer> lock(Connection connection, Collection<Counter> counters)
      throws SQLException {
    var last = new TreeMap<Counter, Integer>();
    counters.forEach(counter -> last.put(counter, 0));
    for (var counter : new ArrayList<>(last.keySet())) {
      try (var statement =
          connection.prepareStatement(
              "INSERT INTO document_counter (issuer_id, series, last) VALUES (?, ?, 0)"
                  + " ON DUPLICATE KEY UPDATE last = last")) {
        statement.setLong(1, counter.issuerId());
        statement.setString(2, counter.series());
        statement.executeUpdate();
      }
      try (var statement =
          connection.prepareStatement(
              "SELECT last FROM document_counter WHERE issuer_id = ? AND series = ? FOR UPDATE")) {
        statement.setLong(1, counter.issuerId());
        statement.setString(2, counter.series());
        try (var row = statement.executeQuery()) {
          row.next();
          last.put(counter, row.getInt(1));
        }
      }
    }
    return last;
  }

  /** Keeps the last numbers given. The counters are locked. */
  static void write(Connection connection, Map<Counter, Integer> last) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE document_counter SET last = ? WHERE issuer_id = ? AND series = ?")) {
      for (var counter : last.entrySet()) {
        statement.setInt(1, counter.getValue());
        statement.setLong(2, counter.getKey().issuerId());
        statement.setString(3, counter.getKey().series());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
