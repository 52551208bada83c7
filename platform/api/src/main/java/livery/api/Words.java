package livery.api;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Compares words as subscribers type them.
 *
 * <pre>{@code
 * Words.fold(" «Élan»! ")      // "elan"
 * Words.likeLatin("а")         // Cyrillic letter, looks like Latin "a"
 * }</pre>
 */
public final class Words {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final String CYRILLIC = "авекмнорстухіјѕԁԛһ";
  private static final String LATIN = "abekmhopctyxijsdqh";

  private Words() {}

  /**
   * Lower case, without diacritics, every run of punctuation and blanks one blank. Letters й and ї
   * keep their marks, which tell words apart.
   */
  public static String fold(String text) {
    var kept = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    kept = kept.replace('й', '\uE001').replace('ї', '\uE002');
    var bare = MARKS.matcher(Normalizer.normalize(kept, Normalizer.Form.NFD)).replaceAll("");
    bare = bare.replace('\uE001', 'й').replace('\uE002', 'ї').replace('ё', 'е');
    var result = new StringBuilder(bare.length());
    BETWEEN.splitAsStream(bare).filter(word -> !word.isEmpty()).forEach(word -> join(result, word));
    return digits(result.toString());
  }

  /** A folded text with Cyrillic letters that look like Latin ones written as those. */
  public static String likeLatin(String folded) {
    var result = new StringBuilder(folded);
    for (var i = 0; i < result.length(); i++) {
      var letter = CYRILLIC.indexOf(result.charAt(i));
      if (letter >= 0) {
        result.setCharAt(i, LATIN.charAt(letter));
      }
    }
    return result.toString();
  }

  /** The first word of a folded text, if it has one. */
  public static Optional<String> first(String folded) {
    var end = folded.indexOf(' ');
    var word = end < 0 ? folded : folded.substring(0, end);
    return word.isEmpty() ? Optional.empty() : Optional.of(word);
  }

  private static void join(StringBuilder text, String word) {
    if (text.length() > 0) {
      text.append(' ');
    }
    text.append(word);
  }

  private static String digits(String text) {
    var result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              var digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
              result.appendCodePoint(digit >= 0 ? '0' + digit : c);
            });
    return result.toString();
  }
}
