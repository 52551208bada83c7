package livery.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Takes apart what comes to a page in parts, before the page does: what cannot be read is refused
 * with 400, what is too large with 413. After the sign-in, so that no stranger is listened to.
 */
public class PartsFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var type = request.getContentType();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      try {
        if (request.getCharacterEncoding() == null) {
          request.setCharacterEncoding(StandardCharsets.UTF_8.name()); // else texts are Latin-1
        }
        request.getParts();
      } catch (IllegalStateException tooLarge) {
        response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        return;
      } catch (IOException | ServletException broken) {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
