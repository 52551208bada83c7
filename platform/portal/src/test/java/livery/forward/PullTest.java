package livery.forward;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import livery.fault.Fault;
import livery.history.Messages;
import livery.message.Networks;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PullTest {

  private final TestTenants test = new TestTenants();
  private final Messages messages =
      new Messages(test.sql, test.tree, new Networks(test.store), test.store, test.clock);
  private final Pull pull = new Pull(test.sql, messages, test.clock);
  private final Scope bakery = test.owner(BAKERY);

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
    assertThat(pull.next(test.owner(DENTIST), "shop", 0, 10, 0))
        .extracting(Pull.Message::id)
        .containsExactly(20L);
  }

  @Test
  void limits_and_names_are_checked() {
    assertThatThrownBy(() -> next("shop", 501, 0)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> next("shop", 1, 3_601)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> next("a b", 1, 0)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> pull.acknowledge(bakery, "shop", List.of())).isInstanceOf(Fault.class);
    for (var i = 0; i < 20; i++) {
      next("reader" + i, 1, 0);
    }
    assertThatThrownBy(() -> next("one too many", 1, 0)).isInstanceOf(Fault.class);
  }
}
