package livery.billing;

import java.time.Instant;

/**
 * Money that moved from one account to another, once and for ever.
 *
 * @param postingId shared by everything that was posted together; rated rows carry it too
 * @param debitAccount where it came from: a wallet's id or a number of {@link Account}
 * @param creditAccount where it went
 * @param amount above zero; 0 where units were sold at a price of 0, or given back
 * @param product "" where nothing was sold
 * @param quantity units sold, without those that a bundle covers; 0 where nothing was sold
 * @param reference what the caller gave: a payment's number, the reason of a refund
 * @param firstEvent smallest event behind a charge or refund, 0 where nothing was sold
 * @param lastEvent greatest event behind it
 * @param correctsPeriod the month that it belongs to where it was booked later: 202603; else 0
 */
public record Transfer(
    long id,
    long postingId,
    Kind kind,
    long debitAccount,
    long creditAccount,
    Money amount,
    long sellerId,
    long buyerId,
    String product,
    long quantity,
    String reference,
    long firstEvent,
    long lastEvent,
    Instant postedAt,
    int correctsPeriod) {

  /** A transfer that belongs to the month that it is booked in. */
  public Transfer(
      long id,
      long postingId,
      Kind kind,
      long debitAccount,
      long creditAccount,
      Money amount,
      long sellerId,
      long buyerId,
      String product,
      long quantity,
      String reference,
      long firstEvent,
      long lastEvent,
      Instant postedAt) {
    this(
        id,
        postingId,
        kind,
        debitAccount,
        creditAccount,
        amount,
        sellerId,
        buyerId,
        product,
        quantity,
        reference,
        firstEvent,
        lastEvent,
        postedAt,
        0);
  }

  /** Longest reference. */
  public static final int REFERENCE_MAX = 190;

  /** Why money moves. */
  public enum Kind {
    /** Sold: the buyer's wallet pays the seller; on the last edge the platform the operators. */
    CHARGE,
    /** A charge given back in full. */
    REFUND,
    /** A part of a charge given back: parts that never arrived, days of a rent given up. */
    RETURN,
    /** Money that the buyer brought. */
    TOP_UP,
    /** Money that a seller moved from its own wallet into that of its buyer. */
    ALLOCATION,
    /** Given back by the seller with a credit note that a person wrote. */
    CREDIT,
    /** A top-up taken back, as a whole or in part: a refund, a chargeback, a bank's reversal. */
    REVERSAL,
    /** A bundle of free units bought by the buyer. */
    BUNDLE,
    /** Money of a lot that was not spent in time; it stays with the seller. */
    BREAKAGE,
    /**
     * What a month's volume costs less, or more, than was charged; also what is passed on of it.
     */
    TIER_DELTA,
    /** What an agent has earned, or earned too much and owes again. */
    COMMISSION,
    /** What an agent handed over of what it had collected. */
    REMITTANCE,
    /** A commission that was paid, withheld or credited to the agent's wallet. */
    SETTLEMENT,
    /** What a buyer had with a seller that no longer sells to it. */
    TAKEOVER,
    /** What a tenant has earned with premium numbers, by the operator's statement. */
    PREMIUM,
    /** Premium income that was paid: to the wallet, or out of the house. */
    PAYOUT
  }
}
