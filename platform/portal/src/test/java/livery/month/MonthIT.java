package livery.month;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.BatchStatus;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import livery.billing.Wallet;
import livery.container.InPortal;
import livery.container.Town;
import livery.store.Ids;
import livery.store.Store;
import org.junit.jupiter.api.Test;

/** The close as the container's batch runtime carries it. */
class MonthIT extends InPortal {

  private static final int BOUND_SECONDS = 60;
  private static final int PERIOD = 202001;

  @Inject private Store store;
  @Inject private Ids ids;
  @Inject private Clock clock;
  @Inject private Town town;
  @Inject private Event<Months.Begun> begun;

  @Test
  void a_close_is_carried_by_jakarta_batch_to_its_end() {
    var client = town.client("Month");
    store.inTransaction(
        connection ->
            Wallet.open(connection, ids::next, client.tenantId(), 1, "USD", clock.instant()));
    var table = new MonthTable(store);
    table.begin(PERIOD, "test", clock.instant());

    begun.fire(new Months.Begun(PERIOD));

    await(() -> table.run(PERIOD).orElseThrow().state() != MonthRun.State.RUNNING);
    var run = table.run(PERIOD).orElseThrow();
    assertThat(run.failure()).isEmpty();
    assertThat(run.state()).isEqualTo(MonthRun.State.DONE);
    assertThat(run.done()).isEqualTo(run.total()).isGreaterThanOrEqualTo(2);
    var operator = BatchRuntime.getJobOperator();
    var last = operator.getJobInstances(MonthBatchlet.JOB, 0, 1).get(0);
    await(() -> operator.getJobExecutions(last).get(0).getBatchStatus() == BatchStatus.COMPLETED);
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(BOUND_SECONDS).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
