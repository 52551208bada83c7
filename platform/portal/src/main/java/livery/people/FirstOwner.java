package livery.people;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Optional;
import livery.fault.Check;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the platform and its first owner in an empty database, so that somebody can sign in.
 *
 * <p>The environment names them: {@code LIVERY_OWNER_EMAIL} and {@code LIVERY_OWNER_PASSWORD},
 * which the owner has to change at the first sign-in, but for the demo, whose passwords are printed
 * anyway. Without them nothing is made.
 */
@ApplicationScoped
class FirstOwner {

  private static final long PLATFORM = 1;

  private final Store store;
  private final Ids ids;
  private final Clock clock;
  private final Passwords passwords;
  private final Optional<String> email;
  private final Optional<String> password;
  private final boolean demo;

  @Inject
  FirstOwner(
      Store store,
      Ids ids,
      Clock clock,
      Passwords passwords,
      @ConfigProperty(name = "LIVERY_OWNER_EMAIL") Optional<String> email,
      @ConfigProperty(name = "LIVERY_OWNER_PASSWORD") Optional<String> password,
      @ConfigProperty(name = "LIVERY_DEMO", defaultValue = "false") boolean demo) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.passwords = passwords;
    this.email = email;
    this.password = password;
    this.demo = demo;
  }

  protected FirstOwner() {
    this(null, null, null, null, Optional.empty(), Optional.empty(), false);
  }

  void make(@Observes @Priority(Started.CACHES - 50) Started started) {
    if (email.isEmpty() || password.isEmpty() || !isEmpty()) {
      return;
    }
    var address = Check.email("LIVERY_OWNER_EMAIL", email.get());
    passwords.check("LIVERY_OWNER_PASSWORD", password.get(), address);
    var hash = passwords.hash(password.get());
    var id = ids.next();
    store.inTransaction(
        connection -> {
          insert(id, address, hash);
          return null;
        });
  }

  private boolean isEmpty() {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM tenant").mapTo(long.class).one() == 0);
  }

  private void insert(long id, String address, String hash) {
    var now = LocalDateTime.now(clock);
    store
        .jdbi()
        .useHandle(
            handle -> {
              handle
                  .createUpdate(
                      "INSERT INTO tenant (id, kind, name, path, currency, time_zone, language,"
                          + " country, created_at) VALUES (:id, 'PLATFORM', 'Platform', :path,"
                          + " 'EUR', 'UTC', 'en', 'UA', :now)")
                  .bind("id", PLATFORM)
                  .bind("path", "/" + PLATFORM + "/")
                  .bind("now", now)
                  .execute();
              handle
                  .createUpdate(
                      "INSERT INTO app_user (id, tenant_id, email, name, password_hash, role,"
                          + " language, must_change, created_at) VALUES (:id, :tenant, :email,"
                          + " :email, :hash, 'OWNER', 'en', :must, :now)")
                  .bind("id", id)
                  .bind("tenant", PLATFORM)
                  .bind("email", address)
                  .bind("hash", hash)
                  .bind("must", !demo)
                  .bind("now", now)
                  .execute();
            });
  }
}
