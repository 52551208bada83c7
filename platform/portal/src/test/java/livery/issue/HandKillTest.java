package livery.issue;

import static livery.issue.IssueTown.MARCH;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import livery.document.Issuer.Issued;
import livery.money.HandCharged;
import livery.paper.Kind;
import livery.store.TestProcess;
import org.junit.jupiter.api.Test;

/**
 * The process in which people issue proformas, credit notes and reconciliation acts is killed
 * between and within its transactions: what is asked for again is the same document, none is there
 * twice, and no number is missing.
 */
class HandKillTest {

  private static final String NOW = "2026-04-02T08:00:00Z";
  private static final List<Kind> KINDS =
      List.of(Kind.PROFORMA, Kind.CREDIT_NOTE, Kind.RECONCILIATION);
  private static final int ALL = KINDS.size() * HandProcess.ROUNDS;

  /** Where the process is when it dies: what another holds that it waits for. */
  private enum Blow {
    /** It has its number and half of its rows, and wants to write the lines. */
    LINES("LOCK TABLES document_line WRITE"),
    /** The credit note is written, and its money is to go back. */
    MONEY("SELECT id FROM wallet WHERE buyer_id = " + BAKERY + " FOR UPDATE"),
    /** Anywhere. */
    ANYWHERE("DO 0");

    private final String lock;

    Blow(String lock) {
      this.lock = lock;
    }
  }

  private static final long BOUND_SECONDS = 30;

  /** InnoDB tells who asks more often the same as before. */
  private static final long INNODB_MILLIS = 120;

  private final IssueTown town = new IssueTown();

  private Process start() throws IOException {
    return TestProcess.start(town.test.store, HandProcess.class, NOW);
  }

  private long documents() {
    return town.count("SELECT COUNT(*) FROM document WHERE issue_key LIKE '%/by-hand-%'");
  }

  private static void await(long everyMillis, BooleanSupplier what) {
    var end = System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
    while (!what.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(everyMillis).toNanos());
    }
  }

  /** Statements that wait for a lock. */
  private long waiting() {
    return town.count(
        "SELECT (SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT')"
            + " + (SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE 'Waiting for"
            + " table%')");
  }

  /** Kills a process that issues, after so many documents. */
  private void die(Blow blow, int documents) throws Exception {
    var process = start();
    await(1, () -> documents() >= documents);
    try (var connection = town.test.store.dataSource().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(blow.lock);
      if (blow != Blow.ANYWHERE) {
        await(INNODB_MILLIS, () -> waiting() > 0);
      }
      process.destroyForcibly().waitFor(BOUND_SECONDS, TimeUnit.SECONDS);
      connection.rollback();
      statement.execute("UNLOCK TABLES");
    }
    await(
        INNODB_MILLIS,
        () ->
            town.count(
                    "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_rows_modified > 0")
                == 0);
  }

  private List<String> numbers() {
    return town.test
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CONCAT(id, ' ', number) FROM document WHERE issue_key LIKE"
                            + " '%/by-hand-%'")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void a_killed_process_leaves_no_gap_and_a_repeat_gives_the_same_document() throws Exception {
    town.sellInMarch();
    town.sell(BAKERY, 100, "0.05", "0.02"); // enough to be credited
    town.at(NOW);
    town.months.run(town.owner(ACME), MARCH);

    for (var blow : Blow.values()) {
      die(blow, (blow.ordinal() + 1) * ALL / 4);
      assertThat(documents()).as("killed in the middle").isBetween(1L, ALL - 1L);
    }
    var before = numbers();
    var first = HandProcess.all(town);
    var again = HandProcess.all(town);

    assertThat(first).filteredOn(Issued::before).hasSameSizeAs(before);
    assertThat(again).allMatch(Issued::before);
    assertThat(again)
        .extracting(Issued::number)
        .isEqualTo(first.stream().map(Issued::number).toList());
    assertThat(numbers()).hasSize(ALL).containsAll(before);
    for (var kind : KINDS) {
      var of = " FROM document WHERE issuer_id = %d AND kind = '%s'".formatted(ACME, kind);
      assertThat(town.count("SELECT COUNT(*)" + of)).isEqualTo(HandProcess.ROUNDS);
      assertThat(town.count("SELECT COUNT(DISTINCT sequence)" + of)).isEqualTo(HandProcess.ROUNDS);
      assertThat(town.count("SELECT MAX(sequence)" + of)).isEqualTo(HandProcess.ROUNDS);
    }
    assertThat(town.count("SELECT COUNT(*) FROM transfer WHERE kind = 'CREDIT'"))
        .as("each credit note gives its money back once")
        .isEqualTo(HandProcess.ROUNDS);
    try (var connection = town.test.store.dataSource().getConnection()) {
      assertThat(HandCharged.check(connection)).isEmpty();
    }
  }
}
