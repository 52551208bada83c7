package livery.billing.period;

import static livery.billing.period.PeriodTown.APRIL;
import static livery.billing.period.PeriodTown.MARCH;
import static livery.billing.period.PeriodTown.MIDDLE;
import static livery.billing.period.PeriodTown.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import livery.billing.Dying;
import livery.billing.Invariants;
import livery.billing.Mutant;
import livery.billing.contract.Discount;
import livery.billing.contract.Discount.Grant;
import livery.billing.contract.PassThrough;
import livery.billing.contract.PassThrough.Among;
import livery.billing.price.TierPrices;
import livery.billing.tier.Tier;
import livery.billing.tier.TierTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Breaks the statements of the close one at a time, and kills it between any two of them: what the
 * month comes to shows the first, and nothing shows the second.
 */
class CloseMutationTest {

  private static final TierTable TIERS =
      TierTable.allUnits(Tier.upTo("9", "0.7"), Tier.rest("0.5"));
  private static final PassThrough HALF = PassThrough.of("50", Among.PRO_RATA_QTY);
  private static final Discount AT_ONCE =
      Discount.byVolume(TIERS).grantedAs(Grant.PRICE).passingOn(HALF);
  private static final List<VolumeTerms> TERMS =
      List.of(
          VolumeTerms.of(20, "MT", Set.of("MT"), PeriodTown.contract(20, AT_ONCE)),
          terms(21, TIERS, PassThrough.NONE));

  /** Prices at the counter, as if 20 had reached its second tier. */
  private static final TierPrices REACHED =
      TierPrices.of(
          List.of(
              new TierPrices.Deal(
                  10,
                  20,
                  "UAH",
                  true,
                  List.of(new TierPrices.Counter(Set.of("MT"), AT_ONCE, new BigDecimal("10"))))));

  private static List<String> right = List.of();

  private final PeriodTown town;

  CloseMutationTest() throws SQLException {
    town = new PeriodTown();
    send();
  }

  /** Something on both sides of each line that the close draws. */
  private void send() throws SQLException {
    town.send(30, 100, MARCH.from().minusMillis(1), REACHED);
    town.send(30, 7, MARCH.from(), REACHED);
    town.send(31, 5, MIDDLE);
    town.send(32, 9, MARCH.to().minusMillis(1));
    town.send(32, 300, MARCH.to());
    town.refund(town.send(30, 3, MIDDLE, REACHED), MIDDLE.plusSeconds(60));
    town.giveBack(town.send(31, 4, MIDDLE, REACHED), 3, "1.5", MIDDLE.plusSeconds(60));
    town.giveBack(town.send(32, 2, MIDDLE), 1, "0.7", APRIL.instant().plus(Duration.ofDays(1)));
    town.refund(town.send(32, 11, MIDDLE), APRIL.instant().plus(Duration.ofDays(1)));
  }

