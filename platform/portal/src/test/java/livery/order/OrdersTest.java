package livery.order;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import livery.bank.Entries;
import livery.bank.Entry;
import livery.contract.Agreement;
import livery.contract.Contracts;
import livery.document.Documents;
import livery.money.Purse;
import livery.money.Wallets;
import livery.payment.Payment;
import livery.payment.Payments;
import livery.price.PriceLists;
import livery.price.PriceRow;
import livery.price.Prices;
import livery.tenant.AuditLog;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every list that is read part by part, in each of its orders, over rows of which many are alike.
 */
class OrdersTest {

  private static final TestTenants TEST = new TestTenants();
  private static final Scope SCOPE = TEST.owner(ACME);
  private static final int ALL = 200;
  private static final int MORE = 2;

  /**
   * A list.
   *
   * @param add puts a row with this number into it
   */
  private record Listed<T>(
      String name,
      Orders<T> orders,
      BiFunction<Place<T>, Integer, List<T>> read,
      LongConsumer add) {

    List<T> parts(String word, int size, Runnable meanwhile) {
      var all = new ArrayList<T>();
      var after = "";
      while (true) {
        var place = orders.from(word, after);
        var part = read.apply(place, size);
        all.addAll(part);
        if (part.size() < size) {
          return all;
        }
        after = place.after(part.get(size - 1));
        meanwhile.run();
      }
    }

    void check(String word) {
      var whole = read.apply(orders.from(word, ""), ALL);

      assertThat(whole).hasSizeGreaterThan(5);
      assertThat(whole).containsExactlyElementsOf(orders.sorted(whole, orders.from(word, "")));
      for (var size = 1; size <= whole.size(); size++) {
        assertThat(parts(word, size, () -> {})).containsExactlyElementsOf(whole);
      }
    }

    void checkWhileRowsCome(String word, long[] next) {
      var before = read.apply(orders.from(word, ""), ALL);

      var most = next[0] + MORE;
      var seen =
          parts(
              word,
              3,
              () -> {
                if (next[0] < most) {
                  add.accept(next[0]++);
                }
              });

      assertThat(seen).doesNotHaveDuplicates().containsSubsequence(before);
    }
  }

  private static List<Listed<?>> lists(Scope scope) {
    var documents = new Documents(TEST.sql, TEST.tree, TEST.clock);
    var payments =
        new Payments(TEST.store, TEST.sql, null, null, null, null, null, null, null, null, null);
    var entries = new Entries(null, TEST.sql, null, null, null, null, null, null, null, null);
    var wallets = new Wallets(TEST.store, TEST.sql, TEST.tree, TEST.ids, TEST.clock);
    var contracts = new Contracts(TEST.store, TEST.sql);
    var book = new Prices(TEST.store, TEST.tree, TEST.ids);
    var prices =
        new PriceLists(
            TEST.store, TEST.sql, TEST.tree, book, null, TEST.ids, TEST.clock, TEST.audit);
    return List.of(
        new Listed<>(
            "documents",
            Documents.ORDERS,
            (place, most) -> documents.list(scope, Documents.Query.ALL, place, most),
            OrdersTest::document),
        new Listed<>(
            "payments",
            Payment.ORDERS,
            (place, most) -> payments.list(scope, true, place, most),
            OrdersTest::payment),
        new Listed<>(
            "bank entries",
            Entry.ORDERS,
            (place, most) -> entries.list(scope, null, place, most),
            OrdersTest::entry),
        new Listed<>(
            "waiting bank entries",
            Entry.ORDERS,
            (place, most) -> entries.list(scope, Entry.State.UNMATCHED, place, most),
            OrdersTest::entry),
        new Listed<>(
            "balances",
            Purse.ORDERS,
            (place, most) -> wallets.ofBuyers(scope, "", false, place, most),
            OrdersTest::wallet),
        new Listed<>(
            "contracts",
            Agreement.ORDERS,
            (place, most) -> contracts.sold(scope, place, most),
            OrdersTest::contract),
        new Listed<>(
            "prices",
            PriceRow.ORDERS,
            (place, most) -> prices.sold(scope, PriceLists.Filter.NONE, place, most),
            OrdersTest::price),
        new Listed<>(
            "audit",
            AuditLog.ORDERS,
            (place, most) -> TEST.log.read(scope, "order.test", place, most),
            OrdersTest::audit));
  }

