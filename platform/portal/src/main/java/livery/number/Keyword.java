package livery.number;

import java.util.List;

/**
 * A keyword on a number.
 *
 * @param word as its owner wrote it; empty for the number's catch-all
 * @param aliases other words for the same
 * @param interrupts whether it goes before a campaign that waits for an answer of the phone
 */
public record Keyword(
    long id,
    long numberId,
    long campaignId,
    String word,
    List<String> aliases,
    MatchType matchType,
    boolean interrupts) {

  /** When a word takes a message. */
  public enum MatchType {
    /** It is the first word; anything may follow. */
    FIRST_WORD,
    /** It is all there is, but for punctuation. */
    ONLY_WORD
  }

  public Keyword {
    aliases = List.copyOf(aliases);
  }

  /** Whether it takes what no other keyword of the number does. */
  public boolean isCatchAll() {
    return word.isEmpty();
  }
}
