package livery.contact;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import livery.store.Started;
import livery.store.Store;

/**
 * People who said STOP to a tenant. The table is the truth; a copy in memory answers the sender.
 * Thread-safe.
 */
@ApplicationScoped
public class Blocks {

  /** One person's block at one tenant, with the message that asked for it. */
  public record Block(long tenantId, String phone, long messageId) {}

  private final Store store;
  private final Map<Long, Set<String>> phonesByTenant = new ConcurrentHashMap<>();

  @Inject
  public Blocks(Store store) {
    this.store = store;
  }

  protected Blocks() {
    this(null);
  }

  void load(@Observes @Priority(Started.CACHES) Started started) {
    store
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery("SELECT tenant_id, phone FROM opt_out")
                    .map((row, context) -> new Block(row.getLong(1), row.getString(2), 0))
                    .forEach(this::remember));
  }

  /** Whether this tenant may not write to this person. */
  public boolean isBlocked(long tenantId, String phone) {
    return phonesByTenant.getOrDefault(tenantId, Set.of()).contains(phone);
  }

  /** Blocks from this moment on; {@link #write} makes it last. */
  public void remember(Block block) {
    phonesByTenant
        .computeIfAbsent(block.tenantId, id -> ConcurrentHashMap.newKeySet())
        .add(block.phone);
  }

  /** Lets the tenant write again; after the commit of {@link #erase}. */
  public void forget(Block block) {
    phonesByTenant.getOrDefault(block.tenantId, ConcurrentHashMap.newKeySet()).remove(block.phone);
  }

  /** Writes blocks in the caller's transaction; one that is there already stays as it was. */
  public void write(Connection connection, Collection<Block> blocks, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT IGNORE INTO opt_out (tenant_id, phone, message_id, created_at)"
                + " VALUES (?,?,?,?)")) {
      for (var block : blocks) {
        statement.setLong(1, block.tenantId);
        statement.setString(2, block.phone);
        statement.setLong(3, block.messageId);
        statement.setTimestamp(4, Timestamp.from(now));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Lifts blocks in the caller's transaction. */
  public void erase(Connection connection, Collection<Block> blocks) throws SQLException {
    try (var statement =
        connection.prepareStatement("DELETE FROM opt_out WHERE tenant_id = ? AND phone = ?")) {
      for (var block : blocks) {
        statement.setLong(1, block.tenantId);
        statement.setString(2, block.phone);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
