package livery.number;

/**
 * The keyword that takes a message.
 *
 * @param keyword the keyword as its owner wrote it (the alias where that matched), empty for the
 *     catch-all
 * @param rest the text behind the keyword; for the catch-all the whole text, trimmed
 * @param rule the same for people: {@code keyword VOTE}, {@code catch-all} or {@code dialogue}
 * @param interrupts whether it goes before a campaign that waits for an answer of the phone
 */
public record Match(
    long keywordId,
    long tenantId,
    long campaignId,
    String keyword,
    String rest,
    String rule,
    boolean interrupts) {

  static final String CATCH_ALL = "catch-all";
  private static final String DIALOGUE = "dialogue";

  /** A text that answers what a campaign has asked. */
  public static Match answer(long tenantId, long campaignId, String text) {
    return new Match(0, tenantId, campaignId, "", text.strip(), DIALOGUE, false);
  }
}
