package livery.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TenantSqlTest {

  private static final TestTenants TEST = new TestTenants();

  @Test
  void a_statement_without_its_tenant_is_refused() {
    assertThatThrownBy(
            () ->
                TEST.sql.query(
                    TEST.owner(TestTenants.BAKERY),
                    "SELECT name FROM tenant",
                    query -> query.mapTo(String.class).list()))
        .isInstanceOf(TenantSql.UnboundStatement.class);
    assertThatThrownBy(
            () ->
                TEST.sql.query(
                    TEST.owner(TestTenants.BAKERY),
                    "SELECT name FROM tenant WHERE id = :tenantId",
                    query -> query.bind("tenantId", 1).mapTo(String.class).list()))
        .isInstanceOf(TenantSql.UnboundStatement.class);
    assertThatThrownBy(
            () ->
                TEST.sql.update(
                    TEST.owner(TestTenants.BAKERY), "DELETE FROM api_key", update -> update))
        .isInstanceOf(TenantSql.UnboundStatement.class);
  }

  @Test
  void a_subtree_holds_the_tenant_and_all_below_it_and_nobody_else() {
    var names =
        TEST.sql.query(
            TEST.owner(TestTenants.ACME),
            "SELECT name FROM tenant WHERE id IN (<subtree>) ORDER BY id",
            query -> query.mapTo(String.class).list());

    assertThat(names).containsExactly("acme", "bakery", "dentist");
  }

  @Test
  void the_tenant_is_the_one_of_the_scope_whatever_the_caller_binds() {
    var names =
        TEST.sql.query(
            TEST.owner(TestTenants.BAKERY),
            "SELECT name FROM tenant WHERE id = :tenant",
            query -> query.mapTo(String.class).list());

    assertThat(names).containsExactly("bakery");
  }

  @Test
  void work_that_fails_half_way_leaves_nothing() {
    var scope = TEST.owner(TestTenants.BAKERY);

    assertThatThrownBy(
            () ->
                TEST.sql.inTransaction(
                    () -> {
                      TEST.audit.write(scope, "test.half", "test", "");
                      throw new IllegalStateException("half way");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(TEST.log.read(scope, "test.half", Long.MAX_VALUE, 10)).isEmpty();
  }
}
