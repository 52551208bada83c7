package livery.number;

import java.util.List;

/**
 * A keyword that somebody wants, as it was typed or sent.
 *
 * @param word at most 50 characters without white space; empty for the number's catch-all
 * @param aliases other words for the same, at most 20
 * @param matchType {@code FIRST_WORD} or {@code ONLY_WORD}; empty for the first
 * @param interrupts whether it goes before a campaign that waits for an answer of the phone
 */
public record NewKeyword(
    long numberId,
    long campaignId,
    String word,
    List<String> aliases,
    String matchType,
    boolean interrupts) {

  public NewKeyword {
    word = word == null ? "" : word.strip();
    aliases =
        aliases == null
            ? List.of()
            : aliases.stream()
                .map(alias -> alias == null ? "" : alias.strip())
                .filter(alias -> !alias.isEmpty())
                .toList();
    matchType =
        matchType == null || matchType.isBlank() ? Keyword.MatchType.FIRST_WORD.name() : matchType;
  }

  /** A word that waits for answers like any other text. */
  public NewKeyword(
      long numberId, long campaignId, String word, List<String> aliases, String matchType) {
    this(numberId, campaignId, word, aliases, matchType, false);
  }

  /**
   * The word and its aliases as they are kept: one that is repeated, however it is written, once.
   *
   * @throws livery.fault.Fault naming each of word, aliases and match type that cannot be kept
   */
  public List<String> checked() {
    return List.copyOf(KeywordForms.of(this).writtenByFolded().values());
  }

  /** The same word for another number and campaign. */
  public NewKeyword on(long otherNumberId, long otherCampaignId) {
    return new NewKeyword(otherNumberId, otherCampaignId, word, aliases, matchType, interrupts);
  }
}
