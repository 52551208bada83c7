package livery.number;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import livery.fault.Fault;
import livery.number.NumberEntry.State;
import livery.order.Sought;
import livery.stock.Shares;
import livery.stock.Stock;
import livery.store.Store;
import livery.store.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  private static final Store STORE = TestStore.migrated();

  private NumberTown town;

  @BeforeEach
  void build() {
    town = new NumberTown(STORE);
  }

  @Test
  void rented_number_is_charged_on_every_edge() {
    var number = stock("3838", "ORDINARY");
    fund("10000");

    var rented = town.numbers.rent(owner(CLIENT), number.id());

    assertThat(rented.state()).isEqualTo(State.RENTED);
    assertThat(rented.tenantId()).isEqualTo(CLIENT);
    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("8877.42 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("9190.32 UAH");
    assertThat(town.table.find(number.id())).map(NumberEntry::tenantId).contains(CLIENT);
  }

  @Test
  void golden_number_has_its_own_price() {
    var number = stock("7777", "GOLDEN");
    fund("10000");

    assertThat(town.numbers.offer(owner(CLIENT), number.id()).rent()).hasToString("5000 UAH");
    town.numbers.rent(owner(CLIENT), number.id());

    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("6451.61 UAH");
  }

  @Test
  void without_money_nothing_is_rented_and_nothing_charged() {
    var number = stock("3838", "ORDINARY");
    town.topUp(RESELLER, PLATFORM, "10000");
    town.topUp(CLIENT, RESELLER, "1122.57");

    assertThatThrownBy(() -> town.numbers.rent(owner(CLIENT), number.id()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NO_MONEY))
        .hasMessageContaining("costs 1122.58 UAH, the account has 1122.57 UAH");

    assertThat(town.rows.find(number.id())).map(NumberRow::state).contains(State.STOCK);
    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("1122.57 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("10000 UAH");
  }

  @Test
  void sellers_empty_wallet_is_not_told_to_the_client() {
    var number = stock("3838", "ORDINARY");
    town.topUp(CLIENT, RESELLER, "10000");

    assertThatThrownBy(() -> town.numbers.rent(owner(CLIENT), number.id()))
        .hasMessageContaining("ask your provider")
        .hasMessageNotContaining("UAH");
  }

  @Test
  void of_two_who_want_one_number_one_gets_it_and_one_pays() throws Exception {
    var number = stock("3838", "ORDINARY");
    fund("10000");
    town.topUp(OTHER, RESELLER, "10000");
    var barrier = new CyclicBarrier(2);
    var threads = Executors.newFixedThreadPool(2);

    var outcomes =
        threads.invokeAll(
            List.of(renting(barrier, CLIENT, number.id()), renting(barrier, OTHER, number.id())));
    threads.shutdown();

    assertThat(outcomes.get(0).get() + outcomes.get(1).get()).isEqualTo(1);
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("9190.32 UAH");
  }

  private Callable<Integer> renting(CyclicBarrier barrier, long tenant, long number) {
    return () -> {
      barrier.await();
      try {
        town.numbers.rent(owner(tenant), number);
        return 1;
      } catch (Fault gone) {
        assertThat(gone).hasMessageContaining("somebody else");
        return 0;
      }
    };
  }

  @Test
  void months_are_charged_once_each_and_made_up_for_after_an_outage() {
    var number = stock("3838", "ORDINARY");
    fund("10000");
    town.numbers.rent(owner(CLIENT), number.id());
    assertThat(town.rent.renew(town.now)).isZero();

    town.now = java.time.Instant.parse("2026-03-31T23:59:59Z");
    assertThat(town.rent.renew(town.now)).isZero();
    town.now = java.time.Instant.parse("2026-06-15T12:00:00Z");
    assertThat(town.rent.renew(town.now)).isEqualTo(3);
    assertThat(town.rent.renew(town.now)).isZero();

    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("4977.42 UAH");
    assertThat(town.balance(RESELLER, PLATFORM)).isEqualTo("6190.32 UAH");
  }

  @Test
  void month_is_charged_even_when_the_wallet_is_empty() {
    var number = stock("3838", "ORDINARY");
    fund("1200");
    town.numbers.rent(owner(CLIENT), number.id());

    town.now = java.time.Instant.parse("2026-04-01T00:00:00Z");
    assertThat(town.rent.renew(town.now)).isEqualTo(1);

    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("-1222.58 UAH");
  }

  @Test
  void released_number_costs_nothing_more() {
    var number = stock("3838", "ORDINARY");
    fund("10000");
    town.numbers.rent(owner(CLIENT), number.id());
    town.numbers.release(owner(CLIENT), number.id());

    town.now = java.time.Instant.parse("2026-05-01T00:00:00Z");

    assertThat(town.rent.renew(town.now)).isZero();
  }

  @Test
  void offer_tells_what_today_takes() {
    var number = stock("3838", "ORDINARY");

    assertThat(town.numbers.offer(owner(CLIENT), number.id()).now()).hasToString("1122.58 UAH");
  }

  @Test
  void released_number_rests_and_its_keywords_end_at_once() {
    var number = town.number("3838", CLIENT);
    town.keyword(CLIENT, number.id(), "VOTE");
    town.numbers.release(owner(CLIENT), number.id());

    var entry = town.table.find(number.id()).orElseThrow();
    assertThat(entry.state()).isEqualTo(State.QUARANTINE);
    assertThat(town.table.match(entry, "VOTE", town.now)).isEmpty();
    assertThat(town.keywords.ofNumber(owner(CLIENT), number.id())).isEmpty();
    assertThat(free("3838")).isEmpty();

    town.now = town.now.plus(Duration.ofDays(90)).minusMillis(1);
    assertThat(town.stock.endQuarantine(town.now)).isZero();
    town.now = town.now.plusMillis(1);
    assertThat(town.stock.endQuarantine(town.now)).isEqualTo(1);
    assertThat(free("3838")).hasSize(1);
    assertThat(town.table.find(number.id())).map(NumberEntry::state).contains(State.STOCK);
  }

  @Test
  void next_tenant_hears_nothing_of_the_one_before() {
    var number = town.number("3838", CLIENT);
    town.keyword(CLIENT, number.id(), "");
    town.numbers.release(owner(CLIENT), number.id());
    town.now = town.now.plus(Duration.ofDays(91));
    town.stock.endQuarantine(town.now);
    town.topUp(OTHER, RESELLER, "10000");
    town.topUp(RESELLER, PLATFORM, "10000");
    town.numbers.rent(owner(OTHER), number.id());

    var entry = town.table.find(number.id()).orElseThrow();
    assertThat(town.table.match(entry, "hello", town.now)).isEmpty();
  }

  @Test
  void number_of_another_tenant_cannot_be_seen_or_released() {
    var number = town.number("3838", CLIENT);

    assertThat(town.numbers.list(owner(OTHER), NumberRow.Place.FIRST, 10)).isEmpty();
    assertThat(town.numbers.list(owner(RESELLER), NumberRow.Place.FIRST, 10)).hasSize(1);
    assertThatThrownBy(() -> town.numbers.release(owner(OTHER), number.id()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    assertThat(town.rows.find(number.id())).map(NumberRow::tenantId).contains(CLIENT);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
  @CsvSource({
    "UA, 3838, SHORT, STANDARD, ok",
    "ua, 38-38, SHORT, PREMIUM, ok",
    "UA, 12, SHORT, STANDARD, digits",
    "UA, 1234567, SHORT, STANDARD, digits",
    "UA, +380 44 123 45 67, LONG, STANDARD, ok",
    "UA, 48221234567, LONG, STANDARD, digits",
    "UA, 380441234567, LONG, PREMIUM, tariff",
    "UA, 380441234567, LONG, FREE, tariff",
    "XX, 3838, SHORT, STANDARD, country",
    "UA, abc, SHORT, STANDARD, digits",
    "UA, 3838, MEDIUM, STANDARD, kind",
    "DE, 12345, SHORT, FREE, ok",
    "DE, 123456, SHORT, FREE, digits",
  })
  void number_keeps_the_rules_of_its_country(
      String country, String digits, String kind, String tariff, String field) {
    var number = new NewNumber(country, digits, kind, "ORDINARY", tariff, false);

    if (field.equals("ok")) {
      assertThat(town.stock.add(owner(PLATFORM), number).digits()).matches("[0-9]+");
    } else {
      assertThatThrownBy(() -> town.stock.add(owner(PLATFORM), number))
          .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.field()).isEqualTo(field));
    }
  }

  @Test
  void import_takes_good_lines_and_names_bad_ones() {
    var result =
        town.stock.addAll(
            owner(PLATFORM),
            List.of(
                "country;digits;kind",
                "UA;3838;SHORT;GOLDEN;PREMIUM",
                "UA;3838",
                "",
                "UA;380441234567",
                "UA;38x",
                "nonsense"));

    assertThat(result.added()).isEqualTo(2);
    assertThat(result.refused()).extracting(Stock.Import.Refused::line).containsExactly(3, 6, 7);
    assertThat(town.table.byDigits("380441234567", 1L)).isPresent();
  }

  @Test
  void an_import_is_done_together_with_its_task_or_not_at_all() {
    var cut =
        new livery.task.Progress() {
          @Override
          public void moved(int done, int total) {}

          @Override
          public void finish(List<Long> counts, List<livery.task.Task.Refused> refused) {
            throw new IllegalStateException("killed");
          }
        };

    assertThatThrownBy(
            () ->
                new livery.stock.StockErrand(town.stock)
                    .run(owner(PLATFORM), "UA;3838".getBytes(), cut))
        .hasMessageContaining("killed");

    assertThat(town.stock.list(owner(PLATFORM), NumberSearch.ALL, NumberRow.Place.FIRST, 10))
        .isEmpty();
  }

  @Test
  void a_change_of_the_stock_and_its_line_in_the_log_come_together_or_not_at_all() {
    var kept = stock("3838", "ORDINARY");
    var rename = "ALTER TABLE %s RENAME TO %s";
    town.store.jdbi().useHandle(db -> db.execute(rename.formatted("audit", "audit_away")));
    try {
      var acts =
          List.<Runnable>of(
              () -> stock("3839", "ORDINARY"),
              () -> town.stock.addAll(owner(PLATFORM), List.of("UA;3840")),
              () -> town.stock.change(owner(PLATFORM), kept.id(), "GOLDEN", null, null),
              () -> town.stock.serve(owner(PLATFORM), kept.id(), List.of(77L)),
              () -> town.stock.withdraw(owner(PLATFORM), kept.id()));

      acts.forEach(act -> assertThatThrownBy(act::run).isInstanceOf(RuntimeException.class));
    } finally {
      town.store.jdbi().useHandle(db -> db.execute(rename.formatted("audit_away", "audit")));
    }

    assertThat(town.stock.list(owner(PLATFORM), NumberSearch.ALL, NumberRow.Place.FIRST, 10))
        .containsExactly(kept);
  }

  @Test
  void shares_of_a_country_are_put_whole_by_the_platform_alone() {
    var shares = new Shares(town.store, town.tree, town.audit);
    var given = List.of(new Shares.Share("A", 480), new Shares.Share("B", 310));

    assertThat(shares.put(owner(PLATFORM), "ua", given)).isEqualTo(given);
    assertThat(shares.put(owner(PLATFORM), "UA", given.subList(1, 2)))
        .isEqualTo(given.subList(1, 2));

    assertThatThrownBy(
            () ->
                shares.put(
                    owner(PLATFORM), "UA", List.of(given.get(0), new Shares.Share("C", 521))))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.field()).isEqualTo("permille"));
    assertThatThrownBy(() -> shares.put(owner(PLATFORM), "UA", List.of(given.get(0), given.get(0))))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.field()).isEqualTo("network"));
    assertThatThrownBy(() -> shares.put(owner(RESELLER), "UA", given)).isInstanceOf(Fault.class);
    assertThat(shares.of(owner(PLATFORM), "UA")).isEqualTo(given.subList(1, 2));
  }

  @Test
  void stock_is_for_the_platform_alone() {
    var number = new NewNumber("UA", "3838", "SHORT", "ORDINARY", "STANDARD", false);

    assertThatThrownBy(() -> town.stock.add(owner(RESELLER), number)).isInstanceOf(Fault.class);
    assertThatThrownBy(
            () -> town.stock.list(owner(CLIENT), NumberSearch.ALL, NumberRow.Place.FIRST, 10))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(() -> town.stock.withdraw(owner(CLIENT), 1)).isInstanceOf(Fault.class);
  }

  @Test
  void search_finds_by_pattern() {
    List.of("3838", "3839", "4838", "383800").forEach(digits -> stock(digits, "ORDINARY"));

    assertThat(free("38")).hasSize(4);
    assertThat(free("38*")).hasSize(3);
    assertThat(free("?83?*")).extracting(o -> o.number().digits()).contains("4838");
    assertThat(free("*00")).hasSize(1);
    assertThatThrownBy(() -> free("38%")).isInstanceOf(Fault.class);
  }

  @Test
  void lists_go_on_where_the_part_before_ended_whatever_became_of_that_number() {
    fund("10000");
    var gone = stock("3840", "ORDINARY");
    List.of("3841", "3842", "3839").forEach(digits -> stock(digits, "ORDINARY"));
    var behind = NumberRow.Place.parse(NumberRow.Place.of(gone).toString());
    town.stock.withdraw(owner(PLATFORM), gone.id());

    assertThat(free("", behind, 5)).extracting(o -> o.number().digits()).contains("3841", "3842");
    assertThat(town.stock.list(owner(PLATFORM), NumberSearch.ALL, behind, 1))
        .extracting(NumberRow::digits)
        .containsExactly("3841");

    free("").forEach(offer -> town.numbers.rent(owner(CLIENT), offer.number().id()));
    var first = town.numbers.list(owner(CLIENT), NumberRow.Place.FIRST, 2);
    var last = town.numbers.list(owner(CLIENT), NumberRow.Place.of(first.get(1)), 2);
    assertThat(first).extracting(NumberRow::digits).containsExactly("3839", "3841");
    assertThat(last).extracting(NumberRow::digits).containsExactly("3842");
    assertThat(town.numbers.list(owner(CLIENT), Sought.of("(38) 4"), NumberRow.Place.FIRST, 1))
        .isEqualTo(first.subList(1, 2));
    assertThat(town.numbers.list(owner(CLIENT), Sought.of("x"), NumberRow.Place.FIRST, 9))
        .isEmpty();
    assertThat(town.numbers.list(owner(CLIENT), NumberRow.Place.of(last.get(0)), 2)).isEmpty();
    assertThatThrownBy(() -> NumberRow.Place.parse("17")).isInstanceOf(Fault.class);
  }

  @Test
  void what_has_no_price_leaves_no_hole_in_a_part_of_the_list() {
    List.of("3838", "3839", "3840").forEach(digits -> stock(digits, "GOLDEN"));
    List.of("3841", "3842").forEach(digits -> stock(digits, "ORDINARY"));
    town.store
        .jdbi()
        .useHandle(db -> db.execute("DELETE FROM price WHERE product = 'number.rent.golden'"));
    town.prices.reload();

    assertThat(free("", NumberRow.Place.FIRST, 2))
        .extracting(offer -> offer.number().digits())
        .containsExactly("3841", "3842");
  }

  @Test
  void shared_numbers_cannot_be_rented() {
    var number = town.number("3838", 0);
    fund("10000");

    assertThatThrownBy(() -> town.numbers.rent(owner(CLIENT), number.id()))
        .isInstanceOf(Fault.class);
    assertThat(free("3838")).isEmpty();
    assertThat(town.numbers.usable(owner(CLIENT), "", 5)).hasSize(1);
  }

  @Test
  void short_code_reaches_only_its_operators() {
    var number = town.number("3838", CLIENT);
    town.store
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("INSERT INTO network_share VALUES ('UA', 'A', 480), ('UA', 'B', 310)");
              handle.execute(
                  "INSERT INTO smpp_link (id, name, network, host, port, system_id, password, bind,"
                      + " options, state, created_at) VALUES (77, 'a', 'A', 'h', 1, 's', 'p',"
                      + " 'PAIR', '{}', 'ACTIVE', '2026-01-01')");
            });
    town.stock.serve(owner(PLATFORM), number.id(), List.of(77L));

    var reach = town.numbers.reach(owner(CLIENT), number.id());

    assertThat(reach.carriers()).containsExactly("A");
    assertThat(reach.missing()).containsExactly("B");
    assertThat(reach.unreachablePermille()).isEqualTo(310);
    assertThat(town.table.byDigits("3838", 77L)).isPresent();
    assertThat(town.table.byDigits("3838", 78L)).isEmpty();
  }

  private List<Numbers.Offer> free(String pattern) {
    return free(pattern, NumberRow.Place.FIRST, 50);
  }

  private List<Numbers.Offer> free(String pattern, NumberRow.Place after, int limit) {
    return town.numbers.available(
        owner(CLIENT), new NumberSearch("UA", "", "", pattern), after, limit);
  }

  private NumberRow stock(String digits, String tier) {
    return town.stock.add(
        owner(PLATFORM), new NewNumber("UA", digits, "SHORT", tier, "STANDARD", false));
  }

  private void fund(String amount) {
    town.topUp(CLIENT, RESELLER, amount);
    town.topUp(RESELLER, PLATFORM, amount);
  }
}
