package livery.billing.period;

import static livery.billing.period.AgentTown.day;
import static livery.billing.period.PeriodTown.uah;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import livery.billing.contract.Commission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the principal asks for units that cost the client nothing (decision 27). */
class MarkupBaseTest {

  private static AgentTown town;

  @BeforeAll
  static void found() throws SQLException {
    town = new AgentTown();
  }

  @AfterAll
  static void the_books_add_up() throws SQLException {
    assertThat(town.violations()).isEmpty();
  }

  @Test
  void what_a_bundle_covers_was_sold_with_it_and_takes_nothing_off_the_markup()
      throws SQLException {
    var agent = town.new Agent(Commission.shareOfMarkup("100"));
    agent.sell(day(1, 10), 100); // 0.40 above the base each
    agent.bundle(day(1, 11), 30);
    var covered = agent.sell(day(1, 12), 20);
    var partly = agent.sell(day(1, 13), 50); // 10 of the bundle, 40 paid

    var line = agent.post(1);

    assertThat(line.sold()).isEqualTo(uah("140"));
    assertThat(line.due()).isEqualTo(uah("56")); // 140 × 0.40
    agent.refund(day(2, 1), covered);
    agent.refund(day(2, 2), partly);
    agent.sell(day(2, 3), 70); // 30 of the bundle again, 40 paid: what was given back
    assertThat(agent.post(2).due()).isEqualTo(uah("0"));
    assertThat(agent.whole(2).after().isNothing()).isTrue();
  }

  @Test
  void what_the_principal_sells_for_nothing_asks_its_base_as_any_price_below_it_does()
      throws SQLException {
    var agent = town.new Agent(Commission.shareOfMarkup("100"));
    agent.own("0", "0.60");
    agent.sell(day(1, 10), 100); // 40 above the base
    agent.sellOwn(day(1, 11), 50); // 30 below it

    assertThat(agent.post(1).due()).isEqualTo(uah("10"));
  }

  @Test
  void a_cent_and_nothing_differ_by_a_cent() throws SQLException {
    var agent = town.new Agent(Commission.shareOfMarkup("100"));
    agent.own("0.01", "0.60");
    agent.sell(day(1, 10), 100);
    agent.sellOwn(day(1, 11), 50);

    assertThat(agent.post(1).due()).isEqualTo(uah("10.50"));
  }

  @Test
  void each_unit_earns_but_what_a_bundle_covers() throws SQLException {
    var agent = town.new Agent(Commission.perUnit("0.1"));
    agent.own("0", "0.60");
    agent.bundle(day(1, 11), 30);
    agent.sell(day(1, 12), 50);
    agent.sellOwn(day(1, 13), 40);

    assertThat(agent.post(1).due()).isEqualTo(uah("6")); // 20 paid and 40 for nothing
  }
}
