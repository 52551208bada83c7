package livery.people;

import static java.util.stream.Collectors.toSet;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Ids;
import livery.store.Started;
import livery.store.Store;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Makes the platform and its first owner in an empty database, so that somebody can sign in.
 *
 * <p>The environment names them: {@code LIVERY_OWNER_EMAIL} and {@code LIVERY_OWNER_PASSWORD},
 * which the owner has to change at the first sign-in, but for the demo, whose passwords are printed
 * anyway. Without them nothing is made. {@code LIVERY_TIME_ZONE}, {@code LIVERY_CURRENCY} and
 * {@code LIVERY_COUNTRY} say where the platform is at home: its midnights part the months of all
 * books.
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
  private final String zone;
  private final String currency;
  private final String country;

  @Inject
  FirstOwner(
      Store store,
      Ids ids,
      Clock clock,
      Passwords passwords,
      @ConfigProperty(name = "LIVERY_OWNER_EMAIL") Optional<String> email,
      @ConfigProperty(name = "LIVERY_OWNER_PASSWORD") Optional<String> password,
      @ConfigProperty(name = "LIVERY_DEMO", defaultValue = "false") boolean demo,
      @ConfigProperty(name = "LIVERY_TIME_ZONE", defaultValue = "UTC") String zone,
      @ConfigProperty(name = "LIVERY_CURRENCY", defaultValue = "EUR") String currency,
      @ConfigProperty(name = "LIVERY_COUNTRY", defaultValue = "UA") String country) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.passwords = passwords;
    this.email = email;
    this.password = password;
    this.demo = demo;
    this.zone = zone;
    this.currency = currency;
    this.country = country;
  }

  protected FirstOwner() {
    this(null, null, null, null, Optional.empty(), Optional.empty(), false, "", "", "");
  }

  void make(@Observes @Priority(Started.CACHES - 50) Started started) {
    if (email.isEmpty() || password.isEmpty() || !isEmpty()) {
      return;
    }
    var address = Check.email("LIVERY_OWNER_EMAIL", email.get());
    passwords.check("LIVERY_OWNER_PASSWORD", password.get(), address);
    known("LIVERY_TIME_ZONE", zone, ZoneId.getAvailableZoneIds(), "tenant.fault.zone");
    known("LIVERY_COUNTRY", country, Set.of(Locale.getISOCountries()), "tenant.fault.country");
    var currencies = Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode);
    known("LIVERY_CURRENCY", currency, currencies.collect(toSet()), "tenant.fault.currency");
    var hash = passwords.hash(password.get());
    var id = ids.next();
    store.inTransaction(
        connection -> {
          insert(id, address, hash);
          return null;
        });
  }

  private static void known(String name, String value, Set<String> all, String fault) {
    if (!all.contains(value)) {
      throw Fault.invalid(name, fault, Check.shown(value));
    }
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
                          + " :currency, :zone, 'en', :country, :now)")
                  .bind("id", PLATFORM)
                  .bind("path", "/" + PLATFORM + "/")
                  .bind("currency", currency)
                  .bind("zone", zone)
                  .bind("country", country)
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
