package livery.money;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import livery.billing.period.BooksCheck;
import livery.task.Errand;
import livery.task.Progress;
import livery.task.Task;
import livery.tenant.Scope;

/** The check of the books that somebody begins: minutes where ten million messages were rated. */
@ApplicationScoped
public class CheckErrand implements Errand {

  private final LedgerChecks checks;

  @Inject
  public CheckErrand(LedgerChecks checks) {
    this.checks = checks;
  }

  protected CheckErrand() {
    this(null);
  }

  @Override
  public Task.Kind kind() {
    return Task.Kind.CHECK;
  }

  @Override
  public void check(Scope scope, byte[] content) {
    checks.requireMay(scope);
  }

  @Override
  public void run(Scope scope, byte[] content, Progress progress) {
    progress.moved(0, BooksCheck.STEPS);
    var result = checks.run(scope, step -> progress.moved(step, BooksCheck.STEPS));
    progress.finish(List.of((long) result.violations().size()), List.of());
  }
}
