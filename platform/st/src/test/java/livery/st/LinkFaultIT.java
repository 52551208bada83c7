package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import livery.simulator.Faults;
import livery.simulator.Load;
import livery.simulator.LoadReport;
import livery.simulator.Message;
import livery.simulator.Operator;
import livery.simulator.OperatorSettings;
import livery.simulator.Smsc;
import livery.simulator.Text;
import livery.simulator.wire.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What lines and operators do wrong to a link under load, F4 to F6 of the fault list: texts wait,
 * none fails, none is lost, and the other operator's subscribers notice nothing.
 */
class LinkFaultIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ENQUIRE_SECONDS = 2;
  private static final int HANDSETS = 10;
  private static final int ROUNDS = 12;
  private static Product product;
  private static Smsc smsc;
  private static Outpost outpost;
  private static long badLink;
  private static long next = 380_630_000_000L;

  @BeforeAll
  static void start() throws Exception {
    product = Product.shared();
    new Stage(product);
    smsc = Smsc.start(operator("bad"), operator("sound"));
    outpost = new Outpost(product).voting();
    var options = Map.<String, Object>of("enquireSeconds", ENQUIRE_SECONDS, "responseSeconds", 8);
    for (var operator : smsc.operators()) {
      var link = outpost.link(operator.name(), operator.port(), options);
      badLink = operator.name().equals("bad") ? link : badLink;
      assertThat(operator.awaitReceiver(Duration.ofSeconds(30))).isTrue();
    }
  }

  /** A new line each time, so that no pace is left over from the test before. */
  @AfterEach
  void mended() throws Exception {
    bad().faults(Faults.NONE);
    bad().drop();
    outpost.awaitBound(badLink);
    assertThat(bad().awaitReceiver(Duration.ofSeconds(30))).isTrue();
  }

  @AfterAll
  static void end() {
    if (outpost != null) {
      outpost.close();
    }
    if (smsc != null) {
      smsc.close();
    }
    Paid.check(product);
  }

  @Test
  void f4_the_line_is_torn_in_the_middle_of_a_pdu_again_and_again() throws Exception {
    bad().faults(FaultsOf.tearing(2));

    var report = report(start("bad", 1_000, 250));

    assertThat(bad().counted().lostBinds()).isGreaterThan(2);
    assertThat(report.acked()).isEqualTo(1_000);
    judge(report);
  }

  @Test
  void f4_a_half_open_line_is_found_within_two_intervals_and_bound_anew() throws Exception {
    var load = start("bad", 500, 100);
    Await.until("the load runs", () -> load.report().replied() > 50);

    bad().faults(FaultsOf.freezing(Faults.Freeze.EXISTING));
    var found = bad().awaitReceiver(Duration.ofSeconds(2 * ENQUIRE_SECONDS + 2));

    assertThat(found).as("bound anew after two intervals and the first pause").isTrue();
    var report = report(load);
    assertThat(report.acked()).isEqualTo(500);
    judge(report);
  }

  @Test
  void f4_texts_wait_while_nobody_answers_the_bind_and_none_fails() throws Exception {
    var load = start("bad", 300, 150);
    Await.until("the load runs", () -> load.report().replied() > 20);

    bad().faults(FaultsOf.freezing(Faults.Freeze.ALL));
    Await.until("the dead line is left", () -> outpost.state(badLink).equals("CONNECTING"));
    bad().faults(Faults.NONE);

    judge(report(load));
  }

  @Test
  void f5_a_slow_operator_does_not_slow_the_other() throws Exception {
    bad().faults(FaultsOf.slow(6_000));
    var slow = start("bad", 150, 500);
    Await.until("the slow one holds its window", () -> bad().counted().submits() > 0);

    var sound = report(start("sound", 200, 300));

    assertThat(sound.acked()).isEqualTo(200);
    assertThat(sound.lost()).isZero();
    assertThat(slow.over()).as("the slow operator's texts still wait").isFalse();
    judge(report(slow));
  }

  @Test
  void f6_a_fifth_is_refused_with_a_full_queue() throws Exception {
    throttled(FaultsOf.refusing(20, Status.QUEUE_FULL), 500);
  }

  @Test
  void f6_two_hundred_a_second_in_bursts_of_a_fifth_of_a_second() throws Exception {
    throttled(FaultsOf.limited(200, 200), 600);
  }

  @Test
  void f6_two_hundred_a_second_in_bursts_of_a_second() throws Exception {
    throttled(FaultsOf.limited(200, 1_000), 800);
  }

  @Test
  void f6_a_handset_gets_its_answers_in_their_order() throws Exception {
    bad().faults(FaultsOf.refusing(30, Status.THROTTLED));
    var first = next;
    next += HANDSETS;
    for (var round = 1; round <= ROUNDS; round++) {
      for (var phone = first; phone < first + HANDSETS; phone++) {
        smsc.text(new Text("" + phone, outpost.number(), "vote 1", "bad", null, null));
      }
    }

    Await.until(
        "every text is answered",
        () -> replies(first, first + HANDSETS).size() == ROUNDS * HANDSETS);

    for (var phone = first; phone < first + HANDSETS; phone++) {
      assertThat(replies(phone, phone + 1)).isSorted().doesNotHaveDuplicates().hasSize(ROUNDS);
    }
  }

  /** The counts in the answers that these phones have got, in the order in which they came. */
  private static List<Integer> replies(long from, long to) {
    return smsc
        .journal()
        .all(
            message ->
                message.direction() == Message.Direction.RECEIVED
                    && Long.parseLong(message.phone()) >= from
                    && Long.parseLong(message.phone()) < to)
        .stream()
        .map(message -> Integer.valueOf(message.text().replace("One ", "")))
        .toList();
  }

  private void throttled(Faults faults, int count) throws Exception {
    bad().faults(faults);
    var before = bad().counted().throttled();

    var report = report(start("bad", count, 400));

    assertThat(bad().counted().throttled()).as("the operator did refuse").isGreaterThan(before);
    assertThat(report.acked()).isEqualTo(count);
    assertThat(report.duplicates()).isZero();
    judge(report);
  }

  /** One that resends soon, so that a test need not wait half a minute for it. */
  private static OperatorSettings operator(String name) {
    return OperatorSettings.of(name, 0).timed(Duration.ofSeconds(6), Duration.ofSeconds(1));
  }

  private static Operator bad() {
    return smsc.operator("bad");
  }

  private static Load start(String operator, int count, int rate) {
    var load = smsc.load(outpost.votes(operator, count, rate, next));
    next += count;
    return load;
  }

  private static LoadReport report(Load load) throws InterruptedException {
    var report = load.await(PATIENCE);
    System.out.println("[fault] " + report);
    assertThat(report.over()).as(report.toString()).isTrue();
    return report;
  }

  /** Nothing lost, nothing failed, each vote counted and billed once; repeats only where marked. */
  private void judge(LoadReport report) {
    assertThat(report.lost()).isZero();
    var first = Long.parseLong(report.firstNumber());
    var phones = "phone BETWEEN '" + first + "' AND '" + (first + report.sent() - 1) + "'";
    assertThat(outpost.messages("COUNT(*)", "direction = 'IN' AND " + phones))
        .isEqualTo(report.acked());
    assertThat(product.books().number("SELECT COUNT(*) FROM voting_ballot WHERE " + phones))
        .isEqualTo(report.acked());
    assertThat(outpost.messages("COUNT(*)", "state = 'FAILED' AND " + phones)).isZero();
    assertThat((long) report.duplicates())
        .isLessThanOrEqualTo(outpost.messages("COUNT(*)", "resent AND " + phones));
    new Paid(product, first, report.sent()).judge(report.acked());
  }
}
