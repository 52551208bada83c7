package livery.premium;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.PLATFORM;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import livery.billing.Invariants.Violation;
import livery.billing.Wallet;
import livery.billing.period.BooksCheck;
import livery.fault.Fault;
import livery.history.Messages;
import livery.message.Networks;
import livery.number.NumberTown;
import livery.store.Store;
import livery.store.TestStore;
import livery.tariff.PremiumTerms;
import livery.tariff.Tariffs;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From texts to a premium number to money: 12.75 a text, 30 % for the client, 10 for the reseller.
 */
class PremiumTest {

  private static final long LINK = 7;
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final List<String> TABLES =
      List.of(
          "premium_income",
          "premium_statement_fault",
          "premium_statement_row",
          "premium_statement",
          "premium_day",
          "premium_share",
          "message");

  private static Store store;
  private NumberTown town;
  private PremiumTerms terms;
  private Tariffs tariffs;
  private DayCount count;
  private OperatorStatements statements;
  private Income income;
  private long number;

  @BeforeAll
  static void migrate() {
    store = TestStore.migrated();
  }

  @BeforeEach
  void build() {
    for (var table : List.of("transfer", "posting_key")) {
      store.jdbi().useHandle(handle -> handle.execute("TRUNCATE TABLE " + table));
    }
    for (var table : TABLES) {
      store.jdbi().useHandle(handle -> handle.execute("DELETE FROM " + table));
    }
    town = new NumberTown(store);
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO smpp_link (id, name, network, host, port, system_id, password,"
                        + " bind, options, state, created_at) VALUES (?, 'Kyiv 1', 'Kyivtel',"
                        + " 'localhost', 2775, 'a', 'b', 'TRANSCEIVER', '{}', 'ACTIVE',"
                        + " '2026-01-01')",
                    LINK));
    terms = new PremiumTerms(store, town.tree, town.clock, town.audit);
    tariffs =
        new Tariffs(
            store, town.tree, town.numbers, town.table, terms, town.prices, town.clock, town.audit);
    var messages = new Messages(town.sql, town.tree, new Networks(store), store, town.clock);
    count = new DayCount(store, messages, terms);
    var rows = new StatementRows(store, town.clock);
    var confirming = new Confirming(store, town.tree, terms, rows, town.ids, town.clock);
    statements =
        new OperatorStatements(
            store, town.tree, terms, rows, confirming, town.ids, town.clock, town.audit);
    income =
        new Income(
            store,
            new IncomeRows(store, town.sql, town.tree, terms),
            town.tree,
            terms,
            town.ids,
            town.clock,
            town.audit);
    terms.give(owner(PLATFORM), 0, "UA", new BigDecimal("40"));
    terms.give(owner(RESELLER), 0, "UA", new BigDecimal("30"));
    number = town.number("3838", CLIENT).id();
    tariffs.set(owner(CLIENT), number, "PREMIUM", new BigDecimal("12.75"), null);
  }

  @AfterEach
  void the_books_are_whole() {
    assertThat(store.inTransaction(BooksCheck::check)).isEmpty();
  }

  private void texts(int texts, long tenant, long numberId, String state, Instant at) {
    for (var i = 0; i < texts; i++) {
      var id = town.ids.next();
      store
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "INSERT INTO message (id, tenant_id, direction, number_id, number, phone,"
                          + " text, alphabet, parts, link_id, state, rule, label, note,"
                          + " price_micros, currency, received_at, decided_at) VALUES (?, ?, 'IN',"
                          + " ?, '3838', '380671112233', 'x', 'GSM7', 1, ?, ?, 'x', '-', '', 0,"
                          + " 'UAH', ?, ?)",
                      id,
                      tenant,
                      numberId,
                      LINK,
                      state,
                      Timestamp.from(at),
                      Timestamp.from(at)));
    }
  }

  private void texts(int texts) {
    texts(texts, CLIENT, number, "DONE", town.now);
    count.count(LocalDate.parse("2026-03-09"), LocalDate.parse("2026-03-11"));
  }

  private Statement load(String rows) {
    return statements.load(
        owner(PLATFORM),
        new OperatorStatements.Upload(
            LINK,
            "UA",
            "2026-03",
            "march.csv",
            "number;day;messages;amount\n" + rows,
            new Mapping("", "", "", "")));
  }

  private List<String> lines(long tenant) {
    return income.lines(owner(tenant), MARCH, MARCH).stream()
        .map(
            line ->
                line.state()
                    + " "
                    + line.messages()
                    + " "
                    + line.income().toBigDecimal().setScale(2)
                    + " "
                    + line.passedOn().toBigDecimal().setScale(2))
        .toList();
  }

  @Test
  void texts_are_counted_as_wholes_of_days_and_counting_again_changes_nothing() {
    texts(2, CLIENT, number, "DONE", town.now.minus(Duration.ofDays(2)));
    texts(100);
    texts(3, CLIENT, number, "OPT_OUT", town.now);
    count.count(LocalDate.parse("2026-03-08"), LocalDate.parse("2026-03-11"));

    // 1,275.00 gross: 1,000.00 net; 30 % of it. Before the price there is nothing, STOP is free.
    assertThat(lines(CLIENT)).containsExactly("ESTIMATED 100 300.00 0.00");
    assertThat(lines(RESELLER)).containsExactly("ESTIMATED 100 400.00 300.00");
    assertThat(lines(PLATFORM)).containsExactly("ESTIMATED 100 500.00 400.00");
    assertThat(lines(OTHER)).isEmpty();
  }

  @Test
  void a_confirmed_statement_takes_the_place_of_the_estimate_and_is_booked_once() {
    texts(100);
    var statement = load("3838;2026-03-10;98;1249.50\n");

    var confirmed = statements.confirm(owner(PLATFORM), statement.id(), false);

    // 1,249.50 = 980.00 + 196.00 + 73.50
    assertThat(confirmed.sums().net()).hasToString("980 UAH");
    assertThat(confirmed.sums().operatorPart()).hasToString("490 UAH");
    assertThat(lines(CLIENT)).containsExactly("CONFIRMED 98 294.00 0.00");
    assertThat(lines(RESELLER)).containsExactly("CONFIRMED 98 392.00 294.00");
    assertThat(lines(PLATFORM)).containsExactly("CONFIRMED 98 490.00 392.00");
    assertThatThrownBy(() -> statements.confirm(owner(PLATFORM), statement.id(), false))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.CONFLICT));
    assertThat(transfers("PREMIUM")).isEqualTo(3);
    count.count(LocalDate.parse("2026-03-09"), LocalDate.parse("2026-03-11"));
    assertThat(lines(CLIENT)).containsExactly("CONFIRMED 98 294.00 0.00");
  }

  private int transfers(String kind) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM transfer WHERE kind = :kind")
                    .bind("kind", kind)
                    .mapTo(Integer.class)
                    .one());
  }

  @Test
  void eight_who_confirm_at_once_book_it_once() throws Exception {
    texts(10);
    var statement = load("3838;2026-03-10;10;127.50\n");
    var threads = Executors.newFixedThreadPool(8);
    var tasks = new ArrayList<Callable<Boolean>>();
    for (var i = 0; i < 8; i++) {
      tasks.add(
          () -> {
            try {
              statements.confirm(owner(PLATFORM), statement.id(), false);
              return true;
            } catch (Fault second) {
              return false;
            }
          });
    }

    var done = 0;
    for (var result : threads.invokeAll(tasks)) {
      done += result.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(done).isEqualTo(1);
    assertThat(transfers("PREMIUM")).isEqualTo(3);
  }

  @Test
  void the_same_file_twice_is_one_statement_and_a_day_is_stated_once() {
    texts(10);
    var first = load("3838;2026-03-10;10;127.50\n");

    assertThat(load("3838;2026-03-10;10;127.50\n").id()).isEqualTo(first.id());
    assertThatThrownBy(() -> load("3838;2026-03-10;11;140.25\n"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("statement " + first.id());
    var second = load("3838;2026-03-10;11;140.25\n3838;2026-03-11;1;12.75\n");

    assertThat(second.goodRows()).isEqualTo(1);
    assertThat(statements.refused(owner(PLATFORM), second.id()))
        .extracting(Statement.Refused::line)
        .containsExactly(2);
    statements.drop(owner(PLATFORM), first.id());
    assertThat(load("3838;2026-03-10;10;127.50\n").id()).isNotEqualTo(first.id());
  }

  @Test
  void differences_beyond_the_rule_must_be_accepted() {
    texts(1_000);
    // 2 % or 5 texts are tolerated: 980 are, 979 are not
    var tolerated = load("3838;2026-03-10;980;12495.00\n");
    assertThat(statements.differences(owner(PLATFORM), tolerated.id()))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.own()).isEqualTo(1_000);
              assertThat(one.difference()).isEqualTo(-20);
              assertThat(one.tolerated()).isTrue();
            });
    statements.drop(owner(PLATFORM), tolerated.id());
    var beyond = load("3838;2026-03-10;979;12482.25\n");

    assertThatThrownBy(() -> statements.confirm(owner(PLATFORM), beyond.id(), false))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).isEqualTo("accept"));
    assertThat(transfers("PREMIUM")).isZero();
    statements.confirm(owner(PLATFORM), beyond.id(), true);
    assertThat(transfers("PREMIUM")).isEqualTo(3);
  }

  @Test
  void days_that_only_one_side_has_are_differences_too() {
    texts(10);
    var statement = load("3838;2026-03-11;7;89.25\n");

    assertThat(statements.differences(owner(PLATFORM), statement.id()))
        .extracting(one -> one.day() + " " + one.own() + " " + one.stated() + " " + one.tolerated())
        .containsExactly("2026-03-10 10 0 false", "2026-03-11 0 7 false");
    statements.confirm(owner(PLATFORM), statement.id(), true);

    // what only the operator counted is the renter's; what only we counted stays an estimate
    assertThat(lines(CLIENT)).containsExactly("ESTIMATED 10 30.00 0.00", "CONFIRMED 7 21.00 0.00");
  }

  @Test
  void a_shared_number_is_shared_by_our_own_count() {
    var shared = town.number("4400", 0).id();
    tariffs.set(owner(PLATFORM), shared, "PREMIUM", new BigDecimal("12.75"), null);
    texts(30, CLIENT, shared, "DONE", town.now);
    texts(10, OTHER, shared, "DONE", town.now);
    texts(0);
    var statement = load("4400;2026-03-10;20;255.00\n");

    statements.confirm(owner(PLATFORM), statement.id(), true);

    assertThat(lines(CLIENT)).containsExactly("CONFIRMED 15 45.00 0.00");
    assertThat(lines(OTHER)).containsExactly("CONFIRMED 5 15.00 0.00");
    assertThat(lines(RESELLER))
        .containsExactly("CONFIRMED 15 60.00 45.00", "CONFIRMED 5 20.00 15.00");
  }

  @Test
  void income_is_payable_after_the_days_of_the_rule_and_paid_once() {
    texts(100);
    statements.confirm(owner(PLATFORM), load("3838;2026-03-10;100;1275.00\n").id(), false);
    assertThat(income.ripen()).isZero();
    assertThatThrownBy(() -> pay(RESELLER, CLIENT, "TO_BALANCE"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.CONFLICT));

    town.now = town.now.plus(Duration.ofDays(44));
    assertThat(income.ripen()).isZero();
    town.now = town.now.plus(Duration.ofDays(1));
    assertThat(income.ripen()).isEqualTo(3);
    assertThat(income.ripen()).isZero();
    assertThat(income.due(owner(RESELLER), "", 9))
        .singleElement()
        .satisfies(due -> assertThat(due.amount()).hasToString("300 UAH"));

    pay(RESELLER, CLIENT, "TO_BALANCE");
    assertThatThrownBy(() -> pay(RESELLER, CLIENT, "TO_BALANCE")).isInstanceOf(Fault.class);
    pay(PLATFORM, RESELLER, "PAYOUT");
    pay(PLATFORM, PLATFORM, "PAYOUT");

    assertThat(balance(CLIENT, RESELLER)).isEqualTo("300 UAH");
    assertThat(balance(RESELLER, PLATFORM)).isEqualTo("0 UAH");
    assertThat(lines(CLIENT)).containsExactly("PAID 100 300.00 0.00");
    assertThat(lines(PLATFORM)).containsExactly("PAID 100 500.00 400.00");
    assertThat(transfers("PAYOUT")).isEqualTo(3);
    // nobody is owed anything any more
    assertThat(owed()).isEmpty();
  }

  @Test
  void who_has_left_is_paid_what_it_earned_before_but_not_into_a_balance_that_it_left() {
    texts(100);
    statements.confirm(owner(PLATFORM), load("3838;2026-03-10;100;1275.00\n").id(), false);
    town.now = town.now.plus(Duration.ofDays(45));
    income.ripen();
    town.rival();
    var path = "/1/" + NumberTown.RIVAL + "/" + CLIENT + "/";
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE tenant SET parent_id = ?, path = ? WHERE id = ?",
                    NumberTown.RIVAL,
                    path,
                    CLIENT));
    town.tree.reload();

    assertThatThrownBy(() -> pay(RESELLER, CLIENT, "TO_BALANCE"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.key()).isEqualTo("premium.fault.left"));
    assertThatThrownBy(() -> pay(NumberTown.RIVAL, OTHER, "PAYOUT")).isInstanceOf(NotAllowed.class);
    assertThat(income.pay(owner(RESELLER), CLIENT, "UAH", "PAYOUT", "bank 17").amount())
        .hasToString("300 UAH");
    assertThat(income.due(owner(RESELLER), "", 9)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"NIL", "uah", "UAHX", "", " "})
  void income_in_what_is_no_currency_is_refused_by_its_name(String currency) {
    assertThatThrownBy(() -> income.pay(owner(RESELLER), CLIENT, currency, "PAYOUT", "bank 17"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).isEqualTo("currency"));
  }

  @Test
  void income_that_was_spoilt_by_hand_is_found_by_the_check_of_the_books() throws Exception {
    texts(100);
    statements.confirm(owner(PLATFORM), load("3838;2026-03-10;100;1275.00\n").id(), false);
    town.now = town.now.plus(Duration.ofDays(45));
    income.ripen();
    pay(RESELLER, CLIENT, "TO_BALANCE");
    var client = " WHERE buyer_id = " + CLIENT;

    for (var spoil :
        List.of(
            "UPDATE premium_income SET amount = amount + 1" + client,
            "UPDATE premium_income SET posting_id = posting_id + 1" + client,
            "UPDATE premium_income SET state = 'PAYABLE', paid_at = NULL" + client,
            "UPDATE premium_income SET state = 'PAYABLE', paid_at = NULL, payout_id = 0" + client,
            "UPDATE premium_income SET state = 'PAID', paid_at = NOW() WHERE buyer_id = "
                + RESELLER,
            "DELETE FROM premium_income WHERE buyer_id = " + PLATFORM,
            "UPDATE premium_statement SET net = net - 1",
            "UPDATE premium_statement SET operator_part = operator_part + 1",
            "UPDATE premium_statement SET state = 'IMPORTED'",
            "UPDATE premium_statement_row SET gross = gross + 1")) {
      try (var connection = store.dataSource().getConnection();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        assertThat(statement.executeUpdate(spoil)).as(spoil).isPositive();
        assertThat(BooksCheck.check(connection))
            .as(spoil)
            .extracting(Violation::invariant)
            .containsOnly("I16");
        connection.rollback();
      }
    }
  }

  private void pay(long seller, long buyer, String way) {
    income.pay(owner(seller), buyer, "UAH", way, "bank 17");
  }

  private String balance(long buyer, long seller) {
    return store.inTransaction(
        connection ->
            Wallet.find(connection, buyer, seller, "UAH").orElseThrow().balance().toString());
  }

  private List<String> owed() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT account FROM (SELECT credit_account AS account, amount FROM"
                            + " transfer UNION ALL SELECT debit_account, -amount FROM transfer) x"
                            + " WHERE account < 0 AND -account MOD 16 = 10 GROUP BY account HAVING"
                            + " SUM(amount) <> 0")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void others_see_and_do_nothing() {
    texts(10);
    var statement = load("3838;2026-03-10;10;127.50\n");

    assertThatThrownBy(() -> statements.list(owner(RESELLER), Long.MAX_VALUE, 9))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> statements.confirm(owner(RESELLER), statement.id(), true))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> pay(CLIENT, OTHER, "PAYOUT")).isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> pay(PLATFORM, CLIENT, "PAYOUT")).isInstanceOf(NotAllowed.class);
    var viewer = new Scope(RESELLER, RESELLER, 9, "viewer", Role.VIEWER);
    assertThatThrownBy(() -> income.due(viewer, "", 9)).isInstanceOf(NotAllowed.class);
    assertThat(lines(OTHER)).isEmpty();
  }
}
