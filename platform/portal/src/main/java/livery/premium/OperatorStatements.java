package livery.premium;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Store;
import livery.tariff.PremiumRule;
import livery.tariff.PremiumTerms;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/**
 * The operators' files of what they have collected: good rows go in, bad ones are told; differences
 * to our own count are shown; confirmed, they are what is paid by. For the platform's people.
 * Thread-safe.
 */
@ApplicationScoped
public class OperatorStatements {

  /** Most rows of a part of a list. */
  public static final int PART_MAX = 200;

  private static final int FILE_NAME_LENGTH = 190;

  private final Store store;
  private final TenantTree tree;
  private final PremiumTerms terms;
  private final StatementRows rows;
  private final Confirming confirming;
  private final Ids ids;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public OperatorStatements(
      Store store,
      TenantTree tree,
      PremiumTerms terms,
      StatementRows rows,
      Confirming confirming,
      Ids ids,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.tree = tree;
    this.terms = terms;
    this.rows = rows;
    this.confirming = confirming;
    this.ids = ids;
    this.clock = clock;
    this.audit = audit;
  }

  protected OperatorStatements() {
    this(null, null, null, null, null, null, null, null);
  }

  /**
   * A file that is to be taken in.
   *
   * @param period 2026-03
   * @param mapping which columns mean what; what is empty is guessed from the headings
   */
  public record Upload(
      long linkId,
      String country,
      String period,
      String fileName,
      String content,
      Mapping mapping) {}

  /**
   * The statements there are, the newest first.
   *
   * @param before the id of the last one of the part before; {@link Long#MAX_VALUE} for the first
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Statement> list(Scope scope, long before, int limit) {
    Rights.mayOperate(scope, tree);
    Check.range("limit", limit, 1, PART_MAX + 1L);
    return rows.list(before, limit);
  }

  /** One of them, with the rows that did not go in. */
  public Statement find(Scope scope, long id) {
    Rights.mayOperate(scope, tree);
    return rows.find(id).orElseThrow(() -> Fault.notFound("statement", id));
  }

  /** The rows that did not go in. */
  public List<Statement.Refused> refused(Scope scope, long id) {
    return rows.refused(find(scope, id).id());
  }

  /**
   * Own count and the operator's, for each number and day that either has: all of them, as many as
   * the country's numbers have days in the month.
   */
  public List<Difference> differences(Scope scope, long id) {
    var statement = find(scope, id);
    return rows.differences(statement, rule(statement.country()));
  }

  /**
   * The same part by part.
   *
   * @param after what {@link Difference#place} said of the last one of the part before; empty for
   *     the first part
   * @param limit 1 to {@value #PART_MAX} and one more
   */
  public List<Difference> differences(Scope scope, long id, String after, int limit) {
    Check.range("limit", limit, 1, PART_MAX + 1L);
    var statement = find(scope, id);
    return rows.differences(
        statement, rule(statement.country()), Difference.ORDER.from(after), limit);
  }

  /** The links whose operators send statements. */
  public List<Statement.Operator> operators(Scope scope) {
    Rights.mayOperate(scope, tree);
    return rows.operators();
  }

  /**
   * Takes a file in. The same file for the same operator and month is not taken twice: the one that
   * is there is returned.
   *
   * @throws Fault when it cannot be read at all, or has no good row
   */
  public Statement load(Scope scope, Upload upload) {
    Rights.mayOperate(scope, tree);
    var rule = rule(Check.text("country", upload.country(), 2));
    var month = month(upload.period());
    var operator =
        rows.operators().stream()
            .filter(one -> one.linkId() == upload.linkId())
            .findFirst()
            .orElseThrow(() -> Fault.invalid("linkId", "premium.fault.link", upload.linkId()));
    if (upload.content() == null || upload.content().isBlank()) {
      throw Fault.invalid("file", "premium.fault.empty");
    }
    var hash = sha256(upload.content());
    var before = rows.byHash(upload.linkId(), number(month), hash);
    if (before.isPresent()) {
      return before.get();
    }
    var read = read(upload, rule, month, operator);
    var statement =
        new Statement(
            ids.next(),
            upload.linkId(),
            operator.network(),
            number(month),
            rule.country(),
            Check.optionalText("fileName", upload.fileName(), FILE_NAME_LENGTH),
            Statement.State.IMPORTED,
            read.good().size(),
            read.bad().size(),
            Statement.Sums.gross(read.good(), rule.currency()),
            scope.actor(),
            clock.instant(),
            null);
    store.inTransaction(
        connection -> {
          rows.insert(statement, hash, read);
          audit.write(
              scope,
              "premium.import",
              "statement " + statement.id(),
              operator.network() + " " + month + ": " + read.good().size() + " rows");
          return null;
        });
    return statement;
  }

