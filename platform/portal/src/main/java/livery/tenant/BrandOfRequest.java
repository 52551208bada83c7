package livery.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * The brand of the host that was asked, as pages name it: {@code #{brand.theme}}; for somebody who
 * tries a new one out, that one.
 */
@Named("brand")
@RequestScoped
public class BrandOfRequest {

  private final Brands brands;
  private final HttpServletRequest request;
  private final BrandTrial trial;
  private Brand brand;

  @Inject
  public BrandOfRequest(Brands brands, HttpServletRequest request, BrandTrial trial) {
    this.brands = brands;
    this.request = request;
    this.trial = trial;
  }

  protected BrandOfRequest() {
    this(null, null, null);
  }

  /** The brand, the same for the whole request. */
  public Brand get() {
    if (brand == null) {
      brand = isTrial() ? trial.brand() : brands.byHost(request.getServerName());
    }
    return brand;
  }

  /** Whether this browser shows a brand that only it can see yet. */
  public boolean isTrial() {
    return request.getSession(false) != null && trial.brand() != null;
  }

  /** Shows again what everybody sees. */
  public void endTrial() {
    trial.end();
    brand = null;
  }

  /** The own logo of the brand, {@code null} when it has the theme's mark. */
  public Brands.Logo logo() {
    return get().logoHash().isEmpty()
        ? null
        : isTrial() && trial.logo() != null ? trial.logo() : brands.logo(get()).orElse(null);
  }

  public String getName() {
    return get().name();
  }

  public String getTheme() {
    return get().theme();
  }

  public String getFooter() {
    return get().footer();
  }

  public String getSupport() {
    return get().support();
  }

  public List<String> getLanguages() {
    return get().languages();
  }
}
