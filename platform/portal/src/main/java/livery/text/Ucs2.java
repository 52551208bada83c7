package livery.text;

import java.nio.charset.StandardCharsets;

/**
 * UCS-2 as SMS uses it: UTF-16, big-endian (data_coding 8).
 *
 * <p>Decoding never fails: half a character, be it an odd octet or a lone surrogate, becomes
 * U+FFFD.
 */
public final class Ucs2 {

  private static final char UNKNOWN = '\uFFFD';

  private Ucs2() {}

  /** Two octets for each UTF-16 unit; a lone surrogate becomes U+FFFD. */
  public static byte[] encode(String text) {
    return whole(text).getBytes(StandardCharsets.UTF_16BE);
  }

  /**
   * Reads big-endian units, little-endian ones after the mark FF FE; the mark itself is dropped.
   */
  public static String decode(byte[] octets) {
    var littleEndian = octets.length > 1 && octets[0] == (byte) 0xFF && octets[1] == (byte) 0xFE;
    var marked = octets.length > 1 && octets[0] == (byte) 0xFE && octets[1] == (byte) 0xFF;
    var text = new StringBuilder(octets.length / 2 + 1);
    for (var i = littleEndian || marked ? 2 : 0; i + 1 < octets.length; i += 2) {
      var first = octets[i] & 0xFF;
      var second = octets[i + 1] & 0xFF;
      text.append((char) (littleEndian ? second << 8 | first : first << 8 | second));
    }
    if (octets.length % 2 != 0) {
      text.append(UNKNOWN);
    }
    return whole(text);
  }

  private static String whole(CharSequence text) {
    var whole = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point ->
                whole.appendCodePoint(
                    Character.getType(point) == Character.SURROGATE ? UNKNOWN : point));
    return whole.toString();
  }
}
