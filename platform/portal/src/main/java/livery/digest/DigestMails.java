package livery.digest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import livery.mail.Mails;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.TenantTree;

/** Tells each period of each subscription once. Thread-safe. */
@ApplicationScoped
public class DigestMails {

  private static final System.Logger LOG = System.getLogger(DigestMails.class.getName());
  private static final int MOST_AT_ONCE = 100;
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Store store;
  private final TenantTree tree;
  private final DigestLetter letters;
  private final Mails mails;
  private final Clock clock;

  /** A period that is over. */
  private record Due(Digest digest, String language, Role role, boolean active) {

    Scope scope() {
      var tenant = digest.tenantId();
      return new Scope(tenant, tenant, digest.userId(), digest.email(), role);
    }
  }

  @Inject
  public DigestMails(Store store, TenantTree tree, DigestLetter letters, Mails mails, Clock clock) {
    this.store = store;
    this.tree = tree;
    this.letters = letters;
    this.mails = mails;
    this.clock = clock;
  }

  protected DigestMails() {
    this(null, null, null, null, null);
  }

  /**
   * Queues a mail for each period that is over. Whoever is suspended is told nothing of the periods
   * meanwhile.
   *
   * @return how many mails were queued
   */
  public int write() {
    var written = 0;
    for (var due : due()) {
      try {
        written += write(due);
      } catch (RuntimeException failure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "Report " + due.digest().id() + " was not written and is tried later",
            failure);
        putOff(due.digest());
      }
    }
    return written;
  }

  private int write(Due due) {
    var letter =
        due.active() && tree.isActive(due.digest().tenantId())
            ? Optional.of(letters.of(due.digest(), due.scope(), due.language()))
            : Optional.<DigestLetter.Written>empty();
    return store.inTransaction(connection -> tell(due, letter));
  }

  /** Lets others go first: of those that are due only the first are taken. */
  private void putOff(Digest digest) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE digest SET due_at = :later WHERE id = :id AND since = :since")
                    .bind("later", Utc.of(clock.instant().plus(PAUSE)))
                    .bind("id", digest.id())
                    .bind("since", digest.since())
                    .execute());
  }

  private List<Due> due() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        Digest.COLUMNS
                            + "WHERE d.due_at <= :now ORDER BY d.due_at, d.id LIMIT "
                            + MOST_AT_ONCE)
                    .bind("now", Utc.of(clock.instant()))
                    .map(
                        (row, context) ->
                            new Due(
                                Digest.read(row),
                                row.getString("language"),
                                Role.valueOf(row.getString("role")),
                                row.getString("state").equals("ACTIVE")))
                    .list());
  }

  /** Moves the subscription on, which only one can do, and queues the mail with it. */
  private int tell(Due due, Optional<DigestLetter.Written> written) {
    var digest = due.digest();
    var next = digest.every().next(digest.since());
    var zone = tree.find(digest.tenantId()).orElseThrow().zone();
    var claimed =
        store
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createUpdate(
                            "UPDATE digest SET since = :next, due_at = :due"
                                + " WHERE id = :id AND since = :since")
                        .bind("next", next)
                        .bind("due", Utc.of(Digests.due(digest.every(), next, zone)))
                        .bind("id", digest.id())
                        .bind("since", digest.since())
                        .execute());
    if (claimed == 0 || written.isEmpty()) {
      return 0;
    }
    var letter = written.get();
    mails.put(
        digest.tenantId(),
        digest.email(),
        letter.sender(),
        letter.subject(),
        letter.body(),
        new Mails.More(DigestLetter.stop(digest), letter.fileName(), letter.file()));
    return 1;
  }
}
