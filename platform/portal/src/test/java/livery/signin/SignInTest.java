package livery.signin;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livery.fault.Fault;
import livery.people.People;
import livery.tenant.Person;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final String ACME_HOST = "acme.example";

  private final TestTenants test = new TestTenants();
  private final SignIn signIn =
      new SignIn(test.people, test.tree, test.brands, new Tries(test.clock), new DeviceCookie());
  private People.Invited anna;

  @BeforeEach
  void invite() {
    anna = test.person(BAKERY, "anna", Role.VIEWER);
  }

  private SignIn.Welcome enter(String host, String device, String password) {
    return enter(host, "203.0.113.7", device, "anna@20.example", password);
  }

  private SignIn.Welcome enter(
      String host, String address, String device, String email, String password) {
    return signIn.signIn(new SignIn.Try(host, address, device, email, password));
  }

  @Test
  void the_right_password_at_the_own_brands_host_opens() {
    var welcome = enter(ACME_HOST, null, anna.oneTimePassword());

    assertThat(welcome.people()).containsExactly(anna.person());
    assertThat(welcome.people().get(0).mustChange()).isTrue();
    assertThat(welcome.brand().tenantId()).isEqualTo(ACME);
  }

  @Test
  void a_wrong_password_an_unknown_address_and_another_brands_host_look_the_same() {
    var unknown = "nobody@example.com";
    var password = anna.oneTimePassword();

    assertRefused("signin.fault.wrong", () -> enter(ACME_HOST, null, "wrong"));
    assertRefused(
        "signin.fault.wrong", () -> enter(ACME_HOST, "203.0.113.7", null, unknown, password));
    assertRefused("signin.fault.wrong", () -> enter("nova.example", null, password));
    assertRefused("signin.fault.wrong", () -> enter("unknown.example", null, password));
  }

  @Test
  void somebody_of_two_tenants_comes_in_where_the_password_belongs_to() {
    var other = invite(DENTIST);

    assertThat(enter(ACME_HOST, null, anna.oneTimePassword()).people())
        .containsExactly(anna.person());
    assertThat(enter(ACME_HOST, null, other.oneTimePassword()).people())
        .containsExactly(other.person());
  }

  @Test
  void one_password_for_two_tenants_of_a_brand_leaves_the_choice() {
    var other = invite(DENTIST);
    var elsewhere = invite(STUDIO);
    for (var one : List.of(anna, other, elsewhere)) {
      test.people.changeOwnPassword(
          one.person().scope(), one.oneTimePassword(), "four old green boats");
    }

    var welcome = enter(ACME_HOST, null, "four old green boats");

    assertThat(welcome.people())
        .extracting(Person::tenantId)
        .containsExactlyInAnyOrder(BAKERY, DENTIST);
  }

  @Test
  void who_is_suspended_between_password_and_choice_stays_out() {
    var shownAt = test.clock.instant();
    var id = anna.person().id();

    assertThat(signIn.enter(id, shownAt, "203.0.113.7")).isPresent();

    test.clock.pass(Duration.ofMinutes(1));
    test.people.resetPassword(test.owner(BAKERY), id);

    assertThat(signIn.enter(id, shownAt, "203.0.113.7")).isEmpty();
  }

  private People.Invited invite(long tenant) {
    return test.people.invite(test.owner(tenant), "anna@20.example", "Anna", Role.VIEWER, "uk");
  }

  @Test
  void the_platforms_people_come_in_everywhere() {
    var boss = test.person(PLATFORM, "boss", Role.OWNER);

    var welcome =
        enter("nova.example", "203.0.113.7", null, "boss@1.example", boss.oneTimePassword());

    assertThat(welcome.brand().name()).isEqualTo("nova");
  }

  @Test
  void who_is_suspended_stays_out_and_so_does_everybody_below_a_suspended_reseller() {
    test.tenants.suspend(test.owner(PLATFORM), ACME, true);

    assertRefused("signin.fault.suspended", () -> enter(ACME_HOST, null, anna.oneTimePassword()));

    test.tenants.suspend(test.owner(PLATFORM), ACME, false);
    test.people.suspend(test.owner(BAKERY), anna.person().id(), true);

    assertRefused("signin.fault.suspended", () -> enter(ACME_HOST, null, anna.oneTimePassword()));
  }

  @Test
  void each_failure_past_the_fifth_makes_the_next_try_wait_longer() {
    for (var i = 0; i < 5; i++) {
      assertRefused("signin.fault.wrong", () -> enter(ACME_HOST, null, "wrong"));
    }

    assertRefused("signin.fault.wait", () -> enter(ACME_HOST, null, anna.oneTimePassword()));

    test.clock.pass(Duration.ofSeconds(1));
    assertRefused("signin.fault.wrong", () -> enter(ACME_HOST, null, "wrong"));
    test.clock.pass(Duration.ofSeconds(1));
    assertRefused("signin.fault.wait", () -> enter(ACME_HOST, null, anna.oneTimePassword()));
    test.clock.pass(Duration.ofSeconds(1));
    assertThat(enter(ACME_HOST, null, anna.oneTimePassword())).isNotNull();
  }

  @Test
  void strangers_who_guess_do_not_slow_down_a_browser_that_was_in_before() {
    var device = enter(ACME_HOST, null, anna.oneTimePassword()).device();
    for (var i = 0; i < 9; i++) {
      try {
        enter(ACME_HOST, "198.51.100." + i, null, "anna@20.example", "guess");
      } catch (Fault refused) {
        assertThat(refused.key()).startsWith("signin.fault.w");
      }
    }

    assertRefused("signin.fault.wait", () -> enter(ACME_HOST, null, anna.oneTimePassword()));
    assertThat(enter(ACME_HOST, device, anna.oneTimePassword())).isNotNull();
  }

  @Test
  void a_device_mark_of_another_account_or_a_forged_one_counts_for_nothing() {
    var cookies = new DeviceCookie();
    var mark = cookies.issue("anna@20.example");

    assertThat(cookies.read(mark, "anna@20.example")).isPresent();
    assertThat(cookies.read(mark, "boss@1.example")).isEmpty();
    assertThat(cookies.read(mark + "x", "anna@20.example")).isEmpty();
    assertThat(cookies.read("", "anna@20.example")).isEmpty();
    assertThat(cookies.read(null, "anna@20.example")).isEmpty();
    assertThat(new DeviceCookie().read(mark, "anna@20.example")).isEmpty();
  }

  @Test
  void one_address_cannot_try_one_password_on_many_accounts() {
    for (var i = 0; i < 30; i++) {
      var email = "person" + i + "@example.com";
      assertRefused(
          "signin.fault.wrong", () -> enter(ACME_HOST, "203.0.113.9", null, email, "summer"));
    }

    assertRefused(
        "signin.fault.wait",
        () -> enter(ACME_HOST, "203.0.113.9", null, "other@example.com", "summer"));
    assertThat(enter(ACME_HOST, null, anna.oneTimePassword())).isNotNull();
  }

  @Test
  void many_tries_at_once_count_each() throws InterruptedException {
    var threads = Executors.newFixedThreadPool(8);
    Callable<String> guess =
        () -> {
          try {
            enter(ACME_HOST, null, "guess");
            return "in";
          } catch (Fault refused) {
            return refused.key();
          }
        };

    var answers =
        threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> guess).toList()).stream()
            .map(SignInTest::get)
            .collect(Collectors.groupingBy(key -> key, Collectors.counting()));
    threads.shutdown();

    assertThat(answers).containsEntry("signin.fault.wrong", 5L);
  }

  private static String get(java.util.concurrent.Future<String> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void assertRefused(
      String key, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.key()).isEqualTo(key));
  }
}
