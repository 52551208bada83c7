package livery.voting;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import livery.api.Campaign;
import livery.api.PluginContext;

/**
 * Where a vote stands at this moment.
 *
 * @param options in the order of the form, so that each keeps its place on the screen
 * @param total votes of all options
 * @param lastMinute votes of each of the last sixty whole seconds, oldest first
 */
record Standing(List<Share> options, long total, List<Long> lastMinute) {

  static final Standing NONE = new Standing(List.of(), 0, List.of());

  private static final int RATE_SECONDS = 5;

  /** One option with its votes. */
  record Share(String code, String label, long votes, double share) {}

  static Standing read(Optional<Campaign> campaign, PluginContext context) {
    return campaign.map(found -> read(found, context)).orElse(NONE);
  }

  private static Standing read(Campaign campaign, PluginContext context) {
    try (var connection = context.dataSource().getConnection()) {
      var tally = new Tally(connection, campaign.id());
      var votes = tally.votes();
      var total = votes.values().stream().mapToLong(Long::longValue).sum();
      var options =
          Option.all(campaign.settings()).stream()
              .map(option -> share(option, votes, total))
              .toList();
      var minute = tally.lastMinute(context.clock().instant());
      return new Standing(options, total, Arrays.stream(minute).boxed().toList());
    } catch (SQLException failure) {
      throw new IllegalStateException("Standing of campaign " + campaign.id(), failure);
    }
  }

  private static Share share(Option option, Map<String, Long> votes, long total) {
    var count = votes.getOrDefault(option.code(), 0L);
    return new Share(option.code(), option.label(), count, total == 0 ? 0 : (double) count / total);
  }

  /** Mean of the last five seconds. */
  double perSecond() {
    var from = Math.max(0, lastMinute.size() - RATE_SECONDS);
    return lastMinute.subList(from, lastMinute.size()).stream()
        .mapToLong(Long::longValue)
        .average()
        .orElse(0);
  }

  /** Votes of the option in the lead less those of the second; 0 when they are level. */
  long margin() {
    var sorted = options.stream().mapToLong(Share::votes).sorted().toArray();
    return sorted.length < 2 ? 0 : sorted[sorted.length - 1] - sorted[sorted.length - 2];
  }

  /** The option in the lead, if there is one alone. */
  Optional<Share> leader() {
    return margin() == 0
        ? Optional.empty()
        : options.stream().max(java.util.Comparator.comparingLong(Share::votes));
  }
}
