package livery.premium;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.order.KeyOrder;
import livery.store.Store;
import livery.store.Utc;
import livery.tariff.PremiumRule;

/** The rows of operators' statements. Thread-safe. */
@ApplicationScoped
class StatementRows {

  private static final int FAULTS_MAX = 1_000;
  private static final int ARGUMENTS_LENGTH = 300;

  private static final String SELECT =
      "SELECT p.*, l.network FROM premium_statement p LEFT JOIN smpp_link l ON l.id = p.link_id ";

  private static final String DIFFERENCES =
      "SELECT * FROM (SELECT x.number_id, n.digits, x.day, SUM(x.own) AS own, SUM(x.stated) AS"
          + " stated, SUM(x.own_gross) AS own_gross, SUM(x.gross) AS gross FROM"
          + " (SELECT number_id, day, messages AS own, 0 AS stated, messages *"
          + " price AS own_gross, 0 AS gross FROM premium_day WHERE link_id ="
          + " :link AND country = :country AND day >= :from AND day < :to"
          + " AND NOT EXISTS (SELECT 1 FROM premium_statement_row o WHERE"
          + " o.link_id = :link AND o.number_id = premium_day.number_id AND o.day"
          + " = premium_day.day AND o.statement_id <> :id)"
          + " UNION ALL SELECT number_id, day, 0, messages, 0, gross FROM"
          + " premium_statement_row WHERE statement_id = :id) x"
          + " JOIN number n ON n.id = x.number_id GROUP BY x.number_id, n.digits, x.day) difference"
          + " WHERE TRUE";

  private final Store store;
  private final Clock clock;

