package livery.tenant;

import java.util.List;

/**
 * How a tenant and all below it, down to the next brand, look to the world.
 *
 * @param tenantId whose brand this is
 * @param theme the id of a theme jar: "base", "acme", "nova"
 * @param footer the legal line below every page; may be empty
 * @param support where people turn to: an address or a number; may be empty
 * @param languages ISO 639, the first one for those who have not chosen
 * @param colour "#0b3d91" instead of the theme's first colour; empty for the theme's
 * @param accent the same for the second colour
 * @param logoHash what tells the own logo from the one before; empty for the theme's mark
 */
public record Brand(
    long tenantId,
    String name,
    String theme,
    String footer,
    String support,
    List<String> languages,
    String colour,
    String accent,
    String logoHash) {

  public Brand {
    languages = List.copyOf(languages);
  }
}
