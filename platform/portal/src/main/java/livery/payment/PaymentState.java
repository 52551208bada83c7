package livery.payment;

/** Where a payment through a provider stands. */
public enum PaymentState {
  /** The buyer was sent to the provider's page. */
  CREATED,
  /** The provider has begun and does not know yet. */
  PENDING,
  /** The money is there and credited. */
  PAID,
  /** The provider says that it will not come. */
  FAILED,
  /** Nothing was heard in time; if the money still comes, it is credited. */
  EXPIRED,
  /** All of it was given back. */
  REFUNDED,
  /** The buyer's bank took it back. */
  CHARGEBACK;

  /** Whether something is still to be waited for. */
  public boolean isOpen() {
    return this == CREATED || this == PENDING;
  }
}
