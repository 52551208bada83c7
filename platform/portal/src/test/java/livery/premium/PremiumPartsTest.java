package livery.premium;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import livery.billing.Money;
import livery.fault.Fault;
import livery.number.NumberTown;
import livery.order.TestParts;
import livery.tariff.PremiumTerms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists and sums of premium income have all of it, however many numbers, months and buyers. */
class PremiumPartsTest {

  private static final long LINK = 7;
  private static final int NUMBERS = 251;

  /** The first number's id, less one. */
  private static final long BEFORE = 8_000_000;

  private final NumberTown town = new NumberTown();
  private final PremiumTerms terms =
      new PremiumTerms(town.store, town.tree, town.clock, town.audit);
  private final StatementRows rows = new StatementRows(town.store, town.clock);
  private final OperatorStatements statements =
      new OperatorStatements(
          town.store,
          town.tree,
          terms,
          rows,
          new Confirming(town.store, town.tree, terms, rows, town.ids, town.clock),
          town.ids,
          town.clock,
          town.audit);
  private final Income income =
      new Income(
          town.store,
          new IncomeRows(town.store, town.sql, town.tree, terms),
          town.tree,
          terms,
          town.ids,
          town.clock,
          town.audit);

  private void execute(String sql, Object... arguments) {
    town.store.jdbi().useHandle(handle -> handle.execute(sql, arguments));
  }

  @BeforeEach
  void numbers() {
    execute(
        "INSERT INTO number (id, country, digits, kind, tariff, state, tenant_id, rented_at,"
            + " created_at) SELECT ? + seq, 'UA', CONCAT('4', LPAD(seq, 4, '0')), 'SHORT',"
            + " 'PREMIUM', 'RENTED', ?, '2026-01-01', '2026-01-01' FROM seq_1_to_"
            + NUMBERS,
        BEFORE,
        CLIENT);
  }

  private void statements(int count) {
    execute(
        "INSERT INTO premium_statement (id, link_id, period, country, currency, file_name, sha256,"
            + " state, good_rows, bad_rows, gross, imported_by, imported_at) SELECT seq, ?, 202603,"
            + " 'UA', 'UAH', CONCAT(seq, '.csv'), UNHEX(SHA2(seq, 256)), 'IMPORTED', 1, 0, 1, '',"
            + " '2026-03-10' FROM seq_1_to_"
            + count,
        LINK);
  }

  private static <T, K> List<T> all(
      K first, BiFunction<K, Integer, List<T>> read, Function<T, K> place) {
    return TestParts.all(first, Income.PART_MAX, read, place);
  }

