package livery.paper;

import java.util.Objects;
import livery.billing.Money;

/** A line of the foot: a name of the trade and its amount. Taxes stand in {@link TaxLine}. */
public record Total(What what, Money amount) {

  /** What is added up; {@code strong} ones are the result that people look for. */
  public enum What {
    SUBTOTAL(false),
    DISCOUNT(false),
    NET(false),
    /** Net and tax together. */
    GROSS(true),
    CREDIT_NOTES(false),
    PREPAID(false),
    /** Left to pay. */
    DUE(true),
    /** Sold to clients, with tax. */
    SOLD(false),
    /** Received from clients. */
    RECEIVED(false),
    /** Not yet paid by clients. */
    RECEIVABLE(false),
    /** Commission on everything sold. */
    COMMISSION_ACCRUED(false),
    /** Commission that falls due now. */
    COMMISSION_DUE(true),
    /** Commission of earlier months that the agent had not got. */
    LEFT_BEFORE(false),
    WITHHELD(false),
    PAID_OUT(false),
    TO_BALANCE(false),
    /** What an agent handed over before for clients that had not paid. */
    ANSWERED_BEFORE(false),
    /** What the agent hands over. */
    TO_PRINCIPAL(true),
    OPENING(false),
    CLOSING(true),
    CLAIMS_OF_ISSUER(false),
    CLAIMS_OF_RECIPIENT(false),
    /** What both claims lose. */
    SET_OFF(true),
    /** What is still owed after that. */
    REMAINS(true),
    /** What subscribers paid. */
    SUBSCRIBERS_PAID(false),
    /** Taxes inside of the subscriber's price. */
    SUBSCRIBER_TAX(false),
    OPERATOR_SHARE(false),
    PAYABLE(true),
    DIFFERENCE(false),
    OVERDUE(true),
    INTEREST(false);

    private final boolean strong;

    What(boolean strong) {
      this.strong = strong;
    }

    boolean strong() {
      return strong;
    }

    String key() {
      return "paper.total." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public Total {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(amount, "amount");
  }
}
