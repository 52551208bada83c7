package livery.smpp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import livery.link.LinkOptions.Alphabet;
import livery.text.Gsm7;
import livery.text.Ucs2;

/**
 * Reads octets by their data_coding (SMPP 3.4 §5.2.19, 3GPP TS 23.038 §4). Never fails: what cannot
 * be read becomes U+FFFD, an unknown coding is read as the operator's default alphabet.
 */
final class DataCoding {

  private static final char UNKNOWN = '\uFFFD';
  private static final int COMPRESSED = 0x20;
  private static final int ALPHABET = 0x0C;
  private static final int ALPHABET_8_BIT = 0x04;
  private static final int ALPHABET_UCS2 = 0x08;

  private DataCoding() {}

  static String decode(int dataCoding, UserData data, Alphabet defaultAlphabet) {
    var coding = dataCoding & 0xFF;
    var octets = data.octets();
    if (coding < 0x10) {
      return decodeSmpp(coding, data, defaultAlphabet);
    }
    if (coding < 0x80) {
      return decodeGeneral(coding, data, defaultAlphabet);
    }
    if (coding >= 0xE0 && coding < 0xF0) {
      return Ucs2.decode(octets);
    }
    return coding >= 0xF0 && (coding & ALPHABET_8_BIT) != 0
        ? printable(octets)
        : decodeDefault(data, defaultAlphabet);
  }

  /** The values that SMPP itself defines. */
  private static String decodeSmpp(int coding, UserData data, Alphabet defaultAlphabet) {
    var octets = data.octets();
    return switch (coding) {
      case 1, 3 -> new String(octets, StandardCharsets.ISO_8859_1);
      case 2, 4 -> printable(octets);
      case 5 -> decodeIn("Shift_JIS", octets);
      case 6 -> decodeIn("ISO-8859-5", octets);
      case 7 -> decodeIn("ISO-8859-8", octets);
      case 8 -> Ucs2.decode(octets);
      case 10 -> decodeIn("ISO-2022-JP", octets);
      case 13 -> decodeIn("EUC-JP", octets);
      case 14 -> decodeIn("EUC-KR", octets);
      default -> decodeDefault(data, defaultAlphabet);
    };
  }

  /** Groups 00xx and 01xx: class, compression and alphabet in bits. */
  private static String decodeGeneral(int coding, UserData data, Alphabet defaultAlphabet) {
    var octets = data.octets();
    if ((coding & COMPRESSED) != 0 || (coding & ALPHABET) == ALPHABET_8_BIT) {
      return printable(octets);
    }
    return (coding & ALPHABET) == ALPHABET_UCS2
        ? Ucs2.decode(octets)
        : decodeDefault(data, defaultAlphabet);
  }

  private static String decodeDefault(UserData data, Alphabet defaultAlphabet) {
    return switch (defaultAlphabet) {
      case GSM7 -> Gsm7.decode(data.octets());
      case GSM7_PACKED -> Gsm7.unpack(data.octets(), data.headerOctets());
      case LATIN1 -> new String(data.octets(), StandardCharsets.ISO_8859_1);
    };
  }

  private static String decodeIn(String charset, byte[] octets) {
    return Charset.isSupported(charset)
        ? new String(octets, Charset.forName(charset))
        : printable(octets);
  }

  /** Binary data as text, because some operators mark plain ASCII so. */
  private static String printable(byte[] octets) {
    var text = new StringBuilder(octets.length);
    for (var octet : octets) {
      text.append(
          octet >= ' ' && octet < 0x7F || octet == '\n' || octet == '\r' ? (char) octet : UNKNOWN);
    }
    return text.toString();
  }
}
