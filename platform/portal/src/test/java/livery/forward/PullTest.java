package livery.forward;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import livery.fault.Fault;
import livery.history.Messages;
import livery.message.Networks;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullTest {

  private static final int CALLS = 40;

  private final TestTenants test = new TestTenants();
  private final Messages messages =
      new Messages(test.sql, test.tree, new Networks(test.store), test.store, test.clock);
  private final Readers readers = new Readers(test.sql, messages, test.audit, test.clock);
  private final Pull pull = new Pull(test.sql, readers, test.clock);
  private final Scope bakery = test.owner(BAKERY);
  private final Scope dentist = test.owner(DENTIST);

  @BeforeEach
  void receive() {
    message(1, BAKERY, "IN", test.clock.instant().minus(Duration.ofDays(3)));
    for (var id = 10; id < 16; id++) {
      message(id, BAKERY, id == 12 ? "OUT" : "IN", test.clock.instant());
    }
    message(20, DENTIST, "IN", test.clock.instant());
    watermark(1_000);
  }

  private void message(long id, long tenant, String direction, Instant at) {
    test.store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text,"
                        + " alphabet, parts, link_id, state, rule, label, note, price_micros,"
                        + " currency, received_at, decided_at) VALUES (?, ?, ?, 1, '3838',"
                        + " '380501234567', ?, 'GSM7', 1, 1, 'DONE', 'catch-all', '-', '', 0,"
                        + " 'EUR', ?, ?)",
                    id,
                    tenant,
                    direction,
                    "text " + id,
                    Utc.of(at),
                    Utc.of(at)));
  }

  private void watermark(long id) {
    test.store
        .jdbi()
        .useHandle(db -> db.execute("REPLACE INTO watermark VALUES ('message', ?)", id));
  }

  private List<Long> next(String reader, int limit, int lease) {
    return pull.next(bakery, reader, 0, limit, lease).stream().map(Pull.Message::id).toList();
  }

  @Test
  void messages_come_again_until_they_are_acknowledged() {
    assertThat(next("shop", 3, 0)).containsExactly(10L, 11L, 13L);
    assertThat(next("shop", 3, 0)).containsExactly(10L, 11L, 13L);

    assertThat(pull.acknowledge(bakery, "shop", List.of(10L, 13L))).isEmpty();

    assertThat(next("shop", 3, 0)).containsExactly(11L, 14L, 15L);
    assertThat(pull.acknowledge(bakery, "shop", List.of(10L, 13L))).isEmpty();
    pull.acknowledge(bakery, "shop", List.of(11L, 14L, 15L));
    assertThat(next("shop", 3, 0)).isEmpty();
    assertThat(test.store.jdbi().withHandle(this::rows)).isZero();

    message(2_000, BAKERY, "IN", test.clock.instant());
    assertThat(next("shop", 3, 0)).containsExactly(2_000L);
  }

  private long rows(org.jdbi.v3.core.Handle db) {
    return db.createQuery("SELECT COUNT(*) FROM pull").mapTo(Long.class).one();
  }

  @Test
  void each_reader_gets_every_message_and_a_cursor_goes_on_without_acknowledging() {
    pull.acknowledge(bakery, "shop", List.of(10L));

    assertThat(next("archive", 10, 0)).containsExactly(10L, 11L, 13L, 14L, 15L);
    assertThat(pull.next(bakery, "shop", 11, 2, 0))
        .extracting(Pull.Message::id)
        .containsExactly(13L, 14L);
  }

  @Test
  void what_one_worker_has_leased_the_other_gets_only_after_the_lease() {
    assertThat(next("shop", 2, 60)).containsExactly(10L, 11L);
    assertThat(next("shop", 2, 60)).containsExactly(13L, 14L);

    pull.acknowledge(bakery, "shop", List.of(10L));
    test.clock.pass(Duration.ofSeconds(60));

    assertThat(next("shop", 10, 0)).containsExactly(11L, 13L, 14L, 15L);
  }

  @Test
  void a_message_that_is_decided_late_is_not_passed_over() {
    watermark(12);
    test.store.jdbi().useHandle(db -> db.execute("DELETE FROM message WHERE id = 12"));
    pull.acknowledge(bakery, "shop", List.of(10L, 11L, 13L, 14L, 15L));

    message(12, BAKERY, "IN", test.clock.instant());

    assertThat(next("shop", 10, 0)).containsExactly(12L);
  }

  @Test
  void nobody_pulls_or_acknowledges_what_another_tenant_received() {
    assertThat(pull.acknowledge(bakery, "shop", List.of(10L, 12L, 20L, 99L)))
        .isEqualTo(Set.of(12L, 20L, 99L));
    assertThat(pull.next(dentist, "shop", 0, 10, 0))
        .extracting(Pull.Message::id)
        .containsExactly(20L);
  }

  @Test
  void limits_and_names_are_checked() {
    assertThatThrownBy(() -> next("shop", 501, 0)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> next("shop", 1, 3_601)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> next("a b", 1, 0)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> pull.acknowledge(bakery, "shop", List.of())).isInstanceOf(Fault.class);
    for (var dots : List.of(".", "..", "...")) {
      assertThatThrownBy(() -> next(dots, 1, 0)).hasMessageContaining("dots");
    }
    assertThat(names(bakery)).isEmpty();
  }

  private List<String> names(Scope scope) {
    return readers.list(scope).stream().map(Readers.Reader::name).toList();
  }

  private void fill() {
    for (var i = 10; i < 30; i++) {
      next("reader" + i, 1, 60);
    }
  }

  private void silent(long tenant, String reader, Instant since) {
    test.store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "UPDATE pull_reader SET pulled_at = ? WHERE tenant_id = ? AND reader = ?",
                    Utc.of(since),
                    tenant,
                    reader));
  }

  private List<String> rowsOf(String reader) {
    return test.store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(
                        "SELECT CONCAT(tenant_id, ' ', message_id) FROM pull WHERE reader = :reader")
                    .bind("reader", reader)
                    .mapTo(String.class)
                    .list());
  }

  private List<String> log(Scope scope) {
    return test.log.read(scope, "reader.remove", Long.MAX_VALUE, 50).stream()
        .map(line -> line.subject() + ": " + line.detail())
        .toList();
  }

  @Test
  void the_twenty_first_reader_is_refused_until_one_is_removed() {
    fill();

    assertThatThrownBy(() -> next("more", 1, 0))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.CONFLICT))
        .hasMessageContaining("20 readers")
        .hasMessageContaining("DELETE /api/v1/inbox/readers/<name>");
    assertThatThrownBy(() -> pull.acknowledge(bakery, "more", List.of(10L)))
        .hasMessageContaining("20 readers");
    assertThat(next("reader29", 1, 0)).containsExactly(11L);
    assertThat(pull.next(dentist, "more", 0, 1, 0)).hasSize(1);

    readers.remove(bakery, "reader15");

    assertThat(next("more", 1, 0)).containsExactly(10L);
    assertThat(names(bakery)).hasSize(20).contains("more").doesNotContain("reader15");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19})
  void of_many_who_begin_at_once_no_more_than_are_allowed_do(int already) throws Exception {
    for (var i = 0; i < already; i++) {
      next("reader" + i, 1, 0);
    }
    var all = new CyclicBarrier(CALLS);

    var outcomes =
        atOnce(IntStream.range(0, CALLS).mapToObj(i -> beginning(all, "begins" + i)).toList());

    assertThat(outcomes).filteredOn(begun -> begun).hasSize(Readers.MOST - already);
    assertThat(names(bakery)).hasSize(Readers.MOST);
  }

  @Test
  void those_who_begin_one_reader_at_once_share_the_last_place() throws Exception {
    for (var i = 1; i < Readers.MOST; i++) {
      next("reader" + i, 1, 0);
    }
    var all = new CyclicBarrier(CALLS);

    var outcomes = atOnce(Collections.nCopies(CALLS, beginning(all, "more")));

    assertThat(outcomes).hasSize(CALLS).containsOnly(true);
    assertThat(names(bakery)).hasSize(Readers.MOST).contains("more");
  }

  private static List<Boolean> atOnce(List<Callable<Boolean>> calls) throws Exception {
    var threads = Executors.newFixedThreadPool(calls.size());
    try {
      var outcomes = new ArrayList<Boolean>();
      for (var outcome : threads.invokeAll(calls)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    } finally {
      threads.shutdown();
    }
  }

  /** A first call; whether there was a place for it. */
  private Callable<Boolean> beginning(CyclicBarrier all, String reader) {
    return () -> {
      all.await();
      try {
        next(reader, 1, 0);
        return true;
      } catch (Fault refused) {
        assertThat(refused).hasMessageContaining("20 readers");
        return false;
      }
    };
  }

  @Test
  void a_reader_silent_for_longer_than_messages_are_kept_makes_room() {
    fill();
    var kept = test.clock.instant().truncatedTo(ChronoUnit.DAYS).minus(Readers.KEPT);
    silent(BAKERY, "reader15", kept);

    assertThatThrownBy(() -> next("more", 1, 0)).isInstanceOf(Fault.class);
    assertThat(log(bakery)).isEmpty();

    silent(BAKERY, "reader15", kept.minusMillis(1));
    assertThat(next("more", 1, 0)).containsExactly(10L);

    assertThat(names(bakery)).hasSize(20).contains("more").doesNotContain("reader15");
    assertThat(rowsOf("reader15")).isEmpty();
    assertThat(log(bakery)).containsExactly("reader reader15: silent for long, made room for more");
    assertThatThrownBy(() -> next("reader15", 1, 0)).isInstanceOf(Fault.class);
  }

  @Test
  void the_longest_silent_reader_alone_makes_room_and_no_other_tenants() {
    fill();
    pull.next(dentist, "reader12", 0, 1, 60);
    var years = test.clock.instant().minus(Duration.ofDays(800));
    silent(DENTIST, "reader12", years);
    silent(BAKERY, "reader11", years.plusSeconds(2));
    silent(BAKERY, "reader12", years.plusSeconds(1));
    silent(BAKERY, "reader13", years.plusSeconds(3));

    pull.acknowledge(bakery, "more", List.of(11L));

    assertThat(names(bakery)).contains("reader11", "reader13", "more").doesNotContain("reader12");
    assertThat(names(dentist)).containsExactly("reader12");
    assertThat(rowsOf("reader12")).containsExactly(DENTIST + " 20");
    assertThat(rowsOf("reader11")).containsExactly(BAKERY + " 10");

    next("reader11", 1, 0); // is back and silent no more
    next("another", 1, 0);
    assertThat(names(bakery)).contains("reader11", "another").doesNotContain("reader13");
  }

  @Test
  void a_removed_reader_is_gone_with_its_rows_and_begins_anew() {
    pull.acknowledge(bakery, "shop", List.of(11L));
    pull.acknowledge(bakery, "archive", List.of(13L));
    pull.acknowledge(bakery, null, List.of(13L));
    pull.acknowledge(dentist, "shop", List.of(20L));
    message(2_000, DENTIST, "IN", test.clock.instant());
    pull.next(dentist, "shop", 0, 1, 60);
    test.clock.pass(Duration.ofSeconds(1));

    readers.remove(bakery, "shop");

    assertThat(names(bakery)).containsExactly("archive", "default");
    assertThat(rowsOf("shop")).containsExactly(DENTIST + " 2000");
    assertThat(rowsOf("archive")).containsExactly(BAKERY + " 13");
    assertThat(log(bakery))
        .containsExactly("reader shop: pulled last " + test.clock.instant().minusSeconds(1));
    assertThat(log(dentist)).isEmpty();
    for (var name : List.of("shop", "", " ", " archive", "archive ", "x".repeat(5_000), "%")) {
      assertThatThrownBy(() -> readers.remove(bakery, name))
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    }
    assertThatThrownBy(() -> readers.remove(dentist, "archive")).isInstanceOf(Fault.class);
    assertThat(names(bakery)).containsExactly("archive", "default");
    assertThat(log(bakery)).hasSize(1);
    assertThat(next("shop", 10, 0)).containsExactly(10L, 11L, 13L, 14L, 15L);
  }

  @Test
  void the_list_says_of_each_reader_since_when_and_what_is_open() {
    var made = test.clock.instant();
    pull.acknowledge(bakery, "shop", List.of(10L, 13L));
    next("archive", 2, 60);
    pull.next(dentist, "lamp", 0, 1, 0);
    test.clock.pass(Duration.ofMinutes(1));
    next("shop", 1, 0);

    assertThat(readers.list(bakery))
        .containsExactly(
            new Readers.Reader("archive", made, made, 5, false),
            new Readers.Reader("shop", made, test.clock.instant(), 3, false));
    assertThat(readers.list(dentist)).extracting(Readers.Reader::open).containsExactly(1);
  }

  @Test
  void what_is_open_is_counted_up_to_a_limit() {
    next("shop", 1, 0);
    message(16, BAKERY, "IN", test.clock.instant());
    var others = 7; // those above the floor already
    copies(16, 100, 100 + Readers.WINDOW - others - 2);

    assertThat(open("shop")).isEqualTo(Readers.WINDOW - 2 + " false");
    message(5_000, BAKERY, "OUT", test.clock.instant());
    message(5_001, BAKERY, "IN", test.clock.instant());
    assertThat(open("shop")).isEqualTo(Readers.WINDOW - 2 + " true");

    test.clock.pass(Readers.KEPT.plusDays(1));
    assertThat(open("shop")).as("too old to be given out").isEqualTo("0 false");
  }

  private void copies(long of, long first, long last) {
    test.store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text,"
                        + " alphabet, parts, link_id, state, rule, label, note, price_micros,"
                        + " currency, received_at, decided_at) SELECT s.seq, tenant_id, direction,"
                        + " number_id, number, phone, text, alphabet, parts, link_id, state, rule,"
                        + " label, note, price_micros, currency, received_at, decided_at"
                        + " FROM message, seq_1_to_10000 s WHERE id = ? AND s.seq BETWEEN ? AND ?",
                    of,
                    first,
                    last));
  }

  private String open(String name) {
    return readers.list(bakery).stream()
        .filter(reader -> reader.name().equals(name))
        .map(reader -> reader.open() + " " + reader.more())
        .findAny()
        .orElse("none");
  }
}
