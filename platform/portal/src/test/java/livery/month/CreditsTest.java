package livery.month;

import static org.assertj.core.api.Assertions.assertThat;

import livery.billing.Invariants;
import livery.money.HandCharged;
import org.junit.jupiter.api.Test;

/** I10: credit notes stay within their invoice. */
class CreditsTest {

  private final MonthTown town = new MonthTown();

  private void paper(long id, String kind, String refersTo, String refersLine, int net) {
    town.execute(
        ("INSERT INTO document_line (document_id, line_no, product, quantity, ledger, net, tax,"
                + " refers_line) VALUES (%d, 1, 'sms.mt', 1, %d, %d, 0, %s)")
            .formatted(id, net, net, refersLine));
    town.execute(
        ("INSERT INTO document (id, kind, issuer_id, recipient_id, seller_id, buyer_id, issue_key,"
                + " refers_to, series, sequence, number, issued_on, language, currency, net, tax,"
                + " gross, ledger, sheet, hash, created_by, created_at) VALUES (%1$d, '%2$s', 1, 10, 1, 10,"
                + " 'k%1$d', %3$s, 'S', %1$d, 'S-%1$d', '2026-03-01', 'en', 'EUR', %4$d, 0, %4$d,"
                + " %4$d, '{}', REPEAT('x', 32), '', NOW())")
            .formatted(id, kind, refersTo, net));
  }

  @Test
  void notes_up_to_the_invoice_are_right_and_one_coin_more_is_found() {
    paper(1, "WHOLESALE_INVOICE", "NULL", "NULL", 1_000);
    paper(2, "CREDIT_NOTE", "1", "1", 600);
    paper(3, "CREDIT_NOTE", "1", "1", 400);
    var before = town.test.store.inTransaction(HandCharged::check);

    paper(4, "CREDIT_NOTE", "1", "1", 1);

    assertThat(before).isEmpty();
    assertThat(town.test.store.inTransaction(HandCharged::check))
        .hasSize(2)
        .extracting(Invariants.Violation::invariant)
        .containsOnly("I10");
  }
}
