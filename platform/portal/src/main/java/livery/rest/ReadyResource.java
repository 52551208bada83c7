package livery.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import livery.store.Store;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whether the portal can work: for load balancers and for the launcher. */
@Path("/ready")
@RequestScoped
@Needs(Needs.NOBODY)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Service")
public class ReadyResource {

  private static final int WAIT_SECONDS = 2;

  @Inject private Store store;

  /** The answer. */
  public record Ready(boolean ready) {}

  @GET
  @Operation(summary = "Whether the service can work")
  @SecurityRequirements
  public Ready ready() throws SQLException {
    try (var connection = store.dataSource().getConnection()) {
      return new Ready(connection.isValid(WAIT_SECONDS));
    }
  }
}
