package livery.move;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import livery.fault.Fault;
import livery.tenant.Tenant;

/** The statements of a move. Joins the transaction of its connection. */
final class MoveTable {

  private static final int REST_MAX = 1_000;

  private final Connection connection;

  /** A move that was done, with the wallets that it was between. */
  record Row(long tenantId, long sellerId, String currency) {}

  MoveTable(Connection connection) {
    this.connection = connection;
  }

  /** One move at a time, in the whole tree: two could put each other's tenants in a circle. */
  void lock() throws SQLException {
    try (var statement =
            connection.prepareStatement(
                "SELECT id FROM tenant WHERE parent_id IS NULL FOR UPDATE");
        var rows = statement.executeQuery()) {
      rows.next();
    }
  }

  /** What of others would break if their tenant moved now. */
  void requireQuiet(Tenant tenant, Tenant from, Collection<Long> subtree) throws SQLException {
    if (count("SELECT COUNT(*) FROM month_run WHERE state = 'RUNNING'") > 0) {
      throw Fault.conflict("", "move.fault.closing");
    }
    var units =
        count(
            "SELECT COALESCE(SUM(l.units_left), 0) FROM lot l JOIN wallet w ON w.id = l.wallet_id"
                + " WHERE w.buyer_id = ? AND w.seller_id = ? AND l.closed_at IS NULL",
            tenant.id(),
            from.id());
    if (units > 0) {
      throw Fault.conflict("", "move.fault.units", tenant.name(), units, from.name());
    }
    var premium =
        count(
            "SELECT COALESCE(SUM(d.messages), 0) FROM premium_day d WHERE d.tenant_id IN ("
                + subtree.stream().map(String::valueOf).collect(Collectors.joining(","))
                + ") AND NOT EXISTS (SELECT 1 FROM premium_statement s WHERE s.link_id = d.link_id"
                + " AND s.country = d.country AND s.period = YEAR(d.day) * 100 + MONTH(d.day)"
                + " AND s.state = 'CONFIRMED')");
    if (premium > 0) {
      throw Fault.conflict("", "move.fault.premium", tenant.name(), premium);
    }
  }

  long openProformas(long buyer, long seller) throws SQLException {
    return count(
        "SELECT COUNT(*) FROM document d JOIN document_state s ON s.document_id = d.id"
            + " WHERE d.kind = 'PROFORMA' AND d.buyer_id = ? AND d.seller_id = ?"
            + " AND s.state IN ('ISSUED', 'SENT')",
        buyer,
        seller);
  }

  /** Puts the tenant, with all below it, under another. */
  void move(Tenant tenant, Tenant to) throws SQLException {
    update("UPDATE tenant SET parent_id = ? WHERE id = ?", to.id(), tenant.id());
    update(
        "UPDATE tenant SET path = CONCAT(?, SUBSTRING(path, ?)) WHERE path LIKE ?",
        to.path() + tenant.id() + "/",
        tenant.path().length() + 1,
        tenant.path() + "%");
  }

  void insert(long id, MovePlan plan, boolean takesAlong, String actor, Instant now)
      throws SQLException {
    update(
        "INSERT INTO tenant_move (id, tenant_id, from_id, to_id, takes_along, moved_by, moved_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        plan.tenant().id(),
        plan.from().id(),
        plan.to().id(),
        takesAlong,
        actor,
        Timestamp.valueOf(LocalDateTime.ofInstant(now, ZoneOffset.UTC)));
  }

  /** Moves that take money along, where some has become free at the old seller since. */
  List<Row> rest(Instant since) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT DISTINCT m.tenant_id, m.from_id, w.currency FROM tenant_move m JOIN tenant t"
                + " ON t.id = m.tenant_id AND t.parent_id <> m.from_id JOIN wallet w"
                + " ON w.buyer_id = t.id AND w.seller_id = m.from_id AND w.currency = t.currency"
                + " WHERE m.takes_along AND m.moved_at > ? AND w.balance > w.held LIMIT "
                + REST_MAX)) {
      statement.setTimestamp(1, Timestamp.valueOf(LocalDateTime.ofInstant(since, ZoneOffset.UTC)));
      try (var rows = statement.executeQuery()) {
        var found = new ArrayList<Row>();
        while (rows.next()) {
          found.add(row(rows));
        }
        return found;
      }
    }
  }

  private static Row row(ResultSet rows) throws SQLException {
    return new Row(rows.getLong(1), rows.getLong(2), rows.getString(3));
  }

  private long count(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (var i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
