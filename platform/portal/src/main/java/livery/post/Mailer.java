package livery.post;

import jakarta.activation.DataHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends letters. Thread-safe.
 *
 * <p>{@code LIVERY_SMTP_HOST} and its like name the server, {@code LIVERY_MAIL_FROM} the address
 * that letters come from.
 */
@ApplicationScoped
public class Mailer {

  private static final String TIMEOUT_MILLIS = "15000";

  private final Server server;
  private final String from;
  private final Clock clock;

  /**
   * A mail server.
   *
   * @param user empty for none
   * @param tls "starttls", "tls" or "none"
   */
  public record Server(String host, int port, String user, String password, String tls) {

    String protocol() {
      return tls.equals("tls") ? "smtps" : "smtp";
    }
  }

  @Inject
  public Mailer(
      @ConfigProperty(name = "LIVERY_SMTP_HOST") Optional<String> host,
      @ConfigProperty(name = "LIVERY_SMTP_PORT", defaultValue = "587") int port,
      @ConfigProperty(name = "LIVERY_SMTP_USER") Optional<String> user,
      @ConfigProperty(name = "LIVERY_SMTP_PASSWORD") Optional<String> password,
      @ConfigProperty(name = "LIVERY_SMTP_TLS", defaultValue = "starttls") String tls,
      @ConfigProperty(name = "LIVERY_MAIL_FROM") Optional<String> from,
      Clock clock) {
    this(
        host.filter(name -> !name.isBlank())
            .map(name -> new Server(name, port, user.orElse(""), password.orElse(""), tls))
            .orElse(null),
        from.orElse(""),
        clock);
  }

  /** Outside of a container; without a server nothing is sent. */
  public Mailer(Server server, String from, Clock clock) {
    this.server = server;
    this.from = from;
    this.clock = clock;
  }

  protected Mailer() {
    this.server = null;
    this.from = "";
    this.clock = null;
  }

  /** Whether there is a server to send by. */
  public boolean isThere() {
    return server != null && !from.isBlank();
  }

  /**
   * Sends one letter. Returns when the server has taken it.
   *
   * @throws MessagingException when it has not; whether to try again is the caller's business
   */
  public void send(Letter letter) throws MessagingException {
    var session = Session.getInstance(properties());
    var message = new MimeMessage(session);
    try {
      message.setFrom(new InternetAddress(from, letter.fromName(), StandardCharsets.UTF_8.name()));
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException("Every Java has UTF-8", impossible);
    }
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
    if (!letter.replyTo().isEmpty()) {
      message.setReplyTo(new InternetAddress[] {new InternetAddress(letter.replyTo(), true)});
    }
    message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (!letter.stop().isEmpty()) {
      message.setHeader("List-Unsubscribe", "<" + letter.stop() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    if (letter.files().isEmpty()) {
      message.setText(letter.text(), StandardCharsets.UTF_8.name());
    } else {
      message.setContent(content(letter));
    }
    message.saveChanges();
    var known = !server.user().isEmpty();
    try (Transport transport = session.getTransport(server.protocol())) {
      transport.connect(
          server.host(),
          server.port(),
          known ? server.user() : null,
          known ? server.password() : null);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private Properties properties() {
    var properties = new Properties();
    var name = "mail." + server.protocol();
    properties.put(name + ".auth", Boolean.toString(!server.user().isEmpty()));
    var start = Boolean.toString(server.tls().equals("starttls"));
    properties.put(name + ".starttls.enable", start);
    properties.put(name + ".starttls.required", start);
    properties.put(name + ".ssl.checkserveridentity", "true");
    properties.put(name + ".connectiontimeout", TIMEOUT_MILLIS);
    properties.put(name + ".timeout", TIMEOUT_MILLIS);
    properties.put(name + ".writetimeout", TIMEOUT_MILLIS);
    return properties;
  }

  private static MimeMultipart content(Letter letter) throws MessagingException {
    var whole = new MimeMultipart();
    var text = new MimeBodyPart();
    text.setText(letter.text(), StandardCharsets.UTF_8.name());
    whole.addBodyPart(text);
    for (var file : letter.files()) {
      var part = new MimeBodyPart();
      part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.bytes(), file.type())));
      part.setFileName(file.name());
      whole.addBodyPart(part);
    }
    return whole;
  }
}
