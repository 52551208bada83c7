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
 * with 400, what is too large with 413. A form that is not in parts says how long it is, and is
 * refused unread when that is too much. After the sign-in, so that no stranger is listened to.
 */
public class PartsFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /**
   * Most bytes of a form that is not in parts: the longest text that a page takes, a million
   * characters, as it is coded. The server itself fails at 2 MiB.
   */
  static final int FORM_BYTES_MAX = 2_000_000;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var type =
        request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/x-www-form-urlencoded")
        && request.getMethod().equals("POST")) {
      var length = request.getContentLengthLong();
      if (length < 0 || length > FORM_BYTES_MAX) {
        response.sendError(
            length < 0
                ? HttpServletResponse.SC_LENGTH_REQUIRED
                : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        return;
      }
    }
    if (type.startsWith("multipart/")) {
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
