package livery.issue;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import livery.fault.Fault;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import org.junit.jupiter.api.Test;

/** What grows with each month is listed to its end. */
class LongListsTest {

  private final IssueTown town = new IssueTown();

  private void execute(String sql) {
    town.test.store.jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Test
  void every_month_that_was_issued_is_listed() {
    execute(
        "INSERT INTO document_run (seller_id, period, cutoff_at, state, started_by, started_at)"
            + " SELECT %d, EXTRACT(YEAR_MONTH FROM DATE('2015-12-01') + INTERVAL seq MONTH),"
                .formatted(ACME)
            + " '2026-01-01', 'DONE', '', '2026-01-01' FROM seq_1_to_121");

    var all = town.runs.list(town.owner(ACME));

    assertThat(all).hasSize(121);
    assertThat(all).extracting(Run::period).startsWith(202601).endsWith(201601);
    assertThat(town.runs.next(town.owner(ACME))).isEqualTo(YearMonth.of(2026, 2));
    assertThat(town.runs.list(town.owner(PLATFORM))).isEmpty();
  }

  /** 501 of a month, of them each third below half a coin, and one of the month before. */
  @Test
  void everything_that_no_credit_note_says_is_listed() {
    execute(
        "INSERT INTO undocumented (seller_id, buyer_id, currency, of_period, period, amount,"
            + " noticed_at) SELECT %d, 7000000 + seq, 'EUR', 202601, 202602, IF(seq %% 3 = 0, 4999,"
                .formatted(ACME)
            + " 5000), '2026-03-01' FROM seq_1_to_501");
    execute(
        "INSERT INTO undocumented (seller_id, buyer_id, currency, of_period, period, amount,"
            + " noticed_at) VALUES (%d, %d, 'EUR', 202512, 202601, 10000, '2026-02-01')"
                .formatted(ACME, BAKERY));
    var acme = town.owner(ACME);

    var all = new ArrayList<Undocumented>();
    var after = "";
    List<Undocumented> part;
    do {
      part = town.runs.undocumented(acme, after, Undocumented.PART_MAX);
      all.addAll(part);
      after = part.isEmpty() ? after : part.get(part.size() - 1).place();
    } while (part.size() == Undocumented.PART_MAX);

    assertThat(all).hasSize(502).doesNotHaveDuplicates();
    assertThat(all.get(0).buyerId()).isEqualTo(7_000_500);
    assertThat(all.get(334).buyerId()).as("the last that a document could say").isEqualTo(BAKERY);
    assertThat(all.subList(335, 502)).allMatch(Undocumented::isBelowCoin);
    assertThat(all.get(501).buyerId()).isEqualTo(7_000_003);
    assertThat(town.runs.undocumented(acme, all.get(501).place(), 1)).isEmpty();
    assertThat(town.runs.undocumented(town.owner(PLATFORM), "", 9)).isEmpty();
    for (var wrong : List.of("1", "1_202602_202601_x_EUR")) {
      assertThatThrownBy(() -> town.runs.undocumented(acme, wrong, 1))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.field()).isEqualTo("after"));
    }
    assertThatThrownBy(() -> town.runs.undocumented(acme, "", Undocumented.PART_MAX + 2))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> town.runs.undocumented(town.test.scope(ACME, Role.VIEWER), "", 1))
        .isInstanceOf(NotAllowed.class);
  }
}
