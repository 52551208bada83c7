package livery.tenant;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** The brand of the host that was asked, as pages name it: {@code #{brand.theme}}. */
@Named("brand")
@RequestScoped
public class BrandOfRequest {

  private final Brands brands;
  private final HttpServletRequest request;
  private Brand brand;

  @Inject
  public BrandOfRequest(Brands brands, HttpServletRequest request) {
    this.brands = brands;
    this.request = request;
  }

  protected BrandOfRequest() {
    this(null, null);
  }

  /** The brand, the same for the whole request. */
  public Brand get() {
    if (brand == null) {
      brand = brands.byHost(request.getServerName());
    }
    return brand;
  }

  public String getName() {
    return get().name();
  }

  public String getTheme() {
    return get().theme();
  }

  /** A Faces resource: {@code #{resource[brand.logo]}}. */
  public String getLogo() {
    return get().logo();
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
