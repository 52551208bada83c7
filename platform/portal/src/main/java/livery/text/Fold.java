package livery.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Words as people mean them: two spellings of one word become one string.
 *
 * <p>Folding is NFKC, a case fold that knows no locale, diacritics off and one apostrophe for all.
 * Two things stay: й is a letter of its own (мой is not мои), and marks of scripts that cannot be
 * read without them (Devanagari, Thai) are kept. Pure functions, thread-safe; texts in Latin, Greek
 * and Cyrillic take a table look-up for each character.
 */
public final class Fold {

  private static final char APOSTROPHE = '\'';
  private static final String APOSTROPHES = "'\u2019\u2018\u201B\u02BC\u02B9\u2032`\u00B4";
  private static final char COMBINING_FIRST = 0x0300;
  private static final char COMBINING_LAST = 0x036F;

  /** Latin, Greek and Cyrillic: each character folded by itself. */
  private static final String[] TABLE = table(0x0530);

  private Fold() {}

  /**
   * A text cut behind its first word.
   *
   * @param first the first word, folded; empty when the text is blank
   * @param rest what follows it, as it was written, trimmed
   */
  public record Split(String first, String rest) {}

  /** The whole text folded, without the space, quotes and punctuation around it. */
  public static String word(String text) {
    var bounds = bounds(text, 0, text.length());
    return fold(text.substring(bounds[0], bounds[1]));
  }

  /** The first word, folded. */
  public static String firstToken(String text) {
    return split(text).first();
  }

  /** What follows the first word, as it was written. */
  public static String rest(String text) {
    return split(text).rest();
  }

  /** Cuts at the first white space: {@code «ДА!» за} is {@code да} and {@code за}. */
  public static Split split(String text) {
    var whole = bounds(text, 0, text.length());
    var end = whole[0];
    while (end < whole[1] && !isSpace(text.charAt(end))) {
      end++;
    }
    var token = bounds(text, whole[0], end);
    return new Split(fold(text.substring(token[0], token[1])), trim(text, tail(text, end)));
  }

  /**
   * Cuts at the first punctuation inside the first word: {@code VOTE:2} is {@code vote} and {@code
   * 2}. Empty when there is none. Asked only when the whole first word means nothing, so that a
   * keyword may have a hyphen.
   */
  public static Optional<Split> splitAtPunctuation(String text) {
    var whole = bounds(text, 0, text.length());
    for (var i = whole[0] + 1; i < whole[1] && !isSpace(text.charAt(i)); i++) {
      if (isEdge(text.charAt(i)) && APOSTROPHES.indexOf(text.charAt(i)) < 0) {
        return Optional.of(
            new Split(fold(text.substring(whole[0], i)), trim(text, edgeEnd(text, i))));
      }
    }
    return Optional.empty();
  }

  /** All words, folded; what is nothing but punctuation is left out. */
  public static List<String> tokens(String text) {
    var words = new ArrayList<String>();
    var start = 0;
    for (var i = 0; i <= text.length(); i++) {
      if (i == text.length() || isSpace(text.charAt(i))) {
        var bounds = edges(text, start, i);
        if (bounds[0] < bounds[1]) {
          words.add(fold(text.substring(bounds[0], bounds[1])));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** Whether there is a digit of any script. */
  public static boolean hasDigit(String word) {
    return word.codePoints().anyMatch(Character::isDigit);
  }

  /** Folds every character and cuts nothing. */
  static String fold(String text) {
    var folded = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c >= TABLE.length || (c >= COMBINING_FIRST && c <= COMBINING_LAST)) {
        return foldAny(text);
      }
      folded.append(TABLE[c]);
    }
    return folded.toString();
  }

  private static String foldAny(String text) {
    var plain = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      plain.append(APOSTROPHES.indexOf(c) >= 0 ? APOSTROPHE : c);
    }
    var composed = Normalizer.normalize(plain, Normalizer.Form.NFKC);
    // Up and down again is the full case fold for the letters that have no single lower case.
    var lower = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    var folded = new StringBuilder(lower.length());
    Normalizer.normalize(lower, Normalizer.Form.NFC)
        .codePoints()
        .forEach(letter -> appendBare(folded, letter));
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static void appendBare(StringBuilder to, int letter) {
    switch (letter) {
      case 'й' -> to.append('й');
      case 'ł' -> to.append('l');
      case 'ø' -> to.append('o');
      case 'đ' -> to.append('d');
      case 'ħ' -> to.append('h');
      case 'ŧ' -> to.append('t');
      case 'ґ' -> to.append('г');
      default ->
          Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD)
              .codePoints()
              .filter(part -> !isDiacritic(part) && Character.getType(part) != Character.FORMAT)
              .forEach(to::appendCodePoint);
    }
  }

  private static boolean isDiacritic(int mark) {
    return (mark >= COMBINING_FIRST && mark <= COMBINING_LAST)
        || (mark >= 0x0483 && mark <= 0x0489) // Old Cyrillic
        || (mark >= 0x064B && mark <= 0x065F) // Arabic vowel signs
        || (mark >= 0x1AB0 && mark <= 0x1AFF)
        || (mark >= 0x1DC0 && mark <= 0x1DFF)
        || (mark >= 0x20D0 && mark <= 0x20FF)
        || (mark >= 0xFE00 && mark <= 0xFE0F); // variation selectors behind emoji
  }

  private static String[] table(int size) {
    var table = new String[size];
    for (var c = 0; c < size; c++) {
      table[c] = foldAny(Character.toString(c));
    }
    return table;
  }

  /** Without the edges, or merely without the space when nothing else is there, as in "?". */
  private static int[] bounds(String text, int from, int to) {
    var edges = edges(text, from, to);
    if (edges[0] < edges[1]) {
      return edges;
    }
    var start = from;
    var end = to;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return new int[] {start, end};
  }

  private static int[] edges(String text, int from, int to) {
    var start = from;
    var end = to;
    while (start < end && isEdge(text.charAt(start))) {
      start++;
    }
    while (end > start && isEdge(text.charAt(end - 1))) {
      end--;
    }
    return new int[] {start, end};
  }

  private static String trim(String text, int from) {
    var start = from;
    var end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** The end of the text when nothing but punctuation is left. */
  private static int tail(String text, int from) {
    var edge = edgeEnd(text, from);
    return edge == text.length() ? edge : from;
  }

  private static int edgeEnd(String text, int from) {
    var end = from;
    while (end < text.length() && isEdge(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\0';
  }

  private static boolean isEdge(char c) {
    if (isSpace(c) || APOSTROPHES.indexOf(c) >= 0) {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.CONTROL,
          Character.FORMAT ->
          true;
      default -> false;
    };
  }
}
