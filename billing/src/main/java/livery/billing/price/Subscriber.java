package livery.billing.price;

/**
 * What a price may ask about the person at the other end of a message; "" for what is not known, or
 * where there is nobody, as with a rent.
 *
 * @param country ISO 3166 code: of the number of who gets a message; of what comes in, that of the
 *     number which it came to
 * @param network name of the operator or link
 * @param phone digits in international form without "+"
 */
public record Subscriber(String country, String network, String phone) {

  /** One whose number is not known. */
  public Subscriber(String country, String network) {
    this(country, network, "");
  }
}
