package livery.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text as the parts that it is sent and billed in.
 *
 * <p>Parts are filled one after the other; what may not be torn apart (an escape pair, a surrogate
 * pair, a letter with its accents, a joined emoji) moves on to the next part as a whole and leaves
 * the rest of its part empty. So the number of parts is not the quotient of units and limit.
 *
 * @param alphabet what the whole message is encoded in
 * @param parts the text of each part, at least one; an empty text is one empty part
 * @param units septets (GSM7) or UTF-16 units (UCS2) of all parts
 * @param remaining how many units still fit into the last part
 */
public record Segments(Alphabet alphabet, List<String> parts, int units, int remaining) {

  /** What a message is encoded in, with the units that one part takes. */
  public enum Alphabet {
    /** 140 octets hold 160 septets; a header of six octets takes seven of them. */
    GSM7(160, 153),
    /** 140 octets hold 70 units; a header of six octets takes three of them. */
    UCS2(70, 67);

    private final int alone;
    private final int joined;

    Alphabet(int alone, int joined) {
      this.alone = alone;
      this.joined = joined;
    }

    /** The units of a message that is one part. */
    public int alone() {
      return alone;
    }

    /** The units of each part when there are more, 8-bit reference. */
    public int joined() {
      return joined;
    }
  }

  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  public Segments {
    parts = List.copyOf(parts);
  }

  /** Splits the text. There is no upper limit here; a header can count to 255. */
  public static Segments of(String text) {
    return of(text, Gsm7.covers(text) ? Alphabet.GSM7 : Alphabet.UCS2);
  }

  /**
   * Splits the text in this alphabet.
   *
   * @param alphabet one that has all of its characters
   */
  public static Segments of(String text, Alphabet alphabet) {
    var units = units(alphabet, text);
    if (units <= alphabet.alone()) {
      return new Segments(alphabet, List.of(text), units, alphabet.alone() - units);
    }
    return filled(text, alphabet, units, alphabet.joined());
  }

  private static Segments filled(String text, Alphabet alphabet, int units, int room) {
    var filling = new Filling(alphabet, room);
    if (alphabet == Alphabet.GSM7) {
      text.chars().forEach(character -> filling.add(Character.toString(character)));
    } else {
      GRAPHEME.matcher(text).results().forEach(grapheme -> filling.addGrapheme(grapheme.group()));
    }
    return filling.segments(units);
  }

  /** The characters that make the text UCS-2, with suggested replacements; see {@link Forcing}. */
  public static List<Forcing> forcing(String text) {
    return Forcing.in(text);
  }

  /**
   * The same with a unit left in each part, for the header of seven octets with a 16-bit reference
   * (3GPP TS 23.040 §9.2.3.24.8); as it is where that would take more parts.
   */
  public Segments loosened() {
    if (isLoose()) {
      return this;
    }
    var loose = filled(String.join("", parts), alphabet, units, alphabet.joined() - 1);
    return loose.count() == count() ? loose : this;
  }

  /** Whether each part has that unit left; no matter for a message that is one part. */
  public boolean isLoose() {
    return parts.size() == 1
        || parts.stream().allMatch(part -> units(alphabet, part) < alphabet.joined());
  }

  /** How many parts the message takes. */
  public int count() {
    return parts.size();
  }

  private static int units(Alphabet alphabet, String text) {
    return alphabet == Alphabet.UCS2
        ? text.length()
        : text.chars().map(c -> Gsm7.units((char) c)).sum();
  }

  /** Parts while they are filled. */
  private static final class Filling {

    private final Alphabet alphabet;
    private final int room;
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private int used;

    Filling(Alphabet alphabet, int room) {
      this.alphabet = alphabet;
      this.room = room;
    }

    /** A grapheme that is longer than a whole part is torn between its characters. */
    void addGrapheme(String grapheme) {
      if (grapheme.length() <= room) {
        add(grapheme);
      } else {
        grapheme.codePoints().forEach(point -> add(Character.toString(point)));
      }
    }

    void add(String unsplittable) {
      var units = units(alphabet, unsplittable);
      if (used + units > room) {
        parts.add(part.toString());
        part.setLength(0);
        used = 0;
      }
      part.append(unsplittable);
      used += units;
    }

    Segments segments(int units) {
      parts.add(part.toString());
      return new Segments(alphabet, parts, units, room - used);
    }
  }
}
