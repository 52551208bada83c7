package livery.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The mail server. {@code LIVERY_SMTP_HOST}, {@code _PORT}, {@code _USER}, {@code _PASSWORD},
 * {@code _TLS} (starttls, tls or none) and {@code LIVERY_MAIL_FROM} name it. Thread-safe.
 */
@ApplicationScoped
public class Smtp {

  private static final String TIMEOUT_MILLIS = "15000";

  private final String host;
  private final String from;
  private final Session session;
  private final Clock clock;

  @Inject
  public Smtp(
      @ConfigProperty(name = "LIVERY_SMTP_HOST") Optional<String> host,
      @ConfigProperty(name = "LIVERY_SMTP_PORT", defaultValue = "587") int port,
      @ConfigProperty(name = "LIVERY_SMTP_USER") Optional<String> user,
      @ConfigProperty(name = "LIVERY_SMTP_PASSWORD") Optional<String> password,
      @ConfigProperty(name = "LIVERY_SMTP_TLS", defaultValue = "starttls") String tls,
      @ConfigProperty(name = "LIVERY_MAIL_FROM") Optional<String> from,
      Clock clock) {
    this.host = host.orElse("");
    this.from = from.orElse("");
    this.clock = clock;
    this.session =
        this.host.isEmpty()
            ? null
            : session(this.host, port, user.orElse(""), password.orElse(""), tls);
  }

  protected Smtp() {
    host = "";
    from = "";
    session = null;
    clock = null;
  }

  private static Session session(String host, int port, String user, String password, String tls) {
    var properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", host);
    properties.put("mail.smtp.port", String.valueOf(port));
    properties.put("mail.smtp.auth", String.valueOf(!user.isEmpty()));
    properties.put("mail.smtp.starttls.enable", String.valueOf(tls.equals("starttls")));
    properties.put("mail.smtp.starttls.required", String.valueOf(tls.equals("starttls")));
    properties.put("mail.smtp.ssl.enable", String.valueOf(tls.equals("tls")));
    properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(user, password);
          }
        });
  }

  /** Whether a server is named. */
  boolean isThere() {
    return session != null && !from.isEmpty();
  }

  /** Sends one mail. */
  void send(Mails.Mail mail) throws MessagingException, UnsupportedEncodingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress(from, mail.sender(), StandardCharsets.UTF_8.name()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setText(mail.body(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    Transport.send(message);
  }
}
