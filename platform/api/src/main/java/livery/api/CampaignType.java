package livery.api;

import java.util.List;
import java.util.Locale;
import org.pf4j.ExtensionPoint;

/**
 * One kind of campaign: what its settings are and what an incoming message means to it.
 *
 * <p>The constructor takes a {@link PluginContext}. The portal keeps one object for each started
 * plugin and calls it from several threads; implementations hold no state of their own.
 */
public interface CampaignType extends ExtensionPoint {

  /** The id that campaigns refer to, for example {@code voting}. Never changes. */
  String id();

  /** The name that people read, for example "Voting". */
  String name(Locale language);

  /** One sentence that says what such a campaign is good for. */
  String description(Locale language);

  /** The settings that the portal draws as a form and REST checks. */
  Form form();

  /**
   * What is wrong with settings that are each right by themselves, for example two options with the
   * same code. Called after {@link Form#check} has found nothing.
   */
  default List<Form.FieldError> check(Settings settings, Locale language) {
    return List.of();
  }

  /**
   * Decides what one message means.
   *
   * <p>Called inside the transaction that also writes the reply and its price: when it throws,
   * everything is rolled back and the message is tried again by itself.
   */
  Outcome onMessage(Incoming message, Campaign campaign);

  /**
   * Decides a batch of messages for one campaign, in the order of their arrival.
   *
   * <p>The list has 1 to 1,000 messages; the answer has exactly one outcome for each, in the same
   * order. Override it to work in sets: one query for the batch instead of one for each message.
   */
  default List<Outcome> onMessages(List<Incoming> messages, Campaign campaign) {
    return messages.stream().map(message -> onMessage(message, campaign)).toList();
  }

  /**
   * How people read the label of one of its outcomes, for example "Counted" for {@code counted}.
   * Asked by lists; the label itself where nothing is said.
   */
  default String label(String label, Locale language) {
    return label;
  }

  /**
   * One sentence about one of its outcomes, for the page that shows the message's life: made of the
   * label and the note as they were kept. The note itself where nothing is said.
   */
  default String sentence(String label, String note, Locale language) {
    return note;
  }

  /**
   * One of the texts of the settings as a subscriber could get it, with what it holds for values
   * filled in by the settings' own, for the phone beside the form. The text itself where it holds
   * none.
   */
  default String preview(String text, Settings settings, Locale language) {
    return text;
  }

  /** The figures, series and tables of one campaign, which the portal charts and exports. */
  default Report report(Campaign campaign, Locale language) {
    return Report.EMPTY;
  }
}
