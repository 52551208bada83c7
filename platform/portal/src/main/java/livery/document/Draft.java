package livery.document;

import java.time.LocalDate;
import java.util.List;
import livery.billing.Money;
import livery.billing.tax.Taxed;
import livery.paper.Kind;
import livery.paper.Sheet;

/**
 * A document as a feature has drawn it up, before it has a number.
 *
 * @param issueKey names what it is for: a second document of the same key is not issued
 * @param correctsId the version before, 0 for none
 * @param refersTo the document that it is about, 0 for none
 * @param period 202603; 0 for none
 * @param dueOn {@code null} for none
 * @param objectDays so long may the recipient object after it was sent; 0 where it need not agree
 * @param prepaid what of the gross is paid already
 * @param ledger what the transfers behind it come to
 * @param balanceMicros of the buyer's wallet at the end of the period; {@code null} where no wallet
 *     pays for it
 * @param series a prefix that the contract names, before the kind's own; may be empty
 * @param drawing makes what is printed once the number is known
 */
public record Draft(
    Kind kind,
    long issuerId,
    long recipientId,
    long sellerId,
    long buyerId,
    String issueKey,
    int version,
    long correctsId,
    long refersTo,
    int period,
    LocalDate fromDay,
    LocalDate toDay,
    LocalDate issuedOn,
    LocalDate dueOn,
    int objectDays,
    String language,
    Taxed total,
    Money prepaid,
    Money ledger,
    Long balanceMicros,
    List<DocumentLine> lines,
    String series,
    Drawing drawing) {

  /** Draws what is printed. */
  @FunctionalInterface
  public interface Drawing {

    /** The sheet with this number; a draft's is "—". */
    Sheet draw(String number);
  }

  public Draft {
    lines = List.copyOf(lines);
  }

  public String currency() {
    return total.gross().currency();
  }

  /** Whether money is to come for it, so that it is open until then. */
  public boolean isPayable() {
    return kind == Kind.INVOICE || kind == Kind.COMMISSION_INVOICE || kind == Kind.PROFORMA;
  }
}
