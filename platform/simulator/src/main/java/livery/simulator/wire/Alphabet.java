package livery.simulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How text becomes octets (SMPP 3.4 §5.2.19, 3GPP TS 23.038). */
public enum Alphabet {
  GSM7(0, 160, 153),
  LATIN1(3, 140, 134),
  UCS2(8, 70, 67);

  final int dataCoding;

  /** Units (septets, octets, UTF-16 units) of a message that is not split. */
  final int whole;

  /** Units of one part beside a header of six octets. */
  final int part;

  Alphabet(int dataCoding, int whole, int part) {
    this.dataCoding = dataCoding;
    this.whole = whole;
    this.part = part;
  }

  /** The cheapest of GSM 7 bit and UCS-2 that holds the text. */
  public static Alphabet of(String text) {
    return Gsm7.fits(text) ? GSM7 : UCS2;
  }

  /** The octets of a text; what the alphabet lacks becomes a question mark. */
  public byte[] encode(String text) {
    return switch (this) {
      case GSM7 -> Gsm7.encode(text);
      case LATIN1 -> text.getBytes(StandardCharsets.ISO_8859_1);
      case UCS2 -> text.getBytes(StandardCharsets.UTF_16BE);
    };
  }

  /** What one UTF-16 unit of the text costs. */
  int cost(char unit) {
    return this == GSM7 ? Gsm7.cost(unit) : 1;
  }

  /**
   * Which alphabet a data_coding means: the three above, ASCII as part of Latin-1, the message
   * class groups of TS 23.038 by their bits.
   */
  public static Alphabet ofDataCoding(int dataCoding) {
    if (dataCoding == 8 || (dataCoding & 0xCC) == 0x08) {
      return UCS2;
    }
    return dataCoding == 3 || dataCoding == 1 ? LATIN1 : GSM7;
  }

  /** The text of octets; never fails. Binary codings are shown in hexadecimal. */
  public static String decode(int dataCoding, byte[] octets) {
    if (dataCoding == 2 || dataCoding == 4) {
      return HexFormat.of().formatHex(octets);
    }
    return switch (ofDataCoding(dataCoding)) {
      case GSM7 -> Gsm7.decode(octets);
      case LATIN1 -> new String(octets, StandardCharsets.ISO_8859_1);
      case UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
    };
  }
}
