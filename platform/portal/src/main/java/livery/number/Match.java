package livery.number;

/**
 * The keyword that takes a message.
 *
 * @param keyword the keyword as its owner wrote it (the alias where that matched), empty for the
 *     catch-all
 * @param rest the text behind the keyword; for the catch-all the whole text, trimmed
 * @param rule the same for people: {@code keyword VOTE} or {@code catch-all}
 */
public record Match(
    long keywordId, long tenantId, long campaignId, String keyword, String rest, String rule) {

  static final String CATCH_ALL = "catch-all";
}
