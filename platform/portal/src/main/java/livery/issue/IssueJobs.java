package livery.issue;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import livery.bank.Demands;
import livery.document.Payments;
import livery.store.Jobs;
import livery.store.Started;
import livery.task.Errand;
import livery.task.Progress;
import livery.task.Task;
import livery.tenant.Scope;

/**
 * Issues the documents of months whose day has come, or that somebody asks for, as work that goes
 * on without the page and after it was cut off; closes proformas that the bank says are paid.
 */
@ApplicationScoped
public class IssueJobs implements Errand {

  private static final Duration PERIOD = Duration.ofMinutes(15);

  private final MonthIssue months;
  private final Payments payments;

  @Inject
  IssueJobs(MonthIssue months, Payments payments) {
    this.months = months;
    this.payments = payments;
  }

  protected IssueJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(
        Jobs.Lane.LONG,
        Duration.ofMinutes(2),
        PERIOD,
        "Documents of ended months were not issued",
        months::runDue);
  }

  @Override
  public Task.Kind kind() {
    return Task.Kind.DOCUMENTS;
  }

  /** The content is the month, 2026-03. */
  @Override
  public void check(Scope scope, byte[] content) {
    months.begin(scope, month(content));
  }

  @Override
  public void run(Scope scope, byte[] content, Progress progress) {
    months.run(scope, month(content), progress);
  }

  private static YearMonth month(byte[] content) {
    return YearMonth.parse(new String(content, StandardCharsets.UTF_8));
  }

  /** Within the transaction that moves the money; what goes back opens the proforma again. */
  void paid(@Observes Demands.Paid paid) {
    if (paid.demand().documentId() != 0) {
      payments.counted(paid.demand().documentId(), paid.change());
    }
  }
}
