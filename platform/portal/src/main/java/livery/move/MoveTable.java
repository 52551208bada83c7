package livery.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import livery.billing.Money;
import livery.billing.price.Price;
import livery.fault.Fault;
import livery.store.Utc;
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

  /** What the old seller has for this tenant alone. */
  Ending ending(Tenant tenant, Tenant from, Instant now) throws SQLException {
    var pair = new Object[] {from.id(), tenant.id(), utc(now)};
    var mine = " FROM %s WHERE seller_id = ? AND buyer_id = ? AND valid_to > ?";
    return new Ending(
        prices(pair),
        count("SELECT COUNT(*)" + mine.formatted("price"), pair),
        limit("seller_limit", "wallet", tenant, from),
        limit("own_limit", "wallet", tenant, from),
        limit("threshold", "wallet_alert a JOIN wallet ON id = a.wallet_id", tenant, from),
        count("SELECT COUNT(*)" + mine.formatted("bill_rule"), pair));
  }

  private List<Ending.OwnPrice> prices(Object... pair) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT product, country, network, prefix, unit_price, currency, valid_from,"
                + " valid_to FROM price WHERE seller_id = ? AND buyer_id = ? AND valid_to > ? ORDER BY product,"
                + " country, network, prefix, valid_from LIMIT "
                + Ending.SHOWN)) {
      bind(statement, pair);
      try (var rows = statement.executeQuery()) {
        var found = new ArrayList<Ending.OwnPrice>();
        while (rows.next()) {
          found.add(
              new Ending.OwnPrice(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getBigDecimal(5),
                  rows.getString(6),
                  Utc.read(rows, "valid_from").orElseThrow(),
                  Utc.read(rows, "valid_to")
                      .filter(end -> end.isBefore(Price.OPEN))
                      .orElse(Instant.MAX)));
        }
        return found;
      }
    }
  }

  private Optional<Money> limit(String column, String table, Tenant tenant, Tenant from)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "SELECT "
                + column
                + " FROM "
                + table
                + " WHERE buyer_id = ? AND seller_id = ? AND currency = ? AND "
                + column
                + " IS NOT NULL")) {
      bind(statement, tenant.id(), from.id(), tenant.currency());
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new Money(row.getLong(1), tenant.currency()))
            : Optional.empty();
      }
    }
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
        utc(now));
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
      statement.setTimestamp(1, utc(since));
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
      bind(statement, values);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void update(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (var i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  private static Timestamp utc(Instant moment) {
    return Timestamp.valueOf(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
  }
}
