package livery.premium;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongFunction;
import livery.billing.Edge;
import livery.billing.Money;
import livery.client.Tenants;
import livery.order.KeyOrder;
import livery.store.Store;
import livery.store.Utc;
import livery.tariff.PremiumRule;
import livery.tariff.PremiumTerms;
import livery.tenant.Scope;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** The rows of premium income. Thread-safe. */
@ApplicationScoped
class IncomeRows {

  private final Store store;
  private final TenantSql sql;
  private final TenantTree tree;
  private final PremiumTerms terms;

  @Inject
  IncomeRows(Store store, TenantSql sql, TenantTree tree, PremiumTerms terms) {
    this.store = store;
    this.sql = sql;
    this.tree = tree;
    this.terms = terms;
  }

  protected IncomeRows() {
    this(null, null, null, null);
  }

  /** Confirmed, payable and paid income of a tenant, with what it passes on of each row. */
  List<Income.Line> confirmed(Scope scope, YearMonth from, YearMonth to) {
    return sql.query(
        scope,
        "SELECT i.*, CONCAT(n.country, ' ', n.digits) AS number, t.name AS tenant_name,"
            + " COALESCE((SELECT SUM(o.amount) FROM premium_income o WHERE o.statement_id ="
            + " i.statement_id AND o.seller_id = i.buyer_id AND o.number_id = i.number_id AND"
            + " o.tenant_id = i.tenant_id), 0) AS passed_on FROM premium_income i JOIN number n ON"
            + " n.id = i.number_id JOIN tenant t ON t.id = i.tenant_id WHERE i.buyer_id = :tenant"
            + " AND i.period BETWEEN :from AND :to ORDER BY i.period DESC, i.id",
        query ->
            query
                .bind("from", OperatorStatements.number(from))
                .bind("to", OperatorStatements.number(to))
                .map(
                    (row, context) -> {
                      var currency = row.getString("currency");
                      return new Income.Line(
                          row.getLong("id"),
                          row.getInt("period"),
                          row.getLong("number_id"),
                          row.getString("number"),
                          row.getLong("tenant_id"),
                          row.getString("tenant_name"),
                          Income.State.valueOf(row.getString("state")),
                          row.getLong("messages"),
                          new Money(row.getLong("gross"), currency),
                          new Money(row.getLong("amount"), currency),
                          new Money(row.getLong("passed_on"), currency),
                          row.getObject("payable_on", LocalDate.class));
                    })
                .list());
  }

  private record Counted(
      int period,
      long numberId,
      String number,
      String country,
      long tenantId,
      String tenant,
      long messages,
      Money gross) {}

  /** Our own count of what no operator's statement has confirmed. */
  List<Income.Line> estimated(Scope scope, YearMonth from, YearMonth to) {
    var counted =
        sql.query(
            scope,
            "SELECT YEAR(d.day) * 100 + MONTH(d.day) AS period, d.number_id, CONCAT(n.country, ' ',"
                + " n.digits) AS number, d.country, d.currency, d.tenant_id, t.name AS tenant_name,"
                + " SUM(d.messages) AS messages, SUM(d.messages * d.price) AS gross FROM"
                + " premium_day d JOIN number n ON n.id = d.number_id JOIN tenant t ON t.id ="
                + " d.tenant_id WHERE d.tenant_id IN (<subtree>) AND d.day >= :from AND d.day < :to"
                + " AND NOT EXISTS (SELECT 1 FROM premium_statement_row r JOIN premium_statement p"
                + " ON p.id = r.statement_id WHERE r.link_id = d.link_id AND r.number_id ="
                + " d.number_id AND r.day = d.day AND p.state = 'CONFIRMED') GROUP BY 1,"
                + " d.number_id, n.country, n.digits, d.country, d.currency, d.tenant_id, t.name",
            query ->
                query
                    .bind("from", from.atDay(1))
                    .bind("to", to.plusMonths(1).atDay(1))
                    .map(
                        (row, context) ->
                            new Counted(
                                row.getInt("period"),
                                row.getLong("number_id"),
                                row.getString("number"),
                                row.getString("country"),
                                row.getLong("tenant_id"),
                                row.getString("tenant_name"),
                                row.getLong("messages"),
                                new Money(row.getLong("gross"), row.getString("currency"))))
                    .list());
    var rules = new HashMap<String, PremiumRule>();
    terms.rules().forEach(rule -> rules.put(rule.country(), rule));
    var percents = new HashMap<Share, BigDecimal>();
    var lines = new ArrayList<Income.Line>();
    for (var one : counted) {
      var rule = rules.get(one.country());
      if (rule != null) {
        lines.add(
            estimate(
                scope,
                one,
                rule,
                tenant ->
                    percents.computeIfAbsent(
                        new Share(tenant, rule.country(), one.period()),
                        share -> terms.percent(tenant, rule, one.period()))));
      }
    }
    return lines;
  }

