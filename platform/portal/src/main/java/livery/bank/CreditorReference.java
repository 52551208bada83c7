package livery.bank;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The number under which a buyer may always transfer money to its wallet: "RF", two check digits
 * and the wallet's number (ISO 11649, check digits as in ISO 7064 MOD 97-10). Banks know the form,
 * and a wrong digit shows.
 */
public final class CreditorReference {

  private static final BigInteger MODULUS = BigInteger.valueOf(97);
  private static final Pattern WRITTEN = Pattern.compile("RF\\s?\\d\\s?\\d(?:\\s?\\d){1,19}");
  private static final int LEAST = 5;
  private static final int MOST = 23;

  private CreditorReference() {}

  /** The reference of a wallet, in groups of four: "RF71 1234 5". */
  public static String of(long walletId) {
    var check = 98 - number(walletId + "RF00").mod(MODULUS).intValue();
    return ("RF%02d%d".formatted(check, walletId)).replaceAll("(.{4})(?!$)", "$1 ");
  }

  /** The wallets that a text names by valid references, in their order. */
  static List<Long> wallets(String text) {
    var found = new ArrayList<Long>();
    var written = WRITTEN.matcher(text.toUpperCase(Locale.ROOT));
    while (written.find()) {
      var signs = written.group().replaceAll("\\s", "");
      // A payer may have written more digits after it: the longest that checks is meant.
      for (var end = Math.min(signs.length(), MOST); end >= LEAST; end--) {
        var one = signs.substring(0, end);
        if (isValid(one) && one.length() - 4 <= 18) {
          found.add(Long.parseLong(one.substring(4)));
          break;
        }
      }
    }
    return found;
  }

  private static boolean isValid(String reference) {
    return number(reference.substring(4) + reference.substring(0, 4))
            .mod(MODULUS)
            .equals(BigInteger.ONE)
        && reference.charAt(4) != '0';
  }

  /** Letters count as 10 to 35. */
  private static BigInteger number(String signs) {
    var digits = new StringBuilder();
    signs.chars().forEach(sign -> digits.append(Character.digit(sign, Character.MAX_RADIX)));
    return new BigInteger(digits.toString());
  }
}
