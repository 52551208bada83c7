package livery.document;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.store.Started;
import livery.store.Stopping;

/** What happens to documents with time: silence becomes consent, and mail goes out. */
@ApplicationScoped
public class DocumentJobs {

  private static final System.Logger LOG = System.getLogger(DocumentJobs.class.getName());

  private final Acts acts;
  private final Mailing mailing;
  private Future<?> job;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  DocumentJobs(Acts acts, Mailing mailing) {
    this.acts = acts;
    this.mailing = mailing;
  }

  protected DocumentJobs() {
    this(null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    job = timer.scheduleWithFixedDelay(this::run, 1, 1, TimeUnit.MINUTES);
  }

  void stop(@Observes Stopping stopping) {
    if (job != null) {
      job.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  private void run() {
    try {
      acts.deem();
      mailing.work();
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Documents were not looked after", failure);
    }
  }
}
