package livery.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import livery.store.Store;
import livery.store.TestStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeywordTableTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Store STORE = TestStore.migrated();

  private final KeywordTable table = new KeywordTable(STORE);

  @BeforeEach
  void clear() {
    for (var name : new String[] {"keyword_form", "keyword", "campaign", "number_link", "number"}) {
      execute("DELETE FROM " + name);
    }
  }

  @ParameterizedTest(name = "«{0}» goes to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "VOTE 2|keyword VOTE|2",
        "«vote!» Two|keyword VOTE|Two",
        "vote,2|keyword VOTE|2",
        "VОТЕ 2|keyword VOTE|2",
        "votes 2|catch-all|votes 2",
        "ГОЛОС 3|keyword Голос|3",
        "Отлично|keyword Отлично|",
        "Отлично, спасибо|catch-all|Отлично, спасибо",
        "\"отлично!\"|keyword Отлично|",
        "COP 1|keyword COP|1",
        "СОР 1|keyword СОР|1",
        "CОP 1|catch-all|CОP 1",
        "ПАУЗА|catch-all|ПАУЗА",
        "?|catch-all|?",
      })
  void text_goes_to_the_most_specific_keyword(String text, String rule, String rest) {
    number(1, "UA", "3838", "RENTED", 7L);
    keyword(10, 1, 7, 100, "VOTE", "FIRST_WORD", "vote:VOTE", "голос:Голос");
    keyword(11, 1, 7, 101, "Отлично", "ONLY_WORD", "отлично:Отлично");
    keyword(12, 1, 7, 102, "COP", "FIRST_WORD", "cop:COP");
    keyword(13, 1, 7, 103, "СОР", "FIRST_WORD", "сор:СОР");
    keyword(14, 1, 7, 104, "ПАУЗА", "FIRST_WORD", "пауза:ПАУЗА");
    keyword(15, 1, 7, 105, null, "FIRST_WORD", ":");
    execute("UPDATE campaign SET state = 'PAUSED' WHERE id = 104");
    table.reload();

    var match = table.match(table.find(1).orElseThrow(), text, NOON).orElseThrow();

    assertThat(match.rule()).isEqualTo(rule);
    assertThat(match.rest()).isEqualTo(rest == null ? "" : rest);
    assertThat(match.tenantId()).isEqualTo(7);
  }

  @Test
  void campaign_takes_what_comes_from_its_start_up_to_its_end() {
    number(1, "UA", "3838", "RENTED", 7L);
    keyword(10, 1, 7, 100, "VOTE", "FIRST_WORD", "vote:VOTE");
    execute("UPDATE campaign SET ends_at = '2026-03-02 00:00:00' WHERE id = 100");
    table.reload();
    var number = table.find(1).orElseThrow();
    var start = Instant.parse("2026-01-01T00:00:00Z");
    var end = Instant.parse("2026-03-02T00:00:00Z");

    assertThat(table.match(number, "vote", start.minusMillis(1))).isEmpty();
    assertThat(table.match(number, "vote", start)).isPresent();
    assertThat(table.match(number, "vote", end.minusMillis(1))).isPresent();
    assertThat(table.match(number, "vote", end)).isEmpty();
  }

  @ParameterizedTest(name = "{0} campaign takes nothing")
  @CsvSource({"DRAFT", "PAUSED", "ENDED"})
  void campaign_that_does_not_run_takes_nothing(String state) {
    number(1, "UA", "3838", "RENTED", 7L);
    keyword(10, 1, 7, 100, "VOTE", "FIRST_WORD", "vote:VOTE");
    execute("UPDATE campaign SET state = '" + state + "'");
    table.reload();

    assertThat(table.match(table.find(1).orElseThrow(), "VOTE", NOON)).isEmpty();
  }

  @Test
  void released_number_hears_nothing_even_for_the_next_tenant() {
    number(1, "UA", "3838", "QUARANTINE", null);
    keyword(10, 1, 7, 100, "VOTE", "FIRST_WORD", "vote:VOTE");
    table.reload();
    assertThat(table.match(table.find(1).orElseThrow(), "VOTE", NOON)).isEmpty();

    execute("UPDATE number SET state = 'RENTED', tenant_id = 8");
    table.refresh(1);
    assertThat(table.match(table.find(1).orElseThrow(), "VOTE", NOON)).isEmpty();
  }

  @Test
  void word_given_up_on_a_shared_number_is_nobodys_not_the_catch_alls() {
    number(1, "UA", "3838", "STOCK", null);
    execute("UPDATE number SET shared = TRUE");
    keyword(10, 1, 7, 100, "VOTE", "FIRST_WORD", "vote:VOTE");
    keyword(11, 1, 8, 101, null, "FIRST_WORD", ":");
    execute("UPDATE keyword_form SET held_until = '2026-09-01' WHERE keyword_id = 10");
    execute("UPDATE keyword SET released_at = '2026-02-01' WHERE id = 10");
    table.reload();

    assertThat(table.match(table.find(1).orElseThrow(), "VOTE 1", NOON)).isEmpty();
    assertThat(table.match(table.find(1).orElseThrow(), "hello", NOON)).isPresent();
  }

  @Test
  void same_short_code_in_two_countries_is_told_by_the_link() {
    number(1, "UA", "3838", "RENTED", 7L);
    number(2, "PL", "3838", "RENTED", 8L);
    number(3, "UA", "4040", "RENTED", 7L);
    execute("INSERT INTO number_link VALUES (1, 50), (2, 60), (3, 50)");
    table.reload();

    assertThat(table.byDigits("3838", 50L)).map(NumberEntry::id).contains(1L);
    assertThat(table.byDigits("3838", 60L)).map(NumberEntry::id).contains(2L);
    assertThat(table.byDigits("3838", 70L)).isEmpty();
    assertThat(table.byDigits("4040", 60L)).isEmpty();
    assertThat(table.byDigits("3838", "PL")).map(NumberEntry::id).contains(2L);
    assertThat(table.byDigits("9999", 50L)).isEmpty();
  }

  @Test
  void refresh_follows_new_changed_and_deleted_numbers() {
    number(1, "UA", "3838", "RENTED", 7L);
    table.refresh(1);
    assertThat(table.byDigits("3838", 1L)).isPresent();

    execute("UPDATE number SET digits = '3839'");
    table.refresh(1);
    assertThat(table.byDigits("3838", 1L)).isEmpty();
    assertThat(table.byDigits("3839", 1L)).isPresent();

    execute("DELETE FROM number");
    table.reload();
    assertThat(table.byDigits("3839", 1L)).isEmpty();
    assertThat(table.find(1)).isEmpty();
  }

  private static void number(long id, String country, String digits, String state, Long tenant) {
    execute(
        "INSERT INTO number (id, country, digits, kind, state, tenant_id, created_at) VALUES (?, ?,"
            + " ?, 'SHORT', ?, ?, '2026-01-01')",
        id,
        country,
        digits,
        state,
        tenant);
  }

  /** A keyword with its forms, each "folded:written", and a running campaign. */
  private static void keyword(
      long id, long number, long tenant, long campaign, String word, String type, String... forms) {
    execute(
        "INSERT INTO campaign VALUES (?, ?, 'C', 'voting', ?, '{}', 'UTC', 'RUNNING',"
            + " '2026-01-01', NULL, '2026-01-01')",
        campaign,
        tenant,
        number);
    execute(
        "INSERT INTO keyword VALUES (?, ?, ?, ?, ?, ?, FALSE, '2026-01-01', NULL)",
        id,
        tenant,
        number,
        campaign,
        word,
        type);
    for (var form : forms) {
      var at = form.indexOf(':');
      execute(
          "INSERT INTO keyword_form VALUES (?, ?, ?, ?, NULL)",
          number,
          form.substring(0, at),
          id,
          form.substring(at + 1));
    }
  }

  private static void execute(String sql, Object... values) {
    STORE.jdbi().useHandle(handle -> handle.execute(sql, values));
  }
}
