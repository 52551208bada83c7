package livery.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import livery.compose.NewText;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receipts that are written from two sides at once: as they come, and as their answers come. */
@Timeout(60)
class ReceiptsTest {

  private static final int PARTS = 3;
  private static final int LOCKED = 1205;

  private final MessageTown town = new MessageTown();
  private final Receipts receipts =
      new Receipts(
          town.tenants.store,
          town.tenants.ids,
          town.tenants.clock,
          new ReceiptCharges(town.prices, town.tenants.tree, town.tenants.clock));

  @Test
  void the_last_two_receipts_of_a_text_may_be_written_at_the_same_time() throws Exception {
    var parted = queued("x".repeat(400));
    var other = queued("hello");
    receipts.write(List.of(receipt(parted, 2))); // it waits for the answer
    answered(parted, PARTS);
    answered(other, 1);

    try (var connection = town.tenants.store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      lock(connection, "message WHERE id = " + other);
      var written =
          started(
              () ->
                  receipts.write(
                      List.of(receipt(parted, 1), receipt(parted, 3), receipt(other, 1))));
      while (!isLocked("message_part WHERE part = 1 AND message_id = " + parted)) {
        Thread.onSpinWait();
      }
      var matched = started(receipts::matchEarly);
      while (matched.getState() == Thread.State.RUNNABLE) {
        Thread.onSpinWait(); // until it has ended, or waits for its turn
      }
      connection.rollback();
      written.join();
      matched.join();
    }

    assertThat(states()).containsExactly(parted + " DELIVERED", other + " DELIVERED");
  }

  private long queued(String text) {
    var one = new NewText("3838", "+380671112233", text, 0);
    return town.sending.send(town.tenants.owner(TestTenants.BAKERY), List.of(one)).get(0).id();
  }

  private void answered(long id, int parts) {
    var now = Timestamp.from(town.tenants.clock.instant());
    IntStream.rangeClosed(1, parts)
        .forEach(
            part ->
                town.execute(
                    "INSERT INTO message_part (message_id, part, link_id, operator_ref, status,"
                        + " submitted_at, answered_at) VALUES (?, ?, ?, ?, 0, ?, ?)",
                    id,
                    part,
                    MessageTown.LINK,
                    id + "-" + part,
                    now,
                    now));
    town.execute("UPDATE message SET state = 'SENT' WHERE id = ?", id);
  }

  private Receipt receipt(long id, int part) {
    return new Receipt(
        MessageTown.LINK,
        id + "-" + part,
        Receipt.State.DELIVERED,
        null,
        town.tenants.clock.instant());
  }

  private Stream<String> states() {
    return town
        .tenants
        .store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT CONCAT(id, ' ', state) FROM message ORDER BY id")
                    .mapTo(String.class)
                    .list())
        .stream();
  }

  private static Thread started(Runnable work) {
    var thread = new Thread(work);
    thread.start();
    return thread;
  }

  private boolean isLocked(String row) throws SQLException {
    try (var connection = town.tenants.store.dataSource().getConnection()) {
      lock(connection, row);
      return false;
    } catch (SQLException taken) {
      assertThat(taken.getErrorCode()).isEqualTo(LOCKED);
      return true;
    }
  }

  private static void lock(Connection connection, String row) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM " + row + " FOR UPDATE NOWAIT");
    }
  }
}
