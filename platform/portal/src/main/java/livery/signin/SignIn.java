package livery.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.fault.Check;
import livery.fault.Fault;
import livery.people.People;
import livery.tenant.Brand;
import livery.tenant.Brands;
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

  /**
   * Whose password it was, under which brand, and the cookie that marks this browser from now on.
   *
   * @param people the accounts that the password opens; more than one where a person works for
   *     several tenants and took the same password
   */
  record Welcome(List<Person> people, Brand brand, String device) {

    Welcome {
      people = List.copyOf(people);
    }
  }

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
    var known =
        people.authenticate(email, attempt.password(), found -> belongs(found, attempt.host()));
    if (known.isEmpty()) {
      throw Fault.invalid("password", "signin.fault.wrong");
    }
    var active =
        known.stream().filter(one -> one.active() && tree.isActive(one.tenantId())).toList();
    if (active.isEmpty()) {
      throw Fault.invalid("email", "signin.fault.suspended");
    }
    tries.succeed(keys.subList(0, keys.size() - 1));
    return new Welcome(active, brands.byHost(attempt.host()), devices.issue(email));
  }

  /**
   * Somebody comes in who has shown the password.
   *
   * @param at when it was shown; who was suspended or got another password since stays out
   * @return empty when the account may not come in any more
   */
  Optional<Person> enter(long personId, Instant at, String address) {
    var person = people.inSession(personId, at).filter(found -> tree.isActive(found.tenantId()));
    person.ifPresent(found -> people.signedIn(found, Check.shown(address)));
    return person;
  }

  /** The address comes last: one right password does not wash it clean of guesses at others. */
  private List<Tries.Key> keys(Try attempt, String email) {
    var keys = new ArrayList<Tries.Key>();
    var brand = brands.byHost(attempt.host()).tenantId();
    var device = devices.read(attempt.device(), email);
    keys.add(
        device.isPresent()
            ? new Tries.Key("device " + device.get(), FREE_BY_ACCOUNT)
            : new Tries.Key("account " + brand + " " + email, FREE_BY_ACCOUNT));
    keys.add(new Tries.Key("address " + Addresses.network(attempt.address()), FREE_BY_ADDRESS));
    return keys;
  }

  /** A person comes in at a host of its own brand; the platform's people everywhere. */
  private boolean belongs(Person person, String host) {
    return tree.isPlatform(person.tenantId())
        || brands.of(person.tenantId()).tenantId() == brands.byHost(host).tenantId();
  }
}
