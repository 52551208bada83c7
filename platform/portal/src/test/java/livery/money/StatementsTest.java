package livery.money;

import static livery.money.MoneyTown.assertFault;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import livery.billing.Money;
import livery.billing.RatedRows;
import livery.billing.Statement;
import livery.billing.Transfer;
import livery.books.LedgerLines;
import livery.fault.Fault;
import livery.frame.Period;
import livery.price.Prices;
import livery.tenant.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatementsTest {

  private final MoneyTown town = new MoneyTown();
  private final Statements statements = town.statements;

  @BeforeEach
  void spend() {
    town.topUp(PLATFORM, ACME, "100");
    for (var day = 0; day < 3; day++) {
      town.topUp(ACME, BAKERY, "10");
      town.charge(BAKERY, 5);
      town.charge(BAKERY, 7);
      town.test.clock.pass(Duration.ofDays(1));
    }
  }

  private Statements.Query query(Scope scope, long wallet, String kind, String product) {
    return statements.query(scope, wallet, "", "", kind, product);
  }

  private List<Statement.Line> all(Scope scope, Statements.Query query, int limit) {
    var lines = new ArrayList<Statement.Line>();
    var next = "";
    do {
      var page = statements.page(scope, query, Statements.ORDERS.first(), next, limit);
      assertThat(page.lines()).hasSizeLessThanOrEqualTo(limit);
      lines.addAll(page.lines());
      next = page.next();
    } while (!next.isEmpty());
    return lines;
  }

  @Test
  void pages_follow_each_other_and_the_balance_runs_through_them() {
    var bakery = town.owner(BAKERY);

    var lines = all(bakery, query(bakery, 0, "", ""), 2);

    assertThat(lines).hasSize(9);
    assertThat(lines.get(0).balance())
        .isEqualTo(town.wallets.own(bakery).orElseThrow().wallet().balance());
    for (var i = 0; i + 1 < lines.size(); i++) {
      assertThat(lines.get(i).balance().minus(lines.get(i).change()))
          .isEqualTo(lines.get(i + 1).balance());
    }
    assertThat(lines.get(8).balance()).isEqualTo(lines.get(8).change());
  }

  @Test
  void a_filter_leaves_lines_out_and_balances_as_they_are() {
    var bakery = town.owner(BAKERY);
    var whole = all(bakery, query(bakery, 0, "", ""), 50);

    var paid = all(bakery, query(bakery, 0, "TOP_UP", ""), 2);
    var sold = all(bakery, query(bakery, 0, "", Prices.MT), 4);

    assertThat(paid)
        .hasSize(3)
        .isEqualTo(
            whole.stream().filter(line -> line.transfer().kind() == Transfer.Kind.TOP_UP).toList());
    assertThat(sold).hasSize(6);
    assertThat(all(bakery, query(bakery, 0, "", "sms.mo"), 4)).isEmpty();
  }

  @Test
  void what_is_behind_a_line_adds_up_to_it_page_by_page() {
    var bakery = town.owner(BAKERY);

    for (var line : all(bakery, query(bakery, 0, "CHARGE", ""), 50)) {
      var sum = Money.zero("EUR");
      var after = 0L;
      List<RatedRows.Row> rows;
      do {
        rows = statements.detail(bakery, 0, line.transfer().id(), after, 3).rows();
        for (var row : rows) {
          sum = sum.plus(row.line().amount());
          after = row.eventId();
        }
      } while (!rows.isEmpty());

      assertThat(sum).isEqualTo(line.transfer().amount()).isEqualTo(line.change().negated());
    }
  }

  @Test
  void nobody_sees_a_price_above_the_own_edge() {
    var bakery = town.owner(BAKERY);
    var line = all(bakery, query(bakery, 0, "CHARGE", ""), 50).get(0);

    var rows = statements.detail(bakery, 0, line.transfer().id(), 0, 200).rows();

    assertThat(rows)
        .extracting(row -> row.line().buyerId() + " " + row.line().unitPrice().stripTrailingZeros())
        .containsOnly(BAKERY + " 0.02");
  }

  @Test
  void a_wallet_is_read_by_its_buyer_and_its_seller_only() {
    var id = town.wallets.own(town.owner(BAKERY)).orElseThrow().wallet().id();
    var line = all(town.owner(BAKERY), query(town.owner(BAKERY), 0, "CHARGE", ""), 50).get(0);

    assertThat(all(town.owner(ACME), query(town.owner(ACME), id, "", ""), 50)).hasSize(9);
    for (var stranger : new long[] {NOVA, DENTIST, PLATFORM}) {
      var scope = town.owner(stranger);
      assertFault(
          Fault.Kind.NOT_FOUND,
          () -> statements.page(scope, query(scope, id, "", ""), Statements.ORDERS.first(), "", 5));
      assertFault(Fault.Kind.NOT_FOUND, () -> statements.totals(scope, query(scope, id, "", "")));
      assertFault(
          Fault.Kind.NOT_FOUND, () -> statements.detail(scope, id, line.transfer().id(), 0, 5));
    }
    assertFault(
        Fault.Kind.NOT_FOUND,
        () -> statements.detail(town.owner(DENTIST), 0, line.transfer().id(), 0, 5));
  }

  @Test
  void sums_by_kind_and_by_day_agree_with_the_lines() {
    var bakery = town.owner(BAKERY);
    var query = query(bakery, 0, "", "");
    var lines = all(bakery, query, 50);

    var totals = statements.totals(bakery, query);
    var days = statements.days(bakery, query);

    assertThat(totals)
        .extracting(total -> total.kind() + " " + total.lines() + " " + total.change())
        .containsExactly("CHARGE 6 " + sum(lines, Transfer.Kind.CHARGE), "TOP_UP 3 30 EUR");
    assertThat(days.stream().mapToLong(Statements.Day::addedMicros).sum()).isEqualTo(30_000_000);
    assertThat(days.stream().mapToLong(Statements.Day::spentMicros).sum())
        .isEqualTo(-sum(lines, Transfer.Kind.CHARGE).micros());
    assertThat(days.stream().filter(day -> day.addedMicros() > 0)).hasSize(3);
  }

  private static Money sum(List<Statement.Line> lines, Transfer.Kind kind) {
    return lines.stream()
        .filter(line -> line.transfer().kind() == kind)
        .map(Statement.Line::change)
        .reduce(Money.zero("EUR"), Money::plus);
  }

  @Test
  void an_export_holds_every_line_and_no_formula() {
    town.funding.topUp(
        town.owner(ACME),
        new Funding.Order(BAKERY, BigDecimal.ONE, "", "=cmd|' /C calc'!A0", "formula"));
    var bakery = town.owner(BAKERY);

    var csv =
        StatementCsv.of(
            statements.export(bakery, query(bakery, 0, "", ""), Statements.ORDERS.first()),
            Map.of(),
            ZoneId.of("Europe/Kyiv"));

    assertThat(csv.lines()).hasSize(11);
    assertThat(csv).contains("'=cmd|' /C calc'!A0").doesNotContain(",=cmd").contains(",-0.");
  }

  @Test
  void a_period_or_cursor_that_cannot_be_is_refused() {
    var bakery = town.owner(BAKERY);

    assertFault(Fault.Kind.INVALID, () -> statements.query(bakery, 0, "2026-02-30", "", "", ""));
    assertFault(
        Fault.Kind.INVALID, () -> statements.query(bakery, 0, "2026-03-02", "2026-03-01", "", ""));
    assertFault(
        Fault.Kind.INVALID, () -> statements.query(bakery, 0, "2024-01-01", "2026-03-01", "", ""));
    assertFault(Fault.Kind.INVALID, () -> query(bakery, 0, "GIFT", ""));
    assertFault(
        Fault.Kind.INVALID,
        () ->
            statements.page(
                bakery, query(bakery, 0, "", ""), Statements.ORDERS.first(), "1' OR 1=1", 5));
  }

  @Test
  void a_day_belongs_to_the_zone_also_when_the_clocks_change() {
    var zone = ZoneId.of("Europe/Kyiv");
    var period = new Period(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 30), zone);

    assertThat(period.days()).isEqualTo(3);
    assertThat(Duration.between(period.start(), period.end())).isEqualTo(Duration.ofHours(71));
  }

  @Test
  void what_costs_nothing_is_on_no_statement_and_no_document() {
    var start = town.test.clock.instant();
    var free = town.chargeMixed(BAKERY, 0, 4);
    var mixed = town.chargeMixed(BAKERY, 3, 4);
    town.test.store.inTransaction(
        connection ->
            town.prices
                .ledger()
                .refund(connection, List.of(free.get(0), mixed.get(5)), "late", start));

    assertThat(all(town.owner(BAKERY), query(town.owner(BAKERY), 0, "", ""), 50))
        .noneMatch(line -> line.change().isZero())
        .hasSize(10);
    var end = start.plusSeconds(1);
    var sold =
        new LedgerLines(town.test.store, List.of(ACME), ZoneId.of("UTC")).sold(start, end, end);
    assertThat(sold).hasSize(1);
    assertThat(sold.get(0).quantity()).isEqualTo(3);
    assertThat(sold.get(0).unitPrice()).isPositive();
    town.complete();
    assertThat(town.checks.run(town.owner(PLATFORM)).right()).isTrue();
  }

  @Test
  void the_books_add_up_and_a_spoiled_wallet_is_found() {
    var platform = town.owner(PLATFORM);
    town.complete();

    assertThat(town.checks.run(platform).right()).isTrue();
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE wallet SET balance = balance + 1 WHERE buyer_id = ?", BAKERY));

    assertThat(town.checks.run(platform).violations())
        .extracting(one -> one.invariant())
        .contains("I1");
    assertThat(town.checks.list(platform, 10)).hasSize(2).first().matches(one -> !one.right());
    assertFault(Fault.Kind.NOT_ALLOWED, () -> town.checks.list(town.owner(ACME), 10));
    assertFault(Fault.Kind.NOT_ALLOWED, () -> town.checks.run(town.owner(ACME)));
  }

  @Test
  void a_check_that_a_person_begins_is_work_that_says_how_far_it_is() {
    town.complete();
    var errand = new CheckErrand(town.checks);
    var seen = new ArrayList<String>();
    var progress =
        new livery.task.Progress() {
          @Override
          public void moved(int done, int total) {
            seen.add(done + "/" + total);
          }

          @Override
          public void finish(List<Long> counts, List<livery.task.Task.Refused> refused) {
            seen.add("found " + counts);
          }
        };

    errand.check(town.owner(PLATFORM), new byte[0]);
    errand.run(town.owner(PLATFORM), new byte[0], progress);

    assertThat(seen).containsExactly("0/6", "1/6", "2/6", "3/6", "4/6", "5/6", "6/6", "found [0]");
    assertThat(town.checks.list(town.owner(PLATFORM), 10)).hasSize(1);
    assertFault(Fault.Kind.NOT_ALLOWED, () -> errand.check(town.owner(ACME), new byte[0]));
  }

  @Test
  void a_night_is_checked_once() {
    var due = MoneyJobs.lastNight(town.test.clock.instant(), ZoneId.of("Europe/Kyiv"));

    town.checks.runUnlessSince(due);
    town.checks.runUnlessSince(due);

    assertThat(due).isBeforeOrEqualTo(town.test.clock.instant());
    assertThat(town.checks.list(town.owner(PLATFORM), 10)).hasSize(1);
  }
}