  @Inject
  StatementRows(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  protected StatementRows() {
    this(null, null);
  }

  /** A price that a number of a country has from a day on, or had. */
  record Price(long numberId, String digits, LocalDate from, long micros) {}

  /** Those before an id, the newest first. */
  List<Statement> list(long before, int limit) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE p.id < :before ORDER BY p.id DESC LIMIT " + limit)
                    .bind("before", before)
                    .map((row, context) -> read(row))
                    .list());
  }

  Optional<Statement> find(long id) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(SELECT + "WHERE p.id = :id")
                    .bind("id", id)
                    .map((row, context) -> read(row))
                    .findOne());
  }

  Optional<Statement> byHash(long linkId, int period, byte[] hash) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        SELECT
                            + "WHERE p.link_id = :link AND p.period = :period AND p.sha256 = :hash")
                    .bind("link", linkId)
                    .bind("period", period)
                    .bind("hash", hash)
                    .map((row, context) -> read(row))
                    .findOne());
  }

  private static Statement read(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    return new Statement(
        row.getLong("id"),
        row.getLong("link_id"),
        Optional.ofNullable(row.getString("network")).orElse(""),
        row.getInt("period"),
        row.getString("country"),
        row.getString("file_name"),
        Statement.State.valueOf(row.getString("state")),
        row.getInt("good_rows"),
        row.getInt("bad_rows"),
        new Statement.Sums(
            new Money(row.getLong("gross"), currency),
            new Money(row.getLong("vat"), currency),
            new Money(row.getLong("levy"), currency),
            new Money(row.getLong("net"), currency),
            new Money(row.getLong("operator_part"), currency)),
        row.getString("imported_by"),
        Utc.read(row, "imported_at").orElseThrow(),
        Utc.read(row, "confirmed_at").orElse(null));
  }

  /** One for each link. */
  List<Statement.Operator> operators() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT id, name, network FROM smpp_link ORDER BY network, name")
                    .map(
                        (row, context) ->
                            new Statement.Operator(
                                row.getLong("id"), row.getString("name"), row.getString("network")))
                    .list());
  }

  /** The prices of all numbers of a country that ever had one. */
  List<Price> prices(String country) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT n.id, n.digits, s.from_day, s.price FROM number n JOIN number_tariff"
                            + " s ON s.number_id = n.id WHERE n.country = :country AND EXISTS"
                            + " (SELECT 1 FROM number_tariff p WHERE p.number_id = n.id AND p.price"
                            + " > 0)")
                    .bind("country", country)
                    .map(
                        (row, context) ->
                            new Price(
                                row.getLong("id"),
                                row.getString("digits"),
                                row.getObject("from_day", LocalDate.class),
                                row.getLong("price")))
                    .list());
  }

  /** "number day" of what is stated for a link and month, with the statement's id. */
  Map<String, Long> stated(long linkId, YearMonth month) {
    var stated = new HashMap<String, Long>();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT statement_id, number_id, day FROM premium_statement_row"
                            + " WHERE link_id = :link AND day >= :from AND day < :to")
                    .bind("link", linkId)
                    .bind("from", month.atDay(1))
                    .bind("to", month.plusMonths(1).atDay(1))
                    .map(
                        (row, context) ->
                            stated.put(
                                row.getLong("number_id")
                                    + " "
                                    + row.getObject("day", LocalDate.class),
                                row.getLong("statement_id")))
                    .list());
    return stated;
  }

  void insert(Statement statement, byte[] hash, StatementFile.Read read) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO premium_statement (id, link_id, period, country, currency, file_name,"
                      + " sha256, state, good_rows, bad_rows, gross, imported_by, imported_at)"
                      + " VALUES (?, ?, ?, ?, ?, ?, ?, 'IMPORTED', ?, ?, ?, ?, ?)",
                  statement.id(),
                  statement.linkId(),
                  statement.period(),
                  statement.country(),
                  statement.sums().gross().currency(),
                  statement.fileName(),
                  hash,
                  statement.goodRows(),
                  statement.badRows(),
                  statement.sums().gross().micros(),
                  statement.importedBy(),
                  Utc.of(statement.importedAt()));
              var rows =
                  handle.prepareBatch(
                      "INSERT INTO premium_statement_row (statement_id, number_id, day, link_id,"
                          + " messages, gross) VALUES (?, ?, ?, ?, ?, ?)");
              read.good()
                  .forEach(
                      row ->
                          rows.add(
                              statement.id(),
                              row.numberId(),
                              row.day(),
                              statement.linkId(),
                              row.messages(),
                              row.grossMicros()));
              rows.execute();
              var faults =
                  handle.prepareBatch(
                      "INSERT IGNORE INTO premium_statement_fault (statement_id, line, content,"
                          + " reason, arguments) VALUES (?, ?, ?, ?, ?)");
              read.bad().stream()
                  .limit(FAULTS_MAX)
                  .forEach(
                      bad ->
                          faults.add(
                              statement.id(),
                              bad.line(),
                              bad.content(),
                              bad.reason().key(),
                              arguments(bad)));
              if (!read.bad().isEmpty()) {
                faults.execute();
              }
            });
  }

  private static String arguments(StatementFile.Bad bad) {
    var joined =
        Arrays.stream(bad.reason().arguments())
            .map(String::valueOf)
            .collect(Collectors.joining("\t"));
    return joined.substring(0, Math.min(joined.length(), ARGUMENTS_LENGTH));
  }

  List<Statement.Refused> refused(long id) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM premium_statement_fault WHERE statement_id = :id"
                            + " ORDER BY line LIMIT "
                            + FAULTS_MAX)
                    .bind("id", id)
                    .map(
                        (row, context) ->
                            new Statement.Refused(
                                row.getInt("line"),
                                row.getString("content"),
                                row.getString("reason"),
                                List.of((Object[]) row.getString("arguments").split("\t", -1))))
                    .list());
  }

  /**
   * Both counts of each number and day of the statement's month that either has: all of them, for
   * money is paid by what they come to.
   */
  List<Difference> differences(Statement statement, PremiumRule rule) {
    return differences(statement, rule, Difference.ORDER.from(""), Integer.MAX_VALUE);
  }

  /** The same part by part. */
  List<Difference> differences(
      Statement statement, PremiumRule rule, KeyOrder<Difference>.Place place, int limit) {
    var month = YearMonth.of(statement.period() / 100, statement.period() % 100);
    return store
        .jdbi()
        .withHandle(
            handle ->
                place
                    .bind(handle.createQuery(DIFFERENCES + place.sql() + " LIMIT " + limit))
                    .bind("link", statement.linkId())
                    .bind("country", statement.country())
                    .bind("from", month.atDay(1))
                    .bind("to", month.plusMonths(1).atDay(1))
                    .bind("id", statement.id())
                    .map((row, context) -> Difference.read(row, rule))
                    .list());
  }

  /** Locks a statement that is not confirmed yet; false where it is, or is gone. */
  boolean begin(Connection connection, long id) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT 1 FROM premium_statement WHERE id = ? AND state = 'IMPORTED' FOR UPDATE")) {
      statement.setLong(1, id);
      try (var row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Notes that it is confirmed, with what it came to. */
  void confirm(long id, ShareOut.Result result, long postingId) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE premium_statement SET state = 'CONFIRMED', vat = ?, levy = ?, net = ?,"
                        + " operator_part = ?, posting_id = ?, confirmed_at = ? WHERE id = ?",
                    result.split().vat().micros(),
                    result.split().levy().micros(),
                    result.split().net().micros(),
                    result.operatorPart().micros(),
                    postingId,
                    Utc.of(clock.instant()),
                    id));
  }

  void delete(long id) {
    store
        .jdbi()
        .useHandle(
            handle -> {
              for (var table : List.of("premium_statement_row", "premium_statement_fault")) {
                handle.execute("DELETE FROM " + table + " WHERE statement_id = ?", id);
              }
              handle.execute("DELETE FROM premium_statement WHERE id = ?", id);
            });
  }

  /** Our own count of a stated number and day, by tenant. */
  record OwnCount(long tenantId, long messages) {}

  /** A row of a statement with what we counted ourselves. */
  record Row(long numberId, long renter, long messages, long grossMicros, List<OwnCount> own) {}

  /** The rows of a statement, each with our own count of it. */
  List<Row> rows(long id) {
    var own = new HashMap<String, List<OwnCount>>();
    var found = new ArrayList<Row>();
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle
                  .createQuery(
                      "SELECT r.number_id, r.day, d.tenant_id, SUM(d.messages) AS messages FROM"
                          + " premium_statement_row r JOIN premium_day d ON d.number_id ="
                          + " r.number_id AND d.day = r.day AND d.link_id = r.link_id"
                          + " WHERE r.statement_id = :id GROUP BY r.number_id, r.day, d.tenant_id"
                          + " ORDER BY r.number_id, r.day, d.tenant_id")
                  .bind("id", id)
                  .map(
                      (row, context) ->
                          own.computeIfAbsent(
                                  row.getLong("number_id") + " " + row.getString("day"),
                                  none -> new ArrayList<>())
                              .add(new OwnCount(row.getLong("tenant_id"), row.getLong("messages"))))
                  .list();
              handle
                  .createQuery(
                      "SELECT r.number_id, r.day, r.messages, r.gross, COALESCE(n.tenant_id, 0) AS"
                          + " renter FROM premium_statement_row r JOIN number n ON n.id ="
                          + " r.number_id WHERE r.statement_id = :id ORDER BY r.number_id, r.day")
                  .bind("id", id)
                  .map(
                      (row, context) ->
                          found.add(
                              new Row(
                                  row.getLong("number_id"),
                                  row.getLong("renter"),
                                  row.getLong("messages"),
                                  row.getLong("gross"),
                                  own.getOrDefault(
                                      row.getLong("number_id") + " " + row.getString("day"),
                                      List.of()))))
                  .list();
            });
    return found;
  }
}
