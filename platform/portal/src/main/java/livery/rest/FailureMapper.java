package livery.rest;

import jakarta.json.JsonException;
import jakarta.json.bind.JsonbException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import livery.fault.Check;
import livery.fault.Fault;

/** Everything else that can go wrong; no stack trace leaves the house. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

  private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());
  private static final int MOST_CAUSES = 10;
  private static final Pattern UNKNOWN_FIELD =
      Pattern.compile("Json property (.{1,100}?) can not be mapped", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("Unable to deserialize property '(\\w{1,60})'");
  private static final Pattern POSITION = Pattern.compile("line no=(\\d+), column no=(\\d+)");

  @Override
  public Response toResponse(Throwable failure) {
    var cause = failure;
    var answering = isOfAnswer(failure);
    for (var i = 0; i < MOST_CAUSES && cause != null && !answering; i++) {
      if (cause instanceof Fault fault) {
        return new FaultMapper().toResponse(fault);
      }
      if (cause instanceof JsonException || cause instanceof JsonbException) {
        return Problem.of(
                ProblemType.UNREADABLE,
                "The body is not the expected JSON: " + reason(cause),
                field(cause))
            .response();
      }
      cause = cause.getCause();
    }
    if (failure instanceof WebApplicationException known) {
      return of(known);
    }
    if (failure instanceof ProcessingException && !answering) {
      return Problem.of(ProblemType.UNREADABLE, "The body is not the expected JSON").response();
    }
    return internal(failure);
  }

  /** Reading a body and writing an answer fail alike; only the first is the caller's fault. */
  private static boolean isOfAnswer(Throwable failure) {
    return Stream.of(failure.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("writeTo"));
  }

  private static Response of(WebApplicationException known) {
    var response = known.getResponse();
    if (response.getStatus() < 400 || response.getEntity() instanceof Problem) {
      return response;
    }
    var type = ProblemType.of(response.getStatus());
    if (type == ProblemType.INTERNAL) {
      return internal(known);
    }
    var answer = Response.status(response.getStatus()).type(Problem.MEDIA_TYPE);
    if (response.getHeaderString("Allow") != null) {
      answer.header("Allow", response.getHeaderString("Allow"));
    }
    var title = type.title();
    return answer
        .entity(new Problem(type.uri(), title, response.getStatus(), title, null, null, null))
        .build();
  }

  /** What the parser found, without the names of our classes. */
  private static String reason(Throwable failure) {
    var reason = "a value is not of the expected kind";
    var cause = failure;
    for (var i = 0; i < MOST_CAUSES && cause != null; i++) {
      var message = cause.getMessage() == null ? "" : cause.getMessage();
      var unknown = UNKNOWN_FIELD.matcher(message);
      var position = POSITION.matcher(message);
      if (unknown.lookingAt()) {
        return "there is no field " + Check.shown(unknown.group(1));
      }
      if (position.find()) {
        reason = "line " + position.group(1) + ", column " + position.group(2);
      }
      cause = cause.getCause();
    }
    return reason;
  }

  /** Where the value is that is not of its kind, "messages.campaignId"; empty when unknown. */
  private static String field(Throwable failure) {
    var names = new ArrayList<String>();
    var cause = failure;
    for (var i = 0; i < MOST_CAUSES && cause != null; i++) {
      var field = FIELD.matcher(cause.getMessage() == null ? "" : cause.getMessage());
      if (field.lookingAt()) {
        names.add(field.group(1));
      }
      cause = cause.getCause();
    }
    return String.join(".", names);
  }

  private static Response internal(Throwable failure) {
    var trace = UUID.randomUUID().toString();
    LOG.log(System.Logger.Level.ERROR, "A request failed, trace " + trace, failure);
    var type = ProblemType.INTERNAL;
    return new Problem(
            type.uri(),
            type.title(),
            type.status(),
            "Tell the support the trace",
            null,
            null,
            trace)
        .response();
  }
}
