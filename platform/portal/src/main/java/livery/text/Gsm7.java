package livery.text;

import java.util.Arrays;

/**
 * The 7-bit alphabet of SMS with its extension table (3GPP TS 23.038 §6.2.1).
 *
 * <p>Septets travel unpacked, one in each octet, as SMPP carries them, or packed eight in seven
 * octets. Decoding never fails: what is no septet becomes U+FFFD.
 */
public final class Gsm7 {

  private static final char ESCAPE = 0x1B;
  private static final char UNKNOWN = '\uFFFD';
  private static final byte PADDING = '\r';
  private static final int PART_OCTETS = 140;
  private static final byte QUESTION_MARK = '?';

  private static final char[] BASIC =
      ("@£$¥èéùìòç\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u00A0ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
              + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
          .toCharArray();

  private static final char[] EXTENSION = extension();

  /** Septet of each character below U+2100: 0x1Bxx in the extension table, -1 when unknown. */
  private static final short[] SEPTETS = septets();

  private Gsm7() {}

  /** How many septets the character takes: 1, 2, or 0 when the alphabet does not have it. */
  public static int units(char character) {
    var septet = septet(character);
    return septet < 0 ? 0 : septet > 0x7F ? 2 : 1;
  }

  /** Whether the alphabet has every character of the text. */
  public static boolean covers(CharSequence text) {
    for (var i = 0; i < text.length(); i++) {
      if (septet(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** One septet in each octet; a character that the alphabet does not have becomes "?". */
  public static byte[] encode(CharSequence text) {
    var octets = new byte[text.length() * 2];
    var length = 0;
    for (var i = 0; i < text.length(); i++) {
      var septet = septet(text.charAt(i));
      if (septet > 0x7F) {
        octets[length++] = ESCAPE;
      }
      octets[length++] = septet < 0 ? QUESTION_MARK : (byte) (septet & 0x7F);
    }
    return Arrays.copyOf(octets, length);
  }

  /**
   * Reads one septet from each octet. An unknown extension is read from the basic table, as TS
   * 23.038 §6.2.1.1 asks of a telephone; an escape at the end is a space.
   */
  public static String decode(byte[] octets) {
    var text = new StringBuilder(octets.length);
    for (var i = 0; i < octets.length; i++) {
      var octet = octets[i];
      if (octet != ESCAPE || i + 1 == octets.length) {
        text.append(octet < 0 ? UNKNOWN : BASIC[octet]);
        continue;
      }
      var extended = octets[++i];
      if (extended < 0) {
        text.append(UNKNOWN);
      } else {
        text.append(EXTENSION[extended] == 0 ? BASIC[extended] : EXTENSION[extended]);
      }
    }
    return text.toString();
  }

  /**
   * As {@link #encode}, then packed, eight septets in seven octets, least significant bit first.
   * Seven bits that are left over hold a carriage return, so that they are not read as "@"; where a
   * carriage return of the text itself fills the last octet, another follows, so that it is not
   * read as such a filling (3GPP TS 23.038 §6.1.2.3.1). A full part has no room for that other one.
   *
   * @param headerOctets how long the user data header before it is: the text begins at the next
   *     septet (3GPP TS 23.040 §9.2.3.24)
   */
  public static byte[] pack(CharSequence text, int headerOctets) {
    var fill = fill(headerOctets);
    var septets = withLastReturn(encode(text), fill, headerOctets);
    var packed = new byte[(fill + septets.length * 7 + 7) / 8];
    for (var i = 0; i < septets.length; i++) {
      put(packed, fill + i * 7, septets[i]);
    }
    if (packed.length * 8 - fill - septets.length * 7 == 7) {
      put(packed, fill + septets.length * 7, PADDING);
    }
    return packed;
  }

  private static byte[] withLastReturn(byte[] septets, int fill, int headerOctets) {
    var bits = fill + septets.length * 7;
    if (septets.length == 0
        || septets[septets.length - 1] != PADDING
        || bits % 8 != 0
        || headerOctets + bits / 8 == PART_OCTETS) {
      return septets;
    }
    var longer = Arrays.copyOf(septets, septets.length + 1);
    longer[septets.length] = PADDING;
    return longer;
  }

  /**
   * Reads what {@link #pack} writes: a carriage return that fills the last octet is no part of the
   * text, an "@" there is one. A sender that fills up with noughts, against the rule, adds an "@".
   */
  public static String unpack(byte[] packed, int headerOctets) {
    var fill = fill(headerOctets);
    var bits = packed.length * 8 - fill;
    var septets = new byte[Math.max(0, bits / 7)];
    for (var i = 0; i < septets.length; i++) {
      var bit = fill + i * 7;
      var low = (packed[bit / 8] & 0xFF) >> (bit % 8);
      var high = bit % 8 > 1 ? (packed[bit / 8 + 1] & 0xFF) << (8 - bit % 8) : 0;
      septets[i] = (byte) ((low | high) & 0x7F);
    }
    var last = septets.length - 1;
    var padded = last >= 0 && bits % 7 == 0 && septets[last] == PADDING;
    return decode(padded ? Arrays.copyOf(septets, last) : septets);
  }

  /** The bits between a header and the next septet. */
  private static int fill(int headerOctets) {
    return Math.floorMod(-headerOctets * 8, 7);
  }

  private static void put(byte[] packed, int bit, byte septet) {
    var spread = (septet & 0x7F) << (bit % 8);
    packed[bit / 8] |= (byte) spread;
    if (spread > 0xFF) {
      packed[bit / 8 + 1] |= (byte) (spread >> 8);
    }
  }

  private static int septet(char character) {
    return character < SEPTETS.length ? SEPTETS[character] : -1;
  }

  private static char[] extension() {
    var table = new char[128];
    table[0x0A] = '\f';
    table[0x14] = '^';
    table[ESCAPE] = ' ';
    table[0x28] = '{';
    table[0x29] = '}';
    table[0x2F] = '\\';
    table[0x3C] = '[';
    table[0x3D] = '~';
    table[0x3E] = ']';
    table[0x40] = '|';
    table[0x65] = '€';
    return table;
  }

  private static short[] septets() {
    var table = new short[0x2100];
    Arrays.fill(table, (short) -1);
    for (var septet = 0; septet < 128; septet++) {
      if (septet == ESCAPE) {
        continue;
      }
      table[BASIC[septet]] = (short) septet;
      if (EXTENSION[septet] != 0) {
        table[EXTENSION[septet]] = (short) (ESCAPE << 8 | septet);
      }
    }
    return table;
  }
}
