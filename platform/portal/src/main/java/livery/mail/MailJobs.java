package livery.mail;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.io.UnsupportedEncodingException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livery.store.Started;
import livery.store.Stopping;

/** Writes and sends mails, every half minute. */
@ApplicationScoped
public class MailJobs {

  private static final System.Logger LOG = System.getLogger(MailJobs.class.getName());
  private static final int PAUSE_SECONDS = 30;

  private final LowBalanceMails lowBalances;
  private final BrokenBooksMails brokenBooks;
  private final Mails mails;
  private final Smtp smtp;
  private Future<?> run;

  @Resource private ManagedScheduledExecutorService timer;

  @Inject
  MailJobs(LowBalanceMails lowBalances, BrokenBooksMails brokenBooks, Mails mails, Smtp smtp) {
    this.lowBalances = lowBalances;
    this.brokenBooks = brokenBooks;
    this.mails = mails;
    this.smtp = smtp;
  }

  protected MailJobs() {
    this(null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started) {
    run = timer.scheduleWithFixedDelay(this::run, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes Stopping stopping) {
    if (run != null) {
      run.cancel(false);
    }
  }

  /** A failure ends this run only; the next one takes it up again. */
  void run() {
    try {
      lowBalances.write();
      brokenBooks.write();
      for (var mail : mails.take()) {
        send(mail);
      }
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "Mails were not sent", failure);
    }
  }

  private void send(Mails.Mail mail) {
    if (!smtp.isThere()) {
      mails.failed(mail, "LIVERY_SMTP_HOST and LIVERY_MAIL_FROM are not set");
      return;
    }
    try {
      smtp.send(mail);
      mails.sent(mail);
    } catch (MessagingException | UnsupportedEncodingException failure) {
      LOG.log(System.Logger.Level.WARNING, "Mail {0} was not sent: {1}", mail.id(), failure);
      mails.failed(mail, String.valueOf(failure.getMessage()));
    }
  }
}
