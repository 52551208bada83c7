package livery.mail;

import java.util.List;
import livery.store.Store;

/** Somebody who looks after a tenant's money, with the language that mails are written in. */
record Reader(String email, String language) {

  private static final int MOST = 50;

  /** The owners and the people of finance of a tenant. */
  static List<Reader> ofMoney(Store store, long tenantId) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT email, language FROM app_user WHERE tenant_id = :tenant"
                            + " AND state = 'ACTIVE' AND role IN ('OWNER', 'FINANCE')"
                            + " ORDER BY id LIMIT "
                            + MOST)
                    .bind("tenant", tenantId)
                    .map(
                        (row, context) ->
                            new Reader(row.getString("email"), row.getString("language")))
                    .list());
  }
}
