package livery.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.fault.Check;
import livery.fault.Fault;
import livery.tenant.Brand;
import livery.tenant.Brands;
import livery.tenant.People;
import livery.tenant.Person;
import livery.tenant.TenantTree;

/** Lets people in by their password, and slows down those who guess. Thread-safe. */
@ApplicationScoped
class SignIn {

  private static final int FREE_BY_ADDRESS = 30;
  private static final int FREE_BY_ACCOUNT = 5;
  private static final int MOST_SIGNS = 200;

  private final People people;
  private final TenantTree tree;
  private final Brands brands;
  private final Tries tries;
  private final DeviceCookie devices;

  /**
   * A try.
   *
   * @param host the host that was asked
   * @param address the browser's IP address
   * @param device the cookie of {@link DeviceCookie}, {@code null} without
   */
  record Try(String host, String address, String device, String email, String password) {}

  /** Who came in, under which brand, and the cookie that marks this browser from now on. */
  record Welcome(Person person, Brand brand, String device) {}

  @Inject
  SignIn(People people, TenantTree tree, Brands brands, Tries tries, DeviceCookie devices) {
    this.people = people;
    this.tree = tree;
    this.brands = brands;
    this.tries = tries;
    this.devices = devices;
  }

  protected SignIn() {
    this(null, null, null, null, null);
  }

  /**
   * Checks the password and everything else that a sign-in needs.
   *
   * @throws Fault when the two do not match, when the person may not come in here, or when too many
   *     tries have failed
   */
  Welcome signIn(Try attempt) {
    var email = attempt.email().strip().toLowerCase(Locale.ROOT);
    if (email.length() > MOST_SIGNS || attempt.password().length() > MOST_SIGNS) {
      throw Fault.invalid("password", "signin.fault.wrong");
    }
    var keys = keys(attempt, email);
    var wait = tries.begin(keys);
    if (!wait.isZero()) {
      throw new Fault(
          Fault.Kind.TOO_MANY, "password", "signin.fault.wait", Math.max(1, wait.toSeconds()));
    }
    var person =
        people
            .authenticate(email, attempt.password())
            .filter(found -> belongs(found, attempt.host()))
            .orElseThrow(() -> Fault.invalid("password", "signin.fault.wrong"));
    if (!person.active() || !tree.isActive(person.tenantId())) {
      throw Fault.invalid("email", "signin.fault.suspended");
    }
    tries.succeed(keys.subList(0, keys.size() - 1));
    people.signedIn(person, Check.shown(attempt.address()));
    return new Welcome(person, brands.byHost(attempt.host()), devices.issue(email));
  }

  /** The address comes last: one right password does not wash it clean of guesses at others. */
  private List<Tries.Key> keys(Try attempt, String email) {
    var keys = new ArrayList<Tries.Key>();
    var device = devices.read(attempt.device(), email);
    keys.add(
        device.isPresent()
            ? new Tries.Key("device " + device.get(), FREE_BY_ACCOUNT)
            : new Tries.Key("account " + email, FREE_BY_ACCOUNT));
    keys.add(new Tries.Key("address " + Addresses.network(attempt.address()), FREE_BY_ADDRESS));
    return keys;
  }

  /** A person comes in at a host of its own brand; the platform's people everywhere. */
  private boolean belongs(Person person, String host) {
    return tree.isPlatform(person.tenantId())
        || brands.of(person.tenantId()).tenantId() == brands.byHost(host).tenantId();
  }
}
