package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import livery.billing.Money;
import livery.billing.Rounding;
import livery.billing.tax.TaxRule;
import livery.document.By;
import livery.document.DocumentLine;
import livery.document.Draft;
import livery.document.Issuer;
import livery.fault.Fault;
import livery.paper.Head;
import livery.paper.Kind;
import livery.paper.Reference;
import livery.paper.Sheet;
import livery.paper.Table;
import livery.paper.Total;
import livery.party.Parties;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Rights;
import livery.tenant.Scope;

/**
 * Operator settlements: what a confirmed statement of an operator comes to for each buyer, number
 * by number, once for each statement and pair. Thread-safe.
 */
@ApplicationScoped
public class OperatorPapers {

  private static final int OBJECT_DAYS = 30;

  /** Documents of one transaction. */
  static final int BATCH = 100;

  private final Store store;
  private final Desk desk;
  private final Issuer issuer;
  private final Parties parties;
  private final Runs runs;
  private final Clock clock;

  private record Pair(
      long statement, int period, long buyer, String currency, Instant confirmedAt) {}

  private record Number(String number, long counted, long confirmed, Money gross, Money amount) {}

  @Inject
  public OperatorPapers(
      Store store, Desk desk, Issuer issuer, Parties parties, Runs runs, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.issuer = issuer;
    this.parties = parties;
    this.runs = runs;
    this.clock = clock;
  }

  protected OperatorPapers() {
    this(null, null, null, null, null, null);
  }

  /**
   * Issues what is missing for the tenant's buyers, by all statements that are confirmed.
   *
   * @return how many are new
   */
  public int issue(Scope scope) {
    Rights.mayFinance(scope);
    if (!parties.areKnown(scope.tenantId())) {
      throw Fault.conflict("", "issue.fault.requisites");
    }
    return issue(scope.tenantId(), By.of(scope));
  }

  int issue(long seller, By by) {
    var issued = 0;
    while (true) {
      var pairs = store.inTransaction(connection -> pairs(connection, seller));
      if (pairs.isEmpty()) {
        return issued;
      }
      issued += issue(seller, pairs, by);
    }
  }

  /** A batch in one transaction: what is issued is not found any more. */
  private int issue(long seller, List<Pair> pairs, By by) {
    var tenants = new ArrayList<>(List.of(seller));
    pairs.forEach(pair -> tenants.add(pair.buyer()));
    var sitting = desk.sit(tenants);
    var drafts = new ArrayList<Draft>();
    for (var pair : pairs) {
      var numbers = store.inTransaction(connection -> numbers(connection, seller, pair));
      drafts.add(draft(seller, pair, numbers, sitting));
    }
    return (int)
        issuer.again(connection -> issuer.issue(drafts, by)).values().stream()
            .filter(issued -> !issued.before())
            .count();
  }

