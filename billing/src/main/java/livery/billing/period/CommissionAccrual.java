package livery.billing.period;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import livery.billing.AgentLedger;
import livery.billing.BillingException;
import livery.billing.IdSource;
import livery.billing.Money;
import livery.billing.Sql;
import livery.billing.contract.AgentSettlement;
import livery.billing.contract.Commission;
import livery.billing.contract.Contract;
import livery.billing.contract.ContractHistory;
import livery.billing.price.PriceBook;

/**
 * Posts what agents earn: the commission of a month so far less what was posted of it before.
 * Thread-safe; joins the transaction of its connection.
 *
 * <p>Each (principal, month, agent, currency, day) is posted once, whoever asks and however often;
 * a day that was left out is made up for by the next. What is below zero at a month's end is kept
 * with its last line and carried into the next month.
 */
public final class CommissionAccrual {

  private final IdSource ids;

  /**
   * What an agent's month came to so far.
   *
   * @param delta what was posted by this line; below zero where too much had been posted
   * @param before what the month began with, below zero
   * @param after what of it, and of the month, is carried into the next
   */
  public record Line(
      int period,
      LocalDate uptoDay,
      Money sold,
      Money received,
      Money accrued,
      Money due,
      Money delta,
      CarriedSales before,
      CarriedSales after) {}

  /**
   * What an agent's whole month came to.
   *
   * @param sales what earned: with what was carried into the month, without what was carried out
   */
  public record Whole(
      Commission.Sales sales, Commission.Earned earned, CarriedSales before, CarriedSales after) {

    /** What was sold within the month, less what was given back: below zero where that was more. */
    public Money sold() {
      return sales.sold().plus(after.sold()).minus(before.sold());
    }

    /** What was paid within the month, less what was taken back. */
    public Money received() {
      return sales.received().plus(after.received()).minus(before.received());
    }
  }

  public CommissionAccrual(IdSource ids) {
    this.ids = ids;
  }

  /**
   * Posts the commission of a month up to a day.
   *
   * @param month of the principal's books
   * @param history of the agent's contract; stretches in which it is no agent earn nothing
   * @param principals who sold to the clients: the contract's seller and, for as long as that was
   *     an agent, the one it sold for
   * @param clients whose purchases earn it
   * @param book what the principal asks from the agent
   * @param uptoDay first day that does not count, within the month or the first after it
   * @return the line; empty when that day was posted before
   */
  public Optional<Line> accrue(
      Connection connection,
      BillingMonth month,
      ContractHistory history,
      Collection<Long> principals,
      Collection<Long> clients,
      PriceBook book,
      LocalDate uptoDay,
      Instant now)
      throws SQLException {
    if (!uptoDay.isAfter(month.firstDay())
        || uptoDay.isAfter(month.endDay())
        || now.isBefore(month.start(uptoDay).plus(PeriodClose.IN_FLIGHT))) {
      throw new BillingException.Invalid(
          "Commission of %s is posted up to a day of it that is over, not up to %s at %s"
              .formatted(month, uptoDay, now));
    }
    var contract = history.versions().get(0);
    var key = new Key(month, contract.buyerId(), contract.currency(), uptoDay);
    if (key.isTaken(connection)) {
      return Optional.empty();
    }
    var sum = sum(connection, month, history, principals, clients, book, uptoDay);
    if (sum.last == null) {
      return Optional.empty();
    }
    return Optional.of(key.insert(connection, sum, now));
  }

  private static Sum sum(
      Connection connection,
      BillingMonth month,
      ContractHistory history,
      Collection<Long> principals,
      Collection<Long> clients,
      PriceBook book,
      LocalDate uptoDay)
      throws SQLException {
    var first = history.versions().get(0);
    var sum = new Sum(CarriedSales.into(connection, month, first.buyerId(), first.currency()));
    for (var term : history.within(month.firstDay(), uptoDay)) {
      if (term.contract().mode().isAgent() && !clients.isEmpty()) {
        var sales = new AgentSales(connection, principals, term.contract(), clients);
        var from = month.start(term.from());
        sum.add(term.contract(), sales.of(book, from, month.start(term.to()), sum.after));
      }
    }
    return sum;
  }

  /**
   * What an agent's whole month came to: as it was posted, or as it would be where it was not
   * posted up to its end. For papers, which so tell what the ledger has.
   */
  public static Whole whole(
      Connection connection,
      BillingMonth month,
      ContractHistory history,
      Collection<Long> principals,
      Collection<Long> clients,
      PriceBook book)
      throws SQLException {
    var contract = history.versions().get(0);
    var posted = posted(connection, month, contract.buyerId(), contract.currency());
    if (posted.isPresent()) {
      return posted.get();
    }
    var sum = sum(connection, month, history, principals, clients, book, month.endDay());
    var sales =
        new Commission.Sales(
            sum.sold, sum.base, BigDecimal.valueOf(sum.units), sum.received, sum.collected);
    return new Whole(sales, new Commission.Earned(sum.accrued, sum.due), sum.before, sum.after);
  }

