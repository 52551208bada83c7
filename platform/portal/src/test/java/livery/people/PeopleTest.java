package livery.people;

import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import livery.fault.Fault;
import livery.order.Sought;
import livery.tenant.AuditLog;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {

  private final TestTenants test = new TestTenants();
  private final People people = test.people;

  @ParameterizedTest(name = "{0} may give {1}: {2}")
  @CsvSource({
    "OWNER, OWNER, true",
    "OWNER, FINANCE, true",
    "MANAGER, MANAGER, true",
    "MANAGER, VIEWER, true",
    "MANAGER, OWNER, false",
    "MANAGER, FINANCE, false",
    "FINANCE, FINANCE, false",
    "FINANCE, VIEWER, false",
    "VIEWER, VIEWER, false",
  })
  void nobody_grants_above_the_own_role(Role own, Role other, boolean allowed) {
    ThrowingCallable invite =
        () -> people.invite(test.scope(BAKERY, own), "anna@example.com", "Anna", other, "uk");

    if (allowed) {
      assertThat(people.list(test.owner(BAKERY))).isEmpty();
      org.assertj.core.api.Assertions.assertThatCode(invite).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(invite).isInstanceOf(NotAllowed.class);
      assertThat(people.list(test.owner(BAKERY))).isEmpty();
    }
  }

  @Test
  void a_manager_cannot_touch_an_owner() {
    var owner = test.person(BAKERY, "olena", Role.OWNER).person();
    test.person(BAKERY, "oksana", Role.OWNER);
    var manager = test.scope(BAKERY, Role.MANAGER);

    assertThatThrownBy(() -> people.change(manager, owner.id(), "Olena", Role.VIEWER))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> people.suspend(manager, owner.id(), true))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> people.resetPassword(manager, owner.id()))
        .isInstanceOf(NotAllowed.class);
    assertThat(people.get(manager, owner.id())).isEqualTo(owner);
  }

  @Test
  void somebody_of_another_tenant_is_not_found() {
    var stranger = test.person(DENTIST, "petro", Role.VIEWER).person();
    var bakery = test.owner(BAKERY);

    assertThat(people.list(bakery)).isEmpty();
    assertNotFound(() -> people.get(bakery, stranger.id()));
    assertNotFound(() -> people.change(bakery, stranger.id(), "x", Role.VIEWER));
    assertNotFound(() -> people.suspend(bakery, stranger.id(), true));
    assertNotFound(() -> people.resetPassword(bakery, stranger.id()));
    assertThat(people.get(test.owner(DENTIST), stranger.id())).isEqualTo(stranger);
  }

  @Test
  void the_tenant_above_reaches_people_by_looking_at_their_tenant() {
    var person = test.person(BAKERY, "petro", Role.VIEWER).person();
    var reseller = test.owner(ACME);

    assertNotFound(() -> people.get(reseller, person.id()));
    assertThat(people.get(reseller.at(BAKERY), person.id())).isEqualTo(person);
  }

  @Test
  void the_last_owner_stays() {
    var owner = test.person(BAKERY, "olena", Role.OWNER).person();
    var scope = test.owner(BAKERY);

    assertFault(Fault.Kind.CONFLICT, () -> people.suspend(scope, owner.id(), true));
    assertFault(Fault.Kind.CONFLICT, () -> people.change(scope, owner.id(), "Olena", Role.VIEWER));

    test.person(BAKERY, "oksana", Role.OWNER);

    assertThat(people.suspend(scope, owner.id(), true).active()).isFalse();
  }

  @Test
  void an_address_is_taken_once_for_each_tenant() {
    test.person(BAKERY, "anna", Role.VIEWER);

    assertThatThrownBy(
            () -> people.invite(test.owner(BAKERY), "ANNA@20.example", "Anna", Role.VIEWER, "uk"))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo("email"));
  }

  @ParameterizedTest(name = "to tenant {0}")
  @ValueSource(longs = {ACME, DENTIST, STUDIO})
  void inviting_somebody_whom_another_tenant_knows_shows_nothing_of_it(long tenant) {
    var anna = test.person(BAKERY, "anna", Role.VIEWER);

    var invited =
        people.invite(test.owner(tenant), "anna@20.example", "Anna", Role.VIEWER, "uk").person();

    assertThat(invited.id()).isNotEqualTo(anna.person().id());
    assertThat(invited.lastSignInAt()).isNull();
    assertThat(people.list(test.owner(BAKERY))).containsExactly(anna.person());
    assertThat(people.list(test.owner(BAKERY), Sought.of("@20.EX"))).containsExactly(anna.person());
    assertThat(people.list(test.owner(BAKERY), Sought.of("bert"))).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3}")
  @CsvSource({
    "'', Anna, uk, email",
    "no-address, Anna, uk, email",
    "a@b, Anna, uk, email",
    "anna@example.com, '', uk, name",
    "anna@example.com, '  ', uk, name",
    "anna@example.com, Anna, de, language",
  })
  void a_bad_value_is_named(String email, String name, String language, String field) {
    assertThatThrownBy(() -> people.invite(test.owner(BAKERY), email, name, Role.VIEWER, language))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.field()).isEqualTo(field);
              assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
            });
  }

  @Test
  void an_administrator_chooses_the_language_of_a_person_and_other_changes_keep_it() {
    var scope = test.owner(BAKERY);
    var id = people.invite(scope, "lan@bakery.example", "Lan", Role.VIEWER, "en").person().id();

    people.change(scope, id, "Lan", Role.VIEWER, "uk");
    var after = people.change(scope, id, "Lana", Role.MANAGER);

    assertThat(after.language()).isEqualTo("uk");
    assertField("language", () -> people.change(scope, id, "Lan", Role.VIEWER, "xx"));
  }

  @Test
  void the_own_password_changes_only_with_the_current_one() {
    var invited = test.person(BAKERY, "anna", Role.VIEWER);
    var scope = invited.person().scope();
    var before = invited.oneTimePassword();

    assertField("current", () -> people.changeOwnPassword(scope, "wrong", "four old green boats"));
    assertField("password", () -> people.changeOwnPassword(scope, before, "short"));
    assertField("password", () -> people.changeOwnPassword(scope, before, "password123"));
    assertField("password", () -> people.changeOwnPassword(scope, before, "anna@20.example"));
    assertField("password", () -> people.changeOwnPassword(scope, before, "aaaaaaaaaaaaaaa"));
    assertField("password", () -> people.changeOwnPassword(scope, before, before));

    people.changeOwnPassword(scope, before, "four old green boats");

    assertThat(people.authenticate("anna@20.example", "four old green boats", one -> true))
        .hasSize(1);
    assertThat(people.authenticate("anna@20.example", before, one -> true)).isEmpty();
    assertThat(people.get(scope, scope.userId()).mustChange()).isFalse();
  }

  @Test
  void sessions_end_when_the_password_changes_or_the_person_is_suspended() {
    var invited = test.person(BAKERY, "anna", Role.VIEWER);
    var id = invited.person().id();
    var signedInAt = test.clock.instant();

    assertThat(people.inSession(id, signedInAt)).isPresent();

    test.clock.pass(Duration.ofMinutes(1));
    people.resetPassword(test.owner(BAKERY), id);

    assertThat(people.inSession(id, signedInAt)).isEmpty();
    assertThat(people.inSession(id, test.clock.instant())).isPresent();

    people.suspend(test.owner(BAKERY), id, true);

    assertThat(people.inSession(id, test.clock.instant())).isEmpty();
  }

  @Test
  void every_change_is_in_the_audit_log_without_the_password() {
    var invited = test.person(BAKERY, "anna", Role.VIEWER);
    people.change(test.owner(BAKERY), invited.person().id(), "Anna", Role.MANAGER);
    people.suspend(test.owner(BAKERY), invited.person().id(), true);

    var log = test.log.read(test.owner(BAKERY), "", Long.MAX_VALUE, 10);

    assertThat(log)
        .extracting(AuditLog.Entry::action)
        .containsExactly("user.suspend", "user.change", "user.invite");
    assertThat(log.toString()).doesNotContain(invited.oneTimePassword());
  }

  private static void assertField(String field, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  private static void assertNotFound(ThrowingCallable act) {
    assertFault(Fault.Kind.NOT_FOUND, act);
  }

  private static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }
}
