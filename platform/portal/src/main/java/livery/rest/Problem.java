package livery.rest;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livery.fault.Fault;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An error as the answer spells it (RFC 9457).
 *
 * @param type one of {@link ProblemType}'s addresses
 * @param detail what was expected and what came: of {@code field}, and of all that is refused as a
 *     whole
 * @param field the field that is meant, {@code null} when the whole request is
 * @param errors each field that is wrong, {@code field} the first of them; {@code null} when the
 *     whole request is meant
 * @param trace what to tell the support; {@code null} but for an error on our side
 */
@JsonbPropertyOrder({"type", "title", "status", "detail", "field", "errors", "trace"})
@Schema(name = "Problem", description = "An error (RFC 9457)")
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String field,
    List<Wrong> errors,
    String trace) {

  /**
   * A field that is wrong.
   *
   * @param detail what was expected and what came
   */
  @JsonbPropertyOrder({"field", "detail"})
  @Schema(name = "WrongField")
  public record Wrong(String field, String detail) {}

  static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

  /** A refusal of a feature. */
  static Problem of(Fault fault) {
    var field = fault.field();
    var whole = fault.all().stream().filter(one -> one.field().isEmpty()).map(Fault::getMessage);
    var first = Stream.of(field + ": " + fault.getMessage()).filter(told -> !field.isEmpty());
    return of(
        ProblemType.of(fault.kind()),
        Stream.concat(first, whole).collect(Collectors.joining(" ")),
        field,
        fault.all().stream()
            .filter(one -> !one.field().isEmpty())
            .map(one -> new Wrong(one.field(), one.getMessage()))
            .toList());
  }

  static Problem of(ProblemType type, String detail, String field) {
    return of(type, detail, field, field.isEmpty() ? List.of() : List.of(new Wrong(field, detail)));
  }

  static Problem of(ProblemType type, String detail) {
    return of(type, detail, "");
  }

  private static Problem of(ProblemType type, String detail, String field, List<Wrong> errors) {
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        detail,
        field.isEmpty() ? null : field,
        errors.isEmpty() ? null : errors,
        null);
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }

  /** For filters of other packages: ends the request with this problem. */
  public static WebApplicationException refuse(ProblemType type, String detail) {
    return new WebApplicationException(of(type, detail).response());
  }
}
