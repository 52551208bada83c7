package livery.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import livery.text.Forcing;
import livery.text.Segments;

/**
 * A text as the preview shows it.
 *
 * @param parts each part as runs of text, the ones that force UCS-2 and could be replaced apart; at
 *     most {@value #PARTS_SHOWN}, which is more than anybody may send
 * @param least how many parts it takes with the operator that needs the fewest; {@code count} is
 *     the most
 * @param replaceable how many characters a click can replace
 * @param price of all parts, in words; empty for not known
 */
public record SmsPreview(
    List<List<Run>> parts,
    int count,
    int least,
    int remaining,
    String alphabet,
    int replaceable,
    String price) {

  private static final int PARTS_SHOWN = 20;

  /**
   * Characters that belong together.
   *
   * @param hint what may stand in place of a forcing character; empty for the others
   */
  public record Run(String text, boolean forcing, String hint) {}

  public SmsPreview {
    parts = List.copyOf(parts);
  }

  /**
   * Draws the one that takes the most parts.
   *
   * @param possible the same text as each operator would send it, at least one
   * @param price of all parts, in words
   */
  public static SmsPreview of(List<Segments> possible, String price) {
    var segments = Collections.max(possible, Comparator.comparingInt(Segments::count));
    var least = possible.stream().mapToInt(Segments::count).min().orElseThrow();
    var text = String.join("", segments.parts());
    var replaceable =
        Segments.forcing(text).stream().filter(forcing -> forcing.replacement() != null).toList();
    var parts = new ArrayList<List<Run>>();
    var from = 0;
    for (var part : segments.parts().stream().limit(PARTS_SHOWN).toList()) {
      parts.add(runs(part, from, replaceable));
      from += part.length();
    }
    return new SmsPreview(
        parts,
        segments.count(),
        least,
        segments.remaining(),
        segments.alphabet() == Segments.Alphabet.GSM7 ? "GSM 7-bit" : "Unicode",
        replaceable.size(),
        price);
  }

  /** {@code from} is where the part begins in the text, as the forcing characters count. */
  private static List<Run> runs(String part, int from, List<Forcing> forcing) {
    var runs = new ArrayList<Run>();
    var done = 0;
    for (var each : forcing) {
      var at = each.index() - from;
      if (at >= done && at < part.length()) {
        if (at > done) {
          runs.add(new Run(part.substring(done, at), false, ""));
        }
        done = at + each.character().length();
        runs.add(new Run(each.character(), true, "→ " + each.replacement()));
      }
    }
    if (done < part.length()) {
      runs.add(new Run(part.substring(done), false, ""));
    }
    return List.copyOf(runs);
  }
}
