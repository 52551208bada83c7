package livery.signin;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shows the rest of the portal the browser's address and whether it came by TLS, as a trusted
 * reverse proxy tells; what anybody else tells is passed over.
 */
public class ProxyFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final String NONE = "none";

  @Inject
  @ConfigProperty(name = "LIVERY_TRUSTED_PROXIES", defaultValue = NONE)
  private transient String proxies;

  @Inject
  @ConfigProperty(name = "LIVERY_PROXY_HEADER", defaultValue = "X-Forwarded-For")
  private transient String header;

  private transient TrustedProxies trusted;

  @Override
  public void init() {
    trusted = TrustedProxies.parse(proxies.equals(NONE) ? "" : proxies, header);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var forwarded = trusted.trusts(request.getRemoteAddr());
    chain.doFilter(forwarded ? new Forwarded(request, trusted) : request, response);
  }

  /** The request as the browser made it. */
  private static final class Forwarded extends HttpServletRequestWrapper {

    private final String address;
    private final boolean secure;

    Forwarded(HttpServletRequest request, TrustedProxies trusted) {
      super(request);
      address =
          trusted.client(
              request.getRemoteAddr(),
              Collections.list(request.getHeaders(trusted.header().title)));
      secure = request.isSecure() || "https".equalsIgnoreCase(scheme(request));
    }

    private static String scheme(HttpServletRequest request) {
      var scheme = request.getHeader("X-Forwarded-Proto");
      return scheme == null ? "" : scheme.strip();
    }

    @Override
    public String getRemoteAddr() {
      return address;
    }

    @Override
    public String getRemoteHost() {
      return address;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }

    @Override
    public String getScheme() {
      return secure ? "https" : super.getScheme();
    }

    @Override
    public StringBuffer getRequestURL() {
      var url = super.getRequestURL();
      return secure && url.indexOf("http:") == 0 ? url.insert("http".length(), 's') : url;
    }
  }
}
