package livery.number;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import livery.billing.Invariants;
import livery.billing.Statement;
import livery.billing.Transfer;
import livery.billing.Wallet;
import livery.billing.price.Price;
import livery.billing.price.PriceList;
import livery.contract.Contracts;
import livery.fault.Fault;
import livery.move.Moves;
import livery.rented.Rented;
import livery.store.Store;
import livery.store.StoreFailure;
import livery.store.TestStore;
import livery.tenant.NotAllowed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rents by the policies of their products; 10 March is the day, 22 of 31 days are left with it. */
class RentTest {

  private static final int NUMBERS = 40;

  private static Store store;
  private NumberTown town;

  @BeforeAll
  static void migrate() {
    store = TestStore.migrated();
  }

  @BeforeEach
  void build() {
    store.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE transfer"));
    store.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE posting_key"));
    town = new NumberTown(store);
    town.topUp(CLIENT, RESELLER, "10000");
    town.topUp(RESELLER, PLATFORM, "10000");
  }

  @AfterEach
  void the_books_are_whole() {
    assertThat(store.inTransaction(Invariants::check)).isEmpty();
  }

  private NumberRow stock(String digits) {
    return town.stock.add(
        owner(PLATFORM), new NewNumber("UA", digits, "SHORT", "ORDINARY", "STANDARD", false));
  }

