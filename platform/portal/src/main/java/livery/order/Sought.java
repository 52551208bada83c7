package livery.order;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What an address asks a list to be looked through for: {@code text}, whatever its case. Kept by a
 * page, which takes it from that parameter; the file of the list is given the same.
 */
public final class Sought implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The parameter that names it. */
  public static final String FIELD = "text";

  /** Most characters that are looked for; what follows them is left out. */
  static final int LENGTH = 100;

  private String text = "";

  /** What somebody looks for; {@code null} and blanks are nothing. */
  public static Sought of(String text) {
    var sought = new Sought();
    sought.setText(text);
    return sought;
  }

  public String getText() {
    return text;
  }

  public void setText(String text) {
    var given = text == null ? "" : text.strip();
    var most =
        given.offsetByCodePoints(0, Math.min(LENGTH, given.codePointCount(0, given.length())));
    this.text = given.substring(0, most).strip();
  }

  /** Whether nothing is looked for. */
  public boolean isNone() {
    return text.isEmpty();
  }

  /** For an address behind its first parameter: {@code "&text=…"}, or nothing. */
  public String getKept() {
    return isNone() ? "" : "&" + FIELD + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Whether one of these has it somewhere; nothing is in all. */
  public boolean isIn(String... values) {
    var wanted = text.toLowerCase(Locale.ROOT);
    return Stream.of(values).anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** For {@code LOWER(column) LIKE}: somewhere in it; nothing is in all. */
  public String like() {
    var plain =
        text.toLowerCase(Locale.ROOT).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    return "%" + plain + "%";
  }
}
