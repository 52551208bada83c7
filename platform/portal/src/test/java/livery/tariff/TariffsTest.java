package livery.tariff;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.fault.Fault;
import livery.number.NumberEntry.Tariff;
import livery.number.NumberTown;
import livery.order.TestParts;
import livery.price.Prices;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.NotAllowed;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TariffsTest {

  private static Store store;
  private NumberTown town;
  private PremiumTerms terms;
  private Tariffs tariffs;
  private long number;

  @BeforeAll
  static void migrate() {
    store = TestStore.migrated();
  }

  @BeforeEach
  void build() {
    store.jdbi().useHandle(handle -> handle.execute("DELETE FROM premium_share"));
    town = new NumberTown(store);
    terms = new PremiumTerms(store, town.tree, town.clock, town.audit);
    tariffs =
        new Tariffs(
            store, town.tree, town.numbers, town.table, terms, town.prices, town.clock, town.audit);
    number = town.number("3838", CLIENT).id();
  }

  private void share(long seller, long buyer, String percent) {
    terms.give(owner(seller), buyer, "UA", new BigDecimal(percent));
  }

  private void shares() {
    share(PLATFORM, 0, "40");
    share(RESELLER, 0, "30");
  }

  private Tariffs.Plan set(String tariff, String price) {
    return tariffs.set(
        owner(CLIENT), number, tariff, price == null ? null : new BigDecimal(price), null);
  }

  private static void assertRefused(ThrowingCallable act, String field) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  @Test
  void each_of_a_thousand_shares_is_listed() {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO premium_share (seller_id, buyer_id, country, from_period, percent)"
                        + " SELECT ?, 7000000 + seq, 'UA', 202601, 10 FROM seq_1_to_1001",
                    RESELLER));
    share(PLATFORM, 0, "40");

    var seller = owner(RESELLER);
    var all =
        TestParts.all(
            "",
            PremiumTerms.PART_MAX,
            (after, limit) -> terms.given(seller, after, limit),
            PremiumTerms.Share::place);

    assertThat(all).hasSize(1_001).doesNotHaveDuplicates();
    assertThat(terms.given(owner(PLATFORM), "", 9)).hasSize(1);
    assertThat(terms.given(owner(OTHER), "", 9)).isEmpty();
    assertRefused(() -> terms.given(seller, "UA_x_202601", 9), "after");
  }

  @Test
  void premium_price_is_taken_apart_before_it_is_set() {
    shares();

    var example = tariffs.example(tariffs.of(owner(CLIENT), number), Money.of("12.75", "UAH"));

    // 12.75 = 10 net + 2 VAT + 0.75 pension fund; 30 % of the net
    assertThat(example.net()).isEqualTo(Money.of("10", "UAH"));
    assertThat(example.vat()).isEqualTo(Money.of("2", "UAH"));
    assertThat(example.levy()).isEqualTo(Money.of("0.75", "UAH"));
    assertThat(example.income()).isEqualTo(Money.of("3", "UAH"));
  }

  @Test
  void first_premium_price_holds_at_once_and_the_next_from_midnight() {
    shares();

    set("PREMIUM", "5");
    assertThat(town.numbers.find(owner(CLIENT), number).moPrice()).isEqualTo(5_000_000);
    set("PREMIUM", "10");

    assertThat(town.numbers.find(owner(CLIENT), number).moPrice()).isEqualTo(5_000_000);
    assertThat(tariffs.applyDue()).isZero();
    town.now = town.now.plus(Duration.ofHours(12));
    assertThat(tariffs.applyDue()).isEqualTo(1);
    assertThat(tariffs.applyDue()).isZero();
    assertThat(town.numbers.find(owner(CLIENT), number).moPrice()).isEqualTo(10_000_000);
    assertThat(town.table.find(number).orElseThrow().tariff()).isEqualTo(Tariff.PREMIUM);
  }

  @Test
  void premium_ends_at_midnight_too_and_a_planned_change_gives_way_to_a_newer_one() {
    shares();
    set("PREMIUM", "5");
    tariffs.set(owner(CLIENT), number, "PREMIUM", BigDecimal.TEN, LocalDate.parse("2026-03-20"));

    set("STANDARD", null);

    assertThat(tariffs.of(owner(CLIENT), number).history())
        .extracting(step -> step.from() + " " + step.tariff())
        .containsExactly("2026-03-11 STANDARD", "2026-03-10 PREMIUM");
    assertRefused(
        () -> tariffs.set(owner(CLIENT), number, "STANDARD", null, tariffs.today()), "from");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.99", "50.01", "5.005", "-3", "1e30"})
  void premium_price_outside_of_the_countrys_rule_is_refused(String price) {
    shares();

    assertRefused(() -> set("PREMIUM", price), "price");

    assertThat(tariffs.of(owner(CLIENT), number).now().tariff()).isEqualTo(Tariff.STANDARD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "50", "49.99"})
  void bounds_of_the_rule_are_within_it(String price) {
    shares();

    assertThat(set("PREMIUM", price).now().price()).isEqualTo(Money.of(price, "UAH"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FREE", "PREMIUM"})
  void a_long_number_is_standard_only(String tariff) {
    shares();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE number SET kind = 'LONG', digits = '380440000001' WHERE id = ?",
                    number));

    assertRefused(() -> tariffs.set(owner(CLIENT), number, tariff, BigDecimal.TEN, null), "tariff");
    assertThatThrownBy(
            () ->
                store
                    .jdbi()
                    .useHandle(
                        handle ->
                            handle.execute(
                                "UPDATE number SET tariff = ? WHERE id = ?", tariff, number)))
        .hasMessageContaining("number_long_is_standard");
  }

  @Test
  void nobody_sets_a_premium_price_without_an_agreed_share() {
    share(PLATFORM, RESELLER, "40");

    assertRefused(() -> set("PREMIUM", "5"), "tariff");
  }

  @Test
  void free_wants_a_price_that_the_business_pays() {
    assertRefused(() -> set("FREE", null), "tariff");

    for (var seller : new long[] {PLATFORM, RESELLER}) {
      store.inTransaction(
          connection ->
              new PriceList(town.ids::next)
                  .add(
                      connection,
                      Price.starting(
                          seller,
                          0,
                          Prices.MO_FREE,
                          "",
                          "",
                          "UAH",
                          BigDecimal.ONE,
                          NumberTown.NOW.minusSeconds(60))));
    }
    town.prices.reload();

    assertThat(set("FREE", null).now().tariff()).isEqualTo(Tariff.FREE);
    assertRefused(() -> set("FREE", "3"), "price");
  }

  @Test
  void nobody_else_sets_it() {
    shares();

    assertThatThrownBy(() -> tariffs.set(owner(OTHER), number, "PREMIUM", BigDecimal.TEN, null))
        .isInstanceOf(Fault.class);
    var shared = town.number("4400", 0).id();
    assertThatThrownBy(() -> tariffs.set(owner(CLIENT), shared, "PREMIUM", BigDecimal.TEN, null))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void a_share_is_never_more_than_the_sellers_own_and_changes_with_the_month() {
    assertRefused(() -> share(PLATFORM, 0, "50.01"), "percent");
    share(PLATFORM, 0, "50");
    share(PLATFORM, RESELLER, "40");
    assertRefused(() -> share(RESELLER, CLIENT, "40.0001"), "percent");
    share(RESELLER, CLIENT, "40");
    var rule = terms.rule("UA").orElseThrow();

    share(PLATFORM, RESELLER, "20");

    assertThat(terms.percent(CLIENT, rule, 202603)).isEqualByComparingTo("40");
    assertThat(terms.percent(CLIENT, rule, 202604)).isEqualByComparingTo("20");
    assertThat(terms.percent(OTHER, rule, 202603)).isZero();
    assertThat(terms.percent(PLATFORM, rule, 202603)).isEqualByComparingTo("50");
  }

  @Test
  void a_released_number_has_no_price_from_the_next_day_on() {
    shares();
    set("PREMIUM", "5");

    town.numbers.release(owner(CLIENT), number);
    town.now = town.now.plus(Duration.ofDays(1));
    tariffs.applyDue();

    var price =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT mo_price FROM number WHERE id = :id")
                        .bind("id", number)
                        .mapTo(Long.class)
                        .one());
    assertThat(price.longValue()).isZero();
  }
}
