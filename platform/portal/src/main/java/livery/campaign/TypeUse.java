package livery.campaign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import livery.store.Ids;
import livery.store.Store;
import livery.store.Utc;

/** Who uses which campaign types, and up to when that is settled. Thread-safe. */
final class TypeUse {

  static final int PAGE_MAX = 1_000;

  private final Store store;
  private final Ids ids;

  TypeUse(Store store, Ids ids) {
    this.store = store;
    this.ids = ids;
  }

  /** A type in use by a tenant; what is before the day is settled, paid or free. */
  record Row(long id, LocalDate settledTo) {}

  /** What may have a day that is not settled; the day is {@code null} where there is no row. */
  record Due(long tenantId, String type, LocalDate settledTo) {}

  /** Days on which campaigns of a type ran or were paused, as far as they have come. */
  record Span(LocalDate first, LocalDate last) {}

  /** The next ones after another; none has a campaign that has not begun, or is over. */
  List<Due> due(Due after, Instant now) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT c.tenant_id, c.type, r.settled_to FROM campaign c LEFT JOIN"
                            + " type_rent r ON r.tenant_id = c.tenant_id AND r.type = c.type"
                            + " WHERE c.state IN ('RUNNING', 'PAUSED') AND c.starts_at <= :now"
                            + " AND (c.ends_at IS NULL OR c.ends_at > :now)"
                            + " AND (r.id IS NULL OR r.settled_to <= :soonest)"
                            + " AND (c.tenant_id, c.type) > (:tenant, :type)"
                            + " ORDER BY c.tenant_id, c.type LIMIT "
                            + PAGE_MAX)
                    .bind("now", Utc.of(now))
                    .bind("soonest", LocalDate.ofInstant(now, ZoneOffset.ofHours(14)))
                    .bind("tenant", after.tenantId())
                    .bind("type", after.type())
                    .map(
                        (row, context) ->
                            new Due(
                                row.getLong("tenant_id"),
                                row.getString("type"),
                                row.getObject("settled_to", LocalDate.class)))
                    .list());
  }

  /** The type's row, locked; a new one is settled up to a day. */
  Row row(Connection connection, long tenant, String type, LocalDate settledTo)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO type_rent (id, tenant_id, type, settled_to) VALUES (?, ?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE id = id")) {
      insert.setLong(1, ids.next());
      insert.setLong(2, tenant);
      insert.setString(3, type);
      insert.setObject(4, settledTo);
      insert.executeUpdate();
    }
    try (var select =
        connection.prepareStatement(
            "SELECT id, settled_to FROM type_rent WHERE tenant_id = ? AND type = ? FOR UPDATE")) {
      select.setLong(1, tenant);
      select.setString(2, type);
      try (var rows = select.executeQuery()) {
        rows.next();
        return new Row(rows.getLong(1), rows.getObject(2, LocalDate.class));
      }
    }
  }

  static void settle(Connection connection, long id, LocalDate to) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE type_rent SET settled_to = ? WHERE id = ?")) {
      update.setObject(1, to);
      update.setLong(2, id);
      update.executeUpdate();
    }
  }

  /** Empty where no campaign of the type has begun; one whose time is over counts up to its end. */
  static Optional<Span> span(
      Connection connection, long tenant, String type, ZoneId zone, Instant now)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT MIN(starts_at) AS first, MAX(ends_at) AS end, COUNT(*) > COUNT(ends_at) AS open"
                + " FROM campaign WHERE tenant_id = ? AND type = ? AND state IN ('RUNNING',"
                + " 'PAUSED') AND starts_at <= ? AND (ends_at IS NULL OR ends_at > starts_at)")) {
      select.setLong(1, tenant);
      select.setString(2, type);
      select.setObject(3, Utc.of(now));
      try (var rows = select.executeQuery()) {
        rows.next();
        var first = Utc.read(rows, "first");
        if (first.isEmpty()) {
          return Optional.empty();
        }
        var end =
            rows.getBoolean("open") ? now : Utc.read(rows, "end").orElseThrow().minusMillis(1);
        var last = end.isBefore(now) ? end : now;
        return Optional.of(
            new Span(LocalDate.ofInstant(first.get(), zone), LocalDate.ofInstant(last, zone)));
      }
    }
  }

  static boolean isUsed(Connection connection, long tenant, String type, Instant now)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT 1 FROM campaign WHERE tenant_id = ? AND type = ? AND state IN ('RUNNING',"
                + " 'PAUSED') AND starts_at <= ? AND (ends_at IS NULL OR ends_at > ?) LIMIT 1")) {
      select.setLong(1, tenant);
      select.setString(2, type);
      select.setObject(3, Utc.of(now));
      select.setObject(4, Utc.of(now));
      try (var rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Up to when days of it are charged and were not given back. */
  static LocalDate paidTo(Connection connection, long id) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT MAX(to_day) FROM rent WHERE subject_id = ?")) {
      select.setLong(1, id);
      try (var rows = select.executeQuery()) {
        rows.next();
        return Optional.ofNullable(rows.getObject(1, LocalDate.class)).orElse(LocalDate.MIN);
      }
    }
  }

  LocalDate settledTo(long tenant, String type) {
    return store
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT settled_to FROM type_rent WHERE tenant_id = :tenant AND type = :type")
                    .bind("tenant", tenant)
                    .bind("type", type)
                    .mapTo(LocalDate.class)
                    .findOne()
                    .orElse(LocalDate.MIN));
  }
}
