package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import livery.faces.Once;
import livery.task.Task;
import livery.task.Tasks;
import livery.tenant.CurrentScope;

/** Whether the books add up. For the platform's own people. */
@Named
@RequestScoped
public class CheckPage {

  private static final int ROWS = 30;

  private final LedgerChecks checks;
  private final Tasks tasks;
  private final CurrentScope current;
  private List<LedgerChecks.Result> rows;

  @Inject
  public CheckPage(LedgerChecks checks, Tasks tasks, CurrentScope current) {
    this.checks = checks;
    this.tasks = tasks;
    this.current = current;
  }

  protected CheckPage() {
    this(null, null, null);
  }

  public List<LedgerChecks.Result> getRows() {
    if (rows == null) {
      rows = checks.list(current.get(), ROWS);
    }
    return rows;
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