  private static void assertNoPlace(Runnable read) {
    assertThatThrownBy(read::run)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("after"));
  }

  @Test
  void every_statement_is_listed() {
    statements(401);
    var platform = owner(PLATFORM);

    var all =
        all(
            Long.MAX_VALUE,
            (before, limit) -> statements.list(platform, before, limit),
            Statement::id);

    assertThat(all).hasSize(401);
    assertThat(all)
        .extracting(Statement::id)
        .startsWith(401L)
        .endsWith(1L)
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(statements.list(platform, 1, 1)).isEmpty();
    assertThatThrownBy(
            () -> statements.list(platform, Long.MAX_VALUE, OperatorStatements.PART_MAX + 2))
        .isInstanceOf(Fault.class);
  }

  /** 251 numbers have 7,781 days in March; only the last day of the last number differs. */
  @Test
  void a_difference_behind_thousands_of_others_is_seen_and_must_be_accepted() {
    statements(1);
    execute(
        "INSERT INTO premium_day (number_id, day, link_id, tenant_id, price, currency, country,"
            + " messages) SELECT ? + n.seq, DATE('2026-02-28') + INTERVAL d.seq DAY, ?, ?, 12750000,"
            + " 'UAH', 'UA', 100 FROM seq_1_to_%d n JOIN seq_1_to_31 d".formatted(NUMBERS),
        BEFORE,
        LINK,
        CLIENT);
    execute(
        "INSERT INTO premium_statement_row (statement_id, number_id, day, link_id, messages, gross)"
            + " SELECT 1, number_id, day, link_id, messages, messages * price FROM premium_day");
    execute(
        "UPDATE premium_statement_row SET messages = 90 WHERE number_id = ? AND day ="
            + " '2026-03-31'",
        BEFORE + NUMBERS);
    var platform = owner(PLATFORM);

    var all =
        all(
            "",
            (after, limit) -> statements.differences(platform, 1, after, limit),
            Difference::place);

    assertThat(all).hasSize(NUMBERS * 31).doesNotHaveDuplicates();
    assertThat(all).isEqualTo(statements.differences(platform, 1));
    assertThat(all.get(0).day()).isEqualTo(LocalDate.parse("2026-03-01"));
    assertThat(all.get(0).number()).isEqualTo("40001");
    assertThat(all).filteredOn(one -> !one.tolerated()).containsExactly(all.get(all.size() - 1));
    assertThat(PremiumCsv.differences(all).lines()).hasSize(1 + NUMBERS * 31);
    assertThat(statements.differences(platform, 1, all.get(all.size() - 1).place(), 1)).isEmpty();
    assertNoPlace(() -> statements.differences(platform, 1, "40001_1", 1));
    assertThatThrownBy(() -> statements.confirm(platform, 1, false))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).isEqualTo("accept"));
  }

  private void income(int count, String number, String buyer, String statement, String state) {
    execute(
        ("INSERT INTO premium_income (id, statement_id, period, seller_id, buyer_id, number_id,"
                + " tenant_id, messages, gross, amount, currency, state, payable_on, posting_id)"
                + " SELECT seq, %s, 202603, %d, %s, %s, %s, 1, 3000000, 1000000, 'UAH', '%s',"
                + " '2026-05-01', 0 FROM seq_1_to_%d")
            .formatted(statement, RESELLER, buyer, number, buyer, state, count));
  }

  @Test
  void each_of_a_thousand_buyers_is_due() {
    statements(1);
    execute(
        "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone, language,"
            + " country, created_at) SELECT 9000000 + seq, ?, 'CLIENT', CONCAT('client_', seq),"
            + " CONCAT('/1/2/', 9000000 + seq, '/'), 'UAH', 'Europe/Kyiv', 'uk', 'UA',"
            + " '2026-01-01' FROM seq_1_to_1001",
        RESELLER);
    town.tree.reload();
    income(1_001, "" + (BEFORE + 1), "9000000 + seq", "1", "PAYABLE");
    var reseller = owner(RESELLER);

    var all = all("", (after, limit) -> income.due(reseller, after, limit), Income.Due::place);

    assertThat(all).hasSize(1_001).doesNotHaveDuplicates();
    assertThat(all.get(0).buyer()).isEqualTo("client_1");
    assertThat(all.get(1_000).buyer()).isEqualTo("client_1001");
    assertThat(income.due(reseller, all.get(1_000).place(), 1)).isEmpty();
    assertThat(income.due(owner(PLATFORM), "", 9)).isEmpty();
    assertNoPlace(() -> income.due(reseller, "client_1_UAH", 1));
    assertThatThrownBy(() -> income.due(reseller, "", Income.PART_MAX + 2))
        .isInstanceOf(Fault.class);
  }

  @Test
  void sums_are_of_all_confirmed_lines_and_parts_have_each() {
    statements(21);
    income(
        21 * NUMBERS,
        BEFORE + " + 1 + (seq - 1) % " + NUMBERS,
        "" + CLIENT,
        "1 + (seq - 1) DIV " + NUMBERS,
        "CONFIRMED");
    var march = YearMonth.of(2026, 3);

    var lines = income.lines(owner(CLIENT), march, march);
    var all = all("", (after, limit) -> income.part(lines, after, limit), Income.Line::place);

    assertThat(income.sums(lines))
        .extracting(Income.Sums::confirmed)
        .containsExactly(Money.of("" + 21 * NUMBERS, "UAH"));
    assertThat(all).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(all.get(0).numberId()).isEqualTo(BEFORE + 1);
    assertThat(all.get(all.size() - 1).numberId()).isEqualTo(BEFORE + NUMBERS);
    assertThat(income.part(lines, all.get(all.size() - 1).place(), 1)).isEmpty();
    assertThat(income.lines(owner(OTHER), march, march)).isEmpty();
    assertNoPlace(() -> income.part(lines, "202603", 1));
    assertThatThrownBy(() -> income.part(lines, "", Income.PART_MAX + 2)).isInstanceOf(Fault.class);
  }

  @Test
  void sums_are_of_all_estimated_lines_the_newest_month_first() {
    execute(
        "INSERT INTO premium_day (number_id, day, link_id, tenant_id, price, currency, country,"
            + " messages) SELECT ? + n.seq, DATE('2024-04-01') + INTERVAL d.seq MONTH, ?, ?,"
            + " 12750000, 'UAH', 'UA', 100 FROM seq_1_to_%d n JOIN seq_0_to_23 d"
                .formatted(NUMBERS),
        BEFORE,
        LINK,
        CLIENT);
    terms.give(owner(PLATFORM), 0, "UA", new java.math.BigDecimal("40"));
    terms.give(owner(RESELLER), 0, "UA", new java.math.BigDecimal("30"));
    var march = YearMonth.of(2026, 3);

    var lines = income.lines(owner(RESELLER), march.minusMonths(23), march);
    var all = all("", (after, limit) -> income.part(lines, after, limit), Income.Line::place);

    assertThat(all).hasSize(24 * NUMBERS).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(all)
        .extracting(Income.Line::period)
        .startsWith(202603)
        .endsWith(202404)
        .isSortedAccordingTo(Comparator.reverseOrder());
    // 1,275.00 are 1,000.00 net: 40 % of it, of which 30 % are passed on, since March
    assertThat(all.get(0).income()).isEqualTo(Money.of("400", "UAH"));
    assertThat(all.get(0).passedOn()).isEqualTo(Money.of("300", "UAH"));
    assertThat(income.sums(lines))
        .singleElement()
        .satisfies(
            sums ->
                assertThat(sums.estimated())
                    .isEqualTo(
                        lines.stream().map(Income.Line::income).reduce(Money::plus).orElseThrow()));
  }
}
