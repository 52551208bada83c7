package livery.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import livery.billing.Ledger;
import livery.billing.Money;
import livery.document.Document;
import livery.document.Issuer;
import livery.store.Ids;
import livery.tenant.Scope;

/** Gives back to the buyer's wallet what a credit note by hand says. Thread-safe. */
@ApplicationScoped
public class HandCredit {

  private final Ids ids;
  private final Clock clock;

  @Inject
  public HandCredit(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  protected HandCredit() {
    this(null, null);
  }

  /** In the transaction that issues the note, once for each note. */
  void give(Connection connection, Scope scope, Document invoice, Money amount, Issuer.Issued note)
      throws SQLException {
    if (amount.isZero()) {
      return;
    }
    new Ledger(ids::next)
        .credit(
            connection,
            invoice.buyerId(),
            invoice.sellerId(),
            amount,
            "credit-note-" + note.id(),
            note.number(),
            clock.instant());
  }
}
