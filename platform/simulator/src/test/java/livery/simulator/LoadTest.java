package livery.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The load generator, above all that its judgement is right. */
@Timeout(60)
class LoadTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Smsc smsc =
      Smsc.start(
          OperatorSettings.of("kyiv-cell", 0).timed(Duration.ofSeconds(5), Duration.ofMillis(20)));
  private final Operator operator = smsc.operator("");

  @AfterEach
  void close() {
    smsc.close();
  }

  @Test
  void everything_is_acknowledged_and_answered_once() throws Exception {
    var echo = Echo.bind(operator.port(), "thanks", false);
    var report = smsc.load(LoadPlan.of("3344", "VOTE {n}", 5_000).warmed(500)).await(LONG);
    echo.close();

    assertThat(report.over()).isTrue();
    assertThat(report.sent()).isEqualTo(5_500);
    assertThat(report.acked()).isEqualTo(5_500);
    assertThat(report.replied()).isEqualTo(5_500);
    assertThat(report.lost() + report.duplicates() + report.foreign()).isZero();
    assertThat(report.reply().p99Millis()).isPositive();
    assertThat(report.repliedPerSecond()).isPositive();
  }

  @Test
  void lost_and_repeated_and_foreign_replies_are_told_apart() throws Exception {
    try (var esme = Esme.bind(operator)) {
      var load = smsc.load(LoadPlan.of("3344", "VOTE 1", 4).patient(SHORT));
      var first = esme.next().getSourceAddress().getAddress();
      var second = esme.next().getSourceAddress().getAddress();
      var third = esme.next().getSourceAddress().getAddress();
      var fourth = esme.next().getSourceAddress().getAddress();
      esme.submit("3344", first, "thanks");
      esme.submit("3344", second, "thanks");
      esme.submit("3344", second, "thanks again");
      esme.submit("9999", third, "who is this?");
      esme.submit("3344", "380991234567", "never texted");
      var report = load.await(LONG);

      assertThat(report.replied()).isEqualTo(2);
      assertThat(report.lost()).isEqualTo(2);
      assertThat(report.duplicates()).isEqualTo(1);
      assertThat(report.foreign()).isEqualTo(2);
      assertThat(load.lostNumbers()).containsExactly(third, fourth);
    }
  }

  @Test
  void reply_of_several_parts_counts_once() throws Exception {
    try (var esme = Esme.bind(operator)) {
      var load = smsc.load(LoadPlan.of("3344", "VOTE 1", 1).patient(SHORT));
      var phone = esme.next().getSourceAddress().getAddress();
      for (byte part = 1; part <= 2; part++) {
        var submit = Esme.message("3344", phone, 0, new byte[] {5, 0, 3, 1, 2, part, 'x'});
        submit.setEsmClass((byte) 0x40);
        esme.submit(submit);
      }
      var report = load.await(LONG);

      assertThat(report.replied()).isEqualTo(1);
      assertThat(report.duplicates()).isZero();
    }
  }

  @Test
  void subscribers_who_take_turns_are_judged_by_their_counts() throws Exception {
    var echo = Echo.bind(operator.port(), "thanks", false);
    var plan =
        new LoadPlan(
            List.of(),
            "3344",
            List.of(new LoadPlan.Weighted("A", 3), new LoadPlan.Weighted("B", 1)),
            1_000,
            Duration.ZERO,
            0,
            0,
            10,
            0,
            0,
            true,
            0,
            LONG);
    var load = smsc.load(plan);
    var report = load.await(LONG);
    echo.close();

    assertThat(report.replied()).isEqualTo(1_000);
    assertThat(load.accounts()).hasSize(10).allMatch(a -> a.acknowledged() == 100);
    assertThat(load.accounts()).allMatch(a -> a.replies() == 100);
  }

  @Test
  void rate_is_kept_and_the_time_ends_it() throws Exception {
    var echo = Echo.bind(operator.port(), "thanks", false);
    var plan = LoadPlan.of("3344", "VOTE 1", 1).paced(200).lasting(Duration.ofSeconds(2));
    var report = smsc.load(plan).await(LONG);
    echo.close();

    assertThat(report.sent()).isBetween(380, 401);
    assertThat(report.replied()).isEqualTo(report.sent());
  }

  @Test
  void window_is_never_exceeded() throws Exception {
    var most = new AtomicInteger();
    try (var esme = Esme.bind(operator)) {
      esme.answering(d -> -1);
      smsc.load(LoadPlan.of("3344", "VOTE 1", 50).windowed(7).patient(SHORT));
      for (int i = 0; i < 7; i++) {
        esme.next();
        most.incrementAndGet();
      }

      assertThat(esme.nothingWaits()).isTrue();
      assertThat(operator.sessions().get(0).inFlight()).isEqualTo(7);
    }
  }

  @Test
  void nothing_is_lost_while_the_link_is_dropped_all_the_time() throws Exception {
    var load = smsc.load(LoadPlan.of("3344", "VOTE 1", 3_000).paced(2_000));
    for (int i = 0; i < 10; i++) {
      var echo = Echo.bind(operator.port(), "thanks", false);
      operator.awaitReceiver(LONG);
      load.await(Duration.ofMillis(100));
      echo.close();
    }
    var echo = Echo.bind(operator.port(), "thanks", false);
    var report = load.await(LONG);
    echo.close();

    assertThat(report.acked()).isEqualTo(3_000);
    assertThat(report.sent()).isEqualTo(3_000);
    assertThat(operator.counted().lostBinds()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void temporary_refusals_are_sent_again_until_they_are_taken() throws Exception {
    var answers = new AtomicInteger();
    try (var esme = Esme.bind(operator)) {
      esme.answering(d -> answers.incrementAndGet() % 3 == 0 ? 0 : 0x58);
      var plan = LoadPlan.of("3344", "VOTE 1", 30).patient(Duration.ofSeconds(2));
      var load = smsc.load(plan);
      while (load.report().acked() < 30 && !load.over()) {
        load.await(Duration.ofMillis(20));
      }

      assertThat(load.report().acked()).isEqualTo(30);
      assertThat(load.report().resent()).isGreaterThanOrEqualTo(60);
      load.stop();
    }
  }

  @Test
  void plan_without_an_end_is_refused() {
    assertThatThrownBy(() -> LoadPlan.of("3344", "VOTE 1", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("messages must be 1 to 20000000");
  }
}