  @TestFactory
  Stream<DynamicTest> parts_make_the_whole_in_every_order() {
    for (var number = 1L; number <= 8; number++) {
      for (var list :
          lists(SCOPE).stream().filter(one -> !one.name().startsWith("waiting")).toList()) {
        list.add().accept(number);
      }
    }
    var next = new long[] {9};

    var still =
        lists(SCOPE).stream()
            .flatMap(
                list ->
                    list.orders().words().stream()
                        .map(
                            word -> dynamicTest(list.name() + " " + word, () -> list.check(word))));
    var moving =
        lists(SCOPE).stream()
            .flatMap(
                list ->
                    list.orders().words().stream()
                        .map(
                            word ->
                                dynamicTest(
                                    list.name() + " " + word + " while rows come",
                                    () -> list.checkWhileRowsCome(word, next))));
    return Stream.concat(still, moving);
  }

  private static void put(String sql, Object... values) {
    TEST.store.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private static void buyer(long id) {
    put(
        "INSERT IGNORE INTO tenant (id, parent_id, kind, name, path, currency, time_zone, language,"
            + " country, created_at) VALUES (?, ?, 'CLIENT', ?, ?, 'EUR', 'Europe/Kyiv', 'uk', 'UA',"
            + " NOW())",
        id,
        ACME,
        "buyer " + id % 3,
        "/1/10/" + id + "/");
  }

  /** Received and issued ones, and of the issued some drafts, without a day. */
  private static void document(long number) {
    var draft = number % 4 == 0;
    put(
        "INSERT INTO document (id, kind, issuer_id, recipient_id, seller_id, buyer_id, issue_key,"
            + " language, currency, net, tax, gross, sheet, hash, created_by, created_at, series,"
            + " sequence, number, issued_on) VALUES (?, 'INVOICE', ?, ?, 10, 20, ?, 'uk', 'EUR', ?,"
            + " 0, ?, '', REPEAT('a', 32), '', NOW(), ?, ?, ?, ?)",
        number,
        number % 3 == 0 && !draft ? 1 : ACME,
        number % 3 == 0 && !draft ? ACME : BAKERY,
        "key" + number,
        number % 3,
        number % 3,
        draft ? null : "S",
        draft ? null : number,
        draft ? null : "S-" + number,
        draft ? null : "2026-03-0" + (1 + number % 2));
    put(
        "INSERT INTO document_state (document_id, state, changed_at) VALUES (?, ?, NOW())",
        number,
        draft ? "DRAFT" : "SENT");
  }

  private static void payment(long number) {
    put(
        "INSERT INTO payment (id, tenant_id, seller_id, provider, reference, amount, currency,"
            + " state, created_by, created_at, expires_at, changed_at)"
            + " VALUES (?, 20, 10, 'test', ?, ?, 'EUR', 'PAID', '', NOW(), NOW(), NOW())",
        number,
        "r" + number,
        1 + number % 3);
  }

  private static void entry(long number) {
    for (var state : Entry.State.values()) {
      var id = number * 10 + state.ordinal();
      put(
          "INSERT INTO bank_entry (id, tenant_id, statement_id, entry_no, entry_key, account,"
              + " amount, currency, credit, reversal, booked_on, bank_ref, end_to_end, details,"
              + " payer, payer_account, state, reason) VALUES (?, 10, 1, 1, RPAD(?, 32, 'x'), '',"
              + " ?, 'EUR', ?, 0, ?, '', '', '', '', '', ?, '')",
          id,
          id,
          1 + number % 2,
          number % 3 == 0 ? 0 : 1,
          "2026-03-0" + (1 + number % 3),
          state.name());
    }
  }

  private static void wallet(long number) {
    buyer(100 + number);
    put(
        "INSERT INTO wallet (buyer_id, seller_id, currency, id, balance, held, credit_limit,"
            + " opened_at) VALUES (?, 10, 'EUR', ?, ?, ?, ?, NOW())",
        100 + number,
        number,
        number % 3 - 1,
        number % 2,
        number % 4);
  }

  private static void contract(long number) {
    buyer(100 + number);
    put(
        "INSERT INTO contract (id, seller_id, buyer_id, currency, number, created_at)"
            + " VALUES (?, 10, ?, 'EUR', ?, NOW())",
        number,
        100 + number,
        "C-" + number % 2);
  }

  private static void price(long number) {
    put(
        "INSERT INTO price (id, seller_id, buyer_id, product, country, network, currency,"
            + " unit_price, valid_from, valid_to) VALUES (?, 10, 0, 'sms.mt', '', ?, 'EUR', ?,"
            + " '2020-01-01', '9999-12-31')",
        number,
        "network " + number,
        number % 3 + ".5");
  }

  private static void audit(long number) {
    put(
        "INSERT INTO audit (id, tenant_id, home_id, user_id, actor, at, action, subject, detail)"
            + " VALUES (?, 10, 10, 0, '', NOW(), 'order.test', '', '')",
        1_000_000_000_000L + number);
  }
}
