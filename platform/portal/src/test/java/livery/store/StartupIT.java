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
