package livery.rest;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.regex.Pattern;

/** The same request with the same {@code Idempotency-Key} does nothing twice. */
@Provider
@Priority(BodyFilter.PRIORITY + 100)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String HEADER = "Idempotency-Key";
  private static final String PROPERTY = IdempotencyFilter.class.getName();
  private static final Set<String> METHODS = Set.of("POST", "PATCH", "PUT", "DELETE");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

  @Inject private Idempotency idempotency;

  private record Begun(long tenantId, String key) {}

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    var key = request.getHeaderString(HEADER);
    var caller = Caller.of(request);
    if (key == null || caller.isEmpty() || !METHODS.contains(request.getMethod())) {
      return;
    }
    if (!KEY.matcher(key).matches()) {
      throw Problem.refuse(
          ProblemType.UNREADABLE, HEADER + " must be 1 to 100 visible ASCII characters");
    }
    var tenantId = caller.get().tenantId();
    try {
      var earlier = idempotency.begin(tenantId, key, hash(request));
      if (earlier.isEmpty()) {
        request.setProperty(PROPERTY, new Begun(tenantId, key));
      } else {
        request.abortWith(again(earlier.get()));
      }
    } catch (Idempotency.Reused reused) {
      throw Problem.refuse(
          ProblemType.KEY_REUSED, "This " + HEADER + " was used for another request before");
    }
  }

  private static byte[] hash(ContainerRequestContext request) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var line =
          request.getMethod()
              + ' '
              + request.getUriInfo().getRequestUri().getRawPath()
              + '?'
              + request.getUriInfo().getRequestUri().getRawQuery()
              + ' '
              + request.getHeaderString("Tenant-Id")
              + '\n';
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      if (request.getEntityStream() instanceof ByteArrayInputStream body) {
        digest.update(body.readAllBytes());
        body.reset();
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static Response again(Idempotency.Answer answer) {
    if (answer.status() == 0) {
      return Problem.of(
              ProblemType.IN_PROGRESS,
              "Ask again in a moment; if it stays, look whether"
                  + " the first request was carried out")
          .response();
    }
    if (answer.body() == null && answer.status() < 300 && answer.status() != 204) {
      var done = Problem.of(ProblemType.ALREADY_DONE, ProblemType.ALREADY_DONE.title());
      return Response.fromResponse(done.response())
          .header(HttpHeaders.LOCATION, answer.location())
          .build();
    }
    var response = Response.status(answer.status()).header("Idempotency-Replayed", "true");
    if (answer.location() != null) {
      response.header(HttpHeaders.LOCATION, answer.location());
    }
    if (answer.body() != null) {
      response
          .type(answer.status() < 400 ? "application/json" : Problem.MEDIA_TYPE.toString())
          .entity(answer.body().getBytes(StandardCharsets.UTF_8));
    }
    return response.build();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(PROPERTY) instanceof Begun begun)) {
      return;
    }
    var status = response.getStatus();
    if (status >= 500 || status == 401 || status == 403 || status == 429) {
      idempotency.forget(begun.tenantId(), begun.key());
      return;
    }
    var secret = "no-store".equals(response.getHeaderString(HttpHeaders.CACHE_CONTROL));
    var location = response.getLocation();
    idempotency.finish(
        begun.tenantId(),
        begun.key(),
        new Idempotency.Answer(
            status,
            location == null ? null : location.toString(),
            secret || !response.hasEntity() ? null : json(response)));
  }

  private static String json(ContainerResponseContext response) {
    return JsonShape.JSON.toJson(response.getEntity(), response.getEntityType());
  }
}
