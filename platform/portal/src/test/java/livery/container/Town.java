package livery.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import livery.client.Tenants;
import livery.people.People;
import livery.signin.ApiKeys;
import livery.store.Ids;
import livery.store.Store;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.Tenant;

/** Tenants, people and keys for tests, made by the portal's own rules. */
@ApplicationScoped
public class Town {

  private static final long PLATFORM = 1;

  @Inject private Tenants tenants;
  @Inject private People people;
  @Inject private ApiKeys keys;
  @Inject private Store store;
  @Inject private Ids ids;

  /** An owner of the platform who has no row. */
  public Scope platform() {
    return new Scope(PLATFORM, PLATFORM, 0, "test", Role.OWNER);
  }

  /** A new client directly below the platform. */
  public Scope client(String name) {
    var details = new Tenants.Details(Tenant.Kind.CLIENT, name, "EUR", "Europe/Kyiv", "en", "UA");
    return platform().at(tenants.create(platform(), details).id());
  }

  /** A key that may do all for the scope's tenant. */
  public String key(Scope scope) {
    return keys.create(scope, "test", Set.of("admin"), 0).secret();
  }

  /** The id of a new draft of a campaign. */
  public long campaign(Scope scope) {
    var id = ids.next();
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO campaign (id, tenant_id, name, type, settings, time_zone, state,"
                        + " starts_at, created_at)"
                        + " VALUES (?, ?, 'Test', 'tally', '{}', 'Europe/Kyiv', 'DRAFT', NOW(),"
                        + " NOW())",
                    id,
                    scope.tenantId()));
    return id;
  }

  /** A new owner of the scope's tenant, signed in at the platform's host. */
  public Web signedIn(Scope scope) {
    var email = "p" + System.nanoTime() + "@people.example";
    var invited = people.invite(scope, email, "Somebody", Role.OWNER, "en");
    store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE app_user SET must_change = FALSE WHERE id = ?", invited.person().id()));
    return new Web().signIn(email, invited.oneTimePassword());
  }
}