  /** The next pairs that have no document yet. */
  private static List<Pair> pairs(Connection connection, long seller) throws SQLException {
    var pairs = new ArrayList<Pair>();
    try (var statement =
        connection.prepareStatement(
            "SELECT DISTINCT i.statement_id, i.period, i.buyer_id, i.currency, s.confirmed_at FROM"
                + " premium_income i JOIN premium_statement s ON s.id = i.statement_id AND s.state ="
                + " 'CONFIRMED' WHERE i.seller_id = ? AND NOT EXISTS (SELECT 1 FROM document o WHERE"
                + " o.issue_key = CONCAT('"
                + Kind.OPERATOR_SETTLEMENT
                + "/', i.statement_id, '/', i.seller_id, '-', i.buyer_id, '/', i.currency)) ORDER BY"
                + " i.statement_id, i.buyer_id, i.currency LIMIT "
                + BATCH)) {
      statement.setLong(1, seller);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          pairs.add(
              new Pair(
                  rows.getLong("statement_id"),
                  rows.getInt("period"),
                  rows.getLong("buyer_id"),
                  rows.getString("currency"),
                  Utc.read(rows, "confirmed_at").orElseThrow()));
        }
      }
    }
    return pairs;
  }

  /** All numbers of a pair. */
  private static List<Number> numbers(Connection connection, long seller, Pair pair)
      throws SQLException {
    var numbers = new ArrayList<Number>();
    try (var statement =
        connection.prepareStatement(
            "SELECT CONCAT(n.country, ' ', n.digits) AS number, SUM(i.messages) AS confirmed,"
                + " SUM(i.gross) AS gross, SUM(i.amount) AS amount, COALESCE(SUM((SELECT"
                + " SUM(d.messages) FROM premium_day d WHERE d.number_id = i.number_id AND"
                + " d.link_id = s.link_id AND d.tenant_id = i.tenant_id AND YEAR(d.day) * 100 +"
                + " MONTH(d.day) = i.period)), 0) AS counted FROM premium_income i JOIN"
                + " premium_statement s ON s.id = i.statement_id JOIN number n ON n.id ="
                + " i.number_id WHERE i.statement_id = ? AND i.seller_id = ? AND i.buyer_id = ? AND"
                + " i.currency = ? AND i.period = ? GROUP BY n.country, n.digits ORDER BY n.country,"
                + " n.digits")) {
      statement.setLong(1, pair.statement());
      statement.setLong(2, seller);
      statement.setLong(3, pair.buyer());
      statement.setString(4, pair.currency());
      statement.setInt(5, pair.period());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          numbers.add(
              new Number(
                  rows.getString("number"),
                  rows.getLong("counted"),
                  rows.getLong("confirmed"),
                  new Money(rows.getLong("gross"), pair.currency()),
                  new Money(rows.getLong("amount"), pair.currency())));
        }
      }
    }
    return numbers;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), runs.zone());
  }

  private Draft draft(long seller, Pair pair, List<Number> numbers, Desk.Sitting sitting) {
    var none = TaxRule.none(TaxRule.Regime.NOT_A_PAYER);
    var coins = Rounding.toCoins(pair.currency());
    var month = YearMonth.of(pair.period() / 100, pair.period() % 100);
    var zero = Money.zero(pair.currency());
    var ledger = numbers.stream().map(Number::amount).reduce(zero, Money::plus);
    var document = none.document(numbers.stream().map(one -> coins.round(one.amount())).toList());
    var lines = new ArrayList<DocumentLine>();
    for (var i = 0; i < numbers.size(); i++) {
      var one = numbers.get(i);
      lines.add(
          new DocumentLine(
              0,
              "",
              "",
              null,
              Math.max(1, one.confirmed()),
              one.amount(),
              document.lines().get(i),
              0,
              one.number()));
    }
    return new Draft(
        Kind.OPERATOR_SETTLEMENT,
        seller,
        pair.buyer(),
        seller,
        pair.buyer(),
        "%s/%d/%d-%d/%s"
            .formatted(
                Kind.OPERATOR_SETTLEMENT, pair.statement(), seller, pair.buyer(), pair.currency()),
        1,
        0,
        0,
        pair.period(),
        month.atDay(1),
        month.atEndOfMonth(),
        today(),
        null,
        OBJECT_DAYS,
        sitting.language(seller),
        document.total(),
        zero,
        ledger,
        null,
        lines,
        "",
        number -> sheet(number, seller, pair, numbers, sitting));
  }

  private Sheet sheet(
      String number, long seller, Pair pair, List<Number> numbers, Desk.Sitting sitting) {
    var month = YearMonth.of(pair.period() / 100, pair.period() % 100);
    var coins = Rounding.toCoins(pair.currency());
    var zero = Money.zero(pair.currency());
    var confirmedOn = LocalDate.ofInstant(pair.confirmedAt(), runs.zone());
    var heads = List.of(Head.NUMBER, Head.COUNTED, Head.CONFIRMED, Head.GROSS, Head.PAYABLE);
    var rows =
        numbers.stream()
            .map(
                one ->
                    Table.Row.of(
                        one.number(),
                        one.counted(),
                        one.confirmed(),
                        coins.round(one.gross()),
                        coins.round(one.amount())))
            .toList();
    var gross = numbers.stream().map(one -> coins.round(one.gross())).reduce(zero, Money::plus);
    var payable = numbers.stream().map(one -> coins.round(one.amount())).reduce(zero, Money::plus);
    return Sheet.of(
            sitting.letterhead(seller),
            Sheet.Heading.of(
                    Kind.OPERATOR_SETTLEMENT,
                    sitting.language(seller),
                    number,
                    today(),
                    pair.currency())
                .withPeriod(month.atDay(1), month.atEndOfMonth()),
            sitting.party(seller),
            sitting.party(pair.buyer()))
        .withReferences(
            List.of(
                Reference.to(
                    Reference.What.OPERATOR_STATEMENT, "S-" + pair.statement(), confirmedOn)))
        .withTables(List.of(Table.of("", heads, rows)))
        .withTotals(
            List.of(
                new Total(Total.What.SUBSCRIBERS_PAID, gross),
                new Total(Total.What.PAYABLE, payable)));
  }
}
