package livery.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Splits a text into what fits into one short message each. */
public final class Parts {

  private static final int MOST_PARTS = 255;

  private Parts() {}

  /**
   * One message for each part.
   *
   * @param reference the same for all parts; only as many of its bits as the style has are used
   * @throws IllegalArgumentException when the text needs more than 255 parts
   */
  public static List<ShortMessage> of(
      String source,
      String destination,
      String text,
      Alphabet alphabet,
      PartStyle style,
      int reference) {
    var from = ShortMessage.Address.of(source);
    var to = ShortMessage.Address.of(destination);
    if (units(text, alphabet) <= alphabet.whole || style == PartStyle.PAYLOAD) {
      byte[] octets = alphabet.encode(text);
      if (octets.length > 0xFFFF) {
        throw new IllegalArgumentException("message_payload takes 65535 octets at most");
      }
      return List.of(new ShortMessage(from, to, 0, 0, alphabet.dataCoding, octets, Map.of()));
    }
    int room = style == PartStyle.UDH16 ? alphabet.part - 1 : alphabet.part;
    var pieces = split(text, alphabet, room);
    if (pieces.size() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "a text has 255 parts at most, this one has " + pieces.size());
    }
    List<ShortMessage> parts = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      var place = new ShortMessage.Part(reference, pieces.size(), i + 1);
      parts.add(part(from, to, alphabet, alphabet.encode(pieces.get(i)), style, place));
    }
    return parts;
  }

  private static ShortMessage part(
      ShortMessage.Address from,
      ShortMessage.Address to,
      Alphabet alphabet,
      byte[] octets,
      PartStyle style,
      ShortMessage.Part place) {
    if (style == PartStyle.SAR) {
      Map<Integer, byte[]> sar =
          Map.of(
              ShortMessage.SAR_REFERENCE, new Octets().half(place.reference()).toArray(),
              ShortMessage.SAR_TOTAL, new byte[] {(byte) place.total()},
              ShortMessage.SAR_PART, new byte[] {(byte) place.number()});
      return new ShortMessage(from, to, 0, 0, alphabet.dataCoding, octets, sar);
    }
    var data = new Octets();
    if (style == PartStyle.UDH16) {
      data.octet(6).octet(8).octet(4).half(place.reference());
    } else {
      data.octet(5).octet(0).octet(3).octet(place.reference());
    }
    data.octet(place.total()).octet(place.number()).bytes(octets);
    return new ShortMessage(
        from, to, ShortMessage.UDHI, 0, alphabet.dataCoding, data.toArray(), Map.of());
  }

  /** Pieces of at most {@code room} units; escapes and surrogate pairs are not torn apart. */
  private static List<String> split(String text, Alphabet alphabet, int room) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int step = alphabet == Alphabet.UCS2 ? Character.charCount(text.codePointAt(at)) : 1;
      int cost = step == 2 ? 2 : alphabet.cost(text.charAt(at));
      if (used + cost > room) {
        pieces.add(text.substring(start, at));
        start = at;
        used = 0;
      }
      used += cost;
      at += step;
    }
    pieces.add(text.substring(start));
    return pieces;
  }

  private static int units(String text, Alphabet alphabet) {
    int units = 0;
    for (int i = 0; i < text.length(); i++) {
      units += alphabet.cost(text.charAt(i));
    }
    return units;
  }
}
