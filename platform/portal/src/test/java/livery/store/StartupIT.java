package livery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import livery.container.InPortal;
import livery.container.Witness;
import org.junit.jupiter.api.Test;

/** What the start does and leaves behind, seen from inside. */
class StartupIT extends InPortal {

  @Inject private Store store;
  @Inject private Witness witness;
  @Inject private BeanManager beans;

  @Test
  void tables_are_made_by_their_owner_and_the_portal_may_not_change_them() {
    assertThat(count("SELECT COUNT(*) FROM flyway_schema_history WHERE success"))
        .isGreaterThanOrEqualTo(7);
    assertThat(count("SELECT COUNT(*) FROM flyway_tally WHERE success AND version = '1'"))
        .isEqualTo(1);
    for (var change :
        List.of("DROP TABLE id_block", "CREATE TABLE x (id INT)", "TRUNCATE tenant")) {
      assertThatThrownBy(() -> store.jdbi().useHandle(handle -> handle.execute(change)))
          .as(change)
          .hasMessageContaining("denied");
    }
  }

  @Test
  void transfers_can_be_neither_changed_nor_taken_away_by_the_portals_user() {
    var row =
        "INTO transfer (id, posting_id, kind, debit_account, credit_account, amount, currency,"
            + " seller_id, buyer_id, product, quantity, reference, posted_at)"
            + " VALUES (1, 1, 'TOP_UP', -18, -34, 1, 'EUR', 1, 2, '', 0, '', NOW())";
    for (var change :
        List.of(
            "UPDATE transfer SET amount = 2 WHERE id = 1",
            "DELETE FROM transfer WHERE id = 1",
            "DELETE t FROM transfer t JOIN tenant ON TRUE WHERE t.id = 1",
            "REPLACE " + row,
            "INSERT " + row + " ON DUPLICATE KEY UPDATE amount = 2")) {
      assertThatThrownBy(
              () ->
                  store.inTransaction(
                      connection -> {
                        try (var statement = connection.createStatement()) {
                          statement.execute("INSERT " + row);
                          return statement.execute(change);
                        }
                      }))
          .as(change)
          .hasStackTraceContaining("append only");
    }
    for (var change :
        List.of(
            "TRUNCATE TABLE transfer",
            "DROP TABLE transfer",
            "CREATE OR REPLACE TABLE transfer (id INT)",
            "RENAME TABLE transfer TO gone",
            "ALTER TABLE transfer DROP COLUMN amount",
            "DROP TRIGGER transfer_no_update",
            "CREATE OR REPLACE TRIGGER transfer_no_delete BEFORE DELETE ON transfer FOR EACH ROW"
                + " SET @nothing = 1",
            "SET GLOBAL read_only = 1",
            "GRANT DROP ON *.* TO CURRENT_USER")) {
      assertThatThrownBy(() -> store.jdbi().useHandle(handle -> handle.execute(change)))
          .as(change)
          .hasMessageContaining("denied");
    }
    assertThat(count("SELECT COUNT(*) FROM transfer WHERE id = 1")).isZero();
  }

  @Test
  void the_portals_user_has_the_rights_that_the_manual_gives_it() {
    var grants =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle.createQuery("SHOW GRANTS FOR CURRENT_USER").mapTo(String.class).list());

    assertThat(grants).hasSize(2);
    assertThat(grants.get(0)).startsWith("GRANT USAGE ON *.* ");
    assertThat(grants.get(1))
        .startsWith("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES, EXECUTE ON ");
  }

  @Test
  void caches_are_filled_before_plugins_start_and_plugins_run_before_messages_do() {
    assertThat(witness.sawTreeFilledBeforePluginsOnly()).isTrue();
    assertThat(witness.sawPluginsStartInTheirTurn()).isTrue();
  }

  @Test
  void links_end_first_then_the_queues_then_the_plugins() {
    var order =
        beans.resolveObserverMethods(new Stopping()).stream()
            .sorted(Comparator.comparingInt(ObserverMethod::getPriority))
            .map(observer -> observer.getBeanClass().getSimpleName())
            .toList();

    assertThat(order).containsSubsequence("Links", "Inbox", "Dispatcher", "Answers", "PluginHost");
    assertThat(order).containsSubsequence("Sender", "Receipts", "PluginHost");
  }

  private int count(String sql) {
    return store.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(int.class).one());
  }
}
