package livery.dispatch;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/retries}: messages that wait are decided anew. */
@Path("/retries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class RetriesResource {

  @Inject private Retries retries;
  @Inject private CurrentScope current;

  /** How the message stands now. */
  @Schema(name = "Retry")
  public record Shape(long id, String state, String reason) {}

  @POST
  @Path("/{messageId}")
  @Needs("messages:write")
  @Operation(
      summary = "Decide a received message anew",
      description =
          "For messages that are PARKED, or REFUSED for no-money, day-limit, no-price or no-rate. The answer"
              + " says how the message stands now.")
  public Shape retry(@PathParam("messageId") long messageId) {
    var line = retries.retry(current.get(), messageId);
    return new Shape(line.id(), line.state(), line.reason());
  }
}
