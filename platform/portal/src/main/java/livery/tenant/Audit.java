package livery.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDateTime;
import livery.store.Ids;

/**
 * Notes every change: who, where, what. Thread-safe.
 *
 * <p>Called within the transaction of the change, so that neither is there without the other.
 */
@ApplicationScoped
public class Audit {

  private static final int SUBJECT_LENGTH = 60;
  private static final int DETAIL_LENGTH = 10_000;

  private final TenantSql sql;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public Audit(TenantSql sql, Ids ids, Clock clock) {
    this.sql = sql;
    this.ids = ids;
    this.clock = clock;
  }

  protected Audit() {
    this(null, null, null);
  }

  /**
   * Writes one line.
   *
   * @param action what was done, {@code <noun>.<verb>}: "campaign.start"
   * @param subject to what: "campaign 42"
   * @param detail what changed, for people to read; never a password or key
   */
  public void write(Scope scope, String action, String subject, String detail) {
    sql.update(
        scope,
        "INSERT INTO audit (id, tenant_id, home_id, user_id, actor, at, action, subject, detail)"
            + " VALUES (:id, :tenant, :home, :user, :actor, :at, :action, :subject, :detail)",
        update ->
            update
                .bind("id", ids.next())
                .bind("home", scope.homeId())
                .bind("user", scope.userId())
                .bind("actor", scope.actor())
                .bind("at", LocalDateTime.now(clock))
                .bind("action", action)
                .bind("subject", shortened(subject, SUBJECT_LENGTH))
                .bind("detail", shortened(detail, DETAIL_LENGTH)));
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
