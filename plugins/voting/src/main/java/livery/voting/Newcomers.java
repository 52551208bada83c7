package livery.voting;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In which campaigns most phones of the last batch had not voted before: there a ballot is written
 * without a look at what the phone has used. A wrong guess costs time and nothing else.
 * Thread-safe.
 */
final class Newcomers {

  /** One phone in so many may have voted before. */
  private static final int KNOWN_SHARE = 4;

  private final Set<Long> campaigns = ConcurrentHashMap.newKeySet();

  /** Whether most phones of the next batch are expected to be new. */
  boolean expected(long campaignId) {
    return campaigns.contains(campaignId);
  }

  /**
   * Takes notice of a batch.
   *
   * @param known votes whose phone had voted before
   */
  void saw(long campaignId, int votes, int known) {
    if (known * KNOWN_SHARE <= votes) {
      campaigns.add(campaignId);
    } else {
      campaigns.remove(campaignId);
    }
  }
}
