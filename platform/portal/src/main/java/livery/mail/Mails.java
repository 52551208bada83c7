package livery.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;

/** The queue of mails. Thread-safe; {@link #put} joins the caller's transaction. */
@ApplicationScoped
public class Mails {

  static final int SUBJECT_MAX = 200;
  static final int BODY_MAX = 4_000;

  private static final int BATCH = 50;
  private static final int TRIES_MAX = 12;
  private static final int PROBLEM_MAX = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final Store store;
  private final Ids ids;
  private final Clock clock;

  /**
   * A mail.
   *
   * @param sender the name beside the address: the brand's
   * @param more empty for a mail of words alone
   */
  public record Mail(
      long id,
      long tenantId,
      String recipient,
      String sender,
      String subject,
      String body,
      int tries,
      More more) {}

  /**
   * What a mail has besides its words.
   *
   * @param stop the address that ends mails of this kind with one POST; empty for none
   * @param fileName empty for no file
   * @param file a CSV
   */
  public record More(String stop, String fileName, byte[] file) {

    static final More NOTHING = new More("", "", new byte[0]);
  }

  @Inject
  public Mails(Store store, Ids ids, Clock clock) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  protected Mails() {
    this(null, null, null);
  }

  /** Queues a mail to one person of a tenant. */
  public void put(long tenantId, String recipient, String sender, String subject, String body) {
    put(tenantId, recipient, sender, subject, body, More.NOTHING);
  }

  /** Queues a mail with a file. */
  public void put(
      long tenantId, String recipient, String sender, String subject, String body, More more) {
    var now = Utc.of(clock.instant());
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO mail (id, tenant_id, recipient, sender, subject, body,"
                            + " created_at, next_at, stop, file_name, file) VALUES (:id, :tenant,"
                            + " :recipient, :sender, :subject, :body, :now, :now, :stop, :name,"
                            + " :file)")
                    .bind("id", ids.next())
                    .bind("tenant", tenantId)
                    .bind("recipient", recipient)
                    .bind("sender", line(sender, 100))
                    .bind("subject", line(subject, SUBJECT_MAX))
                    .bind("body", body.substring(0, Math.min(BODY_MAX, body.length())))
                    .bind("now", now)
                    .bind("stop", more.stop())
                    .bind("name", more.fileName())
                    .bind("file", more.fileName().isEmpty() ? null : more.file())
                    .execute());
  }

  /** A header is one line, whatever a name holds. */
  private static String line(String text, int most) {
    var plain = text.replaceAll("[\\p{Cntrl}]+", " ");
    return plain.substring(0, Math.min(most, plain.length()));
  }

  /** Takes mails that are due for this run; another run leaves them alone for a while. */
  List<Mail> take() {
    var now = clock.instant();
    return store.inTransaction(
        connection ->
            store
                .jdbi()
                .withHandle(
                    handle -> {
                      var due =
                          handle
                              .createQuery(
                                  "SELECT * FROM mail WHERE next_at <= :now ORDER BY next_at"
                                      + " LIMIT "
                                      + BATCH
                                      + " FOR UPDATE SKIP LOCKED")
                              .bind("now", Utc.of(now))
                              .map(
                                  (row, context) ->
                                      new Mail(
                                          row.getLong("id"),
                                          row.getLong("tenant_id"),
                                          row.getString("recipient"),
                                          row.getString("sender"),
                                          row.getString("subject"),
                                          row.getString("body"),
                                          row.getInt("tries"),
                                          new More(
                                              row.getString("stop"),
                                              row.getString("file_name"),
                                              row.getBytes("file"))))
                              .list();
                      if (!due.isEmpty()) {
                        handle
                            .createUpdate("UPDATE mail SET next_at = :lease WHERE id IN (<ids>)")
                            .bind("lease", Utc.of(now.plus(LEASE)))
                            .bindList("ids", due.stream().map(Mail::id).toList())
                            .execute();
                      }
                      return due;
                    }));
  }

  void sent(Mail mail) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mail SET sent_at = :now, next_at = NULL, tries = tries + 1,"
                            + " problem = '', file = NULL WHERE id = :id")
                    .bind("now", Utc.of(clock.instant()))
                    .bind("id", mail.id())
                    .execute());
  }

  /** Tries again after a pause that doubles; gives up in the end. */
  void failed(Mail mail, String problem) {
    var pause = Duration.ofMinutes(1L << Math.min(mail.tries(), 9));
    var next = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE mail SET tries = tries + 1, problem = :problem,"
                            + " next_at = IF(tries >= :most, NULL, :next) WHERE id = :id")
                    .bind("problem", line(problem, PROBLEM_MAX))
                    .bind("most", TRIES_MAX)
                    .bind("next", Utc.of(clock.instant().plus(next)))
                    .bind("id", mail.id())
                    .execute());
  }
}
