package livery.voting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import livery.api.Campaign;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.testkit.PluginHarness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotingTest {

  private static final String PHONE = "380501112233";
  private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

  private static PluginHarness harness;

  @BeforeAll
  static void start() {
    harness = PluginHarness.of("voting", Voting::new);
  }

  @BeforeEach
  void monday() {
    harness.clock().set(MONDAY);
  }

  @Test
  void outcomes_are_told_in_the_readers_language() {
    var type = harness.type();

    assertThat(type.label("counted", new Locale("uk"))).isEqualTo("Зараховано");
    assertThat(type.sentence("counted", "A", new Locale("ru"))).isEqualTo("Голос засчитан за A.");
    assertThat(type.label("of another version", Locale.ENGLISH)).isEqualTo("of another version");
    assertThat(type.sentence("of another version", "said so", Locale.ENGLISH)).isEqualTo("said so");
  }

  @ParameterizedTest
  @CsvSource({
    "2, Latte, 'Counted for 2, Latte.'",
    "latte, Latte, Counted for Latte.",
    "2, '', Counted for 2.",
    "a code of 20 letters, a name of sixty letters and blanks is the most a form takes.,"
        + " 'Counted for a code of 20 letters, a name of sixty letters and blanks is the most a form"
        + " takes..'",
  })
  void the_life_of_a_vote_names_its_option(String code, String label, String sentence) {
    var rows =
        List.of(Map.of("code", code, "label", label), Map.of("code", "other", "label", "Other"));

    var outcome = harness.text(campaign(Map.of("options", rows)), PHONE, code);

    assertThat(harness.type().sentence(outcome.label(), outcome.note(), Locale.ENGLISH))
        .isEqualTo(sentence);
  }

  @Test
  void a_preview_shows_a_reply_as_the_first_option_would_get_it() {
    var settings = campaign(Map.of()).settings();

    assertThat(harness.type().preview("{option}: {votes}, {x}", settings, Locale.ENGLISH))
        .isEqualTo("Élan: 1, {x}");
  }

  @Test
  void a_vote_is_counted_and_answered_with_the_name_and_the_votes_so_far() {
    var campaign = campaign(Map.of("counted", "{option} has {votes}"));

    var outcomes =
        harness.decide(
            campaign,
            List.of(
                harness.incoming("380500000001", "A"),
                harness.incoming("380500000002", "b"),
                harness.incoming("380500000003", "a, please!")));

    assertThat(outcomes)
        .extracting(VotingTest::reply)
        .containsExactly("Élan has 1", "Bolt has 1", "Élan has 2");
  }

  @ParameterizedTest
  @CsvSource({"A", "a", "elan", "ÉLAN", "'  «Élan» !! '", "А", "а", "first one", "+ A", "а хочу"})
  void a_subscriber_may_write_an_option_in_many_ways(String text) {
    assertThat(harness.text(campaign(Map.of()), PHONE, text).note()).isEqualTo("A, Élan");
  }

  @ParameterizedTest
  @CsvSource({"C", "''", "abolt", "'!!!'", "STOP"})
  void a_text_that_names_no_option_does_not_count(String text) {
    assertThat(harness.text(campaign(Map.of()), PHONE, text).label()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @CsvSource({
    // limit, count, moments of the votes in Kyiv, labels
    "once, 3, 2026-03-02T10:00 2026-03-02T10:01 2027-03-02T10:00, counted repeated repeated",
    "day, 1, 2026-03-02T23:59 2026-03-02T23:59:59 2026-03-03T00:00, counted over counted",
    "day, 2, 2026-03-02T01:00 2026-03-02T12:00 2026-03-02T23:00, counted counted over",
    "rolling, 1, 2026-03-02T23:00 2026-03-03T22:59 2026-03-03T23:00, counted over counted",
    "rolling, 2, 2026-03-02T20:00 2026-03-02T23:00 2026-03-03T19:59 2026-03-03T20:00"
        + " 2026-03-03T22:00, counted counted over counted over",
    "week, 1, 2026-12-28T00:00 2027-01-03T23:59 2027-01-04T00:00, counted over counted",
    "month, 1, 2026-12-31T23:59 2027-01-01T00:00 2027-01-31T23:59, counted counted over",
    "unlimited, 1, 2026-03-02T10:00 2026-03-02T10:00 2026-03-02T10:00, counted counted counted",
    // The hour that a spring night does not have, and the hour that an autumn night has twice.
    "day, 1, 2026-03-28T23:59 2026-03-29T00:00 2026-03-29T23:59, counted counted over",
  })
  void a_phone_has_so_many_votes_in_a_window(
      String limit, String count, String moments, String labels) {
    var campaign = campaign(Map.of("limit", limit, "count", count));

    var outcomes = new ArrayList<String>();
    for (var moment : moments.split(" ")) {
      harness.clock().set(kyiv(moment));
      outcomes.add(harness.text(campaign, PHONE, "A").label());
    }

    assertThat(outcomes).containsExactly(labels.split(" "));
    assertTallyIsCountOfBallots(campaign);
  }

  @Test
  void the_limit_holds_within_one_batch_too() {
    var campaign = campaign(Map.of("limit", "day", "count", 2));
    var batch = IntStream.range(0, 5).mapToObj(i -> harness.incoming(PHONE, "A")).toList();

    assertThat(harness.decide(campaign, batch))
        .extracting(Outcome::label)
        .containsExactly("counted", "counted", "over", "over", "over");
    assertTallyIsCountOfBallots(campaign);
  }

  @Test
  void each_option_has_its_own_limit_where_the_campaign_says_so() {
    var campaign = campaign(Map.of("per_option", true));

    assertThat(List.of("A", "B", "A"))
        .extracting(text -> harness.text(campaign, PHONE, text).label())
        .containsExactly("counted", "counted", "repeated");
  }

  @Test
  void the_limit_holds_when_many_batches_of_one_phone_run_at_once() throws Exception {
    var campaign = campaign(Map.of("limit", "day", "count", 3));
    var threads = Executors.newFixedThreadPool(4);

    var runs = new ArrayList<java.util.concurrent.Future<List<Outcome>>>();
    for (var i = 0; i < 40; i++) {
      var batch =
          List.of(harness.incoming(PHONE, "A"), harness.incoming("38050222333" + i % 5, "B"));
      runs.add(threads.submit(() -> harness.decide(campaign, batch)));
    }
    var counted = new HashMap<String, Integer>();
    for (var run : runs) {
      run.get()
          .forEach(outcome -> counted.merge(outcome.note() + outcome.label(), 1, Integer::sum));
    }
    threads.shutdown();

    assertThat(counted).containsEntry("A, Élancounted", 3).containsEntry("B, Boltcounted", 15);
    assertTallyIsCountOfBallots(campaign);
  }

  @Test
  void whole_numbers_are_compared_not_their_ends() {
    var campaign = campaign(Map.of());

    assertThat(List.of("380501112233", "48380501112233", "501112233"))
        .extracting(phone -> harness.text(campaign, phone, "A").label())
        .containsOnly("counted");
  }

  @Test
  void the_same_message_again_is_answered_the_same_and_counted_once() {
    var campaign = campaign(Map.of());
    var message = harness.incoming(PHONE, "A");

    var first = harness.decide(campaign, List.of(message)).get(0);
    var again = harness.decide(campaign, List.of(message)).get(0);

    assertThat(reply(again)).isEqualTo(reply(first));
    assertThat(again.label()).isEqualTo("counted-before");
    assertTallyIsCountOfBallots(campaign);
  }

  @Test
  void a_message_of_three_parts_is_one_vote() {
    var campaign = campaign(Map.of("limit", "unlimited"));
    var m = harness.incoming(PHONE, "A " + "very ".repeat(80));
    var long3 =
        new Incoming(
            m.id(), PHONE, "3457", "UA", m.text(), "VOTE", m.rest(), "", 3, m.receivedAt());

    harness.decide(campaign, List.of(long3));

    assertThat(votes(campaign)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T20:59:59, early",
    "2026-03-02T21:00:00, counted",
    "2026-03-02T21:29:59, counted",
    "2026-03-02T21:30:09, counted",
    "2026-03-02T21:30:10, late",
  })
  void what_counts_is_the_moment_of_receipt(String receivedAt, String label) {
    var campaign =
        campaign(Map.of("opens", "2026-03-02T21:00", "closes", "2026-03-02T21:30", "grace", 10));
    harness.clock().set(kyiv(receivedAt));
    var message = harness.incoming(PHONE, "A");

    harness.clock().advance(Duration.ofHours(2));

    assertThat(harness.decide(campaign, List.of(message)).get(0).label()).isEqualTo(label);
  }

  @Test
  void without_hours_of_its_own_the_vote_runs_as_long_as_the_campaign() {
    var form = new HashMap<String, Object>(options());
    form.put("grace", 0);
    var campaign = harness.campaign(form, ZoneId.of("Europe/Kyiv"), MONDAY, MONDAY.plusSeconds(60));

    harness.clock().set(MONDAY.minusMillis(1));
    assertThat(harness.text(campaign, PHONE, "A").label()).isEqualTo("early");
    harness.clock().set(MONDAY.plusSeconds(60));
    assertThat(harness.text(campaign, PHONE, "A").label()).isEqualTo("late");
  }

  @Test
  void what_rolls_back_leaves_no_vote() {
    var campaign = campaign(Map.of());

    assertThatThrownBy(
            () ->
                harness
                    .context()
                    .inTransaction(
                        connection -> {
                          harness.decide(campaign, List.of(harness.incoming(PHONE, "A")));
                          throw new IllegalStateException("the core failed");
                        }))
        .hasMessage("the core failed");

    assertThat(votes(campaign)).isZero();
    assertThat(harness.text(campaign, PHONE, "A").label()).isEqualTo("counted");
  }

  @Test
  void the_report_has_what_the_ballots_say() {
    var campaign = campaign(Map.of("limit", "unlimited"));
    for (var text : List.of("A", "B", "B", "x")) {
      harness.text(campaign, PHONE, text);
    }

    var report = harness.type().report(campaign, Locale.ENGLISH);

    assertThat(report.figures().get(0).value()).isEqualTo(3);
    assertThat(report.tables().get(0).rows())
        .containsExactly(List.of("B", "Bolt", "2", "66.67"), List.of("A", "Élan", "1", "33.33"));
    assertThat(report.tables().get(1).rows())
        .containsExactly(List.of("2026-03-02 12:00", "3", "2", "1"));
  }

  @ParameterizedTest
  @CsvSource({
    "a, Ann, b, Bob, '', options[1].code, false",
    "a, Ann, A, Bob, '', options[1].code, true",
    "a, Ann, b, ann, '', options[1].label, true",
    "a, Ann, b, Bob, 'x,a', options[1].aliases, true",
    "a, Ann, !!, Bob, '', options[1].code, true",
  })
  void options_that_cannot_be_told_apart_are_refused(
      String code1,
      String label1,
      String code2,
      String label2,
      String alias,
      String field,
      boolean bad) {
    Map<String, Object> form =
        Map.of(
            "options",
            List.of(
                Map.of("code", code1, "label", label1),
                Map.of("code", code2, "label", label2, "aliases", alias)));
    var settings = harness.type().form().check(form, Locale.ENGLISH).settings();

    var errors = harness.type().check(settings, Locale.ENGLISH);

    assertThat(errors)
        .extracting(error -> error.field())
        .isEqualTo(bad ? List.of(field) : List.of());
  }

  @Test
  void the_form_names_what_is_wrong_in_the_readers_language() {
    Map<String, Object> form =
        Map.of("options", List.of(Map.of("code", "a")), "count", "many", "limit", "always", "x", 1);

    var checked = harness.type().form().check(form, Locale.forLanguageTag("uk"));

    assertThat(checked.errors())
        .extracting(error -> error.field())
        .containsExactly("options", "limit", "count", "x");
    assertThat(checked.errors().get(0).message())
        .isEqualTo("Рядків має бути від 2 до 100, зараз 1");
  }

  private static Map<String, Object> options() {
    return Map.of(
        "options",
        List.of(
            Map.of("code", "A", "label", "Élan", "aliases", "first one, 1"),
            Map.of("code", "B", "label", "Bolt", "aliases", "2")));
  }

  private static Campaign campaign(Map<String, Object> settings) {
    var form = new HashMap<>(options());
    form.putAll(settings);
    return harness.campaign(form, ZoneId.of("Europe/Kyiv"), Instant.EPOCH, null);
  }

  private static Instant kyiv(String local) {
    return java.time.LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Kyiv")).toInstant();
  }

  private static String reply(Outcome outcome) {
    return ((Outcome.Reply) outcome.acts().get(0)).text();
  }

  private static long votes(Campaign campaign) {
    return number(
        "SELECT COALESCE(SUM(votes), 0) FROM voting_sum WHERE kind = 'OPTION' AND campaign_id = "
            + campaign.id());
  }

  private static void assertTallyIsCountOfBallots(Campaign campaign) {
    var ballots = number("SELECT COUNT(*) FROM voting_ballot WHERE campaign_id = " + campaign.id());
    assertThat(votes(campaign)).isEqualTo(ballots).isPositive();
    assertThat(
            number(
                "SELECT SUM(votes) FROM voting_sum WHERE kind = 'HOUR' AND campaign_id = "
                    + campaign.id()))
        .isEqualTo(ballots);
  }

  private static long number(String sql) {
    return harness
        .context()
        .inTransaction(
            connection -> {
              try (var select = connection.prepareStatement(sql);
                  var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
              }
            });
  }
}
