package livery.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import livery.store.Store;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/**
 * Statements that can reach the rows of one tenant only. Thread-safe.
 *
 * <p>Every statement must name {@code :tenant}; it is bound here, from the scope, and nowhere else.
 * A statement over a tenant and all below it names {@code <subtree>} in an IN list instead.
 */
@ApplicationScoped
public class TenantSql {

  private static final Pattern TENANT = Pattern.compile(":tenant\\b");

  private final Store store;
  private final TenantTree tree;

  @Inject
  public TenantSql(Store store, TenantTree tree) {
    this.store = store;
    this.tree = tree;
  }

  protected TenantSql() {
    this(null, null);
  }

  /** Reads rows: {@code with} binds the other parameters, maps and collects. */
  public <T> T query(Scope scope, String sql, Function<Query, T> with) {
    return store.jdbi().withHandle(handle -> with.apply(bind(scope, sql, handle.createQuery(sql))));
  }

  /** Changes rows and says how many. */
  public int update(Scope scope, String sql, Function<Update, Update> with) {
    return store
        .jdbi()
        .withHandle(handle -> with.apply(bind(scope, sql, handle.createUpdate(sql))).execute());
  }

  /** Runs all of the work or none: the caller's transaction if there is one, else a new one. */
  public <T> T inTransaction(Supplier<T> work) {
    return store.inTransaction(connection -> work.get());
  }

  /**
   * Makes those who do so for one tenant go one after the other, until the caller's transaction
   * ends: what is counted then and added to stays within its limit. Within a transaction, before
   * its other locks.
   */
  public void lockTenant(Scope scope) {
    query(
        scope,
        "SELECT id FROM tenant WHERE id = :tenant FOR UPDATE",
        query -> query.mapTo(Long.class).findOne());
  }

  private <S extends SqlStatement<S>> S bind(Scope scope, String sql, S statement) {
    var whole = sql.contains("<subtree>");
    var one = TENANT.matcher(sql).find();
    if (!whole && !one) {
      throw new UnboundStatement(sql);
    }
    if (whole) {
      statement.bindList("subtree", List.copyOf(tree.subtree(scope.tenantId())));
    }
    return one ? statement.bind("tenant", scope.tenantId()) : statement;
  }

  /** A statement without its tenant: a mistake in the program. */
  public static class UnboundStatement extends IllegalArgumentException {
    UnboundStatement(String sql) {
      super("The statement binds neither :tenant nor <subtree>: " + sql);
    }
  }
}
