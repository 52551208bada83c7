package livery.compose;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import livery.fault.Check;
import livery.fault.Fault;

/** Subscribers' numbers as people write them. */
final class Phones {

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int LENGTH = 40;

  private Phones() {}

  /**
   * E.164 without "+".
   *
   * @param written with "+", as E.164 digits alone, or as it is dialled within the country
   * @param country ISO 3166
   */
  static String e164(String field, String written, String country) {
    var text = Check.text(field, written, LENGTH);
    for (var attempt : new String[] {text.startsWith("+") ? text : "+" + text, text}) {
      try {
        var parsed = NUMBERS.parse(attempt, attempt.startsWith("+") ? null : country);
        if (NUMBERS.isValidNumber(parsed)) {
          return NUMBERS.format(parsed, PhoneNumberFormat.E164).substring(1);
        }
      } catch (NumberParseException notSo) {
        continue;
      }
    }
    throw Fault.invalid(field, "message.fault.phone", Check.shown(written));
  }
}
