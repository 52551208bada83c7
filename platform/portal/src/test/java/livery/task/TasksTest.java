package livery.task;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import livery.fault.Fault;
import livery.store.StoreFailure;
import livery.tenant.Scope;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;

class TasksTest {

  private final TestTenants test = new TestTenants();
  private final Scope acme = test.owner(ACME);
  private final List<Runnable> waiting = new ArrayList<>();
  private final List<String> worked = new ArrayList<>();
  private Consumer<Progress> work = progress -> progress.finish(List.of(2L, 0L), List.of());

  private final Errand numbers =
      new Errand() {
        @Override
        public Task.Kind kind() {
          return Task.Kind.NUMBERS;
        }

        @Override
        public void check(Scope scope, byte[] content) {
          if (content.length == 0) {
            throw Fault.invalid("lines", "number.fault.import-empty");
          }
        }

        @Override
        public void run(Scope scope, byte[] content, Progress progress) {
          worked.add(scope.tenantId() + " " + scope.actor() + " " + new String(content));
          work.accept(progress);
        }
      };

  private final Tasks tasks =
      new Tasks(List.of(numbers), test.store, test.sql, test.ids, test.clock, waiting::add);

  private long begin(String content) {
    return tasks.begin(
        acme, Task.Kind.NUMBERS, "list.csv", content.getBytes(StandardCharsets.UTF_8));
  }

  private static Fault twice(Object... arguments) {
    return Fault.of(
        List.of(
            Fault.invalid("line", "number.fault.line", arguments),
            Fault.invalid("digits", "fault.missing")));
  }

  private void carryOn() {
    var now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(Runnable::run);
  }

  @Test
  void work_goes_on_without_the_page_and_what_it_came_to_is_found() {
    var refused = new ArrayList<Task.Refused>();
    IntStream.rangeClosed(1, Task.REFUSED_MAX + 1)
        .forEach(i -> refused.add(Task.Refused.of(i, "a\tb", twice("x\n\fy", i))));
    var seen = new ArrayList<String>();
    work =
        progress -> {
          test.clock.pass(Duration.ofSeconds(2));
          progress.moved(10, 40);
          var task = tasks.last(acme, Task.Kind.NUMBERS).orElseThrow();
          seen.add(task.done() + "/" + task.total() + " " + task.perSecond() + " " + task.left());
          progress.finish(List.of(7L, 1001L), refused);
        };

    var id = begin("UA;1");
    var before = tasks.get(acme, id);
    carryOn();
    var after = tasks.get(acme, id);

    assertThat(before.running()).isTrue();
    assertThat(seen).containsExactly("10/40 5 PT6S");
    assertThat(worked).containsExactly(ACME + " test UA;1");
    assertThat(after.state()).isEqualTo(Task.State.DONE);
    assertThat(after.counts()).containsExactly(7L, 1001L);
    assertThat(after.refusedCount()).isEqualTo(Task.REFUSED_MAX + 1);
    assertThat(after.refused()).hasSize(Task.REFUSED_MAX);
    assertThat(after.refused().get(0))
        .isEqualTo(
            new Task.Refused(
                1,
                "a b",
                List.of(
                    new Task.Reason("number.fault.line", List.of("x  y", "1")),
                    new Task.Reason("fault.missing", List.of()))));
    assertThat(after.took()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void one_of_a_kind_runs_at_a_time_for_each_tenant_and_nobody_sees_anothers() {
    assertThatThrownBy(() -> begin("")).hasMessageContaining("line");
    assertThat(tasks.last(acme, Task.Kind.NUMBERS)).isEmpty();
    var first = begin("a");

    assertThatThrownBy(() -> begin("b"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("under way");
    var other = tasks.begin(test.owner(NOVA), Task.Kind.NUMBERS, "", new byte[] {'c'});
    carryOn();
    var second = begin("d");

    assertThat(tasks.list(acme, Long.MAX_VALUE, 10))
        .extracting(Task::id)
        .containsExactly(second, first);
    assertThatThrownBy(() -> tasks.get(acme, other)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> tasks.get(test.owner(PLATFORM), first)).isInstanceOf(Fault.class);
  }

  @Test
  void what_a_killed_process_left_is_taken_up_again_and_given_up_after_some_tries() {
    var id = begin("a");
    waiting.clear(); // the process is gone
    work =
        progress -> {
          tasks.resume(); // a second thread or process finds the lock taken
          carryOn();
          throw new StoreFailure(new SQLException("away", "08S01", 0));
        };
    for (var tries = 1; tries <= TaskRunner.TRIES_MAX; tries++) {
      tasks.resume();
      carryOn();
      assertThat(tasks.get(acme, id).running()).isTrue();
      assertThat(worked).hasSize(tries);
    }

    tasks.resume();
    carryOn();

    assertThat(tasks.get(acme, id).state()).isEqualTo(Task.State.FAILED);
    assertThat(worked).hasSize(TaskRunner.TRIES_MAX);
  }

  @Test
  void what_is_in_the_way_is_told_and_a_fault_of_the_program_ends_it() {
    work =
        progress -> {
          throw Fault.conflict("", "number.fault.exists", "UA 3838");
        };
    var refused = begin("a");
    carryOn();
    work =
        progress -> {
          throw new IllegalStateException("wrong");
        };
    var broken = begin("b");
    carryOn();

    assertThat(tasks.get(acme, refused).refused())
        .containsExactly(Task.Refused.of(0, "", "number.fault.exists", "UA 3838"));
    assertThat(tasks.get(acme, broken).state()).isEqualTo(Task.State.FAILED);
    assertThat(tasks.get(acme, broken).refused()).isEmpty();
    tasks.resume();
    assertThat(waiting).isEmpty();
  }
}
