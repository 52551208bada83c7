package livery.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import livery.container.InPortal;
import livery.container.Town;
import livery.container.Web;
import org.junit.jupiter.api.Test;

/** Who asks is known for each request by itself, and for no other work. */
class CurrentScopeIT extends InPortal {

  private static final int THREADS = 8;
  private static final int REQUESTS = 160;

  @Inject private CurrentScope current;
  @Inject private Town town;

  @Resource private ManagedExecutorService executor;

  @Test
  void nobody_asks_in_a_request_without_a_session_and_without_a_key() {
    assertThat(current.isKnown()).isFalse();
    assertThatThrownBy(() -> current.get()).isInstanceOf(NotAllowed.class);
  }

  @Test
  void work_outside_of_a_request_has_no_scope_even_when_its_request_had_one() {
    current.enter(town.platform());

    var asked = executor.submit(() -> current.get());

    assertThatThrownBy(asked::get).hasRootCauseInstanceOf(ContextNotActiveException.class);
    assertThat(current.get()).isEqualTo(town.platform());
  }

  @Test
  void requests_side_by_side_each_have_the_tenant_of_their_own_key() throws Exception {
    var scopes = List.of(town.client("Left"), town.client("Right"), town.platform());
    var keys = scopes.stream().map(town::key).toList();
    var web = new Web();
    var threads = Executors.newFixedThreadPool(THREADS);
    var asked =
        threads.invokeAll(
            IntStream.range(0, REQUESTS)
                .mapToObj(
                    i ->
                        (Callable<String>)
                            () -> web.rest("GET", "/me", keys.get(i % keys.size()), null).body())
                .toList());
    threads.shutdown();

    for (var i = 0; i < REQUESTS; i++) {
      assertThat(asked.get(i).get())
          .contains("\"homeTenantId\":" + scopes.get(i % scopes.size()).tenantId());
    }
  }
}
