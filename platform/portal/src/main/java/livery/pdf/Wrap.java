package livery.pdf;

import java.util.ArrayList;
import java.util.List;

/** Breaks texts into lines: at spaces, behind hyphens and slashes, and inside of a long word. */
final class Wrap {

  private final Letters letters;

  Wrap(Letters letters) {
    this.letters = letters;
  }

  /** The lines of a text that {@link Letters#clean} has seen; one at least. */
  List<String> lines(String text, Cut cut, float size, float width) {
    var lines = new ArrayList<String>();
    for (var paragraph : text.split("\n", -1)) {
      wrap(paragraph.strip(), cut, size, width, lines);
    }
    return lines;
  }

  private void wrap(String paragraph, Cut cut, float size, float width, List<String> lines) {
    if (letters.width(paragraph, cut, size) <= width) {
      lines.add(paragraph);
      return;
    }
    var line = "";
    for (var from = 0; from < paragraph.length(); ) {
      var to = end(paragraph, from);
      var piece = paragraph.substring(from, to);
      from = to;
      if (letters.width((line + piece).stripTrailing(), cut, size) <= width) {
        line += piece;
        continue;
      }
      if (!line.isBlank()) {
        lines.add(line.stripTrailing());
      }
      line = split(piece.stripLeading(), cut, size, width, lines);
    }
    lines.add(line.stripTrailing());
  }

  /** Where the next place to break is: behind a space, a hyphen or a slash. */
  private static int end(String text, int from) {
    for (var i = from; i < text.length(); i++) {
      var sign = text.charAt(i);
      if (sign == ' ' || ((sign == '-' || sign == '/') && i > from)) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** Cuts a word that is longer than the line; gives back what is left of it. */
  private String split(String word, Cut cut, float size, float width, List<String> lines) {
    var rest = word;
    while (letters.width(rest.stripTrailing(), cut, size) > width) {
      var fits = fitting(rest, cut, size, width);
      lines.add(rest.substring(0, fits));
      rest = rest.substring(fits);
    }
    return rest;
  }

  /** How much of it fits; one character at least, however narrow the column. */
  private int fitting(String word, Cut cut, float size, float width) {
    var fits = Character.charCount(word.codePointAt(0));
    var used = letters.width(word.substring(0, fits), cut, size);
    while (fits < word.length()) {
      var next = Character.charCount(word.codePointAt(fits));
      used += letters.width(word.substring(fits, fits + next), cut, size);
      if (used > width) {
        break;
      }
      fits += next;
    }
    return fits;
  }
}
