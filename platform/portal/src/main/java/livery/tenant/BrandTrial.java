package livery.tenant;

import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** A brand that one person tries out before everybody sees it. One for each browser. */
@SessionScoped
public class BrandTrial implements Serializable {

  private static final long serialVersionUID = 1L;

  private transient Brand brand;
  private Brands.Logo logo;

  /**
   * Shows this brand in this browser from now on.
   *
   * @param newLogo {@code null} for the one that the brand has
   */
  public void begin(Brand wished, Brands.Logo newLogo) {
    brand = wished;
    logo = newLogo;
  }

  /** Shows again what everybody sees. */
  public void end() {
    brand = null;
    logo = null;
  }

  /** The brand on trial, or {@code null}. */
  public Brand brand() {
    return brand;
  }

  /** The new logo that comes with it, or {@code null}. */
  public Brands.Logo logo() {
    return logo;
  }
}
