package livery.mail;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import livery.post.Letter;
import livery.post.Mailer;
import livery.store.Jobs;
import livery.store.Started;

/** Writes and sends mails, every half minute. */
@ApplicationScoped
public class MailJobs {

  private static final System.Logger LOG = System.getLogger(MailJobs.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final LowBalanceMails lowBalances;
  private final BrokenBooksMails brokenBooks;
  private final Mails mails;
  private final Mailer mailer;

  @Inject
  MailJobs(LowBalanceMails lowBalances, BrokenBooksMails brokenBooks, Mails mails, Mailer mailer) {
    this.lowBalances = lowBalances;
    this.brokenBooks = brokenBooks;
    this.mails = mails;
    this.mailer = mailer;
  }

  protected MailJobs() {
    this(null, null, null, null);
  }

  void start(@Observes @Priority(Started.LINKS) Started started, Jobs jobs) {
    jobs.every(Jobs.Lane.SOON, PAUSE, "Mails were not sent", this::run);
  }

  void run() {
    lowBalances.write();
    brokenBooks.write();
    for (var mail : mails.take()) {
      send(mail);
    }
  }

  private void send(Mails.Mail mail) {
    if (!mailer.isThere()) {
      mails.failed(mail, "LIVERY_SMTP_HOST and LIVERY_MAIL_FROM are not set");
      return;
    }
    try {
      var more = mail.more();
      var files =
          more.fileName().isEmpty()
              ? List.<Letter.File>of()
              : List.of(new Letter.File(more.fileName(), "text/csv; charset=UTF-8", more.file()));
      mailer.send(
          new Letter(
              mail.recipient(),
              mail.sender(),
              "",
              mail.subject(),
              mail.body(),
              files,
              more.stop()));
      mails.sent(mail);
    } catch (MessagingException failure) {
      LOG.log(System.Logger.Level.WARNING, "Mail {0} was not sent: {1}", mail.id(), failure);
      mails.failed(mail, String.valueOf(failure.getMessage()));
    }
  }
}
