package livery.price;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Set;
import livery.billing.price.Price;

/**
 * Where a price holds, and which of two is taken: as {@link livery.billing.price.PriceBook} does.
 */
record Place(
    long buyerId, String product, String country, String network, String prefix, String currency) {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final Set<String> DIALLED = NUMBERS.getSupportedRegions();

  static Place of(Price price) {
    return new Place(
        price.buyerId(),
        price.product(),
        price.country(),
        price.network(),
        price.prefix(),
        price.currency());
  }

  /** Whether one is taken before another, or instead of it, where both could be. */
  static boolean wins(Price one, Price other) {
    return one.buyerId() == other.buyerId()
        ? rank(one) >= rank(other)
        : one.buyerId() != 0 && other.buyerId() == 0;
  }

  private static int rank(Price price) {
    return (price.network().isEmpty() ? 0 : 32)
        + 2 * price.prefix().length()
        + (price.country().isEmpty() ? 0 : 1);
  }

  /** Whether some message could be of both places. */
  static boolean meet(Price one, Price other) {
    return either(one.country(), other.country())
        && either(one.network(), other.network())
        && oneBeginsTheOther(one.prefix(), other.prefix())
        && isOf(one.product(), one.country(), other.prefix())
        && isOf(other.product(), other.country(), one.prefix());
  }

  /** Whether a number of a country may begin so. */
  static boolean isOf(String product, String country, String prefix) {
    return country.isEmpty()
        || prefix.isEmpty()
        || oneBeginsTheOther(dialling(product, country), prefix);
  }

  /**
   * How every subscriber's number begins whose message is of that country: its dialling code. ""
   * for any country, for one without a code, and for what comes in: its country is that of the
   * number which was texted to, from wherever.
   */
  static String dialling(String product, String country) {
    return Products.isIncoming(product) || !DIALLED.contains(country)
        ? ""
        : String.valueOf(NUMBERS.getCountryCodeForRegion(country));
  }

  private static boolean oneBeginsTheOther(String one, String other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  private static boolean either(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  /** Whether all that is of the other place is of this one, too. */
  static boolean covers(Price one, Price other) {
    return (one.country().isEmpty() || one.country().equals(other.country()))
        && (one.network().isEmpty() || one.network().equals(other.network()))
        && other.prefix().startsWith(one.prefix());
  }
}
