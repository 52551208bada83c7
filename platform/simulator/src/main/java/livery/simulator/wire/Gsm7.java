package livery.simulator.wire;

import java.util.Arrays;

/**
 * The GSM 7 bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), one per octet.
 */
final class Gsm7 {

  private static final int ESCAPE = 0x1B;

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final String EXTENDED = "\f^{}\\[~]|€";
  private static final int[] EXTENDED_CODES = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  /** Code of each character; +256 where it needs the escape; -1 where the alphabet lacks it. */
  private static final short[] CODES = new short[0x2100];

  static {
    Arrays.fill(CODES, (short) -1);
    for (int code = 0; code < BASIC.length(); code++) {
      if (code != ESCAPE) {
        CODES[BASIC.charAt(code)] = (short) code;
      }
    }
    for (int i = 0; i < EXTENDED_CODES.length; i++) {
      CODES[EXTENDED.charAt(i)] = (short) (256 + EXTENDED_CODES[i]);
    }
  }

  private Gsm7() {}

  static boolean fits(String text) {
    return text.chars().allMatch(unit -> code((char) unit) >= 0);
  }

  static int cost(char unit) {
    return code(unit) >= 256 ? 2 : 1;
  }

  static byte[] encode(String text) {
    byte[] out = new byte[text.length() * 2];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      int code = code(text.charAt(i));
      if (code >= 256) {
        out[size++] = ESCAPE;
      }
      out[size++] = (byte) (code < 0 ? '?' : code);
    }
    return Arrays.copyOf(out, size);
  }

  static String decode(byte[] octets) {
    var text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int code = octets[i] & 0xFF;
      if (code == ESCAPE && i + 1 < octets.length) {
        text.append(extended(octets[++i] & 0x7F));
      } else {
        text.append(code < 128 && code != ESCAPE ? BASIC.charAt(code) : '\uFFFD');
      }
    }
    return text.toString();
  }

  /** An unknown extension is shown as the basic character (TS 23.038 §6.2.1.1, note 1). */
  private static char extended(int code) {
    int index = Arrays.binarySearch(EXTENDED_CODES, code);
    return index >= 0 ? EXTENDED.charAt(index) : code == ESCAPE ? ' ' : BASIC.charAt(code);
  }

  private static int code(char unit) {
    return unit < CODES.length ? CODES[unit] : -1;
  }
}
