package livery.brand;

import java.io.Serializable;
import java.util.List;
import livery.tenant.Brand;

/**
 * A brand as somebody wants it, unchecked; in JSON what is absent stays as it is.
 *
 * @param theme the id of a theme that the tenant may wear
 * @param colour "#0b3d91"; empty for the theme's own
 * @param accent the same for the second colour
 * @param languages ISO 639, the first one for those who have not chosen
 */
public record BrandWish(
    String name,
    String theme,
    String colour,
    String accent,
    String footer,
    String support,
    List<String> languages)
    implements Serializable {

  /** What is there, as a wish. */
  static BrandWish of(Brand brand) {
    return new BrandWish(
        brand.name(),
        brand.theme(),
        brand.colour(),
        brand.accent(),
        brand.footer(),
        brand.support(),
        brand.languages());
  }

  /** This wish, with what it does not say taken from the other. */
  BrandWish over(BrandWish other) {
    return new BrandWish(
        name == null ? other.name : name,
        theme == null ? other.theme : theme,
        colour == null ? other.colour : colour,
        accent == null ? other.accent : accent,
        footer == null ? other.footer : footer,
        support == null ? other.support : support,
        languages == null ? other.languages : languages);
  }
}
