package livery.text;

/** Text as XML 1.0 can hold it. */
public final class XmlText {

  private XmlText() {}

  /** Without what XML 1.0 cannot hold (§2.2), controls and halves of pairs, and stripped. */
  public static String clean(String text) {
    return text.codePoints()
        .filter(
            point ->
                point == '\n'
                    || point == '\t'
                    || (point >= 0x20 && point < 0xD800)
                    || (point >= 0xE000 && point < 0xFFFE)
                    || point > 0xFFFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }
}
