package livery.bank;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import livery.task.Errand;
import livery.task.Progress;
import livery.task.Task;
import livery.tenant.Scope;

/** An import of a statement as work that goes on without the page. */
@ApplicationScoped
public class BankErrand implements Errand {

  private final Statements statements;

  @Inject
  public BankErrand(Statements statements) {
    this.statements = statements;
  }

  protected BankErrand() {
    this(null);
  }

  @Override
  public Task.Kind kind() {
    return Task.Kind.BANK;
  }

  @Override
  public void check(Scope scope, byte[] content) {
    statements.requireStatement(scope, new ByteArrayInputStream(content));
  }

  @Override
  public void run(Scope scope, byte[] content, Progress progress) {
    statements.read(scope, new ByteArrayInputStream(content), progress);
  }
}
