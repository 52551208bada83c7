package livery.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.api.Campaign;
import livery.api.CampaignType;
import livery.api.Form;
import livery.api.Incoming;
import livery.api.Outcome;
import livery.message.MessageTown;
import livery.plugin.PluginHost;
import livery.store.Utc;
import livery.tenant.TestTenants;

/** A host whose one campaign type asks when it hears its keyword, and takes the answer. */
final class AskingHost extends PluginHost {

  /** The one campaign that asks. */
  static final long ASKS = 1;

  /** What was heard, in its order: campaign, topic, rest of the text. */
  final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /** What others do while a campaign decides. */
  Runnable meanwhile = () -> {};

  /** A campaign of the bakery's with a keyword. */
  static void campaign(MessageTown town, long id, String word, boolean interrupts) {
    var now = Utc.of(town.tenants.clock.instant().minus(Duration.ofDays(1)));
    town.execute(
        "INSERT INTO campaign (id, tenant_id, name, type, number_id, settings, time_zone, state,"
            + " starts_at, created_at) VALUES (?, ?, ?, 'asking', ?, '{}', 'UTC', 'RUNNING', ?, ?)",
        id,
        TestTenants.BAKERY,
        word,
        MessageTown.BAKERY_NUMBER,
        now,
        now);
    town.execute(
        "INSERT INTO keyword (id, tenant_id, number_id, campaign_id, word, interrupts, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        TestTenants.BAKERY,
        MessageTown.BAKERY_NUMBER,
        id,
        word,
        interrupts,
        now);
    town.execute(
        "INSERT INTO keyword_form (number_id, folded, keyword_id, written) VALUES (?, ?, ?, ?)",
        MessageTown.BAKERY_NUMBER,
        word,
        id,
        word);
  }

  @Override
  public Optional<CampaignType> find(String id) {
    return Optional.of(new Type());
  }

  @Override
  public List<Outcome> decide(String typeId, List<Incoming> messages, Campaign campaign) {
    meanwhile.run();
    return messages.stream().map(message -> decide(message, campaign)).toList();
  }

  private Outcome decide(Incoming message, Campaign campaign) {
    heard.add(campaign.id() + " " + message.topic() + ": " + message.rest());
    return campaign.id() == ASKS && !message.isAnswer()
        ? Outcome.ask("asked", "", "How many?", "count", Duration.ofMinutes(10))
        : Outcome.reply("heard", "", "Thank you");
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
}
