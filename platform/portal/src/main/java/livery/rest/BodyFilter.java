package livery.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the body within its limit and refuses what is not UTF-8, or a file without anything in it,
 * before anybody parses it.
 *
 * <p>A method that takes files says so by {@link BodyLimit} and reads its body itself.
 */
@Provider
@Priority(BodyFilter.PRIORITY)
public class BodyFilter implements ContainerRequestFilter {

  static final int PRIORITY = 3_000;
  static final int MOST_BYTES = 1 << 20;
  private static final int LOOKED_AT = 4_096;

  @Context private ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    var method = resource.getResourceMethod();
    if (takesFile(method)) {
      requireFile(request);
    }
    if (!request.hasEntity()) {
      return;
    }
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

  /** Whether the body of a method is a file of some kind, and neither JSON nor whatever comes. */
  static boolean takesFile(Method method) {
    var consumes = method == null ? null : method.getAnnotation(Consumes.class);
    return consumes != null
        && Arrays.stream(consumes.value())
            .noneMatch(type -> type.endsWith("json") || type.equals(MediaType.WILDCARD));
  }

  /**
   * An import of nothing is a mistake of the caller: it is told so, and not that 0 rows went in.
   */
  private static void requireFile(ContainerRequestContext request) throws IOException {
    // Asking whether there is an entity may put another stream in its place: ask before taking it.
    var body =
        request.hasEntity() ? new PushbackInputStream(request.getEntityStream(), LOOKED_AT) : null;
    if (body == null || isBlank(body)) {
      throw Problem.refuse(
          ProblemType.UNREADABLE, "The body is empty; it should be the file that is taken in");
    }
    request.setEntityStream(body);
  }

  /**
   * Whether there is nothing but blanks, as far as it is looked at; all of it can still be read.
   */
  static boolean isBlank(PushbackInputStream body) throws IOException {
    var head = body.readNBytes(LOOKED_AT);
    body.unread(head);
    return head.length < LOOKED_AT
        && new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").isBlank();
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
