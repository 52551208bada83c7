package livery.frame;

import jakarta.servlet.http.HttpServletRequest;

/** The portal's own address as the asker sees it. */
public final class WebAddress {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private WebAddress() {}

  /** "https://sms.example.com", with its port where that is not the usual one. */
  public static String base(HttpServletRequest request) {
    var port = request.getServerPort();
    var usual = request.getScheme().equals("https") ? HTTPS : HTTP;
    return request.getScheme()
        + "://"
        + request.getServerName()
        + (port == usual ? "" : ":" + port)
        + request.getContextPath();
  }
}
