package livery.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as the answer spells it (RFC 9457).
 *
 * @param type one of {@link ProblemType}'s addresses
 * @param detail what was expected and what came
 * @param field the field that is meant, {@code null} when the whole request is
 * @param trace what to tell the support; {@code null} but for an error on our side
 */
@JsonbPropertyOrder({"type", "title", "status", "detail", "field", "trace"})
@Schema(name = "Problem", description = "An error (RFC 9457)")
public record Problem(
    String type, String title, int status, String detail, String field, String trace) {

  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  static Problem of(ProblemType type, String detail, String field) {
    return new Problem(
        type.uri(), type.title(), type.status(), detail, field.isEmpty() ? null : field, null);
  }

  static Problem of(ProblemType type, String detail) {
    return of(type, detail, "");
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  /** For filters of other packages: ends the request with this problem. */
  public static WebApplicationException refuse(ProblemType type, String detail) {
    return new WebApplicationException(of(type, detail).response());
  }
}
