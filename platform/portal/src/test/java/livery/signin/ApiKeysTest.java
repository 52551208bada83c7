package livery.signin;

import static livery.tenant.TestTenants.BAKERY;
import static livery.tenant.TestTenants.DENTIST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import livery.fault.Fault;
import livery.order.Sought;
import livery.order.TestParts;
import livery.store.AtOnce;
import livery.tenant.NotAllowed;
import livery.tenant.Role;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysTest {

  private final TestTenants test = new TestTenants();
  private final ApiKeys keys = new ApiKeys(test.sql, test.store, test.ids, test.clock, test.audit);

  @Test
  void a_key_is_found_by_its_secret_and_kept_as_a_hash() {
    var made = keys.create(test.owner(BAKERY), "shop", List.of("messages:write"), 0);

    assertThat(keys.find(made.secret())).get().extracting(ApiKey::id).isEqualTo(made.key().id());
    assertThat(keys.find(made.secret().replaceAll(".$", "~"))).isEmpty();
    assertThat(keys.find("")).isEmpty();
    assertThat(keys.find("lvk_")).isEmpty();
    var stored =
        test.store
            .jdbi()
            .withHandle(
                handle -> handle.createQuery("SELECT hash FROM api_key").mapTo(byte[].class).one());
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .hasSize(32)
        .doesNotContain(made.secret().substring(12, 20));
  }

  @Test
  void a_revoked_or_expired_key_opens_nothing() {
    var scope = test.owner(BAKERY);
    var revoked = keys.create(scope, "old", List.of("messages:read"), 0);
    var expiring = keys.create(scope, "short", List.of("messages:read"), 1);

    keys.revoke(scope, revoked.key().id());
    keys.revoke(scope, revoked.key().id());
    assertThat(keys.find(revoked.secret())).isEmpty();

    assertThat(keys.find(expiring.secret())).isPresent();
    test.clock.pass(Duration.ofDays(1));
    assertThat(keys.find(expiring.secret())).isEmpty();
  }

  @Test
  void another_tenants_key_is_neither_seen_nor_revoked() {
    var made = keys.create(test.owner(BAKERY), "shop", List.of("admin"), 0);

    assertThat(keys.list(test.owner(DENTIST), "", 10)).isEmpty();
    assertThatThrownBy(() -> keys.revoke(test.owner(DENTIST), made.key().id()))
        .isInstanceOf(Fault.class);
    assertThat(keys.find(made.secret())).isPresent();
  }

  /** A program that makes a key each day and revokes the one before, for years. */
  private void revokedKeys(int count) {
    test.store
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO api_key (id, tenant_id, name, prefix, hash, scopes, created_by,"
                        + " created_at, revoked_at) SELECT ? + seq, ?, 'day', CONCAT('old', seq),"
                        + " '', 'admin', 1, '2026-01-01', '2026-01-02' FROM seq_1_to_%d"
                            .formatted(count),
                    test.ids.next(count) - 1,
                    BAKERY));
  }

  private List<ApiKey> all() {
    return TestParts.all(
        "",
        ApiKeys.PART_MAX,
        (after, limit) -> keys.list(test.owner(BAKERY), after, limit),
        ApiKey::place);
  }

  @Test
  void the_oldest_key_is_listed_and_revoked_whatever_came_after_it() {
    var scope = test.owner(BAKERY);
    var first = keys.create(scope, "first", List.of("admin"), 0);
    revokedKeys(1_001);
    var last = keys.create(scope, "last", List.of("admin"), 0);

    assertThat(keys.list(scope, "", 2)).extracting(ApiKey::name).containsExactly("last", "first");
    assertThat(keys.list(scope, Sought.of("FIRST"), "", 2)).containsExactly(first.key());
    assertThat(keys.list(scope, Sought.of(last.key().prefix()), "", 2)).containsExactly(last.key());
    assertThat(all()).hasSize(1_003).doesNotHaveDuplicates();
    assertThat(all()).extracting(ApiKey::id).startsWith(last.key().id(), first.key().id());

    keys.revoke(scope, first.key().id());

    assertThat(keys.find(first.secret())).isEmpty();
    assertThat(all()).hasSize(1_003);
    assertThat(all().get(1_002).id()).isEqualTo(first.key().id());
    for (var after : List.of("x", "1", "1_2_3", "1_x", "'")) {
      assertThatThrownBy(() -> keys.list(scope, after, 1)).isInstanceOf(Fault.class);
    }
    assertThatThrownBy(() -> keys.list(scope, "", ApiKeys.PART_MAX + 2)).isInstanceOf(Fault.class);
  }

  @Test
  void keys_older_than_a_thousand_others_count_towards_the_limit() {
    var scope = test.owner(BAKERY);
    for (var i = 0; i < ApiKeys.MOST_KEYS; i++) {
      keys.create(scope, "live" + i, List.of("admin"), 0);
    }
    revokedKeys(1_001);

    assertThatThrownBy(() -> keys.create(scope, "more", List.of("admin"), 0))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.CONFLICT))
        .hasMessageContaining("100");

    keys.revoke(scope, all().get(0).id());
    assertThat(keys.create(scope, "more", List.of("admin"), 0).secret()).isNotEmpty();
  }

  @Test
  void the_last_place_is_given_once_however_many_ask_at_once() throws Exception {
    var scope = test.owner(BAKERY);
    for (var i = 1; i < ApiKeys.MOST_KEYS; i++) {
      keys.create(scope, "live" + i, List.of("admin"), 0);
    }

    assertThat(AtOnce.granted(i -> () -> keys.create(scope, "race", List.of("admin"), 0)))
        .isEqualTo(1);
    assertThat(all()).hasSize(ApiKeys.MOST_KEYS);
  }

  @Test
  void a_manager_makes_no_key_that_may_more_than_a_manager() {
    var manager = test.scope(BAKERY, Role.MANAGER);

    assertThatThrownBy(() -> keys.create(manager, "x", List.of("admin"), 0))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> keys.create(manager, "x", List.of("messages:read", "money:read"), 0))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(
            () -> keys.create(test.scope(BAKERY, Role.VIEWER), "x", List.of("messages:read"), 0))
        .isInstanceOf(NotAllowed.class);
    assertThat(keys.create(manager, "x", List.of("messages:write"), 0).key().role())
        .isEqualTo(Role.MANAGER);
  }

  @ParameterizedTest(name = "{0} may {1}: {2}")
  @CsvSource({
    "messages:read, messages:read, true",
    "messages:write, messages:read, true",
    "messages:read, messages:write, false",
    "messages:write, campaigns:read, false",
    "admin, money:write, true",
    "messages:read, admin, false",
  })
  void writing_includes_reading_and_admin_everything(String has, String asks, boolean may) {
    var made = keys.create(test.owner(BAKERY), "x", List.of(has), 0);

    assertThat(made.key().may(asks)).isEqualTo(may);
  }

  @ParameterizedTest(name = "{0} acts as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "admin | OWNER",
        "messages:read | VIEWER",
        "messages:write | MANAGER",
        "money:read | FINANCE",
        "money:write,messages:write | OWNER",
      })
  void the_role_follows_from_the_scopes(String scopes, Role role) {
    var made = keys.create(test.owner(BAKERY), "x", List.of(scopes.split(",")), 0);

    assertThat(made.key().role()).isEqualTo(role);
  }

  @Test
  void the_last_use_is_noted_to_the_minute() {
    var scope = test.owner(BAKERY);
    var made = keys.create(scope, "x", List.of("messages:read"), 0);
    var first = test.clock.instant();

    keys.find(made.secret());
    test.clock.pass(Duration.ofSeconds(30));
    keys.find(made.secret());

    assertThat(keys.list(scope, "", 10).get(0).lastUsedAt()).isEqualTo(first);
  }

  /** Earlier versions gave out scopes that no method asked for. */
  @Test
  void a_key_with_a_scope_of_before_still_opens_what_its_others_say() {
    var scope = test.owner(BAKERY);
    var made = keys.create(scope, "x", List.of("messages:read"), 0);
    assertThatThrownBy(() -> keys.create(scope, "y", List.of("contacts:read"), 0))
        .isInstanceOf(Fault.class);

    test.store
        .jdbi()
        .useHandle(
            handle -> handle.execute("UPDATE api_key SET scopes = 'contacts:read,messages:read'"));

    assertThat(keys.list(scope, "", 10)).hasSize(1);
    assertThat(keys.find(made.secret()))
        .hasValueSatisfying(
            key -> {
              assertThat(key.may("messages:read")).isTrue();
              assertThat(key.may("money:read")).isFalse();
              assertThat(key.role()).isEqualTo(Role.VIEWER);
            });
  }

  @Test
  void every_scope_is_asked_for_by_some_method() throws IOException {
    var asked = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        var needs = Pattern.compile("@Needs\\(\"([^\"]+)\"").matcher(Files.readString(file));
        while (needs.find()) {
          asked.add(needs.group(1));
        }
      }
    }
    asked.add("admin"); // opens everything, and nothing asks for it

    assertThat(ApiKeys.SCOPES).containsExactlyInAnyOrderElementsOf(asked);
  }
}
