package livery.price;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import livery.billing.price.Price;
import livery.fault.Fault;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListsTest {

  private static final String HEAD =
      "buyer,product,country,network,currency,unit_price,valid_from,valid_to\n";

  private final PriceTown town = new PriceTown(new TestTenants());
  private final PriceLists lists = town.lists;

  private static PriceWish wish(long buyer, String country, String price) {
    return new PriceWish(
        buyer, Prices.MT, country, "", "", new BigDecimal(price), null, null, false);
  }

  private static PriceWish belowCost(PriceWish wish) {
    return new PriceWish(
        wish.buyerId(),
        wish.product(),
        wish.country(),
        wish.network(),
        wish.prefix(),
        wish.currency(),
        wish.unitPrice(),
        wish.from(),
        wish.to(),
        wish.cost(),
        true);
  }

  private List<PriceRow> sold(long tenant) {
    return lists.sold(
        town.test.owner(tenant), PriceLists.Filter.NONE, PriceRow.ORDERS.first(), 100);
  }

  private String now(long client) {
    var at = town.test.clock.instant();
    return town.prices
        .book()
        .find(ACME, client, Prices.MT, "UA", "", "EUR", at)
        .map(price -> price.unitPrice().stripTrailingZeros().toPlainString())
        .orElse("none");
  }

  /** How many lines the audit log has for this action. */
  private long audited(long tenant, String action) {
    return town.test.log.read(town.test.owner(tenant), action, Long.MAX_VALUE, 100).stream()
        .filter(entry -> entry.action().equals(action))
        .count();
  }

  static AbstractThrowableAssert<?, ?> assertFault(Fault.Kind kind, ThrowingCallable act) {
    return assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }

  @Test
  void a_price_holds_for_its_buyer_from_the_moment_it_is_added() {
    lists.add(town.test.owner(ACME), wish(BAKERY, "", "0.0123456789"));

    assertThat(now(BAKERY)).isEqualTo("0.0123456789");
    assertThat(audited(ACME, "price.add")).isEqualTo(2);
  }

  @Test
  void a_second_price_for_the_same_time_is_refused_in_clear_words() {
    assertFault(Fault.Kind.CONFLICT, () -> lists.add(town.test.owner(ACME), wish(0, "", "0.05")))
        .hasMessageContaining("There is a price for sms.mt");
    assertThat(now(BAKERY)).isEqualTo("0.02");
  }

  @Test
  void another_amount_begins_where_the_old_one_ends() {
    var price = sold(ACME).get(0).price();
    var from = town.test.clock.instant().plus(Duration.ofDays(2));

    var next = lists.change(town.test.owner(ACME), price.id(), new BigDecimal("0.04"), from);

    assertThat(now(BAKERY)).isEqualTo("0.02");
    town.test.clock.pass(Duration.ofDays(3));
    assertThat(now(BAKERY)).isEqualTo("0.04");
    lists.end(town.test.owner(ACME), next.id(), null);
    town.test.clock.pass(Duration.ofSeconds(1));
    assertThat(now(BAKERY)).isEqualTo("none");
  }

  @Test
  void a_price_that_has_not_begun_is_taken_back() {
    var from = town.test.clock.instant().plus(Duration.ofDays(2));
    var coming =
        lists.add(
            town.test.owner(ACME),
            new PriceWish(0, "sms.mo", "", "", "", BigDecimal.ONE, from, null, false));

    lists.end(town.test.owner(ACME), coming.id(), null);

    assertThat(sold(ACME)).extracting(row -> row.price().id()).doesNotContain(coming.id());
  }

  @Test
  void prices_are_changed_by_their_seller_and_those_who_may_finance() {
    var price = sold(ACME).get(0).price();

    for (var stranger : new long[] {NOVA, BAKERY, PLATFORM}) {
      assertFault(
          Fault.Kind.NOT_FOUND,
          () -> lists.change(town.test.owner(stranger), price.id(), BigDecimal.ONE, null));
      assertFault(
          Fault.Kind.NOT_FOUND, () -> lists.end(town.test.owner(stranger), price.id(), null));
    }
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> lists.add(town.test.scope(ACME, Role.MANAGER), wish(0, "UA", "1")));
    assertFault(Fault.Kind.INVALID, () -> lists.add(town.test.owner(ACME), wish(STUDIO, "", "1")));
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () ->
            lists.add(
                town.test.owner(ACME),
                new PriceWish(0, Prices.MT, "", "", "", BigDecimal.ONE, null, null, true)));
  }

  @Test
  void a_tenant_sees_what_it_pays_and_not_what_others_pay() {
    town.lists.add(town.test.owner(PLATFORM), wish(NOVA, "", "0.005"));

    assertThat(lists.bought(town.test.owner(ACME), PriceRow.ORDERS.first(), 9))
        .extracting(row -> row.price().unitPrice().stripTrailingZeros().toPlainString())
        .containsExactly("0.01");
    assertThat(lists.bought(town.test.owner(NOVA), PriceRow.ORDERS.first(), 9)).hasSize(2);
    assertThat(lists.bought(town.test.owner(BAKERY), PriceRow.ORDERS.first(), 9))
        .extracting(row -> row.price().sellerId())
        .containsOnly(ACME);
  }

  @Test
  void a_price_below_the_own_cost_says_so() {
    lists.add(town.test.owner(PLATFORM), wish(ACME, "UA", "0.025"));
    lists.add(town.test.owner(ACME), belowCost(wish(BAKERY, "UA", "0.0249")));
    lists.add(town.test.owner(ACME), wish(BAKERY, "PL", "0.02"));

    assertThat(sold(ACME))
        .extracting(row -> row.price().country() + " " + row.belowCost())
        .containsExactly(" true", "UA true", "PL false");
  }

  @Test
  void only_an_owner_that_means_it_sells_below_cost_and_the_log_says_so() {
    lists.add(town.test.owner(PLATFORM), wish(ACME, "UA", "0.025"));
    var wish = wish(BAKERY, "UA", "0.0249");

    assertFault(
            Fault.Kind.NOT_ALLOWED,
            () -> lists.add(town.test.scope(ACME, Role.FINANCE), belowCost(wish)))
        .hasMessageContaining("0.0249 EUR is below what you pay yourself, 0.025 EUR");
    assertFault(Fault.Kind.CONFLICT, () -> lists.add(town.test.owner(ACME), wish));
    assertThat(now(BAKERY)).isEqualTo("0.02");
    assertThat(audited(ACME, "price.below-cost")).isZero();

    var price = lists.add(town.test.owner(ACME), belowCost(wish));

    assertThat(now(BAKERY)).isEqualTo("0.0249");
    assertThat(audited(ACME, "price.below-cost")).isEqualTo(1);
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () ->
            lists.change(
                town.test.scope(ACME, Role.FINANCE),
                price.id(),
                new BigDecimal("0.02"),
                town.test.clock.instant().plusSeconds(5),
                true));
  }

  @Test
  void a_price_for_everybody_is_not_below_cost_where_another_is_taken() {
    lists.add(town.test.owner(PLATFORM), wish(ACME, "UA", "0.025"));
    lists.add(town.test.owner(ACME), wish(0, "UA", "0.03"));
    var everywhere = sold(ACME).get(0).price();

    town.test.clock.pass(Duration.ofMinutes(1));
    lists.change(town.test.owner(ACME), everywhere.id(), new BigDecimal("0.011"), null);

    assertFault(
        Fault.Kind.CONFLICT,
        () ->
            lists.change(
                town.test.owner(ACME),
                sold(ACME).stream()
                    .filter(row -> row.price().country().equals("UA"))
                    .findFirst()
                    .orElseThrow()
                    .price()
                    .id(),
                new BigDecimal("0.024"),
                town.test.clock.instant().plusSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({"-0.01", "0.12345678901", "12345678901", "1e999999999"})
  void a_unit_price_that_cannot_be_is_refused(String price) {
    assertFault(Fault.Kind.INVALID, () -> lists.add(town.test.owner(ACME), wish(0, "UA", price)));
  }

  @Test
  void what_is_over_cannot_be_priced() {
    var past = town.test.clock.instant().minus(Duration.ofDays(1));

    assertFault(
        Fault.Kind.INVALID,
        () ->
            lists.add(
                town.test.owner(ACME),
                new PriceWish(0, "sms.mo", "", "", "", BigDecimal.ONE, past, null, false)));
  }

  @Test
  void bad_rows_are_named_and_good_ones_wait_for_the_word() {
    var file =
        HEAD
            + ",sms.mt,,,EUR,0.02,,\n" // 2: holds already
            + ",sms.mt,UA,,EUR,0.021,,\n" // 3: new
            + "bakery,sms.mt,,,EUR,0.019,,\n" // 4: new
            + ",sms.mt,PL,,EUR,zwei,,\n" // 5: no number
            + ",sms.mt,PL,,EUR,-1,,\n" // 6: negative
            + "studio,sms.mt,,,EUR,0.1,,\n" // 7: another's client
            + ",sms.mt,XX,,EUR,0.1,,\n" // 8: no country
            + ",sms.mt,UA,,EUR,0.022,,\n" // 9: overlaps row 3
            + ",sms.mt,,,EUR,0.1,2020-01-01,\n" // 10: over
            + ",sms.mt,PL\n" // 11: too few columns
            + "\n,sms.mo,,,EUR,\"0,5\",,\n"; // 13: new, behind an empty row

    var report = town.files.check(town.test.owner(ACME), file);

    assertThat(report.bad())
        .extracting(PriceFiles.Refused::line)
        .containsExactly(5, 6, 7, 8, 9, 10, 11);
    assertThat(report.good()).isEqualTo(3);
    assertThat(report.unchanged()).isEqualTo(1);
    assertThat(now(BAKERY)).isEqualTo("0.02");

    assertFault(
        Fault.Kind.INVALID,
        () -> town.files.apply(town.test.owner(ACME), file, PriceFiles.Bad.STOP));
    assertThat(now(BAKERY)).isEqualTo("0.02");
    town.files.apply(town.test.owner(ACME), file, PriceFiles.Bad.LEFT_OUT);

    assertThat(now(BAKERY)).isEqualTo("0.019");
    assertThat(sold(ACME)).hasSize(4);
    assertThat(audited(ACME, "price.import")).isEqualTo(1);
  }

  @Test
  void an_export_taken_in_again_changes_nothing() {
    lists.add(town.test.owner(ACME), wish(BAKERY, "UA", "0.0123456789"));
    var file =
        town.files.export(town.test.owner(ACME), PriceLists.Filter.NONE, PriceRow.ORDERS.first());

    var report = town.files.apply(town.test.owner(ACME), file, PriceFiles.Bad.STOP);

    assertThat(report.good() + report.badCount()).isZero();
    assertThat(report.unchanged()).isEqualTo(2);
  }

  @Test
  void a_row_for_a_place_with_a_price_changes_it_from_its_day() {
    var day = "2099-01-01T00:00:00+02:00";

    town.files.apply(
        town.test.owner(ACME), HEAD + ",sms.mt,,,EUR,0.09," + day + ",\n", PriceFiles.Bad.STOP);

    var rows = sold(ACME);
    var begin = Instant.parse("2098-12-31T22:00:00Z");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).price().validTo()).isEqualTo(begin);
    assertThat(rows.get(1).price().validFrom()).isEqualTo(begin);
    assertThat(rows.get(1).price().validTo()).isEqualTo(Price.OPEN);
  }

  @Test
  void a_file_of_many_rows_goes_in_with_a_few_statements() {
    var count = 5_000;
    var file = new StringBuilder(HEAD);
    for (var i = 0; i < count; i++) {
      file.append(",sms.mt,PL,network ").append(i).append(",EUR,0.03,,\n");
    }
    for (var i = 0; i < 1_500; i++) {
      file.append(",sms.mt,XX,,EUR,0.03,,\n");
    }
    var before = statements();

    var report = town.files.apply(town.test.owner(ACME), file.toString(), PriceFiles.Bad.LEFT_OUT);

    assertThat(report.good()).isEqualTo(count);
    assertThat(report.badCount()).isEqualTo(1_500);
    assertThat(report.bad()).hasSize(1_000);
    assertThat(statements() - before).isLessThan(count / 10);
    assertThat(count("SELECT COUNT(*) FROM price WHERE country = 'PL'")).isEqualTo(count);

    var dearer = file.toString().replace("EUR,0.03,,", "EUR,0.04,2099-01-01,");
    assertThat(town.files.apply(town.test.owner(ACME), dearer, PriceFiles.Bad.LEFT_OUT).good())
        .isEqualTo(count);
    assertThat(count("SELECT COUNT(*) FROM price WHERE country = 'PL' AND valid_to < '2100-01-01'"))
        .isEqualTo(count);
  }

  @Test
  void nothing_of_a_file_goes_in_when_one_of_its_prices_has_ended_meanwhile() throws Exception {
    var id = lists.add(town.test.owner(ACME), wish(BAKERY, "UA", "0.03")).id();
    var draft = lists.require(town.test.owner(ACME), id);
    var later = draft.validFrom().plus(Duration.ofDays(2));
    var list = new livery.billing.price.PriceList(count -> 900_000);
    lists.end(town.test.owner(ACME), id, draft.validFrom().plus(Duration.ofDays(1)));

    assertThatThrownBy(
            () ->
                town.test.store.inTransaction(
                    connection -> {
                      list.addAll(
                          connection,
                          ACME,
                          List.of(
                              new livery.billing.price.PriceList.Succession(
                                  id, copy(draft, later))));
                      return null;
                    }))
        .isInstanceOf(livery.billing.BillingException.Invalid.class);
    assertThat(count("SELECT COUNT(*) FROM price WHERE id = 900000")).isZero();
  }

  private static Price copy(Price price, Instant from) {
    return new Price(
        0,
        price.sellerId(),
        price.buyerId(),
        price.product(),
        price.country(),
        price.network(),
        price.currency(),
        price.unitPrice(),
        from,
        Price.OPEN);
  }

  /** How many statements the server has executed. */
  private long statements() {
    return town.test
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SHOW GLOBAL STATUS LIKE 'Com_insert'")
                    .map((row, context) -> row.getLong("Value"))
                    .one());
  }

  private long count(String sql) {
    return town.test
        .store
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  @Test
  void a_file_that_is_no_price_list_is_refused_whole() {
    assertFault(Fault.Kind.INVALID, () -> town.files.check(town.test.owner(ACME), ""));
    assertFault(Fault.Kind.INVALID, () -> town.files.check(town.test.owner(ACME), "a,b\n1,2\n"));
    assertFault(
        Fault.Kind.INVALID,
        () -> town.files.check(town.test.owner(ACME), HEAD + ",x,,,,1,,\n".repeat(100_001)));
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> town.files.apply(town.test.scope(ACME, Role.VIEWER), HEAD, PriceFiles.Bad.STOP));
  }
}