  /** Whose share of a country's net in a month. */
  private record Share(long tenantId, String country, int period) {}

  private Income.Line estimate(
      Scope scope, Counted one, PremiumRule rule, LongFunction<BigDecimal> percents) {
    var net = rule.split(one.gross()).net();
    var income = share(net, percents.apply(scope.tenantId()));
    var below = below(scope.tenantId(), one.tenantId());
    var passedOn = below == 0 ? Money.zero(net.currency()) : share(net, percents.apply(below));
    return new Income.Line(
        0,
        one.period(),
        one.numberId(),
        one.number(),
        one.tenantId(),
        one.tenant(),
        Income.State.ESTIMATED,
        one.messages(),
        one.gross(),
        income,
        passedOn,
        null);
  }

  private static Money share(Money net, BigDecimal percent) {
    return Money.rounded(net.toBigDecimal().multiply(percent).movePointLeft(2), net.currency());
  }

  /** The buyer of {@code tenantId} on the way down to another one; 0 where that is itself. */
  private long below(long tenantId, long receiver) {
    var chain = tree.chain(receiver);
    for (var i = 1; i < chain.size(); i++) {
      if (chain.get(i).id() == tenantId) {
        return chain.get(i - 1).id();
      }
    }
    return 0;
  }

  /** What is payable to the tenant's buyers, and by the operators where asked for. */
  List<Income.Due> due(
      Scope scope, boolean operators, KeyOrder<Income.Due>.Place place, int limit) {
    return sql.query(
        scope,
        "SELECT * FROM (SELECT i.buyer_id, t.name, i.currency, SUM(i.amount) AS amount, SUM(i.messages) AS messages"
            + " FROM premium_income i JOIN tenant t ON t.id = i.buyer_id WHERE i.state = 'PAYABLE'"
            + " AND (i.seller_id = :tenant OR :operators AND i.seller_id = "
            + Edge.OPERATORS
            + ") GROUP BY i.buyer_id, t.name, i.currency) due WHERE TRUE"
            + place.sql()
            + " LIMIT "
            + limit,
        query ->
            place
                .bind(query)
                .bind("operators", operators)
                .map(
                    (row, context) ->
                        new Income.Due(
                            row.getLong("buyer_id"),
                            row.getString("name"),
                            new Money(row.getLong("amount"), row.getString("currency")),
                            row.getLong("messages")))
                .list());
  }

  /** Rows that are payable, locked. */
  record Payable(List<Long> ids, Money amount, long messages) {}

  /** Whether a tenant buys from the one of the scope, or did before it moved. */
  boolean hasBought(Scope scope, long buyerId) {
    return Tenants.hasBought(sql, scope, buyerId);
  }

  Payable lockPayable(Connection connection, long seller, long buyer, String currency)
      throws SQLException {
    var ids = new ArrayList<Long>();
    var amount = 0L;
    var messages = 0L;
    try (var statement =
        connection.prepareStatement(
            "SELECT id, amount, messages FROM premium_income WHERE seller_id = ? AND buyer_id = ?"
                + " AND currency = ? AND state = 'PAYABLE' ORDER BY id FOR UPDATE")) {
      statement.setLong(1, seller);
      statement.setLong(2, buyer);
      statement.setString(3, currency);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
          amount = Math.addExact(amount, rows.getLong(2));
          messages += rows.getLong(3);
        }
      }
    }
    return new Payable(ids, new Money(amount, currency), messages);
  }

  void paid(Connection connection, List<Long> ids, long posting, Instant at) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "UPDATE premium_income SET state = 'PAID', payout_id = ?, paid_at = ? WHERE id = ?"
                + " AND state = 'PAYABLE'")) {
      for (var id : ids) {
        statement.setLong(1, posting);
        statement.setObject(2, Utc.of(at));
        statement.setLong(3, id);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  int ripen(LocalDate today) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle.execute(
                    "UPDATE premium_income SET state = 'PAYABLE' WHERE state = 'CONFIRMED'"
                        + " AND payable_on <= ?",
                    today));
  }
}
