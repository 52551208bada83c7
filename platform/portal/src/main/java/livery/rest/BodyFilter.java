package livery.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body within its limit and refuses what is not UTF-8, before anybody parses it.
 *
 * <p>A method that takes files says so by {@link BodyLimit} and reads its body itself.
 */
@Provider
@Priority(BodyFilter.PRIORITY)
public class BodyFilter implements ContainerRequestFilter {

  static final int PRIORITY = 3_000;
  static final int MOST_BYTES = 1 << 20;

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (!request.hasEntity()) {
      return;
    }
    var method = resource.getResourceMethod();
    var own = method == null ? null : method.getAnnotation(BodyLimit.class);
    if (request.getLength() > (own == null ? MOST_BYTES : own.value())) {
      throw tooLarge(own == null ? MOST_BYTES : own.value());
    }
    if (own != null) {
      request.setEntityStream(new BoundedStream(request.getEntityStream(), own.value()));
      return;
    }
    var body = request.getEntityStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw tooLarge(MOST_BYTES);
    }
    if (isJson(request.getMediaType())) {
      requireUtf8(body);
    }
    request.setEntityStream(new ByteArrayInputStream(body));
  }

  static RuntimeException tooLarge(long limit) {
    return Problem.refuse(ProblemType.TOO_LARGE, "The body may have " + limit + " bytes at most");
  }

  private static boolean isJson(MediaType type) {
    return type != null && type.getSubtype().endsWith("json");
  }

  private static void requireUtf8(byte[] body) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException notUtf8) {
      throw Problem.refuse(ProblemType.UNREADABLE, "The body is not UTF-8");
    }
  }
}
