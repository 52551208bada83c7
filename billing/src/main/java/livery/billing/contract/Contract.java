package livery.billing.contract;

import java.time.LocalDate;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.tax.TaxRule;

/**
 * One version of what a seller and a buyer agreed. Immutable; a change is a new version.
 *
 * @param id shared by all versions
 * @param version from 1
 * @param sellerId the platform or a reseller above: the principal where the buyer is an agent
 * @param buyerId the reseller
 * @param from first day
 * @param to first day after; {@link #NO_END} while it lasts
 * @param commission {@link Commission#NONE} in RESALE
 * @param settlement how the agent gets its commission; of no meaning in RESALE
 */
public record Contract(
    long id,
    int version,
    long sellerId,
    long buyerId,
    Mode mode,
    String currency,
    LocalDate from,
    LocalDate to,
    Commission commission,
    Settlement settlement,
    Discount discount,
    TaxRule tax,
    DocumentTerms documents) {

  /** {@code to} of a contract without an end. */
  public static final LocalDate NO_END = LocalDate.of(9999, 12, 31);

  /** Who sells to the client. */
  public enum Mode {
    /** The reseller, in its own name and for its own account; it buys wholesale. */
    RESALE,
    /** The agent in its own name, for the account of the principal. */
    AGENT_OWN_NAME,
    /** The principal; the agent acts in its name. */
    AGENT_PRINCIPAL_NAME;

    /** Whether the buyer is an agent. */
    public boolean isAgent() {
      return this != RESALE;
    }
  }

  /** How an agent gets its commission. */
  public enum Settlement {
    /** It keeps it back from what it collected. */
    WITHHOLD,
    /** The principal pays it out. */
    PAYOUT,
    /** It is credited to the agent's balance. */
    TO_BALANCE
  }

  /**
   * How documents are made.
   *
   * @param numberingSeries prefix of the numbers: "AG-2026"
   * @param selfBilled whether the principal writes the agent's act and invoice
   * @param objectionDays after which an agent's report is deemed accepted (Civil Code art. 1008:
   *     30)
   */
  public record DocumentTerms(String numberingSeries, boolean selfBilled, int objectionDays) {

    /** No prefix, the agent writes its own, 30 days. */
    public static final DocumentTerms USUAL = new DocumentTerms("", false, 30);

    public DocumentTerms {
      Exact.present(numberingSeries, "The series of documents");
      if (!numberingSeries.matches("[\\p{L}\\p{N}/._-]{0,30}") || objectionDays < 1) {
        throw new BillingException.Invalid(
            "Documents want a series of at most 30 letters and digits and a day or more to object,"
                + " not '%s' and %d".formatted(numberingSeries, objectionDays));
      }
    }
  }

  public Contract {
    Money.requireCurrency(currency);
    Exact.present(mode, "The mode of a contract");
    Exact.present(from, "The first day of a contract");
    Exact.present(to, "The end of a contract");
    Exact.present(commission, "The commission of a contract");
    Exact.present(settlement, "The settlement of a contract");
    Exact.present(discount, "The discount of a contract");
    Exact.present(tax, "The tax of a contract");
    Exact.present(documents, "The documents of a contract");
    require(version >= 1, "a version from 1", id, version);
    require(sellerId > 0 && buyerId > 0 && sellerId != buyerId, "two parties", id, buyerId);
    require(from.isBefore(to), "an end after its start", id, from + "/" + to);
    require(
        mode.isAgent() || commission.equals(Commission.NONE),
        "no commission in RESALE",
        id,
        commission.basis());
  }

  /**
   * A first version by which the buyer buys wholesale: no discount, no tax, the usual documents.
   */
  public static Contract resale(
      long id, long sellerId, long buyerId, String currency, LocalDate from) {
    return first(id, sellerId, buyerId, Mode.RESALE, currency, from, Commission.NONE);
  }

  /** A first version by which the buyer is the seller's agent, paid out. */
  public static Contract agent(
      long id,
      long sellerId,
      long buyerId,
      Mode mode,
      String currency,
      LocalDate from,
      Commission commission) {
    require(Exact.present(mode, "The mode of a contract").isAgent(), "an agent's mode", id, mode);
    return first(id, sellerId, buyerId, mode, currency, from, commission);
  }

  private static Contract first(
      long id,
      long sellerId,
      long buyerId,
      Mode mode,
      String currency,
      LocalDate from,
      Commission commission) {
    return new Contract(
        id,
        1,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        NO_END,
        commission,
        Settlement.PAYOUT,
        Discount.NONE,
        TaxRule.none(TaxRule.Regime.NOT_A_PAYER),
        DocumentTerms.USUAL);
  }

  /** This with a discount. */
  public Contract withDiscount(Discount other) {
    return new Contract(
        id,
        version,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        to,
        commission,
        settlement,
        other,
        tax,
        documents);
  }

  /** This with a commission. */
  public Contract withCommission(Commission other) {
    return new Contract(
        id,
        version,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        to,
        other,
        settlement,
        discount,
        tax,
        documents);
  }

  /** This settled otherwise. */
  public Contract withSettlement(Settlement other) {
    return new Contract(
        id,
        version,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        to,
        commission,
        other,
        discount,
        tax,
        documents);
  }

  /** This with a tax. */
  public Contract withTax(TaxRule other) {
    return new Contract(
        id,
        version,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        to,
        commission,
        settlement,
        discount,
        other,
        documents);
  }

  /** This with other documents. */
  public Contract withDocuments(DocumentTerms other) {
    return new Contract(
        id,
        version,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        to,
        commission,
        settlement,
        discount,
        tax,
        other);
  }

  /** The next version of this from a day on, as long as this would have lasted. */
  public Contract next(LocalDate since) {
    return new Contract(
        id,
        version + 1,
        sellerId,
        buyerId,
        mode,
        currency,
        since,
        to,
        commission,
        settlement,
        discount,
        tax,
        documents);
  }

  /** This ending before a day. */
  public Contract until(LocalDate end) {
    return new Contract(
        id,
        version,
        sellerId,
        buyerId,
        mode,
        currency,
        from,
        end,
        commission,
        settlement,
        discount,
        tax,
        documents);
  }

  /** Whether this version holds on a day. */
  public boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && day.isBefore(to);
  }

  private static void require(boolean right, String expected, long id, Object came) {
    if (!right) {
      throw new BillingException.Invalid("Contract " + id + " wants " + expected + ", not " + came);
    }
  }
}
