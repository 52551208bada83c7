package livery.number;

import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
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
import livery.tenant.Role;
import livery.tenant.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordsTest {

  private static final NumberTown TOWN = new NumberTown();
  private static int digits = 3000;

  @Test
  void keyword_takes_messages_as_soon_as_it_is_there() {
    var number = TOWN.number(digits(), CLIENT);

    var keyword = TOWN.keyword(CLIENT, number.id(), "ГОЛОС", "VOTE", "голос!");

    var entry = TOWN.table.find(number.id()).orElseThrow();
    assertThat(TOWN.table.match(entry, "vote 2", TOWN.now)).map(Match::keyword).contains("VOTE");
    assertThat(keyword.aliases()).containsExactly("VOTE");
    assertThat(TOWN.keywords.ofNumber(owner(CLIENT), number.id())).containsExactly(keyword);
    assertThat(TOWN.keywords.ofNumber(owner(RESELLER), number.id())).hasSize(1);
    assertThat(TOWN.keywords.ofNumber(owner(OTHER), number.id())).isEmpty();
  }

  @Test
  void no_list_loses_a_word_of_a_large_number() {
    var number = TOWN.number(digits(), CLIENT);
    var most = Keywords.LIST_MAX + 1;
    TOWN.execute(
        "INSERT INTO keyword (id, tenant_id, number_id, campaign_id, word, created_at)"
            + " SELECT 5000000 + seq, 3, %d, 77, CONCAT('W', seq), NOW() FROM seq_1_to_%d"
                .formatted(number.id(), most));
    TOWN.execute(
        "INSERT INTO keyword_form (number_id, folded, keyword_id, written)"
            + " SELECT number_id, LOWER(word), id, word FROM keyword WHERE number_id = %d UNION ALL"
                .formatted(number.id())
            + " SELECT number_id, CONCAT(LOWER(word), 'x'), id, CONCAT(word, 'X') FROM keyword"
            + " WHERE number_id = "
            + number.id());

    assertThat(TOWN.keywords.ofNumber(owner(RESELLER), number.id()))
        .hasSize(most)
        .allSatisfy(one -> assertThat(one.aliases()).containsExactly(one.word() + "X"));
    assertThat(TOWN.keywords.ofCampaigns(owner(RESELLER), List.of(76L, 77L))).hasSize(most);
    var second = TOWN.keywords.ofNumber(owner(CLIENT), number.id(), 5_000_001, 2);
    assertThat(second).extracting(Keyword::word).containsExactly("W2", "W3");
    TOWN.execute("DELETE FROM keyword_form WHERE number_id = " + number.id());
    TOWN.execute("DELETE FROM keyword WHERE number_id = " + number.id());
  }

  @ParameterizedTest(name = "{0} is not free beside {1}")
  @CsvSource({
    "VOTE, VOTE",
    "vote!, VOTE",
    "«Vote», VOTE",
    "ЁЛКА, елка",
    "Strasse, straße",
    "VОTE, VOTE",
    "СОР, COP"
  })
  void overlap_on_a_shared_number_is_refused_without_naming_the_other(String wish, String there) {
    var number = TOWN.number(digits(), 0);
    TOWN.keyword(CLIENT, number.id(), "FIRST", there);

    assertThatThrownBy(() -> TOWN.keyword(OTHER, number.id(), "SECOND", wish))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("word"))
        .hasMessageContaining("not free")
        .hasMessageNotContaining("Tenant 3")
        .hasMessageNotContaining("Campaign");
    assertThat(TOWN.keywords.ofNumber(owner(OTHER), number.id())).isEmpty();
  }

  @Test
  void own_overlap_names_the_campaign() {
    var number = TOWN.number(digits(), CLIENT);
    var first = TOWN.keyword(CLIENT, number.id(), "VOTE");

    assertThatThrownBy(() -> TOWN.keyword(CLIENT, number.id(), "vote"))
        .hasMessageContaining("Campaign " + first.campaignId());
  }

  @Test
  void own_look_alikes_may_live_side_by_side() {
    var number = TOWN.number(digits(), CLIENT);
    TOWN.keyword(CLIENT, number.id(), "COP");
    TOWN.keyword(CLIENT, number.id(), "СОР");

    var entry = TOWN.table.find(number.id()).orElseThrow();
    assertThat(TOWN.table.match(entry, "СОР", TOWN.now)).map(Match::keyword).contains("СОР");
    assertThat(TOWN.table.match(entry, "CОР", TOWN.now)).isEmpty();
  }

  @Test
  void of_two_who_come_at_once_one_gets_the_word() throws Exception {
    for (var round = 0; round < 10; round++) {
      var number = TOWN.number(digits(), 0);
      var barrier = new CyclicBarrier(2);
      var threads = Executors.newFixedThreadPool(2);

      var outcomes =
          threads.invokeAll(
              List.of(adding(barrier, CLIENT, number.id()), adding(barrier, OTHER, number.id())));
      threads.shutdown();

      var won = 0;
      for (var outcome : outcomes) {
        won += outcome.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    }
  }

  private static Callable<Boolean> adding(CyclicBarrier barrier, long tenant, long number) {
    var wish = new NewKeyword(number, TOWN.campaign(tenant, number), "RACE", List.of(), "");
    return () -> {
      barrier.await();
      try {
        TOWN.keywords.add(owner(tenant), wish);
        return true;
      } catch (Fault refused) {
        assertThat(refused).hasMessageContaining("not free");
        return false;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"STOP", "стоп", "CTOП", "Unsubscribe", "ВІДПИСКА", "two words", "a\u0000b"})
  void word_that_could_not_work_is_refused(String word) {
    var number = TOWN.number(digits(), CLIENT);

    assertThatThrownBy(() -> TOWN.keyword(CLIENT, number.id(), word)).isInstanceOf(Fault.class);
  }

  @Test
  void lengths_are_limited() {
    var number = TOWN.number(digits(), CLIENT);

    assertThat(TOWN.keyword(CLIENT, number.id(), "x".repeat(50)).word()).hasSize(50);
    assertThatThrownBy(() -> TOWN.keyword(CLIENT, number.id(), "y".repeat(51)))
        .hasMessageContaining("50");
    assertThatThrownBy(() -> TOWN.keyword(CLIENT, number.id(), "\uFDFA".repeat(40)))
        .isInstanceOf(Fault.class);
    assertThatThrownBy(
            () ->
                TOWN.keyword(
                    CLIENT,
                    number.id(),
                    "Z",
                    java.util.stream.IntStream.range(0, 21)
                        .mapToObj(i -> "a" + i)
                        .toArray(String[]::new)))
        .hasMessageContaining("20");
  }

  @Test
  void catch_all_is_one_for_each_number_and_none_on_a_shared_one() {
    var number = TOWN.number(digits(), CLIENT);
    var shared = TOWN.number(digits(), 0);

    assertThat(TOWN.keyword(CLIENT, number.id(), "").isCatchAll()).isTrue();
    assertThatThrownBy(() -> TOWN.keyword(CLIENT, number.id(), ""))
        .hasMessageContaining("already go to");
    assertThatThrownBy(() -> TOWN.keyword(CLIENT, shared.id(), "")).hasMessageContaining("shared");
  }

  @Test
  void number_of_another_tenant_does_not_exist() {
    var number = TOWN.number(digits(), CLIENT);
    var keyword = TOWN.keyword(CLIENT, number.id(), "VOTE");

    assertThatThrownBy(() -> TOWN.keyword(OTHER, number.id(), "MINE"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    assertThatThrownBy(() -> TOWN.keywords.remove(owner(OTHER), keyword.id()))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
  }

  @Test
  void viewer_may_not_change_keywords() {
    var number = TOWN.number(digits(), CLIENT);
    var viewer = new Scope(CLIENT, CLIENT, 8, "viewer", Role.VIEWER);

    assertThatThrownBy(
            () -> TOWN.keywords.add(viewer, new NewKeyword(number.id(), 1, "A", List.of(), "")))
        .isInstanceOf(Fault.class);
  }

  @Test
  void word_given_up_on_a_shared_number_rests_before_another_tenant_may_have_it() {
    var number = TOWN.number(digits(), 0);
    var first = TOWN.keyword(CLIENT, number.id(), "VOTE");
    TOWN.keywords.remove(owner(CLIENT), first.id());

    var entry = TOWN.table.find(number.id()).orElseThrow();
    assertThat(TOWN.table.match(entry, "VOTE", TOWN.now)).isEmpty();
    assertThatThrownBy(() -> TOWN.keyword(OTHER, number.id(), "VOTE"))
        .hasMessageContaining("not free");
    var again = TOWN.keyword(CLIENT, number.id(), "VOTE");
    TOWN.keywords.remove(owner(CLIENT), again.id());

    TOWN.now = NumberTown.NOW.plus(Duration.ofDays(91));
    assertThat(TOWN.keyword(OTHER, number.id(), "VOTE").word()).isEqualTo("VOTE");
    TOWN.now = NumberTown.NOW;
  }

  @Test
  void word_given_up_on_an_own_number_is_free_at_once() {
    var number = TOWN.number(digits(), CLIENT);
    var first = TOWN.keyword(CLIENT, number.id(), "VOTE");

    TOWN.keywords.remove(owner(CLIENT), first.id());

    assertThat(TOWN.keyword(CLIENT, number.id(), "VOTE").id()).isNotEqualTo(first.id());
  }

  private static String digits() {
    return Integer.toString(digits++);
  }
}
