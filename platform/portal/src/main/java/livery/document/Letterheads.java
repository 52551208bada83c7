package livery.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import livery.frame.Themes;
import livery.paper.Letterhead;
import livery.party.Parties;
import livery.tenant.Brand;
import livery.tenant.Brands;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/**
 * On whose paper a document stands: the own brand of its issuer as it is now. An issuer without one
 * has plain paper with its legal name: the brand of whoever is above it would show its clients whom
 * they are not to see. Thread-safe.
 */
@ApplicationScoped
public class Letterheads {

  private static final String INK = "#1f2937";
  private static final String LINES = "#4b5563";

  private final Brands brands;
  private final Parties parties;
  private final TenantTree tree;

  @Inject
  public Letterheads(Brands brands, Parties parties, TenantTree tree) {
    this.brands = brands;
    this.parties = parties;
    this.tree = tree;
  }

  protected Letterheads() {
    this(null, null, null);
  }

  /** The letterhead of a tenant: its own brand, the platform's for the platform, or plain paper. */
  public Letterhead of(long tenantId) {
    if (tree.isPlatform(tenantId)) {
      var brand = brands.of(tenantId);
      return of(brand, brands.logo(brand).orElse(null));
    }
    return brands
        .own(tenantId)
        .map(brand -> of(brand, brands.logo(brand).orElse(null)))
        .orElseGet(() -> plain(tenantId));
  }

  private Letterhead plain(long tenantId) {
    var one = parties.of(List.of(tenantId)).get(tenantId);
    var name =
        one.legalName().isBlank()
            ? tree.find(tenantId).map(Tenant::name).orElse("—")
            : one.legalName();
    return new Letterhead(name, null, null, INK, LINES, "", one.email());
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
