package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.frame.Texts;
import livery.party.Parties;
import livery.post.Letter;
import livery.post.Mailer;
import livery.store.Store;
import livery.store.Utc;

/**
 * Documents that are mailed as they are sent: a queue, and the job that works it off. The letter is
 * in the brand and language of the document. Thread-safe.
 */
@ApplicationScoped
public class Mailing {

  private static final int BATCH = 50;
  private static final int TRIES_MAX = 8;
  private static final int FAILURE_LENGTH = 500;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(2);

  private final Store store;
  private final Parties parties;
  private final Files files;
  private final Mailer mailer;
  private final Clock clock;

  /** How the mail of a document stands. */
  public record Mail(String recipient, String state, int tries, String failure) {}

  private record Waiting(
      long id, String recipient, int tries, String number, long issuerId, String language) {}

  @Inject
  public Mailing(Store store, Parties parties, Files files, Mailer mailer, Clock clock) {
    this.store = store;
    this.parties = parties;
    this.files = files;
    this.mailer = mailer;
    this.clock = clock;
  }

  protected Mailing() {
    this(null, null, null, null, null);
  }

  /** A document is sent: it is put into the queue, in the same transaction. */
  public void sent(@Observes Acts.Moved moved) {
    if (moved.state() == State.SENT) {
      store.inTransaction(
          connection -> {
            put(Document.find(connection, moved.documentId()).orElseThrow());
            return null;
          });
    }
  }

  /** Where there is a server and an address to write to. */
  private void put(Document document) {
    var to = parties.of(List.of(document.recipientId())).get(document.recipientId()).email();
    if (!mailer.isThere() || to.isEmpty()) {
      return;
    }
    store.inTransaction(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "INSERT IGNORE INTO document_mail (document_id, recipient, state, next_at)"
                      + " VALUES (?, ?, 'WAITING', ?)")) {
            statement.setLong(1, document.id());
            statement.setString(2, to);
            statement.setObject(3, Utc.of(clock.instant()));
            return statement.executeUpdate();
          }
        });
  }

  /** How the mail of a document stands; empty where none was to be sent. */
  public Optional<Mail> of(Document document) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT * FROM document_mail WHERE document_id = :id")
                    .bind("id", document.id())
                    .map(
                        (row, context) ->
                            new Mail(
                                row.getString("recipient"),
                                row.getString("state"),
                                row.getInt("tries"),
                                row.getString("failure")))
                    .findOne());
  }

  /**
   * Sends what waits. Outside of transactions; a letter whose answer was lost may go twice.
   *
   * @return how many letters the server has taken
   */
  public int work() {
    var sent = 0;
    for (var one : waiting(clock.instant())) {
      try {
        mailer.send(letter(one));
        sent++;
        note(one, "SENT", "", clock.instant());
      } catch (MessagingException refused) {
        var last = one.tries() + 1 >= TRIES_MAX;
        var pause = FIRST_PAUSE.multipliedBy(1L << one.tries());
        note(
            one,
            last ? "FAILED" : "WAITING",
            String.valueOf(refused.getMessage()),
            clock.instant().plus(pause));
      }
    }
    return sent;
  }

  private List<Waiting> waiting(Instant now) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT m.document_id, m.recipient, m.tries, d.number, d.issuer_id,"
                            + " d.language FROM document_mail m JOIN document d ON d.id ="
                            + " m.document_id WHERE m.state = 'WAITING' AND m.next_at <= :now"
                            + " ORDER BY m.next_at LIMIT "
                            + BATCH)
                    .bind("now", Utc.of(now))
                    .map(
                        (row, context) ->
                            new Waiting(
                                row.getLong("document_id"),
                                row.getString("recipient"),
                                row.getInt("tries"),
                                row.getString("number"),
                                row.getLong("issuer_id"),
                                row.getString("language")))
                    .list());
  }

  private Letter letter(Waiting one) {
    var file = files.mailed(one.id());
    var sheet = file.sheet();
    var texts = Texts.in(new Locale(one.language()));
    var kind = texts.of("document.kind." + sheet.heading().kind());
    var issuer = sheet.issuer().name();
    return new Letter(
        one.recipient(),
        sheet.letterhead().name(),
        sheet.issuer().email(),
        texts.of("document.mail.subject", kind, one.number(), issuer),
        texts.of("document.mail.text", sheet.recipient().name(), kind, one.number(), issuer)
            + (sheet.letterhead().footer().isEmpty()
                ? ""
                : "\n\n-- \n" + sheet.letterhead().footer()),
        List.of(new Letter.File(file.name(), "application/pdf", file.bytes())));
  }

  private void note(Waiting one, String state, String failure, Instant next) {
    store.inTransaction(
        connection -> {
          write(connection, one, state, failure, next);
          return null;
        });
  }

  private void write(
      java.sql.Connection connection, Waiting one, String state, String failure, Instant next)
      throws SQLException {
    var text = failure.length() <= FAILURE_LENGTH ? failure : failure.substring(0, FAILURE_LENGTH);
    try (var statement =
        connection.prepareStatement(
            "UPDATE document_mail SET state = ?, tries = tries + 1, failure = ?, next_at = ?,"
                + " sent_at = IF(? = 'SENT', ?, NULL) WHERE document_id = ?")) {
      statement.setString(1, state);
      statement.setString(2, text);
      statement.setObject(3, Utc.of(next));
      statement.setString(4, state);
      statement.setObject(5, Utc.of(clock.instant()));
      statement.setLong(6, one.id());
      statement.executeUpdate();
    }
  }
}
