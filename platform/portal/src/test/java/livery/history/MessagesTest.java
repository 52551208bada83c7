package livery.history;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import livery.fault.Fault;
import livery.message.MessageTown;
import livery.tenant.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  private static final MessageTown TOWN = new MessageTown();
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @BeforeEach
  void empty() {
    TOWN.execute("DELETE FROM message");
    TOWN.execute("DELETE FROM message_rare");
    TOWN.execute("DELETE FROM inbox");
  }

  @Test
  void tenant_sees_its_own_reseller_and_platform_what_is_below() {
    var bakery = TOWN.incoming(BAKERY, "380671112233", "tea", "DONE", START);
    var dentist = TOWN.incoming(DENTIST, "380671112233", "tooth", "DONE", START);
    var studio = TOWN.incoming(STUDIO, "380671112233", "film", "DONE", START);

    assertThat(ids(BAKERY, MessageSearch.ALL)).containsExactly(bakery);
    assertThat(ids(ACME, MessageSearch.ALL)).containsExactly(dentist, bakery);
    assertThat(ids(PLATFORM, MessageSearch.ALL)).containsExactly(studio, dentist, bakery);
    assertThat(ids(ACME, search(0, "", "", 0, "", "", null, null).within(DENTIST)))
        .containsExactly(dentist);
  }

  @Test
  void message_of_another_tenant_does_not_exist() {
    var studio = TOWN.incoming(STUDIO, "380671112233", "film", "DONE", START);

    for (var act :
        List.<Runnable>of(
            () -> TOWN.messages.find(owner(BAKERY), studio),
            () -> TOWN.lives.of(owner(BAKERY), studio),
            () -> TOWN.messages.list(owner(ACME), MessageSearch.ALL.within(STUDIO), 9, 9))) {
      assertThatThrownBy(act::run)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    }
    assertThat(TOWN.messages.replies(owner(BAKERY), studio)).isEmpty();
  }

  @Test
  void replies_to_the_phone_and_to_others_are_found_each_once() {
    var phone = "380671112233";
    var asked = TOWN.incoming(BAKERY, phone, "tea", "DONE", START);
    var other = TOWN.incoming(BAKERY, phone, "cake", "DONE", START);
    var reply = reply(phone, asked);
    var toOther = reply("380509998877", asked);
    TOWN.execute("INSERT INTO message_to_others VALUES (?, ?)", asked, toOther);
    reply(phone, other);

    assertThat(TOWN.messages.replies(owner(ACME), asked))
        .extracting(MessageLine::id)
        .containsExactly(reply, toOther);
    assertThat(TOWN.messages.replies(owner(STUDIO), asked)).isEmpty();
  }

  private static long reply(String phone, long asked) {
    var id = TOWN.tenants.ids.next();
    TOWN.message(id, BAKERY, "OUT", phone, "here", "SENT", 0, START);
    TOWN.execute("UPDATE message SET reply_to = ? WHERE id = ?", asked, id);
    return id;
  }

  static Stream<Labelled> filters() {
    return Stream.of(
        new Labelled("incoming", search(0, "IN", "", 0, "", "", null, null), 3),
        new Labelled("outgoing", search(0, "OUT", "", 0, "", "", null, null), 2),
        new Labelled("state", search(0, "", "DELIVERED", 0, "", "", null, null), 1),
        new Labelled("rare state", search(0, "", "UNCLAIMED", 0, "", "", null, null), 1),
        new Labelled("rare state, not there", search(0, "", "FAILED", 0, "", "", null, null), 0),
        new Labelled(
            "rare state, direction", search(0, "OUT", "UNCLAIMED", 0, "", "", null, null), 0),
        new Labelled(
            "rare state and text", search(0, "", "UNCLAIMED", 0, "", "50%", day(0), day(9)), 1),
        new Labelled("rare state before", search(0, "", "UNCLAIMED", 0, "", "", null, day(3)), 0),
        new Labelled(
            "rare state, phone", search(0, "", "UNCLAIMED", 0, "380671112233", "", null, null), 1),
        new Labelled("direction and state", search(0, "IN", "DELIVERED", 0, "", "", null, null), 0),
        new Labelled("campaign", search(5, "", "", 0, "", "", null, null), 2),
        new Labelled("campaign and state", search(5, "", "DELIVERED", 0, "", "", null, null), 1),
        new Labelled("phone", search(0, "", "", 0, "+380 67 111 22 33", "", null, null), 3),
        new Labelled("phones that begin so", search(0, "", "", 0, "38067*", "", null, null), 4),
        new Labelled("number", search(0, "", "", 101, "", "", null, null), 5),
        new Labelled("other number", search(0, "", "", 102, "", "", null, null), 0),
        new Labelled("from", search(0, "", "", 0, "", "", day(3), null), 3),
        new Labelled("to is not included", search(0, "", "", 0, "", "", null, day(3)), 2),
        new Labelled("period", search(0, "", "", 0, "", "", day(2), day(4)), 2),
        new Labelled("text in any case", search(0, "", "", 0, "", "ЧАЙ", day(0), day(9)), 2),
        new Labelled("text with signs", search(0, "", "", 0, "", "50%_", day(0), day(9)), 1));
  }

  record Labelled(String label, MessageSearch search, int found) {
    @Override
    public String toString() {
      return label;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void filter_finds_what_it_names(Labelled filter) {
    one(1_000_001, "IN", "380671112233", "чай", "DONE", 0, day(1));
    one(1_000_002, "OUT", "380671112233", "Чай готовий", "DELIVERED", 5, day(2));
    one(1_000_003, "IN", "380671112233", "50%_off", "UNCLAIMED", 0, day(3));
    one(1_000_004, "IN", "380674445566", "500 off", "DONE", 5, day(4));
    one(1_000_005, "OUT", "380501112233", "x", "SENT", 0, day(5));

    assertThat(ids(BAKERY, filter.search)).hasSize(filter.found);
    assertThat(ids(ACME, filter.search)).hasSize(filter.found);
    for (var tenant : List.of(BAKERY, ACME)) {
      var reversed = new ArrayList<>(ids(tenant, filter.search));
      Collections.reverse(reversed);
      assertThat(TOWN.messages.oldest(owner(tenant), filter.search, 0, 50).rows())
          .extracting(MessageLine::id)
          .isEqualTo(reversed);
    }
  }

  @Test
  void parts_go_on_from_the_oldest_to_the_newest() {
    for (var i = 0; i < 50; i++) {
      one(2_000_000 + i, "IN", "38067000" + i, "t", "DONE", 0, START.plusSeconds(i));
    }

    var first = TOWN.messages.oldest(owner(BAKERY), MessageSearch.ALL, 0, 25);
    var second = TOWN.messages.oldest(owner(BAKERY), MessageSearch.ALL, first.next(), 25);

    assertThat(first.rows().get(0).id()).isEqualTo(2_000_000);
    assertThat(first.rows().get(24).id()).isEqualTo(2_000_024);
    assertThat(second.rows()).hasSize(25);
    assertThat(second.rows().get(0).id()).isEqualTo(2_000_025);
    assertThat(second.next()).isZero();
  }

  @Test
  void pages_follow_each_other_without_gap_or_repeat_while_messages_arrive() {
    for (var i = 0; i < 60; i++) {
      one(2_000_000 + i, "IN", "38067000" + i, "t", "DONE", 0, START.plusSeconds(i));
    }
    var seen = new ArrayList<Long>();
    var before = Long.MAX_VALUE;

    while (before != 0) {
      var part = TOWN.messages.list(owner(BAKERY), MessageSearch.ALL, before, 25);
      part.rows().forEach(row -> seen.add(row.id()));
      before = part.next();
      one(3_000_000 + seen.size(), "IN", "1", "new", "DONE", 0, START.plusSeconds(99));
    }

    assertThat(seen).hasSize(60).doesNotHaveDuplicates();
    assertThat(TOWN.messages.newer(owner(BAKERY), MessageSearch.ALL, 2_000_059)).isEqualTo(3);
    assertThat(TOWN.messages.newer(owner(STUDIO), MessageSearch.ALL, 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "38*67", "%", "380671112233380671112233"})
  void phone_that_is_none_is_refused(String phone) {
    assertThatThrownBy(() -> search(0, "", "", 0, phone, "", null, null))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("phone"));
  }

  @Test
  void text_is_looked_for_only_within_a_period() {
    assertThatThrownBy(() -> search(0, "", "", 0, "", "tea", null, null))
        .hasMessageContaining("31");
    assertThatThrownBy(() -> search(0, "", "", 0, "", "tea", day(0), day(32)))
        .hasMessageContaining("31");
  }

  static MessageSearch search(
      long campaign,
      String direction,
      String state,
      long number,
      String phone,
      String text,
      Instant from,
      Instant to) {
    return new MessageSearch(0, direction, state, campaign, number, phone, from, to, text);
  }

  private static void one(
      long id,
      String direction,
      String phone,
      String text,
      String state,
      long campaign,
      Instant at) {
    TOWN.message(id, BAKERY, direction, phone, text, state, campaign, at);
  }

  private static Instant day(int number) {
    return START.plus(Duration.ofDays(number));
  }

  private static List<Long> ids(long tenant, MessageSearch search) {
    return TOWN.messages.list(owner(tenant), search, Long.MAX_VALUE, 50).rows().stream()
        .map(MessageLine::id)
        .toList();
  }

  private static Scope owner(long tenant) {
    return TOWN.tenants.owner(tenant);
  }
}
