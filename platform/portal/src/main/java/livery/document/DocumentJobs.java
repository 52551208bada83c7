package livery.document;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;

/** What happens to documents with time: silence becomes consent, and mail goes out. */
@ApplicationScoped
public class DocumentJobs {

  private final Acts acts;
  private final Mailing mailing;

  @Inject
  DocumentJobs(Acts acts, Mailing mailing) {
    this.acts = acts;
    this.mailing = mailing;
  }

  protected DocumentJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.LONG, Duration.ofMinutes(1), "Documents were not looked after", this::run);
  }

  private void run() {
    acts.deem();
    mailing.work();
  }
}
