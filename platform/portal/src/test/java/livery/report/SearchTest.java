package livery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import livery.report.Search.Hit;
import livery.report.Search.Kind;
import livery.tenant.TestTenants;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final TestTenants TEST = new TestTenants();
  private static final Search SEARCH = new Search(TEST.sql, TEST.tree);

  @BeforeAll
  static void fill() {
    sql(
        "INSERT INTO number (id, country, digits, kind, state, tenant_id, created_at)"
            + " VALUES (501, 'UA', '3838', 'SHORT', 'RENTED', 20, NOW(3)),"
            + " (502, 'UA', '3839', 'SHORT', 'RENTED', 30, NOW(3))");
    for (var tenant : List.of(20, 30)) {
      sql(
          "INSERT INTO campaign (id, tenant_id, name, type, number_id, settings, time_zone, state,"
              + " starts_at, created_at) VALUES ("
              + (600 + tenant)
              + ", "
              + tenant
              + ", 'Bread 100% vote', 'voting', 501, '{}', 'UTC', 'RUNNING', NOW(3), NOW(3))");
      sql(
          "INSERT INTO message (id, tenant_id, direction, number_id, number, phone, text, alphabet,"
              + " parts, link_id, state, rule, label, note, price_micros, currency, received_at,"
              + " decided_at) VALUES ("
              + (700 + tenant)
              + ", "
              + tenant
              + ", 'IN', 501, '3838', '38067123456"
              + tenant
              + "', 'hi', 'GSM7', 1, 1, 'DONE', '', '', '', 0, 'EUR', NOW(3), NOW(3))");
    }
    sql(
        "INSERT INTO keyword (id, tenant_id, number_id, campaign_id, word, created_at)"
            + " VALUES (801, 20, 501, 620, 'BREAD', NOW(3))");
  }

  @Test
  void a_reseller_finds_what_is_below_and_nothing_of_its_neighbour() {
    assertThat(found(TestTenants.ACME, "bread"))
        .containsExactly(
            new Hit(Kind.CAMPAIGN, 620, "Bread 100% vote", "RUNNING"),
            new Hit(Kind.KEYWORD, 620, "BREAD", "3838"));
    assertThat(found(TestTenants.ACME, "383"))
        .containsExactly(new Hit(Kind.NUMBER, 501, "3838", "UA"));
    assertThat(found(TestTenants.ACME, "bak"))
        .containsExactly(new Hit(Kind.CLIENT, TestTenants.BAKERY, "bakery", ""));
  }

  @Test
  void a_phone_is_found_however_it_is_written() {
    assertThat(found(TestTenants.PLATFORM, "+380 (67) 123-45"))
        .extracting(Hit::kind, Hit::name)
        .containsExactly(tuple(Kind.PHONE, "3806712345630"), tuple(Kind.PHONE, "3806712345620"));
  }

  @Test
  void signs_with_a_meaning_in_sql_are_only_signs() {
    assertThat(found(TestTenants.BAKERY, "100%")).hasSize(1);
    assertThat(found(TestTenants.BAKERY, "%%")).isEmpty();
    assertThat(found(TestTenants.BAKERY, "__")).isEmpty();
    assertThat(found(TestTenants.BAKERY, "' OR 1=1 --")).isEmpty();
  }

  @Test
  void nothing_and_too_much_find_nothing() {
    assertThat(found(TestTenants.BAKERY, null)).isEmpty();
    assertThat(found(TestTenants.BAKERY, " b ")).isEmpty();
    assertThat(found(TestTenants.BAKERY, "x".repeat(100_000))).isEmpty();
  }

  private static List<Hit> found(long tenant, String typed) {
    return SEARCH.find(TEST.owner(tenant), typed);
  }

  private static void sql(String statement) {
    TEST.store.jdbi().useHandle(handle -> handle.execute(statement));
  }
}
