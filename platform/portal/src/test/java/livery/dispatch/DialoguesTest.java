package livery.dispatch;

import static livery.message.MessageTown.BAKERY_NUMBER;
import static livery.message.MessageTown.LINK;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Form;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.campaign.RunningCampaigns;
import livery.inbox.Stored;
import livery.message.MessageTown;
import livery.number.KeywordTable;
import livery.plugin.PluginHost;
import livery.store.Started;
import livery.store.Utc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DialoguesTest {

  private static final String PHONE = "380671112233";
  private static final long ASKS = 1;
  private static final long OTHER = 2;
  private static final long INTERRUPTS = 3;

  private final MessageTown town = new MessageTown();
  private final KeywordTable keywords = new KeywordTable(town.tenants.store);
  private final Dialogues dialogues = new Dialogues(town.tenants.store, town.tenants.clock);
  private final Asking plugins = new Asking();
  private Decision decision;

  /** A host whose one campaign type asks when it hears its keyword, and takes the answer. */
  private static final class Asking extends PluginHost {

    private final List<String> heard = new ArrayList<>();

    @Override
    public Optional<CampaignType> find(String id) {
      return Optional.of(new Type());
    }

    @Override
    public List<Outcome> decide(String typeId, List<Incoming> messages, Campaign campaign) {
      return messages.stream().map(message -> decide(message, campaign)).toList();
    }

    private Outcome decide(Incoming message, Campaign campaign) {
      heard.add(campaign.id() + " " + message.topic() + ": " + message.rest());
      return campaign.id() == ASKS && !message.isAnswer()
          ? Outcome.ask("asked", "", "How many?", "count", Duration.ofMinutes(10))
          : Outcome.reply("heard", "", "Thank you");
    }
  }

  private static final class Type implements CampaignType {

    @Override
    public String id() {
      return "asking";
    }

    @Override
    public String name(Locale language) {
      return "Asking";
    }

    @Override
    public String description(Locale language) {
      return "Asking";
    }

    @Override
    public Form form() {
      return Form.EMPTY;
    }

    @Override
    public Outcome onMessage(Incoming message, Campaign campaign) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void start() {
    campaign(ASKS, "order", false);
    campaign(OTHER, "news", false);
    campaign(INTERRUPTS, "menu", true);
    town.execute("UPDATE wallet SET balance = 100000000 WHERE buyer_id = ?", BAKERY);
    keywords.reload();
    decision = decision();
  }

  private void campaign(long id, String word, boolean interrupts) {
    var now = Utc.of(town.tenants.clock.instant().minus(Duration.ofDays(1)));
    town.execute(
        "INSERT INTO campaign (id, tenant_id, name, type, number_id, settings, time_zone, state,"
            + " starts_at, created_at) VALUES (?, ?, ?, 'asking', ?, '{}', 'UTC', 'RUNNING', ?, ?)",
        id,
        BAKERY,
        word,
        BAKERY_NUMBER,
        now,
        now);
    town.execute(
        "INSERT INTO keyword (id, tenant_id, number_id, campaign_id, word, interrupts, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        BAKERY,
        BAKERY_NUMBER,
        id,
        word,
        interrupts,
        now);
    town.execute(
        "INSERT INTO keyword_form (number_id, folded, keyword_id, written) VALUES (?, ?, ?, ?)",
        BAKERY_NUMBER,
        word,
        id,
        word);
  }

  private Decision decision() {
    return new Decision(
        keywords,
        town.tenants.tree,
        town.prices,
        town.networks,
        new RunningCampaigns(town.tenants.store, plugins),
        plugins,
        new OptOut(town.blocks, keywords, town.tenants.tree),
        dialogues,
        town.outbox,
        town.tenants.ids,
        town.tenants.clock);
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
        .inTransaction(connection -> decision.decide(connection, batch))
        .talk()
        .remember();
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
}
