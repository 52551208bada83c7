package livery.work;

import java.math.BigDecimal;
import java.time.Instant;
import livery.billing.Money;

/**
 * Work that was charged.
 *
 * @param id of its line in the statement
 * @param takenBack whether it was given back before an invoice said it
 * @param invoiceId of the invoice that says it, 0 without one
 * @param invoice its number, "" without one
 */
public record Piece(
    long id,
    long eventId,
    Instant at,
    String text,
    long quantity,
    BigDecimal unitPrice,
    Money amount,
    boolean takenBack,
    long invoiceId,
    String invoice) {

  /** Whether an invoice says it: a credit note on that takes it back, or a part. */
  public boolean isOnInvoice() {
    return invoiceId != 0;
  }
}
