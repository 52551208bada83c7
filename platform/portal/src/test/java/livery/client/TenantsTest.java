package livery.client;

import static livery.fault.TestFaults.fields;
import static livery.tenant.TestTenants.ACME;
import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.NOVA;
import static livery.tenant.TestTenants.PLATFORM;
import static livery.tenant.TestTenants.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import livery.fault.Fault;
import livery.order.Sought;
import livery.tenant.AuditLog;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TestTenants;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantsTest {

  private final TestTenants test = new TestTenants();
  private final Tenants tenants = test.tenants;

  private static Tenants.Details details(Tenant.Kind kind, String name) {
    return new Tenants.Details(kind, name, "EUR", "Europe/Kyiv", "uk", "UA");
  }

  @Test
  void a_tenant_is_added_below_the_one_that_is_looked_at() {
    var made = tenants.create(test.owner(ACME), details(Tenant.Kind.CLIENT, "florist"));

    assertThat(made.parentId()).isEqualTo(ACME);
    assertThat(made.path()).isEqualTo("/1/10/" + made.id() + "/");
    assertThat(test.tree.chain(made.id()))
        .extracting(Tenant::id)
        .containsExactly(made.id(), 10L, 1L);
    assertThat(tenants.children(test.owner(ACME)))
        .extracting(Tenant::name)
        .containsExactly("bakery", "dentist", "florist");
    assertThat(tenants.children(test.owner(ACME), Sought.of("FLO"))).containsExactly(made);
  }

  @Test
  void a_tenant_and_its_first_owner_come_together_or_not_at_all() {
    var acme = test.owner(ACME);

    assertFault(
        Fault.Kind.INVALID,
        () ->
            tenants.createWithOwner(
                acme, details(Tenant.Kind.CLIENT, "florist"), "no address", "Anna"));
    assertThat(tenants.children(acme)).extracting(Tenant::name).doesNotContain("florist");

    var invited =
        tenants.createWithOwner(
            acme, details(Tenant.Kind.CLIENT, "florist"), "ira@example.com", "Ira");

    assertThat(invited.person().role()).isEqualTo(Role.OWNER);
    assertThat(tenants.get(acme, invited.person().tenantId()).name()).isEqualTo("florist");
  }

  @Test
  void the_tree_has_a_greatest_depth() {
    var scope = test.owner(ACME);
    for (var level = 3; level <= Tenants.MOST_LEVELS; level++) {
      var made = tenants.create(scope, details(Tenant.Kind.RESELLER, "level " + level));
      scope = scope.at(made.id());
    }

    var deepest = scope;
    assertFault(
        Fault.Kind.INVALID, () -> tenants.create(deepest, details(Tenant.Kind.CLIENT, "too deep")));
  }

  @Test
  void a_client_has_nobody_below_and_there_is_one_platform() {
    assertFault(
        Fault.Kind.INVALID,
        () -> tenants.create(test.owner(BAKERY), details(Tenant.Kind.CLIENT, "x")));
    assertFault(
        Fault.Kind.INVALID,
        () -> tenants.create(test.owner(PLATFORM), details(Tenant.Kind.PLATFORM, "x")));
  }

  @ParameterizedTest(name = "{4}: {0} {1} {2} {3}")
  @CsvSource({
    "'', EUR, Europe/Kyiv, UA, name",
    "x, EURO, Europe/Kyiv, UA, currency",
    "x, XYZ, Europe/Kyiv, UA, currency",
    "x, EUR, Kyiv, UA, timeZone",
    "x, EUR, Europe/Kyiv, XX, country",
  })
  void a_bad_value_is_named(
      String name, String currency, String zone, String country, String field) {
    var bad = new Tenants.Details(Tenant.Kind.CLIENT, name, currency, zone, "uk", country);

    assertThatThrownBy(() -> tenants.create(test.owner(ACME), bad))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  @Test
  void everything_that_is_wrong_with_a_client_and_its_owner_is_told_at_once() {
    var bad = new Tenants.Details(Tenant.Kind.CLIENT, " ", "EURO", "Kyiv", "la", "XX");
    var before = tenants.children(test.owner(ACME));

    assertThat(fields(() -> tenants.createWithOwner(test.owner(ACME), bad, "nobody", "")))
        .containsExactly("name", "currency", "timeZone", "language", "country", "owner", "email");
    assertThat(tenants.children(test.owner(ACME))).isEqualTo(before);
  }

  @Test
  void a_tenant_elsewhere_in_the_tree_is_not_found() {
    var acme = test.owner(ACME);

    for (var id : new long[] {NOVA, STUDIO, PLATFORM, 999}) {
      assertFault(Fault.Kind.NOT_FOUND, () -> tenants.get(acme, id));
      assertFault(
          Fault.Kind.NOT_FOUND, () -> tenants.change(acme, id, "mine", "Europe/Kyiv", "uk", "UA"));
      assertFault(Fault.Kind.NOT_FOUND, () -> tenants.suspend(acme, id, true));
    }
    assertThat(test.tree.isActive(STUDIO)).isTrue();
  }

  @Test
  void suspending_a_reseller_stops_its_clients_and_nobody_else() {
    tenants.suspend(test.owner(PLATFORM), ACME, true);

    assertThat(test.tree.isActive(BAKERY)).isFalse();
    assertThat(test.tree.isActive(STUDIO)).isTrue();

    tenants.suspend(test.owner(PLATFORM), ACME, false);

    assertThat(test.tree.isActive(BAKERY)).isTrue();
  }

  @Test
  void nobody_suspends_the_own_tenant_and_only_owners_suspend() {
    assertFault(Fault.Kind.CONFLICT, () -> tenants.suspend(test.owner(ACME), ACME, true));
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> tenants.suspend(test.scope(ACME, Role.MANAGER), BAKERY, true));
    assertFault(
        Fault.Kind.NOT_ALLOWED,
        () -> tenants.create(test.scope(ACME, Role.FINANCE), details(Tenant.Kind.CLIENT, "x")));
  }

  @Test
  void who_acts_from_above_the_brand_is_not_named_below_it() {
    var platform = new Scope(BAKERY, PLATFORM, 1, "anna@platform.example", Role.OWNER);
    var reseller = new Scope(BAKERY, ACME, 2, "olena@acme.example (acme)", Role.OWNER);
    test.audit.write(platform, "number.rent", "number 1", "");
    test.audit.write(reseller, "number.rent", "number 2", "");

    assertThat(test.log.read(test.owner(BAKERY), "", Long.MAX_VALUE, 10))
        .extracting(AuditLog.Entry::actor)
        .containsExactly("olena@acme.example (acme)", "acme");
    assertThat(test.log.read(test.owner(PLATFORM), "number.rent", Long.MAX_VALUE, 10))
        .extracting(AuditLog.Entry::actor)
        .containsExactly("olena@acme.example (acme)", "anna@platform.example");
  }

  @Test
  void the_audit_log_goes_on_where_it_ended() {
    for (var i = 1; i <= 5; i++) {
      test.audit.write(test.owner(BAKERY), "test.step", "step " + i, "100%_sure");
    }
    var scope = test.owner(ACME);

    var first = test.log.read(scope, "0%_s", Long.MAX_VALUE, 3);
    var second = test.log.read(scope, "0%_s", first.get(2).id(), 3);

    assertThat(first)
        .extracting(AuditLog.Entry::subject)
        .containsExactly("step 5", "step 4", "step 3");
    assertThat(second).extracting(AuditLog.Entry::subject).containsExactly("step 2", "step 1");
    assertThat(test.log.read(test.owner(NOVA), "", Long.MAX_VALUE, 3)).isEmpty();
  }

  @Test
  void the_host_decides_the_brand() {
    assertThat(test.brands.byHost("acme.example").name()).isEqualTo("acme");
    assertThat(test.brands.byHost("ACME.example:8080").name()).isEqualTo("acme");
    assertThat(test.brands.byHost("unknown.example").tenantId()).isEqualTo(PLATFORM);
    assertThat(test.brands.byHost("[::1]:8080").tenantId()).isEqualTo(PLATFORM);
    assertThat(test.brands.byHost(null).tenantId()).isEqualTo(PLATFORM);
    assertThat(test.brands.of(STUDIO).name()).isEqualTo("nova");
    assertThat(test.brands.of(PLATFORM).theme()).isEqualTo("base");
  }

  private static void assertFault(Fault.Kind kind, ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
  }
}
