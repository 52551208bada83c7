package livery.st;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import livery.launcher.BooksJudge;
import livery.simulator.Load;
import livery.simulator.LoadPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Kills the portal and MariaDB in the middle of a load; the load generator's own record is the
 * judge. {@code -Dlivery.kills=10} kills ten times each, {@code -Dlivery.rate=1000} texts faster.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class CrashIT {

  private static final int KILLS = Integer.getInteger("livery.kills", 1);
  private static final int RATE = Integer.getInteger("livery.rate", 400);
  private static final int HTTP_OK = 200;
  private static final String WINDOW = "SELECT window_size FROM smpp_link WHERE name = 'kyiv-cell'";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static Product product;
  private static Stage stage;

  @BeforeAll
  static void start() {
    product = Product.shared();
    stage = new Stage(product);
  }

  @Test
  void nothing_is_lost_or_doubled_when_the_portal_is_killed() throws Exception {
    crash(
        380_600_000_000L,
        () -> {
          product.livery().killPortal();
          startAndKnock();
        });
  }

  /** Whoever asks while it starts is refused by the port, and never answered by the bare server. */
  private static void startAndKnock() {
    var doorbell = Doorbell.at(product.page("127.0.0.1", "/signin.xhtml"));
    try (doorbell) {
      product.livery().startPortal();
      Await.until("a page is shown", () -> doorbell.answers().containsKey(HTTP_OK));
    }
    System.out.println("[crash] asked while it started: " + doorbell.answers());
    assertThat(doorbell.answers())
        .as("status and how often")
        .containsOnlyKeys(Doorbell.NOBODY, HTTP_OK);
  }

  @Test
  void nothing_is_lost_or_doubled_when_the_database_is_killed() throws Exception {
    crash(
        380_610_000_000L,
        () -> {
          product.livery().killDatabase();
          Await.until("nobody answers any more", CrashIT::isDatabaseGone);
          try {
            assertThat(BooksJudge.run(product.livery().settings(), Map.of(), System.out))
                .as("the books of the stopped folder, before anybody else looks")
                .isZero();
          } finally {
            product.livery().startDatabase();
          }
        });
  }

  private static boolean isDatabaseGone() {
    try (var socket = new Socket("127.0.0.1", product.livery().settings().databasePort())) {
      return !socket.isConnected();
    } catch (IOException gone) {
      return true;
    }
  }

  private void crash(long firstNumber, Runnable blow) throws Exception {
    var seed = System.nanoTime();
    var random = new Random(seed);
    System.out.println("[crash] seed " + seed + ", kills " + KILLS);
    Load load = load(Stage.votes(2_000_000, firstNumber));
    for (var kill = 1; kill <= KILLS; kill++) {
      LockSupport.parkNanos(Duration.ofMillis(2_000 + random.nextInt(4_000)).toNanos());
      blow.run();
      assertThat(stage.operator().awaitReceiver(Duration.ofMinutes(2))).isTrue();
      System.out.println("[crash] " + kill + ": " + load.report());
    }
    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    load.stop();
    var report = load.await(PATIENCE);
    System.out.println("[crash] end: " + report);
    judge(report.sent(), report.acked(), report.lost(), report.duplicates(), firstNumber);
  }

  private static Load load(LoadPlan plan) {
    return product.livery().operators().load(plan.paced(RATE).patient(Duration.ofSeconds(60)));
  }

  private void judge(int sent, int acked, int lost, int duplicates, long firstNumber) {
    var between = " BETWEEN {first} AND {last}";
    assertThat(lost).as("acknowledged and never answered").isZero();
    assertThat(stage.count("SELECT COUNT(*) FROM inbox WHERE source" + between, firstNumber, sent))
        .as("stored once each")
        .isEqualTo(acked);
    assertThat(
            stage.count(
                "SELECT COUNT(DISTINCT source) FROM inbox WHERE source" + between,
                firstNumber,
                sent))
        .isEqualTo(acked);
    assertThat(
            stage.count(
                "SELECT COUNT(*) FROM voting_ballot WHERE phone" + between, firstNumber, sent))
        .as("counted once each")
        .isEqualTo(acked);
    assertThat((long) duplicates)
        .as("answered twice only where marked")
        .isLessThanOrEqualTo(
            stage.count(
                "SELECT COUNT(*) FROM message WHERE direction = 'OUT' AND resent AND phone"
                    + between,
                firstNumber,
                sent));
    assertThat(duplicates)
        .as("answered twice only where a killed portal had not heard the operator")
        .isLessThanOrEqualTo(KILLS * (int) product.books().number(WINDOW));
    new Paid(product, firstNumber, sent).judge(acked);
    Paid.check(product);
  }
}
