package livery.digest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Ends a regular report by the code of its mail, without a sign-in: {@code /digest/stop?code=…}. A
 * POST ends it (RFC 8058: so do mail programs); a GET asks, because scanners of mail follow links.
 */
@WebServlet("/digest/stop")
public class StopServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String PAGE = "/digest/stop.xhtml";

  @Inject private transient Digests digests;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    show(request, response, digests.ofCode(request.getParameter("code")).isPresent() ? "ask" : "");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    digests.stop(request.getParameter("code"));
    show(request, response, "done");
  }

  private static void show(HttpServletRequest request, HttpServletResponse response, String state)
      throws ServletException, IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    request.setAttribute("stopState", state);
    request.getRequestDispatcher(PAGE).forward(request, response);
  }
}
