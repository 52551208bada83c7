package livery.frame;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livery.tenant.BrandOfRequest;
import livery.tenant.CurrentScope;
import livery.tenant.Person;
import livery.tenant.Tenant.Kind;

/**
 * What the layout says about this request: brand, language, light or dark, who looks and where.
 *
 * <p>Language and mode are the visitor's own choice, kept in two cookies that the switches in the
 * page write; before a choice they follow the person, the tenant or the brand.
 */
@Named
@RequestScoped
public class Frame {

  private static final List<String> MODES = List.of("light", "dark", "auto");

  private final HttpServletRequest request;
  private final BrandOfRequest brand;
  private final CurrentScope current;

  @Inject
  public Frame(HttpServletRequest request, BrandOfRequest brand, CurrentScope current) {
    this.request = request;
    this.brand = brand;
    this.current = current;
  }

  protected Frame() {
    this(null, null, null);
  }

  /** One language of the switch, in its own words. */
  public record Language(String code, String name) {}

  /** The theme's id: the part of its resource library's name after "primefaces-". */
  public String getTheme() {
    return brand.getTheme();
  }

  public String getBrandName() {
    return brand.getName();
  }

  /** The address of the brand's mark: its own logo, or the theme's. */
  public String getLogo() {
    return mark("logo");
  }

  public String getFavicon() {
    return mark("favicon");
  }

  private String mark(String ofTheme) {
    var hash = brand.get().logoHash();
    if (!hash.isEmpty()) {
      return request.getContextPath() + "/brand/logo?v=" + hash;
    }
    var parts = Themes.get(getTheme(), ofTheme).split(":");
    var faces = FacesContext.getCurrentInstance();
    return faces
        .getApplication()
        .getResourceHandler()
        .createResource(parts[1], parts[0])
        .getRequestPath();
  }

  /** The brand's own colours as rules for the page; empty when it has those of its theme. */
  public String getPalette() {
    return Palette.css(
        brand.get().colour(), brand.get().accent(), Themes.get(getTheme(), "painted"));
  }

  /** Whether the person tries a brand out that nobody else sees yet. */
  public boolean isTrial() {
    return isKnown() && brand.isTrial();
  }

  /** Whether it is the brand of the tenant that is looked at, so that it can be published here. */
  public boolean isTrialHere() {
    return isTrial() && brand.get().tenantId() == current.get().tenantId();
  }

  /** Shows again what everybody sees. */
  public String dropTrial() {
    brand.endTrial();
    return again();
  }

  /** "light", "dark" or "auto" (as the device has it). */
  public String getMode() {
    return cookie("mode").filter(MODES::contains).orElse(Themes.get(getTheme(), "mode"));
  }

  /** ISO 639: the visitor's choice, else the person's, else what the browser prefers. */
  public String getLanguage() {
    var offered = brand.getLanguages();
    return cookie("language")
        .or(() -> current.person().map(Person::language))
        .filter(offered::contains)
        .orElseGet(() -> accepted(offered));
  }

  public Locale locale() {
    return new Locale(getLanguage());
  }

  public Locale getLocale() {
    return locale();
  }

  public List<Language> getLanguages() {
    return brand.getLanguages().stream()
        .map(code -> new Language(code, Texts.in(new Locale(code)).get("frame.language.name")))
        .toList();
  }

  /** "open" or "folded": how the visitor left the menu. */
  public String getMenu() {
    return cookie("menu").filter("folded"::equals).orElse("open");
  }

  /** The sentence beside the sign-in form, in the language of the request. */
  public String getWords() {
    var words = Themes.get(getTheme(), "words." + getLanguage());
    return words.isEmpty() ? Themes.get(getTheme(), "words.en") : words;
  }

  public String getFooter() {
    return brand.getFooter();
  }

  public String getSupport() {
    return brand.getSupport();
  }

  /** Whether somebody is signed in. */
  public boolean isKnown() {
    return current.isKnown();
  }

  /** The role in words. */
  public String getRole() {
    var role = current.get().role().name().toLowerCase(Locale.ROOT);
    return Texts.in(locale()).get("frame.role." + role);
  }

  /** Looks at another tenant of the own subtree, from the same page on. */
  public String look(long tenantId) {
    current.look(tenantId);
    return again();
  }

  /** Back to the own tenant. */
  public String goHome() {
    current.goHome();
    return again();
  }

  private static String again() {
    return FacesContext.getCurrentInstance().getViewRoot().getViewId() + "?faces-redirect=true";
  }

  ZoneId zone() {
    return isKnown() ? current.getTenant().zone() : ZoneOffset.UTC;
  }

  private Kind kind() {
    return current.getTenant().kind();
  }

  public boolean isPlatform() {
    return isKnown() && kind() == Kind.PLATFORM;
  }

  /** Whether this tenant may have tenants below. */
  public boolean isSeller() {
    return isKnown() && kind() != Kind.CLIENT;
  }

  public boolean isManages() {
    return isKnown() && current.isManages();
  }

  MenuPlaces.Reader reader() {
    return new MenuPlaces.Reader(
        kind(), current.isManages(), current.isFinances(), current.isOwns(), current.isOperates());
  }

  private String accepted(List<String> offered) {
    return Collections.list(request.getLocales()).stream()
        .map(Locale::getLanguage)
        .filter(offered::contains)
        .findFirst()
        .orElse(offered.get(0));
  }

  private Optional<String> cookie(String name) {
    var cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
  }
}
