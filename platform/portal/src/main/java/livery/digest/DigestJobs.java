package livery.digest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import livery.store.Jobs;
import livery.store.Started;

/** Looks each minute whether a report is due. */
@ApplicationScoped
public class DigestJobs {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final DigestMails mails;

  @Inject
  DigestJobs(DigestMails mails) {
    this.mails = mails;
  }

  protected DigestJobs() {
    this(null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.LONG, PAUSE, "Regular reports were not written", mails::write);
  }
}
