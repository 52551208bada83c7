package livery.dispatch;

import static livery.message.MessageTown.BAKERY_NUMBER;
import static livery.message.MessageTown.LINK;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import livery.contact.Blocks;
import livery.inbox.Stored;
import livery.message.MessageTown;
import livery.number.KeywordTable;
import livery.store.Started;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DialoguesTest {

  private static final String PHONE = "380671112233";
  private static final long ASKS = AskingHost.ASKS;
  private static final long OTHER = 2;
  private static final long INTERRUPTS = 3;

  private final MessageTown town = new MessageTown();
  private final KeywordTable keywords = new KeywordTable(town.tenants.store);
  private final Dialogues dialogues = new Dialogues(town.tenants.store, town.tenants.clock);
  private final AskingHost plugins = new AskingHost();
  private Decision decision;

  @BeforeEach
  void start() {
    AskingHost.campaign(town, ASKS, "order", false);
    AskingHost.campaign(town, OTHER, "news", false);
    AskingHost.campaign(town, INTERRUPTS, "menu", true);
    town.execute("UPDATE wallet SET balance = 100000000 WHERE buyer_id = ?", BAKERY);
    keywords.reload();
    decision = decision();
  }

  private Decision decision() {
    return Decisions.of(town, keywords, plugins, dialogues);
  }

  /** Texts of one phone in one batch. */
  private void hear(String... texts) {
    var batch = new ArrayList<Stored>();
    for (var text : texts) {
      var id = town.tenants.ids.next();
      batch.add(new Stored(id, LINK, PHONE, "3838", text, 1, town.tenants.clock.instant()));
    }
    town.tenants
        .store
        .inTransaction(
            connection ->
                decision.decide(connection, batch, new ArrayList<>(), Decision.Locks.LATE))
        .talk()
        .forget();
  }

  private List<String> rules() {
    return town.tenants
        .store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("SELECT rule FROM message WHERE direction = 'IN' ORDER BY id")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void the_next_text_is_the_answer_even_when_it_is_a_keyword_of_another_campaign() {
    hear("order");
    hear("news");
    hear("news");

    assertThat(plugins.heard).containsExactly("1 : ", "1 count: news", "2 : ");
    assertThat(rules()).containsExactly("keyword order", "dialogue", "keyword news");
    assertThat(dialogues.known()).isEmpty();
  }

  @Test
  void what_came_in_the_same_batch_is_no_answer() {
    hear("order", "news");
    hear("two", "three");

    assertThat(plugins.heard).containsExactly("1 : ", "2 : ", "1 count: two");
    assertThat(rules()).endsWith("dialogue", "unclaimed");
  }

  @Test
  void a_keyword_that_interrupts_goes_before_and_ends_the_dialogue() {
    hear("order");
    hear("menu");
    hear("two");

    assertThat(plugins.heard).containsExactly("1 : ", "3 : ");
    assertThat(rules()).containsExactly("keyword order", "keyword menu", "unclaimed");
  }

  @Test
  void stop_goes_before_and_ends_the_dialogue_but_start_and_help_may_be_answers() {
    hear("order");
    hear("help");
    hear("order");
    hear("stop");
    hear("two");

    assertThat(plugins.heard).containsExactly("1 : ", "1 count: help", "1 : ");
    assertThat(rules())
        .containsExactly("keyword order", "dialogue", "keyword order", "STOP", "unclaimed");
  }

  @Test
  void after_its_time_or_the_campaigns_end_nobody_waits() {
    hear("order");
    town.tenants.clock.pass(Duration.ofMinutes(10));
    hear("two");
    hear("order");
    town.execute("UPDATE campaign SET state = 'ENDED' WHERE id = ?", ASKS);
    hear("three");

    assertThat(plugins.heard).containsExactly("1 : ", "1 : ");
    assertThat(rules()).containsExactly("keyword order", "unclaimed", "keyword order", "unclaimed");

    town.tenants.clock.pass(Duration.ofDays(2));
    dialogues.purge();

    assertThat(dialogues.known()).isEmpty();
  }

  @Test
  void an_open_dialogue_survives_a_restart() {
    hear("order");
    var after = new Dialogues(town.tenants.store, town.tenants.clock);

    assertThat(after.known()).isEmpty();
    after.load(new Started());

    assertThat(after.known()).containsExactly(new Dialogues.Key(BAKERY_NUMBER, PHONE));
  }

  @Test
  void a_question_that_nobody_pays_waits_for_nobody() {
    town.execute("UPDATE wallet SET balance = 50000, credit_limit = 0 WHERE buyer_id = ?", BAKERY);
    hear("order");

    assertThat(plugins.heard).containsExactly("1 : ");
    assertThat(dialogues.known()).isEmpty();
    assertThat(town.tenants.tree.chain(BAKERY)).extracting("id").contains(ACME);
  }

  @Test
  void of_stop_and_start_in_one_batch_the_last_word_counts() {
    hear("start", "stop");

    assertThat(town.blocks.isBlocked(BAKERY, PHONE)).isTrue();
    assertThat(blocked()).isEqualTo(1);

    hear("stop", "start");

    assertThat(town.blocks.isBlocked(BAKERY, PHONE)).isFalse();
    assertThat(blocked()).isZero();
  }

  @Test
  void who_starts_again_is_answered_at_once() {
    hear("stop");
    hear("start", "news");

    assertThat(states()).doesNotContain("REFUSED");
  }

  @Test
  void a_stop_that_came_after_the_start_is_not_forgotten_with_it() {
    hear("stop");
    var later = town.tenants.ids.next() + 1_000_000;
    town.blocks.remember(new Blocks.Block(BAKERY, PHONE, later));
    hear("start");

    assertThat(town.blocks.isBlocked(BAKERY, PHONE)).isTrue();
  }

  private long blocked() {
    return town.tenants
        .store
        .jdbi()
        .withHandle(db -> db.createQuery("SELECT COUNT(*) FROM opt_out").mapTo(Long.class).one());
  }

  private List<String> states() {
    return town.tenants
        .store
        .jdbi()
        .withHandle(db -> db.createQuery("SELECT state FROM message").mapTo(String.class).list());
  }
}
