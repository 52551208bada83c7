package livery.voting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import livery.api.Campaign;
import livery.api.Incoming;
import livery.testkit.PluginHarness;

/**
 * How many votes a second the plugin counts by itself, in batches of 500, each one committed: see
 * {@code docs/plugin-authors.md} for the command.
 */
final class VotingBench {

  private static final int BATCH = 500;
  private static final int BATCHES = 200;
  private static final int WARM_UP = 40;
  private static final int PHONES = 50_000;

  private VotingBench() {}

  public static void main(String[] arguments) {
    var harness = PluginHarness.of("voting", Voting::new);
    for (var limit : List.of("unlimited", "once", "day", "rolling")) {
      run(harness, limit);
    }
  }

  private static void run(PluginHarness harness, String limit) {
    var campaign =
        harness.campaign(
            Map.of(
                "options",
                List.of(
                    Map.of("code", "A"),
                    Map.of("code", "B"),
                    Map.of("code", "C"),
                    Map.of("code", "D")),
                "limit",
                limit,
                "count",
                5,
                "counted",
                "{option}: {votes}"));
    for (var i = 0; i < WARM_UP; i++) {
      harness.decide(campaign, batch(harness));
    }
    var counted = 0L;
    var began = System.nanoTime();
    for (var i = 0; i < BATCHES; i++) {
      counted += count(harness, campaign);
    }
    var seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%-9s %,8.0f texts a second, %,8.0f counted (%d texts, batches of %d)%n",
        limit, BATCH * BATCHES / seconds, counted / seconds, BATCH * BATCHES, BATCH);
  }

  private static long count(PluginHarness harness, Campaign campaign) {
    return harness.decide(campaign, batch(harness)).stream()
        .filter(outcome -> outcome.label().equals("counted"))
        .count();
  }

  private static List<Incoming> batch(PluginHarness harness) {
    var random = ThreadLocalRandom.current();
    var batch = new ArrayList<Incoming>(BATCH);
    for (var i = 0; i < BATCH; i++) {
      var phone = "38050" + (1_000_000 + random.nextInt(PHONES));
      batch.add(harness.incoming(phone, "ABCD".charAt(random.nextInt(4)) + ""));
    }
    return batch;
  }
}
