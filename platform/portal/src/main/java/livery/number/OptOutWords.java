package livery.number;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.text.Fold;
import livery.text.LookAlike;

/**
 * The reserved words by which a subscriber leaves, comes back, or asks who is there. Thread-safe.
 *
 * <p>Leaving beats everything else a message could mean. Coming back and asking do not: START and
 * INFO are honest keywords too, so a caller asks the number's keywords first.
 *
 * <p>Sources: the default lists of Twilio, AWS and Telnyx; the Russian and Ukrainian words are
 * ours. НЕТ and НІ are not among them, because they are answers.
 */
public final class OptOutWords {

  /** What a message asks for. */
  public enum Kind {
    STOP,
    START,
    HELP,
    NONE
  }

  /** The words that end all messages, as people are told them. */
  public static final List<String> STOP_WORDS =
      List.of(
          "STOP",
          "STOPALL",
          "STOP ALL",
          "UNSUBSCRIBE",
          "END",
          "QUIT",
          "REVOKE",
          "OPTOUT",
          "OPT-OUT",
          "CANCEL",
          "REMOVE",
          "ARRET",
          "TD",
          "СТОП",
          "ОТПИСАТЬСЯ",
          "ОТПИСКА",
          "ВІДПИСАТИСЯ",
          "ВІДПИСКА",
          "ВІДМОВА");

  /** The words that bring the messages back. */
  public static final List<String> START_WORDS =
      List.of("START", "UNSTOP", "SUBSCRIBE", "СТАРТ", "ПОДПИСАТЬСЯ", "ПІДПИСАТИСЯ");

  /** The words that ask who is there. */
  public static final List<String> HELP_WORDS =
      List.of("HELP", "INFO", "ПОМОЩЬ", "ДОПОМОГА", "ИНФО", "ІНФО");

  private static final Set<String> STOP = looks(STOP_WORDS.stream());
  private static final Set<String> START = looks(START_WORDS.stream());
  private static final Set<String> HELP = looks(HELP_WORDS.stream());

  /** These two are understood in front of a courtesy as well: "Stop. Thank you". */
  private static final Set<String> BARE_STOP = looks(Stream.of("STOP", "СТОП"));

  private static final int WORDS_AROUND_STOP_MAX = 3;
  private static final int LENGTH_MAX = 100;

  private OptOutWords() {}

  /**
   * What the whole message asks for: it is one of the words, whatever its case, quotes, punctuation
   * and look-alike letters; or it begins with STOP, has at most three words and no number ("STOP
   * 12345" is an argument of something else).
   */
  public static Kind kind(String text) {
    if (text.length() > LENGTH_MAX) {
      return Kind.NONE;
    }
    var words = Fold.tokens(text);
    if (words.isEmpty() || words.size() > WORDS_AROUND_STOP_MAX) {
      return Kind.NONE;
    }
    var whole = look(String.join("", words));
    if (STOP.contains(whole)) {
      return Kind.STOP;
    }
    if (START.contains(whole)) {
      return Kind.START;
    }
    if (HELP.contains(whole)) {
      return Kind.HELP;
    }
    var stops = BARE_STOP.contains(look(words.get(0))) && words.stream().noneMatch(Fold::hasDigit);
    return stops ? Kind.STOP : Kind.NONE;
  }

  private static Set<String> looks(Stream<String> words) {
    return words
        .map(word -> look(String.join("", Fold.tokens(word))))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String look(String folded) {
    return LookAlike.of(folded.replace("-", ""));
  }
}
