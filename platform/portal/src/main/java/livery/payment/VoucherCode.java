package livery.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import livery.fault.Check;
import livery.fault.Fault;

/**
 * Sixteen signs of Crockford's Base32, 80 random bits: too many to guess, so a plain hash keeps
 * them safe. People may write them in small letters, with O for 0, and with any spaces and dashes.
 */
record VoucherCode(String signs) {

  static final int LENGTH = 16;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TYPED_MAX = 60;
  private static final int GROUP = 4;

  static VoucherCode random(SecureRandom random) {
    var signs = new StringBuilder(LENGTH);
    for (var i = 0; i < LENGTH; i++) {
      signs.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new VoucherCode(signs.toString());
  }

  /**
   * What somebody has typed.
   *
   * @throws Fault when it cannot be a code
   */
  static VoucherCode typed(String field, String text) {
    var signs =
        Check.text(field, text, TYPED_MAX)
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s\\u2010-\\u2015-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    if (signs.length() != LENGTH || signs.chars().anyMatch(one -> ALPHABET.indexOf(one) < 0)) {
      throw Fault.invalid(field, "payment.fault.voucher-form", LENGTH);
    }
    return new VoucherCode(signs);
  }

  /** What the database keeps. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(("voucher " + signs).getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }

  /** Its last four signs, by which people tell codes apart. */
  String tail() {
    return signs.substring(LENGTH - GROUP);
  }

  /** As it is printed: "7K3M-…". */
  @Override
  public String toString() {
    return signs.replaceAll("(.{4})(?!$)", "$1-");
  }
}