  private DataSource over(UnaryOperator<Connection> change) {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> change.apply(town.connect()));
  }

  private void close(DataSource database) throws SQLException {
    town.close.close(database, MARCH, TERMS, APRIL, (done, all) -> {});
  }

  private List<String> story(Mutant mutant) throws SQLException {
    var told = new ArrayList<String>();
    try {
      close(over(mutant::over));
      close(over(mutant::over));
    } catch (SQLException | RuntimeException failure) {
      told.add(failure.getClass().getSimpleName());
    }
    tell(told);
    return told;
  }

  /** What the others are told from: read once, in a town of its own. */
  private static List<String> right() throws SQLException {
    if (right.isEmpty()) {
      right = new CloseMutationTest().story(Mutant.none());
    }
    return right;
  }

  private void tell(List<String> told) throws SQLException {
    try (var connection = town.connect()) {
      for (var sql :
          List.of(
              "SELECT CONCAT_WS(' ', buyer_id, quantity, posted, exact, rounded, delta) FROM"
                  + " period_line ORDER BY buyer_id",
              "SELECT CONCAT_WS(' ', client_id, quantity, charged, amount) FROM period_share"
                  + " ORDER BY client_id",
              "SELECT CONCAT_WS(' ', kind, debit_account, credit_account, SUM(amount)) FROM transfer"
                  + " WHERE kind LIKE 'TIER%' GROUP BY kind, debit_account, credit_account"
                  + " ORDER BY debit_account, credit_account",
              "SELECT CONCAT_WS(' ', buyer_id, product, kind, transfers, quantity, amount) FROM"
                  + " period_total ORDER BY buyer_id, product, kind",
              "SELECT CONCAT_WS(' ', seller_id, period, state) FROM billing_period")) {
        try (var statement = connection.createStatement();
            var rows = statement.executeQuery(sql)) {
          while (rows.next()) {
            told.add(rows.getString(1));
          }
        }
      }
    }
    violations().forEach(told::add);
  }

  private List<String> violations() throws SQLException {
    try (var connection = town.connect()) {
      var all = new ArrayList<>(Invariants.check(connection));
      all.addAll(PeriodInvariants.check(connection));
      return all.stream().map(one -> one.invariant() + " " + one.subject()).toList();
    }
  }

  @Test
  void the_month_without_a_mistake_is_right() throws SQLException {
    // 20: 13 × 0.50 of which 5 were charged 0.70; of 2.60 less than the list a half passed on
    // 7 : 9; 21: 22 × 0.50 of 15.40
    assertThat(story(Mutant.none()))
        .contains(
            "20 13 7500000 6.5000000000000000 6500000 -1000000",
            "21 22 15400000 11.0000000000000000 11000000 -4400000",
            "30 7 5950000 570000",
            "31 9 7650000 730000",
            "10 202603 CLOSED")
        .noneMatch(line -> line.matches("I\\d.*|.*Exception"));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // the month's first and last moment
        "c.posted_at >= ?, c.posted_at > ?",
        "c.posted_at < ?, c.posted_at <= ?",
        // refunds: before the cut-off only, of what was charged, units and money
        "t.posted_at >= ? AND t.posted_at < ?, t.posted_at >= ? AND t.posted_at <> ?",
        "\"> 0), SUM(r.amount), SUM\", \"> 0), 0, SUM\"",
        "\"w.buyer_id, SUM((r.posted\", \"w.buyer_id, SUM(0 * (r.posted\"",
        "t.kind = 'REFUND' JOIN, t.kind = 'TOP_UP' JOIN",
        // returns of units, with their money
        "t.kind = 'RETURN' JOIN, t.kind = 'TOP_UP' JOIN",
        "SUM(LEAST(f.quantity, SUM(GREATEST(f.quantity",
        "SUM(f.amount), SUM(r.amount)",
        "less_returns) VALUES, counts_nothing) VALUES",
        // what tiers gave another price, at that of the list; also of what came back
        "c.list_amount - c.apart_list_amount, c.amount - c.apart_list_amount",
        "\"* (r.posted - r.free) * 1000000), r.amount)\", \"* 0), r.amount)\"",
        "\"* (r.posted - r.free) * 1000000), f.amount)\", \"* 0), f.amount)\"",
        "\"GREATEST(0, (r.posted - r.free) - f.quantity)\", f.quantity",
        "r.tier > 0 AND lp.id, r.tier > 9 AND lp.id",
        // what is summed, and whose
        "SUM(c.quantity - c.apart_quantity), SUM(c.quantity + 1)",
        "w.seller_id = ? AND w.buyer_id = ?, w.seller_id = ? AND w.buyer_id <> ?",
        "c.kind = 'CHARGE' WHERE, c.kind = 'TOP_UP' WHERE",
        // the key that makes a second posting impossible
        "SELECT 1 FROM period_line WHERE, SELECT 1 FROM period_line WHERE 1 = 0 AND",
        // what is posted
        "\"debit_account, credit_account\", \"credit_account, debit_account\"",
        "INSERT INTO period_share, INSERT INTO period_share_nowhere",
        "INSERT INTO period_total, INSERT INTO period_total_nowhere",
        "SET state = 'CLOSED', SET state = 'OPEN'",
      })
  void a_broken_statement_of_the_close_is_noticed(String part, String instead) throws SQLException {
    var mutant = new Mutant(part, instead);

    var told = story(mutant);

    assertThat(mutant.changed()).as("statements changed").isPositive();
    assertThat(told).isNotEqualTo(right());
  }

  @Test
  void a_close_killed_between_any_two_statements_goes_on_where_it_stopped() throws SQLException {
    var kills = 0;
    for (var killed = true; killed; ) {
      var left = new AtomicInteger(kills);
      try {
        close(over(connection -> Dying.over(connection, left)));
        killed = false;
      } catch (SQLException dead) {
        assertThat(dead.getMessage()).isEqualTo(Dying.MESSAGE);
        assertThat(violations()).isEmpty();
        kills++;
      }
    }
    var told = new ArrayList<String>();
    tell(told);

    assertThat(kills).isGreaterThan(10);
    assertThat(told).isEqualTo(right());
  }
}
