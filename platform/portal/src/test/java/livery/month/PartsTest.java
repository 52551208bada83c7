package livery.month;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import livery.commission.Outlook;
import livery.contract.Terms;
import livery.fault.Fault;
import livery.order.TestParts;
import livery.tenant.Scope;
import org.junit.jupiter.api.Test;

/** Lists that grow with each month and agent are read to their ends, however long they are. */
class PartsTest {

  private static final int MANY = 1_001;

  private final MonthTown town = new MonthTown();

  private static <T, K> List<T> all(
      K first, BiFunction<K, Integer, List<T>> read, Function<T, K> place) {
    return TestParts.all(first, Commissions.PART_MAX, read, place);
  }

  private void commissions(long seller, long agent, String currency, int days) {
    town.execute(
        ("INSERT INTO commission (seller_id, period, agent_id, currency, upto_day, contract_id,"
                + " contract_version, units, sold, base, received, collected, accrued, due, delta,"
                + " posting_id, created_at) SELECT %d, EXTRACT(YEAR_MONTH FROM day), %d, '%s', day,"
                + " 1, 1, seq, 0, 0, 0, 0, 0, 0, 0, 0, '2026-01-01' FROM (SELECT seq,"
                + " DATE('2020-01-01') + INTERVAL seq DAY AS day FROM seq_1_to_%d) d")
            .formatted(seller, agent, currency, days));
  }

  private List<Commissions.Line> lines(Scope scope) {
    return all(
        "", (after, limit) -> town.commissions.lines(scope, after, limit), Commissions.Line::place);
  }

  @Test
  void no_posted_commission_is_left_out() {
    commissions(PLATFORM, ACME, "EUR", MANY);
    commissions(PLATFORM, ACME, "UAH", 2);
    commissions(PLATFORM, NOVA, "EUR", MANY);
    commissions(ACME, BAKERY, "EUR", 3);

    var ofPlatform = lines(town.test.owner(PLATFORM));

    assertThat(ofPlatform).hasSize(2 * MANY + 2).doesNotHaveDuplicates();
    assertThat(ofPlatform)
        .extracting(Commissions.Line::uptoDay)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(lines(town.test.owner(ACME))).hasSize(MANY + 2 + 3);
    assertThat(lines(town.test.owner(STUDIO))).isEmpty();
    for (var after : List.of("1", "202603_x_1_1_EUR", "202603_2026-03-01_1_1")) {
      assertThatThrownBy(() -> town.commissions.lines(town.test.owner(ACME), after, 1))
          .isInstanceOf(Fault.class);
    }
  }

  @Test
  void no_charged_fee_is_left_out() {
    fees(ACME, BAKERY, "EUR", MANY);
    fees(ACME, DENTIST, "EUR", MANY);
    fees(ACME, DENTIST, "UAH", 1);
    fees(NOVA, STUDIO, "EUR", 1);

    var acme = charged(town.test.owner(ACME));

    assertThat(acme).hasSize(2 * MANY + 1).doesNotHaveDuplicates();
    assertThat(acme)
        .extracting(Fees.Charged::period)
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    assertThat(charged(town.test.owner(DENTIST))).hasSize(MANY + 1);
    assertThat(charged(town.test.owner(STUDIO))).hasSize(1);
  }

  private List<Fees.Charged> charged(Scope scope) {
    return all("", (after, limit) -> town.fees.charged(scope, after, limit), Fees.Charged::place);
  }

  private void fees(long seller, long buyer, String currency, int months) {
    town.execute(
        ("INSERT INTO period_line (seller_id, period, buyer_id, currency, product_group, products,"
                + " contract_id, contract_version, quantity, posted, exact, coin, rounded, delta,"
                + " posting_id, covered_from, covered_to) SELECT %d, 100000 + seq, %d, '%s',"
                + " '%s', '', 0, 0, 1, 0, 1, 1, 1, 1, 0, '2026-01-01', '2026-02-01'"
                + " FROM seq_1_to_%d")
            .formatted(seller, buyer, currency, livery.billing.period.AgentFeeTerms.GROUP, months));
  }

  @Test
  void every_close_and_every_agent_is_told() {
    town.execute(
        "INSERT INTO month_run (period, state, seller_id, done, total, started_by, started_at,"
            + " taken_at, taken_done, moved_at, ended_at, failure) SELECT EXTRACT(YEAR_MONTH FROM"
            + " DATE('1970-12-01') + INTERVAL seq MONTH), 'DONE', 0, 0, 0, '', '2026-01-01',"
            + " '2026-01-01', 0, '2026-01-01', '2026-01-01', '' FROM seq_1_to_601");
    town.execute(
        "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone, language,"
            + " country, created_at) SELECT 9000000 + seq, 1, 'RESELLER', CONCAT('agent ', seq),"
            + " CONCAT('/1/', 9000000 + seq, '/'), 'EUR', 'Europe/Kyiv', 'uk', 'UA', '2026-01-01'"
            + " FROM seq_1_to_1001");
    town.execute(
        "INSERT INTO commission (seller_id, period, agent_id, currency, upto_day, contract_id,"
            + " contract_version, units, sold, base, received, collected, accrued, due, delta,"
            + " posting_id, created_at) SELECT 1, 202603, 9000000 + seq, 'EUR', '2026-03-02', 1, 1,"
            + " 1, 0, 0, 0, 0, 0, 0, 1000000, 0, '2026-03-02' FROM seq_1_to_1001");
    var outlook =
        new Outlook(
            town.contracts,
            town.prices,
            town.test.tree,
            town.test.store,
            town.test.sql,
            town.test.clock);
    var first = LocalDate.parse("2026-03-01");

    var runs = new MonthTable(town.test.store).runs();

    assertThat(runs).hasSize(601);
    assertThat(runs).extracting(MonthRun::period).startsWith(202101).endsWith(197101);
    assertThat(outlook.posted(town.test.owner(PLATFORM), first, first)).hasSize(1_001);
    assertThat(outlook.posted(town.test.owner(9_001_001), first, first))
        .singleElement()
        .satisfies(one -> assertThat(one.earned()).isTrue());
  }

  @Test
  void payments_of_an_agent_go_on_behind_an_id() {
    var rows = List.of(new Terms.Row(null, new BigDecimal("10"), null, null));
    var tiers = new Terms.Table("GRADUATED", null, null, null, null, rows);
    var fee = new Terms.Fee("PCT_OF_SALES", tiers, "CHARGE", false);
    town.agree(ACME, Terms.agent("2026-03-01", "AGENT_OWN_NAME", fee, "PAYOUT"));
    town.agents.refresh();
    var platform = town.test.owner(PLATFORM);
    for (var amount : List.of("1", "2", "3", "4", "5")) {
      town.commissions.remit(
          platform, new Commissions.Order(ACME, new BigDecimal(amount), "", "key" + amount));
    }

    var first = town.commissions.payments(platform, ACME, Long.MAX_VALUE, 2);
    var second = town.commissions.payments(platform, ACME, first.get(1).id(), 3);

    assertThat(first).extracting(one -> one.amount().toString()).containsExactly("5 EUR", "4 EUR");
    assertThat(second)
        .extracting(one -> one.amount().toString())
        .containsExactly("3 EUR", "2 EUR", "1 EUR");
    assertThat(town.commissions.payments(platform, ACME, second.get(2).id(), 3)).isEmpty();
    assertThatThrownBy(
            () ->
                town.commissions.payments(platform, ACME, Long.MAX_VALUE, Commissions.PART_MAX + 2))
        .isInstanceOf(Fault.class);
  }
}
