package livery.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Slows down a key that asks too often, and tells all how much they have left. */
@Provider
@Priority(BodyFilter.PRIORITY - 1_000)
public class RateFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String PROPERTY = RateFilter.class.getName();

  @Inject private Rates rates;

  @Override
  public void filter(ContainerRequestContext request) {
    var caller = Caller.of(request);
    if (caller.isEmpty()) {
      return;
    }
    var pass = rates.take(caller.get().keyId());
    request.setProperty(PROPERTY, pass);
    if (pass.waitSeconds() > 0) {
      var problem =
          Problem.of(ProblemType.TOO_MANY, "A key may ask " + pass.limit() + " times a second");
      request.abortWith(
          Response.fromResponse(problem.response())
              .header("Retry-After", pass.waitSeconds())
              .build());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var headers = response.getHeaders();
    if (request.getProperty(PROPERTY) instanceof Rates.Pass pass) {
      headers.putSingle("RateLimit-Limit", pass.limit());
      headers.putSingle("RateLimit-Remaining", pass.remaining());
      headers.putSingle("RateLimit-Reset", 1);
    }
    if (!headers.containsKey("Cache-Control")) {
      headers.putSingle("Cache-Control", "private, no-cache");
    }
  }
}