  private StatementFile.Read read(
      Upload upload, PremiumRule rule, YearMonth month, Statement.Operator operator) {
    var decimals = Currency.getInstance(rule.currency()).getDefaultFractionDigits();
    var numbers = numbers(rule.country());
    var mapping = upload.mapping() == null ? new Mapping("", "", "", "") : upload.mapping();
    var read = new StatementFile(month, numbers, decimals).read(upload.content(), mapping);
    var known = rows.stated(operator.linkId(), month);
    var good = new java.util.ArrayList<Stated>();
    var bad = new java.util.ArrayList<>(read.bad());
    for (var row : read.good()) {
      var other = known.get(row.numberId() + " " + row.day());
      if (other == null) {
        good.add(row);
      } else {
        bad.add(
            new StatementFile.Bad(
                row.line(),
                row.day().toString(),
                Fault.conflict("day", "premium.fault.stated", row.day(), other)));
      }
    }
    if (good.isEmpty()) {
      var first = bad.get(0);
      throw Fault.invalid(
          "file", "premium.fault.no-row", first.line(), first.reason().getMessage());
    }
    return new StatementFile.Read(good, bad);
  }

  private Map<String, StatementFile.Number> numbers(String country) {
    var numbers = new HashMap<String, StatementFile.Number>();
    for (var step : rows.prices(country)) {
      numbers
          .computeIfAbsent(
              step.digits(), none -> new StatementFile.Number(step.numberId(), new HashMap<>()))
          .prices()
          .put(step.from(), step.micros());
    }
    return numbers;
  }

  /** What the columns of a file are called, with a guess of what they mean. */
  public Mapping guess(String content) {
    return Mapping.guess(StatementFile.head(content));
  }

  /**
   * Confirms a statement: its rows are what is paid by. Books what everybody gets, once.
   *
   * @param accepting whether differences beyond the tolerance are accepted
   * @throws Fault when there are such differences and they are not accepted, or it is confirmed
   *     already
   */
  public Statement confirm(Scope scope, long id, boolean accepting) {
    var statement = find(scope, id);
    var rule = rule(statement.country());
    var beyond = rows.differences(statement, rule).stream().filter(one -> !one.tolerated()).count();
    if (beyond > 0 && !accepting) {
      throw Fault.conflict("accept", "premium.fault.differences", beyond);
    }
    store.inTransaction(
        connection -> {
          if (!rows.begin(connection, id)) {
            throw Fault.conflict("", "premium.fault.confirmed");
          }
          confirming.run(connection, statement, rule);
          audit.write(
              scope, "premium.confirm", "statement " + id, beyond + " differences accepted");
          return null;
        });
    return find(scope, id);
  }

  /** Takes a statement back that is not confirmed yet. */
  public void drop(Scope scope, long id) {
    var statement = find(scope, id);
    store.inTransaction(
        connection -> {
          if (!rows.begin(connection, id)) {
            throw Fault.conflict("", "premium.fault.confirmed");
          }
          rows.delete(id);
          audit.write(scope, "premium.drop", "statement " + id, statement.fileName());
          return null;
        });
  }

  private PremiumRule rule(String country) {
    return terms
        .rule(country)
        .orElseThrow(() -> Fault.invalid("country", "tariff.fault.no-rule", Check.shown(country)));
  }

  private YearMonth month(String period) {
    YearMonth month;
    try {
      month = YearMonth.parse(Check.text("period", period, 7));
    } catch (DateTimeException wrong) {
      throw Fault.invalid("period", "premium.fault.period", Check.shown(period));
    }
    var today = LocalDate.ofInstant(clock.instant(), terms.zone());
    if (month.isAfter(YearMonth.from(today))
        || month.isBefore(YearMonth.from(today).minusYears(2))) {
      throw Fault.invalid("period", "premium.fault.period", month);
    }
    return month;
  }

  static int number(YearMonth month) {
    return month.getYear() * 100 + month.getMonthValue();
  }

  private static byte[] sha256(String content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
