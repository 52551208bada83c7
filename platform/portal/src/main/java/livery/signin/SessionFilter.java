package livery.signin;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import livery.people.People;
import livery.tenant.Brands;
import livery.tenant.CurrentScope;
import livery.tenant.Person;
import livery.tenant.Session;
import livery.tenant.TenantTree;

/**
 * Every page needs a session, but for the sign-in and what it is made of; REST has keys instead.
 *
 * <p>The session is checked anew for each request: whoever is suspended is out with the next click.
 */
public class SessionFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final Duration LONGEST_SESSION = Duration.ofHours(12);
  private static final String SIGN_IN = "/signin.xhtml";
  private static final String PROFILE = "/tenant/profile.xhtml";

  @Inject private transient Session session;
  @Inject private transient CurrentScope current;
  @Inject private transient People people;
  @Inject private transient TenantTree tree;
  @Inject private transient Brands brands;
  @Inject private transient Clock clock;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var path = path(request);
    if (isOpen(path)) {
      chain.doFilter(request, response);
      return;
    }
    var person = person(request);
    person.ifPresent(current::enter);
    response.setHeader("Cache-Control", "no-store");
    if (person.isEmpty() && !path.equals(SIGN_IN)) {
      redirect(request, response, signIn(request, path));
    } else if (person.filter(Person::mustChange).isPresent()
        && !path.equals(PROFILE)
        && !path.equals(SIGN_IN)) {
      redirect(request, response, request.getContextPath() + PROFILE);
    } else {
      chain.doFilter(request, response);
    }
  }

  private static String path(HttpServletRequest request) {
    var rest = request.getPathInfo();
    return request.getServletPath() + (rest == null ? "" : rest);
  }

  /**
   * What anybody may fetch: styles, scripts and pictures; REST checks its keys itself, and what
   * ends regular reports its code.
   */
  private static boolean isOpen(String path) {
    return path.startsWith("/jakarta.faces.resource/")
        || path.equals("/brand/logo")
        || path.equals("/digest/stop")
        || path.startsWith("/api/")
        || path.equals("/openapi")
        || path.startsWith("/openapi/")
        || path.equals("/favicon.ico")
        || path.equals("/robots.txt");
  }

  private Optional<Person> person(HttpServletRequest request) {
    if (request.getSession(false) == null || !session.isBegun()) {
      return Optional.empty();
    }
    var person =
        people
            .inSession(session.personId(), session.signedInAt())
            .filter(found -> tree.isActive(found.tenantId()))
            .filter(
                found ->
                    session.brandTenantId() == brands.byHost(request.getServerName()).tenantId())
            .filter(found -> clock.instant().isBefore(session.signedInAt().plus(LONGEST_SESSION)));
    if (person.isEmpty()) {
      request.getSession().invalidate();
    }
    return person;
  }

  private static String signIn(HttpServletRequest request, String path) {
    var query = request.getQueryString();
    var from =
        request.getMethod().equals("GET") && !path.equals("/")
            ? "?from="
                + URLEncoder.encode(
                    path + (query == null ? "" : "?" + query), StandardCharsets.UTF_8)
            : "";
    return request.getContextPath() + SIGN_IN + from;
  }

  /** A page that is being updated by script is told in the answer that Faces understands. */
  private static void redirect(
      HttpServletRequest request, HttpServletResponse response, String target) throws IOException {
    if (!"partial/ajax".equals(request.getHeader("Faces-Request"))) {
      response.sendRedirect(target);
      return;
    }
    response.setContentType("text/xml;charset=UTF-8");
    response
        .getWriter()
        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><partial-response><redirect url=\"")
        .append(target.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;"))
        .append("\"></redirect></partial-response>");
  }
}
