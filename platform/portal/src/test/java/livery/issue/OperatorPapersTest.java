package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import livery.billing.Money;
import livery.document.Document;
import livery.paper.Kind;
import org.junit.jupiter.api.Test;

/** Operator settlements: one for each statement and buyer, however many there are. */
class OperatorPapersTest {

  private static final int FIRST = 6000;

  /** Two batches, and one more. */
  private static final int BUYERS = 2 * OperatorPapers.BATCH + 1;

  private static final int NUMBERS = 300;

  private final IssueTown town = new IssueTown();

  @Test
  void a_confirmed_statement_of_an_operator_is_settled_with_each_buyer_once() throws SQLException {
    for (var sql :
        List.of(
            "INSERT INTO number (id, country, digits, kind, tariff, created_at) VALUES"
                + " (800, 'UA', '3838', 'SHORT', 'PREMIUM', '2026-01-01')",
            "INSERT INTO premium_statement (id, link_id, period, country, currency, file_name,"
                + " sha256, state, good_rows, bad_rows, gross, imported_by, imported_at,"
                + " confirmed_at) VALUES (900, 5, 202603, 'UA', 'EUR', 'march.csv',"
                + " UNHEX(SHA2('x', 256)), 'CONFIRMED', 1, 0, 0, 'a', '2026-04-01', '2026-04-01')",
            "INSERT INTO premium_day VALUES (800, '2026-03-05', 5, 20, 5000000, 'EUR', 'UA', 12)",
            "INSERT INTO premium_income (id, statement_id, period, seller_id, buyer_id, number_id,"
                + " tenant_id, messages, gross, amount, currency, state, payable_on, posting_id)"
                + " VALUES (1, 900, 202603, 1, 10, 800, 20, 11, 55000000, 27500000, 'EUR',"
                + " 'CONFIRMED', '2026-05-01', 1), (2, 900, 202603, 10, 20, 800, 20, 11, 55000000,"
                + " 20333333, 'EUR', 'CONFIRMED', '2026-05-01', 1)")) {
      town.test.store.jdbi().useHandle(handle -> handle.execute(sql));
    }

    assertThat(town.operators.issue(town.owner(ACME))).isEqualTo(1);
    assertThat(town.operators.issue(town.owner(ACME))).isZero();
    town.sellInMarch();
    town.at("2026-04-02T08:00:00Z");
    town.months.run(town.owner(ACME), MARCH);

    var paper = town.one(BAKERY, Kind.OPERATOR_SETTLEMENT);
    assertThat(paper.gross()).isEqualTo(Money.of("20.33", "EUR"));
    assertThat(paper.ledger()).isEqualTo(Money.of("20.333333", "EUR"));
    assertThat(paper.period()).isEqualTo(202603);
    var row =
        town.documents.sheet(town.owner(BAKERY), paper.id()).tables().get(0).rows().get(0).cells();
    assertThat(row.get(0)).isEqualTo("UA 3838");
    assertThat((BigDecimal) row.get(1)).isEqualByComparingTo("12");
    assertThat((BigDecimal) row.get(2)).isEqualByComparingTo("11");
    assertThat(Spoilt.by(town.test.store)).noneMatch(found -> found.startsWith("I7"));
    assertThat(Spoilt.by(town.test.store, "UPDATE premium_income SET amount = amount + 1"))
        .contains("I7 operator settlement " + paper.number() + " of " + ACME);
    assertThat(town.all(PLATFORM, Kind.OPERATOR_SETTLEMENT)).isEmpty();
    town.months.run(town.owner(PLATFORM), MARCH);
    assertThat(town.all(ACME, Kind.OPERATOR_SETTLEMENT))
        .extracting(Document::gross)
        .containsExactlyInAnyOrder(Money.of("27.50", "EUR"), Money.of("20.33", "EUR"));
  }

  private void execute(String sql) {
    town.test.store.jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Test
  void however_many_buyers_and_numbers_there_are_none_is_left_out() {
    execute(
        "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone, language,"
            + " country, created_at) SELECT %1$d + seq, 10, 'CLIENT', CONCAT('Client ', seq),"
                .formatted(FIRST)
            + " CONCAT('/1/10/', %1$d + seq, '/'), 'EUR', 'Europe/Kyiv', 'uk', 'UA', '2026-01-01'"
                .formatted(FIRST)
            + " FROM seq_1_to_"
            + BUYERS);
    town.test.tree.reload();
    execute(
        "INSERT INTO number (id, country, digits, kind, tariff, created_at) SELECT 8000 + seq,"
            + " 'UA', 380000 + seq, 'SHORT', 'PREMIUM', '2026-01-01' FROM seq_1_to_"
            + NUMBERS);
    execute(
        "INSERT INTO premium_statement (id, link_id, period, country, currency, file_name, sha256,"
            + " state, good_rows, bad_rows, gross, imported_by, imported_at, confirmed_at) VALUES"
            + " (900, 5, 202603, 'UA', 'EUR', 'march.csv', UNHEX(SHA2('x', 256)), 'CONFIRMED', 1,"
            + " 0, 0, 'a', '2026-04-01', '2026-04-01')");
    var income =
        "INSERT INTO premium_income (id, statement_id, period, seller_id, buyer_id, number_id,"
            + " tenant_id, messages, gross, amount, currency, state, payable_on, posting_id) SELECT"
            + " %s, 900, 202603, 10, %s, %s, 20, 1, 5000000, 1000000, 'EUR', 'CONFIRMED',"
            + " '2026-05-01', 1 FROM seq_1_to_%d";
    execute(income.formatted("seq", FIRST + " + seq", "8001", BUYERS));
    execute(income.formatted("1000 + seq", BAKERY, "8000 + seq", NUMBERS));

    assertThat(town.operators.issue(town.owner(ACME))).isEqualTo(BUYERS + 1);

    var of = " FROM document WHERE kind = 'OPERATOR_SETTLEMENT'";
    assertThat(town.count("SELECT COUNT(DISTINCT buyer_id)" + of)).isEqualTo(BUYERS + 1);
    assertThat(town.count("SELECT MAX(sequence)" + of)).isEqualTo(BUYERS + 1);
    assertThat(town.one(BAKERY, Kind.OPERATOR_SETTLEMENT).gross())
        .isEqualTo(Money.of(BigDecimal.valueOf(NUMBERS), "EUR"));
    assertThat(town.operators.issue(town.owner(ACME))).isZero();
  }
}
