package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import livery.frame.Themes;
import livery.paper.Letterhead;
import livery.tenant.Brand;
import livery.tenant.Brands;

/** On whose paper a document stands: the brand of its issuer as it is now. Thread-safe. */
@ApplicationScoped
public class Letterheads {

  private final Brands brands;

  @Inject
  public Letterheads(Brands brands) {
    this.brands = brands;
  }

  protected Letterheads() {
    this(null);
  }

  /** The letterhead of a tenant: its own brand, or that of the nearest above it. */
  public Letterhead of(long tenantId) {
    var brand = brands.of(tenantId);
    return of(brand, brands.logo(brand).orElse(null));
  }

  /**
   * The letterhead of a brand.
   *
   * @param logo its own; {@code null} for the theme's mark
   */
  public static Letterhead of(Brand brand, Brands.Logo logo) {
    var mark = logo == null ? Themes.mark(brand.theme()) : logo.bytes();
    var type = logo == null ? "image/svg+xml" : logo.type();
    var colours = Themes.paperColours(brand.theme());
    return new Letterhead(
        brand.name(),
        mark.length == 0 ? null : mark,
        mark.length == 0 ? null : type,
        brand.colour().isEmpty() ? colours.get(0) : brand.colour(),
        brand.accent().isEmpty() ? colours.get(1) : brand.accent(),
        brand.footer(),
        brand.support(),
        Themes.isRoundOnPaper(brand.theme()));
  }
}
