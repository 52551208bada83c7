package livery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import livery.container.InPortal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store with the container's transactions and its pool of connections. */
class StoreIT extends InPortal {

  private static final int MORE_THAN_THE_POOL = 40;

  @Inject private Store store;
  @Inject private UserTransaction transaction;

  @BeforeEach
  void clear() {
    store.jdbi().useHandle(handle -> handle.execute("DELETE FROM id_block WHERE name LIKE 't%'"));
  }

  @Test
  void all_that_one_transaction_does_in_any_way_rolls_back_together() throws Exception {
    transaction.begin();
    insert("t1");
    store.inTransaction(
        connection ->
            connection.createStatement().executeUpdate("INSERT INTO id_block VALUES ('t2', 1)"));
    transaction.rollback();

    assertThat(rows()).isZero();
  }

  @Test
  void what_is_done_aside_stays_when_the_caller_rolls_back() throws Exception {
    transaction.begin();
    insert("t1");
    store.aside(
        connection ->
            connection.createStatement().executeUpdate("INSERT INTO id_block VALUES ('t2', 1)"));
    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_ACTIVE);
    transaction.rollback();

    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void what_is_done_aside_is_seen_while_the_caller_reads_a_snapshot() throws Exception {
    try (var connection = store.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("START TRANSACTION READ ONLY");
      statement.executeQuery("SELECT COUNT(*) FROM id_block").close();

      store.aside(
          other -> other.createStatement().executeUpdate("INSERT INTO id_block VALUES ('t1', 1)"));

      assertThat(rows()).isEqualTo(1);
      statement.execute("ROLLBACK");
    }
    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
  }

  @Test
  void work_that_fails_leaves_no_row_no_transaction_and_no_connection_behind() throws Exception {
    for (var i = 0; i < MORE_THAN_THE_POOL; i++) {
      assertThatThrownBy(
              () ->
                  store.inTransaction(
                      connection -> {
                        insert("t1");
                        return connection.createStatement().executeUpdate("no SQL");
                      }))
          .isInstanceOf(StoreFailure.class);
    }

    assertThat(transaction.getStatus()).isEqualTo(Status.STATUS_NO_TRANSACTION);
    assertThat(rows()).isZero();
  }

  private void insert(String name) {
    store.jdbi().useHandle(handle -> handle.execute("INSERT INTO id_block VALUES (?, 1)", name));
  }

  private int rows() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM id_block WHERE name LIKE 't%'")
                    .mapTo(int.class)
                    .one());
  }
}
