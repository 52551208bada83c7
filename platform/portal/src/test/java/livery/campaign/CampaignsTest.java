package livery.campaign;

import static livery.fault.TestFaults.fields;
import static livery.number.NumberTown.CLIENT;
import static livery.number.NumberTown.OTHER;
import static livery.number.NumberTown.RESELLER;
import static livery.number.NumberTown.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livery.campaign.CampaignRow.State;
import livery.dispatch.CampaignJobs;
import livery.dispatch.Dialogues;
import livery.fault.Fault;
import livery.number.Match;
import livery.number.NewKeyword;
import livery.number.NumberTown;
import livery.store.Store;
import livery.store.TestStore;
import livery.tenant.Role;
import livery.tenant.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignsTest {

  static final Store STORE = TestStore.migrated();

  private NumberTown town;
  private RunningCampaigns running;
  private Campaigns campaigns;
  private CampaignJobs jobs;

  @BeforeEach
  void build() {
    town = new NumberTown(STORE);
    var host = new OneType();
    var rules = new CampaignRules(host, town.numbers, town.tree);
    running = new RunningCampaigns(STORE, host);
    campaigns =
        new Campaigns(
            town.sql,
            rules,
            town.keywords,
            town.table,
            running,
            new TypeRent(STORE, town.rentals, host, town.tree, town.ids, town.clock),
            host,
            town.ids,
            town.clock,
            town.audit);
    jobs = new CampaignJobs(STORE, campaigns, new Dialogues(STORE, town.clock), town.clock);
  }

  @Test
  void started_campaign_takes_its_words_paused_none_ended_never_again() {
    var number = town.number("3838", CLIENT).id();
    var id = campaigns.create(owner(CLIENT), draft(number, "VOTE", "ГОЛОС")).id();
    assertThat(match(number, "vote 1")).isEmpty();

    campaigns.start(owner(CLIENT), id);
    assertThat(match(number, "голос 1")).map(Match::campaignId).contains(id);

    campaigns.pause(owner(CLIENT), id);
    assertThat(match(number, "vote 1")).isEmpty();

    campaigns.start(owner(CLIENT), id);
    campaigns.end(owner(CLIENT), id);
    assertThat(match(number, "vote 1")).isEmpty();
    assertThatThrownBy(() -> campaigns.start(owner(CLIENT), id)).hasMessageContaining("ended");
    assertThat(campaigns.create(owner(CLIENT), draft(number, "VOTE")).state())
        .isEqualTo(State.DRAFT);
  }

  @Test
  void campaigns_are_counted_and_listed_part_by_part_as_they_stand_now() {
    var soon = town.now.plus(Duration.ofDays(3));
    var planned = started(until(town.number("3838", CLIENT).id(), soon));
    var over = started(until(town.number("3839", CLIENT).id(), town.now.plusSeconds(60)));
    var draft = campaigns.create(owner(CLIENT), draft(0)).id();
    town.now = town.now.plusSeconds(60);

    assertThat(campaigns.count(owner(RESELLER)))
        .isEqualTo(Map.of("PLANNED", 1L, "ENDED", 1L, "DRAFT", 1L));
    assertThat(campaigns.count(owner(OTHER))).isEmpty();
    var all = campaigns.list(owner(CLIENT), Long.MAX_VALUE, 10);
    assertThat(all).extracting(CampaignRow::id).containsExactly(draft, over, planned);
    for (var row : all) {
      var status = row.status(town.now);
      assertThat(campaigns.list(owner(CLIENT), status, row.id() + 1, 1)).containsExactly(row);
      assertThat(campaigns.list(owner(CLIENT), status, row.id(), 1)).isEmpty();
    }
  }

  private long started(CampaignDraft draft) {
    return campaigns.start(owner(CLIENT), campaigns.create(owner(CLIENT), draft).id()).id();
  }

  @Test
  void settings_are_stored_complete_and_given_to_the_plugin() {
    var row = campaigns.create(owner(CLIENT), draft(0));

    var settings = running.find(row.id()).orElseThrow().campaign().settings();

    assertThat(settings.text("reply")).isEqualTo("Дякуємо, \"друже\" 🎉");
    assertThat(settings.number("limit")).isEqualTo(3);
    assertThat(settings.flag("strict")).isFalse();
    assertThat(settings.rows("options")).containsExactly(Map.of("code", "1"), Map.of("code", "2"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"limit, 99", "reply, ''", "unknown, x", "options, text"})
  void wrong_setting_is_named(String field, String value) {
    var settings = new HashMap<>(settings());
    settings.put(field, value);
    var draft = new CampaignDraft("A", "test", 0, "", null, null, settings, List.of());

    assertThatThrownBy(() -> campaigns.create(owner(CLIENT), draft))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.field()).startsWith("settings." + field));
  }

  @Test
  void everything_that_is_wrong_is_told_at_once() {
    var settings = new HashMap<>(settings());
    settings.put("limit", "99");
    settings.put("reply", "");
    var start = Instant.parse("2026-03-10T12:00:00Z");
    var wrong = new NewKeyword(0, 0, "a b", List.of("c d"), "MOST");
    var words = List.of(word("two words"), word("fine"), wrong);
    var draft = new CampaignDraft("", "test", 0, "Mars", start, start, settings, words);

    assertThat(fields(() -> campaigns.create(owner(CLIENT), draft)))
        .containsExactly(
            "name",
            "timeZone",
            "endsAt",
            "keywords[0].word",
            "keywords[2].word",
            "keywords[2].aliases",
            "keywords[2].matchType",
            "settings.reply",
            "settings.limit");
    assertThat(fields(() -> campaigns.create(owner(CLIENT), draft.of("tea"))))
        .contains("keywords[2].matchType")
        .endsWith("type");
    assertThat(campaigns.list(owner(CLIENT), Long.MAX_VALUE, 10)).isEmpty();
  }

  @Test
  void a_form_of_one_keyword_is_refused_under_its_plain_names() {
    var words = List.of(new NewKeyword(0, 0, "a b", List.of("c d"), "MOST"));
    var draft = new CampaignDraft("", "test", 0, "", null, null, settings(), words);

    assertThat(fields(() -> CampaignRules.plain(() -> campaigns.create(owner(CLIENT), draft))))
        .containsExactly("name", "word", "aliases", "matchType");
  }

  @Test
  void a_change_is_checked_as_it_would_be_stored_and_changes_nothing() {
    var id = campaigns.create(owner(CLIENT), draft(0)).id();
    var wish = new CampaignDraft("", "test", 0, "", null, null, settings(), List.of(word("a b")));

    assertThat(fields(() -> campaigns.check(owner(CLIENT), id, wish)))
        .containsExactly("name", "keywords[0].word");
    campaigns.check(owner(CLIENT), id, draft(0, "VOTE"));
    assertThat(town.keywords.ofCampaign(owner(CLIENT), id)).isEmpty();
    assertThatThrownBy(() -> campaigns.check(owner(OTHER), id, draft(0))).isInstanceOf(Fault.class);
  }

  @Test
  void word_that_is_not_free_leaves_no_campaign_behind() {
    var number = town.number("3838", 0).id();
    campaigns.create(owner(CLIENT), draft(number, "VOTE"));

    assertThatThrownBy(() -> campaigns.create(owner(OTHER), draft(number, "NEW", "vote")))
        .hasMessageContaining("not free")
        .extracting(refused -> ((Fault) refused).field())
        .isEqualTo("keywords[1].word");

    assertThat(campaigns.list(owner(OTHER), Long.MAX_VALUE, 10)).isEmpty();
    assertThat(town.keywords.ofNumber(owner(OTHER), number)).isEmpty();
    assertThat(campaigns.create(owner(OTHER), draft(number, "NEW")).name()).isEqualTo("Coffee");
  }

  @Test
  void draft_can_be_changed_in_everything_later_its_number_stays() {
    var first = town.number("3838", CLIENT).id();
    var second = town.number("3839", CLIENT).id();
    var row = campaigns.create(owner(CLIENT), draft(first, "VOTE"));

    campaigns.change(owner(CLIENT), row.id(), draft(second, "CHOOSE"));
    campaigns.start(owner(CLIENT), row.id());
    assertThat(match(second, "choose")).isPresent();
    assertThat(town.keywords.ofNumber(owner(CLIENT), first)).isEmpty();

    campaigns.change(owner(CLIENT), row.id(), draft(first, "VOTE"));
    assertThat(match(second, "choose")).isPresent();
    assertThat(match(first, "vote")).isEmpty();
  }

  @Test
  void nothing_starts_without_number_word_or_time() {
    var number = town.number("3838", CLIENT).id();
    var none = campaigns.create(owner(CLIENT), draft(0)).id();
    var wordless = campaigns.create(owner(CLIENT), draft(number)).id();
    var over = campaigns.create(owner(CLIENT), until(number, town.now.minusSeconds(1))).id();

    assertThatThrownBy(() -> campaigns.start(owner(CLIENT), none)).hasMessageContaining("number");
    assertThatThrownBy(() -> campaigns.start(owner(CLIENT), wordless))
        .hasMessageContaining("keyword");
    assertThatThrownBy(() -> campaigns.start(owner(CLIENT), over)).hasMessageContaining("end");
  }

  @Test
  void a_report_is_read_within_the_time_that_a_plugin_has() {
    var id = campaigns.create(owner(CLIENT), draft(0)).id();

    assertThat(campaigns.report(owner(CLIENT), id, Locale.ENGLISH).figures())
        .extracting(figure -> figure.label())
        .containsExactly("bounded");
  }

  @Test
  void campaign_of_another_tenant_does_not_exist_one_below_does() {
    var id = campaigns.create(owner(CLIENT), draft(0)).id();
    var stranger = owner(OTHER);
    var acts =
        List.<Runnable>of(
            () -> campaigns.find(stranger, id),
            () -> campaigns.start(stranger, id),
            () -> campaigns.end(stranger, id),
            () -> campaigns.discard(stranger, id),
            () -> campaigns.change(stranger, id, draft(0)),
            () -> campaigns.report(stranger, id, Locale.ENGLISH));

    for (var act : acts) {
      assertThatThrownBy(act::run)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
    }
    assertThat(campaigns.find(owner(RESELLER), id).name()).isEqualTo("Coffee");
    var viewer = new Scope(CLIENT, CLIENT, 8, "viewer", Role.VIEWER);
    assertThatThrownBy(() -> campaigns.create(viewer, draft(0))).isInstanceOf(Fault.class);
  }

  @Test
  void what_is_over_is_ended_and_its_words_are_free() {
    var number = town.number("3838", CLIENT).id();
    var end = town.now.plus(Duration.ofHours(1));
    var id = campaigns.create(owner(CLIENT), until(number, end)).id();
    campaigns.start(owner(CLIENT), id);
    assertThat(jobs.endAll()).isZero();

    town.now = end;
    assertThat(match(number, "VOTE")).isEmpty();
    assertThat(jobs.endAll()).isEqualTo(1);

    assertThat(campaigns.find(owner(CLIENT), id).state()).isEqualTo(State.ENDED);
    assertThat(town.keywords.ofNumber(owner(CLIENT), number)).isEmpty();
  }

  @Test
  void released_number_ends_its_campaigns() {
    var number = town.number("3838", CLIENT).id();
    var id = campaigns.create(owner(CLIENT), draft(number, "VOTE")).id();
    campaigns.start(owner(CLIENT), id);
    town.numbers.release(owner(CLIENT), number);

    assertThat(match(number, "VOTE")).isEmpty();
    assertThat(jobs.endAll()).isEqualTo(1);
    assertThat(campaigns.find(owner(CLIENT), id).state()).isEqualTo(State.ENDED);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2026-04-30T23:59:59Z, PLANNED",
    "2026-05-01T00:00:00Z, RUNNING",
    "2026-06-01T00:00:00Z, ENDED"
  })
  void status_follows_the_period(String at, String status) {
    var row =
        new CampaignRow(
            1,
            CLIENT,
            "",
            "A",
            "test",
            0,
            ZoneOffset.UTC,
            State.RUNNING,
            Instant.parse("2026-05-01T00:00:00Z"),
            Instant.parse("2026-06-01T00:00:00Z"),
            Instant.EPOCH,
            Map.of());

    assertThat(row.status(Instant.parse(at))).isEqualTo(status);
  }

  @Test
  void naughty_names_and_keywords_are_kept_exactly_or_refused() throws IOException {
    var file = Path.of(System.getProperty("livery.shared", "none"), "data", "blns.json");
    assumeTrue(Files.exists(file), "the list of naughty strings is not there: " + file);
    var number = town.number("3838", CLIENT).id();

    var kept = 0;
    try (var reader = Json.createReader(Files.newBufferedReader(file))) {
      for (var text : reader.readArray().getValuesAs(JsonString.class)) {
        kept += keptAsName(text.getString()) ? 1 : 0;
        kept += keptAsKeyword(number, text.getString()) ? 1 : 0;
      }
    }
    assertThat(kept).isGreaterThan(400);
  }

  private boolean keptAsName(String text) {
    try {
      var draft = new CampaignDraft(text, "test", 0, "", null, null, settings(), List.of());
      var id = campaigns.create(owner(CLIENT), draft).id();
      assertThat(campaigns.find(owner(CLIENT), id).name()).isEqualTo(text.strip());
      return true;
    } catch (Fault refused) {
      assertThat(refused.field()).isEqualTo("name");
      return false;
    }
  }

  private boolean keptAsKeyword(long number, String text) {
    if (text.isBlank()) {
      return false;
    }
    var campaign = town.campaign(CLIENT, number);
    try {
      var wish = new NewKeyword(number, campaign, text, List.of(), "ONLY_WORD");
      var keyword = town.keywords.add(owner(CLIENT), wish);
      assertThat(town.keywords.ofCampaign(owner(CLIENT), campaign).get(0).word())
          .isEqualTo(text.strip());
      assertThat(match(number, text)).map(Match::keywordId).contains(keyword.id());
      town.keywords.remove(owner(CLIENT), keyword.id());
      return true;
    } catch (Fault refused) {
      assertThat(refused.field()).isEqualTo("word");
      return false;
    }
  }

  private Optional<Match> match(long number, String text) {
    return town.table.match(town.table.find(number).orElseThrow(), text, town.now);
  }

  private static CampaignDraft draft(long number, String... words) {
    var keywords = Arrays.stream(words).map(CampaignsTest::word).toList();
    return new CampaignDraft("Coffee", "test", number, "", null, null, settings(), keywords);
  }

  private CampaignDraft until(long number, Instant end) {
    var start = end.minus(Duration.ofDays(1));
    return new CampaignDraft(
        "Short", "test", number, "Europe/Kyiv", start, end, settings(), List.of(word("VOTE")));
  }

  private static NewKeyword word(String word) {
    return new NewKeyword(0, 0, word, List.of(), "");
  }

  private static Map<String, Object> settings() {
    var options = List.of(Map.of("code", "1"), Map.of("code", "2"));
    return Map.of("reply", "Дякуємо, \"друже\" 🎉", "limit", 3, "options", options);
  }
}
