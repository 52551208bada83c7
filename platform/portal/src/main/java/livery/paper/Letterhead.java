package livery.paper;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Whose paper it is: the brand of the tenant that issues.
 *
 * @param name the brand, beside its mark
 * @param logo the mark: SVG, PNG or JPEG; {@code null} for the name alone
 * @param logoType media type of the logo; {@code null} without one
 * @param colour "#0b3d91", dark enough to be read on white; lighter ones are darkened
 * @param accent the same for thin lines and grounds
 * @param footer the legal line below every page; may be empty
 * @param support where the reader turns to: an address or a number; may be empty
 * @param round whether the brand is of round shapes and filled grounds, not of lines
 */
public record Letterhead(
    String name,
    byte[] logo,
    String logoType,
    String colour,
    String accent,
    String footer,
    String support,
    boolean round) {

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  public Letterhead {
    if (name == null || name.isBlank()) {
      throw new PaperException("A letterhead has a name");
    }
    if ((logo == null) != (logoType == null)) {
      throw new PaperException("A logo comes with its type, not with " + logoType);
    }
    for (var one : new String[] {colour, accent}) {
      if (one == null || !COLOUR.matcher(one).matches()) {
        throw new PaperException("A colour is like #0b3d91, not " + one);
      }
    }
    logo = logo == null ? null : logo.clone();
    footer = footer == null ? "" : footer;
    support = support == null ? "" : support;
  }

  /** One of lines. */
  public Letterhead(
      String name,
      byte[] logo,
      String logoType,
      String colour,
      String accent,
      String footer,
      String support) {
    this(name, logo, logoType, colour, accent, footer, support, false);
  }

  @Override
  public byte[] logo() {
    return logo == null ? null : logo.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Letterhead that
        && name.equals(that.name)
        && Arrays.equals(logo, that.logo)
        && java.util.Objects.equals(logoType, that.logoType)
        && colour.equals(that.colour)
        && accent.equals(that.accent)
        && footer.equals(that.footer)
        && support.equals(that.support)
        && round == that.round;
  }

  @Override
  public int hashCode() {
    return name.hashCode() * 31 + Arrays.hashCode(logo);
  }

  @Override
  public String toString() {
    return "Letterhead[" + name + "]";
  }
}
