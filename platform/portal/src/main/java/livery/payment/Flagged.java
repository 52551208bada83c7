package livery.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.order.Place;
import livery.store.Store;
import livery.store.Utc;
import livery.tenant.Audit;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.TenantSql;

/**
 * Payments that a person must look at, because what was told of them cannot be right. Ticking one
 * off moves no money: it says that somebody has looked, and what came of it. Thread-safe.
 */
@ApplicationScoped
public class Flagged {

  private static final int NOTE_LENGTH = 300;

  private final Store store;
  private final TenantSql sql;
  private final Payments payments;
  private final PaymentLedger ledger;
  private final Clock clock;
  private final Audit audit;

  @Inject
  public Flagged(
      Store store,
      TenantSql sql,
      Payments payments,
      PaymentLedger ledger,
      Clock clock,
      Audit audit) {
    this.store = store;
    this.sql = sql;
    this.payments = payments;
    this.ledger = ledger;
    this.clock = clock;
    this.audit = audit;
  }

  protected Flagged() {
    this(null, null, null, null, null, null);
  }

  /**
   * Those of the tenant's buyers that nobody has looked at, in an order of {@link Payment#ORDERS}.
   */
  public List<Payment> list(Scope scope, Place<Payment> place, int limit) {
    Check.range("limit", limit, 1, Payments.PAGE_MAX + 1);
    return sql.query(
        scope,
        Payment.COLUMNS
            + "WHERE p.seller_id = :tenant AND p.problem <> '' AND p.checked_at IS NULL"
            + place.where()
            + place.by()
            + " LIMIT :limit",
        query ->
            place.bind(query).bind("limit", limit).map((row, context) -> Payment.read(row)).list());
  }

  /** How many those are. */
  public int count(Scope scope) {
    return sql.query(
        scope,
        "SELECT COUNT(*) FROM payment"
            + " WHERE seller_id = :tenant AND problem <> '' AND checked_at IS NULL",
        query -> query.mapTo(Integer.class).one());
  }

  /**
   * Says that a payment was looked at. A second time changes nothing; news that comes afterwards
   * asks for a look again.
   *
   * @param changedAt the payment's, as it was when somebody looked
   * @param note what came of it
   * @throws Fault when nothing is wrong with it, or news has come since that moment
   */
  public Payment check(Scope scope, String reference, Instant changedAt, String note) {
    Rights.mayFinance(scope);
    var words = Check.text("note", note, NOTE_LENGTH);
    if (changedAt == null) {
      throw Fault.invalid("changedAt", "fault.missing", "changedAt");
    }
    return store.inTransaction(
        connection -> {
          var payment =
              ledger
                  .lock(payments.get(scope, reference).reference(), scope.tenantId())
                  .orElseThrow(() -> Fault.notFound("payment", Check.shown(reference)));
          if (payment.problem().isEmpty()) {
            throw Fault.conflict("", "payment.fault.nothing-to-check");
          }
          if (!payment.changedAt().equals(changedAt)) {
            throw Fault.conflict("changedAt", "payment.fault.news-since");
          }
          if (payment.isFlagged()) {
            write(scope, payment, words);
          }
          return payments.get(scope, reference);
        });
  }

  private void write(Scope scope, Payment payment, String note) {
    sql.update(
        scope,
        "UPDATE payment SET checked_at = :now, checked_by = :actor, checked_note = :note"
            + " WHERE id = :id AND seller_id = :tenant",
        update ->
            update
                .bind("now", Utc.of(clock.instant()))
                .bind("actor", scope.actor())
                .bind("note", note)
                .bind("id", payment.id()));
    audit.write(scope, "payment.check", "payment " + payment.id(), payment.problem() + ": " + note);
  }
}