  private void policy(String proration, String onRelease) {
    town.policies.put(owner(PLATFORM), NumberRent.RENT, proration, onRelease);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    // 200 of set-up, and of 1,300: all, 22/31, 21/30 (31 days of which the last costs nothing)
    "NONE, 8500.00, 1500.00",
    "DAILY_ACTUAL, 8877.42, 1122.58",
    "DAILY_30, 8890.00, 1110.00"
  })
  void the_offer_says_what_is_then_charged(String proration, String left, String now) {
    policy(proration, "KEEP");
    var number = stock("3838");

    assertThat(town.numbers.offer(owner(CLIENT), number.id()).now().toBigDecimal())
        .isEqualByComparingTo(now);
    town.numbers.rent(owner(CLIENT), number.id());

    assertThat(new BigDecimal(town.balance(CLIENT, RESELLER).split(" ")[0]))
        .isEqualByComparingTo(left);
  }

  @Test
  void a_statement_names_the_number_that_rent_and_set_up_are_for() {
    policy("DAILY_ACTUAL", "CREDIT");
    var first = stock("3838");
    town.numbers.rent(owner(CLIENT), first.id());
    var second = stock("3939");
    town.numbers.rent(owner(CLIENT), second.id());
    town.now = Instant.parse("2026-03-20T12:00:00Z");
    town.numbers.release(owner(CLIENT), first.id());
    var rented = new Rented(town.sql);

    var own = rented.of(owner(CLIENT), lines(CLIENT));
    assertThat(lines(CLIENT))
        .filteredOn(line -> !line.product().isEmpty())
        .extracting(
            line ->
                line.kind()
                    + " "
                    + line.product()
                    + " "
                    + own.get(line.id()).label()
                    + (own.get(line.id()).seen() ? " seen" : ""))
        .containsExactlyInAnyOrder(
            "CHARGE number.rent UA 3838",
            "CHARGE number.setup UA 3838",
            "CHARGE number.rent UA 3939 seen",
            "CHARGE number.setup UA 3939 seen",
            "RETURN number.rent UA 3838");
    assertThat(rented.of(owner(RESELLER), lines(CLIENT))).hasSize(5);
    assertThat(rented.of(owner(RESELLER), lines(RESELLER))).hasSize(5);
    assertThat(rented.of(owner(OTHER), lines(CLIENT))).isEmpty();
  }

  private List<Transfer> lines(long buyer) {
    return store.inTransaction(
        connection -> {
          var seller = buyer == CLIENT ? RESELLER : PLATFORM;
          var wallet = Wallet.find(connection, buyer, seller, "UAH").orElseThrow().id();
          return Statement.of(
                  connection,
                  wallet,
                  NumberTown.NOW.minusSeconds(9),
                  NumberTown.NOW.plusSeconds(9_000_000),
                  100)
              .lines()
              .stream()
              .map(Statement.Line::transfer)
              .toList();
        });
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    // given back on the 20th: 11 of 31 days are left from the 21st on
    "NONE, CREDIT, 8500.00, 8900.00",
    "DAILY_ACTUAL, KEEP, 8877.42, 9190.32",
    "DAILY_ACTUAL, CREDIT, 9338.71, 9545.16",
    "DAILY_30, CREDIT, 9323.33, 9533.33"
  })
  void early_release_gives_back_what_the_policy_says(
      String proration, String onRelease, String client, String reseller) {
    policy(proration, onRelease);
    var number = stock("3838");
    town.numbers.rent(owner(CLIENT), number.id());

    town.now = Instant.parse("2026-03-20T12:00:00Z");
    town.numbers.release(owner(CLIENT), number.id());

    assertThat(new BigDecimal(town.balance(CLIENT, RESELLER).split(" ")[0]))
        .isEqualByComparingTo(client);
    assertThat(new BigDecimal(town.balance(RESELLER, PLATFORM).split(" ")[0]))
        .isEqualByComparingTo(reseller);
  }

  @Test
  void days_that_were_given_back_can_be_rented_by_somebody_else() {
    policy("DAILY_ACTUAL", "CREDIT");
    store.jdbi().useHandle(handle -> handle.execute("UPDATE number_rule SET quarantine_days = 0"));
    var number = stock("3838");
    town.numbers.rent(owner(CLIENT), number.id());
    town.numbers.release(owner(CLIENT), number.id());
    town.now = Instant.parse("2026-03-12T12:00:00Z");
    town.stock.endQuarantine(town.now);
    town.topUp(OTHER, RESELLER, "10000");

    town.numbers.rent(owner(OTHER), number.id());

    assertThat(town.numbers.find(owner(OTHER), number.id()).tenantId()).isEqualTo(OTHER);
    store.jdbi().useHandle(handle -> handle.execute("UPDATE number_rule SET quarantine_days = 90"));
  }

  @Test
  void only_the_platform_sets_policies_and_only_known_ones() {
    assertThatThrownBy(() -> town.policies.put(owner(RESELLER), NumberRent.RENT, "NONE", "KEEP"))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> policy("WEEKLY", "KEEP"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).isEqualTo("proration"));
    assertThat(town.policies.of(NumberRent.RENT).proration()).hasToString("DAILY_ACTUAL");
  }

  private void keywordPrice(String amount) {
    for (var seller : new long[] {RESELLER, PLATFORM}) {
      store.inTransaction(
          connection ->
              new PriceList(town.ids::next)
                  .add(
                      connection,
                      Price.starting(
                          seller,
                          0,
                          KeywordRent.RENT,
                          "",
                          "",
                          "UAH",
                          new BigDecimal(amount),
                          NumberTown.NOW.minusSeconds(60))));
    }
    town.prices.reload();
  }

  @Test
  void a_keyword_on_a_shared_number_is_rented_by_the_month_and_ends_with_a_credit() {
    keywordPrice("310");
    town.policies.put(owner(PLATFORM), KeywordRent.RENT, "DAILY_ACTUAL", "CREDIT");
    var number = town.number("4400", 0);

    assertThat(town.keywords.price(owner(CLIENT), number.id()).orElseThrow().now())
        .hasToString("220 UAH");
    var keyword = town.keyword(CLIENT, number.id(), "PIZZA");
    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("9780 UAH");
    town.now = Instant.parse("2026-04-01T12:00:00Z");
    assertThat(town.keywordRent.renew(town.now)).isEqualTo(1);
    assertThat(town.keywordRent.renew(town.now)).isZero();
    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("9470 UAH");

    town.now = Instant.parse("2026-04-15T12:00:00Z");
    town.keywords.remove(owner(CLIENT), keyword.id());

    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("9625 UAH");
    town.now = Instant.parse("2026-05-15T12:00:00Z");
    assertThat(town.keywordRent.renew(town.now)).isZero();
  }

  @ParameterizedTest(name = "{0} under {1}: from {2} on")
  @CsvSource({
    "Europe/Kyiv, UTC, 2026-04-01T00:00:00Z",
    "UTC, America/New_York, 2026-04-01T04:00:00Z",
    "America/New_York, UTC, 2026-04-01T04:00:00Z",
    "Europe/Kyiv, Europe/Kyiv, 2026-03-31T21:00:00Z"
  })
  void a_month_is_renewed_when_it_has_begun_for_the_client_and_in_the_books(
      String client, String platform, Instant first) {
    town.zone(CLIENT, client);
    town.zone(PLATFORM, platform);
    keywordPrice("310");
    town.numbers.rent(owner(CLIENT), stock("3838").id());
    town.keyword(CLIENT, town.number("4400", 0).id(), "PIZZA");

    assertThat(town.rent.renew(first.minusSeconds(1))).isZero();
    assertThat(town.keywordRent.renew(first.minusSeconds(1))).isZero();
    assertThat(town.rent.renew(first)).isEqualTo(1);
    assertThat(town.keywordRent.renew(first)).isEqualTo(1);
  }

  @Test
  void without_money_for_its_rent_there_is_no_keyword() {
    keywordPrice("99999");
    var number = town.number("4400", 0);

    assertThatThrownBy(() -> town.keyword(CLIENT, number.id(), "PIZZA"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NO_MONEY));

    assertThat(town.keywords.ofNumber(owner(CLIENT), number.id())).isEmpty();
    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("10000 UAH");
  }

  @Test
  void a_keyword_without_a_price_and_one_on_an_own_number_cost_nothing() {
    town.keyword(CLIENT, town.number("4400", 0).id(), "PIZZA");
    keywordPrice("310");
    town.keyword(CLIENT, town.number("3838", CLIENT).id(), "PASTA");

    assertThat(town.balance(CLIENT, RESELLER)).isEqualTo("10000 UAH");
  }

  @Test
  void rent_is_charged_on_one_chain_while_its_tenant_moves() throws Exception {
    town.rival();
    town.topUp(CLIENT, RESELLER, "100000");
    town.topUp(RESELLER, PLATFORM, "100000");
    town.topUp(NumberTown.RIVAL, PLATFORM, "100000");
    for (var i = 0; i < NUMBERS; i++) {
      town.number("38" + (10 + i), CLIENT);
    }
    var moves =
        new Moves(
            town.store,
            town.tree,
            town.prices,
            new Contracts(town.store, town.sql),
            town.ids,
            town.clock,
            town.audit);
    var thread = Executors.newSingleThreadExecutor();

    var charged = thread.submit(() -> renewAll());
    for (var turn = 0; turn < 8; turn++) {
      var to = turn % 2 == 0 ? NumberTown.RIVAL : RESELLER;
      moves.move(owner(PLATFORM), CLIENT, to, Moves.Balance.TAKE_ALONG);
    }

    assertThat(charged.get()).isEqualTo(NUMBERS);
    thread.shutdown();
    List<String> chains =
        town.store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT GROUP_CONCAT(CONCAT(seller_id, '>', buyer_id) ORDER BY level)"
                                + " FROM rated GROUP BY event_id")
                        .mapTo(String.class)
                        .list());
    assertThat(chains).hasSize(NUMBERS).containsAnyOf("2>3,1>2,0>1", "6>3,1>6,0>1");
    assertThat(new HashSet<>(chains)).isSubsetOf("2>3,1>2,0>1", "6>3,1>6,0>1");
  }

  /** Two that begin again may meet in a deadlock; the next run charges what is left. */
  private int renewAll() {
    var charged = 0;
    while (charged < NUMBERS) {
      try {
        charged += town.rent.renew(town.now);
      } catch (StoreFailure failure) {
        if (!Store.isPassing(failure)) {
          throw failure;
        }
        charged = rents();
      }
    }
    return rents();
  }

  private int rents() {
    return town.store
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM rent").mapTo(Integer.class).one());
  }
}
