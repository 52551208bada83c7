package livery.issue;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.bank.Demands;
import livery.document.Payments;
import livery.store.Jobs;
import livery.store.Started;

/**
 * Issues the documents of months whose day has come, goes on with runs that were cut off, and
 * closes proformas that the bank says are paid.
 */
@ApplicationScoped
public class IssueJobs {

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

  /** Within the transaction that moves the money; what goes back opens the proforma again. */
  void paid(@Observes Demands.Paid paid) {
    if (paid.demand().documentId() != 0) {
      payments.counted(paid.demand().documentId(), paid.change());
    }
  }
}
