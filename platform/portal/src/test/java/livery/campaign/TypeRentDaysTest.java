package livery.campaign;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** On which day a campaign type begins to cost: one that is planned, or has its price later. */
class TypeRentDaysTest extends TypeTown {

  /** The platform's price, without which the type is free, begins on the 20th: 12 days are left. */
  private void priceLater() {
    town.price(RESELLER, "plugin.test", "310");
    town.price(PLATFORM, "plugin.test", "155", Instant.parse("2026-03-20T15:00:00Z"));
    town.prices.reload();
  }

  @Test
  void from_the_first_day_of_a_price_on_the_rest_of_the_month_is_paid_and_once() {
    priceLater();
    started();
    assertThat(rent.price(owner(CLIENT), "test")).isEmpty();
    assertThat(rent.renew(town.now)).isZero();
    assertThat(rent.renew(Instant.parse("2026-03-20T14:59:59Z"))).isZero();
    assertThat(client()).isEqualTo("10000 UAH");

    assertThat(rent.renew(Instant.parse("2026-03-20T15:00:00Z"))).isEqualTo(1);
    assertThat(rent.renew(Instant.parse("2026-03-20T15:00:00Z"))).isZero();
    town.now = Instant.parse("2026-03-21T12:00:00Z");
    started();
    assertThat(rent.renew(Instant.parse("2026-03-31T23:59:59Z"))).isZero();
    assertThat(client()).isEqualTo("9880 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("9940 UAH");

    assertThat(rent.renew(Instant.parse("2026-04-01T00:00:00Z"))).isEqualTo(1);
    assertThat(client()).isEqualTo("9570 UAH");
  }

  @Test
  void a_price_is_paid_from_its_first_day_on_when_the_job_comes_later() {
    priceLater();
    started();
    assertThat(rent.renew(Instant.parse("2026-03-18T12:00:00Z"))).isZero();

    assertThat(rent.renew(Instant.parse("2026-04-02T12:00:00Z"))).isEqualTo(2);

    assertThat(client()).isEqualTo("9570 UAH");
  }

  @Test
  void another_start_settles_what_is_in_use_first() {
    priceLater();
    started();
    town.now = Instant.parse("2026-03-25T12:00:00Z");

    started();

    assertThat(client()).isEqualTo("9880 UAH");
    assertThat(rent.renew(town.now)).isZero();
  }

  @Test
  void what_ended_before_its_price_stays_free_and_what_ended_after_it_is_paid() {
    priceLater();
    var early = started();
    town.now = Instant.parse("2026-03-19T12:00:00Z");
    campaigns.end(owner(CLIENT), early);
    assertThat(client()).isEqualTo("10000 UAH");
    town.now = Instant.parse("2026-03-20T12:00:00Z");
    var late = started();
    town.now = Instant.parse("2026-03-20T16:00:00Z");

    campaigns.end(owner(CLIENT), late);

    assertThat(client()).isEqualTo("9880 UAH");
  }

  @Test
  void a_type_that_ran_before_it_had_a_row_is_paid_from_this_day_on() {
    price("plugin", "310", "155");
    town.campaign(CLIENT, 0); // since January

    assertThat(rent.renew(town.now)).isEqualTo(1);

    assertThat(client()).isEqualTo("9780 UAH");
  }

  @Test
  void a_planned_campaign_pays_from_the_day_on_which_it_begins() {
    price("plugin.test", "310", "155");
    var planned = planned("2026-03-20T10:00:00Z", null);
    assertThat(rent.renew(town.now)).isZero();
    assertThat(rent.renew(Instant.parse("2026-03-20T09:59:59Z"))).isZero();
    assertThat(client()).isEqualTo("10000 UAH");

    assertThat(rent.renew(Instant.parse("2026-03-20T10:00:00Z"))).isEqualTo(1);
    assertThat(rent.renew(Instant.parse("2026-03-20T10:00:00Z"))).isZero();
    assertThat(client()).isEqualTo("9880 UAH");

    town.now = Instant.parse("2026-03-20T12:00:00Z");
    campaigns.pause(owner(CLIENT), planned);
    campaigns.start(owner(CLIENT), planned);
    assertThat(client()).isEqualTo("9880 UAH");
  }

  @Test
  void a_planned_campaign_that_the_job_finds_in_another_month_pays_both() {
    price("plugin.test", "310", "155");
    planned("2026-03-20T10:00:00Z", null);

    assertThat(rent.renew(Instant.parse("2026-04-02T12:00:00Z"))).isEqualTo(2);

    assertThat(client()).isEqualTo("9570 UAH");
  }

  @Test
  void a_campaign_that_starts_before_a_planned_one_pays_for_both() {
    price("plugin.test", "310", "155");
    planned("2026-03-20T10:00:00Z", null);

    started();

    assertThat(client()).isEqualTo("9780 UAH");
    assertThat(rent.renew(Instant.parse("2026-03-20T10:00:00Z"))).isZero();
  }

  @Test
  void a_planned_campaign_is_no_use_of_its_type_before_it_begins() {
    price("plugin.test", "310", "155");
    town.policies.put(owner(PLATFORM), "plugin", "DAILY_ACTUAL", "CREDIT");
    var planned = planned("2026-03-20T10:00:00Z", null);
    var first = started();
    campaigns.end(owner(CLIENT), first);
    assertThat(client()).isEqualTo("9990 UAH");
    assertThat(rent.renew(Instant.parse("2026-03-20T10:00:00Z"))).isEqualTo(1);
    assertThat(client()).isEqualTo("9870 UAH");

    town.now = Instant.parse("2026-03-20T12:00:00Z");
    campaigns.end(owner(CLIENT), planned);
    assertThat(client()).isEqualTo("9980 UAH");
  }

  @Test
  void a_planned_campaign_that_never_begins_pays_nothing_and_a_short_one_pays() {
    price("plugin.test", "310", "155");
    campaigns.end(owner(CLIENT), planned("2026-03-20T10:00:00Z", null));
    assertThat(client()).isEqualTo("10000 UAH");
    var brief = planned("2026-03-20T10:00:00Z", "2026-03-20T10:05:00Z");
    town.now = Instant.parse("2026-03-20T10:07:00Z");
    assertThat(rent.renew(town.now)).isZero();

    campaigns.end(owner(CLIENT), brief);

    assertThat(client()).isEqualTo("9880 UAH");
  }

  @Test
  void more_free_types_than_a_page_do_not_hide_one_that_costs() {
    price("plugin.test", "310", "155");
    planned("2026-03-20T10:00:00Z", null);
    free(
        "campaign (id, tenant_id, name, type, settings, time_zone, state, starts_at, created_at)",
        "'Free', CONCAT('free', seq), '{}', 'UTC', 'RUNNING', '2026-01-01', '2026-01-01'");
    free("type_rent (id, tenant_id, type, settled_to)", "CONCAT('free', seq), '2026-03-20'");

    assertThat(rent.renew(Instant.parse("2026-03-20T10:00:00Z"))).isEqualTo(1);
  }

  private static void free(String into, String values) {
    STORE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO %s SELECT seq, %d, %s FROM seq_1_to_1000"
                        .formatted(into, CLIENT, values)));
  }
}
