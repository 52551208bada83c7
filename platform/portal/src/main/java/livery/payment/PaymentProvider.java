package livery.payment;

import java.time.Instant;

/**
 * Speaks one payment provider's language: where a buyer is sent to pay, and what a callback says. A
 * bean of this type is found by its id. Thread-safe; calls nobody itself.
 *
 * <p>What the callbacks come to is {@link Payments}' business: a provider only says what one means
 * and whether it is genuine.
 */
public interface PaymentProvider {

  /** Its name in {@link PaymentAccount}: "gateway". Small Latin letters, at most 30. */
  String id();

  /**
   * The address of the page where the buyer pays.
   *
   * @param returnTo where the buyer's browser comes back to; says nothing about the payment
   * @param callback where the provider tells what became of it
   */
  String payAddress(PaymentAccount account, Payment payment, String returnTo, String callback);

  /**
   * Reads a callback.
   *
   * @param signature the header {@code Payment-Signature}, {@code null} where there was none
   * @param body as it came
   * @throws livery.fault.Fault NOT_ALLOWED when the signature is not the account's, or is older or
   *     newer than the provider allows; INVALID when it cannot be read
   */
  Callback read(PaymentAccount account, String signature, byte[] body, Instant now);
}
