package livery.forward;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import livery.fault.Check;
import livery.fault.Fault;
import livery.store.Utc;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * The incoming messages of a tenant for its own programs: given out until they are acknowledged.
 * Thread-safe.
 *
 * <p>A reader is a name that a program chooses; each reader gets every message, two programs with
 * one name share them. Calls of one reader are made one after the other by a lock on its row.
 */
@ApplicationScoped
public class Pull {

  /** Most messages of one call. */
  public static final int MOST = 500;

  static final int LONGEST_LEASE_SECONDS = 3_600;

  private final TenantSql sql;
  private final Readers readers;
  private final Clock clock;

  /**
   * A message that came.
   *
   * @param id grows with time; acknowledge with it
   * @param from the subscriber, E.164 without "+"
   * @param to our number
   * @param campaignId 0 for none
   * @param rule which rule took it: "keyword VOTE", "catch-all", "unclaimed"
   * @param label what the campaign made of it, "-" for nothing
   */
  public record Message(
      long id,
      String from,
      String to,
      String text,
      int parts,
      String state,
      String rule,
      String label,
      long campaignId,
      Instant receivedAt) {

    private static Message read(ResultSet row) throws SQLException {
      return new Message(
          row.getLong("id"),
          row.getString("phone"),
          row.getString("number"),
          row.getString("text"),
          row.getInt("parts"),
          row.getString("state"),
          row.getString("rule"),
          row.getString("label"),
          row.getLong("campaign_id"),
          Utc.read(row, "received_at").orElseThrow());
    }
  }

  @Inject
  public Pull(TenantSql sql, Readers readers, Clock clock) {
    this.sql = sql;
    this.readers = readers;
    this.clock = clock;
  }

  protected Pull() {
    this(null, null, null);
  }

  /**
   * What the reader has not acknowledged and nobody works on, oldest first.
   *
   * @param after only messages with a greater id; 0 for all
   * @param limit 1 to {@value #MOST}
   * @param lease for how many seconds nobody else gets them, 0 to {@value #LONGEST_LEASE_SECONDS}
   */
  public List<Message> next(Scope scope, String reader, long after, int limit, int lease) {
    var name = Readers.checked(reader);
    Check.range("limit", limit, 1, MOST);
    Check.range("lease", lease, 0, LONGEST_LEASE_SECONDS);
    return sql.inTransaction(
        () -> {
          var floor = readers.enter(scope, name);
          var found = open(scope, name, Math.max(after, floor), limit);
          if (lease > 0 && !found.isEmpty()) {
            lease(scope, name, found.stream().map(Message::id).toList(), lease);
          }
          return found;
        });
  }

  /**
   * The reader has these and does not want them again. Saying so twice does no harm.
   *
   * @param ids 1 to {@value #MOST}
   * @return those that are no incoming messages of the tenant
   */
  public Set<Long> acknowledge(Scope scope, String reader, Collection<Long> ids) {
    var name = Readers.checked(reader);
    Check.range("ids", ids.size(), 1, MOST);
    if (ids.stream().anyMatch(id -> id == null)) {
      throw Fault.invalid("ids", "fault.missing", "ids");
    }
    return sql.inTransaction(
        () -> {
          var floor = readers.enter(scope, name);
          var unknown = new HashSet<>(ids);
          var known = known(scope, ids);
          known.forEach(unknown::remove);
          known.removeIf(id -> id <= floor);
          if (!known.isEmpty()) {
            mark(scope, name, known);
            raise(scope, name, floor);
          }
          return unknown;
        });
  }

  private List<Message> open(Scope scope, String reader, long after, int limit) {
    return sql.query(
        scope,
        "SELECT m.id, m.phone, m.number, m.text, m.parts, m.state, m.rule, m.label,"
            + " m.campaign_id, m.received_at FROM message m LEFT JOIN pull p ON p.tenant_id ="
            + " m.tenant_id AND p.reader = :reader AND p.message_id = m.id"
            + " WHERE m.tenant_id = :tenant AND m.direction = 'IN' AND m.id > :after"
            + " AND p.acked_at IS NULL AND (p.leased_until IS NULL OR p.leased_until <= :now)"
            + " ORDER BY m.id LIMIT :limit",
        query ->
            query
                .bind("reader", reader)
                .bind("after", after)
                .bind("now", Utc.of(clock.instant()))
                .bind("limit", limit)
                .map((row, context) -> Message.read(row))
                .list());
  }

  private void lease(Scope scope, String reader, List<Long> ids, int seconds) {
    sql.update(
        scope,
        "INSERT INTO pull (tenant_id, reader, message_id, leased_until)"
            + " SELECT tenant_id, :reader, id, :until FROM message"
            + " WHERE tenant_id = :tenant AND id IN (<ids>)"
            + " ON DUPLICATE KEY UPDATE leased_until = VALUES(leased_until)",
        update ->
            update
                .bind("reader", reader)
                .bind("until", Utc.of(clock.instant().plusSeconds(seconds)))
                .bindList("ids", ids));
  }

  private Set<Long> known(Scope scope, Collection<Long> ids) {
    return sql.query(
        scope,
        "SELECT id FROM message WHERE tenant_id = :tenant AND direction = 'IN' AND id IN (<ids>)",
        query -> new HashSet<>(query.bindList("ids", List.copyOf(ids)).mapTo(Long.class).list()));
  }

  private void mark(Scope scope, String reader, Set<Long> ids) {
    sql.update(
        scope,
        "INSERT INTO pull (tenant_id, reader, message_id, acked_at)"
            + " SELECT tenant_id, :reader, id, :now FROM message"
            + " WHERE tenant_id = :tenant AND id IN (<ids>)"
            + " ON DUPLICATE KEY UPDATE acked_at = COALESCE(acked_at, VALUES(acked_at))",
        update ->
            update
                .bind("reader", reader)
                .bind("now", Utc.of(clock.instant()))
                .bindList("ids", List.copyOf(ids)));
  }

  /** Up to the first message that is open, and not past one that has not been decided yet. */
  private void raise(Scope scope, String reader, long floor) {
    var open =
        sql.query(
            scope,
            "SELECT MIN(m.id) FROM message m LEFT JOIN pull p ON p.tenant_id = m.tenant_id AND"
                + " p.reader = :reader AND p.message_id = m.id WHERE m.tenant_id = :tenant"
                + " AND m.direction = 'IN' AND m.id > :floor AND p.acked_at IS NULL",
            query ->
                query
                    .bind("reader", reader)
                    .bind("floor", floor)
                    .mapTo(Long.class)
                    .findOne()
                    .orElse(Long.MAX_VALUE));
    var raised =
        sql.query(
            scope,
            "SELECT LEAST(:open, COALESCE((SELECT id FROM watermark WHERE name = 'message'), 0))"
                + " - 1 FROM pull_reader WHERE tenant_id = :tenant AND reader = :reader",
            query -> query.bind("open", open).bind("reader", reader).mapTo(Long.class).one());
    if (raised <= floor) {
      return;
    }
    sql.update(
        scope,
        "UPDATE pull_reader SET floor_id = :floor WHERE tenant_id = :tenant AND reader = :reader",
        update -> update.bind("floor", raised).bind("reader", reader));
    sql.update(
        scope,
        "DELETE FROM pull WHERE tenant_id = :tenant AND reader = :reader"
            + " AND message_id <= :floor",
        update -> update.bind("floor", raised).bind("reader", reader));
  }
}
