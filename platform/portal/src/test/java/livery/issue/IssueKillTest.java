package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import livery.money.HandCharged;
import livery.store.TestProcess;
import org.junit.jupiter.api.Test;

/**
 * The process that issues a month's documents is killed between and within its transactions; each
 * buyer has one invoice and one act in the end, numbered without a gap.
 */
class IssueKillTest {

  private static final int FIRST = 5000;
  private static final int BUYERS = 4 * MonthIssue.BUYERS + 7;
  private static final String NOW = "2026-04-02T08:00:00Z";

  /** Documents that are there when the process dies: each transaction makes two for a buyer. */
  private static final int[] KILLED_AT = {1, 2 * MonthIssue.BUYERS, 6 * MonthIssue.BUYERS};

  private static final long BOUND_SECONDS = 60;

  private final IssueTown town = new IssueTown();

  private void sell() {
    town.test
        .store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO tenant (id, parent_id, kind, name, path, currency, time_zone,"
                        + " language, country, created_at) SELECT ? + seq, ?, 'CLIENT',"
                        + " CONCAT('Client ', seq), CONCAT('/1/10/', ? + seq, '/'), 'EUR',"
                        + " 'Europe/Kyiv', 'uk', 'UA', '2026-01-01' FROM seq_0_to_"
                        + (BUYERS - 1),
                    FIRST,
                    ACME,
                    FIRST));
    town.test.tree.reload();
    town.at("2026-03-20T08:00:00Z");
    for (var i = 0; i < BUYERS; i++) {
      town.wallet(FIRST + i, ACME);
      town.sell(FIRST + i, 1, "0.0325", "0.02");
    }
  }

  private Process start() throws IOException {
    return TestProcess.start(
        town.test.store, IssueProcess.class, NOW, String.valueOf(ACME), MARCH.toString());
  }

  private long documents() {
    return town.count("SELECT COUNT(*) FROM document");
  }

  @Test
  void a_run_that_is_killed_goes_on_and_issues_each_document_once() throws Exception {
    sell();
    var inTheMiddle = 0;
    for (var at : KILLED_AT) {
      var process = start();
      var end = System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
      while (documents() < at && process.isAlive() && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      }
      process.destroyForcibly().waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
      inTheMiddle += documents() > 0 && documents() < 2 * BUYERS ? 1 : 0;
    }
    var last = start();
    assertThat(last.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();

    assertThat(inTheMiddle).as("killed in the middle").isPositive();
    for (var kind : new String[] {"INVOICE", "ACT"}) {
      var of = " FROM document WHERE seller_id = %d AND kind = '%s'".formatted(ACME, kind);
      assertThat(town.count("SELECT COUNT(*)" + of)).isEqualTo(BUYERS);
      assertThat(town.count("SELECT COUNT(DISTINCT buyer_id)" + of)).isEqualTo(BUYERS);
      assertThat(town.count("SELECT COUNT(DISTINCT sequence)" + of)).isEqualTo(BUYERS);
      assertThat(town.count("SELECT MAX(sequence)" + of)).isEqualTo(BUYERS);
    }
    assertThat(
            town.count(
                "SELECT SUM(ledger) FROM document WHERE kind = 'INVOICE' AND seller_id = " + ACME))
        .isEqualTo(
            town.count(
                "SELECT SUM(amount) FROM transfer WHERE kind = 'CHARGE' AND seller_id = " + ACME));
    try (var connection = town.test.store.dataSource().getConnection()) {
      assertThat(HandCharged.check(connection)).isEmpty();
    }
  }
}
