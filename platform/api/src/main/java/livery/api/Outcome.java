package livery.api;

import java.time.Duration;
import java.util.List;

/**
 * What a campaign decided about one message. The portal carries it out; the plugin sends nothing.
 *
 * @param label a short word for lists and statistics, for example {@code counted} or {@code late};
 *     1 to 40 characters
 * @param note what {@link CampaignType#sentence} makes a sentence of in the reader's language, for
 *     example the code of an option; or a whole sentence, where one language is enough. At most 200
 *     characters
 * @param acts what is to be done, in this order
 */
public record Outcome(String label, String note, List<Act> acts) {

  private static final int LABEL_LENGTH_MAX = 40;
  private static final int NOTE_LENGTH_MAX = 200;

  public Outcome {
    if (label.isBlank() || label.length() > LABEL_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "label: 1 to " + LABEL_LENGTH_MAX + " characters expected, got " + label.length());
    }
    if (note.length() > NOTE_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "note: at most " + NOTE_LENGTH_MAX + " characters expected, got " + note.length());
    }
    acts = List.copyOf(acts);
  }

  /** Says nothing to the subscriber. */
  public static Outcome silent(String label, String note) {
    return new Outcome(label, note, List.of());
  }

  /** Answers the subscriber with one text; an empty text says nothing. */
  public static Outcome reply(String label, String note, String text) {
    return text.isBlank()
        ? silent(label, note)
        : new Outcome(label, note, List.of(new Reply(text)));
  }

  /**
   * Asks the subscriber and waits: the next text of this phone to this number comes to this
   * campaign as an answer, with {@link Incoming#topic}, whatever it says. STOP and keywords that
   * interrupt go before it.
   *
   * @param question what is sent; an empty text sends nothing and still waits
   * @param topic what the campaign wants to know when the answer comes, 1 to 60 characters
   * @param within one second to seven days
   */
  public static Outcome ask(
      String label, String note, String question, String topic, Duration within) {
    var wait = new Wait(topic, within);
    return new Outcome(
        label, note, question.isBlank() ? List.of(wait) : List.of(new Reply(question), wait));
  }

  /** One thing to be done. */
  public sealed interface Act permits Reply, Send, Wait {}

  /**
   * The next text of the person who wrote, to the number that was texted, is an answer to this
   * campaign. A later one takes the place of an earlier one, of another campaign too.
   *
   * @param topic what {@link Incoming#topic} says then, 1 to 60 characters
   * @param within one second to seven days
   */
  public record Wait(String topic, Duration within) implements Act {

    private static final int TOPIC_LENGTH_MAX = 60;
    private static final Duration LONGEST = Duration.ofDays(7);

    public Wait {
      if (topic.isBlank() || topic.length() > TOPIC_LENGTH_MAX) {
        throw new IllegalArgumentException(
            "topic: 1 to " + TOPIC_LENGTH_MAX + " characters expected, got " + topic.length());
      }
      if (within.compareTo(Duration.ofSeconds(1)) < 0 || within.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("within: 1 second to 7 days expected, got " + within);
      }
    }
  }

  /** A text to the person who wrote, from the number that was texted. */
  public record Reply(String text) implements Act {}

  /**
   * A text to somebody else, from the number that was texted.
   *
   * @param phone E.164 without "+"
   */
  public record Send(String phone, String text) implements Act {}
}
