package livery.campaign;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.RIVAL;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.contract.Contracts;
import livery.fault.Fault;
import livery.move.Moves;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.store.Utc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaign types by the month; 10 March is the day, 22 of 31 days are left with it. */
class TypeRentTest extends TypeTown {

  @Test
  void the_first_campaign_pays_for_its_type_and_no_other_does_until_the_month_is_over() {
    price("plugin.test", "310", "155");
    var first = draft();
    var price = rent.price(owner(CLIENT), "test").orElseThrow();
    assertThat(price.rent()).hasToString("310 UAH");
    assertThat(price.now()).hasToString("220 UAH");
    assertThat(client()).isEqualTo("10000 UAH");

    campaigns.start(owner(CLIENT), first);
    assertThat(client()).isEqualTo("9780 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("9890 UAH");
    started();
    campaigns.pause(owner(CLIENT), first);
    campaigns.start(owner(CLIENT), first);
    assertThat(rent.price(owner(CLIENT), "test").orElseThrow().now().isZero()).isTrue();
    assertThat(rent.renew(town.now)).isZero();
    assertThat(client()).isEqualTo("9780 UAH");
  }

  @Test
  void a_month_is_charged_from_its_first_moment_on_and_once() {
    price("plugin.test", "310", "155");
    town.now = Instant.parse("2026-03-31T12:00:00Z");
    var id = started();
    assertThat(client()).isEqualTo("9990 UAH");

    assertThat(rent.renew(Instant.parse("2026-03-31T23:59:59Z"))).isZero();
    assertThat(rent.renew(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(1);
    assertThat(rent.renew(Instant.parse("2026-04-01T00:00:00Z"))).isZero();
    campaigns.pause(owner(CLIENT), id);
    assertThat(rent.renew(Instant.parse("2026-06-15T00:00:00Z"))).isEqualTo(2);
    assertThat(client()).isEqualTo("9060 UAH");

    campaigns.end(owner(CLIENT), id);
    assertThat(rent.renew(Instant.parse("2026-07-01T00:00:00Z"))).isZero();
    assertThat(client()).isEqualTo("9060 UAH");
  }

  @Test
  void a_month_is_charged_when_it_has_begun_in_the_books_too() {
    town.zone(CLIENT, "Europe/Kyiv");
    price("plugin.test", "310", "155");
    started();

    assertThat(rent.renew(Instant.parse("2026-03-31T23:59:59Z"))).isZero();
    assertThat(client()).isEqualTo("9780 UAH");
    assertThat(rent.renew(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} of 10,000: {1}")
  @CsvSource({"14090.90, true", "14090.91, true", "14090.92, false"})
  void what_the_account_has_is_enough_to_the_last_coin(String month, boolean enough) {
    price("plugin.test", month, "0");
    var id = draft();

    if (enough) {
      assertThat(campaigns.start(owner(CLIENT), id).state()).isEqualTo(CampaignRow.State.RUNNING);
      return;
    }
    for (var again = 0; again < 2; again++) {
      assertThatThrownBy(() -> campaigns.start(owner(CLIENT), id))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> {
                assertThat(fault.kind()).isEqualTo(Fault.Kind.NO_MONEY);
                assertThat(fault.field()).isEqualTo("type");
              });
    }
    assertThat(campaigns.find(owner(CLIENT), id).state()).isEqualTo(CampaignRow.State.DRAFT);
    assertThat(client()).isEqualTo("10000 UAH");
    town.topUp(CLIENT, RESELLER, "0.01");
    campaigns.start(owner(CLIENT), id);
    assertThat(client()).isEqualTo("0 UAH");
  }

  @Test
  void a_running_type_is_charged_below_the_line_as_a_keyword_is() {
    price("plugin.test", "14090.90", "0");
    started();

    assertThat(rent.renew(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(1);

    assertThat(client()).startsWith("-");
  }

  @Test
  void days_that_are_left_are_given_back_when_the_last_campaign_ends_where_the_policy_says_so() {
    price("plugin.test", "310", "155");
    town.policies.put(owner(PLATFORM), "plugin", "DAILY_ACTUAL", "CREDIT");
    var first = started();
    var last = started();
    town.now = Instant.parse("2026-03-20T12:00:00Z");

    campaigns.end(owner(CLIENT), first);
    assertThat(client()).isEqualTo("9780 UAH");
    campaigns.end(owner(CLIENT), last);
    assertThat(client()).isEqualTo("9890 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("9945 UAH");

    campaigns.end(owner(CLIENT), started());
    campaigns.end(owner(CLIENT), started());
    assertThat(client()).isEqualTo("9890 UAH");
    town.now = Instant.parse("2026-03-22T12:00:00Z");
    started();
    assertThat(client()).isEqualTo("9790 UAH");
  }

  @Test
  void a_month_that_was_kept_is_not_paid_twice_when_the_type_is_taken_up_again() {
    price("plugin.test", "310", "155");
    campaigns.end(owner(CLIENT), started());
    town.now = Instant.parse("2026-03-20T12:00:00Z");
    campaigns.end(owner(CLIENT), started());
    assertThat(client()).isEqualTo("9780 UAH");

    town.now = Instant.parse("2026-06-30T12:00:00Z");
    started();

    assertThat(client()).isEqualTo("9769.67 UAH");
  }

  @Test
  void a_campaign_that_is_over_at_midnight_pays_no_other_month() {
    price("plugin.test", "310", "155");
    var id = started();
    var end = Instant.parse("2026-04-01T00:00:00Z");
    STORE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("UPDATE campaign SET ends_at = ? WHERE id = ?", Utc.of(end), id));

    assertThat(rent.renew(end)).isZero();
    assertThat(client()).isEqualTo("9780 UAH");
  }

  @Test
  void a_seller_without_a_price_for_the_type_takes_what_any_type_costs() {
    price("plugin", "310", "155");
    town.price(RESELLER, "plugin.test", "620");
    town.prices.reload();

    started();

    assertThat(client()).isEqualTo("9560 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("9890 UAH");
  }

  @Test
  void a_client_that_moved_pays_its_new_seller_from_the_next_month_on() {
    price("plugin", "310", "155");
    town.rival();
    town.price(RIVAL, "plugin", "100");
    town.prices.reload();
    town.topUp(RIVAL, PLATFORM, "1000");
    started();
    var contracts = new Contracts(STORE, town.sql);
    new Moves(STORE, town.tree, town.prices, contracts, town.ids, town.clock, town.audit)
        .move(owner(PLATFORM), CLIENT, RIVAL, Moves.Balance.TAKE_ALONG);
    assertThat(rent.renew(town.now)).isZero();

    assertThat(rent.renew(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(1);

    assertThat(town.balance(CLIENT, RIVAL)).isEqualTo("9680 UAH");
    assertThat(town.balance(RIVAL, PLATFORM)).isEqualTo("845 UAH");
  }

  @Test
  void a_kill_between_charge_and_settlement_leaves_neither() {
    price("plugin.test", "310", "155");
    started();
    var april = Instant.parse("2026-04-01T00:00:00Z");
    var kill =
        "CREATE TRIGGER kill_it BEFORE UPDATE ON type_rent FOR EACH ROW"
            + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'killed'";
    STORE.jdbi().useHandle(handle -> handle.execute(kill));
    try {
      assertThatThrownBy(() -> rent.renew(april)).hasStackTraceContaining("killed");
      assertThat(client()).isEqualTo("9780 UAH");
    } finally {
      STORE.jdbi().useHandle(handle -> handle.execute("DROP TRIGGER kill_it"));
    }

    assertThat(rent.renew(april)).isEqualTo(1);
    assertThat(rent.renew(april)).isZero();
    assertThat(client()).isEqualTo("9470 UAH");
  }

  @Test
  void many_at_once_pay_once() throws Exception {
    price("plugin.test", "310", "155");
    var drafts = List.of(draft(), draft(), draft(), draft());
    var april = Instant.parse("2026-04-01T00:00:00Z");

    atOnce(drafts.stream().map(id -> task(() -> campaigns.start(owner(CLIENT), id))).toList());
    assertThat(client()).isEqualTo("9780 UAH");
    atOnce(drafts.stream().map(id -> task(() -> rent.renew(april))).toList());
    assertThat(client()).isEqualTo("9470 UAH");
  }

  private static Callable<Object> task(Callable<Object> task) {
    return task;
  }

  /** Who met another in a deadlock tries again. */
  private static void atOnce(List<Callable<Object>> tasks) throws Exception {
    var threads = Executors.newFixedThreadPool(tasks.size());
    var again = tasks.stream().map(task -> task(() -> untilDone(task))).toList();
    for (var done : threads.invokeAll(again)) {
      done.get();
    }
    threads.shutdown();
  }

  private static Object untilDone(Callable<Object> task) throws Exception {
    while (true) {
      try {
        return task.call();
      } catch (StoreFailure failure) {
        if (!Store.isPassing(failure)) {
          throw failure;
        }
      }
    }
  }
}
