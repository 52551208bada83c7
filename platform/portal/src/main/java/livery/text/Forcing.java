package livery.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A character that makes a message UCS-2, and what may stand in its place.
 *
 * @param index where it is in the text, in UTF-16 units
 * @param character the character itself, one code point
 * @param replacement what GSM 03.38 can say instead, may be empty; {@code null} when there is none
 */
public record Forcing(int index, String character, String replacement) {

  /** Each entry: the character, then what stands in its place. */
  private static final Map<Integer, String> TYPOGRAPHY =
      pairs(
          ("“\" ”\" „\" ‟\" «\" »\" ″\" ‘' ’' ‚' ‛' ‹' ›' ′' `' ´' ʼ' –- —- ―- ‐- ‑- ‒- −- •- ·-"
                  + " …... №No. ™(TM) ©(C) ®(R) ×x ÷/ °o ½1/2 ¼1/4 ¾3/4 ←<- →-> ≤<= ≥>= ≠/= ¢c")
              .split(" "));

  /** Spaces of every width, and characters that are not seen at all. */
  private static final Map<Integer, String> SPACES =
      Stream.concat(
              "\t\u00A0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u3000"
                  .codePoints()
                  .mapToObj(point -> Map.entry(point, " ")),
              "\u00AD\u200B\u200C\u200D\u2060\uFEFF"
                  .codePoints()
                  .mapToObj(point -> Map.entry(point, "")))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  /** Cyrillic letters that look like Latin ones, often typed or pasted by accident. */
  private static final Map<Integer, String> LOOK_ALIKES =
      pairs(
          ("АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI ЈJ ЅS УY аa еe оo рp сc хx іi јj ѕs уy")
              .split(" "));

  /**
   * All characters that are not in GSM 03.38, in the order of the text; none for a GSM-7 text.
   * Cyrillic look-alikes get a Latin replacement only where every forcing character of the text has
   * one, so that a Russian word is not taken apart.
   */
  public static List<Forcing> in(String text) {
    var plain = new ArrayList<Forcing>();
    var all = new ArrayList<Forcing>();
    for (var i = 0; i < text.length(); ) {
      var character = Character.toString(text.codePointAt(i));
      if (!Gsm7.covers(character)) {
        var replacement = replacement(character);
        plain.add(new Forcing(i, character, replacement));
        all.add(
            new Forcing(
                i,
                character,
                replacement != null ? replacement : LOOK_ALIKES.get(character.codePointAt(0))));
      }
      i += character.length();
    }
    return all.stream().allMatch(each -> each.replacement() != null) ? all : plain;
  }

  /** The text with every replacement that {@link #in} suggests. */
  public static String replaced(String text) {
    var replaced = new StringBuilder(text.length());
    var from = 0;
    for (var forcing : in(text)) {
      if (forcing.replacement() != null) {
        replaced.append(text, from, forcing.index()).append(forcing.replacement());
        from = forcing.index() + forcing.character().length();
      }
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static String replacement(String character) {
    var point = character.codePointAt(0);
    var known = TYPOGRAPHY.getOrDefault(point, SPACES.get(point));
    if (known != null || Character.UnicodeScript.of(point) != Character.UnicodeScript.LATIN) {
      return known;
    }
    var base = Normalizer.normalize(character, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return !base.isEmpty() && Gsm7.covers(base) ? base : null;
  }

  private static Map<Integer, String> pairs(String... pairs) {
    return Stream.of(pairs)
        .collect(Collectors.toMap(pair -> pair.codePointAt(0), pair -> pair.substring(1)));
  }
}
