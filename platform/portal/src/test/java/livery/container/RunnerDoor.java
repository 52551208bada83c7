package livery.container;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.util.EnumSet;

/**
 * Leads requests for Arquillian's runner past the portal's own filters, which would send them to
 * the sign-in.
 */
@WebListener
public class RunnerDoor implements ServletContextListener {

  private static final String RUNNER = "ArquillianServletRunnerEE9";

  @Override
  public void contextInitialized(ServletContextEvent event) {
    event
        .getServletContext()
        .addFilter("door", new Door())
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/" + RUNNER);
  }

  private static final class Door implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      request.getServletContext().getNamedDispatcher(RUNNER).forward(request, response);
    }
  }
}
