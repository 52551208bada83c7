package livery.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Who asks in this request: the signed-in person, or the API key. Pages and resources take the
 * {@link Scope} from here and hand it to the features; in Faces it is {@code #{current}}.
 */
@Named("current")
@RequestScoped
public class CurrentScope {

  /** Looking at somebody else's tenant ends by itself after this. */
  static final Duration LONGEST_AWAY = Duration.ofHours(1);

  private final Session session;
  private final TenantTree tree;
  private final Brands brands;
  private final Audit audit;
  private final Clock clock;
  private Person person;
  private Scope scope;

  @Inject
  public CurrentScope(Session session, TenantTree tree, Brands brands, Audit audit, Clock clock) {
    this.session = session;
    this.tree = tree;
    this.brands = brands;
    this.audit = audit;
    this.clock = clock;
  }

  protected CurrentScope() {
    this(null, null, null, null, null);
  }

  /** The request comes with an API key. Called by {@code livery.signin} only. */
  public void enter(Scope keyScope) {
    scope = keyScope;
  }

  /** The request comes from a person in a session. Called by {@code livery.signin} only. */
  public void enter(Person signedIn) {
    person = signedIn;
    if (session.awaySince() != null
        && (clock.instant().isAfter(session.awaySince().plus(LONGEST_AWAY))
            || !tree.isWithin(session.tenantId(), person.tenantId()))) {
      session.goHome(person);
    }
    scope = scopeAt(session.tenantId());
  }

  private Scope scopeAt(long tenantId) {
    var home = person.scope();
    if (tenantId == home.homeId()) {
      return home;
    }
    var actor = person.email() + " (" + tree.find(home.homeId()).map(Tenant::name).orElse("") + ")";
    return new Scope(tenantId, home.homeId(), home.userId(), actor, home.role());
  }

  /** Whether anybody is signed in, or a key was shown. */
  public boolean isKnown() {
    return scope != null;
  }

  /**
   * Who asks, and for which tenant.
   *
   * @throws NotAllowed when nobody is signed in
   */
  public Scope get() {
    if (scope == null) {
      throw new NotAllowed();
    }
    return scope;
  }

  /** The signed-in person; empty with an API key and before the sign-in. */
  public Optional<Person> person() {
    return Optional.ofNullable(person);
  }

  /** The signed-in person, for Faces; {@code null} before the sign-in. */
  public Person getPerson() {
    return person;
  }

  /** The tenant that is looked at. */
  public Tenant getTenant() {
    return tree.find(get().tenantId()).orElseThrow(NotAllowed::new);
  }

  /** The tenant that the person or key belongs to. */
  public Tenant getHome() {
    return tree.find(get().homeId()).orElseThrow(NotAllowed::new);
  }

  /** Whether the person looks at a tenant other than the own one: the banner with the way back. */
  public boolean isAway() {
    return get().tenantId() != get().homeId();
  }

  /** From the own tenant down to the one that is looked at; nobody sees what is above. */
  public List<Tenant> getTrail() {
    var chain =
        new java.util.ArrayList<>(
            tree.chain(get().tenantId()).stream()
                .filter(tenant -> tree.isWithin(tenant.id(), get().homeId()))
                .toList());
    Collections.reverse(chain);
    return chain;
  }

  /** The tenants that the person may look at: directly below the one that is looked at. */
  public List<Tenant> getBelow() {
    return tree.childrenOf(get().tenantId()).stream()
        .sorted(java.util.Comparator.comparing(Tenant::name))
        .toList();
  }

  /**
   * Looks at another tenant of the own subtree from now on.
   *
   * @throws livery.fault.Fault when it is not in the subtree
   */
  public void look(long tenantId) {
    if (tenantId == person.tenantId()) {
      goHome();
      return;
    }
    if (!tree.isWithin(tenantId, person.tenantId())) {
      throw livery.fault.Fault.notFound("tenant", tenantId);
    }
    session.look(tenantId, clock.instant());
    scope = scopeAt(tenantId);
    audit.write(scope, "tenant.look", "tenant " + tenantId, getTenant().name());
  }

  /** Back to the own tenant. */
  public void goHome() {
    session.goHome(person);
    scope = person.scope();
  }

  /** The own brand of the tenant that is looked at, for previews; pages show {@code #{brand}}. */
  public Brand getBrand() {
    return brands.of(get().tenantId());
  }

  public boolean isManages() {
    return Rights.manages(get().role());
  }

  public boolean isFinances() {
    return Rights.finances(get().role());
  }

  public boolean isOwns() {
    return get().role() == Role.OWNER;
  }

  /** Whether the person works for the platform itself: links, plugins, stock of numbers. */
  public boolean isOperates() {
    return isManages() && tree.isPlatform(get().homeId());
  }
}
