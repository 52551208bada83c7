package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import livery.simulator.Faults;
import livery.simulator.LoadReport;
import livery.simulator.wire.Status;
import org.junit.jupiter.api.AfterAll;
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

  @AfterAll
  static void end() {
    Paid.check(product);
  }

  @AfterEach
  void sound() {
    stage.operator().faults(Faults.NONE);
  }

  @Test
  void f4_the_operator_drops_the_connection_every_two_seconds() throws Exception {
    var report = load(FaultsOf.dropping(2), 400);

    assertThat(report.lost()).isZero();
    assertStoredOnce(report);
  }

  @Test
  void f5_the_operator_answers_late() throws Exception {
    var report = load(FaultsOf.slow(700), 300);

    assertThat(report.lost()).isZero();
    assertThat(report.duplicates()).isZero();
    assertStoredOnce(report);
  }

  @Test
  void f6_the_operator_throttles_a_fifth_of_all() throws Exception {
    var report = load(FaultsOf.refusing(20, Status.THROTTLED), 300);

    assertThat(report.lost()).isZero();
    assertThat(report.duplicates()).isZero();
    assertStoredOnce(report);
  }

  @Test
  void f8_receipts_come_before_the_answer() throws Exception {
    var firstNumber = next;
    var report =
        load(FaultsOf.receipts(Faults.Receipts.BEFORE_RESPONSE, Faults.IdFormat.SAME), 300);

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
    assertStoredOnce(report);
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
    new Paid(product, first, COUNT).judge(report.acked());
  }
}
