package livery.brand;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import livery.fault.Check;
import livery.fault.Fault;
import livery.frame.Themes;
import livery.tenant.Audit;
import livery.tenant.Brand;
import livery.tenant.Brands;
import livery.tenant.Rights;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantSql;
import livery.tenant.TenantTree;

/** The brand of a reseller or of the platform, changed by its owners. Thread-safe. */
@ApplicationScoped
public class Branding {

  static final int NAME_LENGTH = 60;
  static final int FOOTER_LENGTH = 400;
  static final int SUPPORT_LENGTH = 190;

  /** The theme that everybody may wear. */
  private static final String PLAIN = "base";

  private static final List<String> LANGUAGES = List.of("en", "uk", "ru");
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

  private final TenantSql sql;
  private final TenantTree tree;
  private final Brands brands;
  private final Audit audit;

  @Inject
  public Branding(TenantSql sql, TenantTree tree, Brands brands, Audit audit) {
    this.sql = sql;
    this.tree = tree;
    this.brands = brands;
    this.audit = audit;
  }

  protected Branding() {
    this(null, null, null, null);
  }

  /**
   * The brand as it is: the tenant's own, or to begin with that of whoever is above it.
   *
   * @throws Fault for a client, which has none
   */
  public Brand get(Scope scope) {
    requireSeller(scope);
    return brands
        .own(scope.tenantId())
        .orElseGet(
            () -> {
              var above = brands.of(scope.tenantId());
              return new Brand(
                  scope.tenantId(),
                  tree.find(scope.tenantId()).map(Tenant::name).orElse(above.name()),
                  PLAIN,
                  "",
                  "",
                  above.languages(),
                  "",
                  "",
                  "");
            });
  }

  /** The own logo of a brand; {@code null} when the theme's mark is shown. */
  Brands.Logo logo(Brand brand) {
    return brand.logoHash().isEmpty() ? null : brands.logo(brand).orElse(null);
  }

  /** The themes to choose from: plain, the present one, and those that nobody else wears. */
  public Set<String> themes(Scope scope) {
    var free = new TreeSet<>(Themes.installed());
    free.removeAll(brands.wornByOthers(scope.tenantId()));
    free.add(PLAIN);
    free.add(get(scope).theme());
    return free;
  }

  /**
   * The brand as it would be, for looking at.
   *
   * @param logo a new logo, {@code null} for the one that is there
   * @throws Fault naming the first value that breaks a rule
   */
  public Brand checked(Scope scope, BrandWish wish, byte[] logo) {
    Rights.mayOwn(scope);
    var before = get(scope);
    var all = wish.over(BrandWish.of(before));
    return new Brand(
        scope.tenantId(),
        Check.text("name", all.name(), NAME_LENGTH),
        Check.oneOf("theme", all.theme(), themes(scope)),
        Check.optionalText("footer", all.footer(), FOOTER_LENGTH),
        Check.optionalText("support", all.support(), SUPPORT_LENGTH),
        languages(all.languages()),
        colour("colour", all.colour()),
        colour("accent", all.accent()),
        logo == null ? before.logoHash() : LogoCheck.hash(LogoCheck.checked(logo).bytes()));
  }

  private static List<String> languages(List<String> wished) {
    if (wished.isEmpty()) {
      throw Fault.invalid("languages", "fault.missing", "languages");
    }
    wished.forEach(one -> Check.oneOf("languages", one, LANGUAGES));
    return wished.stream().distinct().toList();
  }

  private static String colour(String field, String value) {
    var colour = Check.optionalText(field, value, 40).toLowerCase(Locale.ROOT);
    if (!colour.isEmpty() && !COLOUR.matcher(colour).matches()) {
      throw Fault.invalid(field, "brand.fault.colour", Check.shown(colour));
    }
    return colour;
  }

  /**
   * Shows the brand to everybody.
   *
   * @param logo a new logo, {@code null} for the one that is there
   */
  public Brand publish(Scope scope, BrandWish wish, byte[] logo) {
    var brand = checked(scope, wish, logo);
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "INSERT INTO brand (tenant_id, name, theme, footer, support, languages, colour,"
                  + " accent) VALUES (:tenant, :name, :theme, :footer, :support, :languages,"
                  + " :colour, :accent) ON DUPLICATE KEY UPDATE name = :name, theme = :theme,"
                  + " footer = :footer, support = :support, languages = :languages, colour ="
                  + " :colour, accent = :accent",
              statement ->
                  statement
                      .bind("name", brand.name())
                      .bind("theme", brand.theme())
                      .bind("footer", brand.footer())
                      .bind("support", brand.support())
                      .bind("languages", String.join(",", brand.languages()))
                      .bind("colour", brand.colour())
                      .bind("accent", brand.accent()));
          if (logo != null) {
            store(scope, LogoCheck.checked(logo));
          }
          audit.write(scope, "brand.change", "brand " + scope.tenantId(), brand.name());
          return null;
        });
    brands.reload();
    return get(scope);
  }

  private void store(Scope scope, Brands.Logo logo) {
    sql.update(
        scope,
        "UPDATE brand SET logo = :logo, logo_type = :type, logo_hash = :hash"
            + " WHERE tenant_id = :tenant",
        statement ->
            statement
                .bind("logo", logo.bytes())
                .bind("type", logo.type())
                .bind("hash", LogoCheck.hash(logo.bytes())));
  }

  /** Takes the own logo away: the theme's mark is shown again. */
  public Brand withoutLogo(Scope scope) {
    Rights.mayOwn(scope);
    requireSeller(scope);
    sql.inTransaction(
        () -> {
          sql.update(
              scope,
              "UPDATE brand SET logo = NULL, logo_type = NULL, logo_hash = ''"
                  + " WHERE tenant_id = :tenant",
              statement -> statement);
          audit.write(scope, "brand.change", "brand " + scope.tenantId(), "logo");
          return null;
        });
    brands.reload();
    return get(scope);
  }

  void requireSeller(Scope scope) {
    var isClient =
        tree.find(scope.tenantId()).map(tenant -> tenant.kind() == Tenant.Kind.CLIENT).orElse(true);
    if (isClient) {
      throw Fault.notFound("brand", scope.tenantId());
    }
  }
}
