package livery.st;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import livery.simulator.LoadPlan;
import org.junit.jupiter.api.Test;

/**
 * A client that is not ours: Kannel binds to the simulated operator, takes its subscribers' texts
 * and answers them, so that what we take for SMPP is what others take for it.
 */
class KannelIT {

  private static final int COUNT = 200;

  @Test
  void kannel_binds_takes_every_text_and_answers_it() throws Exception {
    assumeTrue(Kannel.isInstalled(), "Kannel is not installed; on Debian: apt-get install kannel");

    var plan = LoadPlan.of(Stage.NUMBER, "vote 1", COUNT).paced(COUNT);
    var report = Kannel.run(Kannel.Kind.NO_STORE, plan);

    assertThat(report.over()).isTrue();
    assertThat(report.acked()).isEqualTo(COUNT);
    assertThat(report.replied()).isEqualTo(COUNT);
    assertThat(report.lost() + report.duplicates() + report.foreign()).isZero();
  }
}
