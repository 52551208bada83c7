package livery.bank;

import java.util.Optional;
import livery.fault.Fault;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/** One entry's row: read, locked, and what has become of it. Thread-safe. */
final class EntryRows {

  private final TenantSql sql;

  EntryRows(TenantSql sql) {
    this.sql = sql;
  }

  Entry get(Scope scope, long id) {
    return find(scope, id).orElseThrow(() -> Fault.notFound("bank entry", id));
  }

  private Optional<Entry> find(Scope scope, long id) {
    return sql.query(
        scope,
        Entry.COLUMNS + "WHERE e.tenant_id = :tenant AND e.id = :id",
        query -> query.bind("id", id).map((row, context) -> Entry.read(row)).findFirst());
  }

  /** Locks the entry's row and reads it as it stands then. */
  Entry lock(Scope scope, long id) {
    sql.query(
        scope,
        "SELECT id FROM bank_entry WHERE tenant_id = :tenant AND id = :id FOR UPDATE",
        query -> query.bind("id", id).mapTo(Long.class).findFirst());
    return get(scope, id);
  }

  void state(Scope scope, long id, Entry.State state, String reason, String note) {
    sql.update(
        scope,
        "UPDATE bank_entry SET state = :state, reason = :reason, note = :note"
            + " WHERE id = :id AND tenant_id = :tenant",
        update ->
            update
                .bind("state", state.name())
                .bind("reason", reason)
                .bind("note", note)
                .bind("id", id));
  }

  /** Says which entry a reversal took back, and by which posting, 0 for none. */
  void link(Scope scope, Entry reversal, Entry credit, long posting) {
    sql.update(
        scope,
        "UPDATE bank_entry SET buyer_id = :buyer, demand_id = :demand, posting_id = :posting,"
            + " original_id = :original WHERE id = :id AND tenant_id = :tenant",
        update ->
            update
                .bind("buyer", credit.buyerId())
                .bind("demand", credit.demandId())
                .bind("posting", posting)
                .bind("original", credit.id())
                .bind("id", reversal.id()));
  }
}
