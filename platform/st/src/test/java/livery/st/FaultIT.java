package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import livery.simulator.Faults;
import livery.simulator.LoadReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators do wrong, F4 to F9 of the fault list: the portal loses and doubles nothing. */
class FaultIT {

  private static final int COUNT = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static Product product;
  private static Stage stage;
  private static long next = 380_620_000_000L;

  @BeforeAll
  static void start() {
    product = Product.shared();
    stage = new Stage(product);
  }

  @AfterEach
  void sound() {
    stage.operator().faults(Faults.NONE);
  }

  @Test
  void f4_the_operator_drops_the_connection_every_two_seconds() throws Exception {
    var report = load(dropping(2), 400);

    assertThat(report.lost()).isZero();
    assertStoredOnce(report);
  }

  @Test
  void f5_the_operator_answers_late() throws Exception {
    var report = load(slow(700), 300);

    assertThat(report.lost()).isZero();
    assertThat(report.duplicates()).isZero();
    assertStoredOnce(report);
  }

  @Test
  void f6_the_operator_throttles_a_fifth_of_all() throws Exception {
    var report = load(throttling(20, 0, 1_000), 300);

    assertThat(report.lost()).isZero();
    assertThat(report.duplicates()).isZero();
  }

  @Test
  void f8_receipts_come_before_the_answer() throws Exception {
    var firstNumber = next;
    var report = load(receipts(Faults.Receipts.BEFORE_RESPONSE), 300);

    assertThat(report.lost()).isZero();
    Await.until(
        "every reply has its receipt",
        () ->
            stage.count(
                    "SELECT COUNT(*) FROM message WHERE direction = 'OUT' AND state = 'DELIVERED'"
                        + " AND phone BETWEEN {first} AND {last}",
                    firstNumber,
                    COUNT)
                == COUNT);
  }

  private LoadReport load(Faults faults, int rate) throws InterruptedException {
    stage.operator().faults(faults);
    var plan = Stage.votes(COUNT, next).paced(rate).patient(Duration.ofSeconds(40));
    next += COUNT;
    var report = product.livery().operators().load(plan).await(PATIENCE);
    System.out.println("[fault] " + report);
    return report;
  }

  private void assertStoredOnce(LoadReport report) {
    var first = Long.parseLong(report.firstNumber());
    assertThat(
            stage.count(
                "SELECT COUNT(*) FROM voting_ballot WHERE phone BETWEEN {first} AND {last}",
                first,
                COUNT))
        .isEqualTo(report.acked());
    assertThat(product.books().broken()).isEmpty();
  }

  private static Faults dropping(int everySeconds) {
    return faults(everySeconds, 0, 0, 0, 1_000, Faults.Receipts.AS_ASKED);
  }

  private static Faults slow(int millis) {
    return faults(0, millis, 0, 0, 1_000, Faults.Receipts.AS_ASKED);
  }

  private static Faults throttling(double percent, int limit, int burstMillis) {
    return faults(0, 0, percent, limit, burstMillis, Faults.Receipts.AS_ASKED);
  }

  private static Faults receipts(Faults.Receipts when) {
    return faults(0, 0, 0, 0, 1_000, when);
  }

  private static Faults faults(
      int drop, int delay, double throttle, int limit, int burst, Faults.Receipts receipts) {
    var none = Faults.NONE;
    return new Faults(
        drop,
        false,
        Faults.Freeze.NONE,
        delay,
        0,
        throttle,
        limit,
        burst,
        none.throttleStatus(),
        0,
        false,
        0,
        0,
        List.of(),
        receipts,
        none.receiptDelayMillis(),
        0,
        0,
        none.idFormat());
  }
}