  /** The line that was posted up to a month's end. */
  private static Optional<Whole> posted(
      Connection connection, BillingMonth month, long agent, String currency) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT sold, base, units, received, collected, accrued, due, "
                + CarriedSales.BEFORE
                + ", "
                + CarriedSales.AFTER
                + " FROM commission WHERE seller_id = ? AND period = ? AND agent_id = ? AND currency = ?"
                + " AND upto_day = ?")) {
      statement.setLong(1, month.sellerId());
      statement.setInt(2, month.number());
      statement.setLong(3, agent);
      statement.setString(4, currency);
      statement.setObject(5, month.endDay());
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var sales =
            new Commission.Sales(
                new Money(row.getLong("sold"), currency),
                new Money(row.getLong("base"), currency),
                BigDecimal.valueOf(row.getLong("units")),
                new Money(row.getLong("received"), currency),
                new Money(row.getLong("collected"), currency));
        var earned =
            new Commission.Earned(
                new Money(row.getLong("accrued"), currency),
                new Money(row.getLong("due"), currency));
        return Optional.of(
            new Whole(
                sales,
                earned,
                CarriedSales.read(row, "before", currency),
                CarriedSales.read(row, "after", currency)));
      }
    }
  }

  /** The stretches of a month together. */
  private static final class Sum {
    private final CarriedSales before;
    private CarriedSales after;
    private Contract last;
    private long units;
    private Money sold;
    private Money base;
    private Money received;
    private Money collected;
    private Money accrued;
    private Money due;

    Sum(CarriedSales before) {
      this.before = before;
      after = before;
      var currency = before.sold().currency();
      sold = base = received = collected = accrued = due = Money.zero(currency);
    }

    void add(Contract contract, CarriedSales.Step step) {
      last = contract;
      after = step.after();
      var sales = step.sales();
      var settlement = AgentSettlement.of(last, sales);
      units += sales.units().longValueExact();
      sold = sold.plus(sales.sold());
      base = base.plus(sales.base());
      received = received.plus(sales.received());
      collected = collected.plus(sales.collected());
      accrued = accrued.plus(settlement.accrued());
      due = due.plus(settlement.due());
    }
  }

  private final class Key {
    private final BillingMonth month;
    private final long agent;
    private final String currency;
    private final LocalDate uptoDay;

    Key(BillingMonth month, long agent, String currency, LocalDate uptoDay) {
      this.month = month;
      this.agent = agent;
      this.currency = currency;
      this.uptoDay = uptoDay;
    }

    /** Whether this day or a later one was posted. */
    boolean isTaken(Connection connection) throws SQLException {
      try (var statement =
          connection.prepareStatement(
              "SELECT 1 FROM commission WHERE seller_id = ? AND period = ? AND agent_id = ?"
                  + " AND currency = ? AND upto_day >= ? LIMIT 1")) {
        bind(statement);
        statement.setObject(5, uptoDay);
        try (var rows = statement.executeQuery()) {
          return rows.next();
        }
      }
    }

    private void bind(java.sql.PreparedStatement statement) throws SQLException {
      statement.setLong(1, month.sellerId());
      statement.setInt(2, month.number());
      statement.setLong(3, agent);
      statement.setString(4, currency);
    }

    private Money postedBefore(Connection connection) throws SQLException {
      try (var statement =
          connection.prepareStatement(
              "SELECT COALESCE(SUM(delta), 0) FROM commission WHERE seller_id = ? AND period = ?"
                  + " AND agent_id = ? AND currency = ?")) {
        bind(statement);
        try (var row = statement.executeQuery()) {
          row.next();
          return new Money(row.getLong(1), currency);
        }
      }
    }

    /** Two that come at once: the second waits for the first one's key and fails, or finds it. */
    Line insert(Connection connection, Sum sum, Instant now) throws SQLException {
      var delta = sum.due.minus(postedBefore(connection));
      var postingId =
          delta.isZero()
              ? 0
              : new AgentLedger(ids)
                  .commission(
                      connection, agent, month.sellerId(), delta, month.month().toString(), now);
      try (var statement =
          connection.prepareStatement(
              "INSERT INTO commission (seller_id, period, agent_id, currency, upto_day,"
                  + " contract_id, contract_version, units, sold, base, received, collected,"
                  + " accrued, due, delta, posting_id, created_at, "
                  + CarriedSales.BEFORE
                  + ", "
                  + CarriedSales.AFTER
                  + ") VALUES "
                  + Sql.in(25))) {
        bind(statement);
        statement.setObject(5, uptoDay);
        statement.setLong(6, sum.last.id());
        statement.setInt(7, sum.last.version());
        statement.setLong(8, sum.units);
        var amounts =
            new Money[] {
              sum.sold, sum.base, sum.received, sum.collected, sum.accrued, sum.due, delta
            };
        for (var i = 0; i < amounts.length; i++) {
          statement.setLong(9 + i, amounts[i].micros());
        }
        statement.setLong(16, postingId);
        Sql.set(statement, 17, now);
        sum.after.bind(statement, sum.before.bind(statement, 18));
        statement.executeUpdate();
      }
      return new Line(
          month.number(),
          uptoDay,
          sum.sold,
          sum.received,
          sum.accrued,
          sum.due,
          delta,
          sum.before,
          sum.after);
    }
  }
}
