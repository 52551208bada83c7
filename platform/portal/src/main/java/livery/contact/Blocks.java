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

  /** By tenant and phone, the last message that asked for it; 0 where that is long ago. */
  private final Map<Long, Map<String, Long>> phonesByTenant = new ConcurrentHashMap<>();

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
    return phonesByTenant.getOrDefault(tenantId, Map.of()).containsKey(phone);
  }

  /** Blocks from this moment on; {@link #write} makes it last. */
  public void remember(Block block) {
    phonesByTenant
        .computeIfAbsent(block.tenantId, id -> new ConcurrentHashMap<>())
        .merge(block.phone, block.messageId, Math::max);
  }

  /**
   * Lets the tenant write again, unless a message that came later asked for the block.
   *
   * @return whether there was a block
   */
  public boolean forget(Block lifted) {
    var phones = phonesByTenant.getOrDefault(lifted.tenantId, Map.of());
    var asked = phones.get(lifted.phone);
    return asked != null && asked <= lifted.messageId && phones.remove(lifted.phone, asked);
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
