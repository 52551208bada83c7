package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import livery.faces.Once;
import livery.task.Task;
import livery.task.TaskPage;
import livery.task.Tasks;
import livery.tenant.CurrentScope;

/** Whether the books add up. For the platform's own people. */
@Named
@RequestScoped
public class CheckPage {

  private static final int ROWS = 30;

  private final LedgerChecks checks;
  private final Tasks tasks;
  private final TaskPage work;
  private final CurrentScope current;

  @Inject
  public CheckPage(LedgerChecks checks, Tasks tasks, TaskPage work, CurrentScope current) {
    this.checks = checks;
    this.tasks = tasks;
    this.work = work;
    this.current = current;
  }

  protected CheckPage() {
    this(null, null, null, null);
  }

  /** The last checks, with the one that the page calls done. */
  @Once
  public List<LedgerChecks.Result> getRows() {
    work.of(Task.Kind.CHECK.name()); // read before them: it may end meanwhile
    return checks.list(current.get(), ROWS);
  }

  /** The last check; {@code null} before the first. */
  @Once
  public LedgerChecks.Result getLast() {
    return getRows().isEmpty() ? null : getRows().get(0);
  }

  /** Begins a check; the page may be left. */
  public void run() {
    tasks.begin(current.get(), Task.Kind.CHECK, "", new byte[0]);
  }
}
