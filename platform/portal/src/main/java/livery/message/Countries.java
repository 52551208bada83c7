package livery.message;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

/** The country of a subscriber's number, for its price. */
public final class Countries {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int CALLING_CODE_LENGTH_MAX = 3;
  private static final String NON_GEOGRAPHIC = "001";
  private static final String UNKNOWN = "ZZ";

  private Countries() {}

  /**
   * ISO 3166 code, or "" when it cannot be told.
   *
   * @param phone E.164 without "+"
   */
  public static String of(String phone) {
    for (var length = 1; length <= CALLING_CODE_LENGTH_MAX && length < phone.length(); length++) {
      var code = callingCode(phone, length);
      if (code <= 0) {
        return "";
      }
      var regions = NUMBERS.getRegionCodesForCountryCode(code);
      if (regions.size() == 1) {
        return known(regions.get(0));
      }
      if (regions.size() > 1) {
        return ofShared(phone);
      }
    }
    return "";
  }

  private static int callingCode(String phone, int length) {
    var code = 0;
    for (var i = 0; i < length; i++) {
      var digit = phone.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return 0;
      }
      code = code * 10 + digit;
    }
    return code;
  }

  /** Several countries share the calling code, as +1 and +7: the whole number decides. */
  private static String ofShared(String phone) {
    try {
      var region = NUMBERS.getRegionCodeForNumber(NUMBERS.parse("+" + phone, null));
      return region == null ? "" : known(region);
    } catch (NumberParseException notANumber) {
      return "";
    }
  }

  private static String known(String region) {
    return region.equals(NON_GEOGRAPHIC) || region.equals(UNKNOWN) ? "" : region;
  }
}
