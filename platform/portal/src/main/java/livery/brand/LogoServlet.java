package livery.brand;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import livery.tenant.BrandOfRequest;

/**
 * The own logo of the brand at this host, for anybody. The address carries its hash, so that a
 * browser may keep it; as a page of its own it can do nothing.
 */
@WebServlet("/brand/logo")
public class LogoServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient BrandOfRequest brand;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var logo = brand.logo();
    if (logo == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    var isThis = brand.get().logoHash().equals(request.getParameter("v"));
    response.setContentType(logo.type());
    response.setContentLength(logo.bytes().length);
    response.setHeader("Cache-Control", isThis ? "private, max-age=31536000" : "no-cache");
    response.setHeader(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    response.getOutputStream().write(logo.bytes());
  }
}
