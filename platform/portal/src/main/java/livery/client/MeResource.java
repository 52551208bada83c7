package livery.client;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import livery.tenant.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/me}: what the key is good for. */
@Path("/me")
@RequestScoped
@Needs(Needs.ANYTHING)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Service")
public class MeResource {

  @Inject private CurrentScope current;

  /** Who asks, and for whom. */
  public record Me(String key, Role role, TenantsResource.Shape tenant, long homeTenantId) {}

  @GET
  @Operation(summary = "The key that asks, and the tenant it acts for")
  public Me me() {
    var scope = current.get();
    return new Me(
        scope.actor(),
        scope.role(),
        TenantsResource.Shape.of(current.getTenant(), scope),
        scope.homeId());
  }
}
